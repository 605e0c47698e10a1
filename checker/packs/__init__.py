"""Rule packs: YAML into a frozen `RulePack`, with located diagnostics.

Owns the rule language's schema, its lint and the catalogue of known packs. Must not
know engines, submissions or reports. pydantic is imported by `schema` alone, and only
when a pack is read that no cache holds.
"""
