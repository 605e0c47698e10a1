"""The life of packs: drafts, successors, reviews, and documents whose numbers and texts are held to.

A superseded pack has no diagnostic but a notice, in the words of "P276".
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from checker.domain.diagnostic import Diagnostic
from checker.domain.digest import sha256_of
from checker.packs.load import check_pack, load_pack
from checker.packs.review import digest_of
from tests.command import checker
from tests.examples import each_row

if TYPE_CHECKING:
    import pytest

PACK = """\
pack: 1
id: life/2024
revision: 1
title: T
unit: life
year: 2024
documents: {{nq: {{title: N, address: A{document}}}}}
groups: {{g: G}}
defaults: {{kind: ratio, better: higher, group: g, frequency: year, unit: "%", document: nq}}
{more}indicators:
  a: {{code: "1", title: Tỷ lệ hộ nghèo, target: {{{target}}}, source: tỷ lệ hộ nghèo đạt 90%{indicator}}}
  b: {{code: "2", title: Tỷ lệ che phủ rừng, target: {{at_least: 65}}, source: tỷ lệ che phủ ... 65%}}
"""
TEXT = "Phấn đấu Tỷ lệ\nhộ nghèo  đạt 90%; tỷ lệ che phủ rừng 65%.\n"


def written(
    folder: Path, document: str = "", more: str = "", target: str = "at_least: 90", indicator: str = ""
) -> Path:
    path = folder / "life" / "2024.yaml"
    path.parent.mkdir(exist_ok=True)
    text = PACK.format(document=document, more=more, target=target, indicator=indicator)
    path.write_text(text, encoding="utf-8")
    return path


def found_in(path: Path) -> list[Diagnostic]:
    return list(check_pack(str(path))[1])


def codes_in(path: Path) -> list[str]:
    return [one.code.id for one in found_in(path)]


def report(folder: Path) -> str:
    path = folder / "r.yaml"
    path.write_text('submission: 1\nunit: life\nperiod: 2024\nobservations: {a: "91%", b: "66%"}\n', encoding="utf-8")
    return str(path)


# ---- status ---------------------------------------------------------------------------------


def test_nothing_is_judged_by_a_draft(tmp_path: Path) -> None:
    path = str(written(tmp_path, more="status: draft\n"))
    done = checker("check", "-p", path, report(tmp_path), "--lang", "en")
    assert (done.exit_code, "P275" in done.everything) == (2, True)
    data = tmp_path / "rows.csv"
    data.write_text("unit,period,indicator,value\nlife,2024,a,91\n", encoding="utf-8")
    done = checker("bulk", "-p", path, str(data), "--lang", "en")
    assert (done.exit_code, "P275" in done.everything) == (2, True)
    assert checker("lint", path).exit_code == 0
    assert "a draft" in checker("explain", path, "--lang", "en").everything
    form = str(tmp_path / "f.yaml")
    assert checker("template", "-p", path, "--period", "2024", "-o", form).exit_code == 0


def test_a_superseded_pack_names_its_successor(tmp_path: Path) -> None:
    path = str(written(tmp_path, more="status: superseded\nsuccessor: life/2025\n"))
    done = checker("check", "-p", path, report(tmp_path), "--lang", "en")
    assert done.exit_code == 0, done.everything
    assert "the pack life/2024 is superseded by life/2025" in done.everything
    data = tmp_path / "rows.csv"
    data.write_text("unit,period,indicator,value\nlife,2024,a,91\nlife,2024,b,66\n", encoding="utf-8")
    done = checker("bulk", "-p", path, str(data), "--lang", "en")
    assert "the pack life/2024 is superseded by life/2025" in done.everything
    assert "superseded by life/2025" in checker("explain", path, "--lang", "en").everything


@each_row(
    ("more", "codes"),
    [
        ("status: superseded\n", ["P277"]),
        ("successor: life/2025\n", ["P277"]),
        ("status: draft\nsuccessor: life/2025\n", ["P277"]),
        ("status: drft\n", ["P013"]),
        ("status: in_force\n", []),
    ],
)
def test_status_and_successor_go_together(tmp_path: Path, more: str, codes: list[str]) -> None:
    assert [one for one in codes_in(written(tmp_path, more=more)) if one != "P241"] == codes


def test_what_an_indicator_goes_on_from_is_explained(tmp_path: Path) -> None:
    related = (
        ", related: [{how: renamed, pack: life/2023, indicator: z}, {how: derived, pack: life/2023, indicator: y}]"
    )
    path = str(written(tmp_path, indicator=related))
    shown = checker("explain", "a", "-p", path, "--lang", "en").everything
    assert "renamed from      z of life/2023" in shown
    assert "derived from      y of life/2023" in shown


# ---- reviews --------------------------------------------------------------------------------


def reviewed(digest: str) -> str:
    return f", reviewed: {{by: N, day: 2024-01-15, digest: {digest}}}"


def test_a_review_silences_warnings_until_something_changes(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert codes_in(path) == ["P241"]
    digest = digest_of(load_pack(str(path), cache=False).indicator("a"))
    assert digest in checker("explain", "a", "-p", str(path), "--lang", "en").everything
    path = written(tmp_path, indicator=reviewed(digest))
    assert codes_in(path) == []
    assert "by N on 2024-01-15" in checker("explain", "a", "-p", str(path), "--lang", "en").everything
    # An error is never silenced, and what was changed is told.
    path = written(tmp_path, target="at_least: 91", indicator=reviewed(digest))
    assert codes_in(path) == ["P241", "P230", "P229"]
    again = digest_of(load_pack(str(path), cache=False).indicator("a"))
    assert again != digest
    old = found_in(path)[-1]
    assert again in str(old.hint)
    path = written(tmp_path, target="at_least: 91", indicator=reviewed(again))
    assert codes_in(path) == ["P230"]


@each_row(
    "change",
    [("at_least: 90", "at_least: 89"), ("at_least: 90", "above: 90"), ("hộ nghèo đạt 90%", "hộ nghèo là 90%"),
     ("kind: ratio", "kind: stock"), ('unit: "%"', "unit: điểm %"), ("better: higher", "better: neither")],
)  # fmt: skip
def test_the_digest_is_of_target_unit_kind_and_clause(tmp_path: Path, change: tuple[str, str]) -> None:
    path = written(tmp_path)
    digest = digest_of(load_pack(str(path), cache=False).indicator("a"))
    text = path.read_text(encoding="utf-8")
    if "neither" in change[1]:
        text = text.replace("at_least", "equal")
    path.write_text(text.replace(*change), encoding="utf-8")
    assert digest_of(load_pack(str(path), cache=False).indicator("a")) != digest
    path.write_text(
        text.replace("Tỷ lệ hộ nghèo", "Hộ nghèo").replace("at_least: 90", "at_least: 90.0"), encoding="utf-8"
    )
    if "neither" not in change[1]:
        assert digest_of(load_pack(str(path), cache=False).indicator("a")) == digest


def test_what_is_not_read_is_listed_for_review(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("... 65%", "... 65%; 70%"), encoding="utf-8")
    assert "P236" in codes_in(path)
    done = checker("lint", "--unread", str(path), "--lang", "en")
    assert "P236" in done.everything
    assert "P241" not in done.everything


# ---- documents ------------------------------------------------------------------------------


def test_a_document_sets_as_many_targets_as_it_states(tmp_path: Path) -> None:
    assert "P239" not in codes_in(written(tmp_path, document=", thresholds: 2"))
    (wrong,) = [one for one in found_in(written(tmp_path, document=", thresholds: 3")) if one.code.id == "P239"]
    assert dict(wrong.message.values) == {"document": "nq", "stated": 3, "found": 2}
    assert load_pack(str(tmp_path / "life" / "2024.yaml"), cache=False).id == "life/2024"
    assert checker("lint", str(tmp_path / "life" / "2024.yaml")).exit_code == 2


def with_text(folder: Path, text: str, name: str = "nq.txt") -> str:
    place = folder / "life" / name
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(text.encode())
    return f", file: {name}, sha256: {sha256_of(text.encode())}"


def test_clauses_stand_in_their_document(tmp_path: Path) -> None:
    assert "P243" not in codes_in(written(tmp_path, document=with_text(tmp_path, TEXT)))
    other = with_text(tmp_path, TEXT.replace("90%", "91%"))
    (wrong,) = [one for one in found_in(written(tmp_path, document=other)) if one.code.id == "P243"]
    assert dict(wrong.message.values)["indicator"] == "a"
    turned = with_text(tmp_path, "65% là tỷ lệ che phủ; tỷ lệ hộ nghèo đạt 90%")
    assert "P243" in codes_in(written(tmp_path, document=turned))
    # Of a file that is no text only the digest is held.
    assert "P243" not in codes_in(written(tmp_path, document=with_text(tmp_path, "x", "nq.pdf")))


DIGEST = sha256_of(TEXT.encode())


@each_row(
    "document",
    [
        f", file: none.txt, sha256: {DIGEST}",
        f", file: nq.txt, sha256: {sha256_of(b'other')}",
        f", file: ../nq.txt, sha256: {DIGEST}",
        f", file: /etc/hostname, sha256: {DIGEST}",
        ", file: nq.txt",
        f", sha256: {DIGEST}",
    ],
)
def test_a_file_that_is_not_the_document_is_told(tmp_path: Path, document: str) -> None:
    with_text(tmp_path, TEXT)
    (tmp_path / "nq.txt").write_text(TEXT, encoding="utf-8")
    assert "P278" in codes_in(written(tmp_path, document=document))


def test_files_that_are_no_text_and_digests_that_are_none(tmp_path: Path) -> None:
    path = tmp_path / "life" / "nq.txt"
    path.parent.mkdir()
    path.write_bytes(b"\xff\x00\xfa")
    assert "P278" in codes_in(written(tmp_path, document=f", file: nq.txt, sha256: {sha256_of(path.read_bytes())}"))
    assert "P105" in codes_in(written(tmp_path, document=", file: nq.txt, sha256: ABC"))


def test_what_it_goes_on_from_is_looked_up_where_it_is_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By P258 and P259."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "rules"
    folder.mkdir()
    other = written(folder).read_text(encoding="utf-8").replace("life/2024", "life/2023").replace("2024", "2023")
    (folder / "life" / "2023.yaml").write_text(other, encoding="utf-8")
    for pack, indicator, wanted in (("life/2023", "b", []), ("life/2023", "c", ["P258"]), ("life/1999", "b", ["P259"])):
        path = written(folder, indicator=f", related: [{{how: renamed, pack: {pack}, indicator: {indicator}}}]")
        found = [one.code.id for one in check_pack(str(path))[1] if one.code.id in ("P258", "P259")]
        assert found == wanted
