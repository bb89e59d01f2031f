"""Open connections whose every step ends with the call's limit, and that no fork carries over.

httpcore takes the whole time-out again for each part of a step, and has none for the lookup of a name. What
stands here are sockets that know when the limit ends, and the backends that open them.
"""

from __future__ import annotations

import inspect
import os
import socket
import ssl
import time
from contextlib import suppress
from contextvars import ContextVar
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Final, Self
from weakref import WeakSet

import anyio  # httpx brings it
import anyio.to_thread
import httpcore
from anyio.abc import SocketAttribute
from httpcore._backends.anyio import AnyIOStream  # httpcore has no public way to make one of a socket
from httpcore._backends.sync import SyncStream

PATIENCE: Final = 1.0  # seconds for an address that doesn't answer, where there are others
_names = inspect.signature(anyio.to_thread.run_sync).parameters  # anyio 4.1 renamed one
_ABANDON: Final[Any] = {"abandon_on_cancel" if "abandon_on_cancel" in _names else "cancellable": True}

_attempt: Final[ContextVar[tuple[float | None, list[Any]]]] = ContextVar("realtime_sessions_attempt")
_sockets: Final[WeakSet[socket.socket]] = WeakSet()  # that no fork is to carry over


def _let_go() -> None:
    """Part the child of a fork from the parent's connections.

    Each descriptor comes to stand for nothing. To close it would leave its number to another file, which the
    socket closes later; and an event loop that closes a socket ends the parent's watch on it as well.
    """
    nothing = os.open(os.devnull, os.O_RDWR)
    for each in list(_sockets):
        if each.fileno() >= 0:
            os.dup2(nothing, each.fileno(), inheritable=False)
    os.close(nothing)


if hasattr(os, "register_at_fork"):  # elsewhere, no process is forked
    os.register_at_fork(after_in_child=_let_go)


def begin(ends: float | None) -> list[Any]:
    """Begin an attempt in this thread or task, which ends at a moment of the monotonic clock.

    Returns:
        What the attempt opens from now on: httpcore leaves some of it open where it fails half way.
    """
    unfinished: list[Any] = []
    _attempt.set((ends, unfinished))
    return unfinished


def opened(connection: Any) -> None:
    """Have a connection closed with the attempt, unless a response comes on it."""
    _attempt.get()[1].append(connection)


def _left() -> float | None:
    """Seconds that are left of the attempt; None for no limit.

    Raises:
        TimeoutError: there are none.
    """
    ends, _ = _attempt.get()
    left = None if ends is None else ends - time.monotonic()
    if left is not None and left <= 0:
        raise TimeoutError("the time limit is over")
    return left


