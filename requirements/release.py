"""Write beside the files of a release what they are made of, and their digests; nothing is published from here.

Called as ``python requirements/release.py DIST`` where DIST holds a wheel and a source distribution. It writes
``sbom.cdx.json`` (CycloneDX 1.5, of the locked run-time dependencies) and ``SHA256SUMS``. Equal input gives equal
files.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parent / "run.txt"


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


def main() -> None:
    """Write both files into the folder that is named."""
    folder = Path(sys.argv[1])
    (wheel,) = folder.glob("target_checker-*.whl")
    version = wheel.name.split("-")[1]
    (folder / "sbom.cdx.json").write_text(json.dumps(bill(version), indent=1) + "\n", encoding="utf-8")
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != "SHA256SUMS")
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


if __name__ == "__main__":
    main()
