"""How much of a test every day needs, and what waits for `make nightly`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import settings

__all__ = ["examples", "some_nightly"]

_DEEPER = 10


def examples(count: int, nightly: int = 0) -> int:
    """Return how many to draw where `count` are enough for every day.

    Args:
        count: For `make test`.
        nightly: For `make nightly`, which draws anew; ten times as many, unless stated.
    """
    return (nightly or count * _DEEPER) if settings.get_current_profile_name() == "nightly" else count


def some_nightly(cases: Iterable[Any], daily: Callable[[Any], bool]) -> list[Any]:
    """Return the cases of a test as parameters, of which some wait for the night.

    Args:
        cases: A value each, or a tuple of values.
        daily: Whether `make test` tries a case; one of each kind is enough.
    """
    return [
        pytest.param(*(case if type(case) is tuple else (case,)), marks=() if daily(case) else pytest.mark.nightly)
        for case in cases
    ]
