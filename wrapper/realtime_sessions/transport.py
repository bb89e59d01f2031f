"""Retries and time limits, as httpx transports.

Protects the caller from waiting longer than asked: one limit covers a whole call with its retries,
its pauses and a server that sends a byte now and then; and from a reply without end. Retries follow
the official SDKs: connection errors, 408, 409, 429 and 5xx, after half a second, doubling to eight,
with jitter; what the server says (`Retry-After`, `retry-after-ms`, `x-should-retry`) goes first.
"""

from __future__ import annotations

import json
import random
import socket
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from itertools import count
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import anyio  # httpx brings it
import httpcore
import httpx

from . import endpoints

RETRIED_STATUSES: Final = frozenset({408, 409, 429})
FIRST_PAUSE: Final = 0.5  # seconds
LONGEST_PAUSE: Final = 8.0  # seconds
LONGEST_TOLD: Final = 86_400.0  # seconds; what is told beyond a day isn't meant
MAX_REPLY: Final = 4 * 1024 * 1024  # bytes; a session has two or three thousand
MAX_COMPRESSED: Final = 64 * 1024  # bytes, where the server compresses although it was asked not to

_deadline: ContextVar[float | None] = ContextVar("realtime_sessions_deadline", default=None)
_retries: ContextVar[int] = ContextVar("realtime_sessions_retries", default=0)


class ReplyTooLargeError(httpx.StreamError):
    """A reply that nobody would call a session."""


@contextmanager
def limits(seconds: float | None, retries: int) -> Iterator[None]:
    """Bound everything that is sent inside: its time as a whole, and its retries."""
    tokens = _deadline.set(None if seconds is None else time.monotonic() + seconds), _retries.set(retries)
    try:
        yield
    finally:
        _deadline.reset(tokens[0])
        _retries.reset(tokens[1])


def _remaining() -> float | None:
    deadline = _deadline.get()
    return None if deadline is None else deadline - time.monotonic()


def _bounded(timeout: float | None) -> float | None:
    """The shorter of a time-out and the time that is left."""
    left = _remaining()
    if left is None:
        return timeout
    if left <= 0:
        raise httpcore.ReadTimeout("the time limit is over")
    return left if timeout is None else min(timeout, left)


def _start(request: httpx.Request) -> None:
    left = _remaining()
    if left is not None and left <= 0:
        raise httpx.ReadTimeout("the time limit is over", request=request)
    request.extensions = {**request.extensions, "timeout": dict.fromkeys(("connect", "read", "write", "pool"), left)}


