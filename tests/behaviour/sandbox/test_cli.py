"""The command at a terminal: its address on the first line, a clean end, and one line for what goes wrong."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
import pytest

from realtime_sessions import cli, sandbox
from realtime_sessions.sandbox import Profile, Sandbox
from tests.behaviour.sandbox.support import BEARER, mint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMAND = [sys.executable, "-m", "realtime_sessions.cli"]


def run(*arguments: str, **options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, timeout=60, check=False, env=options or None
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("profile", ["current", "azure"])
def test_it_serves_until_it_is_told_to_stop(profile: str, number: signal.Signals) -> None:
    with subprocess.Popen(
        [*COMMAND, "sandbox", "--profile", profile], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        base_url = process.stdout.readline().strip()
        if profile == "azure":
            endpoint = base_url.removesuffix("/openai/v1")
            assert process.stdout.readline() == f"Azure resource endpoint: {endpoint}\n"
        try:
            reply = httpx.post(f"{base_url}/realtime/client_secrets", headers=BEARER, json={}, trust_env=False)
            assert reply.json()["value"].startswith("ek_")
        finally:
            process.send_signal(number)
            rest = process.communicate(timeout=30)
    assert (process.returncode, rest) == (0, ("", ""))


def test_a_taken_port_is_one_line() -> None:
    with Sandbox() as box:
        port = str(urlsplit(box.base_url).port)
        result = run("sandbox", "--port", port)
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"realtime-sessions: can't listen on 127.0.0.1:{port}: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("host", ["999.0.0.1", "192.0.2.1"])
def test_an_address_that_is_not_ours_is_one_line(host: str) -> None:
    result = run("sandbox", "--host", host)
    assert (result.returncode, result.stderr.count("\n")) == (1, 1)
    assert f"can't listen on {host}:0" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "COMMAND"),
        (["sandbox", "--port", "65536"], "is not a port"),
        (["sandbox", "--port", "http"], "is not a port"),
        (["sandbox", "--profile", "later"], "invalid choice"),
        (["serve"], "invalid choice"),
    ],
)
def test_a_wrong_argument_is_told(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2
    assert told in capsys.readouterr().err


def test_help_lists_every_profile(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(["sandbox", "--help"])
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    assert all(profile.value in shown for profile in Profile)
    assert all(word in shown for word in ("--model NAME", "--voice NAME", "base URL", "until stopped"))


def test_help_says_what_the_command_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(["--help"])
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    assert "sandbox" in shown
    assert "without the service" in " ".join(shown.split())


@contextmanager
def serving(*arguments: str, stderr: int = subprocess.PIPE) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running command and its base URL; it must end well."""
    command = [*COMMAND, "sandbox", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=30)
    assert process.returncode == 0


def test_models_and_voices_can_be_told() -> None:
    body = {"session": {"type": "realtime", "model": "m-2", "audio": {"output": {"voice": "zephyr"}}}}
    with serving("--model", "m-1", "--model", "m-2", "--voice", "zephyr") as (_, base_url):
        reply = httpx.post(f"{base_url}/realtime/client_secrets", headers=BEARER, json=body, trust_env=False)
        assert reply.status_code == 200, reply.text
        body["session"]["model"] = "m-3"
        assert httpx.post(f"{base_url}/realtime/client_secrets", headers=BEARER, json=body).status_code == 400


def test_a_person_at_a_terminal_is_told_more() -> None:
    """A terminal gets a line of explanation; a program, which reads the first line, gets nothing else."""
    master, terminal = os.openpty()
    try:
        with serving("--profile", "flat", stderr=terminal) as (_, base_url):
            assert base_url.startswith("http://127.0.0.1:")
            told = os.read(master, 4_096).decode()
    finally:
        os.close(terminal)
        os.close(master)
    assert "'flat'" in told
    assert "Ctrl-C" in told


@pytest.mark.parametrize("profile", ["current", "azure"])
def test_it_serves_in_this_process_too(
    profile: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The signal's handler of before is back in the end, and nothing that arrived was kept."""
    boxes: list[Sandbox] = []

    def made(*arguments: Any, **options: Any) -> Sandbox:
        boxes.append(Sandbox(*arguments, **options))
        return boxes[0]

    monkeypatch.setattr(sandbox, "Sandbox", made)
    before = signal.getsignal(signal.SIGTERM)
    stopper = threading.Thread(target=_mint_and_stop, args=(boxes,))
    stopper.start()
    assert cli.main(["sandbox", "--profile", profile]) == 0
    stopper.join(30)
    assert capsys.readouterr().out.startswith("http://127.0.0.1:")
    assert signal.getsignal(signal.SIGTERM) is before
    assert boxes[0].requests == []


def _mint_and_stop(boxes: list[Sandbox]) -> None:
    for _ in range(1_000):
        with contextlib.suppress(IndexError, RuntimeError):
            if mint(boxes[0]).status_code == 200:
                break
        time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGTERM)


def test_what_goes_wrong_is_told_in_this_process_too(capsys: pytest.CaptureFixture[str]) -> None:
    with Sandbox() as box:
        assert cli.main(["sandbox", "--port", str(urlsplit(box.base_url).port)]) == 1
    assert "can't listen on" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["uvicorn", "httptools", "jsonschema_rs", "yaml"])
def test_without_the_extra_it_says_what_to_install(missing: str, tmp_path: Path) -> None:
    program = f"""
import sys
sys.modules[{missing!r}] = None
from realtime_sessions import cli
from realtime_sessions.sandbox import pytest_plugin
sys.exit(cli.main(["sandbox"]))
"""
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path
    )
    assert result.returncode == 1
    told = f"the sandbox needs {missing}: install it with `pip install 'realtime-sessions[sandbox]'`"
    assert result.stderr == f"realtime-sessions: {told}\n"
