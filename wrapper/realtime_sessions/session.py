"""What a caller gets back: a session and its key, read from whatever the server sent.

Protects the key: as long as it is somewhere in the reply, nothing else in it (unknown fields,
unknown values, nulls, either shape, nonsense) costs the caller the session.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from attrs import field, frozen

from .endpoints import Endpoint, flat_view
from .errors import UnexpectedReplyError
from .redaction import MASK, mask, minted_keys
from .values import Modality, Model, Voice

SHORTEST_LIFE: Final = 60  # seconds: the shortest life of a key that the provider ever documented
_LAST_SECOND: Final = 253_402_300_799  # of the year 9999; a larger number counts milliseconds


@frozen(repr=False)
class ClientSecret:
    """A short-lived key for one end user's device; it doesn't print itself."""

    value: str = field(repr=False)
    """The ephemeral key. Send it to the device, and nowhere else."""
    expires_at: datetime
    """When it can no longer open a session: aware, UTC. A session once opened goes on for up to an hour."""
    estimated: bool = field(default=False, kw_only=True)
    """Whether the server didn't say when: `expires_at` is then the life that was asked for, or 60 seconds."""

    def __repr__(self) -> str:
        return f"ClientSecret({MASK!r}, expires_at={self.expires_at.isoformat(timespec='seconds')!r})"

    @property
    def expires_in(self) -> timedelta:
        """The time from now until it expires; negative once it has."""
        return self.expires_at - datetime.now(UTC)

    def is_expired(self, leeway: float | timedelta = 0) -> bool:
        """Whether it expires within `leeway` seconds from now, or has expired."""
        margin = leeway if isinstance(leeway, timedelta) else timedelta(seconds=leeway)
        return self.expires_in <= margin


@frozen(kw_only=True)
class Session:
    """A minted session, by flat names whichever endpoint answered.

    A field is None where the server sent null, nothing, or something else than it should.
    """

    client_secret: ClientSecret
    """The key."""
    endpoint: Endpoint
    """The endpoint that answered: FLAT or NESTED."""
    request_id: str | None
    """The id to give to the provider's support."""
    dropped: tuple[str, ...]
    """Parameters that were given and that the endpoint has no place for."""
    raw: dict[str, Any] = field(repr=False)
    """The reply as it came, but for its key, which is masked."""
    id: str | None = None
    """The session's id; servers may leave it out."""
    object: str | None = None
    """The kind of object, `realtime.session`."""
    model: Model | None = None
    """The model; any string, of which `.known` tells whether this release knows it."""
    modalities: tuple[Modality, ...] | None = None
    """What the model answers with; audio comes with text, its transcript."""
    instructions: str | None = field(default=None, repr=False)
    """What the model is told before the conversation, the provider's own words where none were given."""
    voice: Voice | None = None
    """The voice's name, or a custom voice's id."""
    input_audio_format: str | None = None
    """How the user's audio is encoded, by the flat endpoint's names where there is one."""
    output_audio_format: str | None = None
    """How the model's audio is encoded, by the flat endpoint's names where there is one."""
    input_audio_transcription: dict[str, Any] | None = field(default=None, repr=False)
    """What transcribes the user; None where nothing does."""
    input_audio_noise_reduction: dict[str, Any] | None = field(default=None, repr=False)
    """The kind of noise reduction; None where there is none."""
    turn_detection: dict[str, Any] | None = field(default=None, repr=False)
    """What tells that the user has finished; None where the caller does."""
    tools: list[Any] | None = field(default=None, repr=False)
    """What the model may call."""
    tool_choice: str | dict[str, Any] | None = field(default=None, repr=False)
    """How it chooses."""
    temperature: float | None = field(default=None, repr=False)
    """Flat endpoint only."""
    max_response_output_tokens: int | str | None = field(default=None, repr=False)
    """Tokens in one answer, or "inf"."""
    speed: float | None = field(default=None, repr=False)
    """How fast the model speaks; 1 is its own pace."""
    tracing: str | dict[str, Any] | None = field(default=None, repr=False)
    """How the session is traced; None where it isn't."""
    truncation: str | dict[str, Any] | None = field(default=None, repr=False)
    """What happens to a conversation that grows too long."""
    prompt: dict[str, Any] | None = field(default=None, repr=False)
    """The stored prompt; None where there is none."""
    include: list[Any] | None = field(default=None, repr=False)
    """What more is sent with events."""
    reasoning: dict[str, Any] | None = field(default=None, repr=False)
    """How much the model thinks; nested endpoint only."""
    parallel_tool_calls: bool | None = field(default=None, repr=False)
    """Whether several tools may be called at once; nested endpoint only."""


