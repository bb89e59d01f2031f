"""What holds of every attack, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.support import KEY, TOKENS


@pytest.fixture(autouse=True)
def _nothing_minted(box: Sandbox, caught: pytest.LogCaptureFixture) -> Iterator[None]:
    """After the test the provider was asked for nothing, and no secret stands in a log."""
    yield
    assert box.requests == []
    assert KEY not in caught.text
    assert not any(token in caught.text for token in TOKENS.values())
