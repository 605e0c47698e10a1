"""An expectation of a pair of columns in Great Expectations, on pandas, with the index of what is unexpected."""

import os
import sys

os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
import pandas as pd

data, bounds, out = sys.argv[1:4]
rows = pd.read_csv(data) if data.endswith(".csv") else pd.read_parquet(data)
limits = pd.read_parquet(bounds)
frame = rows.assign(value=rows["value"].astype(float)).merge(
    limits.assign(bound=limits["bound"].astype(float)), on=["period", "indicator"]
)
context = gx.get_context(mode="ephemeral")
asset = context.data_sources.add_pandas("rows").add_dataframe_asset("rows")
batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
expected = gx.expectations.ExpectColumnPairValuesAToBeGreaterThanB(column_A="value", column_B="bound", or_equal=True)
result = batch.validate(expected, result_format={"result_format": "COMPLETE"})
found = frame.loc[result.result["unexpected_index_list"]]
found.to_parquet(out)
print(len(found))
