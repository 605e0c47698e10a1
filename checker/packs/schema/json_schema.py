"""The JSON Schema of a pack, with its short forms, for editors."""

from __future__ import annotations

from typing import Any

from checker.packs.schema.pack import Pack
from checker.packs.short_forms import DEFAULTED

__all__ = ["json_schema"]


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a pack, for YAML editors."""
    schema = _with_short_forms(_without_null(Pack.model_json_schema()))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Rule pack"}


def _with_short_forms(schema: dict[str, Any]) -> dict[str, Any]:
    """Allow a text as a title or a source, and `defaults` for required keys (see `short_forms`)."""
    kinds = schema["$defs"]
    for kind in ("Bilingual", "Source"):
        description = kinds[kind].pop("description")
        kinds[kind] = {"description": description, "anyOf": [{"type": "string", "minLength": 1}, kinds[kind]]}
    of_document = kinds["Source"]["anyOf"][1]
    of_document["required"].remove("document")
    needed = [key for key in DEFAULTED if key in kinds["Indicator"]["required"]]
    for key in needed:
        kinds["Indicator"]["required"].remove(key)
    rules = [_unless_default(key, {"required": [key]}) for key in needed]
    whole = {"type": "object", "required": ["document"]}
    holders = {"also": {"items": _holding(whole)}, "history": {"items": _holding(whole)}, "baseline": _holding(whole)}
    stated = {"properties": {"source": whole, **holders}}
    documents = _unless_default("document", stated)
    documents["else"]["properties"] |= {"tally": _holding(whole), "allocation": _holding(whole)}
    kinds["Indicator"]["required"] = []
    rules.append(_of_each({"required": ["code", "title"]}))
    taken = [key for key in schema["required"] if key in ("unit", "documents", "groups")]
    years = [{"required": ["year"]}, {"required": ["term"]}]
    whole_pack = {"required": taken, "oneOf": years}
    schema["required"] = [key for key in schema["required"] if key not in taken]
    # A pack that extends another one takes omitted keys from there.
    alone = {"if": {"required": ["extends"]}, "else": {"allOf": [whole_pack, *rules, documents]}}
    return {**schema, "allOf": [alone]}


def _holding(source: dict[str, Any]) -> dict[str, Any]:
    return {"properties": {"source": source}}


def _of_each(rule: dict[str, Any]) -> dict[str, Any]:
    return {"properties": {"indicators": {"additionalProperties": rule}}}


def _unless_default(key: str, rule: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of every indicator of a pack whose `defaults` do not state a key."""
    stated = {"required": ["defaults"], "properties": {"defaults": {"required": [key]}}}
    return {"if": stated, "else": _of_each(rule)}


def _without_null(schema: Any) -> Any:
    """Remove null wherever pydantic allows it for an optional key, because an empty value is refused."""
    if isinstance(schema, list):
        return [_without_null(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    rest = {key: _without_null(value) for key, value in schema.items() if not (key == "default" and value is None)}
    choices = [choice for choice in rest.get("anyOf", ()) if choice != {"type": "null"}]
    if "anyOf" in rest and len(choices) == 1:
        del rest["anyOf"]
        return {**choices[0], **rest}
    return {**rest, "anyOf": choices} if choices else rest
