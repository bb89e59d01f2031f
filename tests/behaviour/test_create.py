"""What one call sends, and what it gives back."""

from __future__ import annotations

import copy
import io
import json
import pickle
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from realtime_sessions import (
    AudioFormat,
    ConfigurationError,
    DroppedParameterWarning,
    Endpoint,
    InvalidParameterError,
    Modality,
    Model,
    NoiseReduction,
    RealtimeSessions,
    RetiredModelWarning,
    ServerVad,
    SessionConfig,
    UnusableModelWarning,
    Voice,
)
from tests.behaviour.support import GATEWAY, KEY, KINDS, MINTED, RETIRED, Script, answer, caller, natural, nested_reply

TOOL = {"type": "function", "name": "look_up", "description": "looks up", "parameters": {"type": "object"}}
MCP = {"type": "mcp", "server_label": "files", "server_url": "https://mcp.example", "require_approval": "never"}
EVERYTHING: dict[str, Any] = {
    "model": Model.GPT_REALTIME_2_1,
    "modalities": [Modality.AUDIO],
    "instructions": "Be brief.",
    "voice": Voice.MARIN,
    "input_audio_format": AudioFormat.PCM16,
    "output_audio_format": "g711_ulaw",
    "input_audio_transcription": {"model": "whisper-1", "language": "de"},
    "input_audio_noise_reduction": {"type": NoiseReduction.FAR_FIELD},
    "turn_detection": ServerVad(threshold=0.4, prefix_padding_ms=100, create_response=False),
    "tools": [TOOL],
    "tool_choice": {"type": "function", "name": "look_up"},
    "temperature": 0.9,
    "max_response_output_tokens": "inf",
    "speed": 1.25,
    "tracing": {"workflow_name": "w", "metadata": {"a": 1}},
    "truncation": {"type": "retention_ratio", "retention_ratio": 0.5, "token_limits": {"post_instructions": 10}},
    "prompt": {"id": "pmpt_1", "version": None, "variables": {"a": "b"}},
    "include": ["item.input_audio_transcription.logprobs"],
    "reasoning": {"effort": "low"},
    "parallel_tool_calls": True,
    "expires_after": timedelta(minutes=10),
    "safety_identifier": "user-1",
}
VAD = {"type": "server_vad", "threshold": 0.4, "prefix_padding_ms": 100, "create_response": False}
SAME = {
    "model": "gpt-realtime-2.1",
    "instructions": "Be brief.",
    "tools": [TOOL],
    "tool_choice": {"type": "function", "name": "look_up"},
    "tracing": {"workflow_name": "w", "metadata": {"a": 1}},
    "truncation": {"type": "retention_ratio", "retention_ratio": 0.5, "token_limits": {"post_instructions": 10}},
    "prompt": {"id": "pmpt_1", "version": None, "variables": {"a": "b"}},
    "include": ["item.input_audio_transcription.logprobs"],
}
LIFE = {"anchor": "created_at", "seconds": 600}
FLAT = {
    **SAME,
    "modalities": ["audio", "text"],
    "voice": "marin",
    "input_audio_format": "pcm16",
    "output_audio_format": "g711_ulaw",
    "input_audio_transcription": {"model": "whisper-1", "language": "de"},
    "input_audio_noise_reduction": {"type": "far_field"},
    "turn_detection": VAD,
    "temperature": 0.9,
    "max_response_output_tokens": "inf",
    "speed": 1.25,
    "client_secret": {"expires_after": LIFE},
}
NESTED = {
    "expires_after": LIFE,
    "session": {
        **SAME,
        "type": "realtime",
        "output_modalities": ["audio"],
        "max_output_tokens": "inf",
        "reasoning": {"effort": "low"},
        "parallel_tool_calls": True,
        "audio": {
            "input": {
                "format": {"type": "audio/pcm", "rate": 24000},
                "transcription": {"model": "whisper-1", "language": "de"},
                "noise_reduction": {"type": "far_field"},
                "turn_detection": VAD,
            },
            "output": {"format": {"type": "audio/pcmu"}, "voice": "marin", "speed": 1.25},
        },
    },
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("endpoint", "body", "dropped"),
    [(Endpoint.FLAT, FLAT, ("reasoning", "parallel_tool_calls")), (Endpoint.NESTED, NESTED, ("temperature",))],
)
def test_every_parameter_stands_where_the_endpoint_has_it(
    kind: str, endpoint: Endpoint, body: dict[str, Any], dropped: tuple[str, ...]
) -> None:
    script = Script()
    with caller(kind, script, endpoint=endpoint) as client, pytest.warns(DroppedParameterWarning) as warned:
        session = client.create(**EVERYTHING)
    assert script.bodies == [body]
    assert script.requests[0].headers["openai-safety-identifier"] == "user-1"
    assert session.dropped == dropped
    assert [dropped[0] in str(item.message) for item in warned] == [True]
    assert warned[0].filename.endswith(("support.py", "runners.py", "events.py", "base_events.py"))
    assert session.endpoint is endpoint


