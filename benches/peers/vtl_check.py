"""A check in VTL 2.1 by vtlengine; what fails is what `check ... invalid` returns."""

import sys

import pandas as pd
from vtlengine import run

data, bounds, out = sys.argv[1:4]
rows = pd.read_csv(data) if data.endswith(".csv") else pd.read_parquet(data)
limits = pd.read_parquet(bounds)


def dataset(name: str, identifiers: list[str], measure: str) -> dict[str, object]:
    """Return the structure of a dataset of one measure."""
    columns = [{"name": one, "type": "String", "role": "Identifier", "nullable": False} for one in identifiers]
    columns.append({"name": measure, "type": "Number", "role": "Measure", "nullable": True})
    return {"name": name, "DataStructure": columns}


keys = ["unit", "period", "indicator"]
script = """
joined := inner_join(DS_rows as r, DS_bounds as b using period, indicator);
found <- joined[calc Me_ok := value >= bound][filter Me_ok = false];
"""
results = run(
    script=script,
    data_structures={"datasets": [dataset("DS_rows", keys, "value"), dataset("DS_bounds", keys[1:], "bound")]},
    datapoints={
        "DS_rows": rows.assign(value=rows["value"].astype(float)),
        "DS_bounds": limits.assign(bound=limits["bound"].astype(float)),
    },
    return_only_persistent=True,
)
found = results["found"].data
found.to_parquet(out)
print(len(found))
