"""Look up the topic of ``checker explain`` in packs and in the registry.

Must not add anything that is in neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from checker.cli.frame import refuse
from checker.domain.axes import Frequency, Measures, Severity, Verdict
from checker.domain.codes import REGISTRY, Code
from checker.domain.codes.registry import RETIRED, RetiredCode
from checker.domain.comparator import ACHIEVED
from checker.domain.phrase import amount, bound_phrase
from checker.domain.report import TargetBound
from checker.domain.text import Message, message
from checker.engines.choice import plain_engine
from checker.errors import PackError
from checker.examples import boundary_examples
from checker.packs.catalogue import is_pack_file, known_packs
from checker.packs.load import load_pack, row_readings
from checker.packs.model import Indicator, Lineage, PaceRule, RulePack, Start, Status, TargetRule
from checker.packs.review import digest_of
from checker.packs.table import RowReading
from checker.packs.term import Over
from checker.reporters.explanation import Topic

__all__ = ["look_up"]

_SEVERITIES: Final = {
    Severity.ERROR: message("error, unless a gate policy says otherwise"),
    Severity.WARNING: message("warning, unless a gate policy says otherwise"),
    Severity.INFO: message("info, unless a gate policy says otherwise"),
}
_MEASURES: Final = {
    Measures.INCREASE: message("an increase"),
    Measures.REDUCTION: message("a reduction"),
    Measures.GROWTH: message("a rate of growth"),
    None: message("not stated, though its words speak of a change (P228)"),
}
_FREQUENCIES: Final = {
    Frequency.MONTH: message("every month"),
    Frequency.QUARTER: message("every quarter"),
    Frequency.HALF: message("every half year"),
    Frequency.YEAR: message("every year"),
}
_RELATIONS: Final = {
    Lineage.RENAMED: message("renamed from"),
    Lineage.DERIVED: message("derived from"),
}
_PACES: Final = {
    PaceRule.MILESTONES: message("by the milestones that the pack states"),
    PaceRule.PROFILE: message("by the share that was reached at the same time in earlier years"),
    PaceRule.MONTHS: message("in proportion to the months that have passed"),
    PaceRule.LINEAR: message("in proportion to the time that has passed"),
    PaceRule.AVERAGE: message("by the average expected of the years so far"),
    PaceRule.COMPOUND: message("by the average expected of the years so far"),
    PaceRule.NONE: message("nothing is expected before it is due"),
}
_OVER: Final = {
    Over.TOTAL: message("the number is of all of its years together"),
    Over.AVERAGE: message("the number is of a year on average"),
    Over.EACH_YEAR: message("the number is of each of its years"),
}
_SINCE_YEAR_BEFORE: Final = message("all that is asked since the same period of the year before, at each period")


def look_up(what: str, pack: str) -> tuple[Topic, ...]:
    """Return the topics about a code, an indicator or a pack.

    Args:
        what: As the user wrote it.
        pack: Id or path of the pack to search; all known packs if empty.

    Raises:
        PackError: The named pack cannot be used.
        Misuse: Nothing matches.
    """
    code = REGISTRY.get(what.upper())
    if code is not None and not pack:
        return (_code_topic(code),)
    retired = RETIRED.get(what.upper())
    if retired is not None and not pack:
        return (_retired_topic(retired),)
    if not pack and (what in known_packs() or is_pack_file(what)):
        return (*_pack_topics(load_pack(what)), *map(_row_topic, row_readings(what)))
    packs = (load_pack(pack),) if pack else tuple(_usable(known_packs()))
    topics = tuple(
        _indicator_topic(indicator, one)
        for one in packs
        for indicator in one.indicators
        if what in (indicator.id, indicator.code)
    )
    if not topics:
        refuse(_unknown(what, packs))
    return topics


def _usable(references: Iterable[str]) -> Iterator[RulePack]:
    """Yield the packs without errors; `checker lint` reports on the others."""
    for reference in references:
        try:
            yield load_pack(reference)
        except PackError:
            continue


def _unknown(what: str, packs: tuple[RulePack, ...]) -> Message:
    from checker.packs.suggest import suggestion

    ids = (indicator.id for pack in packs for indicator in pack.indicators)
    near = suggestion(what, (*REGISTRY, *ids, *(pack.id for pack in packs)))
    sentence = message("`{what}` is not a known code, indicator or rule pack", what=what)
    return message("{said}; {hint}", said=sentence, hint=near) if near else sentence


def _code_topic(code: Code) -> Topic:
    entries = (
        (message("what it says"), message("“{sentence}”", sentence=Message(code.template, _fields(code.template)))),
        (message("severity"), _SEVERITIES[code.severity]),
        (message("what to do"), Message(code.remedy, _fields(code.remedy))),
    )
    heading = message("{code} {name}", code=code.id, name=code.name)
    return Topic(heading, (message(code.explanation),), entries)


def _retired_topic(code: RetiredCode) -> Topic:
    heading = message("{code} {name}", code=code.id, name=code.name)
    entries = (
        (message("status"), message("retired in version {version}", version=code.until)),
        (message("in use since"), message("version {version}", version=code.since)),
    )
    return Topic(heading, (message(code.explanation),), entries)


def _fields(template: str) -> tuple[tuple[str, str], ...]:
    """Replace each field of a template by its name."""
    names = (part.partition("}")[0] for part in template.replace("{{", "").split("{")[1:])
    return tuple((name, f"‹{name}›") for name in names)


def _pack_topics(pack: RulePack) -> Iterator[Topic]:
    notes = (message("{note}", note=pack.note),) if pack.note else ()
    facts = [
        (message("reporting unit"), message("{unit}", unit=pack.unit)),
        (message("indicators"), message("{count}", count=len(pack.indicators))),
        (message("file"), message("{path}", path=pack.path)),
    ]
    if pack.term:
        facts.append((message("years"), message("{years}", years=pack.years)))
    if pack.extends:
        facts.append((message("goes on from"), message("{pack}", pack=pack.extends)))
    if pack.status is not Status.IN_FORCE:
        status = (
            message("superseded by {successor}", successor=pack.successor) if pack.successor else message("a draft")
        )
        facts.append((message("status"), status))
    if pack.tally:
        published = message(
            "{met} met and {unmet} unmet of {counted}",
            met=pack.tally.met,
            unmet=pack.tally.unmet,
            counted=pack.tally.counted,
        )
        facts.append((message("published tally"), published))
    heading = message("{title} ({pack}, revision {revision})", title=pack.title, pack=pack.id, revision=pack.revision)
    yield Topic(heading, notes, tuple(facts))
    for group in pack.groups:
        members = [indicator for indicator in pack.indicators if indicator.group == group]
        entries = tuple((message("{id}", id=one.id), _line(one)) for one in members)
        yield Topic(message("{title}", title=group.title), entries=entries)


def _row_topic(row: RowReading) -> Topic:
    """Return the target derived from the words of a table's row."""
    read, reasons = row.read, dict(row.read.reasons)
    target = ", ".join(f"{key}: {_number_text(value)}" for key, value in read.target)
    values = {"target": target, "better": read.better, "kind": read.kind, "measures": read.measures}
    values |= {"due": str(read.due or ""), "steps": ", ".join(f"{period}: {number}" for period, number in read.steps)}
    entries = tuple(
        (message("{key}", key=key), message("{value}: {reason}", value=value, reason=reasons[key]))
        if key in reasons
        else (message("{key}", key=key), message("{value}: as stated", value=value))
        for key, value in values.items()
        if value
    )
    heading = message("{code} {title}: “{words}”", code=row.code, title=row.title, words=row.words)
    return Topic(heading, entries=entries)


