"""A lazy query by hand on Polars."""

import sys

import polars as pl

data, bounds, out = sys.argv[1:4]
exact = pl.Decimal(18, 2)
rows = pl.scan_csv(data, schema_overrides={"value": exact}) if data.endswith(".csv") else pl.scan_parquet(data)
found = rows.join(pl.scan_parquet(bounds), on=["period", "indicator"]).filter(pl.col("value") < pl.col("bound"))
found.sink_parquet(out)
print(pl.scan_parquet(out).select(pl.len()).collect().item())
