"""List every field of a `SessionConfig` with every kind of value, and the requests that the wrapper makes of them.

A field of the config that has no case here fails a test, and so does a known value that no case sends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from realtime_sessions.config import SessionConfig
from realtime_sessions.endpoints import NESTED_PLACES, Endpoint, encode
from realtime_sessions.values import AudioFormat, Eagerness, Model, NoiseReduction, TranscriptionModel, Voice
from scripts.revisions.fields import NAMES

OPERATION = {Endpoint.FLAT: "POST /realtime/sessions", Endpoint.NESTED: "POST /realtime/client_secrets"}
ENDPOINT = {operation: endpoint for endpoint, operation in OPERATION.items()}
EFFORTS = ("minimal", "low", "medium", "high", "xhigh")
CONNECTORS = (
    *("dropbox", "gmail", "googlecalendar", "googledrive"),
    *("microsoftteams", "outlookcalendar", "outlookemail", "sharepoint"),
)
_RESPONDING = {"create_response": True, "interrupt_response": False}
_FUNCTION = {"type": "function", "name": "look_up", "description": "a", "parameters": {"type": "object"}}
_FILTER = {"tool_names": ["read"], "read_only": True}
_MCP = {
    "type": "mcp",
    "server_label": "files",
    "server_url": "https://files.example/mcp",
    "authorization": "a",
    "server_description": "a",
    "headers": {"x-a": "b"},
    "allowed_tools": ["read"],
    "require_approval": "never",
}
CASES: dict[str, list[Any]] = {
    "model": [*Model.values(), "a-deployment"],
    "modalities": [["text"], ["audio", "text"], ["audio"]],
    "instructions": ["Be brief."],
    "voice": [*Voice.values(), "a-voice", {"id": "voice_1"}],
    "input_audio_format": AudioFormat.values(),
    "output_audio_format": AudioFormat.values(),
    "input_audio_transcription": [
        *({"model": model} for model in TranscriptionModel.values()),
        {"model": "whisper-1", "language": "en", "prompt": "a"},
        {"languages": ["en", "de"]},
        {"keywords": ["a"]},
        *({"delay": delay} for delay in EFFORTS),
        None,
    ],
    "input_audio_noise_reduction": [*({"type": kind} for kind in NoiseReduction.values()), None],
    "turn_detection": [
        {"type": "server_vad"},
        {"type": "server_vad", "threshold": 0.5, "prefix_padding_ms": 0, "silence_duration_ms": 200, **_RESPONDING},
        {"type": "server_vad", "idle_timeout_ms": 5000},
        {"type": "server_vad", "idle_timeout_ms": None},
        *({"type": "semantic_vad", "eagerness": eagerness, **_RESPONDING} for eagerness in Eagerness.values()),
        None,
    ],
    "tools": [
        [],
        [_FUNCTION],
        [_MCP],
        [{**_MCP, "headers": None, "allowed_tools": None, "require_approval": None}],
        [{"type": "mcp", "server_label": "a", "allowed_tools": _FILTER}],
        *([{"type": "mcp", "server_label": "a", "connector_id": f"connector_{name}"}] for name in CONNECTORS),
        [{"type": "mcp", "server_label": "a", "require_approval": {"always": _FILTER, "never": _FILTER}}],
        [{"type": "mcp", "server_label": "a", "require_approval": "always", "defer_loading": True}],
        [
            {
                "type": "mcp",
                "server_label": "a",
                "tunnel_id": "tunnel_" + "0" * 32,
                "allowed_callers": ["direct", "programmatic"],
            }
        ],
        [{"type": "mcp", "server_label": "a", "allowed_callers": None}],
    ],
    "tool_choice": [
        *("none", "auto", "required"),
        {"type": "function", "name": "look_up"},
        {"type": "mcp", "server_label": "files", "name": "read"},
        {"type": "mcp", "server_label": "files", "name": None},
    ],
    "temperature": [0.6, 1, 1.2],
    "max_response_output_tokens": [1, 4096, "inf"],
    "speed": [0.25, 1, 1.5],
    "tracing": ["auto", {"workflow_name": "a", "group_id": "b", "metadata": {"c": "d"}}, None],
    "truncation": [
        *("auto", "disabled"),
        {"type": "retention_ratio", "retention_ratio": 0.5},
        {"type": "retention_ratio", "retention_ratio": 1, "token_limits": {"post_instructions": 100}},
    ],
    "prompt": [
        {"id": "pmpt_1"},
        {"id": "pmpt_1", "version": "2", "variables": {"name": "a"}},
        {"id": "pmpt_1", "version": None, "variables": None},
        {"id": "pmpt_1", "variables": {"a": {"type": "input_text", "text": "b"}}},
        None,
    ],
    "include": [[], ["item.input_audio_transcription.logprobs"]],
    "reasoning": [{"effort": effort} for effort in EFFORTS],
    "parallel_tool_calls": [True, False],
    "expires_after": [10, 7200],
    "safety_identifier": ["a"],
}


@dataclass(frozen=True, slots=True)
class Case:
    """A request that the wrapper makes."""

    operation: str
    keyword: str  # the parameter that was given
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """One value in a request, and the parameter that put it there."""

    path: str  # as `scripts.revisions.fields` writes it
    value: Any
    keyword: str


@cache
def corpus(operation: str) -> tuple[Case, ...]:
    """Every request to an operation: one parameter at a time, and the one with none."""
    endpoint = ENDPOINT[operation]
    made = [("", SessionConfig().to_dict(endpoint))]
    for keyword, values in CASES.items():
        for value in values:
            encoded = encode(SessionConfig(**{keyword: value}).given(), endpoint)
            if not any(name.split(".")[0] == keyword for name in encoded.dropped):
                made.append((keyword, encoded.body))
    return tuple(Case(operation, keyword, body) for keyword, body in made)


def sent(case: Case) -> Iterator[Sent]:
    """Every value in a request, outermost first."""
    yield from _walk("", case.body, case.keyword)


def _walk(path: str, value: Any, keyword: str) -> Iterator[Sent]:
    if path:
        yield Sent(path, value, keyword)
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _walk(f"{path}.{name}".lstrip("."), item, keyword)
    elif isinstance(value, list):
        for item in value:
            yield from _walk(f"{path}[]", item, keyword)


def type_name(value: Any) -> str:
    """The JSON type of a value."""
    return "null" if value is None else NAMES[type(value)]


@cache
def spoken(operation: str) -> dict[str, str]:
    """The paths that the wrapper writes, and the parameter for each; none for what stands around several."""
    found: dict[str, set[str]] = {}
    for case in corpus(operation):
        for item in sent(case):
            found.setdefault(item.path, set()).add(item.keyword)
    return {path: "" if len(keywords) > 1 else next(iter(keywords)) for path, keywords in found.items()}


def place(operation: str, keyword: str) -> tuple[str, ...]:
    """Where a parameter stands in an operation's body."""
    if keyword == "expires_after":
        return ("client_secret", keyword) if ENDPOINT[operation] is Endpoint.FLAT else (keyword,)
    return (keyword,) if ENDPOINT[operation] is Endpoint.FLAT else ("session", *NESTED_PLACES.get(keyword, (keyword,)))
