"""Section 9 of the semantics, and what of section 10 is not about words: tests/time.yaml, case by case.

What rows in bulk can say of it, columns judge too: all cases of a rule as so many units.
"""

from __future__ import annotations

import csv
import datetime as dt
import re

import pytest

from checker.assessment import Options
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.packs.load import load_pack
from checker.pipeline import check
from tests.bulk_cases import read
from tests.examples import each_row
from tests.office import HEAD
from tests.yaml_tables import table

# Everything is text, as offices write it; nothing is a date or a number to YAML.
RULES = table("time.yaml", texts=True)
CASES = [(rule, case) for rule in RULES for case in rule["cases"]]
NAMES = [f"{rule['rule'][:60]}-{number}" for rule in RULES for number, _ in enumerate(rule["cases"])]
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


@each_row("engine", ["direct", "rete"])
@each_row(("rule", "case"), CASES, ids=NAMES)
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


def shares_a_pack(rule):
    """Tell whether a rule can stand beside others in a pack: for some, a whole pack would be judged unit by unit."""
    return not {"reported", "due"} & rule["indicator"].keys() and not rule.get("pack") and "now" not in rule


ALIKE = [rule for rule in IN_BULK if shares_a_pack(rule)]


def together(folder):
    """Write one pack with an indicator for each rule that can share it, and the rows of all of their cases."""
    body, rows, units = [], [HEADS], []
    for number, rule in enumerate(ALIKE):
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


def in_columns(folder, pack, path, now=None):
    """Return the verdicts of a bulk run by unit, period and indicator, and the codes of its findings."""
    settings = BulkSettings(locale="vi", now=now, output=str(folder / "out"), everything=True)
    run_bulk([str(path)], [load_pack(str(pack))], settings)
    judged = {tuple(key): verdict for verdict, *key in read(folder, "judged", "verdict, unit, period, indicator")}
    codes: dict[tuple[str, ...], set[str]] = {}
    for code, *key in read(folder, "findings", "code, unit, period, indicator"):
        codes.setdefault(tuple(key), set()).add(code)
    return judged, codes


@pytest.fixture(scope="module")
def found_together(tmp_path_factory):
    folder = tmp_path_factory.mktemp("together")
    return in_columns(folder, *together(folder))


def found_alone(folder, rule):
    """Return what is found where a rule has a pack and rows of its own, with no column that nobody fills."""
    units = [f"c{place}" for place, case in enumerate(rule["cases"]) if in_rows(case)]
    pack = office(folder, {**rule, "pack": {**rule.get("pack", {}), "reporting": {"units": units}}})
    rows = [
        row
        for place, case in enumerate(rule["cases"])
        for period, day, value, *others in (case["sent"] if in_rows(case) else ())
        for row in cells(f"c{place}", period, day, {"thu": value, **(others[0] if others else {})})
        if row[3] not in ("~", "") or row[6]
    ]
    filled = [place for place, name in enumerate(HEADS) if name in HEADS[:4] or any(row[place] for row in rows)]
    path = folder / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([row[place] for place in filled] for row in (HEADS, *rows))
    return in_columns(folder, pack, path, dt.date.fromisoformat(rule["now"]) if "now" in rule else None)


@pytest.mark.slow
@pytest.mark.parametrize("rule", IN_BULK, ids=[rule["rule"][:60] for rule in IN_BULK])
def test_columns_stand_alike(tmp_path, request, rule):
    head, tail = "", ""
    if shares_a_pack(rule):
        judged, found = request.getfixturevalue("found_together")
        head, tail = f"r{ALIKE.index(rule)}", f"-{ALIKE.index(rule)}"
    else:
        judged, found = found_alone(tmp_path, rule)
    own = {"", *(f"{id_}{tail}" for id_ in ("thu", *rule.get("indicators", {})))}
    seen = 0
    for place, case in enumerate(rule["cases"]):
        unit = f"{head}c{place}"
        for period, stands in case.get("says", {}).items() if in_rows(case) else ():
            verdict = judged.get((unit, period, f"thu{tail}"))
            assert verdict in (None, stands[0]), (unit, period)
            seen += verdict is not None
        for period, codes in case.get("codes", {}).items() if in_rows(case) else ():
            # What rows cannot be used for is told beside the findings.
            said = {code for id_ in own for code in found.get((unit, period, id_), ())} - ELSEWHERE
            assert sorted(said) == sorted(set(codes) - ELSEWHERE), (unit, period)
            seen += 1
    assert seen
