"""P: packs written as tables, and the conversion of packs between forms."""

from __future__ import annotations

from checker.domain.codes.registry import error as _error

PACK_TABLE = _error(
    "P260",
    "table-unusable",
    "this is no table of targets: {reason}",
    "see docs/packs.md on tables",
    "A table has headings in its first row and one target a row; the second sheet of a workbook is its head.",
)
PACK_HEADING = _error(
    "P261",
    "heading",
    "the heading `{value}` {reason}",
    "see docs/packs.md on the columns of a table",
    "Nothing of a table is left out silently, so each of its columns has a heading that is known.",
)
PACK_HEADING_MISSING = _error(
    "P262",
    "heading-missing",
    "the table has no column {missing}",
    "add it",
    "A target has at least a code, a title, a unit and the words of its document.",
)
PACK_ROW = _error(
    "P263",
    "row-incomplete",
    "this row lacks {missing}",
    "fill in the cell, or delete the row",
    "Each row is one target. Headings between rows belong into the column of groups.",
)
PACK_TABLE_CELL = _error(
    "P264",
    "cell-not-as-seen",
    "this cell is not taken: {reason}",
    "write into the cell, as plain text, what is meant",
    "A rule must be what people see. A cell that is hidden, formatted, merged or computed may show something else.",
)
PACK_WORDS_UNREAD = _error(
    "P265",
    "words-not-read",
    "`{indicator}`: {reason}",
    "quote the words of the document for this one target, or write the pack in YAML, where the comparator is stated",
    "In a table the target follows from the words of its document alone. What is not read is never taken for likely.",
)
PACK_DIRECTION_OPEN = _error(
    "P266",
    "direction-open",
    "`{indicator}`: {reason}",
    "add the column “Chiều”: càng cao càng tốt, càng thấp càng tốt, or không có chiều",
    "“Đạt 5” is a floor for revenue and a ceiling for accidents. Where neither words nor title tell, somebody has to.",
)
PACK_KIND_OPEN = _error(
    "P267",
    "kind-open",
    "`{indicator}`: {reason}",
    "add the column “Loại”: cộng dồn, thời điểm, tỷ lệ, or đạt/không đạt",
    "What adds up over the year is judged by its sum and has a pace; a level is judged at its day.",
)
PACK_MEASURES_OPEN = _error(
    "P268",
    "measures-open",
    "`{indicator}`: {reason}",
    "add the column “Đo”: mức, mức tăng, mức giảm, or tốc độ tăng; for a level also its `baseline`, in the head",
    "“Giảm 1,5%” is 1.5 where offices report the reduction, and 2.7 where they report the rate that is left.",
)
PACK_STATED_TWICE = _error(
    "P269",
    "stated-twice",
    "`{key}` stands in the head and follows from the table",
    "keep one of the two",
    "If two say different things, nobody can know which one applies.",
)
PACK_HEAD_ROW = _error(
    "P270",
    "no-row-for-head",
    "the head speaks of `{value}`, which is no row of the table",
    "name a row by its identifier, which follows from its code unless the table has a column “Định danh”",
    "What the head says of a target would be lost.",
)
PACK_TWO_FILES = _error(
    "P271",
    "two-files-of-one-id",
    "{files} are packs of one id",
    "keep one of them",
    "Which of them judges would depend on the order in which they are looked for.",
)
PACK_NO_HEAD = _error(
    "P272",
    "head-missing",
    "the table has no head: {reason}",
    "see docs/packs.md on the head of a table",
    "The id, the unit, the year and the documents of a pack stand in its head.",
)
PACK_HEAD_CELL = _error(
    "P273",
    "head-cell",
    "this cell of the head is not read: {reason}",
    "write a key such as `title` or `documents.nq.title` in the first column, and its value in the second",
    "The head of a workbook is what stands in the head of a pack in YAML, a key a row.",
)
PACK_NOT_WRITTEN = _error(
    "P274",
    "not-written",
    "the pack is not written: {reason}",
    "make this change in the file itself",
    "Another form of a pack must mean the same. It is read again before it is written, and what differs stops it.",
)
