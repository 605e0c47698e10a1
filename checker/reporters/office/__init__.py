"""What an office's papers say of a report: one model of words, numbers and counts for all of them.

A letter, its annex, a paragraph to paste and a page differ by place alone. Must not know any
file format, nor work anything out that the report does not say.
"""
