"""Engines: each answers a plan with one rank per case.

Owns the evaluation of plans. Must not know packs, pydantic, messages or reporters.
`direct` is the executable specification; every other engine is tested against it.
"""
