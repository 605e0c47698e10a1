# ruff: noqa: S608 - paths that the bench makes
"""A query by hand on DuckDB that writes the findings of a bulk run: a join, comparisons, and all of their columns.

It knows what the packs of the bench say, and nothing else; what was not reported it does not look for.
"""

import sys

import duckdb

data, bounds, out = sys.argv[1:4]
connection = duckdb.connect()
connection.execute("SET threads = 2")
if data.endswith(".csv"):
    types = "{'value': 'DECIMAL(18,2)'}"
    rows = f"SELECT *, row_number() OVER () + 1 AS row FROM read_csv('{data}', filename = 'file', types = {types})"
else:
    read = f"read_parquet('{data}', filename = 'file', file_row_number = true)"
    rows = f"SELECT *, file_row_number + 1 AS row FROM {read}"
connection.execute(
    f"""CREATE TABLE asked AS SELECT *, 'made/' || period[:4] AS pack, period[6:] = '12' AS due,
    (bound * 0.95)::DECIMAL(18, 2) AS behind, max(bound) OVER (PARTITION BY period[:4], indicator) AS goal
    FROM '{bounds}'"""
)
below = f"""SELECT pack, unit, period, indicator, '' AS subject,
    CASE WHEN due THEN 'T001' WHEN value < behind THEN 'T004' ELSE 'T005' END AS code,
    CASE WHEN due THEN 'unmet' WHEN value < behind THEN 'behind' ELSE 'at_risk' END AS matter,
    CASE WHEN due THEN 'fail' WHEN value < behind THEN 'warn' ELSE 'pass' END AS gate,
    CASE WHEN due THEN 'unmet' ELSE 'not_due' END AS verdict,
    CASE WHEN due THEN NULL WHEN value < behind THEN 'behind' ELSE 'at_risk' END AS pace,
    value, NULL::VARCHAR AS numerator, NULL::VARCHAR AS denominator, goal - value AS shortfall, file, row,
    CASE WHEN due THEN (goal - value)::DOUBLE / goal ELSE 0 END AS weight
    FROM ({rows}) JOIN asked USING (period, indicator) WHERE value < bound"""
connection.execute(f"COPY ({below}) TO '{out}' (FORMAT parquet)")
print(*connection.execute(f"SELECT count(*) FROM '{out}'").fetchall()[0])
