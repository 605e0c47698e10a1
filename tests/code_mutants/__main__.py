"""Draw mutants of rooms, give each to the tests that run its statement, and print what nothing noticed.

Run by ``make mutants`` (``ROOM=readers SAMPLE=60 SEED=1``, or ``MUTANT=NAME``). Changes of wording alone are not drawn.
A mutant has survived when the tests pass that run its statement, as many of them as took ``--budget`` seconds when they
were recorded.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from tests.code_mutants.draw import Mutant, named, sample
from tests.code_mutants.recorded import Recorded, command, copy_tree, record

ROOT: Final = Path(__file__).resolve().parent.parent.parent
PLACE: Final = ROOT / "mutants"
ROOMS: Final = ("readers", "binding", "reporters", "forms", "bulk", "domain", "plan", "engines", "assess")
# Their slow tests guard what no quick one does.
_SLOW: Final = {
    "readers": tuple(f"tests/test_{name}.py" for name in ("conditional_formats", "ods", "workbook_cells")),
    "reporters": tuple(f"tests/test_{name}*.py" for name in ("consolidated", "html", "outputs", "reporters")),
    "forms": ("tests/test_forms_*.py",),
    "bulk": ("tests/test_bulk*.py",),
}
_OUTCOMES: Final = ("noticed", "timed out", "survived", "not covered", "broken")


def main() -> int:
    """Return 1 if any mutant survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--room", nargs="*", default=[], help="rooms; all that decide, read or write unless given")
    parser.add_argument("--sample", type=int, default=60, help="how many mutants of each room")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[], help="names of mutants, instead of a sample")
    parser.add_argument("--budget", type=float, default=60, help="seconds of tests a mutant, as they were recorded")
    parser.add_argument("--slow", nargs="*", default=[], help="files whose slow tests are tried too")
    parser.add_argument("--workers", type=int, default=2, help="processes that record")
    asked = parser.parse_args()
    rooms = asked.room or sorted({name.split(".")[1] for name in asked.only}) or list(ROOMS)
    slow = [*asked.slow, *(pattern for room in rooms for pattern in _SLOW.get(room.partition("/")[0], ()))]
    record(ROOT, PLACE / "recorded", slow, asked.workers)
    recorded = Recorded(PLACE / "recorded")
    drawn: dict[str, list[Mutant]] = {}
    sizes: dict[str, int] = {}
    for room in rooms:
        if asked.only:
            drawn[room] = [one for one in named(ROOT, asked.only) if one.path.startswith(f"checker/{room}")]
            sizes[room] = len(drawn[room])
        else:
            drawn[room], sizes[room] = sample(ROOT, room, asked.sample, asked.seed, PLACE / "counts.json")
    mutants = [mutant for of in drawn.values() for mutant in of]
    outcomes = _outcomes(PLACE / "-".join(rooms).replace("/", ".")[:80], mutants, recorded, asked.budget)
    for mutant in mutants:
        _print(mutant, outcomes[mutant.name])
    print(f"\n| room | mutants | drawn | {' | '.join(_OUTCOMES)} |\n|{'---|' * (3 + len(_OUTCOMES))}")
    for room in rooms:
        counts = Counter(outcomes[mutant.name]["outcome"] for mutant in drawn[room])
        print(f"| {room} | {sizes[room]} | {len(drawn[room])} | {' | '.join(str(counts[one]) for one in _OUTCOMES)} |")
    return 1 if any(outcome["outcome"] in ("survived", "not covered") for outcome in outcomes.values()) else 0


def _print(mutant: Mutant, outcome: dict[str, Any]) -> None:
    if outcome["outcome"] not in ("noticed", "timed out"):
        tried = f" by {outcome['run']} of {outcome['of']} tests" if outcome["of"] else ""
        print(f"\n{mutant.name}\n{mutant.path}:{mutant.line}: {outcome['outcome']}{tried} {outcome['by']}")
        print(mutant.change)


