"""`make try`: one command, and an address that works."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from urllib.parse import urlsplit

import httpx
import pytest

from scripts import try_it
from scripts.pipeline.paths import ROOT


def test_the_printed_address_works_at_once() -> None:
    environment = {**os.environ, "PORT": "0"}
    environment.pop("OPENAI_API_KEY", None)
    command = [sys.executable, "-m", "scripts.try_it"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        try:
            assert "Try a realtime session" in httpx.get(f"{address}/", trust_env=False).text
            key = httpx.post(f"{address}/session", json={"voice": "marin"}, trust_env=False).json()["value"]
            httpx.post(f"{address}/session", json={"voice": "nobody"}, trust_env=False)
        finally:
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=30)
    assert "a sandbox answers" in told
    (line,) = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert (line["event"], line["user"], line["kind"]) == ("key", "dev", "realtime")
    assert key not in told
    assert "Traceback" not in told


def test_a_taken_port_is_no_reason_to_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    from realtime_sessions.sandbox import Sandbox  # noqa: PLC0415 - with the port that it took

    monkeypatch.delenv("PORT", raising=False)
    with Sandbox() as box:
        monkeypatch.setattr(try_it, "USUAL", urlsplit(box.base_url).port)
        assert try_it.port() == "0"
    assert try_it.port() == str(try_it.USUAL)
    monkeypatch.setenv("PORT", "8123")
    assert try_it.port() == "8123"


def test_the_real_service_needs_a_key(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LIVE", "1")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert try_it.main() == 2
    assert "OPENAI_API_KEY" in capsys.readouterr().err