def test_the_warning_points_at_the_callers_line() -> None:
    with (
        RealtimeSessions(
            KEY, base_url=GATEWAY, endpoint=Endpoint.NESTED, transport=httpx.MockTransport(natural)
        ) as client,
        pytest.warns(DroppedParameterWarning) as warned,
    ):
        client.create(temperature=0.9)
    assert warned[0].filename == __file__


@pytest.mark.parametrize("kind", KINDS)
def test_strict_makes_it_an_error_before_anything_is_sent(kind: str) -> None:
    script = Script()
    with (
        caller(kind, script, endpoint=Endpoint.NESTED, strict=True) as client,
        pytest.raises(InvalidParameterError) as caught,
    ):
        client.create(temperature=0.9)
    assert caught.value.parameter == "temperature"
    assert script.requests == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("endpoint", [Endpoint.FLAT, Endpoint.NESTED])
def test_a_session_reads_the_same_from_both(kind: str, endpoint: Endpoint) -> None:
    with caller(kind, Script(), endpoint=endpoint) as client:
        session = client.create()
    assert (session.id, session.object, session.request_id) == ("sess_1", "realtime.session", "req_1")
    assert session.model is Model.GPT_REALTIME_2_1
    assert session.voice is Voice.MARIN
    assert session.modalities == (Modality.AUDIO, Modality.TEXT)
    assert session.client_secret.value == MINTED
    assert session.client_secret.expires_at.tzinfo is UTC
    assert timedelta(seconds=590) < session.client_secret.expires_in <= timedelta(seconds=600)
    assert not session.client_secret.is_expired(leeway=10)
    assert session.client_secret.is_expired(leeway=700)
    assert session.client_secret.is_expired(leeway=timedelta(hours=1))
    assert MINTED not in json.dumps(session.raw)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("endpoint", [Endpoint.FLAT, Endpoint.NESTED])
@pytest.mark.parametrize(
    "field", ["turn_detection", "input_audio_transcription", "input_audio_noise_reduction", "tracing", "prompt"]
)
def test_none_sends_null_and_left_out_sends_nothing(kind: str, endpoint: Endpoint, field: str) -> None:
    script = Script()
    with caller(kind, script, endpoint=endpoint) as client:
        client.create(**{field: None})
        client.create()
    with_null, without = script.bodies
    assert "null" in json.dumps(with_null)
    assert without == (
        {"model": "gpt-realtime-2.1"}
        if endpoint is Endpoint.FLAT
        else {"session": {"type": "realtime", "model": "gpt-realtime-2.1"}}
    )


