"""Open sockets whose every step ends with the call's limit, and that no fork carries over.

A socket's own time-out counts from each step anew, and there is none for the lookup of a name. What stands here
are sockets that know when the limit of an attempt ends.
"""

from __future__ import annotations

import os
import select
import socket
import time
from contextlib import suppress
from contextvars import ContextVar
from threading import Thread
from typing import Any, Final, Self
from weakref import WeakSet

from . import failures

PATIENCE: Final = 1.0  # seconds for an address that doesn't answer, where there are others

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


def guard(opened: socket.socket) -> None:
    """Have a socket let go of in the child of a fork."""
    with suppress(TypeError):  # uvloop's can't be found again
        _sockets.add(opened)


def begin(ends: float | None) -> list[Any]:
    """Begin an attempt in this thread or task, which ends at a moment of the monotonic clock.

    Returns:
        What the attempt opens from now on: an attempt that fails half way leaves it open.
    """
    unfinished: list[Any] = []
    _attempt.set((ends, unfinished))
    return unfinished


def opened(connection: Any) -> None:
    """Have a connection closed with the attempt, unless a response comes on it."""
    _attempt.get()[1].append(connection)


def left() -> float | None:
    """Seconds that are left of the attempt; None for no limit.

    Raises:
        TimeoutError: there are none.
    """
    ends, _ = _attempt.get()
    seconds = None if ends is None else ends - time.monotonic()
    if seconds is not None and seconds <= 0:
        raise TimeoutError("the time limit is over")
    return seconds


class Socket(socket.socket):
    """A socket on which nothing outlasts the attempt, and that no fork carries over."""

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:  # noqa: D102 - socket's
        made = super().__new__(cls, *args, **kwargs)
        guard(made)
        return made

    def settimeout(self, value: float | None) -> None:  # noqa: D102 - socket's
        seconds = left()
        super().settimeout(seconds if value is None else value if seconds is None else min(value, seconds))


def addresses(host: str, port: int) -> list[Any]:
    """A host's addresses, each with the seconds for it: one that doesn't answer leaves some for the next.

    Nothing can end a lookup, so one that takes too long is left alone; where no thread can be started for it, it has
    all the time it takes.
    """
    found: list[list[Any] | Exception] = []

    def look_up() -> None:
        try:  # of bytes: for a string Python imports its IDNA codec, and the host is in ASCII already
            found.append(socket.getaddrinfo(host.encode(), port, type=socket.SOCK_STREAM))
        except Exception as error:  # noqa: BLE001 - it is told to who waits
            found.append(error)

    looking = Thread(target=look_up, daemon=True)
    try:
        looking.start()
    except RuntimeError:
        look_up()
    try:
        if not found:
            looking.join(left())
        listed, seconds = found[0], left()
    except (IndexError, TimeoutError) as error:
        raise failures.ConnectTimeout("the lookup of the host's name took too long") from error
    if isinstance(listed, Exception) or not listed:
        raise failures.ConnectError(str(listed or f"{host} has no address"))
    share = PATIENCE if seconds is None else min(PATIENCE, seconds / len(listed))
    return [*((address, share) for address in listed[:-1]), (listed[-1], seconds)]


def failed(error: OSError) -> failures.TransportError:
    """The failure of a connection that couldn't be made."""
    kind = failures.ConnectTimeout if isinstance(error, TimeoutError) else failures.ConnectError
    return kind(str(error.__cause__ or error))


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


def connect(host: str, port: int) -> Socket:
    """Connect to the first of a host's addresses that answers."""
    failure = OSError()
    for address, seconds in addresses(host, port):
        try:
            made = _connected(address, seconds)
        except OSError as error:
            failure = error
        else:
            opened(made)
            return made
    raise failed(failure) from failure


class Stream:
    """A connection that is written to and read from, by a client that blocks."""

    def __init__(self, host: str, port: int, context: Any) -> None:
        self._socket: socket.socket = connect(host, port)
        if context is not None:
            try:
                self._socket.settimeout(None)
                self._socket = context.wrap_socket(self._socket, server_hostname=host.encode())
            except (OSError, ValueError) as error:
                raise failed(error if isinstance(error, OSError) else OSError(str(error))) from error
            opened(self._socket)

    def write(self, data: bytes) -> None:
        """Send; a server may answer, and close, before it has read all."""
        rest = memoryview(data)
        try:
            while rest:
                self._socket.settimeout(None)
                rest = rest[self._socket.send(rest) :]
        except TimeoutError as error:
            raise failures.WriteTimeout(str(error)) from error
        except OSError:
            pass

    def read(self, most: int) -> bytes:
        """What comes next; nothing at the end."""
        try:
            self._socket.settimeout(None)
            return self._socket.recv(most)
        except TimeoutError as error:
            raise failures.ReadTimeout(str(error)) from error
        except OSError as error:
            raise failures.ReadError(str(error)) from error

    @property
    def is_readable(self) -> bool:
        """Whether something has come, be it the end."""
        return is_readable(self._socket)

    def close(self) -> None:
        """Close it; twice is fine."""
        self._socket.close()


def is_readable(waiting: socket.socket) -> bool:
    """Whether something has come on a socket that nobody reads from; true also for one that is closed."""
    number = waiting.fileno()
    if number < 0:
        return True
    if not hasattr(select, "poll"):  # Windows
        return bool(select.select([number], [], [], 0)[0])
    poll = select.poll()
    poll.register(number, select.POLLIN)
    return bool(poll.poll(0))
