"""Read a body within bounds, send a reply, or break one on its way.

A client that sends too much, too slowly, or leaves costs the sandbox nothing. Stands between the ASGI server and the
application.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
import struct
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from .bodies import MAX_BYTES
from .faults import Break
from .replies import Refusal, Refused, Reply

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

TRANSPORT = "realtime_sessions.transport"
"""The ASGI extension under which our protocol class hands over the connection, so that it can be broken, and tells
whether the whole request has arrived, so that no clock is wound up for it."""

_DRAINED = 16 * MAX_BYTES
"""A body up to this size is read to its end although it is refused: many clients don't look for a reply before they
have sent everything, and would see only a broken connection."""
_MOST_DIGITS = 12
_SLOW_SECONDS = 0.1
_HUGE_CHUNK = b" " * 65_536
_HUGE_CHUNKS = 1_024
_PAGE = b"<!doctype html><title>Gateway</title><h1>This page is not JSON</h1>"
_CLOSE = {"connection": "close"}


class ClientLeft(Exception):  # noqa: N818 - an event, nobody's error
    """The client closed the connection before its request was whole."""


async def read_body(scope: Scope, receive: Receive, seconds: float) -> bytes:
    """Read a whole body, of at most `MAX_BYTES` and in at most so many seconds.

    Raises:
        ClientLeft: there is nobody to answer.
        Refused: the body is too large or too slow.
    """
    sent = dict(reversed(scope["headers"]))
    length = sent.get(b"content-length", b"0")
    declared = int(length) if len(length) <= _MOST_DIGITS else _DRAINED + 1
    if declared > (MAX_BYTES if b"expect" in sent else _DRAINED):
        raise Refused(_TOO_LARGE)
    body, size, more = bytearray(), 0, True
    try:
        async with asyncio.timeout(None if scope["extensions"][TRANSPORT]["whole"]() else seconds):
            while more and size <= _DRAINED:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise ClientLeft
                piece = message.get("body", b"")
                size += len(piece)
                if size <= MAX_BYTES:
                    body += piece
                more = message.get("more_body", False)
    except TimeoutError:
        raise Refused(_TOO_SLOW) from None
    if size > MAX_BYTES:
        raise Refused(_TOO_LARGE)
    return bytes(body)


_TOO_LARGE = Refusal(413, f"The body is larger than {MAX_BYTES} bytes.", code="request_too_large", headers=_CLOSE)
_TOO_SLOW = Refusal(408, "The body did not arrive in time.", code="request_timeout", headers=_CLOSE)


async def send_reply(reply: Reply, milliseconds: int, send: Send) -> None:
    """Send an answer whole."""
    await send(_start(reply, milliseconds))
    await send({"type": "http.response.body", "body": reply.body})


def _start(reply: Reply, milliseconds: int) -> Message:
    headers = [
        (b"x-request-id", b"req_" + secrets.token_hex(16).encode()),
        (b"openai-processing-ms", b"%d" % milliseconds),
    ]
    if reply.status != 204:  # noqa: PLR2004 - No Content has neither
        headers += [
            (b"content-type", reply.content_type.encode("latin-1")),
            (b"content-length", b"%d" % len(reply.body)),
        ]
    headers += [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers.items()]
    return {"type": "http.response.start", "status": reply.status, "headers": headers}


async def broken_reply(kind: Break, reply: Reply, scope: Scope, receive: Receive, send: Send) -> None:
    """Do to a reply what was asked for; return when the connection is done with."""
    transport: asyncio.Transport = scope["extensions"][TRANSPORT]["transport"]
    match kind:
        case Break.NOT_JSON:
            await send_reply(Reply(200, _PAGE, content_type="text/html; charset=utf-8"), 0, send)
        case Break.EMPTY:
            await send_reply(Reply(200), 0, send)
        case Break.HUGE:
            await _send_huge(transport, receive, send)
        case Break.VALUE_ONLY:
            await send_reply(reply, 0, send)
        case Break.RESET:
            _reset(transport)
            await until_gone(receive)
        case Break.HANG:
            await until_gone(receive)
        case Break.TRUNCATE:
            await send(_start(reply, 0))
            half = reply.body[: len(reply.body) // 2]
            await send({"type": "http.response.body", "body": half, "more_body": True})
            transport.close()
            await until_gone(receive)
        case _:  # slowly
            await _send_slowly(reply, transport, receive, send)


async def until_gone(receive: Receive) -> None:
    """Wait for the client to leave, or for the server to close the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _reset(transport: asyncio.Transport) -> None:
    """Close with a TCP reset: lingering for no time throws away what is unsent and tells the other side so."""
    connection = transport.get_extra_info("socket")
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


async def _send_slowly(reply: Reply, transport: asyncio.Transport, receive: Receive, send: Send) -> None:
    await send(_start(reply, 0))
    for position in range(len(reply.body)):
        await asyncio.sleep(_SLOW_SECONDS)
        if transport.is_closing():
            await until_gone(receive)
            return
        await send({"type": "http.response.body", "body": reply.body[position : position + 1], "more_body": True})
    await send({"type": "http.response.body"})


async def _send_huge(transport: asyncio.Transport, receive: Receive, send: Send) -> None:
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    for _ in range(_HUGE_CHUNKS):
        if transport.is_closing():
            await until_gone(receive)
            return
        await send({"type": "http.response.body", "body": _HUGE_CHUNK, "more_body": True})
        await asyncio.sleep(0)
    await send({"type": "http.response.body", "body": b"{}"})
