"""The fixture `realtime_sandbox`, for anybody's tests.

Protects a test run that doesn't use it: pytest loads this module at every start, so it imports nothing of ours
until the fixture is asked for, and a missing extra fails only the tests that need it.

::

    def test_minting(realtime_sandbox):
        client = RealtimeSessions(api_key="sk-test", base_url=realtime_sandbox.base_url)

    @pytest.mark.realtime_sandbox(profile="flat")      # or an indirect parameter
    def test_flat(realtime_sandbox): ...
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from realtime_sessions.sandbox import Sandbox


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", "realtime_sandbox(profile): which server the fixture realtime_sandbox is")


@pytest.fixture
def realtime_sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """A running sandbox: profile by the marker `realtime_sandbox`, an indirect parameter, or `current`."""
    from realtime_sessions.sandbox import Sandbox  # noqa: PLC0415 - cheap until it is needed

    with Sandbox(_profile(request)) as box:
        yield box


def _profile(request: pytest.FixtureRequest) -> str:
    if hasattr(request, "param"):
        return str(request.param)
    marker = request.node.get_closest_marker("realtime_sandbox")
    if marker is None:
        return "current"
    if "profile" in marker.kwargs:
        return str(marker.kwargs["profile"])
    if len(marker.args) == 1:
        return str(marker.args[0])
    raise pytest.UsageError('say which server: @pytest.mark.realtime_sandbox(profile="flat")')
