"""Keep count of open calls, and end each: when its time is over, when its user or an admin says so, when we stop.

A place is taken before the provider is asked and given back when the call ends. A call whose end fails stays on the
list and is tried again, by this process or by another that shares the store. While the store can't be reached, each
process goes on watching over its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import logging
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import define, field

from realtime_sessions.errors import RealtimeSessionsError

from .messages import Refused
from .observe import Metrics, audit
from .provider import Provider
from .settings import CallLimits
from .store import Call, Full, MemoryStore, Store, StoreDownError
from .users import User

LOOK: Final = 0.2  # seconds between two looks for calls whose time is over
_OPENING: Final = 60.0  # seconds that a place is held for a call that isn't open yet
_ENDING: Final = 15  # seconds for one try to end a call
_log: Final = logging.getLogger("realtime_sessions.gateway")


@define
class Calls:
    """The calls of one gateway, and of all that share its store."""

    limits: CallLimits
    provider: Provider
    store: Store
    metrics: Metrics
    failed: Callable[[Exception], None]
    """Told that the store can't be reached: raises where that is to stop the request."""
    name: str = field(factory=lambda: secrets.token_hex(6))
    """This process's, among those that share the store."""
    _spare: Store = field(init=False, factory=MemoryStore)
    """What is kept here while the store can't be reached."""
    _own: dict[str, Call] = field(init=False, factory=dict)
    """This process's open calls, as the store told them last."""
    _lent: dict[str, Call] = field(init=False, factory=dict)
    """Those of them that are kept here for the time being."""
    _stopping: asyncio.Event = field(init=False, factory=asyncio.Event)
    _watch: asyncio.Task[None] | None = field(init=False, default=None)

    def start(self) -> None:
        """Begin to watch over calls, unless that is done already."""
        if self._watch is None:
            self._watch = asyncio.get_running_loop().create_task(self._watching())

    async def open(self, user: User, offer: str, config: Mapping[str, Any], identifier: str) -> tuple[str, Call]:
        """Make a call; give the provider's answer and the call.

        Raises:
            Refused: there is no place, or the provider refused.
        """
        duration, now = self.limits.max_duration, time.time()
        place = secrets.token_hex(12)
        ends_at = None if duration is None else now + duration
        wanted = Call(place, user.name, self.name, now, ends_at, ticket=user.ticket)
        store = await self._reserved(wanted)
        try:
            answer, name = await self.provider.call(offer, config, identifier)
        except BaseException:
            with contextlib.suppress(StoreDownError):
                await asyncio.shield(store.drop(wanted))
            raise
        call = wanted.named(name)
        try:
            await store.put(call)
        except StoreDownError as error:  # nobody would end it
            await self._spare.put(call)
            await self._end(self._spare, call, "store")
            self.failed(error)
            raise Refused(503, "store_unavailable", "The gateway's store can't be reached.") from None
        if store is self.store:
            self._own[call.id] = call
        self.metrics.calls.inc()
        return answer, call

    async def _reserved(self, call: Call) -> Store:
        """Take a place; give the store that keeps it."""
        told = (call, self.limits.per_user, self.limits.overall, _OPENING)
        try:
            try:
                await self.store.reserve(*told)
            except StoreDownError as error:
                self.failed(error)
                await self._spare.reserve(*told)
                return self._spare
        except Full as full:
            whose = "You have" if str(full) == "user" else "All users together have"
            text = f"{whose} as many calls open as there may be."
            hint = "end one, or try again later"
            raise Refused(429, "too_many_calls", text, hint=hint, headers={"retry-after": "5"}) from None
        return self.store

    async def end(self, name: str, user: User, why: str) -> None:
        """End a call for somebody who may; of others' calls it isn't told that there are any.

        Raises:
            Refused: there is none, or it can't be ended now.
        """
        for store, call in await self._known():
            own = call.user == user.name and not user.ticket
            own = own or (bool(user.ticket) and hmac.compare_digest(call.ticket, user.ticket))
            if call.id == name and (own or user.admin):
                if not await self._end(store, call, why):
                    text = "The call can't be ended now; it will be tried again."
                    raise Refused(502, "not_ended", text, headers={"retry-after": "5"})
                return
        raise Refused(404, "unknown_call", "There is no such call, or it has ended.")

    async def all(self) -> list[Call]:
        """The open calls."""
        return [call for _, call in await self._known()]

    async def _known(self) -> list[tuple[Store, Call]]:
        found = [(self._spare, call) for call in await self._spare.calls()]
        try:
            found += [(self.store, call) for call in await self.store.calls()]
        except StoreDownError as error:
            self.failed(error)
        return found

    async def _end(self, store: Store, call: Call, why: str) -> bool:
        """End a call, once; whether it has ended."""
        try:
            if not await store.claim(call, _ENDING):
                return True  # somebody else is about to
            await self.provider.hang_up(call.id)
        except (Refused, RealtimeSessionsError, StoreDownError) as error:
            _log.warning("call %s can't be ended (%s): %r", call.id, why, str(error))
            if not call.is_over:
                return False
        self._own.pop(call.id, None)
        with contextlib.suppress(StoreDownError):
            await store.drop(call)
        self.metrics.ended.labels(why).inc()
        audit("call_end", None, user=call.user, call_id=call.id, why=why, seconds=round(time.time() - call.opened_at))
        return True

    async def look(self) -> None:
        """End the calls whose time is over."""
        now = time.time()
        due = [each for each in await self._watched() if each[1].is_over or (each[1].ends_at or now + 1) <= now]
        await asyncio.gather(*(self._end(store, call, "duration") for store, call in due))

    async def _watched(self) -> list[tuple[Store, Call]]:
        """The open calls; while the store can't be reached, those of this process: their time runs all the same."""
        before = {*self._own}
        try:
            kept = await self.store.calls()
            await self._give_back()
            opened = {name: call for name, call in self._own.items() if name not in before}  # while the store was asked
            self._own = opened | {call.id: call for call in kept if call.gateway == self.name}
        except StoreDownError as error:
            with contextlib.suppress(Refused):
                self.failed(error)
            kept, own, self._own = [], self._own, {}
            self._lent |= own
            for call in own.values():
                await self._spare.put(call)
        return [(self._spare, call) for call in await self._spare.calls()] + [(self.store, call) for call in kept]

    async def _give_back(self) -> None:
        """Leave to the store again what was kept here for it, and tell it what has ended meanwhile."""
        open_here = {call.id for call in await self._spare.calls()}
        for call in [*self._lent.values()]:
            await (self._spare if call.id in open_here else self.store).drop(call)
            del self._lent[call.id]

    async def _watching(self) -> None:
        """Look for calls whose time is over, until told to stop.

        A look that is under way is finished: half of one could leave a call that nobody ends. Who cancels this, such as
        a loop that closes, is heard after it: on Python 3.11 redis-py may swallow a cancellation, and the task alone
        remembers that there was one.
        """
        task = asyncio.current_task()
        while not (self._stopping.is_set() or (task and task.cancelling())):
            try:
                await self.look()
            except Exception:  # noqa: BLE001 - the next look may do better
                _log.exception("looking for calls whose time is over failed")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK):
                    await self._stopping.wait()

    async def stop(self) -> None:
        """Watch no longer; end the calls that this process opened, or list them, as the settings say."""
        self._stopping.set()
        if self._watch is not None:
            await asyncio.wait([self._watch])
        mine = [(store, call) for store, call in await self._watched() if call.gateway == self.name]
        if self.limits.at_stop == "end":
            await asyncio.gather(*(self._end(store, call, "stop") for store, call in mine))
            return
        for _, call in mine:
            _log.warning("call %s of %r is still open", call.id, call.user)
