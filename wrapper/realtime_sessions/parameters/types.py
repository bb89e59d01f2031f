"""Types of the parameters and their parts, for type checkers.

Written by `make generate` from openapi/contract.yaml: don't edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Literal, Required, TypeAlias, TypedDict

from realtime_sessions.parameters.enums import (
    AudioFormat,
    Eagerness,
    Modality,
    Model,
    NoiseReduction,
    TranscriptionModel,
    Voice,
)
from realtime_sessions.parameters.fields import SemanticVad, ServerVad


class InputAudioFormatAudioPcmDict(TypedDict, total=False):
    rate: Literal[24000]
    type: Required[Literal["audio/pcm"]]


class InputAudioFormatAudioPcmuDict(TypedDict, total=False):
    type: Required[Literal["audio/pcmu"]]


class InputAudioFormatAudioPcmaDict(TypedDict, total=False):
    type: Required[Literal["audio/pcma"]]


class InputAudioNoiseReductionDict(TypedDict, total=False):
    type: NoiseReduction | Literal["near_field", "far_field"]
    """Where the microphone is: near_field for headphones, far_field for a laptop or a room. One of near_field,
    far_field."""


class InputAudioTranscriptionDict(TypedDict, total=False):
    delay: Literal["minimal", "low", "medium", "high", "xhigh"]
    """How long the model may wait for more audio before it writes. One of minimal, low, medium, high, xhigh."""
    keywords: Sequence[str]
    """Words to expect."""
    language: str
    """The language that is spoken, as ISO-639-1, such as en."""
    languages: Sequence[str]
    """The languages that may be spoken. A list of at least 1."""
    model: str | TranscriptionModel
    """The model that transcribes."""
    prompt: str
    """Words or names to expect, in the model's own form."""


class ServerVadDict(TypedDict, total=False):
    create_response: bool
    """Whether the model answers when a turn ends. True where left out."""
    idle_timeout_ms: int | None
    """Milliseconds of silence after which the model speaks by itself. None for never. Nested endpoint only. A whole
    number of milliseconds from 5000 to 30000 or null."""
    interrupt_response: bool
    """Whether speech interrupts an answer. True where left out."""
    prefix_padding_ms: int
    """Milliseconds of audio kept from before speech began. A whole number of milliseconds from 0 on."""
    silence_duration_ms: int
    """Milliseconds of silence that end a turn. A whole number of milliseconds from 0 on."""
    threshold: float
    """How loud speech must be; more for a noisy room. A number from 0 to 1."""
    type: Literal["server_vad"]
    """The kind of turn detection. 'server_vad' where left out."""


class SemanticVadDict(TypedDict, total=False):
    create_response: bool
    """Whether the model answers when a turn ends. True where left out."""
    eagerness: Eagerness | Literal["low", "medium", "high", "auto"]
    """How soon the model takes the turn; auto means medium. One of low, medium, high, auto. 'auto' where left
    out."""
    interrupt_response: bool
    """Whether speech interrupts an answer. True where left out."""
    type: Required[Literal["semantic_vad"]]
    """The kind of turn detection."""


class VoiceDict(TypedDict, total=False):
    id: Required[str]


class PromptDict(TypedDict, total=False):
    id: Required[str]
    """The prompt's id."""
    variables: (
        Mapping[str, str | PromptVariablesInputTextDict | PromptVariablesInputImageDict | PromptVariablesInputFileDict]
        | None
    )
    """What stands in for its variables, by name."""
    version: str | None
    """Its version; the newest where left out."""


class PromptVariablesInputTextDict(TypedDict, total=False):
    prompt_cache_breakpoint: PromptVariablesPromptCacheBreakpointDict
    text: Required[str]
    type: Literal["input_text"]
    """'input_text' where left out."""


class PromptVariablesPromptCacheBreakpointDict(TypedDict, total=False):
    mode: Literal["explicit"]
    """'explicit' where left out."""


class PromptVariablesInputImageDict(TypedDict, total=False):
    detail: Required[Literal["low", "high", "auto", "original"]]
    """One of low, high, auto, original."""
    file_id: str | None
    image_url: str | None
    prompt_cache_breakpoint: PromptVariablesPromptCacheBreakpointDict
    type: Literal["input_image"]
    """'input_image' where left out."""


class PromptVariablesInputFileDict(TypedDict, total=False):
    detail: Literal["auto", "low", "high"]
    """One of auto, low, high."""
    file_data: str
    file_id: str | None
    file_url: str
    filename: str
    prompt_cache_breakpoint: PromptVariablesPromptCacheBreakpointDict
    type: Literal["input_file"]
    """'input_file' where left out."""


class ReasoningDict(TypedDict, total=False):
    effort: Literal["minimal", "low", "medium", "high", "xhigh"]
    """How much it thinks. One of minimal, low, medium, high, xhigh. 'low' where left out."""


class ToolChoiceFunctionDict(TypedDict, total=False):
    name: Required[str]
    type: Required[Literal["function"]]


class ToolChoiceMcpDict(TypedDict, total=False):
    name: str | None
    server_label: Required[str]
    type: Required[Literal["mcp"]]


