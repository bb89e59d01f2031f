"""Mistakes that a type checker should find: each beside what was meant, and beside the same in the official SDK.

`ours` and `meant` are statements with a `client`, an `a_client` (the asynchronous one) and a `session`; `theirs` is one
with an `OpenAI` client and a secret of its own, or nothing where the SDK has no such thing.
"""

from __future__ import annotations

from typing import NamedTuple


class Mistake(NamedTuple):
    name: str
    ours: str
    meant: str
    theirs: str = ""


def _given(ours: str, meant: str, theirs: str = "", name: str = "") -> Mistake:
    """A mistake in what a session is asked to be."""
    shown = f'client.realtime.client_secrets.create(session={{"type": "realtime", {theirs}}})' if theirs else ""
    return Mistake(name or ours, f"client.create({ours})", f"client.create({meant})", shown)


def _heard(ours: str, meant: str, theirs: str) -> Mistake:
    """The same in what the nested shape has under audio.input."""
    return _given(ours, meant, f'"audio": {{"input": {{{theirs}}}}}')


def _spoken(ours: str, meant: str, theirs: str) -> Mistake:
    """The same in what the nested shape has under audio.output."""
    return _given(ours, meant, f'"audio": {{"output": {{{theirs}}}}}')


MISTAKES = (
    # names
    _given("temprature=0.8", "temperature=0.8", '"temprature": 0.8'),
    _given("max_output_tokens=100", "max_response_output_tokens=100", '"max_response_output_tokens": 100'),
    _heard(
        'turn_detection={"type": "server_vad", "treshold": 0.5}',
        'turn_detection={"type": "server_vad", "threshold": 0.5}',
        '"turn_detection": {"type": "server_vad", "treshold": 0.5}',
    ),
    Mistake("a part's name", "ServerVad(treshold=0.5)", "ServerVad(threshold=0.5)"),
    _heard(
        'input_audio_transcription={"modle": "whisper-1"}',
        'input_audio_transcription={"model": "whisper-1"}',
        '"transcription": {"modle": "whisper-1"}',
    ),
    _given('tracing={"workflow": "w"}', 'tracing={"workflow_name": "w"}', '"tracing": {"workflow": "w"}'),
    _given(
        'tools=[{"type": "function", "name": "a", "params": {}}]',
        'tools=[{"type": "function", "name": "a", "parameters": {}}]',
        '"tools": [{"type": "function", "name": "a", "params": {}}]',
    ),
    Mistake(
        "a setting's name", 'RealtimeSessions("k", timout=5)', 'RealtimeSessions("k", timeout=5)', "OpenAI(timout=5)"
    ),
    Mistake(
        "an option's name",
        "client.with_options(retries=1)",
        "client.with_options(max_retries=1)",
        "client.with_options(retries=1)",
    ),
    # values of closed sets
    _given('tool_choice="any"', 'tool_choice="required"', '"tool_choice": "any"'),
    _given('modalities=["video"]', 'modalities=["audio"]', '"output_modalities": ["video"]'),
    _heard('input_audio_format="pcm"', 'input_audio_format="pcm16"', '"format": "pcm16"'),
    _spoken(
        'output_audio_format={"type": "audio/mp3"}',
        'output_audio_format={"type": "audio/pcmu"}',
        '"format": {"type": "audio/mp3"}',
    ),
    _heard(
        'input_audio_noise_reduction={"type": "nearfield"}',
        'input_audio_noise_reduction={"type": "near_field"}',
        '"noise_reduction": {"type": "nearfield"}',
    ),
    _heard(
        'turn_detection={"type": "vad"}', 'turn_detection={"type": "semantic_vad"}', '"turn_detection": {"type": "vad"}'
    ),
    Mistake("a part's value", 'SemanticVad(eagerness="eager")', 'SemanticVad(eagerness="high")'),
    _given('tracing="off"', "tracing=None", '"tracing": "off"'),
    _given('truncation="none"', 'truncation="disabled"', '"truncation": "none"'),
    _given('reasoning={"effort": "max"}', 'reasoning={"effort": "high"}', '"reasoning": {"effort": "max"}'),
    _given('include=["logprobs"]', 'include=["item.input_audio_transcription.logprobs"]', '"include": ["logprobs"]'),
    # types
    _given('modalities="text"', 'modalities=["text"]', '"output_modalities": "text"'),
    _spoken("voice=None", "voice=OMITTED", '"voice": None'),
    _given("model=5", 'model="gpt-realtime-2.1"', '"model": 5'),
    _given('max_response_output_tokens="many"', 'max_response_output_tokens="inf"', '"max_output_tokens": "many"'),
    _spoken('speed="fast"', "speed=1.2", '"speed": "fast"'),
    _heard('turn_detection="server_vad"', "turn_detection=ServerVad()", '"turn_detection": "server_vad"'),
    _heard(
        'input_audio_transcription="whisper-1"',
        "input_audio_transcription=None",
        '"transcription": "whisper-1"',
    ),
    _given('tools=["look_up"]', 'tools=[{"type": "function", "name": "look_up"}]', '"tools": ["look_up"]'),
    _given('prompt="pmpt_1"', 'prompt={"id": "pmpt_1"}', '"prompt": "pmpt_1"'),
    Mistake(
        "a time as text",
        'client.create(expires_after="10m")',
        "client.create(expires_after=timedelta(minutes=10))",
        'client.realtime.client_secrets.create(expires_after={"seconds": "10m"})',
    ),
    Mistake(
        "an option's type",
        'client.create(timeout="5")',
        "client.create(timeout=5)",
        'client.realtime.client_secrets.create(timeout="5")',
    ),
    Mistake(
        "an endpoint as text",
        'RealtimeSessions("k", endpoint="nested")',
        'RealtimeSessions("k", endpoint=Endpoint.NESTED)',
    ),
    # what is missing
    _given(
        'tool_choice={"type": "function"}',
        'tool_choice={"type": "function", "name": "a"}',
        '"tool_choice": {"type": "function"}',
    ),
    _given(
        'tools=[{"type": "mcp", "server_url": "https://mcp.example"}]',
        'tools=[{"type": "mcp", "server_url": "https://mcp.example", "server_label": "a"}]',
        '"tools": [{"type": "mcp", "server_url": "https://mcp.example"}]',
    ),
    # what comes back
    Mistake(
        "a name that isn't there",
        "print(session.value)",
        "print(session.client_secret.value)",
        "print(secret.client_secret)",
    ),
    Mistake(
        "a voice that may be missing", "print(session.voice.upper())", "print((session.voice or Voice.ALLOY).upper())"
    ),
    Mistake(
        "no await",
        "print(a_client.create().client_secret)",
        "print(client.create().client_secret)",
        "print(a_client.realtime.client_secrets.create().value)",
    ),
    # bounds and open sets, which no type has
    _spoken("speed=9", "speed=1", '"speed": 9'),
    _given('voice="mairn"', 'voice="marin"', '"audio": {"output": {"voice": "mairn"}}'),
    Mistake(
        "a life out of bounds",
        "client.create(expires_after=5)",
        "client.create(expires_after=60)",
        'client.realtime.client_secrets.create(expires_after={"seconds": 5})',
    ),
)
