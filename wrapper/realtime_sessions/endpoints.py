"""The two wire shapes, the mapping between them, and when to go from one endpoint to the other.

Protects the caller's words from the endpoint's: parameters have flat names everywhere, and only here
is it known where the nested shape keeps them. Pure functions, no I/O. The mapping is the provider's,
read off both contracts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from .errors import ConfigurationError


class Endpoint(StrEnum):
    """Where keys are minted."""

    AUTO = "auto"
    """The one that the server speaks: found out once per client."""
    FLAT = "flat"
    """POST /realtime/sessions, retired by the provider in May 2026; Azure's preview and older gateways speak it."""
    NESTED = "nested"
    """POST /realtime/client_secrets."""


PATHS: Final = {Endpoint.FLAT: "/realtime/sessions", Endpoint.NESTED: "/realtime/client_secrets"}

NESTED_PLACES: Final[dict[str, tuple[str, ...]]] = {
    "model": ("model",),
    "modalities": ("output_modalities",),
    "instructions": ("instructions",),
    "voice": ("audio", "output", "voice"),
    "speed": ("audio", "output", "speed"),
    "input_audio_format": ("audio", "input", "format"),
    "output_audio_format": ("audio", "output", "format"),
    "input_audio_transcription": ("audio", "input", "transcription"),
    "input_audio_noise_reduction": ("audio", "input", "noise_reduction"),
    "turn_detection": ("audio", "input", "turn_detection"),
    "tools": ("tools",),
    "tool_choice": ("tool_choice",),
    "max_response_output_tokens": ("max_output_tokens",),
    "tracing": ("tracing",),
    "truncation": ("truncation",),
    "prompt": ("prompt",),
    "include": ("include",),
    "reasoning": ("reasoning",),
    "parallel_tool_calls": ("parallel_tool_calls",),
}
"""Where in a nested session each flat field stands; temperature stands nowhere."""

_FORMATS: Final[dict[str, dict[str, Any]]] = {
    "pcm16": {"type": "audio/pcm", "rate": 24000},
    "g711_ulaw": {"type": "audio/pcmu"},
    "g711_alaw": {"type": "audio/pcma"},
}
_FORMAT_NAMES: Final = {value["type"]: name for name, value in _FORMATS.items()}
_ONLY_NESTED: Final[tuple[tuple[str, ...], ...]] = (  # what the flat endpoint has no word for
    ("reasoning",),
    ("parallel_tool_calls",),
    ("turn_detection", "idle_timeout_ms"),
    ("input_audio_transcription", "languages"),
    ("input_audio_transcription", "keywords"),
    ("input_audio_transcription", "delay"),
)
NOT_IN_BODIES: Final = frozenset({"expires_after", "safety_identifier"})


class Encoded(NamedTuple):
    """A request's body, and the parameters that it had no place for."""

    body: dict[str, Any]
    dropped: tuple[str, ...]


def encode(given: Mapping[str, Any], endpoint: Endpoint) -> Encoded:
    """The body for an endpoint, from parameters by their flat names.

    Raises:
        ConfigurationError: the endpoint is AUTO.
    """
    if endpoint == Endpoint.FLAT:
        return _to_flat(given)
    if endpoint == Endpoint.NESTED:
        return _to_nested(given)
    raise ConfigurationError("AUTO has no shape of its own: name FLAT or NESTED")


def _to_flat(given: Mapping[str, Any]) -> Encoded:
    body = {name: value for name, value in given.items() if name not in NOT_IN_BODIES}
    dropped = []
    for name, *inner in _ONLY_NESTED:
        if not inner and name in body:
            del body[name]
            dropped.append(name)
        elif inner and isinstance(body.get(name), dict) and inner[0] in body[name]:
            body[name] = {key: value for key, value in body[name].items() if key != inner[0]}
            dropped.append(f"{name}.{inner[0]}")
    tools = body.get("tools", [])
    if any(tool.get("type") == "mcp" for tool in tools):
        body["tools"] = [tool for tool in tools if tool.get("type") != "mcp"]
        dropped.append("tools")
    if isinstance(body.get("tool_choice"), dict) and body["tool_choice"].get("type") == "mcp":
        del body["tool_choice"]
        dropped.append("tool_choice")
    if "audio" in body.get("modalities", []):
        body["modalities"] = ["audio", "text"]  # audio alone is refused: it comes with its transcript
    if "expires_after" in given:
        body["client_secret"] = {"expires_after": _life(given["expires_after"])}
    return Encoded(body, tuple(dropped))