@frozen
class RawResponse:
    """A reply as it came, whatever its status; what it prints hides keys."""

    status: int
    """The reply's status, of any kind."""
    headers: Mapping[str, str] = field(repr=False)
    """By lower-case names."""
    body: Any = field(repr=False)
    """The JSON value, with the key in it if there is one; the text where it isn't JSON."""
    request_id: str | None
    """The id to give to the provider's support."""


_TYPES: Final[dict[str, type | tuple[type, ...]]] = {
    **dict.fromkeys(("id", "object", "instructions", "input_audio_format", "output_audio_format"), str),
    **dict.fromkeys(
        ("input_audio_transcription", "input_audio_noise_reduction", "turn_detection", "prompt", "reasoning"), dict
    ),
    **dict.fromkeys(("tools", "include"), list),
    **dict.fromkeys(("tool_choice", "tracing", "truncation"), (str, dict)),
    **dict.fromkeys(("temperature", "speed"), (int, float)),
    "max_response_output_tokens": (int, str),
    "parallel_tool_calls": bool,
}


def read(
    reply: Any,
    *,
    endpoint: Endpoint,
    request_id: str | None,
    dropped: tuple[str, ...] = (),
    asked_life: int | None = None,
    sent_keys: Sequence[str] = (),
) -> Session:
    """The session in a reply of either shape.

    Raises:
        UnexpectedReplyError: it has no key.
    """
    keys = minted_keys(reply)
    if not keys:
        raise UnexpectedReplyError("the reply has no client secret: it isn't a minted session")
    inner = reply.get("session")
    session: Mapping[str, Any] = inner if isinstance(inner, Mapping) else reply
    hidden = [*keys, *sent_keys]
    view = mask({**flat_view(session), **{name: session.get(name) for name in ("id", "object")}}, *hidden)
    voice, modalities = view.get("voice"), view.get("modalities")
    if isinstance(voice, Mapping):
        voice = voice.get("id")
    return Session(
        client_secret=_secret(keys[0], _expiries(reply), asked_life),
        endpoint=endpoint,
        request_id=request_id,
        dropped=dropped,
        raw=mask(reply, *hidden),
        model=Model(view["model"]) if isinstance(view.get("model"), str) else None,
        voice=Voice(voice) if isinstance(voice, str) else None,
        modalities=tuple(Modality(item) for item in modalities if isinstance(item, str))
        if isinstance(modalities, list)
        else None,
        **{name: view[name] for name, kind in _TYPES.items() if _fits(view.get(name), kind)},
    )


def _fits(value: Any, kind: type | tuple[type, ...]) -> bool:
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def _expiries(reply: Mapping[str, Any]) -> list[Any]:
    """Where the key's expiry may stand; a nested session's own `expires_at` is 0 and means nothing."""
    secret, session = reply.get("client_secret"), reply.get("session")
    inner = session.get("client_secret") if isinstance(session, Mapping) else None
    return [
        secret.get("expires_at") if isinstance(secret, Mapping) else None,
        reply.get("expires_at"),
        inner.get("expires_at") if isinstance(inner, Mapping) else None,
    ]


def _secret(value: str, expiries: list[Any], asked_life: int | None) -> ClientSecret:
    for expiry in expiries:
        moment = _moment(expiry)
        if moment is not None:
            return ClientSecret(value, moment)
    life = timedelta(seconds=asked_life or SHORTEST_LIFE)
    return ClientSecret(value, datetime.now(UTC) + life, estimated=True)


def _moment(value: Any) -> datetime | None:
    """A time from Unix seconds or milliseconds, or from ISO 8601 text."""
    try:
        if isinstance(value, str) and value.strip():
            from dateutil import parser  # noqa: PLC0415 - no server known to us sends text

            moment = parser.isoparse(value)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
            return datetime.fromtimestamp(value / 1000 if value > _LAST_SECOND else value, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    return None
