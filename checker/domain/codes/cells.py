"""D2xx: workbooks and tables as files, and what single cells hold."""

from __future__ import annotations

from checker.domain.codes.registry import error as _error
from checker.domain.codes.registry import warning as _warning

WORKBOOK_DAMAGED = _error(
    "D201",
    "workbook-damaged",
    "the workbook cannot be read: {reason}",
    "open it in Excel or LibreOffice, save it anew, and send that",
    "A workbook that no library reads whole may have lost cells, so nothing of it is used.",
)
WRONG_TYPE = _error(
    "D202",
    "wrong-type",
    "the file is named {suffix}, but it is {found}",
    "save it as the type that its name says, or give it its right name",
    "A file that is another than its name says is read differently by different programs.",
)
PASSWORD_PROTECTED = _error(
    "D203",
    "password-protected",
    "the workbook is protected by a password",
    "remove the password that opens it, and save it",
    "An encrypted file cannot be read. Cell protection against changes does not matter.",
)
ARCHIVE_UNSAFE = _error(
    "D204",
    "archive-unsafe",
    "the archive has {what}",
    "save it anew with Excel or LibreOffice",
    "No office program writes this; it is how files are made that show different things to different readers, or that "
    "overwhelm them.",
)
TOO_SLOW = _error(
    "D205",
    "too-slow",
    "the file was not read within {seconds} seconds of processor time",
    "send it without what is not needed: other sheets, pictures, formats of empty rows",
    "A deadline keeps a broken or hostile file from stopping everything.",
)
TOO_HUNGRY = _error(
    "D206",
    "too-hungry",
    "reading the file needs more than {limit} MB of memory",
    "send it without what is not needed: other sheets, pictures, formats of empty rows",
    "A bound keeps a broken or hostile file from filling the memory.",
)
READERS_DISAGREE = _error(
    "D211",
    "readers-disagree",
    "two readers find different things here: `{first}` and `{second}`",
    "type the cell's content again and save the file anew",
    "A cell that programs show differently could mislead the signer of the report, so it is not used.",
)
LEGACY_ENCODING = _error(
    "D221",
    "legacy-encoding",
    "this is text in {encoding}, from before Unicode",
    "in Excel: save as “CSV UTF-8”; in a text editor or Unikey: convert to Unicode UTF-8",
    "These encodings use the same bytes for different letters. Guessing between them could change names and figures.",
)
DELIMITER_UNCLEAR = _error(
    "D222",
    "delimiter-unclear",
    "it is not clear what separates the columns: {found}",
    "save it with semicolons, and put texts that contain them in quotes",
    "Cells split at the wrong sign would be other figures.",
)
LEGACY_CONVERTED = _warning(
    "D297",
    "legacy-converted",
    "the texts are written for a font of {encoding}; they were converted into Unicode by its table",
    "look at the names that were read; convert the workbook into Unicode, with Unikey say, before it is sent on",
    "In TCVN3 each letter has one code, so the texts of a workbook have one reading. Figures are the same in every "
    "font. Capitals that only a font of capitals shows come out as small letters, which makes no difference.",
)
ONLY_PICTURES = _error(
    "D296",
    "only-a-picture",
    "there is no table of cells: what is seen is a picture",
    "ask for the workbook with the figures typed into cells; figures in a picture are not read",
    "A scanned or pasted table is a picture of figures, and reading it would be guessing.",
)
DATE_CELL = _error(
    "D257",
    "date-in-place-of-number",
    "the cell contains the date {value} instead of a number",
    "format the cell as a number or as text, and type the figure again",
    "Spreadsheets turn texts such as 07/02 into dates as they are typed; the figure itself is then lost.",
)
LOGICAL_CELL = _error(
    "D258",
    "logical-in-place-of-number",
    "the cell contains the logical value {value} instead of a number",
    "type the figure, or words such as `đạt`",
    "TRUE and FALSE come from formulas or check boxes and are not figures.",
)
ERROR_CELL = _error(
    "D259",
    "error-cell",
    "the cell contains the error {value}",
    "mend the formula, or type the figure",
    "A failed calculation is not a figure.",
)
NO_RESULT_CELL = _error(
    "D260",
    "formula-without-result",
    "the cell contains a formula whose result was not saved",
    "open the file in the spreadsheet program and save it again",
    "Formulas are not calculated here; the result is read that the spreadsheet program saved with the file.",
)
MERGED_CELL = _error(
    "D261",
    "merged-value",
    "`{value}` stands in cells merged over {count} rows or columns, so nobody can say whose value it is",
    "unmerge the cells and write each value into its own",
    "A merged cell keeps one text for all the places that it covers.",
)
HIDDEN_CELL = _error(
    "D262",
    "hidden-value",
    "the value `{value}` is in a hidden row or column",
    "show the row or column if the value is meant, else delete it",
    "Content that was invisible when the form was signed does not count as reported.",
)
HIDDEN_SHEET = _error(
    "D263",
    "hidden-table",
    "the hidden sheet `{sheet}` contains a table, which was not read",
    "show the sheet if it is part of the report, else delete it",
    "Content that was invisible when the form was signed does not count as reported.",
)
MANY_READINGS = _error(
    "D270",
    "format-changes-value",
    "the cell stores {stored}, but its format shows {shown}",
    "format the cell as a plain number, and check it",
    "A number format can show a value divided by a thousand, or as a percentage only under some condition.",
)