@pytest.mark.parametrize("kind", KINDS)
def test_call_over_client_over_our_defaults(kind: str) -> None:
    script = Script()
    defaults = SessionConfig(voice="cedar", instructions="one", turn_detection=None)
    with caller(kind, script, endpoint=Endpoint.FLAT, defaults=defaults) as client:
        client.create(instructions="two")
        client.create(model="deployment", turn_detection={"type": "semantic_vad"})
    assert script.bodies == [
        {"model": "gpt-realtime-2.1", "voice": "cedar", "instructions": "two", "turn_detection": None},
        {"model": "deployment", "voice": "cedar", "instructions": "one", "turn_detection": {"type": "semantic_vad"}},
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_extra_body_goes_where_the_endpoint_keeps_sessions(kind: str) -> None:
    script = Script()
    extra = {"new_field": 1, "voice": "tomorrow"}
    with caller(kind, script, endpoint=Endpoint.FLAT) as client:
        client.create(extra_body=extra)
    assert script.bodies[0] == {"model": "gpt-realtime-2.1", "new_field": 1, "voice": "tomorrow"}
    with caller(kind, script, endpoint=Endpoint.NESTED) as client:
        client.create(voice="marin", expires_after=60, extra_body={"new_field": 1, "audio": {"output": {"pitch": 2}}})
        client.create(extra_body={"session": {"new_field": 2}, "expires_after": {"seconds": 7}})
    assert script.bodies[1] == {
        "expires_after": {"anchor": "created_at", "seconds": 60},
        "session": {
            "type": "realtime",
            "model": "gpt-realtime-2.1",
            "new_field": 1,
            "audio": {"output": {"voice": "marin", "pitch": 2}},
        },
    }
    assert script.bodies[2] == {
        "session": {"type": "realtime", "model": "gpt-realtime-2.1", "new_field": 2},
        "expires_after": {"seconds": 7},
    }
    with caller(kind, script) as client, pytest.raises(InvalidParameterError, match="extra_body"):
        client.create(extra_body={"a": object()})


@pytest.mark.parametrize("kind", KINDS)
def test_tools_that_the_flat_endpoint_has_no_word_for_are_named(kind: str) -> None:
    script = Script()
    with caller(kind, script, endpoint=Endpoint.FLAT) as client, pytest.warns(DroppedParameterWarning):
        session = client.create(
            tools=[TOOL, MCP],
            tool_choice={"type": "mcp", "server_label": "files"},
            turn_detection=ServerVad(idle_timeout_ms=6000),
            input_audio_transcription={"model": "whisper-1", "languages": ["de", "en"]},
        )
    assert session.dropped == (
        "tools",
        "tool_choice",
        "turn_detection.idle_timeout_ms",
        "input_audio_transcription.languages",
    )
    assert script.bodies[0] == {
        "model": "gpt-realtime-2.1",
        "tools": [TOOL],
        "turn_detection": {"type": "server_vad"},
        "input_audio_transcription": {"model": "whisper-1"},
    }


@pytest.mark.parametrize("kind", KINDS)
def test_headers_of_every_layer(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-1")
    script = Script()
    with caller(
        kind, script, endpoint=Endpoint.FLAT, project="proj-1", headers={"X-Mine": "1", "Accept": None}
    ) as client:
        client.create(idempotency_key="idem-1", headers={"x-mine": "2"})
        client.create(headers={"OpenAI-Beta": None})
        client.create(headers={"openai-beta": "other"})
    first, second, third = (request.headers for request in script.requests)
    assert first["authorization"] == f"Bearer {KEY}"
    assert (first["openai-organization"], first["openai-project"]) == ("org-1", "proj-1")
    assert (first["x-mine"], first["idempotency-key"], first["openai-beta"]) == ("2", "idem-1", "assistants=v2")
    assert first["user-agent"].startswith("realtime-sessions/")
    assert "accept" not in first
    assert "openai-beta" not in second
    assert third["openai-beta"] == "other"
    with caller(kind, script, endpoint=Endpoint.NESTED) as client:
        client.create()
    assert "openai-beta" not in script.requests[-1].headers


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_function_is_asked_for_each_call(kind: str) -> None:
    script, given = Script(), iter(["sk-test-one-00000000", "sk-test-two-00000000"])
    with caller(kind, script, api_key=lambda: next(given)) as client:
        client.create()
        client.create()
    assert [request.headers["authorization"] for request in script.requests] == [
        "Bearer sk-test-one-00000000",
        "Bearer sk-test-two-00000000",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_headers_that_the_caller_changes_later_are_sent_as_they_were_checked(kind: str) -> None:
    """Also where each call has a key of its own, with which they are put together anew."""
    script, keys = Script(), iter(["sk-test-one-00000000", "sk-test-two-00000000"])
    headers: dict[str, str | None] = {"X-Mine": "1"}
    with caller(kind, script, api_key=lambda: next(keys), headers=headers) as client:
        client.create()
        headers["X-Mine"] = "2\r\nX-Evil: 1"
        client.create()
    assert [request.headers["x-mine"] for request in script.requests] == ["1", "1"]
    assert "x-evil" not in script.requests[1].headers


def test_an_async_key_function_may_be_awaited() -> None:
    async def token() -> str:
        return "sk-test-awaited-0000"

    script = Script()
    with caller("async", script, api_key=token) as client:
        client.create()
    assert script.requests[0].headers["authorization"] == "Bearer sk-test-awaited-0000"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("key", ["", "  ", "sk test", "sk-test\n", "sk-tést", None])
def test_a_key_that_can_not_be_one_is_refused_without_showing_it(
    kind: str, key: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ConfigurationError) as caught, caller(kind, Script(), api_key=key):
        pass
    assert not key or not key.strip() or key not in str(caught.value)
    with caller(kind, Script(), api_key=lambda: key) as client, pytest.raises(ConfigurationError):
        client.create()


@pytest.mark.parametrize("kind", KINDS)
def test_key_and_url_come_from_the_environment(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-environment")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://other.example/v1/")
    script = Script()
    with caller(kind, script, api_key=None, base_url=None) as client:
        client.create()
    assert str(script.requests[0].url) == "http://other.example/v1/realtime/client_secrets"
    assert script.requests[0].headers["authorization"] == "Bearer sk-test-environment"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "settings",
    [
        {"base_url": "gateway.example"},
        {"base_url": "ftp://gateway.example"},
        {"base_url": "https://user:password@gateway.example"},
        {"base_url": "https://gateway.example/v1?x=1"},
        {"timeout": 0},
        {"timeout": -1},
        {"timeout": True},
        {"timeout": float("nan")},
        {"timeout": "10"},
        {"max_retries": -1},
        {"strict": "no"},
        {"max_retries": 1.5},
        {"headers": {"a": "b\r\nc: d"}},
    ],
)
def test_settings_that_can_not_be_used_are_refused(kind: str, settings: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError), caller(kind, Script(), **settings):
        pass


@pytest.mark.parametrize("kind", KINDS)
def test_a_closed_client_says_so(kind: str) -> None:
    with caller(kind, Script()) as client:
        client.close()
        with pytest.raises(ConfigurationError, match="closed"):
            client.create()


@pytest.mark.parametrize("kind", KINDS)
def test_raw_sends_the_body_as_it_is_and_never_judges_the_reply(kind: str) -> None:
    script = Script(
        answer(body={"client_secret": {"value": MINTED}}),
        answer(400, {"error": {"code": "x"}}),
        httpx.Response(520, text="<html>"),
        answer(body=[1]),
    )
    with caller(kind, script, max_retries=0) as client:
        good = client.create_raw({"model": 1, "unknown": None}, endpoint=Endpoint.FLAT)
        bad = client.create_raw([], endpoint=Endpoint.NESTED)
        odd = client.create_raw({})
        listed = client.create_raw({})
    assert script.bodies[:2] == [{"model": 1, "unknown": None}, []]
    assert script.paths[:2] == ["/v1/realtime/sessions", "/v1/realtime/client_secrets"]
    assert (good.status, good.body["client_secret"]["value"], good.request_id) == (200, MINTED, "req_1")
    assert good.headers["x-request-id"] == "req_1"
    assert MINTED not in repr(good)
    assert MINTED not in repr(good.body)
    assert MINTED not in repr(good.body["client_secret"])
    assert (bad.status, bad.body) == (400, {"error": {"code": "x"}})
    assert (odd.status, odd.body, odd.request_id) == (520, "<html>", None)
    assert listed.body == [1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_session_has_the_reply_that_it_was_read_from(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("realtime_sessions.sending.attempts.FIRST_PAUSE", 0.001)
    script = Script(answer(503), answer(429), answer(body=nested_reply(), openai_processing_ms="12"))
    with caller(kind, script, endpoint=Endpoint.NESTED) as client:
        session = client.create()
        raw = client.create_raw({})
    told = session.response
    assert (told.status, told.attempts, told.request_id, session.request_id) == (200, 3, "req_1", "req_1")
    assert (told.headers["openai-processing-ms"], told.body["value"]) == ("12", MINTED)
    assert MINTED not in repr(told)
    assert MINTED not in repr(told.body)
    assert session.raw["value"] == "***"
    assert raw.attempts == 1
    assert pickle.loads(pickle.dumps(session)).response == told
    assert copy.deepcopy(session) == session


@pytest.mark.parametrize("kind", KINDS)
def test_a_retired_model_warns_with_its_date(kind: str) -> None:
    with caller(kind, Script()) as client:
        with pytest.warns(RetiredModelWarning, match="2026-05-07"):
            client.create(model="gpt-4o-realtime-preview")
        client.create(model="gpt-realtime-2.1")
        client.create(model="some-deployment")


@pytest.mark.parametrize("kind", KINDS)
def test_a_model_that_opens_no_session_warns_at_the_mint(kind: str) -> None:
    """The key is minted all the same; only the session, later and elsewhere, would be refused."""
    with caller(kind, Script()) as client:
        with pytest.warns(UnusableModelWarning, match="gpt-live-1"):
            client.create(model="gpt-live-1")
        client.create(input_audio_transcription={"model": "gpt-live-transcribe"})
    with caller(kind, Script(), azure="https://name.openai.azure.com", api_key=KEY) as client:
        client.create(model="gpt-live-of-ours")  # a deployment's name says nothing


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("resource", ["https://name.openai.azure.com", "https://name.openai.azure.com/openai/v1/"])
def test_azure_urls_and_keys(kind: str, resource: str) -> None:
    script = Script()
    with caller(kind, script, azure=resource, api_key="azure-test-0001") as client:
        client.create(model="my-deployment")
    with caller(
        kind, script, azure=resource, token_provider=lambda: "entra-test-0002", endpoint=Endpoint.FLAT
    ) as client:
        client.create(model="my-deployment")
    with caller(kind, script, azure=resource, api_key="azure-test-0003", api_version="preview") as client:
        client.create()
    current, preview, versioned = script.requests
    assert str(current.url) == "https://name.openai.azure.com/openai/v1/realtime/client_secrets"
    assert current.headers["api-key"] == "azure-test-0001"
    assert "authorization" not in current.headers
    assert (
        str(preview.url) == "https://name.openai.azure.com/openai/realtimeapi/sessions?api-version=2025-04-01-preview"
    )
    assert preview.headers["authorization"] == "Bearer entra-test-0002"
    assert "openai-beta" not in preview.headers
    assert versioned.url.params["api-version"] == "preview"
    assert script.bodies[0] == {"session": {"type": "realtime", "model": "my-deployment"}}
    assert script.bodies[2] == {"session": {"type": "realtime"}}  # no model of ours: there it is a deployment's name


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("keys", [{}, {"api_key": "a", "token_provider": lambda: "b"}])
def test_azure_needs_exactly_one_key(kind: str, keys: dict[str, Any]) -> None:
    with (
        pytest.raises(ConfigurationError, match="either"),
        caller(kind, Script(), azure="https://name.openai.azure.com", **keys),
    ):
        pass


@pytest.mark.parametrize("kind", KINDS)
def test_azure_auto_starts_with_the_current_url_and_finds_the_preview(kind: str) -> None:
    script = Script(answer(404, RETIRED), natural)
    with caller(
        kind, script, azure="https://name.openai.azure.com", api_key="azure-test-0001", endpoint=Endpoint.AUTO
    ) as client:
        assert client.create().endpoint is Endpoint.FLAT
    assert script.paths == ["/openai/v1/realtime/client_secrets", "/openai/realtimeapi/sessions"]


def test_the_clients_repr_names_where_it_goes_and_no_key() -> None:
    with caller("sync", Script()) as client:
        assert repr(client.client) == (
            f"RealtimeSessions(base_url='{GATEWAY}', endpoint='auto', transport='MockTransport')"
        )


def test_the_expiry_is_a_moment() -> None:
    with caller("sync", Script()) as client:
        assert client.create().client_secret.expires_at > datetime.now(UTC)


def test_the_version_and_the_log_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    import logging  # noqa: PLC0415

    import realtime_sessions  # noqa: PLC0415

    assert realtime_sessions.__version__ == "0.1.0"
    log = logging.getLogger("realtime_sessions")
    monkeypatch.setattr(log, "handlers", [])
    monkeypatch.setenv("REALTIME_SESSIONS_LOG", "debug")
    stream, level = io.StringIO(), log.level
    try:
        with caller("sync", Script()) as client:
            log.handlers[0].stream = stream  # type: ignore[attr-defined]
            client.create()
            client.create(voice="marin")
    finally:
        log.setLevel(level)  # which also forgets that the level was wanted
    assert "/v1/realtime/client_secrets, attempt 1: 200" in stream.getvalue()
    assert KEY not in stream.getvalue()
    assert len(log.handlers) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_config_is_told(kind: str) -> None:
    with caller(kind, Script()) as client:
        untyped: Any = client.client
        for wrong in ("gpt-realtime", {"voice": "marin"}):
            with pytest.raises(TypeError, match="SessionConfig, or keywords"):
                untyped.create(wrong)
        with pytest.raises(TypeError, match="keywords only"):
            untyped.create_transcription(SessionConfig())
