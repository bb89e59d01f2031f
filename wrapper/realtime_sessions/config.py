"""What a session is to be: every field of the flat request, its bounds, and our defaults.

Protects the caller twice: a value that the service would refuse is refused here, by name and bound,
and a value once accepted can't change any more. Bounds are facts of the service (most stand only in
the published prose); the contract has the same ones, and a table of cases compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, Literal, Self, TypeAlias

from attrs import asdict, evolve, field, frozen

from . import endpoints
from .checks import (
    UNKNOWN,
    Shape,
    anything,
    array,
    either,
    flag,
    header_text,
    integer,
    mapping,
    matching,
    nullable,
    number,
    one_of,
    record,
    seconds,
    tagged,
    text,
)
from .endpoints import NOT_IN_BODIES, Endpoint
from .errors import InvalidParameterError
from .redaction import redact
from .values import OMITTED, AudioFormat, Eagerness, Modality, Model, NoiseReduction, Omitted, Voice

Part: TypeAlias = Mapping[str, Any]

_RESPONDING: Final[dict[str, Shape]] = {"create_response": flag, "interrupt_response": flag}
_SERVER_VAD = record(
    {
        "type": one_of(["server_vad"]),
        "threshold": number(0, 1),
        "prefix_padding_ms": integer(0),
        "silence_duration_ms": integer(0),
        "idle_timeout_ms": nullable(integer(5000, 30000)),
        **_RESPONDING,
    }
)
_SEMANTIC_VAD = record(
    {"type": one_of(["semantic_vad"]), "eagerness": one_of(Eagerness.values()), **_RESPONDING},
)
_TURN_DETECTION = tagged({"server_vad": _SERVER_VAD, "semantic_vad": _SEMANTIC_VAD}, default="server_vad")


@frozen
class _Vad:
    """Checks itself when made, and stands for the mapping that is sent."""

    def __attrs_post_init__(self) -> None:
        _TURN_DETECTION("turn_detection", self)

    def to_dict(self) -> dict[str, Any]:
        """The object as both endpoints take it."""
        given = asdict(self, recurse=False)
        return {name: value for name, value in given.items() if value is not OMITTED}


@frozen(kw_only=True)
class ServerVad(_Vad):
    """A turn ends with silence."""

    type: Literal["server_vad"] = field(default="server_vad", init=False)
    """Always server_vad."""
    threshold: float | Omitted = OMITTED
    """How loud speech must be: 0 to 1, 0.5 where left out."""
    prefix_padding_ms: int | Omitted = OMITTED
    """Milliseconds of audio kept from before speech began: 0 or more, 300 where left out."""
    silence_duration_ms: int | Omitted = OMITTED
    """Milliseconds of silence that end the turn: 0 or more, 500 where left out."""
    create_response: bool | Omitted = OMITTED
    """Whether the model answers when a turn ends; true where left out."""
    interrupt_response: bool | Omitted = OMITTED
    """Whether speech interrupts an answer; true where left out."""
    idle_timeout_ms: int | Omitted | None = OMITTED
    """Milliseconds of silence after which the model speaks by itself: 5000 to 30000, None for never. Nested only."""


@frozen(kw_only=True)
class SemanticVad(_Vad):
    """A turn ends when what was said sounds complete."""

    type: Literal["semantic_vad"] = field(default="semantic_vad", init=False)
    """Always semantic_vad."""
    eagerness: Eagerness | str | Omitted = OMITTED
    """How soon the model takes the turn: low, medium, high or auto, which is medium and where left out."""
    create_response: bool | Omitted = OMITTED
    """Whether the model answers when a turn ends; true where left out."""
    interrupt_response: bool | Omitted = OMITTED
    """Whether speech interrupts an answer; true where left out."""


_TOOL_FILTER = record({"tool_names": array(text), "read_only": flag})
_FUNCTION = record(
    {"type": one_of(["function"]), "name": text, "description": text, "parameters": mapping(anything)},
)
_CONNECTORS = ("dropbox", "gmail", "googlecalendar", "googledrive", "microsoftteams", "outlookcalendar", "outlookemail")
_MCP = record(
    {
        "type": one_of(["mcp"]),
        "server_label": text,
        "server_url": text,
        "connector_id": one_of([f"connector_{name}" for name in (*_CONNECTORS, "sharepoint")]),
        "tunnel_id": matching(r"tunnel_[a-z0-9]{32}", "tunnel_ and 32 small letters or digits"),
        "authorization": text,
        "server_description": text,
        "headers": nullable(mapping(text)),
        "allowed_tools": nullable(
            either({Mapping: _TOOL_FILTER, (list, tuple): array(text)}, "a list of names or a filter")
        ),
        "allowed_callers": nullable(array(one_of(["direct", "programmatic"]), at_least=1)),
        "require_approval": nullable(
            either(
                {str: one_of(["always", "never"]), Mapping: record({"always": _TOOL_FILTER, "never": _TOOL_FILTER})},
                "always, never, or an object with filters for both",
            )
        ),
        "defer_loading": flag,
    },
    required=["server_label"],
)


def _tool(path: str, value: Any) -> Any:
    """A function where no type is given, as the contract lets it be."""
    if isinstance(value, Mapping) and "type" not in value:
        return _FUNCTION(path, value)
    return tagged({"function": _FUNCTION, "mcp": _MCP})(path, value)


_BREAKPOINT = {"prompt_cache_breakpoint": record({"mode": one_of(["explicit"])}, required=["mode"])}
_TYPE: Final[dict[str, Shape]] = {"type": text, **_BREAKPOINT}
_FILE_ID = {"file_id": nullable(text)}
_CONTENT = tagged(
    {
        "input_text": record({**_TYPE, "text": text}, required=["text"]),
        "input_image": record(
            {**_TYPE, **_FILE_ID, "image_url": nullable(text), "detail": one_of(["low", "high", "auto", "original"])},
            required=["detail"],
        ),
        "input_file": record(
            {
                **_TYPE,
                **_FILE_ID,
                **dict.fromkeys(("filename", "file_data", "file_url"), text),
                "detail": one_of(["auto", "low", "high"]),
            }
        ),
    }
)
_VARIABLE = either(
    {str: text, Mapping: _CONTENT}, "a string, or an object with a type: input_text, input_image or input_file"
)

SHAPES: Final[dict[str, Shape]] = {
    "model": text,
    "modalities": array(one_of(Modality.values()), at_least=1, unique=True),
    "instructions": text,
    "voice": either(
        {str: text, Mapping: record({"id": text}, required=["id"])},
        "a voice's name, or an object with the id of a custom one",
    ),
    "input_audio_format": one_of(AudioFormat.values()),
    "output_audio_format": one_of(AudioFormat.values()),
    "input_audio_transcription": nullable(
        record(
            {
                "model": text,
                "language": text,
                "languages": array(text, at_least=1),
                "keywords": array(text),
                "prompt": text,
                "delay": one_of(["minimal", "low", "medium", "high", "xhigh"]),
            }
        )
    ),
    "input_audio_noise_reduction": nullable(record({"type": one_of(NoiseReduction.values())})),
    "turn_detection": nullable(_TURN_DETECTION),
    "tools": array(_tool),
    "tool_choice": either(
        {
            str: one_of(["none", "auto", "required"]),
            Mapping: tagged(
                {
                    "function": record({"type": text, "name": text}, required=["name"]),
                    "mcp": record(
                        {"type": text, "server_label": text, "name": nullable(text)}, required=["server_label"]
                    ),
                }
            ),
        },
        "none, auto, required, or an object that names a tool",
    ),
    "temperature": number(0.6, 1.2),
    "max_response_output_tokens": either({str: one_of(["inf"]), (int, float): integer(1, 4096)}, "1 to 4096, or inf"),
    "speed": number(0.25, 1.5),
    "tracing": nullable(
        either(
            {
                str: one_of(["auto"]),
                Mapping: record({"workflow_name": text, "group_id": text, "metadata": mapping(anything)}),
            },
            "auto, or an object with workflow_name, group_id, metadata",
        )
    ),
    "truncation": either(
        {
            str: one_of(["auto", "disabled"]),
            Mapping: record(
                {
                    "type": one_of(["retention_ratio"]),
                    "retention_ratio": number(0, 1),
                    "token_limits": record({"post_instructions": integer(0)}),
                },
                required=["type", "retention_ratio"],
            ),
        },
        "auto, disabled, or an object with a retention_ratio",
    ),
    "prompt": nullable(
        record({"id": text, "version": nullable(text), "variables": nullable(mapping(_VARIABLE))}, required=["id"])
    ),
    "include": array(one_of(["item.input_audio_transcription.logprobs"])),
    "reasoning": record({"effort": one_of(["minimal", "low", "medium", "high", "xhigh"])}),
    "parallel_tool_calls": flag,
    "expires_after": seconds(10, 7200),
    "safety_identifier": header_text,
}


_KEY_LIFE: Final = record(
    {
        "expires_after": record(
            {"anchor": one_of(["created_at"]), "seconds": SHAPES["expires_after"]}, required=["anchor"]
        )
    }
)


@frozen(kw_only=True, repr=False)
class SessionConfig:
    """A session's parameters, checked; it can't be changed, only merged into a new one.

    A parameter that is left out is not sent. None sends null, and is taken only where null means something.

    Raises:
        InvalidParameterError: a value is out of its bounds.
    """

    model: Model | str | Omitted = OMITTED
    """The model, or on Azure the deployment's name. Any string."""
    modalities: Sequence[Modality | str] | Omitted = OMITTED
    """What the model answers with: ["text"], or ["audio", "text"] for audio with its transcript, as is ["audio"]."""
    instructions: str | Omitted = OMITTED
    """What the model is told before the conversation; the provider's own words where left out."""
    voice: Voice | str | Part | Omitted = OMITTED
    """A voice's name, or {"id": …} for a custom voice. Fixed once the session has produced audio."""
    input_audio_format: AudioFormat | str | Omitted = OMITTED
    """How the user's audio is encoded: pcm16, g711_ulaw or g711_alaw; pcm16 where left out."""
    output_audio_format: AudioFormat | str | Omitted = OMITTED
    """How the model's audio is encoded: pcm16, g711_ulaw or g711_alaw; pcm16 where left out."""
    input_audio_transcription: Part | Omitted | None = OMITTED
    """What transcribes the user: {"model": …, "language": …, "prompt": …}. None turns it off, and is the default."""
    input_audio_noise_reduction: Part | Omitted | None = OMITTED
    """{"type": "near_field"} or {"type": "far_field"}. None turns it off, and is the default."""
    turn_detection: ServerVad | SemanticVad | Part | Omitted | None = OMITTED
    """What tells that the user has finished. None turns it off: the caller then asks for each answer."""
    tools: Sequence[Part] | Omitted = OMITTED
    """Functions, and on the nested endpoint MCP servers, that the model may call."""
    tool_choice: str | Part | Omitted = OMITTED
    """none, auto, required, or an object that names a tool; auto where left out."""
    temperature: float | Omitted = OMITTED
    """0.6 to 1.2. Flat only: the nested endpoint has no such parameter, and reports it as dropped."""
    max_response_output_tokens: int | Literal["inf"] | Omitted = OMITTED
    """Tokens in one answer, tool calls included: 1 to 4096, or "inf", which is the default."""
    speed: float | Omitted = OMITTED
    """How fast the model speaks: 0.25 to 1.5; 1 where left out."""
    tracing: Literal["auto"] | Part | Omitted | None = OMITTED
    """auto, or {"workflow_name": …, "group_id": …, "metadata": …}. None turns it off, and is the default."""
    truncation: Literal["auto", "disabled"] | Part | Omitted = OMITTED
    """What happens to a conversation that grows too long: auto, disabled, or a retention_ratio from 0 to 1."""
    prompt: Part | Omitted | None = OMITTED
    """A stored prompt: {"id": …, "version": …, "variables": {…}}."""
    include: Sequence[str] | Omitted = OMITTED
    """More to be sent with events: item.input_audio_transcription.logprobs."""
    reasoning: Part | Omitted = OMITTED
    """{"effort": minimal, low, medium, high or xhigh}. Nested only, newer models only."""
    parallel_tool_calls: bool | Omitted = OMITTED
    """Whether several tools may be called at once. Nested only, newer models only."""
    expires_after: int | timedelta | Omitted = OMITTED
    """Seconds until the key expires: 10 to 7200. A session that was opened in time goes on after it."""
    safety_identifier: str | Omitted = OMITTED
    """A stable, hashed id of your end user, sent in a header for the provider's abuse detection."""

    def __attrs_post_init__(self) -> None:
        for name, shape in SHAPES.items():
            value = getattr(self, name)
            if value is not OMITTED:
                object.__setattr__(self, name, shape(name, value))  # frozen, but for its own making

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={redact(value)!r}" for name, value in self.given().items() if name != "tools")
        return f"SessionConfig({given}{', tools=...' if self.tools else ''})"  # tools may carry authorization

    def given(self) -> dict[str, Any]:
        """The parameters that aren't left out, as plain JSON values, checked once more and copied."""
        values = {name: getattr(self, name) for name in SHAPES}
        return {
            name: anything(name, SHAPES[name](name, value)) for name, value in values.items() if value is not OMITTED
        }

    def merge(self, over: SessionConfig) -> SessionConfig:
        """A config with this one's parameters where `over` leaves them out."""
        return evolve(self, **over.given())

    @classmethod
    def from_dict(cls, flat_body: Mapping[str, Any]) -> Self:
        """A config from the body of a flat request.

        Raises:
            InvalidParameterError: the service would refuse the body.
        """
        if not isinstance(flat_body, Mapping):
            raise InvalidParameterError("body", flat_body, "an object")
        body = dict(flat_body)
        for name, value in flat_body.items():
            if name != "client_secret" and (name not in SHAPES or name in NOT_IN_BODIES):
                raise InvalidParameterError(str(name), value, UNKNOWN)
        if "client_secret" in body:
            body.update(endpoints.life_from_flat(_KEY_LIFE("client_secret", body.pop("client_secret"))))
        return cls(**body)

    def to_dict(self, endpoint: Endpoint) -> dict[str, Any]:
        """The body of a request to an endpoint, without what that endpoint can't express.

        Raises:
            ConfigurationError: the endpoint is AUTO, which has no shape of its own.
        """
        return endpoints.encode(self.given(), endpoint).body


DEFAULTS: Final = SessionConfig(model=Model.GPT_REALTIME_2_1)
"""What is sent where neither call nor client says anything; not on Azure, where a model is a deployment's name."""
