"""What words of a table settle and what they leave open: targets, comparisons, ranks and times."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.domain.wording import WORDINGS, Phrasing
from checker.language import Language
from checker.packs.load import check_pack, load_pack
from checker.packs.target_from_words import target_of
from checker.packs.target_question import OpenQuestion, Stated
from tests.clause_cases import RIGHT, clause_of_row
from tests.command import checker
from tests.examples import each_row
from tests.test_clauses import FILLED
from tests.test_packs_tables import HEAD, HEADINGS, csv_pack, said

# ---- what words settle, and what they leave open --------------------------------------------

SETTLED = [
    ("Thu ngân sách", "tỷ đồng", "1.035.000 triệu đồng", "at_least 1035 flow higher"),
    ("Thu ngân sách", "tỷ đồng", "đạt 12 tỷ đồng; phấn đấu 13 tỷ đồng", "at_least 12 stretch 13 flow higher"),
    ("Tỷ lệ hộ nghèo", "%", "dưới 3%", "below 3 ratio lower"),
    ("Tỷ lệ hộ nghèo", "%", "còn 3%", "at_most 3 ratio lower"),
    ("Tỷ lệ hộ nghèo", "%", "giảm từ 5,2% xuống còn 4,5%", "at_most 4.5 ratio lower"),
    ("Tỷ lệ che phủ rừng", "%", "duy trì từ 65,5% trở lên", "at_least 65.5 ratio higher"),
    ("Tỷ lệ che phủ rừng", "%", "khoảng 65%", "at_least 65 ratio higher"),
    ("Số vụ cháy rừng", "vụ", "không để xảy ra", "at_most 0 flow lower"),
    ("Số vụ tai nạn giao thông", "vụ", "không quá 20 vụ", "at_most 20 flow lower"),
    ("Tỷ lệ rác thải được thu gom", "%", "toàn bộ", "at_least 100 ratio higher"),
    ("Tốc độ tăng giá trị sản xuất", "%", "8%", "at_least 8 ratio higher growth"),
    ("Mức giảm tỷ lệ hộ nghèo", "điểm %", "1-1,5 điểm %", "between 1 1.5 ratio higher reduction"),
    ("Trường đạt chuẩn quốc gia tăng thêm", "trường", "Có thêm 02 trường", "at_least 2 flow higher increase"),
    ("Giữ vững an ninh", "", "giữ vững an ninh", "achieved true verdict higher"),
    ("Thu ngân sách", "tỷ đồng", "không được thấp hơn 12 tỷ đồng", "at_least 12 flow higher"),
    ("Số vụ cháy rừng", "vụ", "không để xảy ra trên 5 vụ", "at_most 5 flow lower"),
    ("Số xã đạt chuẩn nông thôn mới", "xã", "10/12 xã", "at_least 10 stock higher"),
    ("Diện tích nhà ở bình quân", "m2/người", "15m2/người", "at_least 15 ratio higher"),
    ("Số bác sĩ", "bác sĩ/vạn dân", "đạt 15 bác sĩ/vạn dân", "at_least 15 ratio higher"),
]
OPEN = [
    ("Thu ngân sách", "tỷ đồng", "gần 14 tỷ đồng", "words"),
    ("Thu ngân sách", "tỷ đồng", "317 tỷ đồng và 12 tỷ đồng", "words"),
    ("Thu ngân sách", "tỷ đồng", "phấn đấu tốt", "words"),
    ("Thu ngân sách", "tỷ đồng", "317 ha", "words"),
    ("Thu ngân sách", "tỷ đồng", "3,700 tỷ đồng", "words"),
    ("Thu ngân sách", "tỷ đồng", "3.700.5 tỷ đồng", "words"),
    ("Thu ngân sách", "tỷ đồng", "60-6.20.3 tỷ đồng", "words"),
    ("Thu ngân sách", "tỷ đồng", "12 tỷ đồng; phấn đấu 3.700.5 tỷ đồng", "words"),
    ("Thu ngân sách", "tỷ đồng", "vượt 5% so với dự toán", "words"),
    ("Thu ngân sách", "tỷ đồng", "năm 2025 đạt 12 tỷ đồng", "words"),
    ("Thu ngân sách", "tỷ đồng", "quý I 12 tỷ đồng", "words"),
    ("Thu ngân sách", "tỷ đồng", "giai đoạn 2021-2025 đạt 12 tỷ đồng", "words"),
    ("Thu ngân sách", "tỷ đồng", "tăng gấp đôi", "words"),
    ("Thu ngân sách", "tỉ đồg", "12", "unit"),
    ("Thu ngân sách", "", "12 tỷ đồng", "unit"),
    ("Tỷ lệ hộ nghèo", "%", "giảm 1,5%", "measures"),
    ("Giảm tỷ lệ hộ nghèo", "%", "1,5%", "measures"),
    ("Tỷ lệ mục A", "%", "12%", "better"),
    ("Tỷ lệ hộ nghèo", "%", "từ 12% trở lên", "better"),
    ("Thu ngân sách", "tỷ đồng", "giảm còn 12 tỷ đồng", "better"),
    ("Tỷ lệ hộ nghèo", "%", "100%", "better"),
    ("Kết nạp đảng viên", "đảng viên", "0 đảng viên", "better"),
    ("Kết nạp đảng viên", "đảng viên", "12 hộ", "words"),
    ("Tỷ lệ lao động qua đào tạo", "%", "hoàn thành chỉ tiêu giao", "words"),
    ("Tỷ lệ lao động qua đào tạo", "%", "duy trì quanh 50%", "words"),
    ("Mục A", "ha", "từ 12 ha trở lên", "kind"),
    ("Chỉ số sản xuất công nghiệp", "%", "trên 105%", "kind"),
    ("Giữ vững an ninh", "", "phát triển mạnh", "words"),
    ("Thu ngân sách", "tỷ đồng", "không đạt 12 tỷ đồng", "words"),
    ("Thu ngân sách", "tỷ đồng", "chưa được 12 tỷ đồng", "words"),
    ("Tỷ lệ hộ nghèo", "%", "không còn trên 3%", "words"),
    ("Tỷ lệ hộ nghèo", "%", "không để xuống dưới 3%", "words"),
    ("Tỷ lệ hộ nghèo", "%", "1/2", "words"),
    ("Tỷ lệ hộ nghèo", "%", "(1,5)", "words"),
    ("Tỷ số tử vong mẹ", "ca/vạn dân", "còn 42/100.000 trẻ đẻ sống", "words"),
    ("Thu ngân sách", "tỷ đồng", "1e3 tỷ đồng", "words"),
]


@each_row(("title", "unit", "words", "wanted"), SETTLED)
def test_words_settle_a_target(title: str, unit: str, words: str, wanted: str) -> None:
    read = target_of(words, Stated(title, unit, year=2024))
    parts = [part for key, value in read.target for part in (key, *([value] if isinstance(value, str) else value))]
    assert " ".join(filter(None, [*map(str, parts), read.kind, read.better, read.measures])) == wanted
    assert {key for key, _ in read.reasons} >= {"target", "kind", "better"}


@each_row(("title", "unit", "words", "asked"), OPEN)
def test_what_words_leave_open_is_asked_for(title: str, unit: str, words: str, asked: str) -> None:
    with pytest.raises(OpenQuestion) as raised:
        target_of(words, Stated(title, unit, year=2024))
    assert raised.value.point.value == asked


# Words that compare with an earlier figure, where one is stated.
EARLIER = [
    ("Số vụ tai nạn giao thông", "vụ", "không tăng so với năm 2023", "reduce_by 0 flow lower"),
    ("Số vụ tai nạn giao thông", "vụ", "không để tăng số vụ tai nạn so với cùng kỳ", "reduce_by 0 flow lower"),
    ("Số vụ tai nạn giao thông", "vụ", "giảm so với cùng kỳ", "reduce_by 0 strict true flow lower"),
    ("Số vụ tai nạn giao thông", "vụ", "giảm trên 5 vụ", "reduce_by 5 strict true flow lower"),
    ("Số vụ tai nạn giao thông", "vụ", "không vượt quá mức năm 2023", "reduce_by 0 flow lower"),
    ("Tỷ lệ hộ nghèo", "%", "bằng năm 2023", "reduce_by 0 ratio lower"),
    ("Tỷ lệ hộ nghèo", "%", "dưới mức năm 2023", "reduce_by 0 strict true ratio lower"),
    ("Tỷ lệ che phủ rừng", "%", "duy trì như năm 2023", "grow_by 0 ratio higher"),
    ("Tổng đàn trâu", "con", "giữ ổn định ở mức năm 2023", "grow_by 0 stock higher"),
    ("Thu ngân sách", "tỷ đồng", "không thấp hơn năm trước", "grow_by 0 flow higher"),
    ("Thu ngân sách", "tỷ đồng", "cao hơn năm 2023", "grow_by 0 strict true flow higher"),
    ("Thu ngân sách", "tỷ đồng", "không giảm", "grow_by 0 flow higher"),
    ("Thu ngân sách", "tỷ đồng", "gấp 2 lần năm 2020", "grow_by 100 flow higher"),
    ("Thu ngân sách", "tỷ đồng", "tăng gấp rưỡi so với năm 2020", "grow_by 50 flow higher"),
    ("Thu ngân sách", "tỷ đồng", "gấp trên 1,5 lần so với năm 2020", "grow_by 50 strict true flow higher"),
    ("Thu ngân sách", "tỷ đồng", "gấp 1,5 lần trở lên so với năm 2020", "grow_by 50 flow higher"),
    ("Thu ngân sách", "tỷ đồng", "bằng 105% so với năm trước", "grow_by 5 flow higher"),
    ("Thu ngân sách", "tỷ đồng", "đạt 317 tỷ đồng, tăng so với năm 2023", "at_least 317 flow higher"),
]
NOT_READ = [
    ("Số vụ cháy rừng", "vụ", "giảm nhẹ so với năm 2023", "is not read"),
    ("Số vụ tai nạn", "vụ", "giảm số vụ, số người chết so với năm 2023", "not say how much"),
    ("Thu ngân sách", "tỷ đồng", "gấp 1,5 - 2 lần năm 2020", "is not read"),
    ("Thu ngân sách", "tỷ đồng", "gấp gần 2 lần năm 2020", "leaves open"),
    ("Thu ngân sách", "tỷ đồng", "gấp 2 lần năm 2024", "is not read"),
    ("Thu ngân sách", "tỷ đồng", "không gấp 2 lần năm 2020", "is not read"),
    ("Thu ngân sách", "tỷ đồng", "tăng 1,5 lần so với năm 2020", "is not in %"),
    ("Thu ngân sách", "tỷ đồng", "tăng trưởng bằng năm 2023", "is not read"),
    ("Thu ngân sách", "tỷ đồng", "gấp 2 lần năm 2020; phấn đấu 600 tỷ đồng", "is not in %"),
    ("Thu ngân sách", "tỷ đồng", "vượt dự toán tỉnh giao", "stands elsewhere"),
    ("Thu ngân sách", "tỷ đồng", "bằng mức kế hoạch năm 2023", "stands elsewhere"),
    ("Thu ngân sách", "tỷ đồng", "gấp 2 lần dự toán giao", "is not read"),
    ("Thu ngân sách", "tỷ đồng", "tăng 8% so với dự toán tỉnh giao", "is not read"),
    ("Thu ngân sách", "tỷ đồng", "tăng 8% so với bình quân chung cả nước", "is not read"),
    ("Số vụ tai nạn giao thông", "vụ", "giảm 5 vụ so với kế hoạch", "is not read"),
    ("Thu ngân sách", "tỷ đồng", "không giảm so với kế hoạch", "is not read"),
    ("Tỷ lệ hộ nghèo", "%", "không tăng so với bình quân chung của tỉnh", "is not read"),
    ("Tổng đàn trâu", "con", "giữ ổn định", "not say how much"),
    ("Tỷ lệ hộ nghèo", "%", "không tăng; giảm so với năm 2023", "several numbers"),
    ("Tỷ lệ hộ nghèo", "%", "dưới mức bình quân chung của tỉnh", "no report of this unit has"),
    ("Chỉ số PAPI", "hạng", "thuộc nhóm trung bình cao trở lên", "names a group and no number"),
    ("Chỉ số PAPI", "", "thuộc nhóm trung bình cao trở lên", "names a group and no number"),
    ("Thu nhập bình quân", "", "không tăng so với năm 2023", "no unit is stated"),
]


def test_a_real_wording_is_read_in_a_table_as_in_yaml_or_is_asked_about() -> None:
    """The wordings that were collected from resolutions: none of them becomes another target."""
    read, asked = 0, []
    for title, clause, rest, target in [("Chỉ tiêu", *one) for one in FILLED] + RIGHT:
        own, wanted = yaml.safe_load(f"{{{rest}}}"), yaml.safe_load(f"{{{target}}}")
        unit, *known = (str(own.get(key, "")) for key in ("unit", "kind", "better", "measures"))
        kind, better, measures = known
        stated = Stated(title, unit, kind, better, measures, year=2024, baseline="baseline" in own)
        try:
            found = target_of(clause, stated).target
        except OpenQuestion:
            asked.append(clause)
            continue
        shown = {str(key): [*map(float, text)] if isinstance(text, tuple) else text for key, text in found}
        if "keep" in shown:
            # What is to be kept is also written as a bound on the level.
            wanted = {"keep": next(iter(wanted.values()))}
        same = {key: [*map(float, one)] if isinstance(one, list) else str(one).lower() for key, one in wanted.items()}
        assert shown == same, clause
        read += 1
    assert [one for one in asked if one in {clause for clause, *_ in FILLED}] == [
        "hoàn thành chỉ tiêu giao",
        "xuống còn 80%",
    ]
    assert read > 3 * len(asked)


def settled(title: str, unit: str, words: str, *, baseline: bool = True, kind: str = "") -> str:
    read = target_of(words, Stated(title, unit, kind, year=2024, baseline=baseline))
    parts = [part for key, value in read.target for part in (key, *([value] if isinstance(value, str) else value))]
    return " ".join(filter(None, [*map(str, parts), read.kind, read.better, read.measures]))


def test_words_that_compare_with_an_earlier_figure() -> None:
    assert [settled(*one[:3]) for one in EARLIER] == [one[3] for one in EARLIER]
    for title, unit, words, wanted in EARLIER:
        if wanted.startswith(("reduce_by 0", "grow_by")):
            with pytest.raises(OpenQuestion, match="baseline"):
                settled(title, unit, words, baseline=False)
    for title, unit, words, why in NOT_READ:
        with pytest.raises(OpenQuestion) as raised:
            settled(title, unit, words)
        assert why in Language("en").render(raised.value.reason), words
    # What others have is a verdict where the pack says so.
    for words in ("dưới mức bình quân chung của tỉnh", "thuộc nhóm trung bình cao trở lên"):
        assert settled("Chỉ số PAPI", "", words, kind="verdict") == "achieved true verdict higher"


def test_an_earlier_figure_is_held_to_the_words(tmp_path: Path) -> None:
    rows = [
        HEADINGS[:5],
        ["1", "Số vụ tai nạn giao thông", "vụ", "không tăng so với năm 2023", "G"],
        ["2", "Thu ngân sách", "tỷ đồng", "gấp 2 lần năm 2020", "G"],
        ["3", "Tổng đàn trâu", "con", "giữ ổn định như năm trước", "G"],
    ]
    base = {"c1": "same_period", "c2": {"value": 150, "period": 2020}, "c3": {"value": 640, "period": 2023}}
    head = {**HEAD, "indicators": {key: {"baseline": value} for key, value in base.items()}}
    path = csv_pack(tmp_path, rows, head)
    assert said(path) == []
    shown = checker("explain", "-p", str(path), "c2", "--lang", "en").stdout
    assert "100 % more than 150 tỷ đồng" in shown
    assert "no less than 640 con" in checker("explain", "-p", str(path), "c3", "--lang", "en").stdout
    report = tmp_path / "report.yaml"
    text = "submission: 1\npack: bang/2024\nunit: bang\nperiod: 2024\nobservations:\n  c2: {}\n  c3: {}\n"
    for value, herd, wanted in (("300 tỷ đồng", "640", "met"), ("299 tỷ đồng", "639", "unmet")):
        report.write_text(text.format(value, herd), encoding="utf-8")
        done = checker("check", "-p", str(path), str(report), "--format", "json").stdout
        found = {one["indicator"]: one["verdict"] for one in json.loads(done)["reports"][0]["results"]}
        assert (found["c2"], found["c3"]) == (wanted, wanted)
    base["c2"] = {"value": 150, "period": 2021}
    base["c1"] = {"value": 40, "period": 2022}
    head = {**HEAD, "indicators": {key: {"baseline": value} for key, value in base.items()}}
    assert [one for one, _ in said(csv_pack(tmp_path, rows, head))] == ["P303", "P303"]


PAGE = (Path(__file__).parent.parent / "docs" / "rules.md").read_text(encoding="utf-8")
DOCUMENTED = [
    (clause_of_row(words, target), target, better)
    for row, target, better in re.findall(r"^\| (.+) \| `\{(.+?)\}` \| (higher|lower|neither) \|", PAGE, re.MULTILINE)
    for words in ([row] if "phấn đấu Y" in row else row.split("; "))
]


@each_row("beside", ["", "better", "ratio from a level", "flow of a level", "flow", "points"])
def test_a_documented_wording_is_read_as_documented_or_asked_about(beside: str) -> None:
    """Whatever is stated beside it: no wording of the table in docs/rules.md ever becomes another target."""
    settled = 0
    for clause, target, better in DOCUMENTED:
        stated = Stated("Tỷ lệ mục", "%", year=2024, better=better if beside else "")
        match beside:
            case "ratio from a level":
                stated = stated._replace(kind="ratio", baseline=True)
            case "flow of a level":
                stated = stated._replace(kind="flow", measures="level")
            case "flow":
                stated = stated._replace(kind="flow")
            case "points":
                stated = stated._replace(unit="điểm %", baseline=True)
        try:
            read = target_of(clause, stated)
        except OpenQuestion:
            continue
        shown = [
            f"{key}: {value if isinstance(value, str) else f'[{value[0]}, {value[1]}]'}" for key, value in read.target
        ]
        assert ", ".join(shown) == target, (clause, stated)
        assert read.better == better, (clause, stated)
        settled += 1
    assert settled > 5


@given(
    wording=st.sampled_from([(word, row) for row in WORDINGS if not row.english for word in row.words]),
    number=st.integers(1, 99),
    better=st.sampled_from(["", "higher", "lower", "neither"]),
)
def test_no_word_of_the_table_makes_what_lint_would_refuse(
    tmp_path_factory: pytest.TempPathFactory, wording: tuple[str, Phrasing], number: int, better: str
) -> None:
    word, row = wording
    words = f"{number}% {word}" if row.behind else f"{word} {number}%"
    folder = tmp_path_factory.mktemp("word")
    names = {"": "", "higher": "cao", "lower": "thấp", "neither": "không"}
    table = [[*HEADINGS[:5], "Chiều"], ["1", "Tỷ lệ mục A", "%", words, "G", names[better]]]
    pack, found = check_pack(str(csv_pack(folder, table)))
    wrong = [one.code.id for one in found if "P230" <= one.code.id <= "P235"]
    assert pack is None or not wrong, words


def test_what_is_stated_settles_it(tmp_path: Path) -> None:
    headings = ["Mã", "Chỉ tiêu", "ĐVT", "Mục tiêu", "Nhóm", "Chiều", "Loại", "Đo"]
    rows = [
        ["1", "Mục A", "ha", "12 ha", "G", "càng cao càng tốt", "thời điểm", ""],
        ["2", "Tỷ lệ B", "%", "giảm 1,5%", "G", "", "", "mức giảm"],
        ["3", "Tỷ lệ C", "%", "giảm 1,5%", "G", "thấp", "", "mức"],
    ]
    base = {"c3": {"baseline": {"value": 4.2, "period": 2023, "source": {"document": "nq", "clause": "4,2%"}}}}
    pack = load_pack(str(csv_pack(tmp_path, [headings, *rows], {**HEAD, "indicators": base})), cache=False)
    found = [" ".join(map(str, (one.target and one.target.comparator, one.kind, one.better, one.measures)))
             for one in pack.indicators]  # fmt: skip
    assert found == [
        "at_least stock higher level", "at_least ratio higher reduction", "reduce_by ratio lower level",
    ]  # fmt: skip
    usual = {
        **HEAD,
        "defaults": {"document": "nq", "kind": "stock", "better": "higher", "group": "g"},
        "groups": {"g": "G"},
    }
    rows = [["1", "Mục A", "ha", "12 ha"], ["2", "Tỷ lệ hộ nghèo", "%", "giảm còn 2%"]]
    pack = load_pack(str(csv_pack(tmp_path, [headings[:4], *rows], usual)), cache=False)
    assert [f"{one.kind} {one.better}" for one in pack.indicators] == ["stock higher", "ratio lower"]


RANKS = [
    ("trong nhóm 10 tỉnh, thành phố dẫn đầu cả nước", {"at_most": "10"}),
    ("xếp thứ 5 trở lên", {"at_most": "5"}),
    ("trên hạng 20", {"below": "20"}),
    ("thuộc nhóm 10; phấn đấu nhóm 5", {"at_most": "10", "stretch": "5"}),
    ("từ hạng 20 lên hạng 15", {"at_most": "15"}),
    ("10", {"at_most": "10"}),
    # What leaves open which side is better, or from where to count.
    ("dưới hạng 20", None),
    ("xếp thứ 5 trở xuống", None),
    ("không nằm trong nhóm 10 tỉnh cuối", None),
    ("nhóm 10% dẫn đầu", None),
    ("10 trở lên", None),
    ("tăng 2 bậc", None),
    ("5 bậc", None),
]
STEPS = [
    ("tăng 2 bậc", {"reduce_by": "2"}),
    ("phấn đấu tăng ít nhất 2 bậc so với năm 2023", {"reduce_by": "2"}),
    ("tăng trên 2 bậc", {"reduce_by": "2", "strict": "true"}),
    ("giảm 2 bậc", None),
    ("tăng không quá 2 bậc", None),
]


@each_row(("words", "target"), RANKS, ids=[words for words, _ in RANKS])
def test_a_better_rank_is_a_smaller_number(words: str, target: dict[str, str] | None) -> None:
    stated = Stated(title="Chỉ số PCI", unit="hạng", year=2024)
    if target is None:
        with pytest.raises(OpenQuestion):
            target_of(words, stated)
        return
    found = target_of(words, stated)
    assert {str(key): value for key, value in found.target} == target
    assert (found.kind, found.better) == ("stock", "lower")


@each_row(("words", "target"), STEPS, ids=[words for words, _ in STEPS])
def test_who_rises_in_an_order_has_a_smaller_number(words: str, target: dict[str, str] | None) -> None:
    stated = Stated(title="Chỉ số PCI", unit="hạng", year=2024, baseline=True)
    if target is None:
        with pytest.raises(OpenQuestion):
            target_of(words, stated)
        return
    found = target_of(words, stated)
    assert ({str(key): value for key, value in found.target}, found.better) == (target, "lower")


MISREAD = [
    ("Tỷ lệ hộ dùng nước sạch", "%", "19/20 thôn"),
    ("Tỷ lệ hộ dùng nước sạch", "%", "phấn đấu tăng 2%"),
    ("Số vụ tai nạn giao thông", "vụ", "không để xảy ra tai nạn đặc biệt nghiêm trọng"),
]


@pytest.mark.parametrize(("title", "unit", "words"), MISREAD)
def test_words_of_something_else_are_asked_about(title: str, unit: str, words: str) -> None:
    with pytest.raises(OpenQuestion):
        target_of(words, Stated(title, unit, year=2024))


@pytest.mark.parametrize("words", ["60%, trong đó có bằng cấp 24%", "60%; lao động có trình độ loại 2: 24%"])
def test_a_second_number_of_a_row_is_told(words: str) -> None:
    with pytest.raises(OpenQuestion, match="several numbers"):
        target_of(words, Stated(title="Tỷ lệ lao động qua đào tạo", unit="%", year=2024))


ND09 = {"calendar": "nd09"}
DATES = [
    ("đến 30/6 đạt 50%, đến 31/12 đạt 95%", "", "at_least 95 due 2024 steps 2024-H1=50"),
    ("đạt 50% trước 30/6, 95% cả năm", "", "at_least 95 due 2024 steps 2024-H1=50"),
    ("trước 01/7 đạt từ 60% trở lên, hết năm đạt từ 80% trở lên", "", "at_least 80 due 2024 steps 2024-H1=60"),
    ("hết quý I 20%, hết tháng 9 đạt 70%", "", "at_least 70 due 2024-9M steps 2024-Q1=20"),
    ("chậm nhất ngày 30/9/2024 hoàn thành 90%", "", "at_least 90 due 2024-9M"),
    ("quý I đạt 20%", "", "P265"),
    ("quý I đạt 20%", "2024-Q1", "at_least 20 due 2024-Q1"),
    ("trước 30/6 đạt 50%", "2024-Q2", "at_least 50 due 2024-Q2"),
    ("đến hết ngày 31/12/2024 đạt 50%", "", "at_least 50 due 2024"),
    ("6 tháng đạt 50%, cả năm đạt 95%", "", "P265"),
    ("trước 30/6 đạt 50%, trước 30/6 đạt 60%", "", "P265"),
    ("trước 15/6 đạt 50%, cả năm 95%", "", "P265"),
    ("trước 15/6 đạt 50%", "", "P265"),
    ("trước 30/6 đạt 50%", "2024-9M", "P265"),
    ("trước 30/6/2025 đạt 50%", "", "P265"),
    ("quý III đạt 50%", "2024-Q3", "P265"),
    ("trước 30/6 trên 50%, cả năm đạt 95%", "", "P265"),
    ("trước 30/6 giảm 1%, cả năm giảm 2%", "", "P268"),
]


@each_row(("words", "due", "wanted"), DATES)
def test_times_in_the_words_say_when_a_number_decides(tmp_path: Path, words: str, due: str, wanted: str) -> None:
    row = ["1", "Tỷ lệ giải ngân", "%", words, "Kinh tế", due, ""]
    path = csv_pack(tmp_path, [HEADINGS, row])
    pack, found = check_pack(str(path))
    if pack is None:
        assert [one.code.id for one in found] == [wanted]
        return
    one = pack.indicators[0]
    assert one.target is not None
    steps = "".join(f" {period}={number}" for period, number in one.steps)
    said = f"{one.target.comparator} {one.target.number} due {one.target.due}" + (f" steps{steps}" if steps else "")
    assert said == wanted
    assert [str(told.message) for told in found if told.severity != "info"] == []


def test_what_a_time_asks_for_beside_the_words(tmp_path: Path) -> None:
    words = "6 tháng đạt 480 tỷ đồng, cả năm đạt 1.000 tỷ đồng"
    row = ["1", "Thu ngân sách", "tỷ đồng", words, "Kinh tế", "", ""]
    told = HEAD | {"indicators": {"c1": {"steps_decide": True}}}
    pack, found = check_pack(str(csv_pack(tmp_path, [HEADINGS, row], told)))
    assert pack is not None, found
    assert [(str(period), int(number)) for period, number in pack.indicators[0].steps] == [("2024-H1", 480)]
    row[3] = "trước 30/6 đạt 480 tỷ đồng"
    assert "P265" in [one.code.id for one in check_pack(str(csv_pack(tmp_path, [HEADINGS, row], HEAD | ND09)))[1]]
    row[3] = "hết quý II đạt 480 tỷ đồng"
    assert check_pack(str(csv_pack(tmp_path, [HEADINGS, row], HEAD | ND09)))[0] is not None
    term = {key: value for key, value in HEAD.items() if key != "year"} | {"term": "2022-2024"}
    row[3] = "trước 30/6 đạt 480 tỷ đồng"
    assert "P265" in [one.code.id for one in check_pack(str(csv_pack(tmp_path, [HEADINGS, row], term)))[1]]


VERDICTS = [
    ("hoàn thành sắp xếp thôn trước 30/6", "", "2024-H1", []),
    ("hoàn thành sắp xếp thôn trước 30/6", "2024-9M", None, ["P265"]),
    ("hoàn thành sắp xếp thôn trước 15/6", "", "2024-06", []),
    ("hoàn thành sắp xếp thôn trước 15/6", "2024-06-15", "2024-06", []),
]


@pytest.mark.parametrize(("words", "due", "wanted", "codes"), VERDICTS)
def test_a_verdict_is_due_when_its_words_say(
    tmp_path: Path, words: str, due: str, wanted: str | None, codes: list[str]
) -> None:
    row = ["1", "Sắp xếp thôn", "", words, "Kinh tế", due, ""]
    pack, found = check_pack(str(csv_pack(tmp_path, [HEADINGS, row])))
    assert (pack and [str(one.target and one.target.due) for one in pack.indicators]) == (wanted and [wanted])
    assert [one.code.id for one in found if one.severity != "info"] == codes


def test_explain_shows_the_times(tmp_path: Path) -> None:
    row = ["1", "Tỷ lệ giải ngân", "%", "hết quý I 20%, hết tháng 9 đạt 70%", "Kinh tế", "", ""]
    shown = checker("explain", str(csv_pack(tmp_path, [HEADINGS, row])), "--lang", "en").stdout
    assert re.search(r"due +2024-9M: “hết tháng 9”", shown)
    assert re.search(r"steps +2024-Q1: 20: “20%”", shown)
