"""Numbers of single reporting units: what each is judged by, and how they come to the whole."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import pipeline
from checker.assessment import Options
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.domain.period import Period
from checker.packs.allocation import of_unit
from checker.packs.load import check_pack, load_pack, read_pack
from checker.plan.compiler import compile_plan
from tests.command import checker
from tests.examples import each_row
from tests.test_packs_short_forms import meaning

PACK = """\
pack: 1
id: al/2024
revision: 1
title: Chỉ tiêu năm 2024
unit: huyen
year: 2024
synthetic: true
documents: {nq: {title: Nghị quyết, address: Công báo}, qd: {title: Quyết định giao chỉ tiêu, address: Công báo}}
groups: {e: Kinh tế}
defaults: {kind: flow, better: higher, group: e, frequency: year, document: nq}
reporting: {units: [xa-mot, xa-hai, xa-ba], roll_up: true}
indicators:
  trees: {code: "1", title: Trồng rừng, unit: ha, target: {at_least: 5000}, source: trồng 5.000 ha rừng}
  fires: {code: "2", title: Số vụ cháy rừng, unit: vụ, better: lower, target: {at_most: 9}, source: không quá 9 vụ}
  cover: {code: "3", title: Tỷ lệ che phủ rừng, unit: "%", kind: ratio, target: {at_least: 60}, source: 60%}
  roads: {code: "4", title: Đường giao thông, unit: km, target: {at_least: 30}, source: hoàn thành 30 km đường}
allocation:
  source: {document: qd, clause: Phụ lục giao chỉ tiêu cho các xã}
  rows:
    trees: {xa-mot: 2000, xa-hai: 1800, xa-ba: 1200}
    fires: {xa-mot: 3, xa-hai: 3, xa-ba: 3}
    cover: {xa-mot: 70, xa-hai: 50, xa-ba: 65}
