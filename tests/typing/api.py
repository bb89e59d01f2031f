"""The public API as users write it, for mypy --strict and pyright; it is checked, never run.

`assert_type` says what a caller gets; an ignore comment says what a caller must not get away with,
because both checkers complain about one that isn't needed. At each release it is copied to
`released/`, and goes on being checked there.
"""
# pyright: reportUnnecessaryTypeIgnoreComment=error

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, assert_type

from realtime_sessions import (
    OMITTED,
    APIStatusError,
    AsyncRealtimeSessions,
    Endpoint,
    InvalidParameterError,
    Modality,
    Model,
    RateLimitError,
    RawResponse,
    RealtimeSessions,
    RealtimeSessionsError,
    SemanticVad,
    ServerVad,
    Session,
    SessionConfig,
    Voice,
)


def every_parameter(client: RealtimeSessions) -> None:
    session = client.create(
        model=Model.GPT_REALTIME_2_1,
        modalities=[Modality.AUDIO, "text"],
        instructions="Be brief.",
        voice="tomorrow's voice",
        input_audio_format="pcm16",
        output_audio_format="g711_ulaw",
        input_audio_transcription={"model": "whisper-1"},
        input_audio_noise_reduction={"type": "near_field"},
        turn_detection=SemanticVad(eagerness="low"),
        tools=[{"type": "function", "name": "look_up"}],
        tool_choice="auto",
        temperature=0.8,
        max_response_output_tokens="inf",
        speed=1,
        tracing="auto",
        truncation={"type": "retention_ratio", "retention_ratio": 0.5},
        prompt={"id": "pmpt_1"},
        include=["item.input_audio_transcription.logprobs"],
        reasoning={"effort": "low"},
        parallel_tool_calls=True,
        expires_after=timedelta(minutes=10),
        safety_identifier="hashed",
        extra_body={"new": 1},
        timeout=5,
        max_retries=0,
        headers={"X-Mine": "a", "OpenAI-Beta": None},
        idempotency_key="once",
    )
    assert_type(session, Session)


def null_turns_things_off(client: RealtimeSessions) -> None:
    client.create(turn_detection=None, input_audio_transcription=None, input_audio_noise_reduction=None, tracing=None)
    client.create(prompt=None, turn_detection=ServerVad(threshold=0.5, idle_timeout_ms=None))
    client.create(turn_detection={"type": "server_vad"}, voice={"id": "voice_1"}, expires_after=600)


def what_is_refused(client: RealtimeSessions) -> None:
    client.create(temperature="hot")  # type: ignore[arg-type]
    client.create(voice=None)  # type: ignore[arg-type]
    client.create(max_response_output_tokens="many")  # type: ignore[arg-type]
    client.create(turn_detection="server_vad")  # type: ignore[arg-type]
    client.create(unknown=1)  # type: ignore[call-arg]
    client.create("gpt-realtime")  # type: ignore[arg-type]
    ServerVad(True)  # type: ignore[call-arg]


def what_comes_back(session: Session) -> None:
    assert_type(session.client_secret.value, str)
    assert_type(session.client_secret.expires_at, datetime)
    assert_type(session.client_secret.expires_in, timedelta)
    assert_type(session.client_secret.is_expired(leeway=10), bool)
    assert_type(session.id, str | None)
    assert_type(session.model, Model | None)
    assert_type(session.voice, Voice | None)
    assert_type(session.modalities, tuple[Modality, ...] | None)
    assert_type(session.endpoint, Endpoint)
    assert_type(session.request_id, str | None)
    assert_type(session.dropped, tuple[str, ...])
    assert_type(session.raw, dict[str, Any])
    assert_type(session.response, RawResponse)
    assert_type(session.response.attempts, int)
    assert_type(session.to_dict(), dict[str, Any])
    assert_type(session.client_secret.to_dict(), dict[str, Any])
    session.id = "mine"  # type: ignore[misc]


def open_enums(text: str) -> None:
    assert_type(Voice(text), Voice)
    assert_type(Voice.MARIN.known, bool)
    assert_type(Voice.values(), list[str])


def configs(client: RealtimeSessions) -> None:
    config = SessionConfig(model="gpt-realtime-2", voice=Voice.CEDAR).merge(SessionConfig.from_dict({"speed": 1.2}))
    assert_type(config, SessionConfig)
    assert_type(config.to_dict(Endpoint.NESTED), dict[str, Any])
    RealtimeSessions(defaults=config, endpoint=Endpoint.AUTO, strict=True, timeout=None)
    RealtimeSessions(lambda: "sk-rotating", defaults={"voice": "marin"}, headers={"X-Mine": None})
    assert_type(client.create_raw({"model": "a"}, endpoint=Endpoint.FLAT), RawResponse)
    assert_type(client.create(extra_query={"tenant": "a", "tag": ["b", 1]}), Session)


def what_a_request_may_leave_out(client: RealtimeSessions, voice: str | None, config: SessionConfig | None) -> None:
    assert_type(client.create(config, voice=OMITTED if voice is None else voice), Session)


def other_settings(client: RealtimeSessions) -> None:
    assert_type(client.with_options(timeout=None, defaults={"voice": "marin"}), RealtimeSessions)
    assert_type(client.base_url, str)
    assert_type(client.endpoint, Endpoint)
    client.with_options(base_url="https://gateway.example/v1")  # type: ignore[call-arg]


def transcription(client: RealtimeSessions) -> None:
    assert_type(client.create_transcription(turn_detection=None, include=[], timeout=3), Session)
    client.create_transcription(model="gpt-realtime")  # type: ignore[call-arg]


def azure() -> None:
    assert_type(RealtimeSessions.azure("https://name.openai.azure.com", api_key="key"), RealtimeSessions)
    assert_type(
        AsyncRealtimeSessions.azure("https://name.openai.azure.com", token_provider=lambda: "token", timeout=3),
        AsyncRealtimeSessions,
    )


async def asynchronous() -> None:
    async with AsyncRealtimeSessions("sk-key") as client:
        assert_type(client, AsyncRealtimeSessions)
        assert_type(await client.create(voice=Voice.ALLOY), Session)
        assert_type(await client.create_raw({}), RawResponse)


def errors(client: RealtimeSessions) -> None:
    try:
        client.create()
    except InvalidParameterError as error:
        value: ValueError = error
        print(value)
    except RateLimitError as error:
        assert_type(error.retry_after, float | None)
    except APIStatusError as error:
        assert_type(error.status_code, int | None)
        assert_type(error.code, str | None)
    except RealtimeSessionsError as error:
        assert_type(error.request_id, str | None)
