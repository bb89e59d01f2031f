"""The session that a reply shows: what was asked, with the service's defaults filled in.

Protects clients from a mock's habit of echoing the request: code that reads `session["voice"]` must find one
although it never sent one.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_INSTRUCTIONS = "You are a helpful assistant."
_FLAT_MODEL = "gpt-4o-realtime-preview"
_NESTED_MODEL = "gpt-realtime"
_PCM = {"type": "audio/pcm", "rate": 24_000}
_SERVER_VAD = {
    "type": "server_vad",
    "threshold": 0.5,
    "prefix_padding_ms": 300,
    "silence_duration_ms": 500,
    "create_response": True,
    "interrupt_response": True,
}
_SEMANTIC_VAD = {"type": "semantic_vad", "eagerness": "auto", "create_response": True, "interrupt_response": True}


def flat_session(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The flat endpoint's reply, without its key."""
    session = {
        "id": _session_id(),
        "object": "realtime.session",
        "expires_at": 0,
        "model": _FLAT_MODEL,
        "modalities": ["audio", "text"],
        "instructions": _INSTRUCTIONS,
        "voice": "alloy",
        "input_audio_format": "pcm16",
        "output_audio_format": "pcm16",
        "input_audio_transcription": None,
        "input_audio_noise_reduction": None,
        "turn_detection": _SERVER_VAD,
        "tools": [],
        "tool_choice": "auto",
        "temperature": 0.8,
        "max_response_output_tokens": "inf",
        "speed": 1.0,
        "tracing": None,
        "truncation": "auto",
        "prompt": None,
        "include": None,
        **{name: value for name, value in asked.items() if name != "client_secret"},
    }
    session["turn_detection"] = _turn_detection(session["turn_detection"], _SERVER_VAD)
    return session


def published_flat_session(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What the published document says the flat endpoint replies: newer names, and no key."""
    flat = flat_session(asked)
    detection = flat["turn_detection"]
    return {
        "id": flat["id"],
        "object": flat["object"],
        "expires_at": flat["expires_at"],
        "model": flat["model"],
        "output_modalities": flat["modalities"],
        "instructions": flat["instructions"],
        "audio": {
            "input": {
                "format": _format(flat["input_audio_format"]),
                "transcription": flat["input_audio_transcription"],
                "noise_reduction": flat["input_audio_noise_reduction"],
                "turn_detection": detection,
            },
            "output": {
                "format": _format(flat["output_audio_format"]),
                "speed": flat["speed"],
                "voice": flat["voice"],
            },
        },
        "tracing": flat["tracing"],
        "turn_detection": detection,
        "tools": flat["tools"],
        "tool_choice": flat["tool_choice"],
        "max_output_tokens": flat["max_response_output_tokens"],
        "include": flat["include"],
    }


def nested_session(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The session inside the nested endpoint's reply; its own `expires_at` is 0, the key's stands beside it."""
    audio = asked.get("audio", {})
    sound_in = _audio_input(audio.get("input", {}))
    if asked.get("type") == "transcription":
        return {
            "type": "transcription",
            "object": "realtime.transcription_session",
            "id": _session_id(),
            "expires_at": 0,
            "audio": {"input": sound_in},
            "include": asked.get("include"),
        }
    return {
        "type": "realtime",
        "object": "realtime.session",
        "id": _session_id(),
        "expires_at": 0,
        "model": _NESTED_MODEL,
        "output_modalities": ["audio"],
        "instructions": _INSTRUCTIONS,
        "tools": [],
        "tool_choice": "auto",
        "max_output_tokens": "inf",
        "tracing": None,
        "truncation": "auto",
        "prompt": None,
        "include": None,
        **asked,
        "audio": {
            "input": sound_in,
            "output": {"format": _PCM, "voice": "alloy", "speed": 1.0, **audio.get("output", {})},
        },
    }


def _audio_input(asked: Mapping[str, Any]) -> dict[str, Any]:
    defaults = {**_SERVER_VAD, "idle_timeout_ms": None}
    sound = {"format": _PCM, "transcription": None, "noise_reduction": None, "turn_detection": defaults, **asked}
    sound["turn_detection"] = _turn_detection(sound["turn_detection"], defaults)
    return sound


def _turn_detection(asked: Mapping[str, Any] | None, server_vad: Mapping[str, Any]) -> dict[str, Any] | None:
    if asked is None:
        return None
    return {**(_SEMANTIC_VAD if asked.get("type") == "semantic_vad" else server_vad), **asked}


def _format(flat: str) -> dict[str, Any]:
    return {"g711_ulaw": {"type": "audio/pcmu"}, "g711_alaw": {"type": "audio/pcma"}}.get(flat, _PCM)


def _session_id() -> str:
    return f"sess_{secrets.token_hex(11)}"
