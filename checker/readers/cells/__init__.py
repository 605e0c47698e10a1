"""Read files of cells (workbooks and CSV) into a `Grid`.

Must not know the meaning of a cell, or any rule.
"""