QUOTED_LINES = _error(
    "D272",
    "line-in-quotes",
    "the whole line stands in quotes, so that it is one cell",
    "take off the quotes around the line and halve those inside it, or split the column in Excel and save it anew",
    "This happens where lines of CSV are pasted into one column of a spreadsheet and saved. What was a cell of its own "
    "before is then part of a text.",
)
STRICT_WORKBOOK = _error(
    "D276",
    "strict-open-xml",
    "the workbook was saved as “Strict Open XML”, which is not read",
    "in Excel: save it as “Excel Workbook (*.xlsx)”",
    "The strict variant has the same suffix, but is written in another vocabulary, which hardly any program reads.",
)
UNSEEN_VALUE = _error(
    "D277",
    "value-not-shown",
    "the value `{value}` is in the cell, but nobody sees it: {why}",
    "let the cell show the value if it is meant, else delete it",
    "Content that was invisible when the form was signed does not count as reported.",
)
STRUCK_OUT = _error(
    "D278",
    "struck-out-value",
    "`{value}` is struck out, so it is not a figure",
    "type the figure that holds, or empty the cell",
    "A figure is struck out to withdraw it.",
)
MARKS_LEFT_OUT = _warning(
    "D279",
    "marks-left-out",
    "`{value}` was read; `{left}` beside it is struck out or a raised mark and was left out",
    "check that this is the figure that is meant",
    "Superscript digits after a figure are footnote marks, and struck-out ones were withdrawn. They are not part "
    "of the figure.",
)
CELL_TWICE = _error(
    "D280",
    "cell-twice",
    "the file writes this cell twice, or out of its place: `{value}` is not its only content",
    "open the file in the spreadsheet program, check the cell and save it anew",
    "No office program writes a cell twice. Different programs show different ones of its contents.",
)
FORMAT_WRITES = _error(
    "D281",
    "format-writes-figure",
    "the cell stores {stored}, but its format `{format}` writes signs or digits of its own beside it",
    "format the cell as a plain number, and check it",
    "A format may write digits, separators, signs and words around the number, so that people see another one than is "
    "stored. Only a unit is understood there.",
)
MARKS_UNCLEAR = _error(
    "D282",
    "marks-within-figure",
    "`{value}` has characters within or behind a figure that are raised, struck out, or too small or too pale to be "
    "seen, so the figure is not certain",
    "type the figure alone, and what the mark refers to into the column of notes",
    "A raised digit may be the mark of a footnote, an exponent or a digit of the figure.",
)
OWN_REPORT = _error(
    "D283",
    "own-report",
    "this workbook is a report that checker wrote, not one that an office sends",
    "check the file from which it was made",
    "A report shows figures as they were read, with verdicts beside them. Reading it again would check the "
    "program's own output.",
)
