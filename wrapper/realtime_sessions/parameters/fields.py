"""The fields of a config, and of the parts that have a class.

Written by `make generate` from openapi/contract.yaml: don't edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import field, frozen
from realtime_sessions.parts import Part
from realtime_sessions.values import OMITTED, Omitted

if TYPE_CHECKING:
    from realtime_sessions.parameters.enums import Eagerness
    from realtime_sessions.parameters.types import (
        ExpiresAfterParam,
        IncludeParam,
        InputAudioFormatParam,
        InputAudioNoiseReductionParam,
        InputAudioTranscriptionParam,
        InstructionsParam,
        MaxResponseOutputTokensParam,
        ModalitiesParam,
        ModelParam,
        OutputAudioFormatParam,
        ParallelToolCallsParam,
        PromptParam,
        ReasoningParam,
        SpeedParam,
        TemperatureParam,
        ToolChoiceParam,
        ToolsParam,
        TracingParam,
        TruncationParam,
        TurnDetectionParam,
        VoiceParam,
    )


@frozen(kw_only=True, repr=False)
class ServerVad(Part):
    """One kind of turn_detection."""

    parameter: ClassVar[str] = "turn_detection"
    create_response: bool | Omitted = OMITTED
    """Whether the model answers when a turn ends. True where left out."""
    idle_timeout_ms: int | Omitted | None = OMITTED
    """Milliseconds of silence after which the model speaks by itself. None for never. Nested endpoint only. A whole
    number of milliseconds from 5000 to 30000 or null."""
    interrupt_response: bool | Omitted = OMITTED
    """Whether speech interrupts an answer. True where left out."""
    prefix_padding_ms: int | Omitted = OMITTED
    """Milliseconds of audio kept from before speech began. A whole number of milliseconds from 0 on."""
    silence_duration_ms: int | Omitted = OMITTED
    """Milliseconds of silence that end a turn. A whole number of milliseconds from 0 on."""
    threshold: float | Omitted = OMITTED
    """How loud speech must be; more for a noisy room. A number from 0 to 1."""
    type: Literal["server_vad"] = field(default="server_vad", init=False)
    """The kind of turn detection. 'server_vad' where left out."""


@frozen(kw_only=True, repr=False)
class SemanticVad(Part):
    """One kind of turn_detection."""

    parameter: ClassVar[str] = "turn_detection"
    create_response: bool | Omitted = OMITTED
    """Whether the model answers when a turn ends. True where left out."""
    eagerness: Eagerness | Literal["low", "medium", "high", "auto"] | Omitted = OMITTED
    """How soon the model takes the turn; auto means medium. One of low, medium, high, auto. 'auto' where left
    out."""
    interrupt_response: bool | Omitted = OMITTED
    """Whether speech interrupts an answer. True where left out."""
    type: Literal["semantic_vad"] = field(default="semantic_vad", init=False)
    """The kind of turn detection."""


@frozen(kw_only=True, init=False, eq=False, repr=False)
class ConfigFields:
    """The parameters of a realtime session."""

    input_audio_format: InputAudioFormatParam | Omitted = OMITTED
    """How the user's audio is encoded. One of pcm16, g711_ulaw, g711_alaw or an object with type audio/pcm,
    audio/pcmu or audio/pcma. 'pcm16' where left out."""
    input_audio_noise_reduction: InputAudioNoiseReductionParam | Omitted = OMITTED
    """What cleans the user's audio before the model hears it. None turns it off."""
    input_audio_transcription: InputAudioTranscriptionParam | Omitted = OMITTED
    """What transcribes the user's audio. None turns it off."""
    turn_detection: TurnDetectionParam | Omitted = OMITTED
    """What tells that the user has finished. None leaves that to the caller, who then asks for each answer."""
    output_audio_format: OutputAudioFormatParam | Omitted = OMITTED
    """How the model's audio is encoded. One of pcm16, g711_ulaw, g711_alaw or an object with type audio/pcm,
    audio/pcmu or audio/pcma. 'pcm16' where left out."""
    speed: SpeedParam | Omitted = OMITTED
    """How fast the model speaks; 1 is its own pace. A number from 0.25 to 1.5. 1 where left out."""
    voice: VoiceParam | Omitted = OMITTED
    """A voice's name, or an object with the id of a custom voice. Fixed once the session has produced audio. A
    string or an object with id. 'alloy' where left out."""
    include: IncludeParam | Omitted = OMITTED
    """More to be sent with the session's events."""
    instructions: InstructionsParam | Omitted = OMITTED
    """What the model is told before the conversation; the provider's own words where left out."""
    max_response_output_tokens: MaxResponseOutputTokensParam | Omitted = OMITTED
    """Tokens in one answer, tool calls included. A whole number of tokens from 1 to 4096 or inf."""
    model: ModelParam | Omitted = OMITTED
    """The model; on Azure the deployment's name."""
    modalities: ModalitiesParam | Omitted = OMITTED
    """What the model answers with. Audio comes with its transcript: ["audio", "text"] and ["audio"] mean the same.
    A list of at least 1, each once. ['audio'] where left out."""
    parallel_tool_calls: ParallelToolCallsParam | Omitted = OMITTED
    """Whether several tools may be called at once. Newer models only."""
    prompt: PromptParam | Omitted = OMITTED
    """A stored prompt. None for none."""
    reasoning: ReasoningParam | Omitted = OMITTED
    """How much the model thinks before it answers. Newer models only."""
    tool_choice: ToolChoiceParam | Omitted = OMITTED
    """Whether the model calls a tool: a mode, or an object that names the tool. One of none, auto, required or an
    object with type function or mcp. 'auto' where left out."""
    tools: ToolsParam | Omitted = OMITTED
    """What the model may call: functions of yours, and on the nested endpoint MCP servers."""
    tracing: TracingParam | Omitted = OMITTED
    """How the session is traced in the provider's dashboard: auto, or names of your own. None turns it off. 'auto'
    where left out."""
    truncation: TruncationParam | Omitted = OMITTED
    """What happens to a conversation that grows too long. One of auto, disabled or an object with type
    retention_ratio."""
    expires_after: ExpiresAfterParam | Omitted = OMITTED
    """Seconds until the key can no longer open a session. A session that was opened in time goes on after it. A
    whole number of seconds from 10 to 7200. 600 where left out."""
    temperature: TemperatureParam | Omitted = OMITTED
    """How freely the model chooses its words. Flat endpoint only. A number from 0.6 to 1.2. 0.8 where left out."""
