"""Frozen values that every room shares; the standard library only.

Owns what a period, a number, a place in a file, a submission, a verdict, a finding
and a report *are*. Must not know where they come from, how they are decided, or how
they are shown.
"""
