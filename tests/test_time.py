"""Section 9 of the semantics, and what of section 10 is not about words: tests/time.yaml, case by case.

What rows in bulk can say of it, columns judge too: all cases of a rule as so many units.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

import pytest
import yaml

from checker.assessment import Options
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.packs.load import load_pack
from checker.pipeline import check
from tests.bulk_cases import read
from tests.office import HEAD

# Everything is text, as offices write it; nothing is a date or a number to YAML.
RULES = yaml.load((Path(__file__).parent / "time.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts alone
CASES = [
    pytest.param(rule, case, id=f"{rule['rule'][:60]}-{number}")
    for rule in RULES
    for number, case in enumerate(rule["cases"])
]
FIXED = {"kind": "flow", "better": "higher", "unit": "tỷ đồng", "group": "g"}


def indicator(id_, stated):
    title = {"vi": f"Chỉ tiêu {id_}", "en": f"Indicator {id_}"}
    source = {"source": {"document": "nq", "clause": id_}} if "target" in stated else {}
    made = {"code": f"C-{id_}", "title": title, **FIXED, **source, **stated}
    return {key: said for key, said in made.items() if key != "unit" or made["kind"] != "verdict"}


def plain(node):
    """Return YAML that reads as the table does: `true` is a word of the language, all else stays as it is."""
    if isinstance(node, dict):
        return "{" + ", ".join(f"{key}: {plain(value)}" for key, value in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(map(plain, node)) + "]"
    if node in ("", "~"):
        return "~"
    return node if node.replace(".", "").replace("-", "").replace("_", "").isalnum() and node.isascii() else f'"{node}"'


def office(folder, rule):
    rows = {"thu": rule["indicator"], **rule.get("indicators", {})}
    body = "".join(f"  {id_}: {plain(indicator(id_, stated))}\n" for id_, stated in rows.items())
    more = "".join(f"{key}: {plain(value)}\n" for key, value in rule.get("pack", {}).items())
    pack = folder / "thu.yaml"
    pack.write_text(f"{HEAD}indicators:\n{body}{more}", encoding="utf-8")
    return pack


def send(folder, number, period, day, value, others=None, head=None):
    rows = {**({} if value in ("~", "") else {"thu": value}), **(others or {})}
    stated = {"unit": "thu", **({"as_of": day} if day else {}), **(head or {})}
    text = f"submission: 1\nperiod: {period}\n" + "".join(f"{key}: {plain(word)}\n" for key, word in stated.items())
    path = folder / f"{number}.yaml"
    path.write_text(f"{text}observations:\n" + "".join(f"  {id_}: {plain(row)}\n" for id_, row in rows.items()))
    return str(path)


@pytest.mark.parametrize("engine", ["direct", "rete"])
@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_rule_of_time(tmp_path, engine, rule, case):
    pack = office(tmp_path, rule)
    paths = [send(tmp_path, number, *sent) for number, sent in enumerate(case["sent"])]
    asked, now = (dt.date.fromisoformat(day) if day else None for day in (case.get("asked"), rule.get("now")))
    run = check(paths, Options(pack=str(pack), engine=engine, as_of=asked, now=now))
    errors = [one.code.id for one in run.diagnostics if one.severity == "error"]
    assert errors == case.get("wrong", [])
    # Of a pack that rolls up, the unit's report and not that of the whole.
    reports = {str(report.submission.period): report for report in reversed(run.reports)}
    for period, stands in case.get("says", {}).items():
        if stands in ("~", ""):
            assert period not in reports
            continue
        result = reports[period].results[0]
        assert [str(result.verdict), str(result.pace), str(result.data)] == stands
    for period, codes in case.get("codes", {}).items():
        # That nothing else was reported is not what the cases are about.
        told = {finding.code.id for finding in reports[period].findings if finding.code.id != "T007"}
        assert sorted(told) == codes


ELSEWHERE = {"T007", "D119", "D156", "D162"}
"""What is not reported, and what is told of bad rows."""
HEADS = ("unit", "period", "indicator", "value", "as_of", "status", "percent_of_plan", "confirmed")
MOST = len(("period", "day", "value", "others"))
CELLS = frozenset(("value", "status", "percent_of_plan", "confirmed"))


def cells(unit, period, day, rows):
    """Yield the rows of a submission in the long layout, where a decimal point of YAML is a comma."""
    for id_, stated in rows.items():
        row = stated if isinstance(stated, dict) else {"value": stated}
        value = row.get("value", "")
        value = value.replace(".", ",") if re.fullmatch(r"-?[0-9.]+", value) else value
        beside = (row.get(name, "") for name in ("status", "percent_of_plan", "confirmed"))
        yield unit, period, id_, value, day, *beside


def in_rows(case):
    """Tell whether a case is one of rows that columns take: nothing is asked, refused or amended."""
    if {"asked", "wrong"} & case.keys() or any(len(sent) > MOST for sent in case["sent"]):
        return False
    return all(not isinstance(sent[2], dict) or sent[2].keys() <= CELLS for sent in case["sent"])


# The day of the question is one for all units, and no row has a year before.
IN_BULK = [
    rule
    for rule in RULES
    if "target" in rule["indicator"]
    and "correction" not in rule["rule"]
    and not {"history", "baseline"} & rule["indicator"].keys()
    and rule.get("pack", {}).keys() <= {"checks", "gate"}
    and any(map(in_rows, rule["cases"]))
]


def together(folder):
    """Write one pack with an indicator for each rule, and the rows of all of their cases; return both paths.

    Rules for which a whole pack would be judged unit by unit are not among them.
    """
    apart = {"reported", "due"}
    alike = [rule for rule in IN_BULK if not apart & rule["indicator"].keys()]
    rules = [rule for rule in alike if not rule.get("pack") and "now" not in rule]
    body, rows, units = [], [HEADS], []
    for number, rule in enumerate(rules):
        own = {"thu": rule["indicator"], **rule.get("indicators", {})}
        body += [f"  {id_}-{number}: {plain(indicator(f'{id_}-{number}', stated))}\n" for id_, stated in own.items()]
        for place, case in enumerate(rule["cases"]):
            units += [f"r{number}c{place}"] if in_rows(case) else []
            for period, day, value, *others in case["sent"] if in_rows(case) else ():
                said = {f"{id_}-{number}": row for id_, row in {"thu": value, **(others[0] if others else {})}.items()}
                rows += [row for row in cells(units[-1], period, day, said) if row[3] not in ("~", "") or row[6]]
    pack, path = folder / "together.yaml", folder / "together.csv"
    pack.write_text(f"{HEAD}indicators:\n{''.join(body)}reporting: {plain({'units': units})}\n", encoding="utf-8")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return pack, path


@pytest.mark.slow
@pytest.mark.parametrize("rule", IN_BULK, ids=[rule["rule"][:60] for rule in IN_BULK])
def test_columns_stand_alike(tmp_path, rule):
    cases = {f"c{number}": case for number, case in enumerate(rule["cases"]) if in_rows(case)}
    pack = office(tmp_path, {**rule, "pack": {**rule.get("pack", {}), "reporting": {"units": list(cases)}}})
    rows = [
        row
        for unit, case in cases.items()
        for period, day, value, *others in case["sent"]
        for row in cells(unit, period, day, {"thu": value, **(others[0] if others else {})})
        if row[3] not in ("~", "") or row[6]
    ]
    # A column that nobody fills is not there.
    filled = [place for place, name in enumerate(HEADS) if name in HEADS[:4] or any(row[place] for row in rows)]
    with (tmp_path / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([row[place] for place in filled] for row in (HEADS, *rows))
    now = dt.date.fromisoformat(rule["now"]) if "now" in rule else None
    settings = BulkSettings(locale="vi", now=now, output=str(tmp_path / "out"), everything=True)
    run_bulk([str(tmp_path / "rows.csv")], [load_pack(str(pack))], settings)
    found = read(tmp_path, "judged", "unit, period, verdict, indicator")
    judged = {(unit, period): verdict for unit, period, verdict, id_ in found if id_ == "thu"}
    told = {
        (unit, period): stands[0]
        for unit, case in cases.items()
        for period, stands in case.get("says", {}).items()
        if (unit, period) in judged
    }
    assert {key: judged[key] for key in told} == told
    found = read(tmp_path, "findings", "unit, period, code")
    for unit, case in cases.items():
        for period, codes in case.get("codes", {}).items():
            # What rows cannot be used for is told beside the findings.
            said = {code for u, p, code in found if (u, p) == (unit, period)} - ELSEWHERE
            assert sorted(said) == sorted(set(codes) - ELSEWHERE), (unit, period)
