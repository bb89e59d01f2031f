"""What a user can do with the installed package, through public names only; run by test_wheel.py away from the source.

It isn't collected with the other tests: there the source tree would answer.
"""

from __future__ import annotations

import asyncio
import importlib.metadata
import json
import pickle
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import realtime_sessions
from realtime_sessions import (
    AsyncRealtimeSessions,
    AuthenticationError,
    Endpoint,
    InvalidParameterError,
    Model,
    RateLimitError,
    RealtimeSessions,
    RealtimeSessionsError,
    SemanticVad,
    ServerVad,
    Session,
    SessionConfig,
    Voice,
)
from realtime_sessions.sandbox import Sandbox

KEY = "sk-test-0123456789abcdef"


def check(session: Session, endpoint: Endpoint) -> None:
    assert session.endpoint is endpoint
    assert session.model == Model.GPT_REALTIME_2_1
    assert session.voice == Voice.MARIN
    assert session.client_secret.value
    assert session.client_secret.value not in f"{session!r}{session}{session.raw}"
    assert session.client_secret.expires_at.tzinfo is UTC
    assert timedelta(0) < session.client_secret.expires_in <= timedelta(seconds=600)
    assert not session.client_secret.is_expired(leeway=10)
    assert session.client_secret.expires_at > datetime.now(UTC)


def test_it_is_the_installed_package() -> None:
    place = Path(realtime_sessions.__file__)
    assert place.is_relative_to(sys.prefix)
    assert importlib.metadata.version("realtime-sessions")
    assert (place.parent / "py.typed").is_file()
    assert (place.parent / "sandbox/contract.yaml").is_file()


@pytest.mark.parametrize("endpoint", [Endpoint.FLAT, Endpoint.NESTED])
def test_both_clients_mint_on_both_endpoints(endpoint: Endpoint) -> None:
    async def mint() -> Session:
        async with AsyncRealtimeSessions(KEY, base_url=box.base_url, endpoint=endpoint) as client:
            return await client.create(voice=Voice.MARIN, turn_detection=ServerVad(threshold=0.5), expires_after=600)

    with Sandbox(profile="both") as box:
        with RealtimeSessions(KEY, base_url=box.base_url, endpoint=endpoint) as client:
            check(
                client.create(voice="marin", turn_detection=SemanticVad(eagerness="low"), expires_after=600), endpoint
            )
        check(asyncio.run(mint()), endpoint)


def test_a_retired_endpoint_is_left_for_the_other() -> None:
    with Sandbox(profile="current") as box, RealtimeSessions(KEY, base_url=box.base_url) as client:
        check(client.create(voice="marin", expires_after=timedelta(minutes=10)), Endpoint.NESTED)


def test_a_raw_reply_is_given_as_it_came() -> None:
    with Sandbox(profile="both") as box, RealtimeSessions(KEY, base_url=box.base_url) as client:
        reply = client.create_raw({"session": {"type": "realtime"}}, endpoint=Endpoint.NESTED)
    assert reply.status == 200
    assert reply.body["value"]


def test_errors_have_one_root_and_are_typed() -> None:
    with Sandbox(profile="both") as box, RealtimeSessions(KEY, base_url=box.base_url, max_retries=0) as client:
        box.fail_next(status=429, headers={"retry-after": "7"})
        with pytest.raises(RateLimitError) as limited:
            client.create()
        assert (limited.value.status_code, limited.value.retry_after) == (429, 7.0)
        box.fail_next(status=401)
        with pytest.raises(AuthenticationError):
            client.create()
        with pytest.raises(InvalidParameterError, match="temperature") as refused:
            client.create(temperature=2)
    assert isinstance(refused.value, RealtimeSessionsError)
    assert isinstance(refused.value, ValueError)


def test_a_config_goes_to_the_wire_and_back() -> None:
    config = SessionConfig.from_dict({"voice": "a voice of tomorrow", "turn_detection": None})
    assert config.to_dict(Endpoint.FLAT) == {"voice": "a voice of tomorrow", "turn_detection": None}
    assert pickle.loads(pickle.dumps(config)) == config


def test_the_command_says_how_it_is_used() -> None:
    command = Path(sys.executable).with_name("realtime-sessions")
    done = subprocess.run([command, "--help"], capture_output=True, text=True, check=True)
    assert "sandbox" in done.stdout


def test_importing_is_cheap() -> None:
    code = "import json, sys; from realtime_sessions import *; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    loaded = json.loads(done.stdout)
    assert "realtime_sessions.client" in loaded
    assert not {"httpx", "realtime_sessions_api", "realtime_sessions.sandbox"} & set(loaded)


def test_what_is_exported_is_there() -> None:
    for name in realtime_sessions.__all__:
        assert hasattr(realtime_sessions, name)


def test_the_fixture_serves_a_sandbox(realtime_sandbox: Sandbox) -> None:
    with RealtimeSessions(KEY, base_url=realtime_sandbox.base_url) as client:
        assert client.create().client_secret.value
