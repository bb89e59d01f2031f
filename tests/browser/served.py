"""A gateway as its command serves it, before a sandbox."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from realtime_sessions.sandbox import Sandbox

API_KEY = "sk-test-browser-0000000000"


@contextmanager
def serving(sandbox: Sandbox, *options: str, **environment: str) -> Iterator[str]:
    """The address that the command prints, while it serves."""
    told = {**os.environ, "OPENAI_BASE_URL": sandbox.base_url, "OPENAI_API_KEY": API_KEY, **environment}
    command = [sys.executable, "-m", "realtime_sessions.cli", "gateway", *options]
    with subprocess.Popen(command, env=told, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()
