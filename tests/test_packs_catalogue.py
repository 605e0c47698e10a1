"""Packs by path and by id."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checker.domain.text import Message
from checker.errors import PackError
from checker.packs.catalogue import find, known_packs
from checker.packs.load import check_pack, load_pack

ROOT = Path(__file__).parent.parent


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("trial/2024.yaml", "trial/2023.yml", "deep/er/one.yaml", "Not An Id.yaml", "readme.txt"):
        path = tmp_path / "rules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("pack: 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_packs_of_the_working_folder_come_first(here: Path) -> None:
    assert Path(find("trial/2024")) == Path("rules/trial/2024.yaml")
    assert Path(find("trial/2023")) == Path("rules/trial/2023.yml")
    assert {"deep/er/one", "trial/2023", "trial/2024"} <= set(known_packs())
    assert not any("not an id" in id_.lower() for id_ in known_packs())
    assert list(known_packs()) == sorted(known_packs())
    assert here == Path.cwd()


def test_a_path_is_taken_as_it_is(here: Path) -> None:
    assert find("rules/trial/2024.yaml") == "rules/trial/2024.yaml"
    assert find("missing.yaml") == "missing.yaml"
    assert find(str(here)) == str(here)


@pytest.mark.parametrize(
    ("reference", "guess"),
    [
        ("trial/2042", "trial/2024"),
        ("TRIAL/2024", "trial/2024"),
        ("../../etc/passwd-", None),
        ("", None),
        ("a\0b", None),
    ],
)
@pytest.mark.usefixtures("here")
def test_an_unknown_pack_lists_the_known_ones(reference: str, guess: str | None) -> None:
    pack, (found,) = check_pack(reference)
    values = dict(found.message.values)
    assert (pack, found.code.id, values["value"]) == (None, "P301", reference)
    assert values["known"] == known_packs()
    assert isinstance(found.hint, Message)
    if guess:
        assert dict(found.hint.values)["guess"] in {"trial/2024", "trial/2023"}
    else:
        assert dict(found.hint.values)["known"] == known_packs()
    with pytest.raises(PackError):
        load_pack(reference)


@pytest.mark.usefixtures("here")
def test_another_type_of_file_is_told_by_its_name() -> None:
    _, (found,) = check_pack("rules/readme.txt")
    assert (found.code.id, dict(found.message.values)["suffix"]) == ("P008", ".txt")


def test_an_installed_package_brings_its_packs(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(ROOT / "checker", site / "checker", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "rules", site / "checker" / "_rules")
    (site / "rules").mkdir()  # somebody else's
    (site / "rules" / "strange.yaml").write_text("a: b", encoding="utf-8")
    code = (
        f"import sys; sys.path.insert(0, {str(site)!r})\n"
        "from checker.packs.catalogue import known_packs; from checker.packs.load import load_pack\n"
        "print(known_packs(), load_pack('bac-kan-city/2024', cache=False).path)"
    )
    run = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    known = "('bac-kan-city/2023', 'bac-kan-city/2024', 'national-assembly/2019', "
    known += "'tinh-thi-du/2026', 'xa-thi-du/2026-2030')"
    assert run.stdout.strip() == f"{known} {site / 'checker' / '_rules' / 'bac-kan-city' / '2024.csv'}"
