"""Neither key in anything that prints: on success, and with every error."""

from __future__ import annotations

import copy
import io
import json
import logging
import traceback
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from realtime_sessions import Endpoint, RealtimeSessions, RealtimeSessionsError, SessionConfig, UnexpectedReplyError
from realtime_sessions.redaction import MaskedDict, Secret, redact
from tests.behaviour.support import (
    GATEWAY,
    KEY,
    KINDS,
    MINTED,
    RETIRED,
    Script,
    answer,
    caller,
    error,
    flat_reply,
)
from tests.behaviour.test_retries import answer_nested, server


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that any logger says, down to DEBUG."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


def assert_quiet(*texts: str) -> None:
    for text in texts:
        assert KEY not in text
        assert MINTED not in text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("endpoint", [Endpoint.FLAT, Endpoint.NESTED])
def test_success_prints_no_key(kind: str, endpoint: Endpoint, log: io.StringIO) -> None:
    with caller(kind, Script(), endpoint=endpoint) as client:
        session = client.create()
        raw = client.create_raw({}, endpoint=endpoint)
        secret = session.client_secret
        assert_quiet(
            *(
                shown(thing)
                for thing in (session, secret, client.client, raw, raw.body)
                for shown in (repr, str, "{}".format)
            )
        )
        assert_quiet(
            repr(session.raw), json.dumps(session.raw), str(copy.deepcopy(session)), repr([session]), f"{secret!r}"
        )
    assert secret.value == MINTED
    assert_quiet(log.getvalue())


@pytest.mark.parametrize("azure", [None, "https://name.openai.azure.com"])
def test_the_real_transport_logs_no_key(azure: str | None, log: io.StringIO) -> None:
    """Whatever has a logger tells on DEBUG what goes over a real connection."""
    with server(answer_nested) as url:
        client = RealtimeSessions.azure(url, api_key=KEY) if azure else RealtimeSessions(KEY, base_url=url)
        with client:
            assert client.create().client_secret.value == MINTED
    assert "attempt 1: 200 in" in log.getvalue()
    assert_quiet(log.getvalue())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "reply",
    [
        *[
            error(status, message=f"you sent {KEY}, and {MINTED} was made")
            for status in (400, 401, 403, 404, 409, 418, 422, 429, 500, 520)
        ],
        answer(404, {"error": {**RETIRED["error"], "message": f"Invalid URL (POST /v1/realtime/sessions) {KEY}"}}),
        httpx.Response(500, text=f"Authorization: Bearer {KEY}"),
        httpx.Response(200, text=f"half a reply with {MINTED}"),
        answer(body={"value": "", "session": {"instructions": KEY, "note": MINTED}}),
        answer(body=[KEY, MINTED]),
        httpx.ConnectError(f"could not send {KEY}"),
        httpx.ReadTimeout(f"could not send {KEY}"),
        httpx.InvalidURL(f"bad {KEY}"),
        httpx.DecodingError(f"bad {MINTED}"),
    ],
)
def test_no_error_prints_a_key(kind: str, reply: httpx.Response | Exception, log: io.StringIO) -> None:
    with (
        caller(kind, Script(reply), max_retries=0, endpoint=Endpoint.FLAT) as client,
        pytest.raises(RealtimeSessionsError) as caught,
    ):
        client.create()
    found = caught.value
    assert_quiet(repr(found), str(found), repr(found.body), repr(found.args), repr(vars(found)), log.getvalue())
    if not isinstance(reply, Exception):  # a cause's own text is what somebody else wrote
        assert_quiet("".join(traceback.format_exception(found)))


def test_a_key_that_looks_like_none_is_masked_too() -> None:
    script = Script(answer(body=flat_reply(client_secret={"value": "opaque-1234"}, instructions="say opaque-1234")))
    with caller("sync", script) as client:
        session = client.create()
    assert session.client_secret.value == "opaque-1234"
    assert "opaque-1234" not in repr(session) + repr(session.raw)
    assert session.instructions == "say opaque-1234", "a typed field is never rewritten"
    own = "opaque-server-key"
    with (
        caller("sync", Script(error(401, message=f"wrong key {own}")), api_key=own) as client,
        pytest.raises(RealtimeSessionsError) as caught,
    ):
        client.create()
    assert own not in str(caught.value) + repr(caught.value.body)


OPAQUE = "b3BhcXVlLW1pbnRlZC1rZXk"


@pytest.mark.parametrize("status", [200, 201, 400, 404, 500])
@pytest.mark.parametrize(
    "body",
    [
        {"value": OPAQUE, "error": {"message": f"no session for {OPAQUE}"}},
        {"session": {"client_secret": {"value": OPAQUE}}, "note": OPAQUE},
        {"data": {"value": OPAQUE}},
        {"result": {"client_secret": {"value": OPAQUE, "expires_at": 1}}},
        [{"client_secret": OPAQUE}],
        {"client_secret": [OPAQUE]},
        {"ephemeral_key": OPAQUE},
        {"data": {"access_token": OPAQUE}},
    ],
    ids=str,
)
def test_a_key_of_no_known_form_is_in_no_error(status: int, body: Any) -> None:
    """A proxy may wrap what was minted, or answer with a failure and a key."""
    with caller("sync", Script(answer(status, body)), max_retries=0, endpoint=Endpoint.NESTED) as client:
        told = ""
        try:
            client.create()
        except RealtimeSessionsError as caught:
            told = str(caught) + repr(caught.body)
    assert OPAQUE not in told
    assert told or status < 300


def test_an_errors_own_words_are_no_keys() -> None:
    told = {"message": "no", "code": "invalid_value", "param": "voice", "value": "a voice that is long", "key": "voice"}
    with caller("sync", Script(answer(400, {"error": told}))) as client, pytest.raises(RealtimeSessionsError) as caught:
        client.create()
    assert caught.value.body == {"error": told}


def test_a_reply_without_a_usable_key_prints_none() -> None:
    with (
        caller("sync", Script(answer(body={"client_secret": {"value": [MINTED]}}))) as client,
        pytest.raises(UnexpectedReplyError) as caught,
    ):
        client.create()
    assert_quiet(repr(caught.value.body), str(caught.value))


def test_parameters_that_carry_keys_are_not_shown() -> None:
    tool: Any = {"type": "mcp", "server_label": "a", "authorization": KEY, "headers": {"x": KEY}}
    config = SessionConfig(tools=[tool])
    assert KEY not in repr(config)
    wrong: Any
    for wrong in ({"authorization": [KEY]}, {"headers": {"x": [KEY]}}):
        with pytest.raises(RealtimeSessionsError) as caught:
            SessionConfig.from_dict({"tools": [{**tool, **wrong}]})
        assert_quiet(str(caught.value))


def test_the_helpers() -> None:
    assert repr(Secret(KEY)) == "Secret('***')"
    assert redact({"a": [KEY, {KEY: 1}]}) == {"a": ["***", {"***": 1}]}
    assert redact("x abcdef y abcdefg", [Secret("abcdef")]) == "x *** y abcdefg"
    assert redact(5) == 5
    quiet = MaskedDict({"value": MINTED, "n": 1})
    assert repr(quiet) == "{'value': '***', 'n': 1}"
    assert json.loads(json.dumps(quiet)) == {"value": MINTED, "n": 1}
    assert GATEWAY
