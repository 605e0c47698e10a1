"""The parts of an official letter, laid out by decree 30/2020/NĐ-CP, and an office's own templates.

Must not know how anything was decided.
"""
