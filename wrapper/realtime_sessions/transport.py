"""Send requests within one time limit, again where it is worth it; for threads, and for asyncio and trio.

Guarantees: a call ends with its limit, with all its attempts and pauses, and whatever the server does; what
fails is raised as an error of ours.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from contextlib import suppress
from typing import Any, Final

import anyio  # httpx brings it
import httpx

from .attempts import Call, was_read
from .connections import Connections, Given
from .direct import AsyncConnection, Connection
from .reply import Reply
from .request import Request

CONNECTIONS: Final = 500  # at once, of an async client


def _chunks(received: Any) -> Any:
    return httpx.ByteStream(received.content) if was_read(received) else received.stream


class Sender:
    """Sends requests over connections of ours, or by a transport of the caller's.

    Args:
        base_url: Where requests go, for the environment's proxy.
        transport: An httpx transport in place of our connections; its owner closes it.

    Raises:
        ConfigurationError: the environment's proxy or the transport can't be used.
    """

    def __init__(self, base_url: str, transport: httpx.BaseTransport | None = None) -> None:
        if transport is None:
            self._way: Any = Connections(base_url, Connection)
        else:
            self._way = Given(transport, "handle_request")
        self.name: str = self._way.name

    def send(self, request: Request, *, timeout: float | None, retries: int) -> Reply:
        """Send a request until there is a whole reply that is worth having.

        Args:
            request: What is sent, the same with every attempt.
            timeout: Seconds for everything; None for no limit. A transport of the caller's is told what is left for
                each of its steps, and nothing ends a step that goes on, such as headers that come byte by byte.
            retries: Attempts after the first.

        Raises:
            APIConnectionError: there was no reply; APITimeoutError where it was too late.
            UnexpectedReplyError: the reply is too large, or packed in a way that can't be read.
            ConfigurationError: the client is closed, or can't be used here.
        """
        call = Call(request, timeout, retries, self._way.through)
        del request  # no frame of a traceback shows its headers
        while True:
            try:
                outcome: Any = self._attempt(call)
            except Exception as error:  # noqa: BLE001 - what isn't httpx's or ours is raised again there
                outcome = call.failed(error)
            if not isinstance(outcome, float):
                break
            time.sleep(outcome)
        del call
        if isinstance(outcome, Exception):
            raise outcome
        reply: Reply = outcome
        return reply

    def _attempt(self, call: Call) -> Reply | float:
        request, unfinished = call.start()
        connection, request = self._way.take(request)
        content = bytearray()
        try:
            received = connection.handle_request(request)
            unfinished[:] = [received]
            for chunk in _chunks(received):
                call.add(content, chunk)
        finally:
            while unfinished:
                unfinished.pop().close()
            for each in self._way.put(connection):
                each.close()
        return call.answered(received, bytes(content))

    def close(self) -> None:
        """Close the connections that wait, and each of the others after its request."""
        for each in self._way.close():
            each.close()


class AsyncSender:
    """The same for asyncio and trio; a cancelled call is left at once, and calls beyond CONNECTIONS wait in line."""

    def __init__(self, base_url: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        if transport is None:
            self._way: Any = Connections(base_url, AsyncConnection)
        else:
            self._way = Given(transport, "handle_async_request")
        self.name: str = self._way.name
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
            outcome = call.failed(httpx.ReadTimeout("the time limit is over"))
        del call
        if isinstance(outcome, Exception):
            raise outcome
        reply: Reply = outcome
        return reply

    async def _attempt(self, call: Call) -> Reply | float:
        line, content = self._lines[os.getpid()], bytearray()
        chunks: Any = None
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
                chunks = aiter(_chunks(received))
                async for chunk in chunks:
                    call.add(content, chunk)
            finally:
                with anyio.CancelScope(shield=True):
                    while unfinished:
                        await unfinished.pop().aclose()
                    with suppress(Exception):  # asyncio makes a task for each generator that is left half way
                        async for _ in chunks:
                            pass
                    for each in self._way.put(connection):
                        await each.aclose()
        finally:
            line.release()
        return call.answered(received, bytes(content))

    async def aclose(self) -> None:
        """Close the connections that wait, and each of the others after its request."""
        for each in self._way.close():
            await each.aclose()
