"""Tests of checker: data in, data out."""