"""


@pytest.fixture
def rules(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def written(text: str = PACK) -> str:
        path: Path = tmp_path / "rules" / "al" / "2024.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)

    return written


def reports(folder: Path, figures: dict[str, dict[str, str]], period: str = "2024"):
    paths = []
    for unit, given_ in figures.items():
        path = folder / f"{unit}-{period}.yaml"
        rows = "".join(f'\n  {id_}: "{text}"' for id_, text in given_.items())
        path.write_text(
            f"submission: 1\npack: al/2024\nunit: {unit}\nperiod: {period}\nsynthetic: true\nobservations:{rows}\n",
            encoding="utf-8",
        )
        paths.append(str(path))
    run = pipeline.check(paths, Options(cache=False))
    return {
        report.submission.unit: {one.indicator: str(one.verdict) for one in report.results} for report in run.reports
    }


ENOUGH = {
    "xa-mot": {"trees": "2.000", "fires": "3", "cover": "70", "roads": "10"},
    "xa-hai": {"trees": "1.799", "fires": "4", "cover": "50", "roads": "10"},
    "xa-ba": {"trees": "1.300", "fires": "1", "cover": "64,9", "roads": "10"},
}


def test_each_unit_has_its_number_and_the_whole_its_own(rules, tmp_path):
    rules()
    found = reports(tmp_path, ENOUGH)
    assert found["xa-mot"] == {"trees": "met", "fires": "met", "cover": "met", "roads": "not_assessed"}
    assert found["xa-hai"] == {"trees": "unmet", "fires": "unmet", "cover": "met", "roads": "not_assessed"}
    assert found["xa-ba"] == {"trees": "exceeded", "fires": "exceeded", "cover": "unmet", "roads": "not_assessed"}
    assert {id_: found["huyen"][id_] for id_ in ("trees", "fires", "roads")} == {
        "trees": "exceeded", "fires": "exceeded", "roads": "met",
    }  # fmt: skip


def test_units_that_do_not_roll_up_keep_what_is_not_allocated(rules, tmp_path):
    rules(PACK.replace(", roll_up: true", ""))
    found = reports(tmp_path, ENOUGH)
    assert found["xa-hai"] == {"trees": "unmet", "fires": "unmet", "cover": "met", "roads": "unmet"}
    assert "huyen" not in found


def test_a_unit_is_paced_and_told_by_its_own_number(rules, tmp_path):
    rules()
    found = reports(tmp_path, {"xa-mot": {"trees": "500", "fires": "4"}}, "2024-H1")
    assert found["xa-mot"]["fires"] == "unmet"
    done = checker("check", str(tmp_path / "xa-mot-2024-H1.yaml"))
    assert "25.1 % of what is expected" in done.stdout or "50.3 % of what is expected" in done.stdout
    assert "Phụ lục giao chỉ tiêu cho các xã" in done.stdout


def test_a_target_due_earlier_is_judged_by_the_units_own_report_of_then(rules, tmp_path):
    rules(PACK.replace("unit: ha,", "unit: ha, due: 2024-H1,").replace("frequency: year", "frequency: half"))
    for unit, figure in (("xa-mot", "1.999"), ("xa-hai", "1.800"), ("xa-ba", "1.200")):
        for period in ("2024-H1", "2024"):
            (tmp_path / f"{unit}-{period}.yaml").write_text(
                f"submission: 1\npack: al/2024\nunit: {unit}\nperiod: {period}\n"
                f'observations: {{trees: "{figure if period == "2024-H1" else "2.100"}"}}\n',
                encoding="utf-8",
            )
    run = pipeline.check(sorted(map(str, tmp_path.glob("xa-*.yaml"))), Options(cache=False))
    found = {(one.submission.unit, str(one.submission.period)): str(one.results[0].verdict) for one in run.reports}
    assert (found["xa-mot", "2024-H1"], found["xa-mot", "2024"]) == ("unmet", "unmet")
    assert (found["xa-hai", "2024-H1"], found["xa-hai", "2024"]) == ("met", "met")


@settings(max_examples=15, deadline=None)
@given(numbers=st.lists(st.integers(1, 9000), min_size=3, max_size=3), part=st.sampled_from(["", "H1", "06"]))
def test_the_allocation_of_a_unit_is_a_pack_of_that_unit(numbers, part):
    first = dict(zip(("xa-mot", "xa-hai", "xa-ba"), numbers, strict=True))
    rows = ", ".join(f"{unit}: {number}" for unit, number in first.items())
    text = PACK.replace("xa-mot: 2000, xa-hai: 1800, xa-ba: 1200", rows).replace(
        "at_least: 5000", f"at_least: {sum(numbers)}"
    )
    pack = meaning(read_pack("rules/al/2024.yaml", text.encode())[0])
    for unit, number in first.items():
        own = text.replace(f"at_least: {sum(numbers)}", f"at_least: {number}").partition("allocation:")[0]
        alone = meaning(read_pack("rules/al/2024.yaml", own.encode())[0])
        shared = of_unit(pack, unit)
        assert shared.indicators[0].target is not None
        assert alone.indicators[0].target is not None
        assert shared.indicators[0].target.number == Decimal(number)
        wanted = alone._replace(indicators=(alone.indicators[0],), checks=())
        given_ = shared._replace(indicators=(shared.indicators[0],), checks=())
        assert compile_plan(given_, Period(2024, part)) == compile_plan(wanted, Period(2024, part))
    assert of_unit(pack, "huyen") is pack
    assert of_unit(of_unit(pack, "xa-mot"), "xa-mot") == of_unit(pack, "xa-mot")


BOTH = '  all: {code: "9", title: Cả hai, kind: verdict, target: {all_of: [trees, roads]}, source: đạt cả hai}\n'
WRONG = [
    ("xa-ba: 1200", "xa-ba: 1100", "P251"),
    ("xa-ba: 1200", "xa-ba: 1400", "P254"),
    ("fires: {xa-mot: 3", "fires: {xa-mot: 4", "P255"),
    ("fires: {xa-mot: 3", "fires: {xa-mot: 2", "P254"),
    (", xa-ba: 1200", "", "P252"),
    ("xa-ba: 1200", "xa-bon: 1200", "P253"),
    ("    trees:", "    tree:", "P253"),
    ('cover: {code: "3"', 'cover: {code: "3", baseline: {value: 50, period: 2023}', None),
    ("target: {at_least: 60}", "baseline: {value: 50, period: 2023}, target: {grow_by: 60}", "P250"),
    ("target: {at_least: 60}", "target: {between: [60, 62]}", "P250"),
    (", target: {at_least: 60}, source: 60%", "", "P250"),
    ("  source: {document: qd, clause: Phụ lục giao chỉ tiêu cho các xã}\n", "", "P201"),
    ("year: 2024", "term: 2024-2026", "P250"),
    ("allocation:\n", f"{BOTH}allocation:\n", "P250"),
]  # fmt: skip


@each_row(("right", "wrong", "code"), WRONG)
def test_what_does_not_go_together_is_told(rules, right, wrong, code):
    assert PACK.count(right) == 1
    _, found = check_pack(rules(PACK.replace(right, wrong)))
    told = {one.code.id for one in found}
    assert (code in told) if code else not told & {"P250", "P251", "P252", "P253", "P254", "P255"}


def test_shares_and_rates_are_never_added_up(rules):
    pack, found = check_pack(rules())
    assert pack is not None
    assert [str(one.message) for one in found] == []


ROWS = "unit,period,indicator,value\nxa-mot,2024,trees,2000\nxa-hai,2024,trees,1799\nxa-ba,2024,trees,1300\n"


def test_rows_in_bulk_are_judged_by_the_numbers_of_their_units(rules, tmp_path):
    path = rules(PACK.replace(", roll_up: true", ""))
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    done = run_bulk(["rows.csv"], [load_pack(path, cache=False)], BulkSettings(worst=9))
    found = {one.submission.unit: str(one.results[0].verdict) for one in done.run.reports}
    assert found.get("xa-hai") == "unmet"
    assert done.run.survey is not None
    # Where they roll up, what is left of the targets is the whole's.
    done = run_bulk(["rows.csv"], [load_pack(rules(), cache=False)], BulkSettings(worst=9))
    found = {one.submission.unit: str(one.results[0].verdict) for one in done.run.reports}
    assert (found["huyen"], found["xa-hai"]) == ("exceeded", "unmet")


def test_form_and_explanation_show_the_numbers_of_units(rules, tmp_path):
    rules()
    assert "1.800" in checker("explain", "trees", "-p", "al/2024", "--lang", "vi").stdout
    form = tmp_path / "form.csv"
    assert (
        checker(
            "template", "-p", "al/2024", "--period", "2024", "--unit", "xa-hai", "-o", str(form), "--lang", "vi"
        ).exit_code
        == 0
    )
    assert "1.800" in form.read_text(encoding="utf-8-sig")
