"""Read the files that offices send into a `Submission`, every value with its exact location.

Owns the shape of a submission and how people write numbers. Must not know any rule
pack, and never refuses a whole file for one value that cannot be read.
"""
