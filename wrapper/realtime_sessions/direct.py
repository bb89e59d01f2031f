"""Carry requests over a connection to the server itself, one after the other.

httpcore opens the connection and brings TLS; with a proxy between, it does all of it. Guarantees: a connection
carries the next request only if the last reply was read to its end, nothing has come since, and it is young enough.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any, Final

from .http1 import Incoming
from .network import AsyncBackend, Backend
from .request import Request

KEPT: Final = 5.0  # seconds that an idle connection is kept, as by httpx
_PART: Final = 64 * 1024  # bytes that are read at once, at most
_PORTS: Final = {"http": 80, "https": 443}


class _Received:
    """A reply whose head was read, in the form that httpcore and httpx give theirs."""

    def __init__(self, connection: Any, incoming: Incoming) -> None:
        self.status, self.headers, self._connection = incoming.status, incoming.headers, connection
        self.extensions = {"reason_phrase": incoming.reason}
        self.stream = connection.parts(incoming)

    def close(self) -> None:
        if not self._connection.is_available():
            self._connection.close()

    async def aclose(self) -> None:
        if not self._connection.is_available():
            await self._connection.aclose()


class _Kept:
    """What is known of a connection between two requests."""

    def __init__(self, backend: Any, context: ssl.SSLContext | None) -> None:
        self._backend, self._context = backend, context
        self._stream: Any = None
        self._incoming = Incoming()
        self._until = 0.0

    def is_available(self) -> bool:
        """Whether it can carry another request."""
        self._until = time.monotonic() + KEPT
        return self._incoming.is_whole

    def has_expired(self) -> bool:
        """Whether it has waited too long, or the server has closed it."""
        return time.monotonic() > self._until or bool(self._stream.get_extra_info("is_readable"))


class Connection(_Kept):
    """A connection of a client that blocks."""

    def __init__(self, context: ssl.SSLContext | None) -> None:
        super().__init__(Backend(), context)

    def handle_request(self, request: Request) -> _Received:
        """Send a request, and read the head of its reply."""
        self._incoming = incoming = Incoming()
        if self._stream is None:
            host, port = request.url.raw_host.decode("ascii"), request.url.port or _PORTS[request.url.scheme]
            stream: Any = self._backend.connect_tcp(host, port)
            self._stream = stream.start_tls(self._context, host, request.left) if self._context else stream
        self._stream.write(request.as_bytes())
        for _ in incoming.head():
            incoming.add(self._stream.read(_PART))
        return _Received(self, incoming)

    def parts(self, incoming: Incoming) -> Iterator[bytes]:
        """Read the body of a reply."""
        for part in incoming.body():
            if part:
                yield part
            else:
                incoming.add(self._stream.read(_PART))

    def close(self) -> None:
        """Close it; twice is fine."""
        if self._stream is not None:
            self._stream.close()


class AsyncConnection(_Kept):
    """The same for asyncio and trio."""

    def __init__(self, context: ssl.SSLContext | None) -> None:
        super().__init__(AsyncBackend(), context)

    async def handle_async_request(self, request: Request) -> _Received:
        """Send a request, and read the head of its reply."""
        self._incoming = incoming = Incoming()
        if self._stream is None:
            host, port = request.url.raw_host.decode("ascii"), request.url.port or _PORTS[request.url.scheme]
            stream: Any = await self._backend.connect_tcp(host, port)
            self._stream = await stream.start_tls(self._context, host, request.left) if self._context else stream
        await self._stream.write(request.as_bytes())
        for _ in incoming.head():
            incoming.add(await self._stream.read(_PART))
        return _Received(self, incoming)

    async def parts(self, incoming: Incoming) -> AsyncIterator[bytes]:
        """Read the body of a reply."""
        for part in incoming.body():
            if part:
                yield part
            else:
                incoming.add(await self._stream.read(_PART))

    async def aclose(self) -> None:
        """Close it; twice is fine."""
        if self._stream is not None:
            await self._stream.aclose()
