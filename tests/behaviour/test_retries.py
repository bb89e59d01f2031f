"""What is tried again, how long after, and what ends it."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import anyio
import httpx
import pytest

from realtime_sessions import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AsyncRealtimeSessions,
    UnexpectedReplyError,
)
from realtime_sessions.sending.async_transport import AsyncSender
from realtime_sessions.sending.attempts import told_pause
from realtime_sessions.sending.request import URL, Headers, Request
from realtime_sessions.sending.transport import Sender
from tests.behaviour.support import KEY, KINDS, Script, answer, caller, error, natural, nested_reply

PLACE = URL.of("http://gateway.example/v1/realtime/sessions")


def pauses(kind: str, script: Script, *, retries: int = 2, seconds: float | None = None) -> list[float]:
    """Send one request through the transport itself, with a clock of ours; give the pauses it made."""
    slept: list[float] = []

    async def sleep(pause: float) -> None:
        slept.append(pause)

    request, transport = Request("POST", PLACE, Headers({}), b"{}"), httpx.MockTransport(script)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "sleep", slept.append)
        patch.setattr(anyio, "sleep", sleep)
        if kind == "sync":
            Sender("", transport).send(request, timeout=seconds, retries=retries)
        else:
            asyncio.run(AsyncSender("", transport).send(request, timeout=seconds, retries=retries))
    return slept


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504, 520])
def test_statuses_that_are_tried_again(kind: str, status: int) -> None:
    script = Script(error(status), error(status), natural)
    slept = pauses(kind, script)
    assert len(script.requests) == 3
    assert 0.375 <= slept[0] <= 0.5
    assert 0.75 <= slept[1] <= 1.0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", [200, 201, 301, 400, 401, 403, 404, 405, 422])
def test_statuses_that_are_not(kind: str, status: int) -> None:
    script = Script(error(status))
    assert pauses(kind, script) == []
    assert len(script.requests) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_pauses_double_up_to_eight_seconds(kind: str) -> None:
    slept = pauses(kind, Script(error(500)), retries=7)
    assert len(slept) == 7
    assert all(0.75 * full <= pause <= full for pause, full in zip(slept, [0.5, 1, 2, 4, 8, 8, 8], strict=True))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "broken", [httpx.ConnectError("x"), httpx.ReadTimeout("x"), httpx.RemoteProtocolError("x"), httpx.ReadError("x")]
)
def test_a_broken_connection_is_tried_again(kind: str, broken: Exception) -> None:
    assert len(pauses(kind, Script(broken, broken, natural))) == 2
    with pytest.raises(APIConnectionError):
        pauses(kind, Script(broken), retries=0)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ours", [httpx.LocalProtocolError("x"), httpx.UnsupportedProtocol("x")])
def test_our_own_fault_is_not(kind: str, ours: Exception) -> None:
    script = Script(ours)
    with pytest.raises(APIConnectionError):
        pauses(kind, script)
    assert len(script.requests) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_servers_word_goes_first(kind: str) -> None:
    assert pauses(kind, Script(error(429, retry_after="7"), natural)) == [7.0]
    assert pauses(kind, Script(error(429, retry_after="7", retry_after_ms="250"), natural)) == [0.25]
    assert pauses(kind, Script(error(503, x_should_retry="false"))) == []
    assert len(pauses(kind, Script(error(400, x_should_retry="true"), natural))) == 1
    assert pauses(kind, Script(answer(200, {}, x_should_retry="true"))) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_pause_longer_than_the_time_left_is_not_begun(kind: str) -> None:
    script = Script(error(429, retry_after="60"), natural)
    assert pauses(kind, script, seconds=5) == []
    assert len(script.requests) == 1


def test_a_date_in_retry_after() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    told = told_pause(httpx.Headers({"retry-after": later}))
    assert told is not None
    assert 25 < told <= 30
    past = format_datetime(datetime.now(UTC) - timedelta(seconds=30), usegmt=True)
    assert told_pause(httpx.Headers({"retry-after": past})) is None


@pytest.mark.parametrize("kind", KINDS)
def test_every_attempt_is_the_same_request(kind: str) -> None:
    script = Script(error(500), natural)
    with caller(kind, script) as client:
        client.create(idempotency_key="idem-1", max_retries=1)
    first, second = script.requests
    assert first.content == second.content
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"] == "idem-1"


@pytest.mark.parametrize("kind", KINDS)
def test_the_call_goes_over_the_client(kind: str) -> None:
    script = Script(error(500, retry_after_ms="1"))
    with caller(kind, script, max_retries=1) as client:
        with pytest.raises(APIStatusError):
            client.create()
        assert len(script.requests) == 2
        with pytest.raises(APIStatusError):
            client.create(max_retries=3)
        assert len(script.requests) == 6
        with pytest.raises(APIStatusError):
            client.create(max_retries=0)
        assert len(script.requests) == 7


def read_request(connection: socket.socket) -> None:
    """Read one request to its end: closing a connection with something unread in it resets it."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65536)
    head, _, body = received.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
    )
    while len(body) < length:
        body += connection.recv(65536)


