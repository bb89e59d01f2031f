"""Connect by aiohttp: the extra `fast`, which takes half of httpcore's time for a request, and is used where installed.

All else is the same: certificates, the limit, the errors, and what a fork does. What aiohttp doesn't do in the
same way goes by httpcore: trio, and proxies.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, Final

import aiohttp
import httpx
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import SocketFactoryType  # noqa: F401 - releases before 3.12, which have none, are left alone
from yarl import URL

from .connections import Connections, trust
from .network import Socket, look_up, opened

_KEPT: Final = 5.0  # seconds that an idle connection is kept, as by httpx
_NO_LIMIT: Final = aiohttp.ClientTimeout()  # the call's cancellation is one
_NOT_ADDED: Final = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")


class _Resolver(AbstractResolver):
    """Looks a host up without keeping the event loop from its end."""

    async def resolve(self, host: str, port: int = 0, *_: Any, **__: Any) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=place[0], port=port, family=family, proto=protocol, flags=0)
            for (family, _, protocol, _, place), _seconds in await look_up(host, port)
        ]

    async def close(self) -> None:
        pass


class _Aborted:
    """A connection that is left at once, since TLS would wait for the server to agree."""

    def __init__(self, connection: aiohttp.connector.Connection | None) -> None:
        self._transport = connection and connection.transport

    async def aclose(self) -> None:
        if self._transport is not None:
            self._transport.abort()


class _Connector(aiohttp.TCPConnector):
    async def connect(self, *args: Any, **kwargs: Any) -> aiohttp.connector.Connection:
        connection = await super().connect(*args, **kwargs)
        opened(_Aborted(connection))
        return connection


class Fast(Connections):
    """Connections by aiohttp wherever it can."""

    name = "aiohttp"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._sessions: dict[int, tuple[Any, aiohttp.ClientSession]] = {}  # of each process

    def take(self, request: httpx.Request) -> tuple[Any, Any]:
        """What sends a request, and the request as it takes it."""
        try:
            asyncio.get_running_loop()
        except RuntimeError:  # it is trio's
            return super().take(request)
        return super().take(request) if self._closed or self._proxy else (self, request)

    def put(self, connection: Any) -> Iterator[Any]:
        """Give what is to be closed, of what isn't aiohttp's."""
        return iter(()) if connection is self else super().put(connection)

    async def handle_async_request(self, request: httpx.Request) -> Any:
        """Send a request, and give the response as httpcore does."""
        for _ in range(2):  # let the loop find the connections that the server has closed
            await asyncio.sleep(0)
        url, session = URL(str(request.url), encoded=True), self._session()
        content: Any = {"headers": request.headers.multi_items(), "data": request.content}
        response = await session.request(request.method, url, **content, allow_redirects=False, timeout=_NO_LIMIT)

        async def aclose() -> None:
            await _Aborted(response.connection).aclose()  # there is none when it was read to its end
            response.close()

        reason, stream = (response.reason or "").encode(), response.content.iter_any()
        parts = {"status": response.status, "headers": response.raw_headers, "extensions": {"reason_phrase": reason}}
        return SimpleNamespace(**parts, stream=stream, aclose=aclose)

    def _session(self) -> aiohttp.ClientSession:
        loop, process = asyncio.get_running_loop(), os.getpid()
        if process not in self._sessions:
            trusted = trust() if self._secure else True
            sockets: Any = {"resolver": _Resolver(), "socket_factory": lambda address: Socket(*address[:3])}
            connector = _Connector(limit=0, keepalive_timeout=_KEPT, ssl=trusted, **sockets)
            plain: Any = {"auto_decompress": False, "cookie_jar": aiohttp.DummyCookieJar()}
            session = aiohttp.ClientSession(connector=connector, skip_auto_headers=_NOT_ADDED, **plain)
            self._sessions[process] = loop, session
        made_in, session = self._sessions[process]
        if made_in is not loop:
            raise RuntimeError("Event loop is closed")  # as httpcore's connections say
        return session

    def close(self) -> Iterator[Any]:
        """Keep none any more; give what is to be closed."""
        yield from super().close()
        if os.getpid() in self._sessions:
            yield SimpleNamespace(aclose=self._sessions[os.getpid()][1].close)
