"""Serve keys on loopback, over HTTP and TLS, and count every request: the fixed end of every measurement.

Guarantees that a request counts as right only if its method, path, Authorization, content type and JSON body are what
every client has to send. Anything else is refused as the service would, and counted as wrong. Each key is a new one.
Bytes that were found right once aren't parsed again, which makes the server several times as fast as what it measures.

Runs as a program: tells its ports in a line of JSON, answers each line of its input with the counts so far, and ends
when the input does.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import ssl
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final, NamedTuple, cast

from scripts.bench.minting.request import BASE_PATH, BODY, KEY, MODEL, PATH

_END: Final = b"\r\n\r\n"
_MOST_HEAD: Final = 16_384
_MOST_BODY: Final = 65_536
_MOST_KNOWN: Final = 256
_BACKLOG: Final = 4_096
_VAD: Final = {"type": "server_vad", "threshold": 0.5, "prefix_padding_ms": 300, "silence_duration_ms": 500}
_PCM: Final = {"type": "audio/pcm", "rate": 24_000}
_SESSION: Final = {
    "type": "realtime",
    "object": "realtime.session",
    "id": "sess_0123456789abcdefghijk",
    "model": MODEL,
    "output_modalities": ["audio"],
    "instructions": "Answer in the caller's language, and in two sentences at most. " * 10,
    "tools": [],
    "tool_choice": "auto",
    "max_output_tokens": "inf",
    "tracing": None,
    "truncation": "auto",
    "prompt": None,
    "expires_at": 0,
    "audio": {
        "input": {
            "format": _PCM,
            "transcription": None,
            "noise_reduction": None,
            "turn_detection": {**_VAD, "idle_timeout_ms": None, "create_response": True, "interrupt_response": True},
        },
        "output": {"format": _PCM, "voice": "marin", "speed": 1.0},
    },
    "include": None,
}


class Refusal(NamedTuple):
    """What is wrong with a request, as the service tells it."""

    status: HTTPStatus
    message: str


@dataclass(slots=True)
class Counts:
    """What has happened since the server started."""

    right: int = 0
    wrong: int = 0
    opened: int = 0
    """Connections that were ever open."""
    open: int = 0
    """Connections that are open now."""
    most: int = 0
    """Connections that were open at one time since the counts were last told."""
    first_wrong: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What a request's head says."""

    refusal: Refusal | None
    length: int
    keep: bool
    """Whether the connection stays open after the reply."""


def read_head(head: bytes) -> Head:
    """Check all of a request but its body."""
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    told = headers.get("content-length", "")
    length = int(told) if told.isascii() and told.isdigit() and len(told) < len(str(_MOST_BODY)) + 1 else -1
    keep = headers.get("connection", "").lower() != "close" and -1 < length <= _MOST_BODY
    return Head(_refuse_head(first, headers, length), length, keep)


