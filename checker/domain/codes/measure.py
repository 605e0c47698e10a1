"""D1xx: a change, a growth rate or a percentage of the plan, where a level is reported or the other way round."""

from __future__ import annotations

from checker.domain.codes.registry import error as _error

PERCENT_UNCLEAR = _error(
    "D126",
    "percent-of-plan-two-readings",
    "`{value}` can be read as {first} or as {second} of the plan",
    "write the percentage of the plan alone: {first_text} or {second_text}",
    "“Tăng 137,8%” may be the surplus over the plan, or the percentage reached; “giảm 96%” may be the shortfall, "
    "or the percentage reached. Only a rise below 100 % and a fall below 50 % have one reading, and nothing is "
    "below zero per cent of its plan.",
)
NOT_OF_PLAN = _error(
    "D127",
    "not-a-percentage-of-the-plan",
    "`{value}` says nothing of the plan",
    "write the percentage of the plan, such as 104%, and leave changes against another period to a column of their own",
    "A change against the previous year, percentage points, or the plan of a part of the year are not a "
    "percentage of the year's plan. If they were read as one, they would change the figure.",
)
CHANGE_OF_LEVEL = _error(
    "D144",
    "change-for-a-level",
    "{indicator}: `{value}` is a change, and this indicator measures {measures}",
    "write {wanted}; if the resolution sets a change, have the pack say `measures: increase`, `reduction` or `growth`",
    "“Tăng 151 hộ” is the size of a rise and not a level. If it were read as the level, it would be judged as if "
    "there were 151 in all.",
)
LEVEL_OF_CHANGE = _error(
    "D145",
    "level-for-a-change",
    "{indicator}: `{value}` is a level, and this indicator measures {measures}",
    "write {wanted}; if the resolution sets a level, have the pack say `measures: level`",
    "“Còn 0,9%” is a level and not the size of a change. If it were read as the reduction, it would be judged as "
    "if it had fallen by 0.9.",
)
MOVE_CONTRADICTS = _error(
    "D146",
    "change-contradicts-itself",
    "`{value}`: the words and the numbers do not agree",
    "correct the level from which it started, the one it reached, or the change between them",
    "“Giảm từ 5,2% xuống còn 4,5%” names two levels and the way between them. Where it falls to a higher level, or by "
    "another amount than lies between the levels, one of the figures is wrong, and which one is not guessed.",
)
START_DIFFERS = _error(
    "D147",
    "start-differs-from-baseline",
    "{indicator}: `{value}` starts from another level than the {baseline} that the pack states for {period}",
    "correct the level from which it started; if it is of another period, write the level that was reached alone",
    "If a report states where a figure started, that is compared with the baseline of the pack. If they differ, "
    "one of them is wrong, or the figure is compared with another time.",
)
GROWTH_UNCLEAR = _error(
    "D160",
    "growth-two-readings",
    "`{value}` in the place of a rate of growth may be a growth of {second} or, where 100 is no change, of {first}",
    "write the change with its word, such as “tăng 8,5%” or “giảm 8,5%”",
    "Offices write beside a figure its growth, or its percentage of the previous year's figure. From 80 on, a "
    "bare number may be either.",
)
PERCENT_ALONE = _error(
    "D156",
    "percentage-without-figure",
    "{indicator}: only `{value}` of the plan is reported, and no figure follows from it: {why}",
    "report the figure itself",
    "A figure follows from its percentage of the plan if there is one plan that is a number to be reached. "
    "Offices compute the percentage of a ceiling in more than one way. If there are several plans, it does not "
    "say which is meant.",
)
MEASURES_UNSTATED = _error(
    "D149",
    "measures-unstated",
    "{indicator}: `{value}` is a change or a level, and the pack does not say which of them `{id}` measures",
    "write the number alone, or add `measures` to the indicator of the pack (P228)",
    "The title or the clause of this indicator speaks of a change, and its pack does not say whether the figure is "
    "one. “Còn 0,9%” would be right for a level and wrong for a reduction, so such words are not guessed at.",
)
