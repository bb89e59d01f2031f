"""Connections for asyncio, over its own streams: anyio's take twice as long, since they yield to the loop each time.

Guarantees as in `streams`: no fork carries one over, and the call's cancellation is its limit.
"""

from __future__ import annotations

import asyncio
import ssl
from contextlib import suppress
from typing import Any

import anyio

from . import failures
from .sockets import Socket, failed, is_readable, opened


def in_asyncio() -> bool:
    """Whether asyncio runs what asks; it does not where trio is its guest."""
    try:
        return asyncio.current_task() is not None
    except RuntimeError:
        return False


class _Reader(asyncio.StreamReader):
    """One that knows whether something has come that nobody has read: asyncio takes it from the socket at once."""

    has_come = False

    def feed_data(self, data: Any) -> None:
        self.has_come = True
        super().feed_data(data)

    def feed_eof(self) -> None:
        self.has_come = True
        super().feed_eof()


async def _connected(addresses: list[Any]) -> Socket:
    failure = OSError()
    for (family, kind, protocol, _, place), seconds in addresses:
        connecting = Socket(family, kind, protocol)
        connecting.setblocking(False)
        try:
            with anyio.fail_after(seconds):
                await asyncio.get_running_loop().sock_connect(connecting, place)
        except OSError as error:
            connecting.close()
            failure = error
        except BaseException:
            connecting.close()
            raise
        else:
            return connecting
    raise failed(failure) from failure


class LoopStream:
    """A connection that is written to and read from."""

    def __init__(self, raw: Socket, reader: _Reader, writer: asyncio.StreamWriter) -> None:
        self._raw, self._reader, self._writer = raw, reader, writer
        self._loop = asyncio.get_running_loop()

    @classmethod
    async def open(cls, addresses: list[Any], host: str, context: ssl.SSLContext | None) -> LoopStream:
        """Connect to the first address that answers, and begin TLS where there is a context for it."""
        loop, raw = asyncio.get_running_loop(), await _connected(addresses)
        reader = _Reader(loop=loop)
        protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
        name = None if context is None else host
        try:
            transport, _ = await loop.create_connection(lambda: protocol, sock=raw, ssl=context, server_hostname=name)
        except BaseException as error:
            raw.close()
            if isinstance(error, OSError | ValueError):
                raise failures.ConnectError(str(error.__cause__ or error)) from error
            raise
        made = cls(raw, reader, asyncio.StreamWriter(transport, protocol, reader, loop))
        opened(made)
        return made

    async def write(self, data: bytes) -> None:
        """Send; a server may answer, and close, before it has read all."""
        if self._loop is not asyncio.get_running_loop():
            raise RuntimeError("the connection is of another event loop")
        with suppress(OSError):
            self._writer.write(data)
            await self._writer.drain()

    async def read(self, most: int) -> bytes:
        """What comes next; nothing at the end."""
        try:
            data = await self._reader.read(most)
        except OSError as error:
            raise failures.ReadError(str(error.__cause__ or error)) from error
        self._reader.has_come = len(data) == most
        return data

    @property
    def is_readable(self) -> bool:
        """Whether something has come, be it the end."""
        return self._reader.has_come or is_readable(self._raw)

    async def aclose(self) -> None:
        """Close it; twice is fine."""
        self._writer.transport.abort()
        with suppress(Exception):  # it tells what had gone wrong before
            await self._writer.wait_closed()