def _number_text(value: str | tuple[str, str]) -> str:
    return value if isinstance(value, str) else f"[{', '.join(value)}]"


def _line(indicator: Indicator) -> Message:
    sentence = message("{title}: {bound}", title=indicator.title, bound=_bound(indicator, indicator.target))
    if indicator.over is not Over.END:
        sentence = message("{said} ({over})", said=sentence, over=_OVER[indicator.over])
    return message("{code} {said}", code=indicator.code, said=sentence) if indicator.code else sentence


def _bound(indicator: Indicator, target: TargetRule | None) -> Message:
    if target is None:
        return message("no target")
    unit = indicator.unit.name if indicator.unit else ""
    comparator = target.comparator or ACHIEVED
    sizes = target.number, target.upper, target.tolerance, indicator.before
    bound = TargetBound(comparator, *sizes, by=target.by, strict=target.strict)
    return bound_phrase(bound, unit)


def _indicator_topic(indicator: Indicator, pack: RulePack) -> Topic:
    heading = message("{title} ({id}, {pack})", title=indicator.title, id=indicator.id, pack=pack.id)
    return Topic(heading, entries=(*_facts(indicator, pack), *_bounds(indicator, pack), *_examples(indicator, pack)))


def _facts(indicator: Indicator, pack: RulePack) -> Iterator[tuple[Message, Message]]:
    if indicator.code:
        yield message("code"), message("{code}", code=indicator.code)
    yield message("group"), message("{title}", title=indicator.group.title)
    if indicator.parent:
        yield message("part of"), message("{title}", title=pack.indicator(indicator.parent).title)
    if indicator.whole:
        title = pack.indicator(indicator.whole).title
        yield message("a share of"), message("{title}" if indicator.share_of else "the plan of {title}", title=title)
    yield from _scores(indicator, pack)
    targets = (indicator.target, *indicator.revisions, *indicator.others) if indicator.target else ()
    if not targets:
        yield message("target"), message("no target")
    for target in targets:
        yield from _target(indicator, target)
    yield from _shares(indicator, pack)
    if indicator.measures is not Measures.LEVEL:
        yield message("measures"), _MEASURES[indicator.measures]
    yield message("figures expected"), _FREQUENCIES[indicator.frequency]
    yearly = indicator.start is not Start.STATED and indicator.pace.rule is not PaceRule.NONE
    yield message("pace"), _SINCE_YEAR_BEFORE if yearly else _PACES[indicator.pace.rule]
    for one in indicator.related:
        yield _RELATIONS[one.how], message("{indicator} of {pack}", indicator=one.indicator, pack=one.pack)
    if indicator.target:
        review = indicator.reviewed
        yield (
            message("review"),
            message("by {name} on {day}", name=review.by, day=review.day)
            if review and review.digest == digest_of(indicator)
            else message("none of it as it is; its digest is {digest}", digest=digest_of(indicator)),
        )
    if indicator.owner:
        yield message("owner"), message("{owner}", owner=indicator.owner)
    yield message("file"), message("{place}", place=str(indicator.location))


