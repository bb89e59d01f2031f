"""One time limit for a call, whatever keeps it waiting.

Each of these waits has no end of its own, so that only the call's limit ends it; how exactly it does is measured
elsewhere.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
import pytest

from realtime_sessions import APIConnectionError, APITimeoutError
from tests.behaviour.servers import ALL_KINDS, Seen, Serve, listening, mint, minting, reply, request, trusted
from tests.behaviour.test_transport import _no_proxy

__all__ = ["_no_proxy", "trusted"]
pytestmark = [pytest.mark.timeout(60), pytest.mark.usefixtures("trusted")]
SECONDS = 0.3
TLS = pytest.mark.parametrize("tls", [False, True], ids=["http", "tls"])


def assert_in_time(kind: str, url: str, *, body: str = "hello", **settings: Any) -> None:
    with pytest.raises(APITimeoutError, match="within the time limit"):
        mint(kind, url, {"instructions": body}, timeout=SECONDS, **settings)


def dripping(head: bytes, drop: bytes, *, after_request: bool = True) -> Serve:
    """Say something, and then a little more again and again: no single read is ever late."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if after_request:
            await request(reader)
        writer.write(head)
        while True:
            await asyncio.sleep(0.02)
            writer.write(drop)
            await writer.drain()

    return serve


@pytest.fixture
def no_lookup_ends(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    over, look_up = threading.Event(), socket.getaddrinfo

    def wait(*args: Any, **kwargs: Any) -> Any:
        over.wait()
        return look_up(*args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", wait)
    yield
    over.set()


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_lookup_that_never_ends(kind: str, no_lookup_ends: None) -> None:
    with pytest.raises(APITimeoutError):
        mint(kind, "http://slow.example/v1", timeout=SECONDS)


@contextmanager
def deaf(host: str = "127.0.0.1", port: int = 0) -> Iterator[int]:
    """A port that never answers: its queue is full, so that the system drops what asks for a connection."""
    with ExitStack() as sockets:
        listener = sockets.enter_context(socket.create_server((host, port), backlog=0))
        for _ in range(4):
            waiting = sockets.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_addresses_that_never_answer(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with deaf() as port:
        found = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [found] * 5)
        assert_in_time(kind, f"http://many.example:{port}/v1")


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("limit", [10, None])
def test_an_address_that_never_answers_leaves_time_for_the_next(
    kind: str, limit: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a host has an IPv6 address that leads nowhere."""
    monkeypatch.setattr("realtime_sessions.sending.sockets.PATIENCE", 0.05)
    with minting() as server, deaf("127.0.0.2", server.port):
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"127.0.0.{n}", server.port)) for n in (2, 1)]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        assert mint(kind, f"http://many.example:{server.port}/v1", timeout=limit, max_retries=0)


@TLS
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_reader_that_is_slow(kind: str, tls: bool) -> None:
    """Each of its reads lets a part of a write go on."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await reader.read(1000)
            await asyncio.sleep(0.02)

    with listening(serve, tls=tls) as server:
        assert_in_time(kind, server.secure_url if tls else server.url, body="x" * 30_000_000)


DRIPS = {
    "headers": dripping(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
    "informational": dripping(b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
    "body": dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b" "),
    "chunks": dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
}


@TLS
@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("serve", DRIPS.values(), ids=DRIPS)
def test_a_reply_that_comes_in_drops(kind: str, tls: bool, serve: Serve) -> None:
    with listening(serve, tls=tls) as server:
        assert_in_time(kind, server.secure_url if tls else server.url)


RECORD = b"\x16\x03\x03\x40\x00"  # the head of a handshake's record of 16 KiB


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_handshake_that_comes_in_drops(kind: str) -> None:
    with listening(dripping(RECORD, b"x", after_request=False)) as server:
        assert_in_time(kind, server.secure_url)


GREETINGS = {"http": b"HTTP/1.1 200 OK\r\n\r\n", "https": b"HTTP/1.1 200 OK\r\n\r\n", "socks5": b"\x05\x00"}


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("scheme", GREETINGS)
@pytest.mark.parametrize("where", ["greeting", "handshake"])
def test_a_proxy_that_answers_in_drops(kind: str, scheme: str, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through an https proxy, the second handshake goes on inside the first connection."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1000)
        writer.write(GREETINGS[scheme])
        await reader.read(1000)
        if scheme == "socks5":
            writer.write(b"\x05\x00\x00\x01" + bytes(6))
            await reader.read(1000)
        await dripping(RECORD, b"x", after_request=False)(reader, writer)

    greeting = dripping(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n") if scheme != "socks5" else _silent
    with listening(serve if where == "handshake" else greeting, tls=scheme == "https") as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"{scheme}://127.0.0.1:{proxy.port}")
        assert_in_time(kind, "https://127.0.0.1:1/v1")


async def _silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    while await reader.read(1000):
        pass


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("answer", [b"HTTP/1.1 200 OK\r\n\r\n", b"\x05\xff", b"\x05\x00\x05\x01\x00\x01" + bytes(6)])
def test_a_socks_proxy_that_is_none_or_refuses(kind: str, answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1000)
        writer.write(answer[:2])
        await reader.read(1000) if answer[2:3] == b"\x05" else None
        writer.write(answer[2:])
        await reader.read(1000)

    with listening(serve) as proxy:
        monkeypatch.setenv("ALL_PROXY", f"socks5://127.0.0.1:{proxy.port}")
        with pytest.raises(APIConnectionError, match=r"through the proxy 127.*\(ProxyError, 1 attempt\): \w"):
            mint(kind, "http://127.0.0.1:1/v1", max_retries=0)


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
def test_a_caller_s_own_transport_is_bounded_by_cancellation(kind: str) -> None:
    with listening(DRIPS["headers"]) as server:
        assert_in_time(kind, server.url, transport=httpx.AsyncHTTPTransport())


def test_a_caller_s_own_transport_is_bounded_between_the_chunks_of_a_reply() -> None:
    """The sync client's exception: a step of such a transport that goes on has no end of ours."""
    with listening(DRIPS["body"]) as server, httpx.HTTPTransport() as transport:
        assert_in_time("sync", server.url, transport=transport)


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_pauses_count(kind: str) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await request(reader)
            writer.write(reply({}, "Retry-After: 0.1", status="503 Service Unavailable"))

    with listening(serve) as server:
        assert_in_time_or_refused(kind, server)


def assert_in_time_or_refused(kind: str, server: Seen) -> None:
    """Retries without end end with the limit: in the refusal that came last, or too late for one."""
    with pytest.raises(Exception, match=r"503|time limit"):
        mint(kind, server.url, timeout=SECONDS, max_retries=10_000)
