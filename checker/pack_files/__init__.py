"""Packs from one form of file into another: YAML, a table as text, a workbook.

Owns that a pack means the same in each, which is proved before anything is written. Must not know how a pack is judged.
"""
