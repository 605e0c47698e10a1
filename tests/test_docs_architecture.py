"""docs/architecture.md names modules that are there, every room, and every module of bulk runs."""

from __future__ import annotations

import re
from pathlib import Path

from tests.examples import each_row

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "checker"
PAGE = "docs/architecture.md"
TEXT = re.sub(r"^```.*?^```$", "", (ROOT / PAGE).read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
ROOMS, BULK = "## Rooms", "## Rows by the million"
NOT_MODULES = {"a/b", "__init__"}
"""Words between backticks in the table of rooms that are no names of modules."""


def section(title: str) -> str:
    return re.split(r"^## ", TEXT.partition(f"{title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """Return the cells of each row of the first table in a text, without its heading."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [re.split(r" *\| *", line.strip("| ")) for line in lines[2:]]


def names(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def is_module(path: Path) -> bool:
    return path.with_name(path.name + ".py").is_file() or (path / "__init__.py").is_file()


def modules_of(folder: Path) -> set[str]:
    """Return the modules and packages of a folder, without those that Python names."""
    return {
        path.stem
        for path in folder.iterdir()
        if not path.name.startswith("_") and (path.suffix == ".py" or (path / "__init__.py").is_file())
    }


def test_every_room_and_every_module_beside_the_rooms_has_a_row():
    named = [names(cells[0])[0].removesuffix("/").removesuffix(".py") for cells in rows(section(ROOMS))]
    for missing in sorted(modules_of(PACKAGE) - set(named)):
        raise AssertionError(f"{PAGE}: add a row for checker/{missing} to the table under “{ROOMS}”")
    for gone in sorted(set(named) - modules_of(PACKAGE)):
        raise AssertionError(f"{PAGE}: there is no checker/{gone}; mend its row of the table under “{ROOMS}”")
    assert len(named) == len(set(named))


def test_what_a_row_of_a_room_names_is_a_module_of_that_room():
    for first, *others in rows(section(ROOMS)):
        room = names(first)[0]
        for name in (name for cell in others for name in names(cell) if name not in NOT_MODULES):
            place, _, _ = name.partition(".")
            there = is_module(PACKAGE / room / place) or is_module(PACKAGE / place)
            assert there, f"{PAGE}: there is no module {name} in checker/{room}; mend the row of {room} under “{ROOMS}”"


def test_every_module_of_a_bulk_run_is_named():
    told = {name.partition(".")[0] for name in names(section(BULK))}
    for missing in sorted(modules_of(PACKAGE / "bulk") - told):
        raise AssertionError(
            f"{PAGE}: name `{missing}` (checker/bulk/{missing}.py) in the column “module” of the table under “{BULK}”, "
            "in the row of the step that it belongs to"
        )


def test_the_table_of_a_bulk_run_names_modules_of_it():
    for step, _, column in rows(section(BULK)):
        for gone in sorted(set(names(column)) - modules_of(PACKAGE / "bulk")):
            raise AssertionError(f"{PAGE}: there is no checker/bulk/{gone}.py; mend the row “{step}” under “{BULK}”")


def test_the_tables_of_a_bulk_run_are_there():
    code = "".join(path.read_text("utf-8") for path in (PACKAGE / "bulk").glob("*.py"))
    for step, column, _ in rows(section(BULK)):
        for gone in (name for name in names(column) if not re.search(rf"\b{name.removesuffix('*')}", code)):
            raise AssertionError(f"{PAGE}: no table is called {gone}; mend the row “{step}” under “{BULK}”")


PATHS = sorted({name for name in names(TEXT) if re.fullmatch(r"[\w.-]+(/[\w.-]+)*(\.py|/)|[a-z_]+(/[a-z_]+)+", name)})


@each_row("name", [*PATHS, *sorted(set(re.findall(r"(?<![\w/`])(?:tests|docs)/[\w./-]+\w", TEXT)))])
def test_every_path_that_is_named_is_there(name):
    if name in NOT_MODULES or (ROOT / name).exists():
        return
    place = name.removesuffix("/").removesuffix(".py")
    anywhere = [path.relative_to(PACKAGE).with_suffix("").as_posix() for path in PACKAGE.rglob("*.py")]
    anywhere += [path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("__init__.py")]
    found = [one for one in anywhere if one == place or one.endswith(f"/{place}")]
    assert found, f"{PAGE}: there is no {name} below checker/"


DOTTED = sorted({name for name in names(TEXT) if re.fullmatch(r"[a-z_]+\.\w+", name) and not name.endswith(".py")})


@each_row("name", DOTTED)
def test_what_a_module_is_said_to_have_is_there(name):
    module, _, member = name.partition(".")
    sources = [path.read_text("utf-8") for path in PACKAGE.rglob(f"{module}.py")]
    inside = [path / f"{member}.py" for path in PACKAGE.rglob(module) if path.is_dir()]
    inside += [path / member / "__init__.py" for path in PACKAGE.rglob(module) if path.is_dir()]
    there = any(re.search(rf"\b{member}\b", source) for source in sources) or any(path.is_file() for path in inside)
    assert there or member == "NAME", f"{PAGE}: there is no {name} below checker/"


def test_the_page_names_enough_to_be_checked():
    assert len(PATHS) > 40
    assert len(rows(section(ROOMS))) > 25
    assert len(rows(section(BULK))) > 8
