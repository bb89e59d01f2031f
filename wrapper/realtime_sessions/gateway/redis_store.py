"""Keep tickets and calls in Redis or Valkey, so that all replicas count together and a restart forgets nothing.

What has to be one step is one step there: taking a ticket is GETDEL, taking a place a script.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

from redis import asyncio as redis
from redis.exceptions import RedisError

from .store import LONGEST_CALL, Call, Full, StoreDownError

TIMEOUT: Final = 2.0  # seconds for one step
_PREFIX: Final = "realtime-gateway:"
_OPEN: Final = f"{_PREFIX}calls"
_PLACES: Final = f"{_PREFIX}places"
_log: Final = logging.getLogger("realtime_sessions.gateway")
_RESERVE: Final = """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[1])
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[4]) then return 'user' end
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[5]) then return 'overall' end
for i = 1, 2 do
  redis.call('ZADD', KEYS[i], ARGV[2], ARGV[3])
  redis.call('EXPIRE', KEYS[i], ARGV[6])
end
return ''
"""


def redis_url(url: str) -> str:
    """A URL as redis-py takes it; Valkey speaks the same."""
    return url.replace("valkeys://", "rediss://").replace("valkey://", "redis://")


def _places_of(user: str) -> str:
    return f"{_PLACES}:{hashlib.sha256(user.encode()).hexdigest()[:32]}"


def _ending(call: Call) -> str:
    return f"{_PREFIX}ending:{call.id}"


@asynccontextmanager
async def _reached() -> AsyncIterator[None]:
    try:
        yield
    except (RedisError, OSError, TimeoutError) as error:
        raise StoreDownError(type(error).__name__) from None


class RedisStore:
    """Keeps everything in Redis.

    Args:
        url: Such as ``redis://:PASSWORD@HOST:6379/0``; with ``rediss`` over TLS.
    """

    def __init__(self, url: str) -> None:
        told: Any = {"decode_responses": True, "socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT}
        self._redis: Any = redis.from_url(redis_url(url), **told)
        self._reserve = self._redis.register_script(_RESERVE)
        self._unread: set[str] = set()
        """The calls whose records can't be read, which is told once."""

    async def keep(self, ticket: str, value: Mapping[str, Any], seconds: int) -> None:
        """Keep a ticket."""
        async with _reached():
            await self._redis.set(f"{_PREFIX}ticket:{ticket}", json.dumps(value), ex=seconds)

    async def take(self, ticket: str) -> dict[str, Any] | None:
        """Take a ticket."""
        async with _reached():
            found = await self._redis.getdel(f"{_PREFIX}ticket:{ticket}")
        return None if found is None else dict(json.loads(found))

    async def reserve(self, call: Call, per_user: int, overall: int, seconds: float) -> None:
        """Take a place."""
        now = time.time()
        told: list[str | int | float] = [now, now + seconds, call.place, per_user, overall, 2 * LONGEST_CALL]
        async with _reached():
            full = await self._reserve(keys=[_PLACES, _places_of(call.user)], args=told)
        if full:
            raise Full(full)

    async def put(self, call: Call) -> None:
        """Note a call."""
        until = {call.place: call.opened_at + LONGEST_CALL}
        async with _reached(), self._redis.pipeline(transaction=True) as steps:
            steps.zadd(_PLACES, until).zadd(_places_of(call.user), until).hset(_OPEN, call.id, call.to_json())
            await steps.execute()

    async def drop(self, call: Call) -> None:
        """Forget a call."""
        async with _reached(), self._redis.pipeline(transaction=True) as steps:
            steps.zrem(_PLACES, call.place).zrem(_places_of(call.user), call.place).hdel(_OPEN, call.id)
            await steps.execute()

    async def claim(self, call: Call, seconds: int) -> bool:
        """Claim a call's end."""
        async with _reached():
            return bool(await self._redis.set(_ending(call), "1", nx=True, ex=seconds))

    async def is_claimed(self, call: Call) -> bool:
        """Whether somebody claimed it a moment ago."""
        async with _reached():
            return bool(await self._redis.exists(_ending(call)))

    async def calls(self) -> list[Call]:
        """The open calls. One that can't be read keeps nobody from ending the others."""
        async with _reached():
            found: dict[str, str] = await self._redis.hgetall(_OPEN)
        calls: list[Call] = []
        unread: set[str] = set()
        for name, text in found.items():
            try:
                calls.append(Call.from_json(text))
            except ValueError as error:
                unread.add(name)
                if name not in self._unread:
                    _log.error("the store's record of call %r can't be read: %s", name, error)
        self._unread = unread
        return calls

    async def ping(self) -> None:
        """Do nothing, if Redis answers."""
        async with _reached():
            await self._redis.ping()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._redis.aclose()
