"""Give the fixture `realtime_sandbox` to anybody's tests.

pytest loads this module at every start, so it imports nothing of ours until the fixture is asked for: a missing extra
fails only the tests that need it.

::

    def test_minting(realtime_sandbox):
        client = RealtimeSessions(api_key="sk-test", base_url=realtime_sandbox.base_url)

    @pytest.mark.realtime_sandbox(profile="flat", models=["gpt-realtime-17"])      # profile: or an indirect parameter
    def test_flat(realtime_sandbox): ...

Models and voices that exist for a whole suite stand in its configuration: `realtime_sandbox_models` and
`realtime_sandbox_voices`, one a line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from realtime_sessions.sandbox import Sandbox


_NAMES = ("models", "voices")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Make the settings known."""
    for name in _NAMES:
        told = f"{name} that exist for the fixture realtime_sandbox, beside the known ones"
        parser.addini(f"realtime_sandbox_{name}", told, type="linelist", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    told = "which server the fixture realtime_sandbox is; models=[...] and voices=[...] exist there"
    config.addinivalue_line("markers", f"realtime_sandbox(profile): {told}")


@pytest.fixture
def realtime_sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """A running sandbox: profile by the marker `realtime_sandbox`, an indirect parameter, or `current`."""
    from realtime_sessions.sandbox import Sandbox  # noqa: PLC0415 - cheap until it is needed

    options = _marked(request)
    if hasattr(request, "param"):
        options["profile"] = str(request.param)
    for name in _NAMES:
        options[name] = [*request.config.getini(f"realtime_sandbox_{name}"), *options.get(name, ())]
    with Sandbox(**options) as box:
        yield box


def _marked(request: pytest.FixtureRequest) -> dict[str, Any]:
    marker = request.node.get_closest_marker("realtime_sandbox")
    if marker is None:
        return {}
    options = {**dict(zip(("profile",), marker.args, strict=False)), **marker.kwargs}
    if len(marker.args) > 1 or not options or options.keys() - {"profile", *_NAMES}:
        raise pytest.UsageError('say which server: @pytest.mark.realtime_sandbox(profile="flat")')
    return options
