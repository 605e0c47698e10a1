"""D2xx, and D330 to D337: headings, titles and rows of the tables in which offices report."""

from __future__ import annotations

from checker.domain.codes.registry import error as _error
from checker.domain.codes.registry import info as _info
from checker.domain.codes.registry import warning as _warning

NO_TABLE = _error(
    "D251",
    "no-table",
    "no table was found: no row has the headings of one",
    "head the columns with words such as `Chỉ tiêu`, `Đơn vị tính`, `Kế hoạch`, `Thực hiện`",
    "A table is found by the words of its header: one column for the names of indicators, and others whose "
    "headings state their content.",
)
NO_VALUE_COLUMN = _error(
    "D252",
    "no-value-column",
    "no column is surely the reported value of {period}; the headings are: {headings}",
    "head one column with words such as `Thực hiện 6 tháng 2024`, give the right period with --period, or say which "
    "column is meant, as in --column value=F",
    "The column of another year or another part of the year is never used instead of the reported one. A heading "
    "such as `Thực hiện (%)` may be a figure in percent or a percentage of the plan.",
)
NOT_THE_VALUE = _error(
    "D288",
    "heading-not-of-value",
    "the column `{heading}` is not read as the reported value, because its heading also says `{rest}`",
    "head the reported value with words such as `Thực hiện` and its period alone, as in `Thực hiện 6 tháng 2024`, or "
    "say which column is meant, as in --column value={letters}",
    "`Chưa thực hiện` is the remaining work, `Thực hiện lần trước` is of another time, `Số xã thực hiện` counts "
    "another thing. A heading counts as that of the reported value only if it names the value, its period, its "
    "unit and the state of the figures, and nothing else.",
)
CHANGE_ALONE = _error(
    "D289",
    "change-alone",
    "the row says `{value}` under `{heading}` and nothing else, which is no percentage of the year's plan",
    "write the reported value, or under `Tỷ lệ hoàn thành KH` what was reached of the plan, such as 104 where it is "
    "passed by 4",
    "`% vượt KH` says how much is beyond the plan, `So với KH (lần)` is no percentage, and `% so KH quý` is of another "
    "plan. Such a column is never taken for the percentage of the year's plan, so a row that says nothing else reports "
    "no figure.",
)
TITLE_OVERRULED = _warning(
    "D290",
    "title-overruled",
    "the rows above the table name `{value}`; what is read are the columns of {period}, which was asked for",
    "look whether it is the right table; leave --period out to read the period that the table names",
    "A form of the next year's plan also has the figures of this year. If the user states a period and a column "
    "names that period, the column is read whatever the title says.",
)
SHEET_MISSING = _error(
    "D291",
    "sheet-missing",
    "the workbook has no sheet `{value}`; its sheets are: {known}",
    "give the name of one of these sheets with --sheet",
    "A sheet is named by the name on its tab; capitals and spaces make no difference.",
)
COLUMN_NOT_THERE = _error(
    "D292",
    "column-not-there",
    "no table has a column `{column}`; the columns are: {found}",
    "name a column by its letters or by its heading, as in --column value=G",
    "With --column the user assigns columns that headings leave open. A column that does not exist cannot be "
    "meant, so no other one is read instead.",
)
SENT_UNCLEAR = _warning(
    "D330",
    "sent-unclear",
    "`{value}` does not say on which day the form was sent, or another place says another day",
    "write the day as 05/7/2024 behind `Ngày gửi`",
    "The day stated in the form decides whether a unit was late. If the day is unreadable, or stated twice and "
    "differently, it counts as unknown, and written reports say so. The time of a file is never used instead, "
    "and no figure is affected.",
)
EXPLAINS_ANOTHER = _warning(
    "D332",
    "explanation-of-another",
    "the sheet of explanations is of {period}, or of a unit that this file does not report of, and is not used",
    "write the explanations on the sheet of the marked workbook of this period",
    "An explanation is of one unit and period. That of another, which stayed in a workbook that was used again, would "
    "explain figures that it does not know. No figure and no verdict follows from any explanation.",
)
EXPLAINS_NOTHING = _warning(
    "D333",
    "explanation-of-no-target",
    "“{value}” is explained, but is no target of the rule pack or is explained twice",
    "write the name of the target as the form has it, or take the block out",
    "A unit's explanation appears beside its target in written reports. An explanation of anything else appears "
    "nowhere.",
)
EARLIER_NOT_COMPARED = _info(
    "D334",
    "earlier-not-compared",
    "{indicator}: `{value}` of the same period of the year before is no figure of this measure, and is not compared",
    "write the figure of that period in the unit of the row, or add the report of that period to the files",
    "A column of the same period, such as “Thực hiện cùng kỳ năm trước”, is read beside the reported figures. What is "
    "no single figure, or measures something else, is not compared. No verdict follows from that column.",
)
NOTE_MARK = _warning(
    "D336",
    "mark-beside-figure",
    "`{value}` has the mark `{mark}`: {said}",
    "look whether the note changes what the figure counts; write the figure of the indicator alone",
    "Marks such as `(*)` and `(1)` stand for a note above or below the table. A note that calls the figure an estimate "
    "or provisional makes it one. Whatever else it says is reported, and changes no figure and no verdict.",
)
SHARE_CONTRADICTS = _error(
    "D337",
    "percentage-contradicts-its-numbers",
    "`{value}`: {share} is not the share of its two numbers, which is {computed}",
    "correct the one that is wrong",
    "A percentage that stands beside the two numbers that it is computed from says the same twice. Where they differ "
    "by more than the rounding of the percentage, nobody can say which is right.",
)
OTHER_DAY = _error(
    "D335",
    "figure-of-another-day",
    "`{value}` is of another day than the end of {period}, which is {last}",
    "report the figure of that day, or the day of all figures of the report (as_of)",
    "A figure that names its day is of that day. That of another day than the period's last one, and than the day of "
    "the report's figures, is not the figure of the period.",
)
LAYOUT_TAKEN = _info(
    "D293",
    "layout-taken",
    "the column `{heading}` is read as {name}, as `layouts` in the settings says",
    "look whether the office has changed what stands there",
    "A layout that somebody confirmed once is kept in checker.yaml by headings. It is reported each time, because the "
    "same heading may mean something else in another form.",
)
UNKNOWN_FIGURES = _warning(
    "D294",
    "rows-of-no-indicator",
    "rows with figures that are no indicators of pack `{pack}` are not read ({count}): {names}",
    "where one of them is meant, write the name that the pack uses, or add it to `aliases` in the pack",
    "Forms of offices have more rows than one pack needs. Such rows are counted and named once. If the name of a "
    "row is close to that of an indicator without a row, a question is asked (D101).",
)
NO_FIGURE_SAID = _info(
    "D295",
    "no-figure-said",
    "{place} ({indicator}) says “{value}”: there is no figure yet",
    "leave the cell empty, or write the figure",
    "Words and signs such as `đang tổng hợp`, `-`, `x` and `KPS` are neither a figure nor a mistake. The row "
    "reports nothing, so only a target that is due fails for it. If `không phát sinh` means 0, the pack states "
    "that under `words`.",
)
COLUMNS_CONTEST = _error(
    "D253",
    "columns-contest",
    "several columns could be {what}: {columns}",
    "leave one of them out, or let its heading say what makes it different, such as its period",
    "Which of several columns is meant is said by their headings, by the user with --column, or by nobody.",
)
FORM_CONTRADICTS = _error(
    "D254",
    "form-contradicts",
    "{what} is `{value}` here, but `{other}` {where}",
    "correct the one that is wrong",
    "A form that is assessed for another period, unit or pack than it was filled in for gives wrong verdicts.",
)
FORM_INCOMPLETE = _error(
    "D255",
    "form-incomplete",
    "the form does not say {what}",
    "give it with {option}",
    "Unit and period come from the template's own sheet, from the command line or from the rows above the table. "
    "`Kế hoạch năm 2024` is the year of the plan, not the period of the figures.",
)
SEVERAL_PERIODS = _error(
    "D256",
    "several-periods",
    "the rows above the table name several periods: {periods}",
    "write `Kỳ báo cáo: ...` above the table, or give the period with --period",
    "Titles often name both the reported and the planned period.",
)
UNIT_CONTRADICTS = _error(
    "D264",
    "unit-contradicts",
    "`{value}`: the unit is `{found}` here, but `{other}` {where}",
    "correct the one that is wrong",
    "The cell, the column of units and the heading must agree, or the value could be wrong a thousand times.",
)
NAMELESS_VALUE = _error(
    "D265",
    "value-without-indicator",
    "the value `{value}` is in a row that names no indicator",
    "write the indicator's name or id into the row, or delete the value",
    "A value that belongs to nothing would be lost silently.",
)
TITLE_UNKNOWN = _error(
    "D266",
    "title-does-not-fit-code",
    "`{given}` is {indicator}, but the row is called `{title}`, which the pack does not know",
    "check that the row has the right code; a title that offices use belongs under `aliases` in the pack",
    "The row was matched by its code. If rows were moved or a code was copied, the value belongs to another indicator.",
)
ADDRESS_CONTRADICTS = _error(
    "D267",
    "title-contradicts-code",
    "the row addresses two indicators: `{first}` and `{second}`",
    "correct the code or the title",
    "Nobody can say which of the two the value belongs to, so it was given to neither.",
)
OTHER_SPAN = _error(
    "D268",
    "value-of-another-span",
    "{indicator}: the value is {found}, but the pack wants the one {wanted}",
    "fill in the column that the pack wants",
    "A year-to-date value and a value of the period alone differ unless the period starts in January.",
)
SEVERAL_DAYS = _error(
    "D269",
    "several-days",
    "the rows of {unit} for {period} stand for several days: {first} and {second}",
    "send the figures of each day in a file of their own",
    "The day decides which targets are in force and which of two reports is the later one.",
)
SAME_HEADING = _error(
    "D271",
    "heading-twice",
    "two columns are headed `{heading}` ({first_place} and {second_place}), and either could be {what}",
    "delete one of them, or let their headings say what makes them different",
    "If two columns have one name, either may be wrong. Capitals, spaces and the way in which letters are stored "
    "make no difference between headings. Columns that are not read may repeat.",
)
OTHER_BLOCK = _error(
    "D273",
    "rows-of-another-period",
    "the rows below `{block}` are of another period than {period}",
    "put them into a table or a file of their own, or delete them",
    "A row that only names a year or a part of it applies to the rows below it, up to the next such row. Figures "
    "of one period never count for another.",
)
UNIT_REPEATS_NOTHING = _error(
    "D285",
    "unit-repeats-nothing",
    "`{value}` repeats the unit above, but no row above states one",
    "write the unit into the row",
    "A ditto mark in the column of units repeats the unit of the row above. If that row has none, or a figure "
    "without a unit is in between, the unit is unclear.",
)
UNIT_ELSEWHERE = _error(
    "D286",
    "unit-elsewhere",
    "`{value}` has no unit of its own: it may be in `{found}`, which stands {where}, or in `{expected}`",
    "write the unit into the cell or into the column of units",
    "A unit near a bare figure may be meant for it. Where it is of another size than the pack's unit, the figure read "
    "in the wrong one of them would be wrong ten or a thousand times.",
)
