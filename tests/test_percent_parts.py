"""Percentages as numerator or denominator: refused alike in YAML, in a list, in a form and in bulk."""

from __future__ import annotations

import pytest

from tests.command import checker

PACK = """pack: 1
id: made/2024
revision: 1
title: T
unit: made
year: 2024
synthetic: true
documents: {d: {title: D, date: 2023-12-20, address: x}}
groups: {g: G}
defaults: {group: g, document: d, better: higher}
indicators:
  bhyt: {code: "1", title: Bảo hiểm y tế, kind: ratio, unit: "%", target: {at_least: 95}, source: từ 95% trở lên}
"""
FORM = "Chỉ tiêu;ĐVT;Tử số;Mẫu số;Thực hiện\nBảo hiểm y tế;%;{above};{below};\n"
LIST = 'unit,period,indicator,value,numerator,denominator\nmade,2024,bhyt,,"{above}","{below}"\n'
YAML = """submission: 1
unit: made
period: 2024
observations: {{bhyt: {{numerator: "{above}", denominator: "{below}"}}}}
"""
WAYS = {
    "yaml": ("check", YAML, "sent.yaml"),
    "list": ("check", LIST, "sent.csv"),
    "form": ("check", FORM, "sent.csv"),
    "bulk": ("bulk", LIST, "sent.csv"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("above", "below", "codes"),
    [
        ("480", "500", []),
        ("480%", "500", ["D103"]),
        ("480", "500%", ["D103"]),
        ("48%", "50%", ["D103"]),
        ("480‰", "500", ["D103"]),
        ("480 điểm %", "500", ["D103"]),
    ],
)
def test_a_percentage_is_no_numerator_and_no_denominator(tmp_path, monkeypatch, way, above, below, codes):
    monkeypatch.chdir(tmp_path)
    command, text, name = WAYS[way]
    (tmp_path / "pack.yaml").write_text(PACK, "utf-8")
    (tmp_path / name).write_text(text.format(above=above, below=below), "utf-8")
    of_form = ("--unit", "made", "--period", "2024") if way == "form" else ()
    done = checker(command, "-p", "pack.yaml", *of_form, "--format", "concise", name)
    assert done.exit_code == (1 if codes else 0), done.everything
    assert ["D103"] * ("D103" in done.stdout) == codes


@pytest.mark.parametrize(("value", "code"), [("480/500", ""), ("480‰/500", "D103"), ("48%/50", "D103")])
def test_the_percent_sign_of_the_row_is_not_that_of_two_counts(tmp_path, monkeypatch, value, code):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pack.yaml").write_text(PACK, "utf-8")
    form = f"Chỉ tiêu;ĐVT;Kế hoạch năm 2024;Thực hiện\nBảo hiểm y tế;%;95;{value}\n"
    (tmp_path / "sent.csv").write_text(form, "utf-8")
    asked = ("check", "-p", "pack.yaml", "--unit", "made", "--period", "2024", "--format", "concise", "sent.csv")
    done = checker(*asked)
    assert (done.exit_code, code in done.stdout) == (1 if code else 0, True), done.everything
