"""Measurements; each prints ratios against named peers in one run."""
