"""Build what the officer's page needs beside this program: an interpreter and libraries, for a browser.

Called as ``python requirements/page_runtime.py OUTPUT``. It gets the packages of ``page.toml`` with npm and pip, as
both are set up here, holds each file against its digest, compiles what is Python with the interpreter that will run it,
and writes one archive. Equal input gives equal bytes. With ``--pin`` it writes ``page.toml`` anew instead: Python
packages in the versions of ``run.txt``, and npm's in the version that stands there.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LOCK = HERE / "page.toml"
PROGRAM = HERE.parent / "checker"
KEPT = HERE.parent / "build" / "page"
"""Where what was downloaded is kept, by digest."""
FORMAT = 1
SECONDS = 300

INTERPRETER = {
    "package/pyodide.asm.wasm": "interpreter.wasm.gz",
    "package/pyodide.asm.mjs": "interpreter.mjs.gz",
    "package/pyodide.mjs": "loader.mjs.gz",
}
LIBRARY = "package/python_stdlib.zip"
# Of the standard library, what neither this program nor its packages import.
LEFT_OUT = (
    *("_pyrepl", "curses", "dbm", "ensurepip", "idlelib", "lib2to3", "multiprocessing", "pydoc_data", "sqlite3"),
    *("tkinter", "turtledemo", "unittest", "venv", "wsgiref", "xmlrpc"),
    *(
        "_pydatetime",
        "_pydecimal",
        "_pyio",
        "bdb",
        "cProfile",
        "doctest",
        "ftplib",
        "imaplib",
        "mailbox",
        "nntplib",
        "pdb",
        "pickletools",
    ),
    *("poplib", "profile", "pstats", "pydoc", "smtplib", "socketserver", "trace", "turtle"),
)
# Of packages, what serves only whoever writes or compiles against them.
USELESS = (".c", ".h", ".pxd", ".pyi", ".pyx", ".typed", ".txt", ".md")
UNUSED = ("wcwidth/table_grapheme_overrides/_known_", "pydantic/mypy.py", "pydantic/v1/")

TERMINAL = ("click",)
"""Packages of the program that the command line alone imports, as a contract of import-linter holds."""


class Failed(Exception):
    """The runtime cannot be built; the text says why."""


def main() -> None:
    """Build the archive, or pin the packages."""
    try:
        if sys.argv[1:] == ["--pin"]:
            pin()
        else:
            build(Path(sys.argv[1]))
    except Failed as failed:
        sys.exit(f"page-runtime: {failed}")


def build(output: Path) -> None:
    """Write the archive."""
    lock = tomllib.loads(LOCK.read_text(encoding="utf-8"))
    lock["package"] = [package for package in lock["package"] if package["name"] not in TERMINAL]
    files = downloaded(lock)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        interpreter, parts = unpacked_interpreter(files["pyodide"], folder)
        trees = {
            "library": [*library(interpreter)],
            "packages": [
                one for package in lock["package"] if package["kind"] != "npm" for one in contents(package, files)
            ],
            "program": [*program()],
        }
        digests = {name: sha256(data) for name, data in trees["program"]}
        compiled = {
            kind: compile_all(tree, interpreter, folder / f"{kind}-compiled", 2 if kind == "library" else 0)
            for kind, tree in trees.items()
        }
    parts["library.zip.gz"] = zipped(stored(compiled["library"]))
    parts["packages.gz"] = zipped(joined(compiled["packages"]))
    for name, data in compiled["program"]:
        parts[f"program/{name}"] = data
    about = {
        "runtime": FORMAT,
        "python": lock["python"],
        "abi": lock["platform"].removeprefix("pyemscripten_").removesuffix("_wasm32"),
        "packages": [{key: one[key] for key in ("name", "version", "sha256")} for one in lock["package"]],
        "parts": {name: sha256(data) for name, data in sorted(parts.items())},
        "compiled_from": {f"{name}c": digest for name, digest in sorted(digests.items())},
    }
    output.parent.mkdir(parents=True, exist_ok=True)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        put(archive, "runtime.json", json.dumps(about, indent=1).encode())
        for name, data in sorted(parts.items()):
            put(archive, name, data)
    unfinished = output.with_name(f".{output.name}.new")
    unfinished.write_bytes(written.getvalue())
    unfinished.replace(output)
    print(f"{output}: {output.stat().st_size / 1e6:.1f} MB")  # noqa: T201 - said to whoever called it


def put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a file without a date."""
    archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)


# ---- packages ------------------------------------------------------------------------------


def downloaded(lock: dict[str, Any]) -> dict[str, Path]:
    """Return the file of each package, got where it is not kept from before."""
    KEPT.mkdir(parents=True, exist_ok=True)
    found: dict[str, Path] = {}
    wanted: dict[str, list[dict[str, str]]] = {}
    for package in lock["package"]:
        kept = KEPT / package["sha256"]
        found[package["name"]] = kept
        if not kept.is_file() or sha256(kept.read_bytes()) != package["sha256"]:
            wanted.setdefault("npm" if package["kind"] == "npm" else package["kind"], []).append(package)
    for kind, packages in wanted.items():
        with tempfile.TemporaryDirectory() as folder:
            get(kind, packages, lock, Path(folder))
            got = {sha256(path.read_bytes()): path for path in Path(folder).iterdir()}
            for package in packages:
                if package["sha256"] not in got:
                    raise Failed(f"{package['name']} {package['version']} has another digest than page.toml says")
                shutil.copyfile(got[package["sha256"]], KEPT / package["sha256"])
    return found


