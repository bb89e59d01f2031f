"""What a caller gets back: a session and its key, read from whatever the server sent.

As long as the key is somewhere in the reply, nothing else in it (unknown fields, unknown values, nulls, either
shape, nonsense) costs the caller the session. The fields and their types come from the generated table.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import asdict, field, fields, frozen

from .endpoints import Endpoint
from .parameters import enums
from .parameters.session_fields import SessionFields
from .parameters.table import FIELDS
from .redaction import MASK, Secret, is_key, key_holders, printing_masked, shown, without_keys
from .schemas import EXACT
from .shapes import flat_view

if TYPE_CHECKING:
    from .reply import Answer, Reply

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
        expires_at = getattr(self, "expires_at", None)
        return f"ClientSecret({MASK!r}, expires_at={str(expires_at)!r})"

    def to_dict(self) -> dict[str, Any]:
        """The key and its expiry in Unix seconds, as front ends expect them: what goes to the device."""
        return {"value": self.value, "expires_at": int(self.expires_at.timestamp())}

    @property
    def expires_in(self) -> timedelta:
        """The time from now until it expires; negative once it has."""
        return self.expires_at - datetime.now(UTC)

    def is_expired(self, leeway: float | timedelta = 0) -> bool:
        """Whether it expires within `leeway` seconds from now, or has expired."""
        margin = leeway if isinstance(leeway, timedelta) else timedelta(seconds=leeway)
        return self.expires_in <= margin


@frozen(kw_only=True, repr=False)
class Session(SessionFields):
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
    _reply: Reply = field(alias="reply", repr=False, eq=False)

    @property
    def raw(self) -> dict[str, Any]:
        """A copy of the reply's body as it came, but for keys, which are masked."""
        return cast("dict[str, Any]", without_keys(self._reply.value, self._reply.sent))

    @property
    def response(self) -> RawResponse:
        """The reply that this was read from: its status, headers and body, and the attempts that it took."""
        return as_it_came(self._reply)

    def to_dict(self) -> dict[str, Any]:
        """The session without its key, as plain JSON values: what a web framework can send."""
        found = asdict(self, recurse=False, filter=lambda item, value: value is not None and item.name in FIELDS)
        return {"endpoint": self.endpoint.value, "expires_at": self.client_secret.to_dict()["expires_at"], **found}

    def __repr__(self) -> str:
        minted = Secret(getattr(getattr(self, "client_secret", None), "value", None))
        sent = getattr(getattr(self, "_reply", None), "sent", ())
        return shown(self, [f.name for f in fields(type(self)) if f.repr], [minted, *sent])


@frozen(repr=False)
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
    attempts: int = 1
    """Requests that were made to this endpoint until this reply came."""

    def __repr__(self) -> str:
        return shown(self, ("status", "request_id", "attempts"))


def as_it_came(reply: Reply) -> RawResponse:
    """A reply for a caller to look at."""
    body = printing_masked(reply.value)
    return RawResponse(reply.status, dict(reply.headers), body, reply.request_id, reply.attempts)


def read(answer: Answer, secret: ClientSecret) -> Session:
    """The session in a reply of either shape, with the key that was found in it."""
    view = flat_view(session_in(answer.reply))
    return Session(
        client_secret=secret,
        endpoint=answer.endpoint,
        request_id=answer.reply.request_id,
        dropped=answer.dropped,
        reply=answer.reply,
        **{name: _typed(value, FIELDS[name]) for name, value in view.items() if value is not None},
    )


def secret_in(reply: Reply, asked_life: int | None = None) -> ClientSecret | None:
    """The key in a reply of either shape, if there is one; its expiry stands beside it, or where a key may stand."""
    holders = key_holders(reply.value)
    keys = [(holder, Secret(holder[name])) for holder, name in holders if is_key(holder.get(name))]
    if not keys:
        return None
    told = next(filter(None, (_moment(holder.get("expires_at")) for holder, _ in (*keys, *holders))), None)
    life = timedelta(seconds=asked_life or SHORTEST_LIFE)
    return ClientSecret(keys[0][1].value, told or datetime.now(UTC) + life, estimated=told is None)


def session_in(reply: Reply) -> Mapping[str, Any]:
    """The session in a reply of either shape, as it came: in the flat one the key is among its parts."""
    inner = reply.value.get("session")
    return cast("Mapping[str, Any]", inner if isinstance(inner, Mapping) else reply.value)


def _typed(value: Any, row: Mapping[str, Any]) -> Any:
    """A field's value as its type has it; None where it is something else."""
    enum = getattr(enums, row["enum"]) if row["enum"] else None
    if enum and isinstance(value, dict):  # a custom voice, a format of a new type
        value = next((value[name] for name in ("id", "type") if isinstance(value.get(name), str)), None)
    if row["kinds"] and EXACT.get(type(value)) not in row["kinds"]:
        return None
    if enum and isinstance(value, list):
        return tuple(enum(item) for item in value if isinstance(item, str))
    return enum(value) if enum and isinstance(value, str) else value


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
