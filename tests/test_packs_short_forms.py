"""Short forms of packs: each means what it means written out, and what is wrong with one is told where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.domain import codes
from checker.domain.axes import Kind, Verdict
from checker.domain.codes.registry import RETIRED, error
from checker.domain.location import Location
from checker.domain.text import Text
from checker.engines.choice import plain_engine
from checker.examples import boundary_examples
from checker.packs.load import check_pack, load_pack
from checker.packs.model import RulePack
from tests.examples import each_row, examples
from tests.pack_schema import pack_validator

HEAD = """\
pack: 1
id: short/2024
revision: 1
title: Chỉ tiêu
unit: short
year: 2024
documents: {nq: {title: Nghị quyết, address: Công báo}, qd: {title: Quyết định, address: Công báo}}
"""
SHORT = (
    HEAD
    + """\
note: Chỉ để thử
groups: {economy: Kinh tế, society: {vi: Xã hội, en: Social affairs}}
defaults: {kind: ratio, better: higher, group: society, frequency: year, unit: "%", document: nq}
indicators:
  a: {code: "1", title: Tỷ lệ A, target: {at_least: 95}, source: 95%}
  b: {code: "2", title: {vi: Tỷ lệ B}, target: {above: 80}, source: {clause: trên 80%}}
  c: {code: "3", title: Thu, unit: tỷ đồng, kind: flow, group: economy, frequency: month, target: {at_least: 3},
      source: 3 tỷ đồng, also: [{assigned_by: tỉnh, target: {at_least: 4}, source: {document: qd, clause: 4 tỷ đồng}}]}
  d: {code: "4", title: Giữ vững an ninh, kind: verdict, target: {achieved: true}, source: giữ vững}
  e: {code: "5", title: Tỷ lệ E, better: lower, baseline: {value: 4, period: 2023, source: 4%}, target: {reduce_by: 1},
      source: giảm 1%, history: [{since: 2024-07-01, target: {reduce_by: 2}, source: giảm 2%}]}
tally: {counted: 44, met: 38, unmet: 6, source: 38/44}
"""
)
LONG = (
    HEAD
    + """\
note: {vi: Chỉ để thử, en: Chỉ để thử}
groups: {economy: {vi: Kinh tế, en: Kinh tế}, society: {vi: Xã hội, en: Social affairs}}
indicators:
  a: {code: "1", title: {vi: Tỷ lệ A, en: Tỷ lệ A}, kind: ratio, better: higher, group: society, frequency: year,
      unit: "%", target: {at_least: 95}, source: {document: nq, clause: 95%}}
  b: {code: "2", title: {vi: Tỷ lệ B, en: Tỷ lệ B}, kind: ratio, better: higher, group: society, frequency: year,
      unit: "%", target: {above: 80}, source: {document: nq, clause: trên 80%}}
  c: {code: "3", title: {vi: Thu, en: Thu}, unit: tỷ đồng, kind: flow, better: higher, group: economy,
      target: {at_least: 3}, source: {document: nq, clause: 3 tỷ đồng},
      also: [{assigned_by: tỉnh, target: {at_least: 4}, source: {document: qd, clause: 4 tỷ đồng}}]}
  d: {code: "4", title: {vi: Giữ vững an ninh, en: Giữ vững an ninh}, kind: verdict, better: higher, group: society,
      frequency: year, target: {achieved: true}, source: {document: nq, clause: giữ vững}}
  e: {code: "5", title: {vi: Tỷ lệ E, en: Tỷ lệ E}, kind: ratio, better: lower, group: society, frequency: year,
      unit: "%", baseline: {value: 4, period: 2023, source: {document: nq, clause: 4%}}, target: {reduce_by: 1},
      source: {document: nq, clause: giảm 1%},
      history: [{since: 2024-07-01, target: {reduce_by: 2}, source: {document: nq, clause: giảm 2%}}]}
