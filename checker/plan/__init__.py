"""The engine-neutral plan: the closed set of questions about a submission.

Owns cases, quantities, the compiler from a pack and a period, and the exact lowering to
integers. Must not know engines, files, or the text of messages.
"""
