"""Reading replies: nothing but a missing key costs the session."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from realtime_sessions import ClientSecret, Endpoint, Modality, Session, Voice
from scripts.conformance.samples import session_of as read
from tests.behaviour.support import MINTED, flat_reply, nested_reply


def session_of(reply: Any, **more: Any) -> Session:
    found = read(reply, Endpoint.FLAT, **more)
    assert found is not None, "it has a key"
    return found


@pytest.mark.parametrize(
    "reply",
    [
        {"value": MINTED},
        {"client_secret": {"value": MINTED}},
        {"client_secret": MINTED},
        {"session": {"client_secret": {"value": MINTED}}},
        {"value": None, "client_secret": {"value": MINTED}, "session": None},
        {"value": MINTED, "session": [], "client_secret": 5},
        {"value": MINTED, "session": {"audio": None, "output_modalities": None, "voice": []}},
        {"value": MINTED, "session": {"audio": {"input": [], "output": "x"}, "model": 5, "id": None}},
        {
            "value": MINTED,
            "session": {"audio": {"input": {"format": {"type": []}}, "output": {"format": 7, "voice": {"id": None}}}},
        },
    ],
)
def test_a_key_is_found_wherever_it_stands(reply: Any) -> None:
    session = session_of(reply)
    assert session.client_secret.value == MINTED
    assert (session.model, session.voice, session.id) == (None, None, None)


@pytest.mark.parametrize("make", [flat_reply, nested_reply])
@pytest.mark.parametrize("junk", [None, 7, "text", [], {}, [1, None], {"a": {"b": None}}, True, math.nan])
def test_any_field_may_be_anything(make: Any, junk: Any) -> None:
    whole = make()
    session: dict[str, Any] = whole.get("session", whole)
    for name in [name for name in session if name != "client_secret"]:
        reply = json.loads(json.dumps(whole))
        reply.get("session", reply)[name] = junk
        assert session_of(reply).client_secret.value == MINTED


def test_values_nobody_knows_yet_are_kept() -> None:
    session = session_of(
        flat_reply(voice="new-voice", model="gpt-9", modalities=["smell", 7, None], new_field={"a": 1})
    )
    assert session.voice == "new-voice"
    assert session.voice is not None
    assert not session.voice.known
    assert session.model == "gpt-9"
    assert session.modalities == (Modality("smell"),)
    assert session.raw["new_field"] == {"a": 1}
    nested = session_of(nested_reply(audio={"output": {"voice": {"id": "voice_1"}, "format": {"type": "audio/opus"}}}))
    assert nested.voice == Voice("voice_1")
    assert nested.output_audio_format == "audio/opus"


def test_every_field_of_the_nested_shape_by_its_flat_name() -> None:
    vad = {"type": "server_vad", "threshold": 0.5}
    session = session_of(
        nested_reply(
            instructions="i",
            tools=[{"type": "function"}],
            tool_choice="auto",
            max_output_tokens="inf",
            tracing="auto",
            truncation="auto",
            prompt={"id": "p"},
            include=["x"],
            reasoning={"effort": "low"},
            parallel_tool_calls=True,
            temperature=0.8,
            audio={
                "input": {
                    "format": {"type": "audio/pcma"},
                    "transcription": {"model": "m"},
                    "noise_reduction": {"type": "t"},
                    "turn_detection": vad,
                },
                "output": {"format": {"type": "audio/pcm"}, "voice": "marin", "speed": 1.1},
            },
        )
    )
    assert session.turn_detection == vad
    assert (session.input_audio_format, session.output_audio_format) == ("g711_alaw", "pcm16")
    assert session.input_audio_transcription == {"model": "m"}
    assert session.input_audio_noise_reduction == {"type": "t"}
    assert (session.speed, session.max_response_output_tokens, session.temperature) == (1.1, "inf", 0.8)
    assert (session.tools, session.tool_choice, session.include) == ([{"type": "function"}], "auto", ["x"])
    assert (session.tracing, session.truncation, session.prompt) == ("auto", "auto", {"id": "p"})
    assert (session.reasoning, session.parallel_tool_calls, session.instructions) == ({"effort": "low"}, True, "i")


NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "told",
    [
        int(NOON.timestamp()),
        NOON.timestamp(),
        int(NOON.timestamp() * 1000),
        "2026-11-21T12:00:00Z",
        "2026-11-21T13:00:00+01:00",
        "2026-11-21T12:00:00",
    ],
)
def test_an_expiry_in_any_form_is_a_moment_in_utc(told: Any) -> None:
    for reply in ({"value": MINTED, "expires_at": told}, {"client_secret": {"value": MINTED, "expires_at": told}}):
        secret = session_of(reply).client_secret
        assert secret.expires_at == NOON
        assert secret.expires_at.utcoffset() == timedelta(0)
        assert not secret.estimated


@pytest.mark.parametrize("told", [None, 0, -1, "", "soon", math.nan, math.inf, 10**30, True, [], {}])
def test_an_expiry_that_says_nothing_is_estimated_with_care(told: Any) -> None:
    for asked, life in ((None, 60), (600, 600)):
        secret = session_of({"value": MINTED, "expires_at": told}, asked_life=asked).client_secret
        assert secret.estimated
        assert timedelta(seconds=life - 5) < secret.expires_in <= timedelta(seconds=life)


def test_the_inner_expiry_of_a_nested_session_means_nothing() -> None:
    reply = {"value": MINTED, "expires_at": int(NOON.timestamp()), "session": {"expires_at": 0}}
    assert session_of(reply).client_secret.expires_at == NOON


def test_an_expired_key_says_so() -> None:
    secret = ClientSecret(MINTED, datetime.now(UTC) - timedelta(seconds=1))
    assert secret.is_expired()
    assert secret.expires_in < timedelta(0)
    assert not ClientSecret(MINTED, datetime.now(UTC) + timedelta(minutes=1)).is_expired()


@pytest.mark.parametrize(
    "reply",
    [None, 1, "x", [], {}, {"value": ""}, {"value": "  "}, {"client_secret": None}, {"session": {"value": MINTED}}],
)
def test_without_a_key_there_is_no_session(reply: Any) -> None:
    assert read(reply, Endpoint.FLAT) is None