tally: {counted: 44, met: 38, unmet: 6, source: {document: nq, clause: 38/44}}
"""
)


def meaning(value: Any) -> Any:
    """Return a pack without places and digests, for comparing two that are written in different ways."""
    if isinstance(value, Location):
        return None
    if isinstance(value, RulePack):
        value = value._replace(path="", sha256="")
    if isinstance(value, tuple):
        parts = [meaning(one) for one in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value


def read(folder: Path, text: str, id_: str = "short/2024") -> RulePack:
    path = folder.joinpath(*id_.split("/")).with_suffix(".yaml")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return load_pack(str(path), cache=False)


LOADED = yaml.safe_load(LONG)


@pytest.fixture(scope="module")
def long_pack(tmp_path_factory: pytest.TempPathFactory) -> RulePack:
    return read(tmp_path_factory.mktemp("long"), LONG)


def test_a_short_pack_is_the_long_one(tmp_path: Path) -> None:
    short, long = read(tmp_path / "s", SHORT), read(tmp_path / "l", LONG)
    assert meaning(short) == meaning(long)
    assert short.title == Text("Chỉ tiêu", "Chỉ tiêu")
    assert short.indicator("d").unit is None


@pytest.mark.slow
@settings(max_examples=examples(10))
@given(written=st.sets(st.tuples(st.sampled_from("abcde"), st.sampled_from(["kind", "better", "group", "frequency"]))))
def test_what_is_stated_too_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, long_pack: RulePack, written: set[tuple[str, str]]
) -> None:
    short, long = yaml.safe_load(SHORT), LOADED
    for id_, key in written:
        if key in long["indicators"][id_]:
            short["indicators"][id_][key] = long["indicators"][id_][key]
    folder = tmp_path_factory.mktemp("stated")
    text = yaml.safe_dump(short, allow_unicode=True, sort_keys=False)
    assert meaning(read(folder / "s", text)) == meaning(long_pack)


@pytest.mark.parametrize("text", [SHORT, LONG])
def test_the_schema_takes_both(text: str) -> None:
    found = yaml.safe_load(text.replace("2024-07-01", '"2024-07-01"'))
    assert not list(pack_validator().iter_errors(found))


@pytest.mark.parametrize("key", ["kind", "better", "group", "document"])
def test_without_the_default_both_ask_for_the_key(tmp_path: Path, key: str) -> None:
    pack = yaml.safe_load(SHORT.replace("2024-07-01", '"2024-07-01"'))
    del pack["defaults"][key]
    assert list(pack_validator().iter_errors(pack))
    path = tmp_path / "short" / "2024.yaml"
    path.parent.mkdir()
    path.write_text(yaml.safe_dump(pack, allow_unicode=True, sort_keys=False), encoding="utf-8")
    _, found = check_pack(str(path))
    assert {one.code.id for one in found} == {"P011"}
    assert {dict(one.message.values)["key"] for one in found} == {key}


WRONG = [
    ("group: society,", "group: socity,", "P209", "defaults: {kind: ratio, better: higher, group: socity"),
    ("document: nq}\nind", "document: qn}\nind", "P202", "defaults:"),
    ("kind: ratio,", "kind: rate,", "P013", "defaults:"),
    ("defaults: {kind", "defaults: {knd: flow, kind", "P010", "defaults:"),
    ('unit: "%"', "unit: đồg", "P104", "defaults:"),
]


@each_row(("old", "new", "code", "line"), WRONG)
@pytest.mark.traced
def test_a_wrong_default_is_told_once_where_it_stands(tmp_path: Path, old: str, new: str, code: str, line: str) -> None:
    path = tmp_path / "short" / "2024.yaml"
    path.parent.mkdir()
    assert SHORT.count(old) == 1
    path.write_text(SHORT.replace(old, new), encoding="utf-8")
    pack, found = check_pack(str(path))
    assert pack is None
    told = [one for one in found if one.code.id == code]
    assert len(told) == 1
    assert told[0].excerpt is not None
    assert told[0].excerpt.line.startswith(line)


@pytest.mark.traced
def test_a_retired_code_never_returns() -> None:
    assert not set(RETIRED) & set(codes.REGISTRY)
    with pytest.raises(ValueError, match="P215 is retired"):
        error("P215", "a", "b", "c", "d")


# Of every comparator: what is made at its bounds, and what becomes of it.
BOUNDS = [
    ('unit: "%"', "higher", "at_least: 95", "94%- 95%= 96%+"),
    ('unit: "%"', "higher", "above: 61.89", "61,88%- 61,89%- 61,90%+"),
    ('unit: "%"', "lower", "at_most: 1.89", "1,88%+ 1,89%= 1,90%-"),
    ('unit: "%"', "lower", "below: 4", "3%+ 4%- 5%-"),
    ('unit: "%"', "higher", "at_least: 100", "99%- 100%="),
    ('unit: "%"', "lower", "at_most: 0", "0%= 1%-"),
    ('unit: "%"', "neither", "equal: 45", "44%- 45%= 46%-"),
    ("unit: hộ", "higher", "keep: 4000", "3.999 hộ- 4.000 hộ= 4.001 hộ+"),
    ("unit: hộ", "higher", "at_least: 3, exceeded: never", "2 hộ- 3 hộ= 4 hộ="),
    ("unit: hộ", "higher", "at_least: 3, exceeded: {beyond: 6}", "2 hộ- 3 hộ= 4 hộ= 5 hộ= 6 hộ= 7 hộ+"),
    ("unit: hộ", "neither", "keep: 50, tolerance: 2", "47 hộ- 48 hộ= 49 hộ= 51 hộ= 52 hộ= 53 hộ-"),
    ("unit: hộ", "higher", "between: [6, 8]", "5 hộ- 6 hộ= 7 hộ= 8 hộ= 9 hộ+"),
    ("unit: hộ", "lower", "between: [6, 8]", "5 hộ+ 6 hộ= 7 hộ= 8 hộ= 9 hộ-"),
    ('unit: "%", baseline: {value: 4.2, period: 2023}', "lower", "reduce_by: 1.5", "2,6%+ 2,7%= 2,8%-"),
    ('unit: "%", baseline: {value: 4.2, period: 2023}', "lower", "reduce_by: 1.5, strict: true", "2,6%+ 2,7%- 2,8%-"),
    ("unit: hộ, baseline: {value: 100, period: 2023}", "higher", "grow_by: 8", "107 hộ- 108 hộ= 109 hộ+"),
    ("unit: hộ, baseline: same_period", "higher", "grow_by: 8", ""),
]
SIGNS = {Verdict.UNMET: "-", Verdict.MET: "=", Verdict.EXCEEDED: "+"}


@each_row(("more", "better", "target", "made"), BOUNDS)
def test_examples_are_made_at_the_bounds_of_each_comparator(
    tmp_path: Path, more: str, better: str, target: str, made: str
) -> None:
    pack = read(
        tmp_path,
        HEAD
        + f"""\
