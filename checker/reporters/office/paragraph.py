"""The paragraph to paste into a report: targets met and unmet, and the shortfalls.

Owns its wording, long and short. A target that is not due never appears as unmet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from checker.domain.axes import DataState, Pace, Verdict
from checker.domain.record import NamedTuple
from checker.domain.report import Report, Result
from checker.domain.reporting import WarningLevel
from checker.domain.text import Message, Text, Value, message
from checker.language import Language, display_safe
from checker.reporters.office.figures import count, has_figure, share
from checker.reporters.office.period_phrases import is_due, is_within, until
from checker.reporters.office.sentences import is_behind, label_of, name_of, pace_of, statement

__all__ = ["LONGEST", "CountedTargets", "by_field", "listed", "long_form", "of_field", "short_form", "standing"]

LONGEST: Final = 1_200
SHORTEST: Final = 400
_NAMES: Final = 8
_MOST_NAMES: Final = 3
_EVERY: Final = 10_000
_MET: Final = (Verdict.MET, Verdict.EXCEEDED)
_OPEN: Final = (Verdict.UNDECIDED, Verdict.INVALID)


class CountedTargets(NamedTuple):
    """The counts of a report's targets, or of one of its fields.

    Args:
        due: Whether all targets are due.
        counted: The number of targets; only due ones if `due`.
        met: The number of targets met or exceeded.
        exceeded: The number of targets exceeded; ``None`` if some met targets are not named.
        unmet: The targets that are not met.
        unnamed: The number of unmet targets that are not named.
        missing: The targets without a figure.
        unclear: The targets with an undecided figure.
        reached: Targets not yet due that have already reached their plan.
        paces: Other targets not yet due with a figure, by pace.
        estimated: Whether any figure is an estimate.
    """

    due: bool
    counted: int
    met: int
    exceeded: int | None
    unmet: tuple[Result, ...]
    unnamed: int
    missing: tuple[Result, ...]
    unclear: tuple[Result, ...]
    reached: tuple[Result, ...]
    paces: tuple[tuple[Pace | WarningLevel, tuple[Result, ...]], ...]
    estimated: bool

    @property
    def reported(self) -> tuple[Result, ...]:
        """Targets not yet due that have a figure."""
        return (*self.reached, *(one for _, those in self.paces for one in those))


def standing(report: Report, group: Text | None = None) -> CountedTargets:
    """Count a report's targets, or those of one of its groups, named by its title."""
    ours = [one for one in report.results if one.counted and (group is None or one.group == group)]
    due, whole = not is_within(report), group is None
    tally = report.tally
    met = [one for one in ours if one.verdict in _MET]
    unmet = tuple(one for one in ours if one.verdict is Verdict.UNMET)
    hidden = tally.not_itemised if whole and due else 0
    rest = [one for one in ours if not due and one not in met and one not in unmet and has_figure(one)]
    rest = [one for one in rest if one.verdict is not Verdict.INVALID]
    figures = (*met, *unmet, *rest)
    return CountedTargets(
        due,
        tally.counted if whole and due else len(ours),
        tally.met if whole and due else len(met),
        None if hidden else sum(one.verdict is Verdict.EXCEEDED for one in ours),
        unmet,
        tally.unmet - len(unmet) if whole and due else 0,
        tuple(one for one in ours if one not in figures and one.verdict not in _OPEN),
        tuple(one for one in ours if one not in rest and one.verdict in _OPEN),
        tuple(met),
        _by_pace(rest, report),
        any(one.data is DataState.ESTIMATE for one in figures),
    )


def _by_pace(those: Sequence[Result], report: Report) -> tuple[tuple[Pace | WarningLevel, tuple[Result, ...]], ...]:
    """Return results by warning level if the pack has levels, else by pace."""
    kinds: tuple[Pace | WarningLevel, ...] = (*report.pack.levels, Pace.NONE) if report.pack.levels else tuple(Pace)
    found = ((kind, tuple(one for one in those if _kind(one, report) == kind)) for kind in kinds)
    return tuple((kind, ours) for kind, ours in found if ours)


def _kind(one: Result, report: Report) -> Pace | WarningLevel:
    if report.pack.levels:
        return one.level if one.level is not None else Pace.NONE
    return one.pace


def long_form(report: Report, language: Language) -> str:
    """Return the paragraph with figures of targets unmet or behind, or only their names if it is too long."""
    teller = _Teller(report, language, long=True)
    versions = (teller.paragraph(figures=True), teller.paragraph(), teller.paragraph(_NAMES))
    return next((version for version in versions if len(version) <= LONGEST), versions[-1])