def _target(indicator: Indicator, target: TargetRule) -> Iterator[tuple[Message, Message]]:
    yield message("target"), _bound(indicator, target)
    if target.location.path != indicator.location.path:
        yield message("stated in"), message("{place}", place=str(target.location))
    if target.members:
        yield message("parts"), message("{ids}", ids=target.members)
    if target.assigned_by:
        yield message("assigned by"), message("{office}", office=target.assigned_by)
    if target.since:
        yield message("in force since"), message("{day}", day=target.since)
    if target.stretch is not None:
        unit = indicator.unit.name if indicator.unit else ""
        yield message("striven for"), amount(target.stretch, unit)
    if target.never_exceeded:
        yield message("exceeded"), message("never")
    elif target.beyond is not None:
        beyond = amount(target.beyond, indicator.unit.name if indicator.unit else "")
        yield message("exceeded"), message("beyond {number}", number=beyond)
    yield message("due"), message("{period}", period=target.by or str(target.due))
    yield from _of_years(indicator, target)
    if target.source is not None:
        document, clause = target.source.document, target.source.clause
        yield (
            message("promised"),
            message("“{clause}” ({document}, {date})", clause=clause, document=document.title, date=document.date)
            if document.date
            else message("“{clause}” ({document})", clause=clause, document=document.title),
        )
        if document.address:
            yield message("address"), message("{address}", address=document.address)


def _scores(indicator: Indicator, pack: RulePack) -> Iterator[tuple[Message, Message]]:
    """Yield the parts of a score, and the lower bounds of grades."""
    unit = indicator.unit.name if indicator.unit else ""
    for id_, weight in indicator.weights:
        title = pack.indicator(id_).title
        yield message("sum of"), message("{title}, times {number}", title=title, number=weight)
    for name, number in indicator.grades:
        yield message("grade {grade}", grade=name), message("from {number}", number=amount(number, unit))


def _shares(indicator: Indicator, pack: RulePack) -> Iterator[tuple[Message, Message]]:
    """Yield the numbers of single reporting units."""
    unit = indicator.unit.name if indicator.unit else ""
    for share in pack.allocation.shares:
        if share.indicator == indicator.id:
            yield message("of {unit}", unit=pack.reporting_unit(share.unit).name), amount(share.number, unit)


def _of_years(indicator: Indicator, target: TargetRule) -> Iterator[tuple[Message, Message]]:
    """Yield the scope of a number within the term, unless it is the end."""
    unit = indicator.unit.name if indicator.unit else ""
    if indicator.over is not Over.END:
        yield message("of the term"), _OVER[indicator.over]
    if target.average is not None:
        yield message("a year on average"), amount(target.average, unit)
    for period, number in indicator.steps:
        yield message("decides in {period}", period=str(period)), amount(number, unit)
    for year, number in indicator.slices:
        yield message("in {year}", year=str(year)), amount(number, unit)
    for year, number in indicator.reached:
        yield message("reached in {year}", year=str(year)), amount(number, unit)


def _bounds(indicator: Indicator, pack: RulePack) -> Iterator[tuple[Message, Message]]:
    """Yield the verdicts of figures at the target's bounds and beside them."""
    examples = boundary_examples(pack, plain_engine()).get(indicator.id, ())
    several = len({one.period for one in examples}) > 1
    for one in examples:
        figure = message("“{text}”", text=one.text)
        if one.assigned_by:
            figure = message("“{text}” ({office})", text=one.text, office=one.assigned_by)
        sentence = message("{shown}: {verdict}", shown=figure, verdict=one.verdict)
        if several:
            period = str(one.period)
            sentence = message("{shown} in {period}: {verdict}", shown=figure, period=period, verdict=one.verdict)
        yield message("at the bound"), sentence


def _examples(indicator: Indicator, pack: RulePack) -> Iterator[tuple[Message, Message]]:
    for example in pack.examples:
        figures, verdicts = dict(example.given), dict(example.expect)
        if indicator.id in verdicts:
            figure = (
                message("“{text}”", text=figures[indicator.id]) if indicator.id in figures else message("no figure")
            )
            verdict = Verdict(verdicts[indicator.id])
            yield (
                message("example"),
                message("{shown} in {period}: {verdict}", shown=figure, period=str(example.period), verdict=verdict),
            )
