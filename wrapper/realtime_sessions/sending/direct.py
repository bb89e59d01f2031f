"""Carry requests over a connection to the server itself, one after the other.

Guarantees: a connection carries the next request only if the last reply was read to its end, nothing has come
since, and it is young enough.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, Final

from .http1 import Incoming
from .request import Request
from .sockets import Stream

KEPT: Final = 5.0  # seconds that an idle connection is kept, as by httpx
PART: Final = 64 * 1024  # bytes that are read at once, at most
_PORTS: Final = {"http": 80, "https": 443}


def host_and_port(request: Request) -> tuple[str, int]:
    """The host and the port that a request goes to."""
    return request.url.host, request.url.port or _PORTS[request.url.scheme]


class Received:
    """A reply whose head was read, in the form that httpcore and httpx give theirs."""

    def __init__(self, connection: Any, incoming: Incoming) -> None:
        self.status, self.headers, self._connection = incoming.status, incoming.headers, connection
        self.extensions = {"reason_phrase": incoming.reason}
        self.stream = connection.parts(incoming)

    def close(self) -> None:
        """Close a connection that can't be used again."""
        if not self._connection.is_available():
            self._connection.close()

    async def aclose(self) -> None:
        """Close one that doesn't block: its client closes only what it leaves half way."""
        await self._connection.aclose()


class Kept:
    """What is known of a connection between two requests."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._stream: Any = None
        self._incoming = Incoming()
        self._until = 0.0

    def is_available(self) -> bool:
        """Whether it can carry another request."""
        self._until = time.monotonic() + KEPT
        return self._incoming.is_whole

    def has_expired(self) -> bool:
        """Whether it has waited too long, or the server has closed it."""
        return time.monotonic() > self._until or bool(self._stream.is_readable)


class Connection(Kept):
    """A connection of a client that blocks."""

    def handle_request(self, request: Request) -> Received:
        """Send a request, and read the head of its reply."""
        self._incoming = incoming = Incoming()
        if self._stream is None:
            self._stream = Stream(*host_and_port(request), self._context)
        self._stream.write(request.as_bytes())
        for _ in incoming.head():
            incoming.add(self._stream.read(PART))
        return Received(self, incoming)

    def parts(self, incoming: Incoming) -> Iterator[bytes]:
        """Read the body of a reply."""
        for part in incoming.body():
            if part:
                yield part
            else:
                incoming.add(self._stream.read(PART))

    def close(self) -> None:
        """Close it; twice is fine."""
        if self._stream is not None:
            self._stream.close()
