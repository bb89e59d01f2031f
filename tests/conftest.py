"""How the tests run: hypothesis tries the same examples every time, Ctrl-C reaches what a test starts, servers are new."""

import gc
import signal

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("project", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # started in the background: children would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Keep thousands of collected tests out of each collection of garbage; those that look for leaks make many."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _nothing_is_known_of_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later test's server may have an earlier one's port, and speak the other shape."""
    monkeypatch.setattr("realtime_sessions.endpoints._DISCOVERIES", {})
