"""Workbooks as offices send them: what their rows are called, what stands in their cells and around the table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from checker.readers.cells.legacy import LETTERS
from checker.readers.form.options import EnvelopeOptions
from tests.cells import ListSheet
from tests.office_columns import sheets, two_rows
from tests.office_forms import (
    ABOVE,
    IDS,
    SIGNED,
    USUAL_HEAD,
    USUAL_KEYS,
    Book,
    body,
    content,
    expected,
    figure,
    headings,
    sheet,
    usual,
)

ROWS: Final = (
    (
        "tone marks",
        {
            "retail_sales": "Tổng mức bán lẻ hàng hoá và doanh thu dịch vụ",
            "urban_waste_collected": "Thu gom, xử lí rác thải đô thị",
        },
    ),
    ("capitals", {id_: title.upper() for id_, (title, _, _) in IDS.items()}),
    ("footnote stars", {"budget_revenue": "Thu ngân sách (*)", "jobs_created": "Giải quyết việc làm (**)"}),
    ("footnote numbers", {"budget_revenue": "Thu ngân sách(1)", "jobs_created": "Giải quyết việc làm [2]"}),
    ("footnote raised", {"budget_revenue": "Thu ngân sách¹", "jobs_created": "Giải quyết việc làm²"}),
    ("dashes", {id_: f"- {title}" for id_, (title, _, _) in IDS.items()}),
    ("plus signs", {id_: f"+ {title}" for id_, (title, _, _) in IDS.items()}),
    ("numbers", {id_: f"{n}. {title}" for n, (id_, (title, _, _)) in enumerate(IDS.items(), 1)}),
    ("numbers run on", {id_: f"{n}.{title}" for n, (id_, (title, _, _)) in enumerate(IDS.items(), 1)}),
    ("numbers with a stroke", {id_: f"{n}/ {title}" for n, (id_, (title, _, _)) in enumerate(IDS.items(), 1)}),
    (
        "of which",
        {
            "ocop_products": "Trong đó: Sản phẩm OCOP đạt từ 3 sao trở lên",
            "new_cooperatives": "Trong đó: - Hợp tác xã thành lập mới",
        },
    ),
    ("blanks", {"budget_revenue": "  Thu   ngân\u00a0sách ", "jobs_created": "Giải quyết\nviệc làm"}),
    ("zero width", {"budget_revenue": "Thu ngân\u200b sách", "jobs_created": "\ufeffGiải quyết việc làm"}),
    (
        "decomposed",
        {
            "budget_revenue": "Thu nga\u0302n sa\u0301ch",
            "party_admissions": "Ke\u0302\u0301t na\u0323p đa\u0309ng vie\u0302n",
        },
    ),
    (
        "units in brackets",
        {"budget_revenue": "Thu ngân sách (tỷ đồng)", "jobs_created": "Giải quyết việc làm (lao động)"},
    ),
    (
        "units behind a comma",
        {"budget_revenue": "Thu ngân sách, tỷ đồng", "jobs_created": "Giải quyết việc làm, lao động"},
    ),
    (
        "abbreviations",
        {
            "new_cooperatives": "HTX thành lập mới",
            "ocop_products": "SP OCOP đạt từ 3 sao trở lên",
            "jobs_created": "GQVL",
            "budget_revenue": "Thu NS",
        },
    ),
    ("full stops", {"budget_revenue": "Thu ngân sách.", "jobs_created": "Giải quyết việc làm;"}),
    ("dashes of other kinds", {"urban_waste_collected": "Thu gom - xử lý rác thải đô thị"}),
)


def rows() -> Iterator[Book]:
    """Yield forms whose rows are called in other ways than the pack's titles."""
    for name, titles in ROWS:
        cells = {(id_, "title"): title for id_, title in titles.items()}
        yield usual(f"row: {name}", cells=cells)
    # A near miss is asked about, never taken.
    near = {("budget_revenue", "title"): "Thu ngân sách nhà nước", ("jobs_created", "title"): "Giải quyết việc làm mới"}
    yield usual(
        "row: near misses", cells=near, expected=expected(budget_revenue=None, jobs_created=None), refusable=True
    )


def made_row(id_: str) -> list[object]:
    """Return the row of an indicator in the usual form."""
    return [content(key, id_, 1) for key in USUAL_KEYS]


