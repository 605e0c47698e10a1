"""How many mutants of the shipped packs lint notices without their examples, by kind.

Run by ``make bench-clauses``; names those that it does not notice. Nothing here is a test.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from tests.pack_mutants import KINDS, mutants_of, noticed

RULES = Path(__file__).resolve().parent.parent / "rules"


def main() -> None:
    """Print the counts, and every mutant that passes."""
    own = sorted(path for path in RULES.rglob("*.yaml") if not path.name.endswith(".pack.yaml"))
    paths = [Path(one) for one in sys.argv[1:]] or own
    made: Counter[str] = Counter()
    told: Counter[str] = Counter()
    passed: list[str] = []
    for path in paths:
        for mutant in mutants_of(path):
            made[mutant.kind] += 1
            if noticed(mutant.pack, mutant.pack["id"]):
                told[mutant.kind] += 1
            else:
                passed.append(f"{mutant.pack['id']} {mutant.indicator}: {mutant.kind}: {mutant.told}")
    print("| mutants | made | noticed | % |\n|---|---|---|---|")
    for kind in KINDS:
        if made[kind]:
            print(f"| {kind} | {made[kind]} | {told[kind]} | {100 * told[kind] / made[kind]:.1f} |")
    print("\n".join(["", "Not noticed:", *passed] if passed else ["", "All are noticed."]))


if __name__ == "__main__":
    main()