class Socket(socket.socket):
    """A socket on which nothing outlasts the attempt, and that no fork carries over."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:  # noqa: D102 - socket's
        made = super().__new__(cls, *args, **kwargs)
        _sockets.add(made)
        return made

    def settimeout(self, value: float | None) -> None:  # noqa: D102 - socket's
        left = _left()
        super().settimeout(left if value is None else value if left is None else min(value, left))


class TLSSocket(Socket, ssl.SSLSocket):
    """The same over TLS, also where it carries another TLS connection, which reads and writes several times."""

    def recv(self, *args: Any, **kwargs: Any) -> bytes:  # noqa: D102 - socket's
        self.settimeout(None)
        return super().recv(*args, **kwargs)

    def send(self, *args: Any, **kwargs: Any) -> int:  # noqa: D102 - socket's
        self.settimeout(None)
        return super().send(*args, **kwargs)


def _addresses(host: str, port: int) -> list[Any]:
    """A host's addresses, each with the seconds for it: one that doesn't answer leaves some for the next.

    Nothing can end a lookup, so one that takes too long is left alone.
    """
    found: SimpleQueue[list[Any] | Exception] = SimpleQueue()

    def look_up() -> None:
        try:
            found.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.put(error)

    Thread(target=look_up, daemon=True).start()
    try:
        addresses = found.get(timeout=_left())
        left = _left()
    except (Empty, TimeoutError) as error:
        raise httpcore.ConnectTimeout("the lookup of the host's name took too long") from error
    if isinstance(addresses, Exception) or not addresses:
        raise httpcore.ConnectError(str(addresses or f"{host} has no address"))
    share = PATIENCE if left is None else min(PATIENCE, left / len(addresses))
    return [*((address, share) for address in addresses[:-1]), (addresses[-1], left)]


async def look_up(host: str, port: int) -> list[Any]:
    """The same without blocking the event loop, and left at once when it is cancelled."""
    return await anyio.to_thread.run_sync(_addresses, host, port, **_ABANDON)


def _connected(address: Any, seconds: float | None) -> Socket:
    family, kind, protocol, _, place = address
    connecting = Socket(family, kind, protocol)
    try:
        connecting.settimeout(seconds)
        connecting.connect(place)
        connecting.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        connecting.close()
        raise
    return connecting


def _failed(error: OSError) -> Exception:
    """httpcore's error; anyio's says less than its cause."""
    kind = httpcore.ConnectTimeout if isinstance(error, TimeoutError) else httpcore.ConnectError
    return kind(str(error.__cause__ or error))


class _Stream(SyncStream):
    """A connection that sends a request's headers and its body at once, when its reply is to be read."""

    _unsent = b""

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - the read's counts
        self._unsent += buffer

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        unsent: Any = memoryview(self._unsent)  # of which parts are cut off without a copy
        self._unsent = b""
        with suppress(httpcore.WriteError):  # a server may answer, and close, before it has read all
            super().write(unsent, timeout)
        return super().read(max_bytes, timeout)

    def start_tls(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        secured = super().start_tls(*args, **kwargs)
        return _Stream(secured._sock) if isinstance(secured, SyncStream) else secured  # noqa: SLF001


class Backend(httpcore.NetworkBackend):
    """Connects to a host's addresses, one after the other."""

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> _Stream:
        """Connect within the limit."""
        failure = OSError()
        for address, seconds in _addresses(host, port):
            try:
                stream = _Stream(_connected(address, seconds))
            except OSError as error:
                failure = error
            else:
                opened(stream)
                return stream
        raise _failed(failure) from failure


class _AsyncStream(AnyIOStream):
    """The same for asyncio and trio."""

    _unsent = b""

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002, ASYNC109 - the call is cancelled
        self._unsent += buffer

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002, ASYNC109 - the call is cancelled
        unsent, self._unsent = self._unsent, b""
        if unsent:
            with suppress(anyio.BrokenResourceError):
                await self._stream.send(unsent)
        try:
            return await self._stream.receive(max_bytes)
        except anyio.EndOfStream:
            return b""
        except (anyio.BrokenResourceError, anyio.ClosedResourceError) as error:
            raise httpcore.ReadError(str(error.__cause__ or error)) from error

    async def start_tls(self, *args: Any, **kwargs: Any) -> _AsyncStream:
        secured: Any = await super().start_tls(*args, **kwargs)
        return _AsyncStream(secured._stream)  # noqa: SLF001


class AsyncBackend(httpcore.AsyncNetworkBackend):
    """The same for asyncio and trio."""

    async def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> _AsyncStream:
        """Connect within the limit."""
        failure = OSError()
        for (*_kind, place), seconds in await look_up(host, port):
            try:
                with anyio.fail_after(seconds):
                    stream = await anyio.connect_tcp(str(place[0]), port)
            except OSError as error:
                failure = error
            else:
                raw = stream.extra(SocketAttribute.raw_socket)  # noqa: S610 - not Django's
                with suppress(TypeError):  # uvloop's can't be found again
                    _sockets.add(getattr(raw, "_sock", raw))
                opened(stream)
                return _AsyncStream(stream)
        raise _failed(failure) from failure