def get(kind: str, packages: Sequence[dict[str, str]], lock: dict[str, Any], folder: Path) -> None:
    """Download packages of one kind into a folder."""
    if kind == "npm":
        named = [f"{one['name']}@{one['version']}" for one in packages]
        command = ["npm", "pack", "--silent", "--fetch-retries=1", "--fetch-timeout=60000", *named]
    else:
        platform = "manylinux2014_x86_64" if kind == "texts" else lock["platform"]
        named = [f"{one['name']}=={one['version']}" for one in packages]
        command = [
            *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"),
            *("--only-binary=:all:", "--retries", "1", "--timeout", "30", "--implementation", "cp"),
            *("--python-version", lock["python"], "--platform", platform, *named),
        ]
    run(command, folder)


def run(command: Sequence[str], folder: Path) -> None:
    """Run a program to its end.

    Raises:
        Failed: It is not there, takes too long, or does not succeed.
    """
    program = shutil.which(command[0])
    if program is None:
        raise Failed(f"{command[0]} is not on this machine; npm comes with Node.js")
    try:
        done = subprocess.run(
            [program, *command[1:]], cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Failed(f"{command[0]} took more than {SECONDS} seconds") from None
    if done.returncode:
        told = [line for line in (done.stderr + done.stdout).splitlines() if line.strip() and "WARNING" not in line]
        said = " / ".join(told[-3:]) or f"exit code {done.returncode}"
        raise Failed(f"{os.path.basename(program)} did not succeed, perhaps since no registry is reached: {said}")


def pin() -> None:
    """Write the lock anew, with the digests of what is downloaded."""
    text = LOCK.read_text(encoding="utf-8")
    lock = tomllib.loads(text)
    locked = (HERE / "run.txt").read_text(encoding="utf-8")
    for package in lock["package"]:
        if package["kind"] != "npm":
            match = re.search(rf"^{re.escape(package['name'])}==([^ \\;]+)", locked, re.MULTILINE)
            package["version"] = match[1] if match else package["version"]
        with tempfile.TemporaryDirectory() as folder:
            get(package["kind"], [package], lock, Path(folder))
            (path,) = Path(folder).iterdir()
            package["sha256"] = sha256(path.read_bytes())
    entries = ["".join(f'{key} = "{value}"\n' for key, value in one.items()) for one in lock["package"]]
    head = text.split("[[package]]")[0]
    LOCK.write_text(head + "\n".join(f"[[package]]\n{entry}" for entry in entries), encoding="utf-8")


# ---- what goes into the archive ------------------------------------------------------------


def unpacked_interpreter(path: Path, folder: Path) -> tuple[Path, dict[str, bytes]]:
    """Unpack npm's archive, and return where, with the parts that go into ours."""
    parts = {}
    with tarfile.open(path) as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None and member.name.startswith("package/") and member.name.count("/") == 1:
                data = file.read()
                place = folder / member.name
                place.parent.mkdir(exist_ok=True)
                place.write_bytes(data)
                if member.name in INTERPRETER:
                    parts[INTERPRETER[member.name]] = zipped(data)
    return folder / "package", parts


def library(interpreter: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the standard library that are needed."""
    with zipfile.ZipFile(interpreter / Path(LIBRARY).name) as archive:
        for name in sorted(archive.namelist()):
            if not name.endswith("/") and name.split("/")[0].removesuffix(".py") not in LEFT_OUT:
                yield name, archive.read(name)


def contents(package: dict[str, str], files: dict[str, Path]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a wheel that are needed to run it, and its licence."""
    with zipfile.ZipFile(files[package["name"]]) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith("/") or ".data/" in name:
                continue
            if ".dist-info/" in name:
                # Some of them look for their own version; licences go where their code goes.
                needed = name.endswith("/METADATA") or "licen" in name.lower()
            else:
                compiled = name.endswith(".so") and package["kind"] == "texts"
                needed = not name.endswith(USELESS) and not name.startswith(UNUSED) and not compiled
            if needed:
                data = archive.read(name)
                # Behind its first lines stands what a registry shows of it.
                yield name, data.split(b"\n\n")[0] + b"\n\n" if name.endswith("/METADATA") else data


def program() -> Iterator[tuple[str, bytes]]:
    """Yield the modules of this program."""
    for path in sorted(PROGRAM.rglob("*.py")):
        yield path.relative_to(PROGRAM.parent).as_posix(), path.read_bytes()


def compile_all(
    tree: Iterable[tuple[str, bytes]], interpreter: Path, folder: Path, level: int
) -> list[tuple[str, bytes]]:
    """Return the files with bytecode in place of what is Python, optimised as ``python -O`` does at that level."""
    for name, data in tree:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    run(["node", str(HERE / "page_compile.mjs"), str(interpreter), str(folder), str(level)], HERE)
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]


def stored(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive without compression, which is compressed as a whole afterwards."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_STORED)
    return written.getvalue()


def joined(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Return files behind each other, after a line of JSON with their names and sizes."""
    index = json.dumps([[name, len(data)] for name, data in files], separators=(",", ":"))
    return b"".join([index.encode(), b"\n", *(data for _, data in files)])


def zipped(data: bytes) -> bytes:
    """Compress without a date."""
    return gzip.compress(data, 9, mtime=0)


def sha256(data: bytes) -> str:
    """Return the digest of some bytes."""
    return hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    os.umask(0o022)
    main()
