"""The command at a terminal: its address on the first line, a clean end, and one line for what goes wrong."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

from realtime_sessions.sandbox import Profile, Sandbox, cli
from tests.behaviour.sandbox.support import BEARER

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-m", "realtime_sessions.sandbox.cli"]


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
    assert tuple(profile.value for profile in Profile) == cli.PROFILES
    assert all(profile in shown for profile in cli.PROFILES)


@pytest.mark.parametrize("missing", ["uvicorn", "httptools", "jsonschema_rs", "yaml"])
def test_without_the_extra_it_says_what_to_install(missing: str, tmp_path: Path) -> None:
    program = f"""
import sys
sys.modules[{missing!r}] = None
from realtime_sessions.sandbox import cli, pytest_plugin
sys.exit(cli.main(["sandbox"]))
"""
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path
    )
    assert result.returncode == 1
    told = f"the sandbox needs {missing}: install it with `pip install 'realtime-sessions[sandbox]'`"
    assert result.stderr == f"realtime-sessions: {told}\n"
