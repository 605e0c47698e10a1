"""Submissions that come in one by one, against a plain model of time: no answer for a day changes with later ones.

The model knows one flow without pace: which vintage counts, what of it stays after corrections, and when a verdict is
due. It is written from semantics.md section 9 and shares nothing with the program.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from checker.assessment import Options
from checker.domain.report import Report
from checker.pipeline import check
from tests.examples import examples
from tests.office import Office, indicator

IDS = ("a", "b")
PACK = (
    indicator("a", more="target: {at_least: 100}\npace: none\nmay_fall: true"),
    indicator("b", more="target: {at_least: 100}\npace: none\nmay_fall: true\ndue: 2024-H1"),
)
DUE = {"a": "2024", "b": "2024-H1"}
ENDS = {"2024-Q1": dt.date(2024, 3, 31), "2024-H1": dt.date(2024, 6, 30), "2024": dt.date(2024, 12, 31)}
BEGIN = dt.date(2024, 1, 1)
GOAL = 100


class Sent(NamedTuple):
    """A submission, as the model sees it."""

    period: str
    day: dt.date
    amends: bool
    figures: dict[str, int]


class Model:
    """What is known on a day."""

    def __init__(self, sent: list[Sent], day: dt.date) -> None:
        self.known = [one for one in sent if one.day <= day]

    def periods(self) -> set[str]:
        return {one.period for one in self.known}

    def figures(self, period: str) -> dict[str, tuple[int, dt.date]]:
        """Return what stands for a period: the figures, each with its day."""
        standing: dict[str, tuple[int, dt.date]] = {}
        for one in sorted((one for one in self.known if one.period == period), key=lambda it: (it.day, it.amends)):
            standing = dict(standing) if one.amends else {}
            standing |= {id_: (figure, one.day) for id_, figure in one.figures.items()}
        return standing

    def verdict(self, period: str, id_: str) -> str:
        due = DUE[id_]
        if ENDS[period] < ENDS[due]:
            found = self.figures(period).get(id_)
            return "not_due" if found is None or found[0] < GOAL else self.hard(found[0])
        found = self.figures(due).get(id_)
        if found is None:
            return "no_data"
        return "undecided" if found[1] < ENDS[due] else self.hard(found[0])

    @staticmethod
    def hard(figure: int) -> str:
        return "unmet" if figure < GOAL else "met" if figure == GOAL else "exceeded"


class Clock(RuleBasedStateMachine):
    """Sends submissions of any day in any order, and asks from any day."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.office = Office(Path(self.folder.name), *PACK)
        self.sent: list[Sent] = []
        self.answers: dict[dt.date, tuple[Report, ...]] = {}

    def teardown(self) -> None:
        self.folder.cleanup()

    def reports(self, day: dt.date) -> tuple[Report, ...]:
        options = Options(pack=str(self.office.pack), engine="direct", as_of=day)
        return check(self.office.sent, options).reports

    @rule(
        period=st.sampled_from(list(ENDS)),
        days=st.integers(0, 400),
        amends=st.booleans(),
        figures=st.dictionaries(st.sampled_from(IDS), st.sampled_from([99, 100, 101]), min_size=1),
    )
    def send(self, period: str, days: int, *, amends: bool, figures: dict[str, int]) -> None:
        day = BEGIN + dt.timedelta(days=days)
        if (period, day, amends) in {(one.period, one.day, one.amends) for one in self.sent}:
            return
        self.sent.append(Sent(period, day, amends, figures))
        rows = "\n".join(f"{id_}: {figure}" for id_, figure in figures.items())
        more = "amends: true" if amends else ""
        self.office.send(period, rows, as_of=str(day), more=more, name=f"n{len(self.sent)}")
        self.answers = {asked: said for asked, said in self.answers.items() if asked < day}
        for asked, said in self.answers.items():
            assert self.reports(asked) == said

    @rule(days=st.integers(0, 420))
    def ask(self, days: int) -> None:
        day = BEGIN + dt.timedelta(days=days)
        model, reports = Model(self.sent, day), self.reports(day)
        found = {
            str(report.submission.period): {one.indicator: str(one.verdict) for one in report.results}
            for report in reports
        }
        assert found == {period: {id_: model.verdict(period, id_) for id_ in IDS} for period in model.periods()}
        self.answers[day] = reports


TestClock = Clock.TestCase
TestClock.settings = settings(max_examples=examples(12), stateful_step_count=12, deadline=None)
