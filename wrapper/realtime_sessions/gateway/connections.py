"""Bound what a connection may take before the application sees a request: uvicorn's protocol, with limits.

uvicorn waits for ever for the end of a head and for a client to read its answer, keeps as much of a head as is sent,
and reads on, without a limit, when a request was answered before its end. Here a head, what is left of an answered
request, and an answer have SECONDS each, and a request LARGEST bytes; one process holds MOST connections, and lets go
of those that come beyond.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from realtime_sessions.serving.versions import VersionedProtocol

SECONDS: Final = 10.0
"""For a head to arrive, from the connection's or the request's first byte on."""
LARGEST_HEAD: Final = 65_536  # bytes: a cookie and a token have some thousand each
LARGEST: Final = 4_194_304  # bytes of a whole request, in whatever chunks it comes
_OTHER_VERSION: Final = b"HTTP/1.1 505 HTTP Version Not Supported\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
MOST: Final = 1000
"""Connections of one process; with those to the provider they have to fit into what the system lets it open."""


class BoundedProtocol(VersionedProtocol):
    """One connection."""

    seconds, most = SECONDS, MOST

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._late: asyncio.TimerHandle | None = None
        self._stuck: asyncio.TimerHandle | None = None
        self._in_head, self._is_whole, self._size, self._head = False, True, 0, 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let go of a connection too many; expect the first request of another."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.close()
        else:
            self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing more."""
        self._met()
        self._unstick()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what came, as far as there is room and time for it."""
        self._size += len(data)
        if self._size > LARGEST:
            self.transport.abort()
            return
        super().data_received(data)
        if self._in_head and self._size > LARGEST_HEAD:
            self.transport.abort()
            return
        last: RequestResponseCycle | None = self.cycle
        if self._in_head or (
            self._is_whole and (last is None or last.response_complete)
        ):  # half a head, or line ends before one
            self._expect()

    def on_message_begin(self) -> None:
        """Count anew."""
        self._in_head, self._size, self._head = True, 0, 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Take a piece of what is asked for.

        Raises:
            ValueError: the head is too large.
        """
        self._take(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header of the head. What follows a body is nothing that the gateway reads, nor keeps.

        Raises:
            ValueError: the head is too large.
        """
        if self._in_head:
            self._take(len(name) + len(value))
            super().on_header(name, value)

    def _take(self, size: int) -> None:
        """Count a part of the head, which may be whole in one piece with what follows it."""
        self._head += size
        if self._head > LARGEST_HEAD:
            raise ValueError("the head is too large")

    def on_headers_complete(self) -> None:
        """Leave the rest to the application, which gives a body its own time.

        Raises:
            ValueError: a whole URL is asked for, whose host another reader would take for the request's; or the
                request is of another version of HTTP.
        """
        self.check_version()
        if not self.url.startswith((b"/", b"*")):
            raise ValueError("a path is asked for by a path")
        self._in_head, self._is_whole = False, False
        self._met()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what can't be read."""
        if self.is_other:
            self.transport.write(_OTHER_VERSION)
            self.transport.close()
        else:
            super().send_400_response(msg)

    def on_message_complete(self) -> None:
        """Expect nothing more of this request."""
        self._is_whole = True
        self._met()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Give what is left of a request that was answered early its time."""
        super().on_response_complete()
        if self.transport.is_closing() and self.transport.get_write_buffer_size():
            self.loop.call_later(self.seconds, self.transport.abort)
        if not self._is_whole and self.cycle.response_complete:
            self._expect()

    def pause_writing(self) -> None:
        """Give a client that doesn't read its time."""
        super().pause_writing()
        self._stuck = self.loop.call_later(self.seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """It does."""
        super().resume_writing()
        self._unstick()

    def timeout_keep_alive_handler(self) -> None:
        """Let go of a connection that nobody uses, also where its last answer is still unread."""
        self.transport.abort()

    def _unstick(self) -> None:
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None

    def _expect(self) -> None:
        if self._late is None and not self.transport.is_closing():
            self._late = self.loop.call_later(self.seconds, self.transport.abort)

    def _met(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
