"""The report as an official letter: its layout, its texts, benign and hostile, and templates of an office's own.

``UPDATE_GOLDEN=1`` writes the golden files anew; read the difference before it is kept.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from checker.assessment import Options
from checker.domain.exit import ExitCode
from checker.domain.letterhead import Letterhead
from checker.domain.report import Run
from checker.domain.text import message
from checker.errors import PackError
from checker.language import Language, display_safe
from checker.pipeline import check
from checker.readers.letterhead import read_letterhead
from checker.reporters import Paper, machine
from checker.reporters.letter.template import variables
from tests.command import checker
from tests.examples import each_row, some_nightly
from tests.libreoffice import converted
from tests.test_reporters import GOLDEN, HOSTILE, RUN, assert_golden, hostile
from tests.test_reporters_machines import RICH, WORSE
from tests.test_reporters_xlsx import LONG, NAMES, SEED
from tests.workbooks import zipped

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
HEAD = Letterhead(
    agency="Cơ quan thử",
    superior_agency="Cơ quan trên thử",
    number="07",
    symbol="BC-CQT",
    place="Nơi thử",
    date=dt.date(2025, 2, 3),
    on_behalf_of="TM. Cơ quan thử",
    signer_title="Thủ trưởng",
    signer_name="Người Ký Thử",
    recipients=("Cơ quan trên thử;", "Lưu: VT, KTTH"),
    addressees=("Cơ quan trên thử",),
)
ROOM = Mm(165)


def made(run: Run = RICH, language: str = "vi", **paper: Any) -> bytes:
    return machine("docx", Paper(**paper))(run, Language(language))


def opened(data: bytes) -> Any:
    return Document(io.BytesIO(data))


def rendition(document: Any) -> Iterator[str]:
    """Yield what a document holds: pages, then paragraphs with their styles, and tables row by row."""
    for section in document.sections:
        size = f"{section.page_width.mm:.0f}x{section.page_height.mm:.0f}"
        margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
        yield f"page {size} margins {' '.join(f'{margin.mm:.0f}' for margin in margins)}"
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield f"{named(block)}: {block.text}"
        else:
            yield f"table of {len(block.columns)} columns"
            for row in block.rows:
                # A cell over several columns is given for each of them.
                cells = dict.fromkeys(cell._tc for cell in row.cells)  # noqa: SLF001 - what identifies it
                texts = (" / ".join(p.text for p in cell.p_lst if p.text) for cell in cells)
                yield "  | " + " | ".join(texts)


def named(paragraph: Paragraph) -> str:
    return paragraph.style.name or "" if paragraph.style is not None else ""


def texts(data: bytes) -> str:
    return "\n".join(rendition(opened(data)))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_golden(language):
    letterhead = HEAD if language == "vi" else None
    text = "".join(f"{line}\n" for line in rendition(opened(made(RICH, language, letterhead=letterhead))))
    assert_golden(text, GOLDEN / f"docx.{language}.txt")


def test_the_same_run_is_the_same_file():
    assert made(letterhead=HEAD) == made(letterhead=HEAD)
    assert {entry.date_time[0] for entry in zipfile.ZipFile(io.BytesIO(made())).infolist()} == {1980}


# ---- the layout of the decree --------------------------------------------------------------

LOOKS = [
    # style, points, bold, italic, alignment
    ("State", (12, 13), True, False, WD_ALIGN_PARAGRAPH.CENTER),
    ("Motto", (13, 14), True, False, WD_ALIGN_PARAGRAPH.CENTER),
    ("Superior", (12, 13), False, False, WD_ALIGN_PARAGRAPH.CENTER),
    ("Agency", (12, 13), True, False, WD_ALIGN_PARAGRAPH.CENTER),
    ("Number", (13, 13), False, False, WD_ALIGN_PARAGRAPH.CENTER),
    ("PlaceAndDate", (13, 14), False, True, WD_ALIGN_PARAGRAPH.CENTER),
    ("Kind", (13, 14), True, False, WD_ALIGN_PARAGRAPH.CENTER),
    ("Subject", (13, 14), True, False, WD_ALIGN_PARAGRAPH.CENTER),
    ("Body", (13, 14), False, False, WD_ALIGN_PARAGRAPH.JUSTIFY),
    ("Part", (13, 14), True, False, WD_ALIGN_PARAGRAPH.JUSTIFY),
    ("Clause", (13, 14), True, False, WD_ALIGN_PARAGRAPH.JUSTIFY),
    ("Item", (13, 14), False, False, WD_ALIGN_PARAGRAPH.JUSTIFY),
    ("Signer", (13, 14), True, False, WD_ALIGN_PARAGRAPH.CENTER),
    ("RecipientsHead", (12, 12), True, True, WD_ALIGN_PARAGRAPH.LEFT),
    ("Recipients", (11, 11), False, False, WD_ALIGN_PARAGRAPH.LEFT),
    ("PageNumber", (13, 14), False, False, WD_ALIGN_PARAGRAPH.CENTER),
    ("AnnexNumber", (14, 14), True, False, WD_ALIGN_PARAGRAPH.CENTER),
    ("AnnexTitle", (13, 14), True, False, WD_ALIGN_PARAGRAPH.CENTER),
    ("AnnexedTo", (13, 14), False, True, WD_ALIGN_PARAGRAPH.CENTER),
]


@cache
def letter() -> Any:
    return opened(made(letterhead=HEAD))


@pytest.mark.parametrize(("name", "sizes", "bold", "italic", "alignment"), LOOKS, ids=[look[0] for look in LOOKS])
def test_letters_look_as_the_decree_has_it(name, sizes, bold, italic, alignment):
    document = letter()
    style = document.styles[name]
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert style.font.name is None
    assert Pt(sizes[0]) <= style.font.size <= Pt(sizes[1])
    assert (style.font.bold, style.font.italic, style.paragraph_format.alignment) == (bold, italic, alignment)
    if name in ("Body", "Item"):
        assert style.paragraph_format.space_after >= Pt(6)
        assert Mm(10) <= style.paragraph_format.first_line_indent <= Mm(12.7)


def test_pages_margins_and_numbers():
    letter, *across = opened(made()).sections
    assert (round(letter.page_width.mm), round(letter.page_height.mm)) == (210, 297)
    assert 20 <= round(letter.top_margin.mm) <= 25
    assert 20 <= round(letter.bottom_margin.mm) <= 25
    assert 30 <= round(letter.left_margin.mm) <= 35
    assert 15 <= round(letter.right_margin.mm) <= 20
    assert len(across) == 2
    for section in across:
        assert (section.orientation, round(section.page_width.mm)) == (WD_ORIENT.LANDSCAPE, 297)
    for section in (letter, *across):
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml  # noqa: SLF001 - fields have no name of their own
    # How much is in doubt stands on the first page of the letter alone, and outside its text.
    assert (
        letter.first_page_header.paragraphs[0].text
        == "Dự thảo: 1 số liệu cần làm rõ trước khi ký; 1 tệp không đọc được, chưa có trong dự thảo; "
        "chưa có tên đơn vị cho made"
    )
    assert {section.first_page_header.paragraphs[0].text for section in across} == {""}
    # Each annex is numbered by itself.
    assert opened(made()).element.body.xml.count('w:pgNumType w:start="1"') == len(across)


def test_the_head_of_a_table_is_repeated_and_no_row_is_cut():
    annex = next(table for table in opened(made()).tables if len(table.columns) == 9)
    xml = annex._tbl.xml  # noqa: SLF001 - python-docx has no word for these
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") == len(annex.rows)


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (dt.date(2025, 2, 3), "ngày 03 tháng 02 năm 2025"),
        (dt.date(2024, 7, 2), "ngày 02 tháng 7 năm 2024"),
        (dt.date(2024, 12, 31), "ngày 31 tháng 12 năm 2024"),
        (None, "ngày … tháng … năm …"),
    ],
)
def test_days_have_the_zeros_that_nobody_can_add_to(date, said):
    assert f"Nơi thử, {said}" in texts(made(letterhead=HEAD._replace(date=date)))


def test_what_nobody_stated_is_left_open_and_marked():
    document = opened(made())
    head = document.tables[0]
    runs = [run for row in head.rows for cell in row.cells for p in cell.paragraphs for run in p.runs]
    marked = [run.text for run in runs if run.font.highlight_color is not None]
    assert marked == ["[TÊN CƠ QUAN, TỔ CHỨC]", "Số: …/BC-…", "…, ngày … tháng … năm …"]
    # With a complete letterhead nothing is marked but what the office writes itself.
    stated = opened(made(letterhead=HEAD))
    runs = [run for p in stated.paragraphs for run in p.runs]
    assert {run.text for run in runs if run.font.highlight_color is not None} == {"…"}
    assert not any("w:highlight" in table._tbl.xml for table in stated.tables)  # noqa: SLF001 - as above


RECIPIENTS = [
    # addressees, recipients, drafting unit, copies, and what stands below "Nơi nhận:"
    ((), (), "", "", ["- Lưu: VT, …."]),
    (("A",), (), "KT", "5", ["- Như trên;", "- Lưu: VT, KT (05)."]),
    ((), ("Như trên", "B"), "KT", "", ["- B;", "- Lưu: VT, KT."]),
    (("A", "B"), ("- Như trên;", "C;", "Lưu: VT"), "KT", "", ["- Như trên;", "- C;", "- Lưu: VT."]),
]


@pytest.mark.parametrize(("addressees", "recipients", "unit", "copies", "lines"), RECIPIENTS)
def test_as_above_is_printed_where_there_are_addressees(addressees, recipients, unit, copies, lines):
    head = Letterhead(addressees=addressees, recipients=recipients, drafting_unit=unit, archive_copies=copies)
    document = opened(made(letterhead=head))
    cell = document.tables[1].rows[0].cells[0]
    assert [p.text for p in cell.paragraphs if named(p) == "Recipients"] == lines
    told = [p.text for p in document.paragraphs if named(p).startswith("Addressee")]
    assert told == {0: [], 1: ["Kính gửi: A."], 2: ["Kính gửi:", "- A;", "- B."]}[len(addressees)]


@pytest.mark.parametrize(
    ("agency", "lines"),
    [
        ("Sở Công Thương", ["SỞ CÔNG THƯƠNG"]),
        ("Ủy ban nhân dân xã Ví Dụ", ["ỦY BAN NHÂN DÂN", "XÃ VÍ DỤ"]),
        ("Ủy ban nhân dân thị xã Ví Dụ Mới", ["ỦY BAN NHÂN DÂN", "THỊ XÃ VÍ DỤ MỚI"]),
        ("Ủy ban nhân dân thành phố Phường Đẹp", ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ PHƯỜNG ĐẸP"]),
    ],
)
def test_a_long_name_is_broken_before_its_proper_name(agency, lines):
    document = opened(made(letterhead=HEAD._replace(agency=agency, superior_agency="")))
    (text,) = [p.text for p in document.tables[0].rows[0].cells[0].paragraphs if named(p) == "Agency"]
    assert text.split("\n") == lines


@each_row(("number", "said"), [("7", "07"), ("07", "07"), ("12", "12"), ("7a", "7a"), ("", "…")])
def test_a_number_below_ten_has_a_zero(number, said):
    assert f"Số: {said}/BC-CQT" in texts(made(letterhead=HEAD._replace(number=number)))


def test_an_annex_alone_has_no_number():
    alone = texts(made(Run(RICH.reports[1:], (), (), ExitCode.PASSED)))
    assert "AnnexNumber: Phụ lục\n" in alone
    assert "AnnexNumber: Phụ lục I\n" in texts(made())


def test_a_run_without_a_report_says_what_kept_it():
    text = texts(made(Run((), RUN.diagnostics, (), ExitCode.UNREADABLE), "en"))
    assert "Body: No report could be made: 1 files cannot be read." in text
    assert "second.yaml" not in text


# ---- hostile texts -------------------------------------------------------------------------


def shape(document: Any) -> list[tuple[str, int]]:
    blocks = document.iter_inner_content()
    return [(named(one), 0) if isinstance(one, Paragraph) else ("", len(one.rows)) for one in blocks]


@pytest.fixture(scope="module")
def benign() -> list[tuple[str, int]]:
    return shape(opened(made(hostile("benign"), "en")))


MARKUP_OF_XML = next(text for text in WORSE if text.startswith("]]>"))


# What only workbooks take for a formula, or for too long, waits for the night.
@pytest.mark.parametrize("text", some_nightly([*WORSE, *LONG], {*HOSTILE, MARKUP_OF_XML}.__contains__), ids=NAMES)
def test_texts_stay_texts(text, benign):
    data = made(hostile(text), "en", letterhead=Letterhead(agency=text, signer_name=text, recipients=(text or "x",)))
    document = opened(data)
    assert shape(document) == benign
    assert display_safe(text).rstrip(".") in "\n".join(rendition(document))


# ---- letterheads ---------------------------------------------------------------------------

LETTERHEAD = """\
letterhead: 1
agency: Cơ quan thử
superior_agency: Cơ quan trên thử
number: 07
symbol: BC-CQT
place: Nơi thử
date: 2025-02-03
on_behalf_of: TM. Cơ quan thử
signer_title: Thủ trưởng
signer_name: Người Ký Thử
recipients:
  - Cơ quan trên thử;
  - "Lưu: VT, KTTH"
