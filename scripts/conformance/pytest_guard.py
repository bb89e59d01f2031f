"""Refuse, inside a stability run, to test any other client than the one generated for that run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

GENERATED = "REALTIME_SESSIONS_GENERATED"


def pytest_sessionstart() -> None:
    """Look at which generated client is imported.

    Raises:
        pytest.UsageError: it isn't the one of this run.
    """
    import realtime_sessions_api  # noqa: PLC0415, TID251 - only to look where it is from

    wanted = Path(os.environ[GENERATED]).resolve()
    found = Path(str(realtime_sessions_api.__file__)).resolve().parent
    if found != wanted:
        raise pytest.UsageError(f"the tests import {found}, not {wanted}")
