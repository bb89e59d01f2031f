"""Loopback servers for what is behind the transport: keys on connections that are kept, TLS, and proxies of three kinds."""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import trio
import trustme

from realtime_sessions import AsyncRealtimeSessions, Endpoint, RealtimeSessions, Session
from tests.behaviour.support import KEY, nested_reply

AUTHORITY = trustme.CA()
CERTIFICATE = AUTHORITY.issue_cert("127.0.0.1", "localhost")
ALL_KINDS = ("sync", "asyncio", "trio")
PROXIES = [name for scheme in ("HTTP", "HTTPS", "ALL", "NO") for name in (f"{scheme}_PROXY", f"{scheme}_PROXY".lower())]

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Any]


def certified(*, server: bool = True) -> ssl.SSLContext:
    """A context of our own authority's, for one end of a connection."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH if server else ssl.Purpose.SERVER_AUTH)
    if server:
        CERTIFICATE.configure_cert(context)
    else:
        AUTHORITY.configure_trust(context)
    return context


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Our authority is in the environment, where httpx and OpenSSL look for one."""
    file = tmp_path / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(str(file))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return file


@dataclass
class Seen:
    """What came to a server."""

    port: int = 0
    opened: int = 0
    open: int = 0
    most: int = 0
    heads: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def secure_url(self) -> str:
        return f"https://127.0.0.1:{self.port}/v1"


async def request(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """The next request's head and body."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
    return head, await reader.readexactly(length)


def reply(body: Any, *lines: str, status: str = "200 OK") -> bytes:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    head = "\r\n".join([f"HTTP/1.1 {status}", "x-request-id: req_1", f"Content-Length: {len(content)}", *lines])
    return head.encode() + b"\r\n\r\n" + content


@contextmanager
def listening(serve: Serve, *, tls: bool = False) -> Iterator[Seen]:
    """Serve each connection as `serve` does, all at once, until the test is over."""
    seen, ready = Seen(), threading.Event()
    over: list[Callable[[], object]] = []

    async def main() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        over.append(lambda: loop.call_soon_threadsafe(stop.set))
        tasks: set[asyncio.Task[Any]] = set()

        async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            tasks.add(task)
            seen.opened += 1
            seen.open += 1
            seen.most = max(seen.most, seen.open)
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await serve(reader, writer)
            seen.open -= 1
            await _end(writer)

        context = certified() if tls else None
        server = await asyncio.start_server(one, "127.0.0.1", 0, ssl=context, backlog=2048)
        seen.port = server.sockets[0].getsockname()[1]
        ready.set()
        async with server:
            await stop.wait()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    thread = threading.Thread(target=asyncio.run, args=(main(),))
    thread.start()
    ready.wait(10)
    try:
        yield seen
    finally:
        over[0]()
        thread.join(20)


@contextmanager
def minting(*, tls: bool = False, delay: float = 0) -> Iterator[Seen]:
    """Mint keys that name who asked for them, on connections that are kept."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head, body = await request(reader)
            seen.heads.append(head)
            await asyncio.sleep(delay)
            asked = json.loads(body)["session"].get("instructions", "nobody")
            writer.write(reply(nested_reply() | {"value": f"ek_{asked}"}))

    with listening(serve, tls=tls) as seen:
        yield seen


async def _end(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError, asyncio.CancelledError):
        await writer.wait_closed()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    finally:
        await _end(writer)


@contextmanager
def proxying(*, tls: bool = False) -> Iterator[Seen]:
    """An HTTP proxy: it forwards what has an absolute URL, and tunnels what asks for it."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head, body = await request(reader)
        seen.heads.append(head)
        method, target, _ = head.split(b" ", 2)
        place = target if method == b"CONNECT" else target.split(b"/")[2]
        host, _, port = place.decode().partition(":")
        far_reader, far_writer = await asyncio.open_connection(host, int(port))
        if method == b"CONNECT":
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        else:
            far_writer.write(head + body)
        await asyncio.gather(_copy(reader, far_writer), _copy(far_reader, writer))

    with listening(serve, tls=tls) as seen:
        yield seen


@contextmanager
def socks() -> Iterator[Seen]:
    """A SOCKS5 proxy."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(b"\x05\x00")
        _, _, _, kind = await reader.readexactly(4)
        host = await reader.readexactly(4 if kind == 1 else (await reader.readexactly(1))[0])
        port = int.from_bytes(await reader.readexactly(2), "big")
        seen.heads.append(host)
        name = ".".join(str(part) for part in host) if kind == 1 else host.decode()
        far_reader, far_writer = await asyncio.open_connection(name, port)
        writer.write(b"\x05\x00\x00\x01" + bytes(6))
        await asyncio.gather(_copy(reader, far_writer), _copy(far_reader, writer))

    with listening(serve) as seen:
        yield seen


def mint(kind: str, url: str, *calls: dict[str, Any], **settings: Any) -> list[Session]:
    """Make a client, one call after the other, and close it."""
    settings = {"api_key": KEY, "base_url": url, "endpoint": Endpoint.NESTED, **settings}
    if kind == "sync":
        with RealtimeSessions(**settings) as client:
            return [client.create(**call) for call in calls or ({},)]

    async def main() -> list[Session]:
        async with AsyncRealtimeSessions(**settings) as client:
            return [await client.create(**call) for call in calls or ({},)]

    return trio.run(main) if kind == "trio" else asyncio.run(main())
