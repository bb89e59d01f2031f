"""What is refused before anything listens, settings from a file, and the command."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from realtime_sessions import cli, gateway
from realtime_sessions.errors import ConfigurationError
from realtime_sessions.gateway import BearerTokens, CallLimits, Settings, read_settings
from realtime_sessions.gateway.users import digest
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.support import KEY, OFFER, SECRET, TOKENS, bearer

WHOLE: dict[str, Any] = {"authenticate": BearerTokens.of(TOKENS), "hosts": ["gw.example"], "secret": SECRET}
FILE = f"""
origins = ["https://app.example"]
hosts = ["gw.example"]
[policy.fields.voice]
free = true
[limits]
per_user = "5/minute"
[calls]
max_duration = 120
[authenticate.bearer]
admins = ["alice"]
[authenticate.bearer.tokens]
alice = "{digest(TOKENS["alice"])}"
"""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"authenticate": None}, "authenticate"),
        ({"hosts": []}, "hosts"),
        ({"secret": "short"}, "32 bytes"),
        ({"origins": ["*"]}, "origin"),
        ({"origins": ["https://*.example"]}, "origin"),
        ({"origins": ["https://app.example/"]}, "origin"),
        ({"origins": ["app.example"]}, "origin"),
        ({"origins": ["null"]}, "origin"),
        ({"hosts": ["*"]}, "host"),
        ({"hosts": ["https://gw.example"]}, "host"),
        ({"timeout": 0}, "timeout"),
        ({"concurrent": -1}, "concurrent"),
        ({"most_body": True}, "most_body"),
        ({"on_store_failure": "maybe"}, "closed or open"),
        ({"origins": ["https://app.example:443"]}, "origin"),
        ({"origins": [5]}, "origins"),
        ({"proxies": [5]}, "10.0.0.0/8"),
        ({"timeout": float("inf")}, "timeout"),
        ({"timeout": None}, "timeout"),
        ({"concurrent": 1.5}, "concurrent.*whole"),
        ({"most_body": float("nan")}, "most_body"),
        ({"ticket_seconds": float("inf")}, "ticket_seconds"),
        ({"ticket_seconds": 86_401}, "at most 86400"),
        ({"proxies": ["everybody"]}, "10.0.0.0/8"),
        ({"dev": "no"}, "dev must be True or False"),
        ({"page": 0}, "page must be True or False"),
        ({"cookies": "no"}, "cookies must be True or False"),
        ({"authenticate": "bearer"}, "authenticate must be a function"),
        ({"policy": {}}, "policy must be a Policy"),
        ({"limits": "30/minute"}, "limits must be a RateLimits"),
        ({"calls": {"per_user": 1}}, "calls must be a CallLimits"),
    ],
)
def test_settings_that_are_unsafe_or_cannot_be_meant(wrong: dict[str, Any], said: str) -> None:
    assert Settings(**WHOLE).hosts == {"gw.example"}
    with pytest.raises(ConfigurationError, match=said):
        Settings(**WHOLE | wrong)


def test_limits_of_calls_that_cannot_be_meant() -> None:
    wrongs: list[dict[str, Any]] = [{"max_duration": 0}, {"per_user": 0}, {"at_stop": "panic"}]
    wrongs += [{"max_duration": float("inf")}, {"max_duration": float("nan")}, {"per_user": 1.5}, {"overall": "9"}]
    for wrong in wrongs:
        with pytest.raises(ConfigurationError):
            CallLimits(**wrong)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("REALTIME_GATEWAY_SECRET", SECRET)
    return monkeypatch


def test_settings_from_a_file(tmp_path: Path, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("REALTIME_GATEWAY_STORE", "redis://127.0.0.1:9/0")
    file = tmp_path / "gateway.toml"
    file.write_text(FILE)
    found = read_settings(file)
    assert found.origins == {"https://app.example"}
    assert (found.limits.per_user, found.calls.max_duration) == ("5/minute", 120)
    assert found.policy.rules["voice"].settable
    assert found.store.startswith("redis:")
    assert found.secret.value == SECRET
    assert isinstance(found.authenticate, BearerTokens)


@pytest.mark.parametrize(
    "wrong",
    [
        "x = 1",
        "[limits]\nper_planet = 3",
        "[authenticate.palm]\nhand = 1",
        "[authenticate.bearer]\n",
        "[authenticate.jwt]\nissuer = 'x'",
        "[authenticate.header]\nname = 'x'\nproxies = []",
        "secret = 'in a file'",
        "api_key = 'in a file'",
        "hosts = 3",
        "policy = 3",
        "limits = []",
        "authenticate = 3",
        "[authenticate]\nbearer = 3",
        "[authenticate.bearer]\ntokens = 3",
        "[authenticate.bearer.tokens]\na = 3",
        f"[authenticate.bearer.tokens]\na = '{'z' * 64}'",
        f"[authenticate.bearer.tokens]\na = '{'0' * 64}'\nb = '{'0' * 64}'",
        f"[authenticate.bearer]\nadmin = ['a']\n[authenticate.bearer.tokens]\na = '{'0' * 64}'",
        "[authenticate.jwt]\nissuer = 'x'\naudience = 'y'\njwks = 3",
        "[authenticate.jwt]\nissuer = 'x'\naudience = 'y'\njwks = 'https://'",
        "[authenticate.jwt]\nissuer = 'x'\naudience = ['y']\njwks = 'https://x'",
        "[authenticate.jwt]\nissuer = 'x'\naudience = 'y'\njwks = 'https://x'\nleeway = 'x'",
        "[authenticate.jwt]\nissuer = 'x'\naudience = 'y'\njwks = 'https://x'\nleeway = 1e9",
        "[authenticate.jwt]\nissuer = 'x'\naudience = 'y'\njwks = 'https://x'\ntransport = 'x'",
        "[authenticate.cookie]\nseconds = -1",
        "[authenticate.cookie]\nname = 'a b'",
        "[authenticate.header]\nname = 3\nproxies = ['10.0.0.1']",
        "[",
    ],
)
def test_a_file_that_cannot_be_used(tmp_path: Path, environment: pytest.MonkeyPatch, wrong: str) -> None:
    file = tmp_path / "gateway.toml"
    file.write_text(wrong if wrong.startswith("hosts") else f'hosts = ["gw.example"]\n{wrong}')
    with pytest.raises(ConfigurationError):
        read_settings(file)


def test_several_ways_to_authenticate_in_a_file(tmp_path: Path, environment: pytest.MonkeyPatch) -> None:
    file = tmp_path / "gateway.toml"
    file.write_text(
        'hosts = ["gw.example"]\n[authenticate.jwt]\nissuer = "https://id.example"\naudience = "a"\n'
        'jwks = "https://id.example/jwks"\n[authenticate.cookie]\nseconds = 60\n'
        '[authenticate.header]\nname = "x-user"\nproxies = ["10.0.0.1"]\n'
    )
    assert read_settings(file).cookies


def test_dev_needs_no_file(environment: pytest.MonkeyPatch) -> None:
    found = read_settings(None, dev=True)
    assert found.policy.rules["instructions"].settable
    with pytest.raises(ConfigurationError):
        read_settings(None)


def test_the_command_refuses_what_is_unsafe(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, box: Sandbox
) -> None:
    taken = urlsplit(box.base_url).port
    missing = str(tmp_path / "none.toml")
    for arguments, said in (
        (["--dev", "--host", "0.0.0.0"], "loopback"),
        ([], "--config FILE says who may use it"),
        (["--dev"], "there is no API key"),
        (["--dev", "--port", str(taken)], f"can't listen on 127.0.0.1:{taken}: "),
        (["--config", missing], f"can't read {missing}: No such file"),
    ):
        monkeypatch.setenv("OPENAI_API_KEY", "" if "API key" in said else KEY)
        assert cli.main(["gateway", *arguments]) == 1
        told = capsys.readouterr()
        assert (told.out, told.err.count("\n")) == ("", 1)
        assert said in told.err


def test_the_command_serves_until_it_is_stopped(box: Sandbox, tmp_path: Path) -> None:
    """What is under way when it is stopped gets its answer, and the calls that are open are ended."""
    file = tmp_path / "gateway.toml"
    file.write_text("timeout = 1.5\n" + FILE)
    environment = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": box.base_url, "REALTIME_GATEWAY_SECRET": SECRET}
    command = [sys.executable, "-m", "realtime_sessions.cli", "gateway", "--config", str(file), "--port", "0"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        headers = {**bearer(), "host": "gw.example"}
        with httpx.Client(base_url=url, trust_env=False, timeout=20) as client, ThreadPoolExecutor() as threads:
            assert client.post("/session", json={"voice": "ash"}, headers=headers).status_code == 200
            assert client.post("/call", json={"sdp": OFFER}, headers=headers).status_code == 201
            assert "server" not in client.get("/healthz").headers
            box.break_next("hang", times=3)
            under_way = threads.submit(client.post, "/session", json={}, headers=headers)
            while len(box.requests) < 3:
                time.sleep(0.01)
            process.terminate()
            assert under_way.result().status_code == 504
        assert process.wait(20) in {0, -15}
    assert box.calls[-1].ended


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, missing in (("create_app", "prometheus_client"), ("JwtTokens", "jwt")):
        monkeypatch.setitem(sys.modules, missing, None)
        for loaded in [name for name in sys.modules if name.startswith("realtime_sessions.gateway.")]:
            monkeypatch.delitem(sys.modules, loaded)
        monkeypatch.delitem(vars(gateway), name, raising=False)
        with pytest.raises(ModuleNotFoundError, match=r"pip install 'realtime-sessions\[gateway\]'"):
            getattr(gateway, name)
        monkeypatch.undo()
    with pytest.raises(AttributeError, match="no attribute 'create_ap'"):
        _ = gateway.create_ap
    assert set(gateway.__all__) <= set(dir(gateway))
