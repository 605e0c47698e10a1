"""The sentences of findings, word for word, and the same from both engines.

``UPDATE_GOLDEN=1`` writes tests/golden/findings.txt anew; read the difference before it is kept.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from checker.assess.derive import derived
from checker.assessment import Options, assess
from checker.domain.axes import Better, DataState, Gate, Kind, Matter
from checker.domain.basis import FailOn
from checker.domain.interval import Interval, above, below
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.report import Step
from checker.domain.waiver import Waiver
from checker.engines.direct import DirectEngine
from checker.language import Language
from checker.packs.model import ZONES, Baseline, Limits, PacePlan, PaceRule
from checker.pipeline import check
from tests.made import NO_PACE, field, indicator, pack, published, reported, row, share, submission, target
from tests.office import Office
from tests.office import indicator as indicator_

GOLDEN = Path(__file__).parent / "golden" / "findings.txt"
SEEDS = ("2023", "2023-H1", "2024-H1", "2024-synthetic")
STATED = ((Period(2024, "H1"), Decimal(40)),)
BASED = Baseline(Decimal("3.92"), "2023", None)
FREE = Limits(None, None)


def said(engine, made, *rows, period="2024-H1", tally=None, options=None, **changes):
    sent = submission(*rows, period=period, tally=tally, **changes)
    return sentences(assess(sent, made, engine, options or Options()))


def sentences(report) -> list[str]:
    language = Language("en")
    lines = []
    for finding in (*report.findings, *report.gate.reasons):
        where = f" at {finding.location}" if finding.location else ""
        rule = f" by {finding.rule}" if finding.rule and not finding.rule.path.startswith("/") else ""
        head = f"{finding.code.id} {finding.matter} {finding.gate} {finding.severity} [{finding.indicator}]{where}"
        lines.append(head + (rule if "rules" not in rule else ""))
        lines.append(f"  {language.render(finding.message)}")
        lines += [f"    {language.render(label)}: {language.render(text)}" for label, text in finding.details]
        if finding.hint:
            lines.append(f"    -> {language.render(finding.hint)}")
    tally = report.tally
    lines.append(
        f"{tally.met}/{tally.counted}, {report.gate.decision}, exit {report.exit.code}: "
        f"{language.render(report.exit.reason)}"
    )
    return lines


def everything(engine) -> str:
    blocks: dict[str, list[str]] = {}
    for seed in SEEDS:
        run = check([f"seeds/bac-kan-city/{seed}.yaml"], Options(engine=engine.name))
        blocks[f"seed {seed}"] = sentences(run.reports[0])
    flow = pack(indicator("x"))
    blocks["at risk"] = said(engine, flow, row("x", "150"))
    blocks["interval behind"] = said(engine, flow, row("x", below(Decimal(100))))
    blocks["range, at risk or better"] = said(engine, flow, row("x", Interval(Decimal(150), Decimal(151))))
    blocks["met early, estimate"] = said(engine, flow, row("x", "318", status=DataState.PROVISIONAL))
    blocks["last month"] = said(engine, flow, row("x", "200"), period="2024-11")
    shares = indicator("x", pace=PacePlan(PaceRule.MILESTONES, STATED, ZONES))
    blocks["milestones"] = said(engine, pack(shares), row("x", "86.6", percent="27"))
    profile = indicator("x", pace=PacePlan(PaceRule.PROFILE, STATED, ZONES))
    blocks["profile"] = said(engine, pack(profile), row("x", "86.6", percent="35.25"))
    level = share(
        "x", "1.92", "at_most", better=Better.LOWER, baseline=BASED, pace=PacePlan(PaceRule.LINEAR, (), ZONES)
    )
    blocks["level behind"] = said(engine, pack(level), row("x", "3.5"))
    changes = {
        "reduce_by": Better.LOWER,
        "grow_by": Better.HIGHER,
        "equal": Better.NEITHER,
        "keep": Better.LOWER,
        "below": Better.LOWER,
        "above": Better.HIGHER,
        "at_least": Better.HIGHER,
    }
    for comparator, better in changes.items():
        bad = "9" if better is not Better.HIGHER else "0.005"
        rule = target(comparator, "2", tolerance="0.5" if comparator == "equal" else "0")
        made = share("x", "2", target=rule, better=better, baseline=BASED, limits=FREE)
        blocks[comparator] = said(engine, pack(made), row("x", bad), period="2024")
    between = share("x", "2", target=target("between", "2", "3", stretch="4"))
    blocks["between, just short"] = said(engine, pack(between), row("x", "1.9999"), period="2024")
    blocks["above 80 by 79.995"] = said(engine, pack(share("x", "80", "above")), row("x", "79.995"), period="2024")
    blocks["undecided"] = said(engine, pack(between), row("x", above(Decimal(1))), period="2024")
    blocks["undecided from below"] = said(engine, pack(share("x", "80")), row("x", below(Decimal(90))), period="2024")
    blocks["anything"] = said(
        engine, pack(share("x", "80", limits=FREE)), row("x", Interval(None, None)), period="2024"
    )
    verdict = indicator("v", kind=Kind.VERDICT, unit=None, pace=NO_PACE, target=target(None, None))
    blocks["no verdict"] = said(engine, pack(verdict), row("v"), period="2024")
    blocks["wrong tally"] = said(
        engine, pack(verdict, tally=published(44, 38, 6)), row("v", "đạt"), period="2024", tally=reported(44, 40, 4)
    )
    blocks["wrong tally, nothing published"] = said(
        engine, pack(verdict), row("v", "đạt"), period="2024", tally=reported(2, 1, 1)
    )
    whole = pack(share("whole", "97"), share("part", "85", parent="whole"))
    blocks["part above whole"] = said(engine, whole, row("whole", "97"), row("part", "98"), period="2024")
    blocks["outside limits"] = said(engine, pack(share("x", "90")), row("x", "101"), period="2024")
    one_sided = share("x", "90", limits=Limits(None, Decimal(95)))
    blocks["outside one limit"] = said(engine, pack(one_sided), row("x", "96"), period="2024")
    ratio = share("x", "60", kind=Kind.RATIO)
    parts = row("x", "66.6")._replace(numerator=field("4"), denominator=field("6"))
    blocks["ratio differs"] = said(engine, pack(ratio), parts, period="2024")
    several = indicator(
        "x",
        target=target(number="1000", assigned_by="trung ương"),
        revisions=(target(number="1100", assigned_by="trung ương", since="2024-07-01"),),
        others=(target(number="1200", assigned_by="tỉnh"),),
    )
    blocks["several targets"] = said(engine, pack(several), row("x", "1040", percent="50"), period="2024")
    blocks["unknown row, least tally"] = said(
        engine, pack(indicator("x"), least_met=1), row("x", "1"), row("xx", "2"), period="2024"
    )
    waiver = Waiver(
        *("W1", "made/2024", "x", (Period(2024),), (Matter.UNMET,), Gate.WAIVED, "lũ lụt", "UBND", "QĐ 1"),
        granted=dt.date(2024, 1, 1),
        expires=dt.date(2024, 12, 31),
        location=Location("w.yaml", 4, 7),
    )
    waivers = (
        waiver,
        waiver._replace(id="W2", expires=dt.date(2024, 6, 1)),
        waiver._replace(id="W3", matters=(Matter.NO_DATA,), granted=dt.date(2023, 1, 1)),
    )
    blocks["waivers"] = said(engine, flow, row("x", "1"), period="2024", options=Options(waivers=waivers))
    blocks["asked not to fail"] = said(engine, flow, row("x", "1"), period="2024", options=Options(exit_zero=True))
    blocks["asked to fail"] = said(engine, flow, row("x", "1"), options=Options(fail_on=FailOn(warnings=True)))
    blocks["nothing"] = said(engine, flow)
    return "\n".join(f"== {name}\n" + "\n".join(lines) + "\n" for name, lines in blocks.items())


@pytest.mark.parametrize("name", ["direct", "rete"])
def test_findings_word_for_word(name, request):
    engine = DirectEngine() if name == "direct" else request.getfixturevalue("rete")
    told = everything(engine)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(told, encoding="utf-8")
    assert told == GOLDEN.read_text(encoding="utf-8")


def office_of(folder, name: str, *indicators: str, more: str = "") -> Office:
    return Office(folder / name, *indicators, more=more)


def joined(folder) -> Iterator[Office]:
    """Yield offices whose findings rest on several figures."""
    floor = "target: {at_least: 100}\npace: none"
    running = office_of(folder, "running", indicator_("thu", more=floor))
    running.send("2024-Q1", 'thu: "30,4"')
    running.send("2024-H1", 'thu: "30,2"')
    yield running
    alone = office_of(folder, "alone", indicator_("thu", more=f"{floor}\nreported: period"))
    for period, value in (("2024-01", "10"), ("2024-02", "10"), ("2024-03", "10"), ("2024-Q1", "50"), ("2024-08", "1")):
        alone.send(period, f'thu: "{value} tỷ đồng"')
    alone.send("2024-Q2", 'thu: "50.000 triệu đồng"')
    yield alone
    also = "assigned_by: tỉnh\nalso: [{assigned_by: TW, target: {at_least: 101}, source: {document: nq, clause: x}}]"
    revised = office_of(folder, "revised", indicator_("thu", more=f"{floor}\n{also}"), indicator_("x", more=floor))
    revised.send("2024", "thu: 101\nx: 99", as_of="2025-01-05")
    revised.send("2024", "thu: 99.5", as_of="2025-03-01")
    yield revised
    rolled = office_of(
        folder,
        "rolled",
        indicator_("thu", more=floor),
        indicator_("ty_le", unit="%", kind="ratio", more="target: {at_least: 95}"),
        more="reporting: {units: [xa-a, xa-b, xa-c], roll_up: true}\n",
    )
    rolled.send("2024", 'thu: 20\nty_le: "95%"', unit="xa-a")
    rolled.send("2024", "thu: 30\nty_le: {numerator: 1, denominator: 2}", unit="xa-b")
    rolled.send("2024", "thu: 100")
    yield rolled
    relations = office_of(
        folder,
        "relations",
        *(indicator_(id_, unit="hộ", kind="stock") for id_ in ("a", "b", "c")),
        indicator_("p", unit="%", kind="ratio", more="limits: none"),
        indicator_("k", more="target: {at_least: 200}\npace: none"),
        indicator_("v", unit="vụ", better="lower", more="target: {below: 10}"),
        indicator_("gop", unit="", kind="verdict", more="target: {all_of: [v, k]}"),
        indicator_(
            "huong", unit="%", better="neither", more="baseline: {value: 40, period: 2023}\ntarget: {towards: 45}"
        ),
        more="""\
        checks:
          tong: {sum: {of: [a, b], equals: c}}
          thu_tu: {less_or_equal: [c, a], tolerance: 2}
          ty_so: {ratio: {of: a, to: b, equals: p}}
          ke_hoach: {percent_of_plan: {of: k, equals: p}}
          nhay: {change: {of: a, percent: 10}}
          nhay_so: {change: {of: b, amount: 1}}
          tang: {never_falling: c}
        """,
    )
    relations.send("2024-H1", 'a: 10\nb: 20\nc: 90\np: "50%"\nk: 100\nv: 9\nhuong: 41')
    relations.send("2024", 'a: 5\nb: 22\nc: 30\np: "99%"\nk: 100\nv: 10\nhuong: 39\ngop: đạt')
    yield relations


def tree(step: Step, indent: str = "") -> Iterator[str]:
    language = Language("en")
    yield f"{indent}{language.render(step.label)}: {language.render(step.text)}"
    for part in step.parts:
        yield from tree(part, f"{indent}  ")


@pytest.mark.parametrize("engine", ["direct", "rete"])
def test_findings_that_rest_on_several_figures_word_for_word(tmp_path, engine):
    lines: list[str] = []
    for office in joined(tmp_path):
        for report in office.run(engine=engine).reports:
            lines.append(f"== {office.folder.name} {report.submission.unit} {report.submission.period}")
            lines += sentences(report)
            for id_ in dict.fromkeys(result.indicator for result in report.results):
                lines += [line for step in derived(report, id_) for line in tree(step, "  | ")]
    told = "\n".join(lines).replace(f"{tmp_path}/", "") + "\n"
    golden = GOLDEN.with_name("joined.txt")
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")
