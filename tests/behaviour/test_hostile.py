"""Servers that send more than they were asked for, repeat keys, or never end: nothing of it reaches another call."""

from __future__ import annotations

import asyncio
import io
import itertools
import json
import sys
import time
import traceback
from collections.abc import AsyncIterator

import httpx
import pytest

from realtime_sessions import (
    APIConnectionError,
    AsyncRealtimeSessions,
    Endpoint,
    RealtimeSessions,
    RealtimeSessionsError,
    UnexpectedReplyError,
)
from realtime_sessions.cli import main
from realtime_sessions.sending.http1 import Incoming
from tests.behaviour.servers import ALL_KINDS, PROXIES, Serve, listening, mint, proxying, reply, request, trusted
from tests.behaviour.support import GATEWAY, KEY, nested_reply

__all__ = ["trusted"]

RECORD = 16_384  # bytes of one TLS record: what comes after stands in the next
AT_ONCE = 65_536  # bytes that the client reads at once
CALLS = 4


def _padded(key: str, total: int) -> bytes:
    body = json.dumps(nested_reply() | {"value": key}).encode()
    room = total - len(reply(body))
    return next(whole for pad in range(room, 0, -1) if len(whole := reply(body + b" " * pad)) == total)


def _twice(total: int) -> Serve:
    """Answer each request with two replies, the first of which fills what is read at once."""
    numbers = itertools.count()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await request(reader)
            first = _padded(f"ek_own_{next(numbers)}", total) if total else reply(nested_reply() | {"value": "ek_own"})
            assert not total or len(first) == total
            writer.write(first + reply(nested_reply() | {"value": "ek_of_nobody"}))

    return serve


def _keys(kind: str, url: str) -> list[str]:
    return [one.client_secret.value for one in mint(kind, url, *[{}] * CALLS, max_retries=0)]


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_reply_that_nobody_asked_for_is_never_anothers_over_tls(kind: str) -> None:
    """TLS takes in more than one record; the socket doesn't show what waits in it."""
    with listening(_twice(RECORD), tls=True) as seen:
        assert "ek_of_nobody" not in _keys(kind, seen.secure_url)
        assert seen.opened == CALLS


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_reply_that_nobody_asked_for_is_never_anothers(kind: str) -> None:
    """asyncio takes in more than it gives; the socket doesn't show what it holds."""
    with listening(_twice(AT_ONCE)) as seen:
        assert "ek_of_nobody" not in _keys(kind, seen.url)


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_reply_that_nobody_asked_for_is_never_anothers_through_a_proxy(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
    with listening(_twice(0)) as seen:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{seen.port}")
        assert "ek_of_nobody" not in _keys(kind, GATEWAY)
        assert seen.opened == CALLS


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_reply_that_nobody_asked_for_is_never_anothers_through_a_tunnel(
    kind: str, tls: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
    with listening(_twice(RECORD), tls=True) as far, proxying(tls=tls) as near:
        monkeypatch.setenv("HTTPS_PROXY", near.secure_url[:-3] if tls else near.url[:-3])
        assert "ek_of_nobody" not in _keys(kind, far.secure_url)
        assert far.opened == CALLS


@pytest.mark.parametrize("key", ["0123456789abcdef0123456789abcdef", "sk-proj-0123456789ABCDEFGHIJ"])
@pytest.mark.parametrize("through", [False, True])
@pytest.mark.parametrize(
    "told",
    [
        b"HTTP/1.1 KEY\r\n\r\n",
        b"KEY\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: KEY\r\nContent-Length: 2\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\nKEY\r\n\r\n",
    ],
)
def test_a_head_that_repeats_the_key_shows_it_nowhere(
    told: bytes, through: bool, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await request(reader)
        writer.write(told.replace(b"KEY", key.encode()))

    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
    with listening(serve) as seen:
        if through:
            monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{seen.port}")
        client = RealtimeSessions(key, base_url=seen.url, endpoint=Endpoint.NESTED, max_retries=0, timeout=5)
        with client, pytest.raises(RealtimeSessionsError) as caught:
            client.create()
    assert isinstance(caught.value, APIConnectionError | UnexpectedReplyError)
    text = "".join(traceback.format_exception(caught.value)).lower()
    assert key[:14].lower() not in text


def test_a_header_that_goes_on_and_on_costs_no_more_than_others() -> None:
    incoming = Incoming()
    incoming.add(b"HTTP/1.1 200 OK\r\nA: " + b"x" * 50_000 + b"\n " * 16_000 + b"\n\n")
    began = time.process_time()
    assert list(incoming.head()) == []
    assert time.process_time() - began < 0.5
    assert len(incoming.headers) == 1


@pytest.mark.parametrize("name", ["Content-Length", "transfer-encoding"])
def test_what_frames_a_request_is_never_the_callers(name: str) -> None:
    heads: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head, _ = await request(reader)
        heads.append(head.lower())
        writer.write(reply(nested_reply()))

    with listening(serve) as seen:
        mint("sync", seen.url, {"headers": {name: "7"}}, max_retries=0)
    assert heads[0].count(b"content-length:") == 1
    assert b"transfer-encoding" not in heads[0]


def test_a_stream_of_the_callers_that_has_no_end_ends_with_the_call() -> None:
    class Endless(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            while True:
                yield b"x" * 65_536

    class Transport(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            return httpx.Response(200, stream=Endless())

    async def work() -> None:
        async with AsyncRealtimeSessions(KEY, base_url=GATEWAY, transport=Transport(), max_retries=0) as client:
            await client.create()

    began = time.monotonic()
    with pytest.raises(UnexpectedReplyError, match="more than"):
        asyncio.run(work())
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("how", [[], ["--json"], ["--table"]])
def test_what_a_server_sends_commands_no_terminal(how: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", shown)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await request(reader)
        writer.write(reply(nested_reply(id="s\x1b[2J\x9b31m\ud800", model="m\x1b]0;title\x07")))

    with listening(serve) as seen:
        assert main(["create", "--base-url", seen.url, "--endpoint", "nested", *how]) == 0
    text = shown.buffer.getvalue().decode()
    assert "s\\u001b[2J\\u009b31m\\ud800" in text
    assert not any(letter in text for letter in "\x1b\x9b\x07")