def _to_nested(given: Mapping[str, Any]) -> Encoded:
    session: dict[str, Any] = {"type": "realtime"}
    dropped = []
    for name, value in given.items():
        if name in NESTED_PLACES:
            *way, last = NESTED_PLACES[name]
            place = session
            for step in way:
                place = place.setdefault(step, {})
            place[last] = _nested_value(name, value)
        elif name not in NOT_IN_BODIES:
            dropped.append(name)
    body: dict[str, Any] = {"session": session}
    if "expires_after" in given:
        body["expires_after"] = _life(given["expires_after"])
    return Encoded(body, tuple(dropped))


def _life(seconds: int) -> dict[str, Any]:
    return {"anchor": "created_at", "seconds": seconds}


def _nested_value(name: str, value: Any) -> Any:
    if name == "modalities":
        return ["audio"] if "audio" in value else value  # one of the two: audio always has its transcript
    if name in {"input_audio_format", "output_audio_format"}:
        return _FORMATS[value]
    return value


def life_from_flat(secret: Mapping[str, Any]) -> dict[str, Any]:
    """The parameter that a flat body's `client_secret` stands for."""
    life = secret.get("expires_after", {})
    return {"expires_after": life["seconds"]} if "seconds" in life else {}


def flat_view(session: Mapping[str, Any]) -> dict[str, Any]:
    """A session of either shape, as a server sent it, by flat names; nothing in it is trusted."""
    view = {name: session[name] for name in (*NESTED_PLACES, "temperature") if name in session}
    for name, way in NESTED_PLACES.items():
        place: Any = session
        for step in way:
            place = place.get(step, _ABSENT) if isinstance(place, Mapping) else _ABSENT
        if place is not _ABSENT and way != (name,):
            view[name] = _flat_value(name, place)
    return view


_ABSENT: Final = object()


def _flat_value(name: str, value: Any) -> Any:
    if name == "modalities" and isinstance(value, list) and "audio" in value:
        return ["audio", "text"]
    if name in {"input_audio_format", "output_audio_format"} and isinstance(value, Mapping):
        kind = value.get("type")
        return _FORMAT_NAMES.get(kind, kind) if isinstance(kind, str) else None
    return value


def merge_extra(body: Mapping[str, Any], extra: Mapping[str, Any], endpoint: Endpoint) -> dict[str, Any]:
    """A body with the caller's own fields in it.

    They are fields of the session, wherever the endpoint keeps it; on the nested endpoint `session`
    and `expires_after` are those of the body itself.
    """
    if endpoint is Endpoint.FLAT:
        return _merged(body, extra)
    whole = {key: value for key, value in extra.items() if key in {"session", "expires_after"}}
    session = {key: value for key, value in extra.items() if key not in whole}
    return _merged(_merged(body, {"session": session}), whole)


def _merged(body: Mapping[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(body)
    for key, value in extra.items():
        old = result.get(key)
        result[key] = _merged(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return result


def first(base_url: str) -> Endpoint:
    """Where AUTO starts: the provider's own host retired the flat endpoint, others may know no other."""
    host = (urlsplit(base_url).hostname or "").rstrip(".")
    return Endpoint.NESTED if host == "api.openai.com" or host.endswith(".api.openai.com") else Endpoint.FLAT


def other(endpoint: Endpoint) -> Endpoint:
    """The endpoint to go to from one that is gone."""
    return Endpoint.NESTED if endpoint is Endpoint.FLAT else Endpoint.FLAT


def is_retired(status: int, error: Mapping[str, Any]) -> bool:
    """Whether an error says that the endpoint itself is gone, in any of the ways that were seen.

    Seen: 404 with "Invalid URL (POST …)" and no code; 400 with code beta_api_shape_disabled; 400 with
    code invalid_model for a model that is "only available on the GA API".
    """
    code, message = error.get("code"), str(error.get("message") or "")
    if status == _NOT_FOUND:
        return not code and re.match(r"Invalid URL \(POST ", message) is not None
    if status == _BAD_REQUEST:
        return code == "beta_api_shape_disabled" or (
            code == "invalid_model" and "only available on the GA API" in message
        )
    return False


def is_unknown_path(status: int, error: Mapping[str, Any]) -> bool:
    """Whether a server other than the provider's says that it has no such path: a 404 in no envelope of the service."""
    return status == _NOT_FOUND and not error


_BAD_REQUEST: Final = 400
_NOT_FOUND: Final = 404
