"""T: targets and pace."""

from __future__ import annotations

from checker.domain.codes.registry import error as _error
from checker.domain.codes.registry import info as _info
from checker.domain.codes.registry import warning as _warning

UNMET = _error(
    "T001",
    "target-unmet",
    "{indicator} is not met: {value}, target: {bound}",
    "explain the shortfall, or correct the figure",
    "The target is due and the reported value does not meet it; or it is a ceiling on a cumulative value, which stays "
    "broken once it is.",
)
UNDECIDED = _error(
    "T002",
    "target-undecided",
    "{indicator} cannot be decided: {value} may or may not meet {bound}",
    "report the exact figure",
    "The figure means a range of numbers; some of them meet the target and some do not.",
)
NO_DATA = _error(
    "T003",
    "target-without-data",
    "{indicator} is due, but no figure was reported",
    "report the figure",
    "A due target without a reported figure does not count as met.",
)
BEHIND = _warning(
    "T004",
    "behind-pace",
    "{indicator} is behind pace: {value} is {attainment} of what is expected by now ({expected})",
    "see what is needed per remaining month",
    "The target is not due yet, but the value is well below what the pack's pace expects at this period.",
)
AT_RISK = _info(
    "T005",
    "at-risk",
    "{indicator} is slightly behind pace: {value} is {attainment} of what is expected by now ({expected})",
    "see what is needed per remaining month",
    "The target is not due yet, and the value is just below what the pack's pace expects at this period.",
)
PACE_UNDECIDED = _info(
    "T006",
    "pace-undecided",
    "whether {indicator} is on pace cannot be decided: {value} may be above or below what is expected by now "
    "({expected})",
    "report the exact figure",
    "The figure means a range of numbers on both sides of the expected level.",
)
NOT_REPORTED = _info(
    "T007",
    "not-reported-yet",
    "{count} indicators have no figure yet; they are not due: {indicators}",
    "report them when figures are available",
    "Nothing is concluded from a missing figure before its target is due.",
)
ON_ESTIMATE = _info(
    "T008",
    "verdict-on-estimate",
    "{indicator}: the verdict rests on a figure that is not final ({status})",
    "check again with the final figure",
    "Final figures have reversed verdicts: targets met on an estimate turned out to be missed.",
)

DIRECTION = _info(
    "T009",
    "wrong-direction",
    "{indicator} does not move towards {number}: {value}, from {baseline}",
    "see whether the direction is still wanted",
    "The target states a direction only; it is reported and never blocks.",
)
VERDICT_CHANGED = _warning(
    "T010",
    "verdict-changed",
    "{indicator}: {before} by the figures of {older}, {after} by those of {newer}",
    "inform the users of the earlier figure",
    "A later submission for the same period replaces the earlier one; a verdict that changes with it is reported.",
)
REACHED_LATE = _error(
    "T011",
    "reached-late",
    "{indicator} was not met when it was due ({due}: {figure} against {bound}); it has been reached late "
    "(by {period}): {value}",
    "nothing is to be done for this period; the verdict is that of the period in which it was due",
    "A target is judged by the figure of the period in which it is due, and that verdict is final.",
)
STILL_UNMET = _error(
    "T015",
    "still-unmet",
    "{indicator} was not met when it was due ({due}: {figure} against {bound}), nor since (by {period}): {value}",
    "explain the shortfall, or correct the figure of the period in which it was due",
    "A target is judged by the figure of the period in which it is due, and that verdict is final.",
)
DUE_NOT_GIVEN = _warning(
    "T014",
    "due-report-not-given",
    "{indicator} was due in {due}, and the report of that period is not among the files",
    "add the report of {unit} for {due}",
    "A target is judged by the figure of the period in which it is due; a later figure does not tell what that was.",
)
SPENT_TOO_FAST = _warning(
    "T012",
    "ceiling-used-too-fast",
    "{indicator} uses up its ceiling too fast: {value} is {attainment} of what it leaves for now ({expected})",
    "see what is left for each remaining month",
    "The ceiling is not due yet, but the cumulative value is well above the share of it that the pack's pace leaves "
    "for this period.",
)
SPENT_FAST = _info(
    "T013",
    "ceiling-used-fast",
    "{indicator} uses up its ceiling slightly too fast: {value} is {attainment} of what it leaves for now ({expected})",
    "see what is left for each remaining month",
    "The ceiling is not due yet, and the cumulative value is just above the share of it that the pack's pace leaves "
    "for this period.",
)