def passed() -> Iterator[Book]:
    """Yield forms with rows that are no indicator: groups with figures, totals, signatures, repeated headings."""
    keys = USUAL_KEYS
    for name, more in (
        ("a total", [[None, "Tổng cộng", None, 500, 4827, Decimal("2440.1")]]),
        ("a total in the first column", [["Tổng cộng", None, None, 500, 4827, Decimal("2440.1")]]),
        ("a group in the first column", [["V. QUỐC PHÒNG", None, None, 500, 4827, 5]]),
        ("two totals", [[None, "Cộng", None, 5, 5, 5], [None, "TỔNG SỐ", None, 5, 5, 5]]),
        ("another indicator", [["9", "Số lượt khách du lịch", "lượt", 100, 300, 200, 66]]),
        (
            "many other indicators",
            [[str(n), f"Việc khác {n} của phòng", "lượt", 100, 300, 200, 66] for n in range(9, 30)],
        ),
        ("a note with figures", [[None, "Ghi chú: số liệu tính đến ngày 15/6/2024, gồm 8 xã, phường"]]),
        ("the headings again", [list(USUAL_HEAD)]),
        ("an indicator without a figure", [["9", "Số lượt khách du lịch", "lượt"]]),
    ):
        yield Book(f"passed: {name}", (sheet([USUAL_HEAD], keys, below=[*more, *SIGNED]),), expected())
    for name, below in (
        ("one name", [[], [None, "Người lập biểu"]]),
        (
            "place and day",
            [
                [],
                [None, None, None, None, None, "Bắc Kạn, ngày 20 tháng 6 năm 2024"],
                [None, "NGƯỜI LẬP", None, None, None, "TM. UBND"],
            ],
        ),
        (
            "three of them",
            [
                [],
                [None, "Người lập biểu", None, "Kế toán trưởng", None, "CHỦ TỊCH"],
                [None, "(Ký)", None, "(Ký)", None, "(Ký tên)"],
                [],
                [None, "Nguyễn Văn A", None, "Trần Thị B", None, "Lê Văn C"],
            ],
        ),
        (
            "in the first column",
            [
                [],
                ["Người lập biểu", None, None, None, None, "KT. CHỦ TỊCH"],
                [None, None, None, None, None, "PHÓ CHỦ TỊCH"],
            ],
        ),
        (
            "with an address",
            [
                [],
                [None, "Nơi nhận:", None, None, None, "TM. ỦY BAN NHÂN DÂN"],
                [None, "- Thường trực Thành ủy;"],
                [None, "- Lưu: VT, TCKH."],
            ],
        ),
        ("right below", [[None, "NGƯỜI LẬP BIỂU", None, None, None, "THỦ TRƯỞNG ĐƠN VỊ"]]),
        (
            "a telephone number",
            [[], [None, "Người lập biểu: Nguyễn Văn A, ĐT 0209 3870 425", None, None, None, "TRƯỞNG PHÒNG"]],
        ),
    ):
        yield Book(f"signed: {name}", (sheet([USUAL_HEAD], keys, below=below),), expected())
    rows: list[list[object]] = [
        ["I", "KINH TẾ", None, None, 4017, Decimal("1977.1")],
        *(
            list[object]([str(n), IDS[id_][0], unit, None, figure("plan", id_), figure("h1", id_)])
            for n, (id_, unit) in enumerate((("budget_revenue", "tỷ đồng"), ("retail_sales", "- nt -")), 1)
        ),
        ["II", "XÃ HỘI"],
        ["1", "Giải quyết việc làm", "lao động", None, 700, 412],
        [None, "Tổng cộng", None, None, 4827, Decimal("2440.1")],
    ]
    half = len(USUAL_KEYS)
    two = [*ABOVE, ["I. KINH TẾ"], USUAL_HEAD, ["1", *made_row("budget_revenue")[1:half]], []]
    two += [["II. XÃ HỘI"], USUAL_HEAD, ["1", *made_row("jobs_created")[1:half]], *SIGNED]
    few = {id_: str(figure("h1", id_)) for id_ in ("budget_revenue", "jobs_created")}
    yield Book("passed: two tables of one sheet", (ListSheet(two),), few)
    some = {id_: str(figure("h1", id_)) for id_ in ("budget_revenue", "retail_sales", "jobs_created")}
    made = ListSheet([*ABOVE, USUAL_HEAD[:6], *rows, *SIGNED])
    yield Book("passed: groups with figures", (made,), some)


