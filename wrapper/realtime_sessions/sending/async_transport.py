"""Send requests as `transport` does, for asyncio and trio: a cancelled call is left at once.

No more than CONNECTIONS calls are under way at once; the others wait in line, within their limits.
"""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import anyio  # httpx brings it
import anyio.lowlevel

from realtime_sessions.reply import Reply

from .attempts import Call
from .connections import Connections, Given
from .direct import Received
from .failures import ReadTimeout
from .request import Request
from .streams import AsyncConnection
from .transport import chunks

if TYPE_CHECKING:
    import httpx

CONNECTIONS: Final = 500  # at once
CLOSING: Final = 0.2  # seconds for a reply that is left half way to end


class AsyncSender:
    """The same as Sender for asyncio and trio."""

    def __init__(self, base_url: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        if transport is None:
            self._way: Any = Connections(base_url, AsyncConnection)
        else:
            self._way = Given(transport, "handle_async_request")
        self.name: str = self._way.name
        self.prepare = self._way.prepare
        self._lines = defaultdict[int, anyio.Semaphore](lambda: anyio.Semaphore(CONNECTIONS))  # of each process

    async def send(self, request: Request, *, timeout: float | None, retries: int) -> Reply:  # noqa: ASYNC109
        """Send a request until there is a whole reply that is worth having, as Sender does."""
        call = Call(request, timeout, retries, self._way.through)
        del request
        outcome: Any = 0.0
        with anyio.move_on_after(timeout):
            while True:
                try:
                    outcome = await self._attempt(call)
                except Exception as error:  # noqa: BLE001 - what isn't httpx's or ours is raised again there
                    outcome = call.failed(error)
                if not isinstance(outcome, float):
                    break
                await anyio.sleep(outcome)
        if isinstance(outcome, float):  # the time was over first
            outcome = call.failed(ReadTimeout("the time limit is over"))
        del call
        if isinstance(outcome, Exception):
            raise outcome
        reply: Reply = outcome
        return reply

    async def _attempt(self, call: Call) -> Reply | float:
        line, content = self._lines[os.getpid()], bytearray()
        parts: Any = None
        try:
            line.acquire_nowait()
        except anyio.WouldBlock:
            await line.acquire()
        try:
            request, unfinished = call.start()
            connection, request = self._way.take(request)
            try:
                received = await connection.handle_async_request(request)
                unfinished[:] = [received]
                parts = aiter(chunks(received))
                async for chunk in parts:
                    call.add(content, chunk)
                if isinstance(received, Received):  # it was read to its end: there is nothing to close
                    unfinished, parts = [], None
            finally:
                if unfinished or parts is not None:
                    await self._left_half_way(unfinished, parts)
                for each in self._way.put(connection):
                    with anyio.CancelScope(shield=True):
                        await each.aclose()
        finally:
            line.release()
        return call.answered(received, bytes(content))

    async def _left_half_way(self, unfinished: list[Any], parts: Any) -> None:
        with anyio.CancelScope(shield=True):
            while unfinished:
                await unfinished.pop().aclose()
            # asyncio makes a task for each generator that is left half way; a caller's may have no end
            with suppress(Exception), anyio.move_on_after(CLOSING):
                async for _ in parts:
                    await anyio.lowlevel.checkpoint()

    async def aclose(self) -> None:
        """Close the connections that wait, and each of the others after its request."""
        for each in self._way.close():
            await each.aclose()
