"""Parse YAML and JSON text into one tree in which every node knows its location.

Every scalar stays text: nothing is typed implicitly, so `NO` is not a boolean and `010` is not 8. Must not know what a
pack or a submission is.
"""
