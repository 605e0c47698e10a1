"""Forms for offices: empty ones out (`checker template`), marked ones back (`checker annotate`).

Owns how a form looks, and how a workbook is marked without touching anything that its
office wrote. Must not know how anything is read or decided.
"""