def answer_nested(connection: socket.socket, _: threading.Event) -> None:
    """Mint one key, and say no more about it than has to be said."""
    read_request(connection)
    body = json.dumps(nested_reply()).encode()
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def _silent(_: socket.socket, over: threading.Event) -> None:
    over.wait()


@contextmanager
def server(serve: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """A loopback server that treats each connection as `serve` does, until the test is over."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)

        def accept() -> None:
            while not over.is_set():
                try:
                    connection, _ = listener.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(5)
                    try:
                        serve(connection, over)
                    except OSError:
                        continue

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
        finally:
            over.set()
            thread.join()


def _drip(head: bytes, drop: bytes) -> Callable[[socket.socket, threading.Event], None]:
    def serve(connection: socket.socket, over: threading.Event) -> None:
        read_request(connection)
        connection.sendall(head)
        while not over.wait(0.02):
            connection.sendall(drop)

    return serve


DRIPS = {
    "headers": _drip(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
    "body": _drip(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b" "),
    "chunks": _drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("where", ["headers", "body", "chunks"])
def test_a_server_that_drips_is_left_in_time(kind: str, where: str) -> None:
    """Each read ends well within its own time-out; only the limit on the whole call ends this."""
    with server(DRIPS[where]) as url, caller(kind, base_url=url, timeout=0.5) as client, pytest.raises(APITimeoutError):
        client.create()


@pytest.mark.timeout(60)
@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_never_answers_is_left_in_time(kind: str) -> None:
    with (
        server(_silent) as url,
        caller(kind, base_url=url, timeout=0.5) as client,
        pytest.raises(APITimeoutError),
    ):
        client.create()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("head", [b"", b"Content-Encoding: gzip\r\n"])
def test_a_reply_without_end_is_not_read_to_it(kind: str, head: bytes) -> None:
    sent = 0

    def serve(connection: socket.socket, over: threading.Event) -> None:
        nonlocal sent
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + head + b"Content-Length: 10000000000\r\n\r\n")
        while not over.is_set() and sent < 1_000_000_000:
            sent += connection.send(b" " * 65536)

    with (
        server(serve) as url,
        caller(kind, base_url=url, timeout=30) as client,
        pytest.raises(UnexpectedReplyError, match="more than"),
    ):
        client.create(max_retries=0)
    assert sent < 1_000_000_000


@pytest.mark.parametrize("kind", KINDS)
def test_a_reply_that_breaks_off_is_asked_for_again(kind: str) -> None:
    tries = 0

    def serve(connection: socket.socket, over: threading.Event) -> None:
        nonlocal tries
        tries += 1
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")

    with server(serve) as url, caller(kind, base_url=url) as client, pytest.raises(APIConnectionError):
        client.create(max_retries=1)
    assert tries == 2


def test_nobody_listening_is_a_connection_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    for kind in KINDS:
        with (
            caller(kind, base_url=f"http://127.0.0.1:{port}/v1", max_retries=0) as client,
            pytest.raises(APIConnectionError),
        ):
            client.create()


def test_cancellation_is_immediate_and_not_ours_to_translate() -> None:
    async def main(url: str) -> None:
        async with AsyncRealtimeSessions(KEY, base_url=url, timeout=None) as client:
            task = asyncio.create_task(client.create())
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    with server(_silent) as url:
        asyncio.run(main(url))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_sent_once_the_time_is_over(kind: str) -> None:
    script = Script()
    with pytest.raises(APITimeoutError):
        pauses(kind, script, seconds=-1)
    assert script.requests == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_transport_that_is_not_ours_is_bounded_between_its_chunks(kind: str) -> None:
    class Slow(httpx.SyncByteStream, httpx.AsyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            for _ in range(1000):
                threading.Event().wait(0.01)
                yield b" "

        async def __aiter__(self) -> AsyncIterator[bytes]:
            for chunk in self:
                yield chunk

    with (
        caller(kind, Script(lambda _: httpx.Response(200, stream=Slow())), timeout=0.2, max_retries=0) as client,
        pytest.raises(APITimeoutError),
    ):
        client.create()
