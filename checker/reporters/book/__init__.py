"""The sheets of a workbook of results, one module a kind of sheet.

Must not know how anything was decided, nor how a workbook becomes bytes.
"""