BEFORE_END = _error(
    "T016",
    "figure-before-the-end",
    "{indicator} cannot be decided: {value} is not called an estimate, but is of a day before {period} ends on {end}",
    "report the figure of the period's end, or state its status as estimate",
    "A target that is due at the end of a period is not decided by a figure of an earlier day, unless the figure "
    "is marked as an estimate.",
)
EARLY_FIGURES = _info(
    "T017",
    "figures-before-the-end",
    "{count} figures that are not called estimates are of a day before {period} ends on {end}, and count as such",
    "report the figures of the period's end, or correct `as_of`",
    "What is reported before a period has ended is an estimate of it, whatever it is called.",
)
EARLY_PARTS = _error(
    "T018",
    "part-before-the-end",
    "{indicator} cannot be decided: the sum {value} holds what is not called an estimate, but is of a day before "
    "its own period ends: {parts}",
    "report these periods again with the figures of their end, or state the status of the figures as estimate",
    "A sum of months is only as final as each of them.",
)
YEAR_BEFORE_NOT_GIVEN = _warning(
    "T025",
    "year-before-not-given",
    "{indicator} is compared with the same period of the year before, and no report of {before} among the files has a"
    " figure that a change can be measured from",
    "add the report of {unit} for {before}, or report the rate of change, such as “tăng 8%”",
    "The target is a change since the same period of the year before; without that figure there is nothing to compare.",
)
RESTATED = _info(
    "T021",
    "restated",
    "{indicator} with the figures of {newer} in place of those of {older}: {changes}",
    "inform the users of the earlier figure",
    "A later submission for the same period replaces the earlier one. Where the verdict stays and the pace, the state"
    " of the data or the gate does not, that is reported.",
)
LEFT_OUT = _warning(
    "T022",
    "left-out-of-later-submission",
    "{count} indicators had a figure in the submission of {older} and have none in that of {newer}: {indicators}",
    "report them again; where only some rows were to be corrected, mark the later submission with `amends: true`",
    "A later submission replaces the earlier one completely, unless it says that it amends it.",
)
AMENDS_NOTHING = _warning(
    "T023",
    "amends-nothing",
    "this submission amends an earlier one of {unit} for {period}, which is not among the files",
    "add the submission that it amends",
    "A correction changes only its own rows. Without the corrected report, the others are unknown.",
)
PERIOD_OVERRULED = _warning(
    "T019",
    "period-overruled",
    "the file is of {stated}, and --period has it judged as {period}",
    "leave --period out, or correct the period in the file",
    "By the targets of another period the same figures have other verdicts, so the report says who changed it.",
)
SYNTHETIC_FIGURES = _warning(
    "T024",
    "synthetic-figures",
    "the figures are made up (`synthetic: true`), but the targets of {pack} are not",
    "report real figures, or let the pack's gate say `synthetic: pass`",
    "What is made up to try something must not pass as a report. A pack that is made up itself has nothing to say.",
)
GRADED = _info(
    "T026",
    "graded",
    "{indicator}: {value} is graded “{grade}”",
    "nothing",
    "A pack may have a scale of grades. A range that lies in two of them has none.",
)

PLAN_NOT_READ = _warning(
    "T030",
    "plan-not-read",
    "{indicator}: what stands of the plan cannot be read as a figure and is not compared: `{value}`",
    "write the plan as one figure, or leave its cell empty",
    "A plan in a form is compared with the target in the rule pack. One that is no single figure, such as “317 → 320”, "
    "is not compared. No verdict follows from it, since the targets are those of the pack.",
)