addressees: [Cơ quan trên thử]
"""


def test_a_letterhead_is_read_as_it_is_written(tmp_path):
    path = tmp_path / "head.yaml"
    path.write_text(LETTERHEAD, encoding="utf-8")
    assert read_letterhead(str(path)) == HEAD
    path.write_text("letterhead: 1\n", encoding="utf-8")
    assert read_letterhead(str(path)) == Letterhead()


@each_row(
    ("text", "places"),
    [
        ("letterhead: 1\nagency: \0\n", ["L002:2:9"]),
        (f"letterhead: 1\n#{'x' * 2_000_000}", ["L006:0:0"]),
        ("agency: A\n", ["L011:1:1"]),
        ("letterhead: 2\n", ["L016:1:13"]),
        ("letterhead: 1\nagancy: A\ndate: 2/3/2025\n", ["L010:2:1", "L014:3:7"]),
        ("letterhead: 1\nagency: [a]\nrecipients: VT\n", ["L012:2:9", "L012:3:13"]),
        ("letterhead: 1\nrecipients:\n  - {a: b}\n  - ''\n", ["L012:3:5", "L012:4:5"]),
        ("- a\n", ["L012:1:1"]),
        ("letterhead: 1\narchive_copies: many\naddressees: VT\n", ["L012:2:17", "L012:3:13"]),
        ("letterhead: 1\nagency: A\nagency: B\n", ["L004:3:1"]),
    ],
)
def test_every_trouble_of_a_letterhead_has_its_place(tmp_path, text, places):
    path = tmp_path / "head.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_letterhead(str(path))
    found = [f"{one.code.id}:{one.location.line}:{one.location.column}" for one in caught.value.diagnostics]
    assert found == places


@each_row(("name", "code"), [("none.yaml", "L001"), ("folder.yaml", "L001"), ("head.txt", "L008")])
def test_a_letterhead_that_is_no_such_file_is_refused(tmp_path, name, code):
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "head.txt").write_text(LETTERHEAD, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_letterhead(str(tmp_path / name))
    assert [one.code.id for one in caught.value.diagnostics] == [code]


# ---- templates -----------------------------------------------------------------------------

TEMPLATE = [
    "{{ letterhead.agency }} – {{ letterhead.number_and_symbol }} – {{ letterhead.date }}",
    "{{ subject }}",
    "{%p for report in reports %}",
    "{{ report.unit }}, {{ report.period }}: {{ report.met }}/{{ report.counted }} – {{ report.gate }}",
    "{%p for section in report.sections %}{%p for line in section.lines %}",
    "{{ line.number }}. {{ line.title }} | {{ line.plan }} | {{ line.actual }} | {{ line.verdict }}",
    "{%p endfor %}",
    "{%p endfor %}",
    "{%p for finding in report.findings %}",
    "{{ finding.code }} {{ finding.message }} ({{ finding.place }})",
    "{%p endfor %}",
    "{%p endfor %}",
    "{%p for trouble in troubles %}",
    "{{ trouble.code }} {{ trouble.place }}",
    "{%p endfor %}",
    "{{ exit.code }}: {{ exit.reason }}",
]


@cache
def template(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        for part in line.replace("%}{%p", "%}\n{%p").split("\n"):
            document.add_paragraph(part)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def damaged(part: str) -> bytes:
    """Return a document of which one part is another element than it must be."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template("x"))) as sound, zipfile.ZipFile(file, "w") as archive:
        for name in sound.namelist():
            archive.writestr(name, b"<x/>" if name == part else sound.read(name))
    return file.getvalue()


