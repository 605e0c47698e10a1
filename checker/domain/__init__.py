"""Frozen values that every package shares; they use only the standard library.

Owns what a period, a number, a location in a file, a submission, a verdict, a finding and a report *are*. Must not know
where they come from, how they are decided, or how they are shown.
"""
