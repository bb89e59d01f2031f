"""Hold users, addresses and everybody together to so many keys and calls in a time.

Windows slide, so that nobody gets twice as much across a boundary. They are counted in this process, or in Redis or
Valkey for all replicas; where that can't be reached, requests are refused or let go on, as the settings say.
"""

from __future__ import annotations

import ipaddress
import logging
import math
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from limits import RateLimitItem, parse_many
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.errors import StorageError
from limits.storage import storage_from_string

from realtime_sessions.errors import ConfigurationError

from .messages import Refused
from .redis_store import TIMEOUT, redis_url
from .settings import RateLimits, Settings
from .windows import MemoryRateLimiter

_log: Final = logging.getLogger("realtime_sessions.gateway")
_OWNERS: Final = {
    "user": "you",
    "address": "your address",
    "overall": "all users together",
    "ticket": "your tickets",
}
_QUIET: Final = 10.0  # seconds between two lines that say the same


class Limiter:
    """The budgets of one gateway.

    Raises:
        ConfigurationError: a limit can't be read.
    """

    def __init__(self, settings: Settings, on_failure: Callable[[], None]) -> None:
        self._is_open, self._on_failure = settings.on_store_failure == "open", on_failure
        self._told = 0.0
        self._windows = MemoryRateLimiter() if settings.store == "memory://" else _shared(settings.store)
        limits: RateLimits = settings.limits
        self._items = {
            "user": _parsed("per_user", limits.per_user),
            "address": _parsed("per_address", limits.per_address),
            "overall": _parsed("overall", limits.overall),
            "ticket": _parsed("per_user", limits.per_user),
        }

    async def hit(self, whose: str, name: str = "") -> None:
        """Take one from a budget.

        Args:
            whose: ``user``, ``address``, ``overall``, or ``ticket`` for a user's tickets.
            name: Which user or address.

        Raises:
            Refused: nothing is left, or that can't be told.
        """
        name = subscriber(name) if whose == "address" else name
        for item in self._items[whose]:
            try:
                if await self._windows.hit(item, whose, name):
                    continue
                reset = (await self._windows.get_window_stats(item, whose, name)).reset_time
            except (StorageError, OSError, TimeoutError) as error:
                self.failed(error)
                continue
            wait = str(max(1, math.ceil(min(reset - time.time(), item.get_expiry()))))
            text = f"The budget of {_OWNERS[whose]} is used up: {item}."
            raise Refused(429, "rate_limited", text, hint=f"try again in {wait} s", headers={"retry-after": wait})

    async def aclose(self) -> None:
        """Close the connections to a shared store: the library leaves them open."""
        bridge: Any = getattr(self._windows.storage, "bridge", None)
        if bridge is not None:
            await bridge.storage.aclose()

    def failed(self, error: Exception) -> None:
        """Say that the store can't be reached; go on or refuse, as the settings say.

        Raises:
            Refused: the settings say so.
        """
        self._on_failure()
        now = time.monotonic()
        if now - self._told > _QUIET:
            self._told = now
            what = "requests go on without limits" if self._is_open else "requests are refused"
            _log.error("the store can't be reached (%s): %s", type(error).__name__, what)
        if not self._is_open:
            raise store_down() from None


@lru_cache(maxsize=1024)
def subscriber(address: str) -> str:
    """Whose address it is: of IPv6, one household has a network of 64 bits, and as many addresses as it wants.

    An address of IPv4 stays one where a socket for both writes it as one of IPv6: all of them are in one network there.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    found = getattr(found, "ipv4_mapped", None) or found
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))  # noqa: PLR2004


def store_down() -> Refused:
    """The refusal of what can't be counted."""
    text = "The gateway's store can't be reached."
    return Refused(503, "store_unavailable", text, hint="try again in a moment", headers={"retry-after": "5"})


def _shared(url: str) -> SlidingWindowCounterRateLimiter:
    more: Any = {"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT, "implementation": "redispy"}
    storage: Any = storage_from_string(f"async+{redis_url(url)}", wrap_exceptions=True, **more)
    return SlidingWindowCounterRateLimiter(storage)


def _parsed(name: str, text: str | None) -> list[RateLimitItem]:
    try:
        return [] if text is None else parse_many(text)
    except ValueError as error:
        raise ConfigurationError(f"{name} is like '30/minute;200/day', not {text!r}") from error
