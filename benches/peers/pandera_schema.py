"""A check of a whole frame in pandera, on pandas; decimals as floats, which is how it is mostly used."""

import sys

import pandas as pd
import pandera.pandas as pa

data, bounds, out = sys.argv[1:4]
rows = pd.read_csv(data) if data.endswith(".csv") else pd.read_parquet(data)
limits = pd.read_parquet(bounds)
frame = rows.assign(value=rows["value"].astype(float)).merge(
    limits.assign(bound=limits["bound"].astype(float)), on=["period", "indicator"]
)
schema = pa.DataFrameSchema(
    {"value": pa.Column(float, nullable=True)}, checks=pa.Check(lambda one: one["value"] >= one["bound"])
)
failed = []
try:
    schema.validate(frame, lazy=True)
except pa.errors.SchemaErrors as error:
    failed = error.failure_cases["index"].dropna().unique()
found = frame.loc[failed]
found.to_parquet(out)
print(len(found))
