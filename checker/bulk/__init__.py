"""The same packs over millions of rows in the long layout: unit, period, indicator, value.

Owns tables of rows, and the accounts of a run: what came in, what was judged, what was not. Names,
periods, words and odd spellings are understood by the same code as for single submissions, each
distinct text once, and figures are judged by it, one of each class; rows stay in the columns of
an engine. Nothing here is imported by a check of single submissions.
"""