def short_form(report: Report, language: Language) -> str:
    """Return the paragraph without the unit, and only with names."""
    teller = _Teller(report, language, long=False)
    versions = [teller.paragraph(most) for most in range(_NAMES, -1, -1)]
    return next((version for version in versions if len(version) <= SHORTEST), versions[-1])


def by_field(report: Report, language: Language) -> str:
    """Return the number of targets met in each field, in one sentence."""
    parts = []
    fields = dict.fromkeys(one.group for one in report.results if one.counted)
    stands = [(group, standing(report, group)) for group in fields]
    due = all(one.due for _, one in stands)
    word = _met_word(exceeding=any(one.exceeded for _, one in stands)) if due else message("with figures")
    for place, (group, one) in enumerate(stands):
        part = one.met if due else one.counted - len(one.missing)
        phrase = message("{field} {part}/{counted}", field=group, part=part, counted=one.counted)
        if place == 0:
            phrase = message(
                "{field} {part}/{counted} targets {which}", field=group, part=part, counted=one.counted, which=word
            )
        parts.append(language.render(phrase))
    return _marked(report, language.render(message("By field: {fields}.", fields=", ".join(parts))), language)


def of_field(report: Report, group: Text, language: Language) -> str:
    """Return the number of targets met in one field."""
    one = standing(report, group)
    if not one.due:
        known = one.counted - len(one.missing)
        sentence = message(
            "{field}: {part}/{counted} targets have figures.", field=group, part=known, counted=one.counted
        )
        return _marked(report, language.render(sentence), language)
    sentence = message(
        "Field {field}: {met}/{counted} targets {met_or_exceeded} ({percent}).",
        field=group,
        met=one.met,
        counted=one.counted,
        met_or_exceeded=_plan_met(exceeding=one.exceeded != 0),
        percent=_percent(one, language),
    )
    return _marked(report, language.render(sentence), language)


def _marked(report: Report, sentence: str, language: Language) -> str:
    made_up = report.submission.synthetic or report.pack.synthetic
    mark = f"[{language.render(message('MADE-UP FIGURES'))}] " if made_up else ""
    return display_safe(f"{mark}{sentence}")


def listed(those: Iterable[Result], item: Callable[[Result], str], most: int, language: Language) -> str:
    """Return the items of a list up to a limit, and the number of further ones."""
    every = list(those)
    items = "; ".join(map(item, every[:most]))
    more = len(every) - most
    if more <= 0:
        return items
    rest = language.render(message("and {count} other targets", count=count(more, language)))
    return f"{items} {rest}" if items else language.render(message("{count} targets", count=count(more, language)))


def _met_word(*, exceeding: bool) -> Message:
    return message("met and exceeded") if exceeding else message("met")


def _plan_met(*, exceeding: bool) -> Message:
    return message("met or exceeded the plan") if exceeding else message("met the plan")


def _percent(whole: CountedTargets, language: Language) -> str:
    return share(Fraction(100 * whole.met, whole.counted or 1), language)


