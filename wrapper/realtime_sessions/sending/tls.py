"""Make connections secure: what is trusted, and sockets of ours under TLS.

Certificates are the environment's, read as httpx reads them, in a thread while the rest of a first call is prepared:
they take 20 ms and more. No process is forked while they are read, since the child would wait for a thread that it
doesn't have. A call over plain http doesn't import this: with ssl, it takes 7 ms.
"""

import os
import ssl
from contextlib import suppress
from functools import cache
from threading import RLock, Thread
from typing import Any, Final

from realtime_sessions.errors import ConfigurationError

from . import failures
from .sockets import Socket, left

_begun: Final[set[int]] = set()  # the processes that have begun to read ahead
_reading: Final = RLock()  # held by who reads; a signal's handler or a finalizer may make a call in that thread


class TLSSocket(Socket, ssl.SSLSocket):
    """A socket of ours over TLS, also where it carries another TLS connection, which reads and writes several times."""

    def recv(self, *args: Any, **kwargs: Any) -> bytes:  # noqa: D102 - socket's
        self.settimeout(None)
        return super().recv(*args, **kwargs)

    def send(self, *args: Any, **kwargs: Any) -> int:  # noqa: D102 - socket's
        self.settimeout(None)
        return super().send(*args, **kwargs)


@cache
def _trusting(file: str | None, folder: str | None) -> ssl.SSLContext:
    """As httpx and the official SDK trust: what the environment names, or else Mozilla's authorities."""
    if not file and not folder:
        import certifi  # noqa: PLC0415 - httpx brings it

        file = certifi.where()
    context = ssl.create_default_context(cafile=file or None, capath=None if file else folder)
    context.sslsocket_class = TLSSocket
    context.set_alpn_protocols(["http/1.1"])
    return context


def _trusted() -> ssl.SSLContext:
    return _trusting(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


def _read() -> None:
    with _reading, suppress(Exception):  # the first call tells
        _trusted()


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_ahead() -> None:
    """Begin to read the certificates, once in a process, where there is a second core for it."""
    if os.getpid() not in _begun and _cores() > 1:
        _begun.add(os.getpid())
        with suppress(RuntimeError):  # without another thread, the first call reads them
            Thread(target=_read, daemon=False).start()  # an interpreter that ends meanwhile would crash


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_reading.acquire, after_in_parent=_reading.release, after_in_child=_reading.release)


def trust() -> ssl.SSLContext:
    """The process's one SSL context for what the environment now says to trust.

    Raises:
        ConfigurationError: the environment names certificates that can't be read.
        ConnectTimeout: the attempt's time is over before another thread has read them.
    """
    seconds: float | None = 0
    with suppress(TimeoutError):  # of ours only: a signal's handler may raise one below
        seconds = left()
    if not _reading.acquire(timeout=-1 if seconds is None else seconds):
        raise failures.ConnectTimeout("the certificates took too long to be read")
    try:
        return _trusted()
    except OSError as error:
        raise ConfigurationError(f"the certificates of SSL_CERT_FILE or SSL_CERT_DIR can't be read: {error}") from error
    finally:
        _reading.release()
