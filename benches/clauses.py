"""How long the shipped packs are, and how many of their mutants lint notices without examples, by kind.

Run by ``make bench-clauses``; names those that it does not notice. Nothing here is a test.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from checker.domain.axes import Severity
from checker.packs.catalogue import head_of
from checker.packs.load import check_pack
from tests.pack_mutants import KINDS, mutants_of, noticed

RULES = Path(__file__).resolve().parent.parent / "rules"


def main() -> None:
    """Print the counts, and every mutant that passes."""
    paths = [Path(one) for one in sys.argv[1:]] or sorted(RULES.rglob("*.csv"))
    passed: list[str] = []
    print(f"| pack | targets | lines | characters | false alarms | {' | '.join(KINDS)} |")
    print(f"|{'---|' * (5 + len(KINDS))}")
    for path in paths:
        made: Counter[str] = Counter()
        told: Counter[str] = Counter()
        for mutant in mutants_of(path):
            made[mutant.kind] += 1
            if noticed(mutant.pack, mutant.pack["id"]):
                told[mutant.kind] += 1
            else:
                passed.append(f"{mutant.pack['id']} {mutant.indicator}: {mutant.kind}: {mutant.told}")
        counts = " | ".join(f"{told[kind]}/{made[kind]}" for kind in KINDS)
        print(f"| {size_of(path)} | {counts} |")
    print("\n".join(["", "Not noticed:", *passed] if passed else ["", "All are noticed."]))


def size_of(path: Path) -> str:
    """Return how many targets a pack has, its lines and characters a target, and what lint says of it as it is."""
    pack, found = check_pack(str(path))
    if pack is None:
        raise SystemExit(f"{path} cannot be used")
    alarms = sum(one.severity is not Severity.INFO for one in found)
    head = Path(head_of(str(path)))
    text = path.read_text(encoding="utf-8") + (head.read_text(encoding="utf-8") if head.exists() else "")
    targets = sum(one.target is not None for one in pack.indicators)
    own = len(path.read_text(encoding="utf-8").splitlines()) - 1 if head.exists() else 0
    lines = f"{own / targets:.1f} ({len(text.splitlines()) / targets:.1f} with the head)"
    return f"{pack.id} | {targets} | {lines} | {len(text) / targets:.0f} | {alarms}"


if __name__ == "__main__":
    main()
