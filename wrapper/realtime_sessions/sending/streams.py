"""Connections for trio, and for proxies, that no fork carries over. The call's cancellation is their limit."""

from __future__ import annotations

import inspect
import ssl
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any, Final

import anyio  # httpx brings it
import anyio.to_thread
from anyio.abc import ByteStream, SocketAttribute
from anyio.streams.tls import TLSAttribute, TLSStream

from . import failures
from .direct import PART, Kept, Received, host_and_port
from .http1 import Incoming
from .loops import LoopStream, first_of, in_asyncio
from .request import Request
from .sockets import addresses, guard, is_readable, opened

_names = inspect.signature(anyio.to_thread.run_sync).parameters  # anyio 4.1 renamed one
_ABANDON: Final[Any] = {"abandon_on_cancel" if "abandon_on_cancel" in _names else "cancellable": True}
_CLOSED: Final = (anyio.BrokenResourceError, anyio.ClosedResourceError)


async def looked_up(host: str, port: int) -> list[Any]:
    """A host's addresses, without blocking the event loop."""
    return await anyio.to_thread.run_sync(addresses, host, port, **_ABANDON)


async def connect(host: str, port: int) -> anyio.abc.SocketStream:
    """Connect to the first of a host's addresses that answers."""
    stream = await first_of(await looked_up(host, port), lambda address: anyio.connect_tcp(str(address[4][0]), port))
    raw = stream.extra(SocketAttribute.raw_socket)  # noqa: S610 - not Django's
    guard(getattr(raw, "_sock", raw))
    opened(stream)
    return stream


class AsyncStream:
    """A connection that is written to and read from."""

    def __init__(self, stream: ByteStream, raw: Any) -> None:
        self._stream, self._raw = stream, raw
        self._secured: ssl.SSLObject | None = stream.extra(TLSAttribute.ssl_object, None)  # noqa: S610 - not Django's
        self._may_hold = False  # asyncio reads more at once than it gives at once

    @classmethod
    async def open(cls, host: str, port: int, context: ssl.SSLContext | None) -> AsyncStream:
        """Connect, and begin TLS where there is a context for it."""
        stream: ByteStream = await connect(host, port)
        raw = stream.extra(SocketAttribute.raw_socket)  # noqa: S610 - not Django's
        if context is not None:
            try:
                stream = await TLSStream.wrap(stream, hostname=host, ssl_context=context, standard_compatible=False)
            except (OSError, ValueError, anyio.EndOfStream, *_CLOSED) as error:
                raise failures.ConnectError(str(error.__cause__ or error)) from error
        return cls(stream, raw)

    async def write(self, data: bytes) -> None:
        """Send; a server may answer, and close, before it has read all."""
        with suppress(*_CLOSED, OSError):
            await self._stream.send(data)

    async def read(self, most: int) -> bytes:
        """What comes next; nothing at the end."""
        try:
            data = await self._stream.receive(most)
        except anyio.EndOfStream:
            return b""
        except (*_CLOSED, OSError) as error:
            raise failures.ReadError(str(error.__cause__ or error)) from error
        self._may_hold = self._may_hold or len(data) == most
        return data

    @property
    def is_readable(self) -> bool:
        """Whether something has come, be it the end."""
        return self._may_hold or is_readable(self._raw) or holds(self._secured)

    async def aclose(self) -> None:
        """Close it; twice is fine."""
        await self._stream.aclose()


def holds(secured: ssl.SSLObject | None) -> bool:
    """Whether TLS has taken in what nobody has read: its socket doesn't show that any more."""
    try:
        return secured is not None and secured.read(1) is not None
    except ssl.SSLWantReadError:
        return False
    except ssl.SSLError:
        return True


async def _opened(host: str, port: int, context: ssl.SSLContext | None) -> AsyncStream | LoopStream:
    if in_asyncio():
        return await LoopStream.open(await looked_up(host, port), host, context)
    return await AsyncStream.open(host, port, context)


class AsyncConnection(Kept):
    """A connection of a client that doesn't block."""

    async def handle_async_request(self, request: Request) -> Received:
        """Send a request, and read the head of its reply."""
        self._incoming = incoming = Incoming()
        if self._stream is None:
            self._stream = await _opened(*host_and_port(request), self._context)
        await self._stream.write(request.as_bytes())
        for _ in incoming.head():
            incoming.add(await self._stream.read(PART))
        return Received(self, incoming)

    async def parts(self, incoming: Incoming) -> AsyncIterator[bytes]:
        """Read the body of a reply."""
        for part in incoming.body():
            if part:
                yield part
            else:
                incoming.add(await self._stream.read(PART))

    async def aclose(self) -> None:
        """Close it; twice is fine."""
        if self._stream is not None:
            await self._stream.aclose()