def test_a_template_of_an_office_is_filled_in():
    text = texts(made(template=template(*TEMPLATE), path="mau.docx", letterhead=HEAD))
    assert "Cơ quan thử – Số: 07/BC-CQT – ngày 03 tháng 02 năm 2025" in text
    assert "1. Thu ngân sách trên địa bàn, không kể thu tiền sử dụng đất | 317 | 301,4 | Không đạt" in text
    assert "made, 6 tháng đầu năm 2024: 38/44 – chưa đạt yêu cầu" in text
    assert "D004 reports/second.yaml:12:3" in text
    assert "{" not in text


def test_every_variable_is_described():
    page = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
    table = page.split("| variable | holds |")[1].split("\n\n")[0]

    def keys(value: Any) -> Iterator[str]:
        match value:
            case dict():
                for key, inner in value.items():
                    yield key
                    yield from keys(inner)
            case list():
                for inner in value:
                    yield from keys(inner)

    assert set(keys(variables(RICH, Language("vi"), HEAD))) <= set(re.findall(r"`(\w+)`", table))


def filled_in(text: str) -> Any:
    of_an_office = template("{{ reports[0].unit }}", "{{ letterhead.agency }}")
    return opened(made(hostile(text), template=of_an_office, path="t.docx", letterhead=Letterhead(agency=text)))


