"""Bind a submission to a pack: match and convert each row, or report what is wrong with it.

Owns the match of rows to indicators, the exact conversion of units, and the meaning of words. Must not know engines,
files, or how anything is judged.
"""
