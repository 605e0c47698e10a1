"""C: figures against each other."""

from __future__ import annotations

from checker.domain.codes.registry import error as _error
from checker.domain.codes.registry import info as _info
from checker.domain.codes.registry import warning as _warning

CHILD_ABOVE_PARENT = _error(
    "C001",
    "child-exceeds-parent",
    "{child} ({child_value}) is above {parent} ({parent_value}), although it is a part of it",
    "check both figures",
    "A part cannot be larger than the whole.",
)
PERCENT_OF_PLAN = _warning(
    "C002",
    "percent-of-plan-differs",
    "{indicator}: the report says {reported} of the plan, but {value} of {target} is {computed}",
    "check the figure, the percentage, and which plan it refers to",
    "A percentage that does not follow from value and plan means that one of the three is wrong, or that the office "
    "reports against another plan.",
)
OUTSIDE_LIMITS = _error(
    "C003",
    "outside-natural-limits",
    "{indicator}: {value} is outside what it can be: {low} to {high}",
    "check the figure",
    "A share lies between 0 and 100 %, and no count is below zero.",
)
TALLY_DIFFERS = _error(
    "C004",
    "tally-differs",
    "the reported tally ({reported}) does not agree with {found}",
    "check the tally against the single results",
    "A tally must add up, and must agree with the results and with what is published.",
)

RATIO_DIFFERS = _error(
    "C005",
    "ratio-differs",
    "{indicator}: {reported} is reported, but {numerator} of {denominator} is {computed}",
    "check the three figures",
    "A reported share that does not follow from its own numerator and denominator, within its stated decimals, means "
    "that one of the three is wrong. The verdict rests on the recomputed one.",
)
PLAN_DIFFERS = _error(
    "C006",
    "plan-differs",
    "{indicator}: the report states {reported} as its plan, but the pack has {target}",
    "check which plan the office works to, and who set it",
    "An office that works to another plan than it is assessed by will be surprised by its verdict. A target that "
    "someone else set belongs under `also` in the pack.",
)

SUM_DIFFERS = _error(
    "C011",
    "sum-differs",
    "{parts} add up to {sum}, but {total} is {value}: {residual} is left over",
    "check the parts and the total",
    "Parts must add up to their total, within what their stated decimals leave open or the tolerance of the pack.",
)
ORDER_VIOLATED = _error(
    "C012",
    "not-less-or-equal",
    "{low} ({low_value}) is above {high} ({high_value})",
    "check both figures",
    "The pack states that the one cannot be above the other.",
)
LEAP = _error(
    "C013",
    "leap",
    "{indicator} was {before} in {period} and is {value} now; the pack expects a change of at most {limit}",
    "check the figure and its unit",
    "A figure that leaps from one period to the next is most often a slip.",
)
FELL = _error(
    "C014",
    "cumulative-falls",
    "{indicator} was {before} in {period} and is {value} now, but it cannot fall",
    "check both figures, and whether this one is of the period alone",
    "A figure that adds up over the year is never lower than in the period before.",
)
SCORE_DIFFERS = _error(
    "C026",
    "score-differs",
    "{indicator}: {value} is reported, but its parts come to {sum} by their weights",
    "check the parts and the score",
    "A score follows from its parts. What is reported counts, and has to agree within its decimals.",
)
WHOLE_DIFFERS = _error(
    "C015",
    "whole-differs-from-units",
    "{indicator}: {value} is reported for the whole, but the units add up to {sum}",
    "check the figures of the units and of the whole",
    "The units' figures must add up to the figure reported for all of them.",
)
SPAN_DIFFERS = _error(
    "C016",
    "period-differs-from-parts",
    "{indicator}: {value} is reported for {period}, but the figures of its parts add up to {sum}",
    "check the figures of the shorter periods",
    "The months of a quarter must add up to the quarter.",
)

WHOSE_PLAN = _warning(
    "C017",
    "whose-plan-is-unclear",
    "{indicator}: whose plan is meant by `{words}` in `{value}` is not certain, so it is not used",
    "name who assigned the plan as the pack does: {known}",
    "Where several set a plan for one measure, a figure is compared with the plan of the one that its words name. A "
    "figure whose words name nobody, or fit several, is compared with none.",
)
GROWTH_DIFFERS = _error(
    "C025",
    "growth-differs",
    "{indicator}: {reported} is reported, but {value} is {computed} more than {before}",
    "correct the rate or the figure",
    "A rate of growth follows from the figure and that of the same period of the year before.",
)
NOT_COMPARED = _info(
    "C024",
    "not-compared",
    "{count} comparisons could not be made: {checks}",
    "report what they lack, or add the submission that has it",
    "A check that lacks a figure, such as that of the period before, or a plan to compare with, finds nothing, which "
    "does not mean that nothing is wrong.",
)
