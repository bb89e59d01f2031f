"""What a config takes, refuses, and becomes."""

from __future__ import annotations

import copy
import math
import pickle
from datetime import timedelta
from typing import Any

import attrs
import pytest

from realtime_sessions import (
    ConfigurationError,
    Endpoint,
    InvalidParameterError,
    SemanticVad,
    ServerVad,
    SessionConfig,
    Voice,
)
from realtime_sessions.given import known
from realtime_sessions.parameters.types import NewRealtimeParameters

PROVISIONAL = {*NewRealtimeParameters.__annotations__}  # what an update has just added


def _each(name: str, *values: Any) -> list[tuple[str, Any]]:
    return [(name, value) for value in values]


def _bad(name: str, *values: Any) -> list[tuple[str, Any, str]]:
    return [(name, value, name) for value in values]


GOOD: list[tuple[str, Any]] = [
    *_each("temperature", 0.6, 1, 1.2),
    *_each("speed", 0.25, 1, 1.5),
    *_each("max_response_output_tokens", 1, 4096, 100.0, "inf"),
    *_each("expires_after", 10, 7200, 600.0, timedelta(minutes=2)),
    *_each("modalities", ["text"], ["audio"], ("text", "audio"), ["audio", "text"]),
    *_each("voice", "anything", Voice("new"), {"id": "voice_1"}),
    *_each(
        "tool_choice", "none", {"type": "function", "name": "f"}, {"type": "mcp", "server_label": "s", "name": None}
    ),
    *_each("truncation", "auto", "disabled", {"type": "retention_ratio", "retention_ratio": 0}),
    *_each("tracing", "auto", None, {}, {"metadata": {"a": [1, None, {"b": 1.5}]}}),
    *_each(
        "turn_detection",
        None,
        {},
        {"threshold": 1},
        {"type": "semantic_vad"},
        ServerVad(),
        SemanticVad(eagerness="high"),
    ),
    *_each(
        "tools",
        [],
        [{"name": "f"}],
        [
            {
                "type": "mcp",
                "server_label": "s",
                "allowed_tools": {"read_only": True},
                "tunnel_id": "tunnel_" + "0a" * 16,
            }
        ],
    ),
    *_each("prompt", None, {"id": "p"}, {"id": "p", "variables": {"a": "b", "c": {"type": "input_text", "text": "t"}}}),
    *_each("reasoning", {}, {"effort": "xhigh"}),
    *_each("input_audio_transcription", None, {}, {"model": "new-model", "languages": ["de"]}),
    ("instructions", ""),
    ("safety_identifier", "user"),
    ("include", ["item.input_audio_transcription.logprobs"]),
]
BAD: list[tuple[str, Any, str]] = [
    *_bad("temperature", 0.59, 1.21, "1", None, True, math.nan, math.inf, [1]),
    *_bad("speed", 0.24, 1.51, None),
    *_bad("max_response_output_tokens", 0, 4097, 1.5, "all", None, True, 10**400),
    *_bad("expires_after", 9, 7201, None, "600", timedelta(seconds=9), timedelta(seconds=10.5), True),
    *_bad("modalities", [], ["text", "text"], "text", None, {"text": 1}),
    ("modalities", ["video"], "modalities[0]"),
    *_bad("voice", 1, None, ["a"], True),
    ("voice", {}, "voice.id"),
    ("voice", {"id": "v", "x": 1}, "voice.x"),
    *_bad("model", 1, None, {}),
    *_bad("input_audio_format", "mp3", None),
    ("input_audio_format", {}, "input_audio_format.type"),
    ("input_audio_noise_reduction", {"type": "mid_field"}, "input_audio_noise_reduction.type"),
    ("input_audio_noise_reduction", "near_field", "input_audio_noise_reduction"),
    ("turn_detection", {"type": "none"}, "turn_detection.type"),
    ("turn_detection", {"type": None}, "turn_detection.type"),
    ("turn_detection", {"threshold": 1.01}, "turn_detection.threshold"),
    ("turn_detection", {"threshold": 0.5, "type": "semantic_vad"}, "turn_detection.threshold"),
    ("turn_detection", {"create_response": None}, "turn_detection.create_response"),
    ("turn_detection", {"prefix_padding_ms": -1}, "turn_detection.prefix_padding_ms"),
    ("turn_detection", {"foo": 1}, "turn_detection.foo"),
    ("turn_detection", "server_vad", "turn_detection"),
    ("tools", {}, "tools"),
    ("tools", [1], "tools[0]"),
    ("tools", [{"type": "function", "nmae": "f"}], "tools[0].nmae"),
    ("tools", [{"type": "web_search"}], "tools[0].type"),
    ("tools", [{}], "tools[0].name"),
    ("tools", [{"type": "function"}], "tools[0].name"),
    ("tools", [{"type": "mcp"}], "tools[0].server_label"),
    ("tools", [{"type": "mcp", "server_label": "s", "tunnel_id": "tunnel_1"}], "tools[0].tunnel_id"),
    ("tools", [{"type": "function", "parameters": {"a": math.nan}}], "tools[0].parameters.a"),
    ("tools", [{"type": "function", "parameters": []}], "tools[0].parameters"),
    ("tool_choice", "bogus", "tool_choice"),
    ("tool_choice", {"type": "function"}, "tool_choice.name"),
    ("tracing", "off", "tracing"),
    ("tracing", {"metadata": 1}, "tracing.metadata"),
    ("truncation", {"type": "retention_ratio"}, "truncation.retention_ratio"),
    (
        "truncation",
        {"retention_ratio": 1, "type": "retention_ratio", "token_limits": {"post_instructions": -1}},
        "truncation.token_limits.post_instructions",
    ),
    ("prompt", {}, "prompt.id"),
    ("prompt", {"id": "p", "variables": {"a": 1}}, "prompt.variables.a"),
    ("prompt", {"id": "p", "variables": {"a": {"type": "input_video"}}}, "prompt.variables.a.type"),
    ("include", ["everything"], "include[0]"),
    ("reasoning", {"effort": "max"}, "reasoning.effort"),
    ("parallel_tool_calls", 1, "parallel_tool_calls"),
    ("instructions", "\ud800", "instructions"),
    ("instructions", b"bytes", "instructions"),
    ("input_audio_transcription", {"delay": "later"}, "input_audio_transcription.delay"),
    ("input_audio_transcription", {"languages": []}, "input_audio_transcription.languages"),
    ("safety_identifier", None, "safety_identifier"),
]