groups: {{g: G}}
indicators:
  a: {{code: "1", title: Tỷ lệ A, kind: {"ratio" if "%" in more else "stock"}, better: {better}, group: g, {more},
      target: {{{target}}}, source: {{document: nq, clause: a}}}}
""",
    )
    found = boundary_examples(pack, plain_engine()).get("a", ())
    assert " ".join(one.text + SIGNS[one.verdict] for one in found) == made


def test_each_number_that_decides_has_examples(tmp_path: Path) -> None:
    short = SHORT.replace("target: {at_least: 3},", "target: {at_least: 3}, steps: {2024-H1: 1}, steps_decide: true,")
    made = boundary_examples(read(tmp_path, short), plain_engine())["c"]
    assert [f"{one.text}{SIGNS[one.verdict]} {one.period}{one.assigned_by}" for one in made] == [
        "0 tỷ đồng- 2024-H1", "1 tỷ đồng= 2024-H1", "2 tỷ đồng+ 2024-H1", "2 tỷ đồng- 2024", "3 tỷ đồng= 2024",
        "4 tỷ đồng+ 2024", "3 tỷ đồng- 2024tỉnh", "4 tỷ đồng= 2024tỉnh", "5 tỷ đồng+ 2024tỉnh",
    ]  # fmt: skip


def test_verdicts_alone_and_early_targets_have_examples_too(tmp_path: Path) -> None:
    short = SHORT.replace("target: {at_least: 3},", "due: 2024-H1, target: {at_least: 3},")
    made = boundary_examples(read(tmp_path, short), plain_engine())
    assert [SIGNS[one.verdict] for one in made["d"]] == ["-", "=", "+"]
    assert [one.text + SIGNS[one.verdict] for one in made["c"][:3]] == ["2 tỷ đồng-", "3 tỷ đồng=", "4 tỷ đồng+"]
    assert set(made) == set("abcde")
    assert read(tmp_path, short).indicator("d").kind is Kind.VERDICT
