"""The same packs over millions of rows in the long layout: unit, period, indicator, value.

Owns tables of rows, the lowering of plans to SQL, and the accounts of a run: what came in,
what was judged, what was not. Names, periods, words and odd spellings are understood by the
same code as for single submissions, each distinct text once; rows stay in the columns of an
engine. Nothing here is imported by a check of single submissions.
"""