def _refuse_head(first: str, headers: Mapping[str, str], length: int) -> Refusal | None:
    method, _, rest = first.partition(" ")
    target, _, version = rest.partition(" ")
    kind = headers.get("content-type", "").partition(";")[0].strip()
    rules = (
        (version == "HTTP/1.1" and "host" in headers, HTTPStatus.BAD_REQUEST, "Not an HTTP/1.1 request"),
        (target == BASE_PATH + PATH, HTTPStatus.NOT_FOUND, f"Invalid URL ({method} {target})"),
        (method == "POST", HTTPStatus.METHOD_NOT_ALLOWED, f"Not allowed to {method}"),
        (headers.get("authorization") == f"Bearer {KEY}", HTTPStatus.UNAUTHORIZED, "Incorrect API key provided"),
        (kind == "application/json", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON"),
        (0 <= length <= _MOST_BODY, HTTPStatus.LENGTH_REQUIRED, "The body's length must be told, and small"),
    )
    return next((Refusal(status, message) for fine, status, message in rules if not fine), None)


def refuse_body(body: bytes) -> Refusal | None:
    """Check a request's body."""
    try:
        value = json.loads(body)
    except ValueError:
        return Refusal(HTTPStatus.BAD_REQUEST, "The body isn't JSON")
    if value != BODY:
        return Refusal(HTTPStatus.BAD_REQUEST, "The body isn't the one that is expected")
    return None


class Replies:
    """Make replies, each with a key of its own."""

    def __init__(self) -> None:
        content = json.dumps({"value": "", "expires_at": int(time.time()) + 600, "session": _SESSION}).encode()
        _, separator, self._rest = content.partition(b'{"value": "')
        key = self._key(0)
        self._prefix = _reply_head(HTTPStatus.OK, len(separator + key + self._rest)) + separator
        self._minted = 0

    @staticmethod
    def _key(number: int) -> bytes:
        return b"ek_%032x" % number

    def minted(self) -> bytes:
        """Make the reply with the next key."""
        self._minted += 1
        return b"%b%b%b" % (self._prefix, self._key(self._minted), self._rest)

    @staticmethod
    def refused(refusal: Refusal) -> bytes:
        """Make the reply to a wrong request."""
        error = {"message": refusal.message, "type": "invalid_request_error", "param": None, "code": None}
        content = json.dumps({"error": error}).encode()
        return _reply_head(refusal.status, len(content)) + content


def _reply_head(status: HTTPStatus, length: int) -> bytes:
    lines = [
        f"HTTP/1.1 {status.value} {status.phrase}",
        "date: Sat, 21 Nov 2026 12:00:00 GMT",
        "content-type: application/json",
        f"content-length: {length}",
        "connection: keep-alive",
        "x-request-id: req_0123456789abcdef0123456789abcdef",
        "openai-processing-ms: 21",
        "openai-version: 2020-10-01",
        "strict-transport-security: max-age=31536000",
        "x-content-type-options: nosniff",
    ]
    return "\r\n".join([*lines, "", ""]).encode()


@dataclass(slots=True)
class Service:
    """What the connections share."""

    counts: Counts = field(default_factory=Counts)
    replies: Replies = field(default_factory=Replies)
    heads: dict[bytes, Head] = field(default_factory=dict)
    """Heads that were right."""
    bodies: set[bytes] = field(default_factory=set)
    """Bodies that were right."""

    def head(self, raw: bytes) -> Head:
        """Check a head, unless the same bytes were right before."""
        known = self.heads.get(raw)
        if known is None:
            known = read_head(raw)
            if known.refusal is None and len(self.heads) < _MOST_KNOWN:
                self.heads[raw] = known
        return known

    def answer(self, head: Head, body: bytes) -> bytes:
        """Check a body in the same way, count the request, and make its reply."""
        refusal = head.refusal
        if refusal is None and body not in self.bodies:
            refusal = refuse_body(body)
            if refusal is None and len(self.bodies) < _MOST_KNOWN:
                self.bodies.add(body)
        if refusal is None:
            self.counts.right += 1
            return self.replies.minted()
        self.counts.wrong += 1
        self.counts.first_wrong = self.counts.first_wrong or f"{refusal.status.value} {refusal.message}"
        return self.replies.refused(refusal)


class Connection(asyncio.Protocol):
    """Read requests from one connection, and answer each."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count the connection."""
        self._transport = cast("asyncio.Transport", transport)  # a server's is one that writes
        counts = self._service.counts
        counts.opened += 1
        counts.open += 1
        counts.most = max(counts.most, counts.open)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """Count it no longer."""
        self._service.counts.open -= 1
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """Answer every request that has arrived whole."""
        received = self._received + data if self._received else data
        while received and self._transport is not None:
            raw, separator, rest = received.partition(_END)
            head = self._service.head(raw) if separator else None
            if head is None and len(received) <= _MOST_HEAD:
                break
            if head is None:
                head = read_head(raw[:_MOST_HEAD])
            elif head.keep and len(rest) < head.length:
                break
            length = max(head.length, 0)
            self._transport.write(self._service.answer(head, rest[:length]))
            received = rest[length:]
            if not head.keep:
                self._transport.close()
                return
        self._received = received


async def serve(certificate: str | None) -> None:
    """Listen on one port, and with a certificate on a second over TLS, until the input ends."""
    loop, service = asyncio.get_running_loop(), Service()
    servers = [await loop.create_server(lambda: Connection(service), "127.0.0.1", 0, backlog=_BACKLOG)]
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        secure = loop.create_server(lambda: Connection(service), "127.0.0.1", 0, ssl=context, backlog=_BACKLOG)
        servers.append(await secure)
    ports = [server.sockets[0].getsockname()[1] for server in servers]
    _tell(dict(zip(("http", "https"), ports, strict=False)))
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async for _ in lines:
        counts = service.counts
        _tell({name: getattr(counts, name) for name in Counts.__slots__} | {"cpu": time.process_time()})
        counts.most = counts.open
    for server in servers:
        server.close()


def _tell(value: Mapping[str, Any]) -> None:
    print(json.dumps(value), flush=True)


def _most_files() -> None:
    """Let as many connections be open as the system allows."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve, on uvloop where it is installed."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.minting.server", description=serve.__doc__)
    parser.add_argument("--certificate", help="a PEM file with the certificate and its key")
    options = parser.parse_args(arguments)
    _most_files()
    loop_factory: Any = None
    with contextlib.suppress(ImportError):
        import uvloop  # noqa: PLC0415 - only in its own environment  # pyright: ignore[reportMissingImports]

        loop_factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=loop_factory) as runner:
        runner.run(serve(options.certificate))


if __name__ == "__main__":
    main()
