"""Compare what offices report with the targets that resolutions set.

The package is a pipeline of frozen values around one engine-neutral plan; see
docs/architecture.md for its rooms. Nothing is imported here: a single check is
mostly start-up time, so each step imports what it needs when it runs.
"""

__version__ = "0.1.0"