class ToolsFunctionDict(TypedDict, total=False):
    description: str
    """What it does and when to call it, for the model."""
    name: Required[str]
    """The function's name."""
    parameters: Mapping[str, Any]
    """A JSON Schema of its arguments."""
    type: Literal["function"]


class ToolsMcpDict(TypedDict, total=False):
    allowed_callers: Sequence[Literal["direct", "programmatic"]] | None
    """Who may call them. A list of at least 1 or null."""
    allowed_tools: Sequence[str] | ToolsAllowedToolsDict | None
    """Which of its tools may be called; all where left out."""
    authorization: str
    """An OAuth token that the server is sent. A secret."""
    connector_id: Literal[
        "connector_dropbox",
        "connector_gmail",
        "connector_googlecalendar",
        "connector_googledrive",
        "connector_microsoftteams",
        "connector_outlookcalendar",
        "connector_outlookemail",
        "connector_sharepoint",
    ]
    """One of the provider's own connectors. One of connector_dropbox, connector_gmail, connector_googlecalendar,
    connector_googledrive, connector_microsoftteams, connector_outlookcalendar, connector_outlookemail,
    connector_sharepoint."""
    defer_loading: bool
    """Whether its tools are loaded only when they are looked for."""
    headers: Mapping[str, str] | None
    """Headers that the server is sent. They may carry secrets."""
    require_approval: ToolsRequireApprovalDict | Literal["always", "never"] | None
    """Which calls have to be approved first. One of always, never, an object with always, never or null."""
    server_description: str
    """What the server is for, for the model."""
    server_label: Required[str]
    """A name for the server, used in calls."""
    server_url: str
    """The server's URL. Either this or a connector or tunnel."""
    tunnel_id: str
    """A tunnel to a server in a private network. A string like ^tunnel_[a-z0-9]{32}$."""
    type: Required[Literal["mcp"]]


class ToolsAllowedToolsDict(TypedDict, total=False):
    read_only: bool
    tool_names: Sequence[str]


class ToolsRequireApprovalDict(TypedDict, total=False):
    always: ToolsAllowedToolsDict
    never: ToolsAllowedToolsDict


class TracingDict(TypedDict, total=False):
    group_id: str
    """What groups traces."""
    metadata: Mapping[str, Any]
    """Anything else to be kept with the trace."""
    workflow_name: str
    """The name of the workflow."""


class TruncationDict(TypedDict, total=False):
    retention_ratio: Required[float]
    """The share of the conversation that is kept when it is cut. A number from 0 to 1."""
    token_limits: TruncationTokenLimitsDict
    """Limits of its parts."""
    type: Required[Literal["retention_ratio"]]


class TruncationTokenLimitsDict(TypedDict, total=False):
    post_instructions: int
    """Tokens after the instructions at which the conversation is cut. A whole number from 0 on."""


InputAudioFormatParam: TypeAlias = "InputAudioFormatAudioPcmDict | InputAudioFormatAudioPcmuDict | InputAudioFormatAudioPcmaDict | AudioFormat | Literal['pcm16', 'g711_ulaw', 'g711_alaw']"
InputAudioNoiseReductionParam: TypeAlias = "InputAudioNoiseReductionDict | None"
InputAudioTranscriptionParam: TypeAlias = "InputAudioTranscriptionDict | None"
TurnDetectionParam: TypeAlias = "ServerVad | ServerVadDict | SemanticVad | SemanticVadDict | None"
OutputAudioFormatParam: TypeAlias = "InputAudioFormatAudioPcmDict | InputAudioFormatAudioPcmuDict | InputAudioFormatAudioPcmaDict | AudioFormat | Literal['pcm16', 'g711_ulaw', 'g711_alaw']"
SpeedParam: TypeAlias = "float"
VoiceParam: TypeAlias = "str | Voice | VoiceDict"
IncludeParam: TypeAlias = "Sequence[Literal['item.input_audio_transcription.logprobs']]"
InstructionsParam: TypeAlias = "str"
MaxResponseOutputTokensParam: TypeAlias = "int | Literal['inf']"
ModelParam: TypeAlias = "str | Model"
ModalitiesParam: TypeAlias = "Sequence[Modality | Literal['text', 'audio']]"
ParallelToolCallsParam: TypeAlias = "bool"
PromptParam: TypeAlias = "PromptDict | None"
ReasoningParam: TypeAlias = "ReasoningDict"
ToolChoiceParam: TypeAlias = "Literal['none', 'auto', 'required'] | ToolChoiceFunctionDict | ToolChoiceMcpDict"
ToolsParam: TypeAlias = "Sequence[ToolsFunctionDict | ToolsMcpDict]"
TracingParam: TypeAlias = "Literal['auto'] | TracingDict | None"
TruncationParam: TypeAlias = "Literal['auto', 'disabled'] | TruncationDict"
ExpiresAfterParam: TypeAlias = "int | timedelta"
TemperatureParam: TypeAlias = "float"


class NewRealtimeParameters(TypedDict, total=False):
    """Parameters of a realtime session that `create` has no keyword for yet: provisional."""


class NewTranscriptionParameters(TypedDict, total=False):
    """Parameters of a transcription session that `create_transcription` has no keyword for yet: provisional."""
