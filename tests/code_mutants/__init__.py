"""``make mutants``: slips of the hand in the code of a room, a drawn sample of them, and whether a test notices.

mutmut says which mutants there are (``draw``). Which tests run a line is recorded once (``recorded``), so that a mutant
is given to the tests that run its statement alone (``plugin``), and takes seconds.
"""
