"""Tables of cells, as offices fill them in, into submissions.

Owns where a table begins, which of its columns says what, and how a cell reads. Must not
know how a file becomes cells, or any rule pack; what could be meant in two ways is refused
with both of them named.
"""