@pytest.fixture(scope="module")
def benign_template() -> list[tuple[str, int]]:
    return shape(filled_in("x"))


MARKUP = ["{{ 7 * 7 }}", "{% for x in y %}"]


@pytest.mark.parametrize(
    "text",
    some_nightly([*WORSE, *MARKUP], lambda text: text in {*HOSTILE, *MARKUP}),
    ids=lambda text: ascii(text)[:40],
)
def test_texts_stay_texts_in_a_template(text, benign_template):
    document = filled_in(text)
    assert shape(document) == benign_template
    assert document.paragraphs[0].text == display_safe(text)


@each_row(
    ("made_of", "given", "code"),
    [
        (str.encode, "no document", "L101"),
        (zipped, {"a.txt": b"a"}, "L101"),
        (template, "{{ nothing_of_that_name }}", "L102"),
        (template, "{{ subject.nothing }}", "L102"),
        (template, "{% for x in reports %}", "L102"),
        (template, "{{ ''.__class__.__mro__ }}", "L102"),
        (template, "{{ subject + 1 }}", "L102"),
        (template, "{{ reports[99].unit }}", "L102"),
        (template, "{{ 1 // 0 }}", "L102"),
        (template, "{% for x in range(10000000) %}x{% endfor %}", "L102"),
        (template, "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "L102"),
        (template, "{{ 'x' * 999999999 }}", "L102"),
        (template, "{{ '%999999999d' % 1 }}", "L102"),
        *((damaged, part, "L10") for part in ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels")),
        (damaged, "word/document.xml", "L10"),
        (template, "{% include 'other' %}", "L102"),
    ],
)
def test_a_template_that_cannot_be_filled_in_is_told(made_of, given, code):
    with pytest.raises(PackError) as caught:
        made(template=made_of(given), path="mau.docx")
    ((found, path),) = [(one.code.id, one.location.path) for one in caught.value.diagnostics]
    assert (found.startswith(code), path) == (True, "mau.docx")


def test_a_template_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr("checker.reporters.letter.template._SECONDS", 1)
    with pytest.raises(PackError) as caught:
        made(template=template("{% for x in range(9999) %}{% for y in range(9999) %}xxxx{% endfor %}{% endfor %}"))
    (found,) = caught.value.diagnostics
    assert found.code.id == "L102"
    said = message("it takes more than {seconds} seconds, or too much memory", seconds=1)
    assert dict(found.message.values)["reason"] == said


# ---- the command ---------------------------------------------------------------------------


@pytest.mark.usefixtures("started")
def test_the_letter_through_the_command(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("head.yaml").write_text(LETTERHEAD, encoding="utf-8")
    done = checker("check", str(ROOT / SEED), "-o", "docx=a.docx", "--letterhead", "head.yaml", "--lang", "vi")
    assert (done.exit_code, done.stderr) == (1, "")
    assert "CƠ QUAN THỬ" in texts(Path("a.docx").read_bytes())
    Path("mau.docx").write_bytes(template("{{ letterhead.agency }}: {{ subject }}"))
    Path("checker.yaml").write_text("letterhead: head.yaml\ndocx_template: mau.docx\n", encoding="utf-8")
    done = checker("check", str(ROOT / SEED), "-o", "docx=b.docx", "--lang", "vi")
    assert (done.exit_code, done.stderr) == (1, "")
    assert texts(Path("b.docx").read_bytes()).endswith("Cơ quan thử: Kết quả thực hiện các chỉ tiêu năm 2024")
    # Where no letter is written, the settings of the folder disturb nobody.
    assert checker("check", str(ROOT / SEED)).exit_code == 1


def test_what_is_wrong_with_the_paper_is_told_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("head.yaml").write_text("letterhead: 1\ndate: today\n", encoding="utf-8")
    Path("mau.docx").write_bytes(template("{{ nothing }}"))
    arguments = ("check", str(ROOT / SEED), "-o", "docx=a.docx")
    for more, said in (
        (("--letterhead", "head.yaml"), "head.yaml:2:7"),
        (("--letterhead", "missing.yaml"), "missing.yaml"),
        (("--docx-template", "missing.docx"), "missing.docx"),
        (("--docx-template", "mau.docx"), "L102"),
    ):
        done = checker(*arguments, *more)
        assert done.exit_code == 2
        assert said in done.stderr
        assert not Path("a.docx").exists()
    done = checker("check", str(ROOT / SEED), "--letterhead", "head.yaml")
    assert (done.exit_code, "--letterhead goes with docx" in done.stderr) == (2, True)
    done = checker("check", str(ROOT / SEED), "-o", "docx=mau.docx", "--docx-template", "mau.docx")
    assert (done.exit_code, "which was read" in done.stderr) == (2, True)


def test_what_is_not_installed_is_told_with_the_command_that_installs_it(tmp_path):
    code = "import sys; sys.modules['docx'] = None; from checker.cli import main; main(sys.argv[1:])"
    arguments = ["check", SEED, "--output", f"docx={tmp_path / 'a.docx'}", "--lang", "en"]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().strip() == (
        "checker: docx needs packages that are not installed; "
        '`python -m pip install ".[docx]"` in the folder of the source installs them'
    )


# ---- how others open it --------------------------------------------------------------------


def pages(paper: Path) -> list[tuple[float, float]]:
    """Return the sizes of the pages of a PDF."""
    said = subprocess.run(
        ["pdfinfo", "-l", "99", str(paper)],  # noqa: S607
        check=True,
        capture_output=True,
        text=True,
    )
    sizes = [line.split("size:")[1].split() for line in said.stdout.splitlines() if "size:" in line and "pts" in line]
    return [(float(size[0]), float(size[2])) for size in sizes]


def test_libreoffice_prints_the_letter_upright_and_its_annexes_across_and_opens_hostile_texts(tmp_path):
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo is not on this machine")
    text = "\x00\u202e<script>alert(1)</script>=cmd|' /C calc'!A0 " + "dài" * 2_000
    files = {
        "letter": made(check([SEED], Options(engine="direct")), letterhead=HEAD),
        "hostile": made(hostile(text)),
        "plain": template("plain"),
    }
    for name, data in files.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    letter_, texts_, plain = converted("pdf", tmp_path, *(tmp_path / f"{name}.docx" for name in files))
    if not plain.exists():
        pytest.skip("this LibreOffice is without Writer, which opens documents")
    upright = [width < height for width, height in pages(letter_)]
    assert upright == sorted(upright, reverse=True)
    assert upright.count(True) >= 1
    assert upright.count(False) >= 2
    assert len(pages(texts_)) > 2


def test_an_empty_template_is_not_taken_for_none(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mau.docx").touch()
    done = checker("check", str(ROOT / SEED), "-o", "docx=a.docx", "--docx-template", "mau.docx")
    assert (done.exit_code, "mau.docx: error L007" in done.everything) == (2, True)
    assert not Path("a.docx").exists()
