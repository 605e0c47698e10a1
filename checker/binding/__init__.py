"""Joins a submission to a pack: each row addressed and converted, or found wrong.

Owns the match of rows to indicators, exact conversion of units, and what words stand for.
Must not know engines, files, or how anything is judged.
"""
