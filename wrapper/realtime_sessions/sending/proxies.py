"""Connect through the environment's proxy: httpcore knows each kind, and does it over sockets of ours."""

from __future__ import annotations

import ssl
from contextlib import suppress
from typing import Any, cast

import httpcore
import httpx
from anyio.streams.tls import TLSAttribute
from httpcore._backends.anyio import AnyIOStream  # httpcore has no public way to make one of a socket
from httpcore._backends.sync import SyncStream

from . import sockets, streams
from .request import Request


class _Stream(SyncStream):
    """A connection on which a server may answer, and close, before it has read all."""

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        with suppress(httpcore.WriteError):
            super().write(buffer, timeout)

    def start_tls(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        secured: Any = super().start_tls(*args, **kwargs)
        if isinstance(secured, SyncStream):
            return _Stream(secured._sock)  # noqa: SLF001
        told, inner = secured.get_extra_info, secured.get_extra_info("ssl_object")  # TLS in TLS: as below
        secured.get_extra_info = lambda info: (info == "is_readable" and streams.holds(inner)) or told(info)
        return cast(httpcore.NetworkStream, secured)


class _Backend(httpcore.NetworkBackend):
    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> _Stream:
        return _Stream(sockets.connect(host, port))


class _AsyncStream(AnyIOStream):
    """The same without blocking; what was taken in and not read counts as readable, as in `streams`."""

    _may_hold = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        data = await super().read(max_bytes, timeout)
        self._may_hold = self._may_hold or len(data) == max_bytes
        return data

    def get_extra_info(self, info: str) -> Any:
        secured = self._stream.extra(TLSAttribute.ssl_object, None)  # noqa: S610 - not Django's
        if info == "is_readable" and (self._may_hold or streams.holds(secured)):
            return True
        return super().get_extra_info(info)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002, ASYNC109 - the call is cancelled
        with suppress(httpcore.WriteError):
            await super().write(buffer)

    async def start_tls(self, *args: Any, **kwargs: Any) -> _AsyncStream:
        secured: Any = await super().start_tls(*args, **kwargs)
        return _AsyncStream(secured._stream)  # noqa: SLF001


class _AsyncBackend(httpcore.AsyncNetworkBackend):
    async def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> _AsyncStream:
        return _AsyncStream(await streams.connect(host, port))


def pool(proxy: httpx.Proxy, context: ssl.SSLContext | None, *, blocking: bool = True) -> Any:
    """What makes connections through a proxy: one of httpcore's pools, as httpx makes them.

    Raises:
        ImportError: the proxy is of SOCKS, which needs httpx[socks].
        ValueError: it is of no known kind.
    """
    transport: Any = httpx.HTTPTransport if blocking else httpx.AsyncHTTPTransport
    made = transport(verify=context, proxy=proxy)._pool  # noqa: SLF001 - a test fails when it moves
    made._network_backend = _Backend() if blocking else _AsyncBackend()  # noqa: SLF001 - the same
    return made


def as_httpcore(request: Request) -> httpcore.Request:
    """A request as httpcore takes it."""
    sent = request.as_httpx()
    place = sent.url
    url = httpcore.URL(scheme=place.raw_scheme, host=place.raw_host, port=place.port, target=place.raw_path)
    parts: Any = {"headers": sent.headers.raw, "content": sent.stream, "extensions": sent.extensions}
    return httpcore.Request(request.method, url, **parts)


def has_rest(connection: Any) -> bool:
    """Whether more has come than the last reply, which httpcore would take for the next one."""
    while inner := getattr(connection, "_connection", None):
        connection = inner
    state = getattr(connection, "_h11_state", None)
    return state is None or bool(state.trailing_data[0])
