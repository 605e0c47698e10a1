"""The published schema of rule packs, made once: to make it takes as long as to check a dozen packs."""

from __future__ import annotations

from functools import cache

import jsonschema

from checker.packs.schema import json_schema

__all__ = ["pack_validator"]


@cache
def pack_validator() -> jsonschema.Draft202012Validator:
    """Return what holds a pack to the schema, as an editor does."""
    return jsonschema.Draft202012Validator(json_schema())
