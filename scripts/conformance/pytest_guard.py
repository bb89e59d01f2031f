"""Refuse to test any other client or wrapper than those of a stability run; pytest loads this inside of one."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

import pytest

PLACES = "REALTIME_SESSIONS_PLACES"


def pytest_sessionstart() -> None:
    """Look from where the packages are imported.

    Raises:
        pytest.UsageError: one isn't this run's.
    """
    for place in os.environ[PLACES].split(os.pathsep):
        wanted = Path(place).resolve()
        found = Path(str(import_module(wanted.name).__file__)).resolve().parent
        if found != wanted:
            raise pytest.UsageError(f"the tests import {found}, not {wanted}")
