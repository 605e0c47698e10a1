"""The version of the program; a release changes this line alone."""

__version__ = "0.1.0"
