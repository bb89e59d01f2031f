"""Keep what outlives a request: tickets, and the calls that are open; in this process, or in Redis for all replicas.

A ticket is taken once, whoever is first. A place for a call is taken before the provider is asked, so that the number
of calls holds however many ask at once.
"""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final, Protocol, Self

from attrs import asdict, evolve, field, fields, frozen
from attrs.validators import instance_of, optional

from .messages import Refused

LONGEST_CALL: Final = 3660
"""Seconds: the provider ends a session after an hour, and no place is held for longer than that."""
_MOST_TICKETS: Final = 100_000
_TEXT: Final = instance_of(str)
_TIME: Final = instance_of((int, float))


@frozen
class Call:
    """One call that is open."""

    place: str = field(validator=_TEXT)
    """What it is counted by."""
    user: str = field(validator=_TEXT)
    gateway: str = field(validator=_TEXT)
    """The process that opened it."""
    opened_at: float = field(validator=_TIME)
    ends_at: float | None = field(validator=optional(_TIME))
    """When it is to be ended; None where the provider decides."""
    id: str = field(default="", validator=_TEXT)
    """The provider's name for it."""
    ticket: str = field(default="", validator=_TEXT)
    """The digest of the ticket that it was opened with."""

    def named(self, name: str) -> Call:
        """The same once the provider has named it."""
        return evolve(self, id=name)

    @property
    def is_over(self) -> bool:
        """Whether the provider has ended it by itself."""
        return time.time() > self.opened_at + LONGEST_CALL

    def to_json(self) -> str:
        """The record as text."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The record from its text. What a newer gateway wrote beside it is left alone.

        Raises:
            ValueError: it is none.
        """
        told = json.loads(text)
        names = [one.name for one in fields(cls)]
        try:
            return cls(**{name: told[name] for name in names if name in told})
        except TypeError as error:
            raise ValueError("it is none that a call has") from error

    def told(self) -> dict[str, Any]:
        """What its user and admins may know."""
        ends_at = None if self.ends_at is None else int(self.ends_at)
        return {"call_id": self.id, "user": self.user, "opened_at": int(self.opened_at), "ends_at": ends_at}


class StoreDownError(Exception):
    """The store can't be reached."""


class Full(Exception):  # noqa: N818 - an outcome, nobody's error
    """There is no place for one more call."""


class Store(Protocol):
    """What keeps tickets and calls. Everything here may raise `StoreDownError`."""

    async def keep(self, ticket: str, value: Mapping[str, Any], seconds: int) -> None:
        """Keep a ticket for so long."""

    async def take(self, ticket: str) -> dict[str, Any] | None:
        """Take a ticket: the first to ask gets its value, nobody after."""

    async def reserve(self, call: Call, per_user: int, overall: int, seconds: float) -> None:
        """Take a place for a call for so long, or raise `Full`."""

    async def put(self, call: Call) -> None:
        """Note that a call is open, in the place that it took."""

    async def drop(self, call: Call) -> None:
        """Forget a call and its place."""

    async def claim(self, call: Call, seconds: int) -> bool:
        """Whether the caller is the one to end a call, for so long."""
        raise NotImplementedError

    async def is_claimed(self, call: Call) -> bool:
        """Whether somebody is about to end a call, or did a moment ago."""
        raise NotImplementedError

    async def calls(self) -> list[Call]:
        """The calls that are open."""
        raise NotImplementedError

    async def ping(self) -> None:
        """Do nothing, if the store is there."""

    async def aclose(self) -> None:
        """Let go of the store."""


class MemoryStore:
    """Keeps everything in this process."""

    def __init__(self) -> None:
        self._tickets: OrderedDict[str, tuple[float, Mapping[str, Any]]] = OrderedDict()
        self._places: dict[str, tuple[str, float]] = {}
        self._calls: dict[str, Call] = {}
        self._claims: dict[str, float] = {}

    async def keep(self, ticket: str, value: Mapping[str, Any], seconds: int) -> None:
        """Keep a ticket; those whose time is over go, oldest first."""
        now = time.monotonic()
        while self._tickets and next(iter(self._tickets.values()))[0] < now:
            self._tickets.popitem(last=False)
        if len(self._tickets) >= _MOST_TICKETS:
            raise Refused(503, "overloaded", "There are too many tickets.", headers={"retry-after": "60"})
        self._tickets[ticket] = (now + seconds, value)

    async def take(self, ticket: str) -> dict[str, Any] | None:
        """Take a ticket."""
        until, value = self._tickets.pop(ticket, (0.0, {}))
        return dict(value) if until > time.monotonic() else None

    async def reserve(self, call: Call, per_user: int, overall: int, seconds: float) -> None:
        """Take a place."""
        now = time.time()
        self._places = {place: (user, until) for place, (user, until) in self._places.items() if until > now}
        if sum(user == call.user for user, _ in self._places.values()) >= per_user:
            raise Full("user")
        if len(self._places) >= overall:
            raise Full("overall")
        self._places[call.place] = (call.user, now + seconds)

    async def put(self, call: Call) -> None:
        """Note a call."""
        self._places[call.place] = (call.user, call.opened_at + LONGEST_CALL)
        self._calls[call.id] = call

    async def drop(self, call: Call) -> None:
        """Forget a call."""
        self._places.pop(call.place, None)
        self._calls.pop(call.id, None)

    async def claim(self, call: Call, seconds: int) -> bool:
        """Claim a call's end."""
        if await self.is_claimed(call):
            return False
        self._claims[call.id] = time.monotonic() + seconds
        return True

    async def is_claimed(self, call: Call) -> bool:
        """Whether somebody claimed it a moment ago."""
        now = time.monotonic()
        self._claims = {name: until for name, until in self._claims.items() if until > now}
        return call.id in self._claims

    async def calls(self) -> list[Call]:
        """The open calls."""
        return list(self._calls.values())

    async def ping(self) -> None:
        """Do nothing."""

    async def aclose(self) -> None:
        """Do nothing."""
