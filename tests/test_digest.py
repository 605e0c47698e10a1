"""The digest of a file, whatever module of the interpreter makes it."""

import hashlib
import importlib.util
import sys

from checker.domain import digest

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
"""The digest of "abc" in FIPS 180-4."""


def test_the_digest_is_that_of_the_standard():
    assert digest.sha256_of(b"abc") == ABC


def test_an_interpreter_without_its_own_modules_gives_the_same(monkeypatch):
    for name in ("_sha2", "_sha256"):
        monkeypatch.setitem(sys.modules, name, None)
    spec = importlib.util.spec_from_file_location("digest_without_modules", digest.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.sha256 is hashlib.sha256
    assert module.sha256_of(b"abc") == ABC
