"""Hypothesis profiles, and what several test modules need."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from checker.engines.rete import ReteEngine
from checker.errors import MissingExtra

settings.register_profile("default", max_examples=60, deadline=None)
settings.register_profile(
    "nightly",
    max_examples=3_000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture
def rete():
    """A Rete engine, or a visible skip where durable-rules does not load."""
    try:
        engine = ReteEngine()
    except MissingExtra as error:
        pytest.skip(str(error))
    yield engine
    engine.close()
