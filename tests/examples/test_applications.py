"""The example applications run as their users run them, and give every caller a key of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from realtime_sessions.sandbox import Sandbox
from scripts.pipeline.paths import ROOT

EXAMPLES = ROOT / "examples"
KEY = "sk-test-0123456789abcdef"
SERVERS = {
    "fastapi_app": ["uvicorn", "fastapi_app:app", "--port", "0"],
    "flask_app": ["flask", "--app", "flask_app", "run", "--port", "0"],
}
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")
CALLERS = 32


def environment(box: Sandbox) -> dict[str, str]:
    return {**os.environ, "OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": box.base_url, "PYTHONUNBUFFERED": "1"}


@contextmanager
def served(name: str, box: Sandbox, log: Path) -> Iterator[str]:
    """An application on a free port: its address."""
    with log.open("w") as said:
        command = [sys.executable, "-m", *SERVERS[name]]
        server = subprocess.Popen(command, cwd=EXAMPLES, env=environment(box), stdout=said, stderr=said)
    try:
        ends = time.monotonic() + 60
        while not (found := ADDRESS.search(log.read_text())):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < ends, log.read_text()
            time.sleep(0.05)
        yield found[0]
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def post(address: str) -> Any:
    return httpx.post(f"{address}/realtime-key", timeout=30).raise_for_status().json()


@pytest.mark.parametrize("name", SERVERS)
def test_callers_at_once_get_a_key_each(name: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Sandbox() as box, served(name, box, log) as address:
        with ThreadPoolExecutor(CALLERS) as threads:
            replies = list(threads.map(lambda _: post(address), range(CALLERS)))
        keys = {reply["client_secret"]["value"] for reply in replies}
        assert len(keys) == CALLERS
        assert {str(box.check(key)) for key in keys} == {"valid"}
        for reply in replies:
            assert reply["client_secret"].keys() == {"value", "expires_at"}
            assert 0 < reply["client_secret"]["expires_at"] - time.time() <= 60
            assert reply["session"]["voice"] == "marin"
            assert reply["client_secret"]["value"] not in str(reply["session"])
    assert not [secret for secret in (KEY, *keys) if secret in log.read_text()]
    assert "Traceback" not in log.read_text()


@pytest.mark.parametrize("name", SERVERS)
def test_a_refusal_is_told_without_what_the_service_said(name: str, tmp_path: Path) -> None:
    with Sandbox() as box, served(name, box, tmp_path / "log") as address:
        box.fail_next(status=401)
        reply = httpx.post(f"{address}/realtime-key", timeout=30)
        assert (reply.status_code, reply.json()) == (502, {"detail": "no key could be minted"})
        assert post(address)["client_secret"]["value"]


def test_many_keys_at_once(tmp_path: Path) -> None:
    with Sandbox() as box:
        done = run(["many_keys.py"], environment(box))
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("200 keys, the first one expires in 0:00:")
        assert len(box.requests) == 200
        assert {request.headers["openai-safety-identifier"] for request in box.requests} == {
            f"user-{number}" for number in range(200)
        }


def test_the_example_tests_pass(tmp_path: Path) -> None:
    words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--rootdir", str(tmp_path)]
    done = run([*words, "-W", "error", "test_minting.py"], dict(os.environ))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 passed" in done.stdout


def run(words: list[str], given: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-B", *words]
    return subprocess.run(command, cwd=EXAMPLES, env=given, check=False, capture_output=True, text=True, timeout=120)


def test_every_example_is_run_here() -> None:
    known = {*SERVERS, "many_keys", "test_minting"}
    assert {path.stem for path in EXAMPLES.glob("*.py")} == known
