"""Write beside the files of a release what they are made of, and their digests; nothing is published from here.

Called as ``python requirements/release.py DIST`` where DIST holds a wheel and a source distribution. It writes
``sbom.cdx.json`` (CycloneDX 1.5, of the locked run-time dependencies) and ``SHA256SUMS``. Equal input gives equal
files. ``python requirements/release.py --check`` tells what is not ready: the version of the tree, the tag of the
commit, the changelog and the citation must agree. ``--cut VERSION DAY`` makes them so, but for the tag.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parent / "run.txt"
VERSION = "checker/version.py"


def components(lock: Path) -> list[dict[str, Any]]:
    """Return the packages of a lock with the digests of all files by which each may be installed."""
    found = []
    for entry in re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8")):
        match = re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)(?: *; *([^\\\n]+?))? *(?:\\|\n|$)", entry)
        if match is None:
            continue
        name, version, marker = match.groups()
        found.append(
            {
                "type": "library",
                "bom-ref": f"pkg:pypi/{name.lower()}@{version}",
                "name": name,
                "version": version,
                "purl": f"pkg:pypi/{name.lower()}@{version}",
                "properties": [
                    *([{"name": "marker", "value": marker}] if marker else []),
                    *({"name": "sha256", "value": one} for one in re.findall(r"sha256:([0-9a-f]{64})", entry)),
                ],
            }
        )
    return found


def bill(version: str) -> dict[str, Any]:
    """Return the bill of materials of a version."""
    own = f"pkg:generic/target-checker@{version}"
    parts = components(LOCK)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": own, "name": "target-checker", "version": version}
        },
        "components": parts,
        "dependencies": [{"ref": own, "dependsOn": [part["bom-ref"] for part in parts]}],
    }


def troubles(root: Path, tag: str) -> list[str]:
    """Return what is not ready for a release.

    Args:
        root: The tree.
        tag: The tag of the commit; empty if it has none, and the version of the tree holds.
    """
    version = _stated(root, VERSION, r'__version__ = "(.+)"')
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    found = []
    if tag and tag != f"v{version}":
        found.append(f"the tag is {tag}, and {VERSION} has {version}")
    if (cited := _stated(root, "CITATION.cff", r"^version: (.+)$")) != version:
        found.append(f"CITATION.cff has {cited}, and {VERSION} has {version}")
    if tag and not re.search(rf"^## {re.escape(version)} - \d{{4}}-\d\d-\d\d$", changes, re.MULTILINE):
        found.append(f"CHANGELOG.md has no `## {version} - DAY`; cut it")
    return found


def cut(root: Path, version: str, day: str) -> None:
    """Give what is unreleased in the changelog a version and a day, and the tree that version."""
    texts = {
        "CHANGELOG.md": ("## Unreleased\n", f"## Unreleased\n\n## {version} - {day}\n"),
        VERSION: (_line(root, VERSION, "__version__"), f'__version__ = "{version}"\n'),
        "CITATION.cff": (_line(root, "CITATION.cff", "version:"), f"version: {version}\n"),
    }
    for name, (before, after) in texts.items():
        path = root / name
        path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")


def _stated(root: Path, name: str, pattern: str) -> str:
    found = re.search(pattern, (root / name).read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else ""


def _line(root: Path, name: str, begin: str) -> str:
    lines = (root / name).read_text(encoding="utf-8").splitlines(keepends=True)
    return next(line for line in lines if line.startswith(begin))


def _tag(root: Path) -> str:
    git = ["git", "describe", "--exact-match", "--tags"]
    done = subprocess.run(git, cwd=root, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def main() -> None:
    """Do what the arguments say."""
    root = LOCK.parent.parent
    match sys.argv[1:]:
        case ["--check"]:
            found = troubles(root, _tag(root))
            sys.exit("\n".join(found) if found else 0)
        case ["--cut", version, day]:
            cut(root, version, day)
        case [folder]:
            write(Path(folder))
        case _:
            sys.exit(__doc__)


def write(folder: Path) -> None:
    """Write both files into a folder."""
    (wheel,) = folder.glob("target_checker-*.whl")
    version = wheel.name.split("-")[1]
    (folder / "sbom.cdx.json").write_text(json.dumps(bill(version), indent=1) + "\n", encoding="utf-8")
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != "SHA256SUMS")
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


if __name__ == "__main__":
    main()
