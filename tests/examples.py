"""How many examples a property is tried with."""

from __future__ import annotations

from hypothesis import settings

__all__ = ["examples"]

_DEEPER = 10


def examples(count: int) -> int:
    """Return how many to draw where `count` are enough for every day: `make nightly` draws ten times as many, anew."""
    return count * _DEEPER if settings.get_current_profile_name() == "nightly" else count
