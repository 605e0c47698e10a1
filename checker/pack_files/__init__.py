"""Convert packs between forms of file: YAML, a table as text, a workbook.

Owns the guarantee that a pack means the same in each form, which is verified before anything is written. Must not know
how a pack is judged.
"""
