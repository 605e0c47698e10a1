"""YAML and JSON text into one tree in which every node knows its place.

Every scalar stays text: nothing is typed implicitly, so `NO` is no boolean and `010`
no 8. Must not know what a pack or a submission is.
"""
