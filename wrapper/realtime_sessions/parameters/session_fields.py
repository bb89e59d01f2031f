"""The fields of a session.

Written by `make generate` from openapi/contract.yaml: don't edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

if TYPE_CHECKING:
    from realtime_sessions.parameters.enums import AudioFormat, Modality, Model, Voice


@frozen(kw_only=True, init=False, eq=False, repr=False)
class SessionFields:
    """What a session shows; None where the server sent null, nothing, or something else."""

    input_audio_format: AudioFormat | None = None
    """How the user's audio is encoded."""
    input_audio_noise_reduction: dict[str, Any] | None = field(default=None, repr=False)
    """What cleans the user's audio before the model hears it. None turns it off."""
    input_audio_transcription: dict[str, Any] | None = field(default=None, repr=False)
    """What transcribes the user's audio. None turns it off."""
    turn_detection: dict[str, Any] | None = field(default=None, repr=False)
    """What tells that the user has finished. None leaves that to the caller, who then asks for each answer."""
    output_audio_format: AudioFormat | None = None
    """How the model's audio is encoded."""
    speed: float | None = field(default=None, repr=False)
    """How fast the model speaks; 1 is its own pace."""
    voice: Voice | None = None
    """A voice's name, or an object with the id of a custom voice. Fixed once the session has produced audio."""
    include: list[Any] | None = field(default=None, repr=False)
    """More to be sent with the session's events."""
    instructions: str | None = field(default=None, repr=False)
    """What the model is told before the conversation; the provider's own words where left out."""
    max_response_output_tokens: int | str | None = field(default=None, repr=False)
    """Tokens in one answer, tool calls included."""
    model: Model | None = None
    """The model; on Azure the deployment's name."""
    modalities: tuple[Modality, ...] | None = None
    """What the model answers with. Audio comes with its transcript: ["audio", "text"] and ["audio"] mean the
    same."""
    parallel_tool_calls: bool | None = field(default=None, repr=False)
    """Whether several tools may be called at once. Newer models only."""
    prompt: dict[str, Any] | None = field(default=None, repr=False)
    """A stored prompt. None for none."""
    reasoning: dict[str, Any] | None = field(default=None, repr=False)
    """How much the model thinks before it answers. Newer models only."""
    tool_choice: dict[str, Any] | str | None = field(default=None, repr=False)
    """Whether the model calls a tool: a mode, or an object that names the tool."""
    tools: list[Any] | None = field(default=None, repr=False)
    """What the model may call: functions of yours, and on the nested endpoint MCP servers."""
    tracing: dict[str, Any] | str | None = field(default=None, repr=False)
    """How the session is traced in the provider's dashboard: auto, or names of your own. None turns it off."""
    truncation: dict[str, Any] | str | None = field(default=None, repr=False)
    """What happens to a conversation that grows too long."""
    temperature: float | None = field(default=None, repr=False)
    """How freely the model chooses its words. Flat endpoint only."""
    id: str | None = None
    object: str | None = None
