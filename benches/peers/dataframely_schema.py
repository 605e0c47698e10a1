"""A rule of a schema in dataframely; what fails is its failure info."""

import sys

import dataframely as dy
import polars as pl


class Rows(dy.Schema):
    """Values, and the bounds that they must reach."""

    unit = dy.String()
    period = dy.String()
    indicator = dy.String()
    value = dy.Decimal(18, 2)
    bound = dy.Decimal(18, 2)

    @dy.rule()
    def reaches(cls) -> pl.Expr:  # noqa: N805 - as dataframely has it
        """Tell whether the bound is reached."""
        return pl.col("value") >= pl.col("bound")


data, bounds, out = sys.argv[1:4]
exact = pl.Decimal(18, 2)
rows = pl.read_csv(data, schema_overrides={"value": exact}) if data.endswith(".csv") else pl.read_parquet(data)
frame = rows.join(pl.read_parquet(bounds), on=["period", "indicator"])
_, failure = Rows.filter(frame.select("unit", "period", "indicator", "value", "bound"), cast=True)
found = failure.invalid()
found.write_parquet(out)
print(len(found))
