"""A task of Airflow that checks a report every month and fails if the gate fails.

The rows may come from anywhere: a task before this one, a hook of a database, a file.
"""

import datetime as dt

import checker

try:
    from airflow.sdk import dag, task
except ImportError:  # Airflow 2
    from airflow.decorators import dag, task


@task
def read_rows() -> list[dict[str, object]]:
    """Return rows with the columns of the list layout."""
    return [
        {"unit": "bac-kan-city", "period": "2024-H1", "indicator": "budget_revenue", "value": "86.6"},
        {"unit": "bac-kan-city", "period": "2024-H1", "indicator": "retail_sales", "value": "1869"},
    ]


@task
def check_rows(rows: list[dict[str, object]]) -> list[str]:
    """Fail the task if the gate fails; else return what to look at."""
    run = checker.check(rows, pack="bac-kan-city/2024")
    run.raise_for_gate()
    return [f"{row['title']}: {row['pace']}" for row in run.to_rows() if row["pace"] == "behind"]


@dag(schedule="@monthly", start_date=dt.datetime(2024, 1, 1, tzinfo=dt.UTC), catchup=False)
def targets() -> None:
    """Read the rows, then check them."""
    check_rows(read_rows())


targets()
