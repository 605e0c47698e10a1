"""Forms for offices: empty ones out (`checker template`), marked ones back (`checker annotate`).

Owns the look of a form, and how a workbook is marked without changing anything that its office wrote. Must not know how
anything is read or decided.
"""
