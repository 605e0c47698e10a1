"""Corrections and rates of growth in forms: in the head, in columns, in what the template writes, in both languages."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from checker.assessment import Options
from checker.domain.period import Period
from checker.errors import SubmissionError
from checker.forms.form import FormColumn, form_of
from checker.forms.plain import csv_form, yaml_form
from checker.forms.workbook import workbook
from checker.language import LANGUAGES, Language
from checker.packs.load import load_pack
from checker.pipeline import check
from checker.readers.form.options import EnvelopeOptions
from checker.readers.tables import ReadLimits, read_tables
from tests.command import checker
from tests.office import Office, found, indicator
from tests.workbooks import opened, saved

GROWTH = indicator("thu", more="baseline: same_period\ntarget: {grow_by: 8}\nfrequency: year")
COUNT = indicator("ho", unit="hộ", kind="stock", more="target: {at_least: 10}\nfrequency: year")
HEAD = "Đơn vị: thu;;;\nKỳ báo cáo: năm 2024;;;\n"
LABELS = ("Báo cáo điều chỉnh một phần", "Điều chỉnh một phần", "Partial correction", "amends")


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path, GROWTH, COUNT)


def written(office: Office, text: str, name: str = "form.csv") -> str:
    path = office.folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def run(office: Office, *paths: str, **options):
    return check(paths, Options(pack=str(office.pack), engine="direct", **options))


def results(report):
    return {one.indicator: str(one.verdict) for one in report.results}


def codes(report):
    return [line.split()[0] for line in found(report)]


class TestGrowthColumn:
    @pytest.mark.parametrize(
        "heading",
        [
            "Tốc độ tăng so với cùng kỳ (%)",
            "Tốc độ tăng so cùng kỳ",
            "Tốc độ tăng trưởng so với CK (%)",
            "Growth since the same period (%)",
            "Growth",
        ],
    )
    @pytest.mark.parametrize(("rate", "verdict"), [("7,9", "unmet"), ("8", "met"), ("8,1%", "exceeded")])
    def test_is_compared_with_a_target_of_growth(self, office, heading, rate, verdict):
        text = f"{HEAD}Chỉ tiêu;ĐVT;Thực hiện;{heading}\nChỉ tiêu thu;tỷ đồng;108;{rate}\nChỉ tiêu ho;hộ;10;\n"
        (report,) = run(office, written(office, text)).reports
        assert results(report) == {"thu": verdict, "ho": "met"}

    @pytest.mark.parametrize(
        ("heading", "rate"),
        [("So cùng kỳ (%)", "8"), ("Tăng, giảm so cùng kỳ", "8"), ("Tốc độ tăng (%)", "8"), ("So với cùng kỳ", "108")],
    )
    def test_a_comparison_that_may_be_anything_is_none(self, office, heading, rate):
        text = f"{HEAD}Chỉ tiêu;ĐVT;Thực hiện;{heading}\nChỉ tiêu thu;tỷ đồng;108;{rate}\n"
        (report,) = run(office, written(office, text)).reports
        assert results(report)["thu"] == "no_data"

    @pytest.mark.parametrize(
        ("rate", "code"), [("108,5", "D160"), ("80", "D160"), ("còn 8", "D103"), ("8 điểm %", "D264"), ("abc", "D103")]
    )
    def test_what_is_no_rate_is_refused(self, office, rate, code):
        text = (
            f"{HEAD}Chỉ tiêu;ĐVT;Thực hiện;Tốc độ tăng so với cùng kỳ (%)\n"
            f"Chỉ tiêu thu;tỷ đồng;108;{rate}\nChỉ tiêu ho;hộ;10;x\n"
        )
        (report,) = run(office, written(office, text)).reports
        assert [one for one in codes(report) if one[0] == "D"] == [code]
        assert results(report)["ho"] == "met"

    @pytest.mark.parametrize("rate", ["tăng 108,5%", "79,9", "giảm 85%"])
    def test_what_says_that_it_is_a_rate_is_one(self, office, rate):
        text = f"{HEAD}Chỉ tiêu;ĐVT;Thực hiện;Tốc độ tăng so với cùng kỳ (%)\nChỉ tiêu thu;tỷ đồng;;{rate}\n"
        (report,) = run(office, written(office, text)).reports
        assert results(report)["thu"] == ("unmet" if "giảm" in rate else "exceeded")

    @pytest.mark.parametrize("sign", ["-", "x", "…", "chưa có số liệu", ""])
    def test_a_sign_for_no_figure_is_no_rate(self, office, sign):
        text = f"{HEAD}Chỉ tiêu;ĐVT;Thực hiện;Tốc độ tăng so với cùng kỳ (%)\nChỉ tiêu thu;tỷ đồng;108;{sign}\n"
        (report,) = run(office, written(office, text)).reports
        assert [one for one in codes(report) if one[0] == "D"] == []
        assert results(report)["thu"] == "no_data"

    def test_rates_for_which_nobody_asks_are_passed_over_in_a_form_and_told_in_a_list(self, office):
        text = (
            f"{HEAD}Chỉ tiêu;ĐVT;Thực hiện;Tốc độ tăng so với cùng kỳ (%)\n"
            "Chỉ tiêu thu;tỷ đồng;108;8\nChỉ tiêu ho;hộ;10;12\n"
        )
        (report,) = run(office, written(office, text)).reports
        assert "C024" not in codes(report)
        listed = "unit,period,indicator,value,growth\nthu,2024,thu,108,8.5\nthu,2024,ho,10,12\n"
        (report,) = run(office, written(office, listed, "rows.csv")).reports
        assert (results(report), codes(report).count("C024")) == ({"thu": "exceeded", "ho": "met"}, 1)

    def test_a_row_of_a_list_may_hold_a_rate_alone(self, office):
        listed = "unit,period,indicator,value,growth\nthu,2024,thu,,7.5\nthu,2024,ho,10,\n"
        (report,) = run(office, written(office, listed, "rows.csv")).reports
        assert results(report) == {"thu": "unmet", "ho": "met"}


class TestAmends:
    def earlier(self, office: Office) -> str:
        return office.send("2024", "thu: {growth: 9}\nho: 9", as_of="2025-01-05")

    @pytest.mark.parametrize("label", LABELS)
    @pytest.mark.parametrize(("said", "amends"), [("có", True), ("x", True), ("true", True), ("không", False)])
    @pytest.mark.parametrize("beside", [True, False])
    def test_a_head_row_says_that_only_these_rows_change(self, office, label, said, amends, beside):
        line = f"{label};{said};;" if beside else f"{label}: {said};;;"
        text = f"{HEAD}{line}\nChỉ tiêu;ĐVT;Thực hiện;Ngày số liệu\nChỉ tiêu ho;hộ;12;2025-01-20\n"
        *_, report = run(office, self.earlier(office), written(office, text)).reports
        assert results(report) == {"thu": "exceeded" if amends else "no_data", "ho": "exceeded"}
        # With another figure for one, and, where it is left out, none for the other.
        assert codes(report).count("T010") == (1 if amends else 2)

    @pytest.mark.parametrize("said", ["true", "x", "có"])
    def test_a_column_says_so(self, office, said):
        listed = f"unit,period,indicator,value,as_of,amends\nthu,2024,ho,12,2025-01-20,{said}\n"
        *_, report = run(office, self.earlier(office), written(office, listed, "rows.csv")).reports
        assert results(report) == {"thu": "exceeded", "ho": "exceeded"}

    def test_all_rows_of_a_report_say_the_same(self, office):
        listed = "unit,period,indicator,value,amends\nthu,2024,ho,12,true\nthu,2024,thu,12,\n"
        path = written(office, listed, "rows.csv")
        done = run(office, path)
        assert [one.code.id for one in done.diagnostics] == ["D254"]
        assert done.diagnostics[0].location.line == 3

    @pytest.mark.parametrize("said", ["đúng", "2"])
    def test_another_word_is_refused(self, office, said):
        text = f"{HEAD}Điều chỉnh một phần: {said};;;\nChỉ tiêu;ĐVT;Thực hiện;\nChỉ tiêu ho;hộ;12;\n"
        done = run(office, written(office, text))
        assert [one.code.id for one in done.diagnostics] == ["D013"]

    def test_without_what_it_corrects_the_place_is_told(self, office):
        text = f"{HEAD}Điều chỉnh một phần: có;;;\nChỉ tiêu;ĐVT;Thực hiện;\nChỉ tiêu ho;hộ;12;\n"
        (report,) = run(office, written(office, text)).reports
        told = next(one for one in report.findings if one.code.id == "T023")
        assert told.location.line == 3


@pytest.fixture
def rules(office):
    return load_pack(str(office.pack))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("locale", ["vi", "en"])
class TestTemplate:
    def form(self, rules, language, locale, *, amends=True):
        return form_of(rules, Period(2024), "thu", Language(language), "0.0", locale, amends=amends)

    def test_a_workbook_comes_back(self, office, rules, language, locale):
        form = self.form(rules, language, locale)
        book = opened(workbook(form, Language(language)))
        sheet = book.worksheets[0]
        column = list(form.columns).index(FormColumn.GROWTH) + 1
        id_ = list(form.columns).index(FormColumn.ID) + 1
        number = next(n for n in range(1, sheet.max_row + 1) if sheet.cell(n, id_).value == "thu")
        sheet.cell(number, column).value = 8.5
        path = Path(office.folder / "form.xlsx")
        path.write_bytes(saved(book))
        (sent,) = read_tables(str(path), EnvelopeOptions(), ReadLimits())
        assert (sent.amends, len(sent.observations)) == (True, 1)
        (report,) = run(office, str(path)).reports
        assert (results(report)["thu"], "T023" in codes(report)) == ("exceeded", True)

    @pytest.mark.parametrize(
        ("value", "shown", "verdict"),
        [(0.085, "0.0%", "exceeded"), (0.079, "0.0%", "unmet"), (8, "General", "met"), (1.085, "0.0%", "no_data")],
    )
    def test_a_cell_means_what_it_shows(self, office, rules, language, locale, value, shown, verdict):
        form = self.form(rules, language, locale, amends=False)
        book = opened(workbook(form, Language(language)))
        sheet, columns = book.worksheets[0], list(form.columns)
        id_, rate = (columns.index(one) + 1 for one in (FormColumn.ID, FormColumn.GROWTH))
        number = next(n for n in range(1, sheet.max_row + 1) if sheet.cell(n, id_).value == "thu")
        sheet.cell(number, rate).value = value
        sheet.cell(number, rate).number_format = shown
        path = Path(office.folder / "form.xlsx")
        path.write_bytes(saved(book))
        (report,) = run(office, str(path)).reports
        assert results(report)["thu"] == verdict

    def test_csv_comes_back(self, office, rules, language, locale):
        form = self.form(rules, language, locale)
        delimiter = ";" if locale == "vi" else ","
        made = csv_form(form, Language(language)).decode("utf-8-sig")
        table = list(csv.reader(io.StringIO(made), delimiter=delimiter))
        column = list(form.columns).index(FormColumn.GROWTH)
        for row in table:
            if row[-1:] == ["thu"]:
                row[column] = "7,5" if locale == "vi" else "7.5"
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter).writerows(table)
        path = written(office, text.getvalue())
        (sent,) = read_tables(path, EnvelopeOptions(), ReadLimits())
        assert sent.amends
        (report,) = run(office, path).reports
        assert (results(report)["thu"], "T023" in codes(report)) == ("unmet", True)

    def test_yaml_comes_back(self, office, rules, language, locale):
        text = yaml_form(self.form(rules, language, locale), Language(language)).decode()
        assert (text.count("    growth:\n"), "\namends: true\n" in text) == (1, True)
        path = written(office, text.replace("growth:", 'growth: "tăng 8%"'), "form.yaml")
        (report,) = run(office, path).reports
        assert (results(report)["thu"], "T023" in codes(report)) == ("met", True)

    def test_nothing_of_it_where_nobody_asks(self, language, locale, tmp_path):
        other = Office(tmp_path / "other", COUNT)
        form = self.form(load_pack(str(other.pack)), language, locale, amends=False)
        assert FormColumn.GROWTH not in form.columns
        assert "amends" not in dict(form.envelope)
        text = yaml_form(form, Language(language)).decode()
        assert "growth" not in text
        assert "amends" not in text


def test_the_command_writes_a_form_that_amends(office):
    path = office.folder / "bo-sung.csv"
    done = checker("template", "-p", str(office.pack), "--period", "2024", "--amends", "-o", str(path))
    assert done.exit_code == 0
    text = path.read_text(encoding="utf-8-sig")
    assert "Partial correction: yes" in text
    assert "_checker amends: true" in text


def test_a_form_and_its_head_must_agree(office):
    text = (
        "Đơn vị: thu;;\nĐiều chỉnh một phần: không;;\nChỉ tiêu;ĐVT;Thực hiện\nChỉ tiêu ho;hộ;12\n"
        "_checker form: 1;;\n_checker period: 2024;;\n_checker amends: true;;\n"
    )
    with pytest.raises(SubmissionError) as caught:
        read_tables(written(office, text), EnvelopeOptions(), ReadLimits())
    assert [one.code.id for one in caught.value.diagnostics] == ["D254"]
