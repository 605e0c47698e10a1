# ruff: noqa: S608 - paths that the bench makes
"""A query by hand on DuckDB: a join, a comparison, and the findings as Parquet."""

import sys

import duckdb

data, bounds, out = sys.argv[1:4]
connection = duckdb.connect()
connection.execute("SET threads = 2")
rows = f"read_csv('{data}')" if data.endswith(".csv") else f"read_parquet('{data}')"
below = f"""SELECT unit, period, indicator, value, bound
    FROM {rows} AS rows JOIN read_parquet('{bounds}') AS bounds USING (period, indicator) WHERE value < bound"""
connection.execute(f"COPY ({below}) TO '{out}' (FORMAT parquet)")
print(*connection.execute(f"SELECT count(*) FROM '{out}'").fetchall()[0])