class _Teller:
    """Writes the paragraph about a report's targets.

    Args:
        report: The report.
        language: The language.
        long: Whether to name the unit and allow figures.
    """

    def __init__(self, report: Report, language: Language, *, long: bool) -> None:
        self._report = report
        self._language = language
        self._long = long
        self._whole = standing(report)
        self._most = _EVERY
        self._figures = False

    def paragraph(self, most: int = _EVERY, *, figures: bool = False) -> str:
        """Return the paragraph.

        Args:
            most: The most items named in a list.
            figures: Whether unmet targets have figures.
        """
        self._most, self._figures = most, figures
        whole = self._whole
        if whole.due and not whole.counted:
            sentence = self._render(message("No target can be counted."))
        else:
            sentence = self._due() if whole.due else self._within()
        return _marked(self._report, sentence, self._language)

    def _render(self, sentence: Message) -> str:
        return self._language.render(sentence)

    def _count(self, those: Sequence[Result] | int) -> str:
        return count(those if isinstance(those, int) else len(those), self._language)

    def _listed(self, those: Sequence[Result], *, figures: bool = False) -> str:
        if figures:
            return listed(
                those, lambda one: statement(self._report, one, self._language, judged=True), self._most, self._language
            )
        return listed(those, lambda one: name_of(one, self._language), self._most, self._language)

    # --- all targets are due ---

    def _due(self) -> str:
        whole, language = self._whole, self._language
        values: dict[str, Value] = {
            "when": self._when(),
            "met": whole.met,
            "counted": whole.counted,
            "met_or_exceeded": _plan_met(exceeding=whole.exceeded != 0),
            "percent": _percent(whole, language),
        }
        first = message("{when}, {met}/{counted} targets {met_or_exceeded} ({percent})", **values)
        if self._long:
            unit = self._report.unit.name
            first = message(
                "{when}, {unit} has {met}/{counted} targets that {met_or_exceeded} ({percent})", unit=unit, **values
            )
        parts = [self._render(first)]
        if self._long and whole.exceeded:
            parts[0] += self._render(message(", {count} of them exceeded", count=self._count(whole.exceeded)))
        parts += self._unmet()
        for those, named in (
            (whole.missing, message("{count} targets have no figure: {names}")),
            (whole.unclear, message("{count} targets cannot be decided: {names}")),
        ):
            if those:
                sentence = message(named.template, count=self._count(those), names=self._listed(those))
                parts.append(self._render(sentence))
        return f"{'; '.join(parts)}."

    def _when(self) -> str:
        period = self._report.submission.period
        if period.is_year and self._whole.estimated:
            return self._render(message("As estimated for the whole of {year}", year=f"{period.year:04d}"))
        return until(self._report, self._language)

    def _unmet(self) -> Iterator[str]:
        whole = self._whole
        total = len(whole.unmet) + whole.unnamed
        if whole.unnamed:
            yield self._render(message("{count} targets are unmet", count=self._count(total)))
        elif total:
            named = message("{count} unmet: {names}")
            if self._long:
                named = message("{count} targets are unmet, namely: {names}")
            names = self._listed(whole.unmet, figures=self._figures)
            yield self._render(message(named.template, count=self._count(total), names=names))

    # --- during the year ---

    def _within(self) -> str:
        whole = self._whole
        known = (*whole.reported, *whole.unmet)
        when = until(self._report, self._language)
        first = message(
            "{when}, {given}/{count} targets have figures", when=when, given=len(known), count=whole.counted
        )
        if self._long:
            first = message(
                "{when}, of {count} targets of {unit}, {given} have figures",
                when=when,
                unit=self._report.unit.name,
                given=self._count(known),
                count=self._count(whole.counted),
            )
        sentence = self._render(first)
        if self._long and 0 < len(known) <= _MOST_NAMES:
            sentence += f": {'; '.join(self._fact(one) for one in self._report.results if one in known)}"
        elif known:
            sentence += f": {', '.join(self._paced())}"
        parts = [f"{sentence}."]
        if whole.unclear:
            text = message(
                "{count} targets have figures that cannot be used: {names}.",
                count=self._count(whole.unclear),
                names=self._listed(whole.unclear),
            )
            parts.append(self._render(text))
        if whole.missing:
            parts.append(self._missing())
        return " ".join(parts)

    def _fact(self, one: Result) -> str:
        text = statement(self._report, one, self._language, judged=False)
        if one.verdict in _MET:
            end = self._render(message("plan of the year reached already"))
        elif one.verdict is Verdict.UNMET:
            end = self._render(message("beyond what the whole year allows"))
            if is_due(self._report, one):
                end = self._render(message("not met"))
        else:
            end = pace_of(one, self._language)
        return f"{text}, {end}" if end else text

    def _paced(self) -> Iterator[str]:
        whole = self._whole
        if whole.reached:
            n = self._count(whole.reached)
            yield self._render(message("{count} have reached the plan of the year", count=n))
        for pace, those in whole.paces:
            if pace is Pace.NONE:
                continue
            n, label = self._count(those), label_of(those[0], self._language)
            if is_behind(those[0]):
                names = self._listed(those, figures=self._figures)
                yield self._render(message("{count} {pace}, namely: {names}", count=n, pace=label, names=names))
            else:
                yield self._render(message("{count} {pace}", count=n, pace=label))
        for due, named in (
            (False, message("{count} beyond what the whole year allows, namely: {names}")),
            (True, message("{count} not met, namely: {names}")),
        ):
            those = tuple(one for one in whole.unmet if is_due(self._report, one) is due)
            if those:
                names = self._listed(those, figures=self._figures)
                yield self._render(message(named.template, count=self._count(those), names=names))
        rest = dict(whole.paces).get(Pace.NONE, ())
        if rest:
            yield self._render(message("{count} whose pace is not judged", count=self._count(rest)))

    def _missing(self) -> str:
        missing = self._whole.missing
        yearly = sum(one.yearly for one in missing)
        sentence = message("{count} targets have no figure.", count=self._count(missing))
        if 0 < yearly < len(missing):
            sentence = message(
                "{count} targets have no figure, {yearly} of which are judged at the end of the year.",
                count=self._count(missing),
                yearly=self._count(yearly),
            )
        return self._render(sentence)