CELLS: Final[tuple[tuple[str, dict[str, str | None], dict[str, str | None], bool], ...]] = (
    ("star", {"budget_revenue": "86,6 (*)", "jobs_created": "412*"}, {}, False),
    ("number of a note", {"budget_revenue": "86,6 (1)"}, {}, True),
    ("unit in the cell", {"budget_revenue": "86,6 tỷ đồng", "jobs_created": "412 lao động"}, {}, False),
    ("remark behind a comma", {"jobs_created": "412 lao động, trong đó XKLĐ 35"}, {}, False),
    (
        "remark in brackets",
        {"new_cooperatives": "1 (HTX Hòa Bình)", "jobs_created": "412 (trong đó nữ 190)"},
        {},
        False,
    ),
    ("done and planned", {"party_admissions": "51/110 đảng viên"}, {}, False),
    (
        "percentage of the plan behind",
        {"budget_revenue": "86,6 tỷ đồng, đạt 27,3% KH", "jobs_created": "412, bằng 58,86% KH"},
        {},
        False,
    ),
    (
        "a sentence",
        {"jobs_created": "Ước giải quyết việc làm cho 412 lao động", "party_admissions": "Đã kết nạp 51 đảng viên"},
        {},
        False,
    ),
    ("reached", {"urban_waste_collected": "Đạt 98,5%", "jobs_created": "đạt 412 lao động"}, {}, False),
    ("a list of parts", {"new_cooperatives": "1 HTX nông nghiệp, 2 HTX dịch vụ"}, {"new_cooperatives": None}, True),
    ("a change", {"budget_revenue": "tăng 5,2 tỷ đồng"}, {"budget_revenue": None}, True),
    ("US marks", {"retail_sales": "1,890.5", "business_households": "3,905"}, {}, True),
    (
        "no figure yet",
        {"jobs_created": "đang tổng hợp", "party_admissions": "chưa có số liệu"},
        {"jobs_created": None, "party_admissions": None},
        False,
    ),
    ("dash", {"jobs_created": "-", "party_admissions": "–"}, {"jobs_created": None, "party_admissions": None}, False),
    ("dots", {"jobs_created": "...", "party_admissions": "…"}, {"jobs_created": None, "party_admissions": None}, False),
    ("x", {"jobs_created": "x", "party_admissions": "X"}, {"jobs_created": None, "party_admissions": None}, False),
    (
        "nothing arose",
        {"jobs_created": "KPS", "party_admissions": "không phát sinh"},
        {"jobs_created": None, "party_admissions": None},
        False,
    ),
    (
        "not to be reported",
        {"jobs_created": "cuối năm đánh giá", "party_admissions": "chưa đánh giá"},
        {"jobs_created": None, "party_admissions": None},
        False,
    ),
    ("empty", {"jobs_created": None}, {"jobs_created": None}, False),
)
UNITS: Final = (
    (
        "shortened",
        {
            "budget_revenue": "Tỷ.đ",
            "business_households": "Hộ",
            "ocop_products": "SP",
            "jobs_created": "LĐ",
            "party_admissions": "Đ/c",
        },
    ),
    ("persons", {"jobs_created": "Người", "party_admissions": "Người"}),
    ("repeated", {"retail_sales": "- nt -"}),
    ("repeated by marks", {"retail_sales": '"'}),
    ("repeated by marks of other kinds", {"retail_sales": "″"}),
    ("capitals", {id_: unit.upper() for id_, (_, unit, _) in IDS.items()}),
)


def cells() -> Iterator[Book]:
    """Yield forms with remarks and signs in the cells of values, and units as offices shorten them."""
    for name, texts, changes, refusable in CELLS:
        changed = {(id_, "h1"): text for id_, text in texts.items()}
        yield usual(f"cell: {name}", cells=changed, expected=expected("h1", **changes), refusable=refusable)
    for name, units in UNITS:
        yield usual(f"unit: {name}", cells={(id_, "unit"): unit for id_, unit in units.items()})
    million = {
        (id_, key): figure(key, id_) * 1000
        for id_ in ("budget_revenue", "retail_sales")
        for key in ("h1", "plan", "last_h1")
    }
    named = {("budget_revenue", "unit"): "Tr.đồng", ("retail_sales", "unit"): "Trđ"}
    yield usual("unit: millions", cells=million | named)


def _value(column: str) -> EnvelopeOptions:
    return EnvelopeOptions(columns=(("value", column),))


_OLD: Final = {new: chr(old) for old, new in LETTERS.items()}


def _in_tcvn3(text: str) -> str:
    """Write a text as a font of TCVN3 wants it; capitals without a code are those of a font of capitals."""
    return "".join(_OLD.get(ord(letter), _OLD.get(ord(letter.lower()), letter)) for letter in text)


def half_year() -> list[list[object]]:
    """Return the rows of the usual form."""
    return [list(row) for row in (*ABOVE, USUAL_HEAD, *body(USUAL_KEYS), *SIGNED)]


def told() -> Iterator[Book]:
    """Yield forms that cannot be read from as they are, for what they leave open is settled by nobody."""
    head = [["TT", "Chỉ tiêu", "ĐVT", "KH năm 2024", "Thực hiện", "Thực hiện"]]
    keys = ["no", "title", "unit", "plan", "q2", "h1"]
    yield Book("open: two columns of one heading", (sheet(head, keys),), expected(), refusable=True)
    yield Book(
        "open: settled by the column",
        (sheet(head, keys),),
        expected(),
        options=_value("F"),
    )
    head = [["TT", "Chỉ tiêu", "ĐVT", "KH năm 2024", "Số liệu A", "Số liệu B"]]
    yield Book("open: headings of no meaning", (sheet(head, keys),), expected(), refusable=True)
    yield Book(
        "open: settled by the heading",
        (sheet(head, keys),),
        expected(),
        options=_value("Số liệu B"),
    )
    old = [[_in_tcvn3(text) if isinstance(text, str) else text for text in row] for row in half_year()]
    yield Book("font: TCVN3", (ListSheet(old),), expected())
    yield Book("open: a picture", (ListSheet([["Biểu tổng hợp 6 tháng đầu năm 2024"]], "Sheet1"),), {}, refusable=True)


def books() -> list[Book]:
    """Return every workbook."""
    made = [book for kind in (headings, two_rows, sheets, rows, passed, cells, told) for book in kind()]
    assert len({book.name for book in made}) == len(made)
    return made
