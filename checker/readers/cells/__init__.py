"""Files of cells into a `Grid`: workbooks and CSV.

Must not know what any cell means, or any rule.
"""