def told_pause(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server wants to be left alone; None where it doesn't say, or not in a form that is known."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        text = headers.get(name, "").strip()
        if not text:
            continue
        try:
            pause = float(text) * unit
        except ValueError:
            try:
                pause = (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
            except (ValueError, TypeError, OverflowError):
                continue
        if 0 <= pause <= LONGEST_TOLD:
            return pause
    return None


def _pause(attempt: int, response: httpx.Response | None) -> float | None:
    """Seconds until the next attempt; None where there is none to be made."""
    if attempt >= _retries.get() or (response is not None and not _worth_repeating(response)):
        return None
    told = told_pause(response.headers) if response is not None else None
    jitter = random.uniform(0.75, 1)  # noqa: S311 - no secret
    pause = told if told is not None else min(FIRST_PAUSE * 2 ** min(attempt, 10), LONGEST_PAUSE) * jitter
    left = _remaining()
    return pause if left is None or pause < left else None


def _worth_repeating(response: httpx.Response) -> bool:
    wish = response.headers.get("x-should-retry")
    if wish == "true":  # obeyed, but a retired endpoint doesn't come back
        return not response.is_success and not endpoints.is_retired(response.status_code, error_of(response))
    failed = response.is_server_error and response.status_code != HTTPStatus.NOT_IMPLEMENTED
    return wish != "false" and (failed or response.status_code in RETRIED_STATUSES)


def error_of(response: httpx.Response) -> dict[str, Any]:
    """The service's error in a reply; empty where the reply isn't in the service's envelope."""
    try:
        error = json.loads(response.read())["error"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return {}
    return error if isinstance(error, dict) else {}


def _repeatable(error: httpx.TransportError) -> bool:
    return not isinstance(error, httpx.LocalProtocolError | httpx.UnsupportedProtocol)  # these are our own fault


def _whole(response: httpx.Response, chunks: list[bytes]) -> httpx.Response:
    return httpx.Response(
        response.status_code,
        headers=response.headers,
        stream=httpx.ByteStream(b"".join(chunks)),
        extensions=response.extensions,
    )


class _Meter:
    """Counts a reply's bytes and refuses to go on past the limit, or past the time."""

    def __init__(self, response: httpx.Response) -> None:
        encoding = response.headers.get("content-encoding", "identity")
        if "," in encoding:
            raise ReplyTooLargeError("the reply is compressed more than once")
        self.left = MAX_REPLY if encoding == "identity" else MAX_COMPRESSED

    def count(self, chunk: bytes) -> bytes:
        self.left -= len(chunk)
        if self.left < 0:
            raise ReplyTooLargeError(f"the reply has more than {MAX_REPLY:,} bytes")
        left = _remaining()
        if left is not None and left <= 0:
            raise httpx.ReadTimeout("the time limit is over")
        return chunk


class RetryTransport(httpx.BaseTransport):
    """Sends through another transport until there is a whole reply that is worth having."""

    def __init__(self, inner: httpx.BaseTransport, sleep: Callable[[float], None] = time.sleep) -> None:
        self._inner = inner
        self._sleep = sleep

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Read the reply whole, so that one that breaks off half way is repeated as well."""
        for attempt in count():
            response = None
            try:
                _start(request)
                response = self._once(request)
            except httpx.TransportError as error:
                pause = _pause(attempt, None) if _repeatable(error) else None
                if pause is None:
                    raise
            else:
                pause = _pause(attempt, response)
                if pause is None:
                    return response
            self._sleep(pause)
        raise AssertionError  # pragma: no cover - the loop has no end of its own

    def _once(self, request: httpx.Request) -> httpx.Response:
        response = self._inner.handle_request(request)
        try:
            meter = _Meter(response)
            assert isinstance(response.stream, Iterable)  # noqa: S101 - a sync transport's always is
            return _whole(response, [meter.count(chunk) for chunk in response.stream])
        finally:
            response.close()

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()


class AsyncRetryTransport(httpx.AsyncBaseTransport):
    """The same for asyncio and trio; a cancelled call is left at once."""

    def __init__(
        self, inner: httpx.AsyncBaseTransport, sleep: Callable[[float], Awaitable[None]] = anyio.sleep
    ) -> None:
        self._inner = inner
        self._sleep = sleep

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Read the reply whole, so that one that breaks off half way is repeated as well."""
        for attempt in count():
            response = None
            try:
                _start(request)
                response = await self._once(request)
            except httpx.TransportError as error:
                pause = _pause(attempt, None) if _repeatable(error) else None
                if pause is None:
                    raise
            else:
                pause = _pause(attempt, response)
                if pause is None:
                    return response
            await self._sleep(pause)
        raise AssertionError  # pragma: no cover - the loop has no end of its own

    async def _once(self, request: httpx.Request) -> httpx.Response:
        response = await self._inner.handle_async_request(request)
        try:
            meter = _Meter(response)
            assert isinstance(response.stream, AsyncIterator | httpx.AsyncByteStream)  # noqa: S101 - an async transport's always is
            return _whole(response, [meter.count(chunk) async for chunk in response.stream])
        finally:
            await response.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


class _Stream(httpcore.NetworkStream):
    """A connection on which no single read or write outlasts the call.

    httpcore's time-outs are per read: a server that sends a byte before each one ends would never be left.
    """

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _bounded(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _bounded(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> _Stream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, _bounded(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Connects to one address after the other, all of them in the time that is left."""

    def __init__(self, inner: httpcore.NetworkBackend) -> None:
        self._inner = inner

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *args: Any, **kwargs: Any
    ) -> httpcore.NetworkStream:
        last: Exception | None = None
        for address in _addresses(host, port):
            try:
                return _Stream(self._inner.connect_tcp(address, port, _bounded(timeout), *args, **kwargs))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last or httpcore.ConnectError(f"{host} has no address")


def _addresses(host: str, port: int) -> list[str]:
    try:
        return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError as error:
        raise httpcore.ConnectError(str(error)) from error


def default(base_url: str) -> httpx.HTTPTransport:
    """httpx's own transport, through the environment's proxy if there is one, with our limits on every read."""
    transport = httpx.HTTPTransport(proxy=_proxy(base_url))
    # httpx has no parameter for httpcore's network backend; a test fails when this attribute moves.
    transport._pool._network_backend = _Backend(transport._pool._network_backend)  # noqa: SLF001
    return transport


def async_default(base_url: str) -> httpx.AsyncHTTPTransport:
    """The same for asyncio and trio, whose cancellation bounds every read."""
    return httpx.AsyncHTTPTransport(proxy=_proxy(base_url))


def _proxy(base_url: str) -> str | None:
    """The environment's proxy, as httpx reads it; it looks for one only where it makes the transport itself."""
    parts = urlsplit(base_url)
    if proxy_bypass(parts.netloc) or proxy_bypass(parts.hostname or ""):
        return None
    proxies = getproxies()
    found = proxies.get(parts.scheme) or proxies.get("all")
    return f"http://{found}" if found and "://" not in found else found
