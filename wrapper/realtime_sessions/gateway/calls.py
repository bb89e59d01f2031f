"""Keep count of open calls, and end each: when its time is over, when its user or an admin says so, when we stop.

A place is taken before the provider is asked and given back when the call ends. A call whose end fails stays on the
list and is tried again. While the store can't be reached, each process goes on watching over its own calls.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import logging
import secrets
import time
from collections.abc import Mapping
from typing import Any, Final

from attrs import define, field

from realtime_sessions.redaction import redact

from .messages import Refused
from .observe import Metrics, audit
from .provider import Provider
from .register import Register
from .settings import CallLimits
from .store import Call, Full, StoreDownError
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
    register: Register
    metrics: Metrics
    name: str = field(factory=lambda: secrets.token_hex(6))
    """This process's, among those that share the store."""
    _ending: dict[str, asyncio.Task[bool]] = field(init=False, factory=dict)
    """What ends a call, by its id."""
    _tried: dict[str, tuple[float, bool]] = field(init=False, factory=dict)
    """Of calls whose end was tried: until when this process is the one to end it, and whether it has ended."""
    _again: dict[str, str] = field(init=False, factory=dict)
    """The calls whose end failed, and why each was to end."""
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
        in_store = await self._reserved(wanted)
        try:
            answer, name = await self.provider.call(offer, config, identifier)
        except BaseException:
            await asyncio.shield(self.register.release(wanted))
            raise
        call = wanted.named(name)
        try:
            await self.register.note(call, in_store=in_store)
        except StoreDownError as error:  # no other process would end it
            await self._end(call, "store")
            self.register.failed(error)
            raise Refused(503, "store_unavailable", "The gateway's store can't be reached.") from None
        except BaseException:  # nobody is told of it
            self._again[call.id] = "left"
            raise
        self.metrics.calls.inc()
        return answer, call

    async def _reserved(self, call: Call) -> bool:
        """Take a place; whether the store has it."""
        try:
            return await self.register.reserve(call, self.limits.per_user, self.limits.overall, _OPENING)
        except Full as full:
            whose = "You have" if str(full) == "user" else "All users together have"
            text = f"{whose} as many calls open as there may be."
            hint = "end one, or try again later"
            raise Refused(429, "too_many_calls", text, hint=hint, headers={"retry-after": "5"}) from None

    async def end(self, name: str, user: User, why: str) -> None:
        """End a call for somebody who may; of others' calls it isn't told that there are any.

        Raises:
            Refused: there is none, or it can't be ended now.
        """
        refused = Refused(404, "unknown_call", "There is no such call, or it has ended.")
        try:
            known = await self.register.known()
        except Refused as away:
            known, refused = self.register.own(), away
        for call in known:
            own = call.user == user.name and not user.ticket
            own = own or (bool(user.ticket) and hmac.compare_digest(call.ticket, user.ticket))
            if call.id == name and (own or user.admin):
                if not await self._end(call, why):
                    text = "The call can't be ended now; it will be tried again."
                    raise Refused(502, "not_ended", text, headers={"retry-after": "5"})
                return
        raise refused

    async def all(self) -> list[Call]:
        """The open calls."""
        return await self.register.known()

    async def _end(self, call: Call, why: str, *, patient: bool = False) -> bool:
        """End a call, once, whoever goes on waiting for it. Whether it has ended, or another process is ending it.

        A patient one leaves a call alone whose end failed a moment ago.
        """
        task = self._ending.get(call.id)
        if task is None:
            task = asyncio.get_running_loop().create_task(self._ended(call, why, patient=patient))
            self._ending[call.id] = task
            task.add_done_callback(lambda _: self._ending.pop(call.id, None))
        return await asyncio.shield(task)

    async def _ended(self, call: Call, why: str, *, patient: bool) -> bool:
        until, has_ended = self._tried.get(call.id, (0.0, False))
        is_ours = time.monotonic() < until
        if is_ours and (has_ended or patient):
            return has_ended
        try:
            if not is_ours and not await self.register.claim(call, _ENDING):
                return True
            was_open = await self.provider.hang_up(call.id)
        except Exception as error:  # noqa: BLE001 - whatever it is, the call is open, and others are to be ended
            _log.warning("call %s can't be ended (%s): %r", call.id, why, redact(str(error)))
            self._tried[call.id] = (time.monotonic() + _ENDING, False)  # also where it couldn't be claimed
            if not call.is_over:
                self._again.setdefault(call.id, why)
                return False
            was_open = True
        self._tried[call.id] = (time.monotonic() + _ENDING, True)
        is_news = was_open or not self.register.is_missing(call)  # else another process ended it, and said so
        await self.register.forget(call)
        if is_news:
            self.metrics.ended.labels(why).inc()
            seconds = round(time.time() - call.opened_at)
            audit("call_end", None, user=call.user, call_id=call.id, why=why, seconds=seconds)
        return True

    async def look(self) -> None:
        """End the calls whose time is over, and those whose end failed before."""
        watched = await self.register.watched()
        now, moment = time.time(), time.monotonic()
        self._again = {call.id: self._again[call.id] for call in watched if call.id in self._again}
        self._tried = {name: tried for name, tried in self._tried.items() if tried[0] > moment}
        due = [call for call in watched if call.id in self._again or call.is_over or (call.ends_at or now + 1) <= now]
        await asyncio.gather(*(self._end(call, self._again.get(call.id, "duration"), patient=True) for call in due))

    async def _watching(self) -> None:
        """Look for calls whose time is over, until told to stop.

        A look that is under way is finished. Who cancels this, such as a loop that closes, is heard at the latest after
        it: on Python 3.11 redis-py may swallow a cancellation, and the task alone remembers that there was one.
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
        mine = [call for call in await self.register.watched() if call.gateway == self.name]
        if self.limits.at_stop == "end":
            await asyncio.gather(*(self._end(call, "stop") for call in mine))
        else:
            for call in mine:
                if not self.register.is_missing(call):
                    _log.warning("call %s of %r is still open", call.id, call.user)
        await asyncio.gather(*self._ending.values(), return_exceptions=True)
        await self.register.tell()
