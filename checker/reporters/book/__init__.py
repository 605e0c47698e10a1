"""The sheets of a workbook of results, one module per kind of sheet.

Must not know how anything was decided, or how a workbook is serialized.
"""
