"""The content of an office's written reports: one model of words, numbers and counts for all of them.

A letter, its annex, a paragraph to paste and a page only arrange it differently. Must not know any file format, or
compute anything that is not in the report.
"""
