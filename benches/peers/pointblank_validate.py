"""A validation of two columns in pointblank, on Polars; the rows that fail are its extract.

It takes no decimals there, so the values become floats.
"""

import sys

import pointblank as pb
import polars as pl

data, bounds, out = sys.argv[1:4]
rows = pl.read_csv(data) if data.endswith(".csv") else pl.read_parquet(data)
frame = rows.join(pl.read_parquet(bounds), on=["period", "indicator"]).with_columns(
    pl.col("value", "bound").cast(pl.Float64)
)
validation = (
    pb.Validate(frame).col_vals_ge(columns="value", value=pb.col("bound")).interrogate(extract_limit=len(frame))
)
found = validation.get_data_extracts(i=1, frame=True)
found.write_parquet(out)
print(len(found))
