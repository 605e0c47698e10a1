"""Tell whether a lock is complete: whatever its packages ask for, with the extras they name, is in it too.

A lock is installed without resolving, so nothing else notices a package that it lacks; ``pip check`` looks neither at
extras nor at whether the lock was installed. Called as ``python requirements/complete.py LOCK...`` in the environment
that was installed from these locks, it says what is wrong and exits with 1, or says nothing. It needs ``packaging``,
which every such environment has, and knows nothing of the program.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def locked_in(lock: Path) -> dict[str, str]:
    """Return the packages of a lock that this Python installs, each with its version."""
    lines = re.findall(r"^(\w.*?) *\\?$", lock.read_text(encoding="utf-8"), re.MULTILINE)
    entries = [Requirement(re.sub(r" --hash=.*", "", line)) for line in lines]
    return {
        canonicalize_name(entry.name): str(entry.specifier).removeprefix("==")
        for entry in entries
        if entry.marker is None or entry.marker.evaluate()
    }


def asked_by_the_project() -> list[Requirement]:
    """Return all that pyproject.toml names, for running, for its extras and for its groups."""
    tables = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    project = tables["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values(), *tables["dependency-groups"].values()]
    return [Requirement(text) for texts in lists for text in texts]


def faults_of(lock: Path) -> list[str]:
    """Return, a sentence each, what the lock lacks or contradicts."""
    locked = locked_in(lock)
    faults = []
    asked = [(name, "") for name in locked]
    for requirement in asked_by_the_project():
        asked += [(canonicalize_name(requirement.name), extra) for extra in sorted(requirement.extras)]
    seen = set()
    while asked:
        name, extra = asked.pop(0)
        if name not in locked or (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            installed = distribution(name)
        except PackageNotFoundError:
            faults.append(f"{name} {locked[name]} is not installed")
            continue
        if installed.version != locked[name] and not extra:
            faults.append(f"{name} is locked at {locked[name]}, and {installed.version} is installed")
        for text in installed.requires or []:
            wanted = Requirement(text)
            if wanted.marker is not None and not wanted.marker.evaluate({"extra": extra}):
                continue
            other = canonicalize_name(wanted.name)
            asker = f"{name}[{extra}]" if extra else name
            if other not in locked:
                faults.append(f"{asker} asks for {text}, which is not locked")
            elif not wanted.specifier.contains(locked[other], prereleases=True):
                faults.append(f"{asker} asks for {text}, and {locked[other]} is locked")
            asked += [(other, one) for one in sorted(wanted.extras)]
    return faults


def main() -> None:
    """Check each lock that is named."""
    told = [f"{lock}: {fault}" for lock in sys.argv[1:] for fault in dict.fromkeys(faults_of(Path(lock)))]
    if told:
        sys.exit("\n".join([*told, "`make lock` pins anew; `make clean` removes an environment of older locks."]))


if __name__ == "__main__":
    main()
