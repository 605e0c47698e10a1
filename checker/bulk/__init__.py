"""Evaluate packs over millions of rows in the long layout: unit, period, indicator, value.

Owns tables of rows, and the accounts of a run: rows read, judged and not judged. The code for single submissions reads
each distinct text once (names, periods, words, odd spellings). It also judges one figure of each class. Rows stay in
the columns of an engine. A check of single submissions imports nothing from here.
"""
