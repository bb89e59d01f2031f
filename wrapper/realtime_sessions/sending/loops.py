"""Connections for asyncio, as protocols of its own: anyio's streams take twice as long, and its own a tenth more.

Guarantees as in `streams`: no fork carries one over, and the call's cancellation is its limit. What comes while nobody
reads is taken in once, and then left to the system.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

import anyio

from . import failures
from .sockets import Socket, failed, is_readable, opened

_BUFFER: Final = 16 * 1024  # bytes: a session has two or three thousand, and each connection has one
Stream = TypeVar("Stream")


def in_asyncio() -> bool:
    """Whether asyncio runs what asks; it does not where trio is its guest."""
    try:
        return asyncio.current_task() is not None
    except RuntimeError:
        return False


async def first_of(addresses: list[Any], connect: Callable[[Any], Awaitable[Stream]]) -> Stream:
    """What was made of the first address that answers, each in its time."""
    failure = OSError()
    for address, seconds in addresses:
        try:
            with anyio.fail_after(seconds):
                return await connect(address)
        except OSError as error:
            failure = error
    raise failed(failure) from failure


async def _connected(address: Any) -> Socket:
    family, kind, protocol, _, place = address
    connecting = Socket(family, kind, protocol)
    connecting.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(connecting, place)
    except BaseException:
        connecting.close()
        raise
    return connecting


class LoopStream(asyncio.BufferedProtocol):
    """A connection that is written to and read from."""

    _transport: Any  # asyncio gives it before `open` ends

    def __init__(self, raw: Socket) -> None:
        self._raw, self._loop = raw, asyncio.get_running_loop()
        self._buffer, self._come = bytearray(_BUFFER), bytearray()
        self._over = False
        self._failure: Exception | None = None
        self._waiting: asyncio.Future[None] | None = None

    @classmethod
    async def open(cls, addresses: list[Any], host: str, context: ssl.SSLContext | None) -> LoopStream:
        """Connect to the first address that answers, and begin TLS where there is a context for it."""
        made, loop = cls(await first_of(addresses, _connected)), asyncio.get_running_loop()
        name = None if context is None else host
        try:
            await loop.create_connection(lambda: made, sock=made._raw, ssl=context, server_hostname=name)
        except BaseException as error:
            made._raw.close()
            if isinstance(error, OSError | ValueError):
                raise failures.ConnectError(str(error.__cause__ or error)) from error
            raise
        opened(made)
        return made

    def connection_made(self, transport: Any) -> None:  # noqa: D102 - asyncio's, as are the next four
        self._transport = transport

    def get_buffer(self, sizehint: int) -> bytearray:  # noqa: ARG002, D102
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:  # noqa: D102
        self._come += memoryview(self._buffer)[:nbytes]
        if self._waiting is None:
            self._transport.pause_reading()
        self._tell()

    def eof_received(self) -> None:  # noqa: D102
        self._over = True
        self._tell()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: D102
        self._over, self._failure = True, exc
        self._tell()

    def _tell(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    async def write(self, data: bytes) -> None:
        """Send; a server may answer, and close, before it has read all."""
        if self._loop is not asyncio.get_running_loop():
            raise RuntimeError("the connection is of another event loop")
        self._transport.write(data)

    async def read(self, _most: int) -> bytes:
        """What comes next; nothing at the end."""
        if not self._come and not self._over:
            self._transport.resume_reading()
            self._waiting = self._loop.create_future()
            try:
                await self._waiting
            finally:
                self._waiting = None
        if self._failure is not None and not self._come:
            raise failures.ReadError(str(self._failure.__cause__ or self._failure)) from self._failure
        data, self._come = bytes(self._come), bytearray()
        return data

    @property
    def is_readable(self) -> bool:
        """Whether something has come, be it the end."""
        return bool(self._come) or self._over or is_readable(self._raw)

    async def aclose(self) -> None:
        """Close it; twice is fine."""
        self._transport.abort()
        await asyncio.sleep(0)  # the socket is closed in the loop's next turn
