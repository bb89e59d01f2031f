"""Ways to the service: connections of ours, kept from one request to the next, or a transport of the caller's.

Idle connections are kept in a list, since httpcore's pools look through all of theirs several times for each
request. What goes through a proxy is httpcore's. Proxies are the environment's, read as httpx reads them. No
connection that was made before a fork is used after it: two processes that read from one would get each other's keys.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from realtime_sessions.errors import ConfigurationError
from realtime_sessions.once import Once

from .direct import Connection
from .request import URL, Request

if TYPE_CHECKING:
    import ssl

    import httpx

    from .streams import AsyncConnection

CLOSED: Final = "the client is closed"
_LAST_PORT: Final = 65_535


def proxy_for(base_url: str) -> httpx.Proxy | None:
    """The environment's proxy for a URL; httpx looks for one only where it makes the transport itself.

    Raises:
        ConfigurationError: it can't be used.
    """
    if sys.platform not in {"darwin", "win32"} and not any(name.lower().endswith("_proxy") for name in os.environ):
        return None
    from urllib.request import getproxies, proxy_bypass  # noqa: PLC0415 - they take 15 ms

    parts, found = URL.of(base_url), getproxies()
    name = parts.scheme if found.get(parts.scheme) else "all"
    url = found.get(name)
    if not url or proxy_bypass(parts.netloc) or proxy_bypass(parts.host):
        return None
    import httpx  # noqa: PLC0415

    with suppress(ImportError, ValueError, httpx.InvalidURL):
        from . import proxies  # noqa: PLC0415

        proxy = httpx.Proxy(url if "://" in url else f"http://{url}")
        proxies.pool(proxy, None)
        if proxy.url.host and (proxy.url.port or 0) <= _LAST_PORT:
            return proxy
    text = "has to be like http://proxy.example:3128, or with https or socks5; the last needs httpx[socks]"
    raise ConfigurationError(f"the environment's {name.upper()}_PROXY can't be used: it {text}")


class Connections:
    """Connections of ours: the one used last goes first, so that the others can expire."""

    def __init__(self, base_url: str, kind: type[Connection | AsyncConnection]) -> None:
        self._kind = kind
        self._secure = base_url.lower().startswith("https:")
        self._proxy = proxy_for(base_url)
        self.name = "httpcore" if self._proxy else "direct"
        self.through = f" through the proxy {self._proxy.url.netloc.decode('ascii')}" if self._proxy else ""
        self._waiting: defaultdict[int, deque[Any]] = defaultdict(deque)  # for a request of a process
        self._ended: deque[Any] = deque()
        self._closed = False

    @Once
    def _proxied(self) -> Any:
        """What makes connections through the proxy; None where there is no proxy."""
        if self._proxy is None:
            return None
        from . import proxies, tls  # noqa: PLC0415 - most have none

        context = tls.trust() if self._proxy.url.scheme == "https" else None
        proxy = type(self._proxy)(self._proxy.url, auth=self._proxy.auth, ssl_context=context)
        return proxies.pool(proxy, self._context, blocking=self._kind is Connection)

    @property
    def _context(self) -> ssl.SSLContext | None:
        if not self._secure:
            return None
        from .tls import trust  # noqa: PLC0415

        return trust()

    def prepare(self) -> None:
        """Begin what a first connection takes long to have."""
        if self._secure and os.getpid() not in self._waiting:
            from .tls import read_ahead  # noqa: PLC0415

            read_ahead()

    def take(self, request: Request) -> tuple[Any, Any]:
        """The connection for a request, new where none waits, and the request as it takes it."""
        if self._closed:
            raise ConfigurationError(CLOSED)
        with suppress(IndexError):
            while (connection := self._waiting[os.getpid()].pop()).has_expired():
                self._ended.append(connection)
            return connection, self._as_taken(request)
        if self._proxied is None:
            return self._kind(self._context), request
        sent = self._as_taken(request)
        return self._proxied.create_connection(sent.url.origin), sent

    def _as_taken(self, request: Request) -> Any:
        if self._proxied is None:
            return request
        from .proxies import as_httpcore  # noqa: PLC0415

        return as_httpcore(request)

    def put(self, connection: Any) -> Iterator[Any]:
        """Keep a connection if it can be used again; give those that are to be closed."""
        waiting = self._waiting[os.getpid()]
        with suppress(IndexError):
            while waiting[0].has_expired():
                self._ended.append(waiting.popleft())
        (waiting if self._is_good(connection) and not self._closed else self._ended).append(connection)
        return _taken(self._ended)

    def _is_good(self, connection: Any) -> bool:
        if self._proxied is None or not connection.is_available():
            return bool(connection.is_available())
        from .proxies import has_rest  # noqa: PLC0415

        return not has_rest(connection)

    def close(self) -> Iterator[Any]:
        """Keep none any more; give those that are to be closed."""
        self._closed = True
        return _taken(self._waiting[os.getpid()])


def _taken(queue: deque[Any]) -> Iterator[Any]:
    with suppress(IndexError):  # other threads take from it as well
        while True:
            yield queue.popleft()


class Given:
    """A transport of the caller's, who closes it too."""

    through = ""

    def __init__(self, transport: Any, method: str) -> None:
        origins = {cls.__module__.partition(".")[0] for cls in type(transport).__mro__}
        if "httpx2" in origins or not callable(getattr(transport, method, None)):
            text = f"the transport is of {type(transport)!r}, but has to be one of httpx, with {method}"
            raise ConfigurationError(f"{text}: make it with httpx, of the kind that this client takes")
        self.name = type(transport).__name__
        self._transport = transport
        self._process: int | None = None
        self._closed = False

    def prepare(self) -> None:
        """There is nothing to begin."""

    def take(self, request: Request) -> tuple[Any, httpx.Request]:
        """The transport, and the request as it takes it."""
        if self._closed:
            raise ConfigurationError(CLOSED)
        if self._process not in {None, os.getpid()}:
            text = "the transport was used before the process was forked: make one, and a client, in each process"
            raise ConfigurationError(text)
        self._process = os.getpid()
        return self._transport, request.as_httpx()

    def put(self, _: Any) -> tuple[()]:
        """Close nothing."""
        return ()

    def close(self) -> tuple[()]:
        """Close nothing."""
        self._closed = True
        return ()
