"""Reports and diagnostics into text, one module a format.

Must not know how anything was decided: everything that is shown stands in the report.
Each format is one function ``render(run, language, *, width, colour) -> str``.
"""
