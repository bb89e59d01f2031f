"""Test your own code against a local server that answers as the service does: `pytest test_minting.py`.

The fixture `realtime_sandbox` comes with `pip install 'realtime-sessions[sandbox]'`.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from realtime_sessions import RateLimitError, RealtimeSessions, SemanticVad
from realtime_sessions.sandbox import Sandbox


def start_call(client: RealtimeSessions, user: str) -> dict[str, Any]:
    """What is tested here: your own code."""
    session = client.create(turn_detection=SemanticVad(eagerness="low"), safety_identifier=user, expires_after=60)
    return session.client_secret.to_dict()


@pytest.fixture
def client(realtime_sandbox: Sandbox) -> Iterator[RealtimeSessions]:
    with RealtimeSessions("sk-test-0123456789abcdef", base_url=realtime_sandbox.base_url, max_retries=0) as client:
        yield client


def test_the_key_opens_a_session_until_it_expires(client: RealtimeSessions, realtime_sandbox: Sandbox) -> None:
    secret = start_call(client, "user-1")
    assert realtime_sandbox.check(secret["value"]) == "valid"
    realtime_sandbox.advance(61)
    assert realtime_sandbox.check(secret["value"]) == "expired"


def test_what_is_sent(client: RealtimeSessions, realtime_sandbox: Sandbox) -> None:
    start_call(client, "user-1")
    (request,) = realtime_sandbox.requests
    assert request.headers["openai-safety-identifier"] == "user-1"
    assert request.body["session"]["audio"]["input"]["turn_detection"]["eagerness"] == "low"


def test_a_limit_is_told(client: RealtimeSessions, realtime_sandbox: Sandbox) -> None:
    realtime_sandbox.fail_next(status=429, headers={"retry-after": "7"})
    with pytest.raises(RateLimitError) as caught:
        start_call(client, "user-1")
    assert caught.value.retry_after == 7


@pytest.mark.realtime_sandbox(profile="flat")
def test_an_older_gateway(client: RealtimeSessions) -> None:
    assert start_call(client, "user-1")["value"]