def _outcomes(place: Path, mutants: list[Mutant], recorded: Recorded, budget: float) -> dict[str, dict[str, Any]]:
    tree = copy_tree(ROOT, place)
    outcomes: dict[str, dict[str, Any]] = {}
    jobs: list[dict[str, Any]] = []
    before: set[str] = set()
    for mutant in mutants:
        tests, at_import = recorded.tests_of(ROOT, mutant.path, mutant.function, mutant.line)
        chosen = _within(tests, recorded.seconds, budget)
        outcomes[mutant.name] = {"outcome": "not covered", "by": "", "run": len(chosen), "of": len(tests)}
        if chosen:
            jobs.append(_job(mutant, chosen, recorded))
        if at_import:
            before.add(mutant.name)
    for done in _run(place, tree, jobs) if jobs else ():
        outcomes[done["name"]] |= done
    for mutant, job in ((mutant, job) for mutant in mutants for job in jobs if job["name"] == mutant.name):
        outcome = outcomes[mutant.name]["outcome"]
        if outcome == "broken" or (outcome == "survived" and mutant.name in before):
            outcomes[mutant.name] |= _alone(place, tree, mutant, job["tests"])
    return outcomes


def _within(tests: list[str], seconds: dict[str, float], budget: float) -> list[str]:
    chosen: list[str] = []
    for test in tests:
        budget -= seconds[test]
        if chosen and budget < 0:
            break
        chosen.append(test)
    return chosen


def _job(mutant: Mutant, tests: list[str], recorded: Recorded) -> dict[str, Any]:
    module = ".".join(Path(mutant.path).with_suffix("").parts).removesuffix(".__init__")
    job = mutant._asdict() | {"module": module, "tests": tests}
    return job | {"seconds": {test: recorded.seconds[test] for test in tests}}


def _run(place: Path, tree: Path, jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    path = place / "jobs.json"
    path.write_text(json.dumps(jobs), encoding="utf-8")
    files = sorted({test.partition("::")[0] for job in jobs for test in job["tests"]})
    subprocess.run(
        command(place, "-s", "-m", "not nightly", *files),
        cwd=tree,
        env=os.environ | {"MUTANTS_JOBS": str(path)},
        stdout=sys.stderr,
        check=False,
    )
    return [json.loads(line) for line in path.with_suffix(".results").read_text(encoding="utf-8").splitlines()]


def _alone(place: Path, tree: Path, mutant: Mutant, tests: list[str]) -> dict[str, Any]:
    """Try once more in a process that imports the mutant: what was worked out at import is then worked out by it."""
    path, left = tree / mutant.path, list(tests)
    kept = path.read_text(encoding="utf-8")
    while True:
        path.write_text(mutant.text, encoding="utf-8")
        try:
            failed = _failing(place, tree, left)
        finally:
            path.write_text(kept, encoding="utf-8")
        # A test that fails without a mutant notices nothing.
        if failed not in left or not _failing(place, tree, [failed]):
            return {"outcome": "noticed" if failed else "survived", "by": failed}
        left.remove(failed)


def _failing(place: Path, tree: Path, tests: list[str]) -> str:
    """Return the first of some tests that fails in a process of its own; empty if all pass."""
    chosen = place / "chosen"
    chosen.write_text("\n".join(tests), encoding="utf-8")
    done = subprocess.run(
        command(place, "-x", "-m", "not nightly", *sorted({test.partition("::")[0] for test in tests})),
        cwd=tree,
        env=os.environ | {"MUTANTS_CHOSEN": str(chosen), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode in (0, pytest.ExitCode.NO_TESTS_COLLECTED):
        return ""
    told = next(filter(_names_a_test, done.stdout.splitlines()), " at import").partition(" ")[2]
    return next((test for test in tests if told == test or told.startswith(f"{test} - ")), told)


def _names_a_test(line: str) -> bool:
    return line.startswith(("FAILED", "ERROR"))


if __name__ == "__main__":
    sys.exit(main())
