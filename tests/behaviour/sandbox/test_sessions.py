"""The session that a reply shows: what was asked, and the defaults of the document for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from realtime_sessions import Endpoint
from realtime_sessions.parameters.table import PARAMETERS
from realtime_sessions.sandbox import KeyState, Sandbox
from realtime_sessions.shapes import encode
from tests.behaviour.sandbox.support import FLAT, NESTED, ask

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(profile="both") as box:
        yield box


def test_a_flat_session_is_echoed_with_defaults(box: Sandbox) -> None:
    session = ask(box, FLAT, {"voice": "cedar", "turn_detection": {"type": "server_vad", "threshold": 0.9}}).json()
    assert session["id"].startswith("sess_")
    expected = {
        "object": "realtime.session",
        "expires_at": 0,
        "voice": "cedar",
        "modalities": ["audio", "text"],
        "input_audio_format": "pcm16",
        "output_audio_format": "pcm16",
        "input_audio_transcription": None,
        "input_audio_noise_reduction": None,
        "turn_detection": {
            "type": "server_vad",
            "threshold": 0.9,
            "prefix_padding_ms": 300,
            "silence_duration_ms": 500,
            "create_response": True,
            "interrupt_response": True,
        },
        "tools": [],
        "tool_choice": "auto",
        "temperature": 0.8,
        "max_response_output_tokens": "inf",
        "speed": 1.0,
        "tracing": None,
        "truncation": "auto",
        "prompt": None,
        "include": None,
    }
    assert {name: session[name] for name in expected} == expected
    assert set(session) - set(expected) == {"id", "model", "instructions", "client_secret"}


def test_a_nested_session_is_echoed_with_defaults(box: Sandbox) -> None:
    asked = {
        "type": "realtime",
        "model": "gpt-realtime-2.1-mini",
        "audio": {"input": {"turn_detection": {"type": "semantic_vad"}}, "output": {"speed": 1.5}},
    }
    session = ask(box, NESTED, {"session": asked}).json()["session"]
    assert session["id"].startswith("sess_")
    assert session["model"] == "gpt-realtime-2.1-mini"
    assert session["expires_at"] == 0
    assert session["output_modalities"] == ["audio"]
    assert session["max_output_tokens"] == "inf"
    pcm = {"type": "audio/pcm", "rate": 24000}
    detection = {"type": "semantic_vad", "eagerness": "auto", "create_response": True, "interrupt_response": True}
    assert session["audio"] == {
        "input": {"format": pcm, "transcription": None, "noise_reduction": None, "turn_detection": detection},
        "output": {"format": pcm, "voice": "alloy", "speed": 1.5},
    }


def test_turn_detection_stays_off_where_it_is_turned_off(box: Sandbox) -> None:
    assert ask(box, FLAT, {"turn_detection": None}).json()["turn_detection"] is None
    nested = {"session": {"type": "realtime", "audio": {"input": {"turn_detection": None}}}}
    assert ask(box, NESTED, nested).json()["session"]["audio"]["input"]["turn_detection"] is None


def transcription(box: Sandbox, **sound: Any) -> Any:
    reply = ask(box, NESTED, {"session": {"type": "transcription", "audio": {"input": sound}}})
    assert reply.status_code == 200, reply.text
    assert box.check(reply.json()["value"]) is KeyState.VALID
    return reply.json()["session"]


def test_a_transcription_session_is_echoed_with_defaults(box: Sandbox) -> None:
    """It has no model and no answers of its own, so its turn detection says nothing of answers."""
    session = transcription(box, transcription={"model": "gpt-4o-transcribe", "language": "de"})
    assert session.pop("id").startswith("sess_")
    assert session == {
        "type": "transcription",
        "object": "realtime.transcription_session",
        "expires_at": 0,
        "include": None,
        "audio": {
            "input": {
                "format": {"type": "audio/pcm", "rate": 24000},
                "transcription": {"model": "gpt-4o-transcribe", "language": "de"},
                "noise_reduction": None,
                "turn_detection": {
                    "type": "server_vad",
                    "threshold": 0.5,
                    "prefix_padding_ms": 300,
                    "silence_duration_ms": 500,
                },
            }
        },
    }


def test_turns_of_a_transcription_are_echoed(box: Sandbox) -> None:
    assert transcription(box, turn_detection=None)["audio"]["input"]["turn_detection"] is None
    told = {"type": "server_vad", "threshold": 0.7}
    detected = transcription(box, turn_detection=told)["audio"]["input"]["turn_detection"]
    assert detected == {"type": "server_vad", "threshold": 0.7, "prefix_padding_ms": 300, "silence_duration_ms": 500}
    meant = transcription(box, turn_detection={"type": "semantic_vad"})["audio"]["input"]["turn_detection"]
    assert meant == {"type": "semantic_vad"}


@pytest.mark.parametrize("path", [FLAT, NESTED])
def test_turns_are_off_where_the_transcription_model_has_none(path: str, box: Sandbox) -> None:
    told = {"model": "gpt-live-transcribe"}
    if path == FLAT:
        assert ask(box, FLAT, {"input_audio_transcription": told}).json()["turn_detection"] is None
    else:
        assert transcription(box, transcription=told)["audio"]["input"]["turn_detection"] is None


def test_the_defaults_are_the_documents(box: Sandbox) -> None:
    """Every default that the table knows is in the reply, so that a new one needs no edit here."""
    flat, nested = ask(box, FLAT).json(), ask(box, NESTED).json()["session"]
    compared = 0
    for name, row in PARAMETERS["realtime"].items():
        if "default" in row["schema"] and name != "expires_after":
            for endpoint, session in ((Endpoint.FLAT, flat), (Endpoint.NESTED, nested)):
                place = row[endpoint.value]
                if place is not None:
                    body: Any = encode({name: row["schema"]["default"]}, endpoint).body
                    shown: Any = session
                    for step in place:
                        body = body[step]
                        shown = shown if step == "session" else shown[step]
                    assert shown == body, name
                    compared += 1
    assert compared >= 10
