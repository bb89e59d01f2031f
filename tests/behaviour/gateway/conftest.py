"""Fixtures of the gateway's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from realtime_sessions.gateway import RateLimits
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.support import Served, serving


@pytest.fixture(scope="module")
def shared_box() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def box(shared_box: Sandbox) -> Sandbox:
    """A sandbox, of which every test finds nothing that others did."""
    shared_box.reset()
    return shared_box


@pytest.fixture
def caught(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Every line of every log, at every level."""
    caplog.set_level(0)
    return caplog


@pytest.fixture(scope="module")
def served(shared_box: Sandbox) -> Iterator[Served]:
    """A gateway behind uvicorn, for what only a socket can show."""
    with serving(shared_box, body_seconds=0.5, limits=RateLimits(None, None, None)) as served:
        yield served
