"""Make the session that a reply shows: what was asked, with the service's defaults filled in.

Code that reads `session["voice"]` finds one although it never sent one. The defaults are the contract's, by way of
the generated table; only what no document says stands here.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Final

from realtime_sessions.endpoints import Endpoint
from realtime_sessions.parameters.enums import Model
from realtime_sessions.parameters.table import PARAMETERS
from realtime_sessions.schemas import branches, tag
from realtime_sessions.shapes import SESSION, encode

from .rules import hears_turns

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY_LIFE: Final[int] = PARAMETERS["realtime"]["expires_after"]["schema"]["default"]
"""Seconds that a key lives when the request doesn't say."""

_UNSAID: Final[dict[str, Any]] = {
    "model": Model.GPT_REALTIME.value,
    "instructions": "You are a helpful assistant.",
    "tools": [],
    "max_response_output_tokens": "inf",
    "truncation": "auto",
    **dict.fromkeys(("input_audio_transcription", "input_audio_noise_reduction", "tracing", "prompt", "include")),
}
"""What the service shows although no document gives it a default, by flat names."""
_LISTENING: Final = {"threshold": 0.5, "prefix_padding_ms": 300, "silence_duration_ms": 500}
_UNSAID_TURNS: Final[dict[str, dict[str, dict[str, Any]]]] = {
    "realtime": {"server_vad": {**_LISTENING, "idle_timeout_ms": None}},
    "transcription": {"server_vad": _LISTENING},
}
"""The same for each kind of turn detection, by the kind of the session."""


def _turns(endpoint: Endpoint, kind: str) -> dict[str, Any]:
    """What each kind of turn detection is where only its type is told; in a transcription nobody answers."""
    row = PARAMETERS[kind]["turn_detection"]
    found = {}
    for branch in branches(row["schema"]):
        told = tag(branch)
        if told is not None:
            said = {name: part["default"] for name, part in branch["properties"].items() if "default" in part}
            whole = {**(said if kind == "realtime" else {}), "type": told[1], **_UNSAID_TURNS[kind].get(told[1], {})}
            place: Any = encode({"turn_detection": whole}, endpoint, kind).body
            for step in row[endpoint.value]:
                place = place[step]
            found[told[1]] = place
    return found


def _template(endpoint: Endpoint, kind: str) -> dict[str, Any]:
    """The session of a request that says nothing."""
    rows = PARAMETERS[kind]
    said = {name: row["schema"]["default"] for name, row in rows.items() if "default" in row["schema"]}
    unsaid = {name: value for name, value in _UNSAID.items() if name in rows}
    body = encode({**said, **unsaid, "turn_detection": {"type": _USUAL_TURNS}}, endpoint, kind).body
    session: dict[str, Any] = body.get(SESSION, body)
    session.pop("client_secret", None)
    return session


_USUAL_TURNS: Final = "server_vad"
_KINDS: Final = {"realtime": "realtime.session", "transcription": "realtime.transcription_session"}
_FLAT: Final = _template(Endpoint.FLAT, "realtime")
_FLAT_TURNS: Final = _turns(Endpoint.FLAT, "realtime")
_NESTED: Final = {kind: _template(Endpoint.NESTED, kind) for kind in _KINDS}
_NESTED_TURNS: Final = {kind: _turns(Endpoint.NESTED, kind) for kind in _KINDS}
_PUBLISHED: Final = (
    "model",
    "instructions",
    "audio",
    "tracing",
    "tools",
    "tool_choice",
    "max_output_tokens",
    "include",
)


def flat_session(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The flat endpoint's reply, without its key."""
    session = {**_head("realtime"), **_FLAT, **asked}
    session.pop("client_secret", None)
    _fill_turns(session, asked, "input_audio_transcription", _FLAT_TURNS)
    return session


def published_flat_session(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What the published document says the flat endpoint replies: newer names, and no key."""
    flat = flat_session(asked)
    newer = encode(flat, Endpoint.NESTED).body[SESSION]
    return {
        **{name: flat[name] for name in ("id", "object", "expires_at", "turn_detection")},
        **{name: value for name, value in newer.items() if name in _PUBLISHED},
        "output_modalities": flat["modalities"],
    }


def nested_session(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The session inside the nested endpoint's reply; its own `expires_at` is 0, the key's stands beside it."""
    kind = asked.get("type", "realtime")
    template, audio = _NESTED[kind], asked.get("audio", {})
    parts = {name: {**part, **audio.get(name, {})} for name, part in template["audio"].items()}
    _fill_turns(parts["input"], audio.get("input", {}), "transcription", _NESTED_TURNS[kind])
    return {**_head(kind), **template, **asked, "audio": parts}


def _head(kind: str) -> dict[str, Any]:
    return {"object": _KINDS[kind], "id": f"sess_{secrets.token_hex(11)}", "expires_at": 0}


def _fill_turns(sound: dict[str, Any], asked: Mapping[str, Any], transcription: str, turns: Mapping[str, Any]) -> None:
    """Fill in how turns are detected; with some transcription models they aren't, unless that is asked for."""
    told = sound["turn_detection"]
    if "turn_detection" not in asked and not hears_turns(asked.get(transcription)):
        sound["turn_detection"] = None
    elif told is not None:
        sound["turn_detection"] = {**turns[told.get("type", _USUAL_TURNS)], **told}
