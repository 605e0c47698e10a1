"""Turn tables of cells, as offices fill them in, into submissions.

Owns the position of tables, the roles of columns, and the reading of cells. Must not know how a file becomes cells, or
any rule pack. An ambiguous cell or table is refused with both readings named.
"""