@pytest.mark.parametrize(("name", "value"), GOOD)
def test_a_value_within_its_bounds_is_taken(name: str, value: Any) -> None:
    config = SessionConfig(**{name: value})
    assert name in config.given()
    for endpoint in (Endpoint.FLAT, Endpoint.NESTED):
        config.to_dict(endpoint)


@pytest.mark.parametrize(("name", "value", "parameter"), BAD)
def test_any_other_is_refused_by_name_and_bound(name: str, value: Any, parameter: str) -> None:
    with pytest.raises(InvalidParameterError) as caught:
        SessionConfig(**{name: value})
    assert caught.value.parameter == caught.value.param == parameter
    assert caught.value.bound
    assert parameter in str(caught.value)
    assert caught.value.bound in str(caught.value)


def test_every_field_is_tried() -> None:
    assert {name for name, _ in GOOD} | {
        "model",
        "input_audio_format",
        "output_audio_format",
        "input_audio_noise_reduction",
        "parallel_tool_calls",
    } == set(known()) - PROVISIONAL
    assert {name for name, _, _ in BAD} >= set(known()) - {"output_audio_format"} - PROVISIONAL


def test_parts_check_themselves() -> None:
    with pytest.raises(InvalidParameterError, match=r"turn_detection\.threshold"):
        ServerVad(threshold=2)
    with pytest.raises(InvalidParameterError, match=r"turn_detection\.eagerness"):
        SemanticVad(eagerness="extreme")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert ServerVad(idle_timeout_ms=None).to_dict() == {"type": "server_vad", "idle_timeout_ms": None}


def test_a_config_can_not_change() -> None:
    parameters = {"type": "object"}
    tools: Any = [{"type": "function", "name": "f", "parameters": parameters}]
    config = SessionConfig(voice="marin", tools=tools)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        config.voice = "cedar"  # type: ignore[misc]
    parameters["type"] = tools[0]["name"] = "changed"
    body = config.to_dict(Endpoint.FLAT)
    assert body["tools"][0] == {"type": "function", "name": "f", "parameters": {"type": "object"}}
    body["tools"][0]["name"] = "changed"
    config.given()["tools"][0]["name"] = "changed"
    assert config.to_dict(Endpoint.FLAT)["tools"][0]["name"] == "f"


def test_configs_merge_copy_and_compare() -> None:
    one, two = SessionConfig(voice="marin", speed=1), SessionConfig(speed=1.5, turn_detection=None)
    merged = one.merge(two)
    assert merged == SessionConfig(voice="marin", speed=1.5, turn_detection=None)
    assert one == SessionConfig(voice="marin", speed=1)
    for again in (copy.deepcopy(merged), pickle.loads(pickle.dumps(merged)), merged.merge(SessionConfig())):
        assert again == merged
    assert repr(merged) == "SessionConfig(turn_detection=None, speed=1.5, voice='marin')"


def test_from_and_to_the_wire() -> None:
    body = {
        "model": "m",
        "turn_detection": {"type": "semantic_vad"},
        "client_secret": {"expires_after": {"anchor": "created_at", "seconds": 60}},
    }
    config = SessionConfig.from_dict(body)
    assert config == SessionConfig(model="m", turn_detection=SemanticVad(), expires_after=60)
    assert config.to_dict(Endpoint.FLAT) == body
    assert config.to_dict(Endpoint.NESTED) == {
        "session": {"type": "realtime", "model": "m", "audio": {"input": {"turn_detection": {"type": "semantic_vad"}}}},
        "expires_after": {"anchor": "created_at", "seconds": 60},
    }
    assert SessionConfig.from_dict({}) == SessionConfig.from_dict({"client_secret": {}}) == SessionConfig()
    with pytest.raises(ConfigurationError, match="AUTO"):
        config.to_dict(Endpoint.AUTO)


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({"foo": 1}, "foo"),
        ({"expires_after": 60}, "expires_after"),
        ({"safety_identifier": "u"}, "safety_identifier"),
        ({"client_secret": None}, "client_secret"),
        ({"client_secret": {"value": "x"}}, "client_secret.value"),
        ({"client_secret": {"expires_after": {"seconds": 60}}}, "client_secret.expires_after.anchor"),
        ({"client_secret": {"expires_after": {"anchor": "now"}}}, "client_secret.expires_after.anchor"),
        (
            {"client_secret": {"expires_after": {"anchor": "created_at", "seconds": 5}}},
            "client_secret.expires_after.seconds",
        ),
        ([], "body"),
        (None, "body"),
        ("{}", "body"),
    ],
)
def test_a_body_that_the_service_would_refuse(body: Any, parameter: str) -> None:
    with pytest.raises(InvalidParameterError) as caught:
        SessionConfig.from_dict(body)
    assert caught.value.parameter == parameter
