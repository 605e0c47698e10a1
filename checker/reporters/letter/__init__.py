"""The parts of an official letter, laid out as decree 30/2020/NĐ-CP has it, and templates of an office's own.

Must not know how anything was decided.
"""
