"""A connection has its bounds before the application sees a request: of time, of bytes, of how many there are."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from realtime_sessions.gateway import connections
from realtime_sessions.gateway.connections import BoundedProtocol
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.support import Served, alive, received, refused, request, serving, status

SOON = 0.3
WHILE = 2.0
LATE = 8.0


@pytest.fixture(scope="module")
def hasty(shared_box: Sandbox) -> Iterator[Served]:
    """A gateway that waits for a third of a second, and holds twenty connections."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(BoundedProtocol, "seconds", SOON)
        patched.setattr(BoundedProtocol, "most", 20)
        with serving(shared_box, body_seconds=LATE) as served:
            yield served


@pytest.fixture
def patient(hasty: Served, monkeypatch: pytest.MonkeyPatch) -> Served:
    """The same, but it waits until a test on a busy machine has sent what it is about to send."""
    monkeypatch.setattr(BoundedProtocol, "seconds", WHILE)
    return hasty


def connected(served: Served) -> socket.socket:
    return socket.create_connection(("127.0.0.1", served.port), timeout=LATE)


def ended(connection: socket.socket, drip: bytes = b"") -> bytes:
    """What comes until the other side ends the connection, while more is sent now and then."""
    found, until = b"", time.monotonic() + LATE
    connection.settimeout(SOON / 4)
    while time.monotonic() < until:
        try:
            piece = connection.recv(65_536)
            if not piece:
                return found
            found += piece
            if drip:
                connection.sendall(drip)
        except TimeoutError:
            try:
                connection.sendall(drip)
            except OSError:
                return found
        except OSError:
            return found
    raise AssertionError("the connection stays open")


@pytest.mark.parametrize(
    ("start", "drip"),
    [
        (b"", b""),
        (b"", b"\r\n"),
        (b"P", b""),
        (b"POST /session HTTP/1.1\r\nHost: gw.example\r\n", b""),
        (b"POST /session HTTP/1.1\r\nHost: gw.example\r\n", b"X: y\r\n"),
        (b"POST /session HTTP/1.1\r\nX: ", b"y"),
    ],
)
def test_a_head_that_never_ends(hasty: Served, start: bytes, drip: bytes) -> None:
    with connected(hasty) as connection:
        connection.sendall(start)
        assert b" 200 " not in ended(connection, drip)
    alive(hasty)


def test_line_ends_keep_no_connection_after_an_answer(patient: Served) -> None:
    with connected(patient) as connection:
        connection.sendall(request("GET", "/healthz"))
        assert status(received(connection)) == 200
        ended(connection, b"\r\n")


def test_a_connection_that_waits_for_its_next_request_is_kept(patient: Served) -> None:
    with connected(patient) as connection:
        for _ in range(2):
            connection.sendall(request("GET", "/healthz"))
            assert status(received(connection)) == 200
            time.sleep(1.2 * WHILE)


def test_a_head_in_two_pieces_is_taken(patient: Served) -> None:
    whole = request("GET", "/healthz")
    with connected(patient) as connection:
        for at in (1, 30, len(whole) - 1):
            connection.sendall(whole[:at])
            time.sleep(SOON / 4)
            connection.sendall(whole[at:])
            assert status(received(connection)) == 200


def test_a_head_in_two_pieces_before_a_large_body_is_taken(patient: Served) -> None:
    """What comes with the second piece is no part of the head, however much it is."""
    head, separator, body = request("POST", "/session", {"instructions": "a" * 200_000}).partition(b"\r\n\r\n")
    with connected(patient) as connection:
        connection.sendall(head)
        time.sleep(SOON / 4)
        connection.sendall(separator + body)
        assert refused(received(connection), 422)["param"] == "instructions"


def test_many_requests_at_once_are_answered_one_by_one(served: Served) -> None:
    count = 2000
    with connected(served) as connection:
        threading.Thread(target=connection.sendall, args=(request("GET", "/healthz") * count,)).start()
        found = b""
        while found.count(b'{"status":"ok"}') < count:
            piece = connection.recv(65_536)
            assert piece, f"cut off after {found.count(b'HTTP/1.1 200')}"
            found += piece


def test_a_body_that_goes_on_after_its_answer(patient: Served) -> None:
    head = request("POST", "/session", authorization="Bearer wrong").replace(
        b"Content-Length: 0", b"Content-Length: 9999"
    )
    with connected(patient) as connection:
        connection.sendall(head)
        assert status(received(connection)) == 401
        ended(connection, b" ")
    alive(patient)


def test_a_body_has_the_time_that_the_settings_give_it(patient: Served) -> None:
    with connected(patient) as connection:
        connection.sendall(request("POST", "/session", Content_Length="2"))
        time.sleep(1.2 * WHILE)
        connection.sendall(b"{}")
        assert status(received(connection)) == 200


@pytest.mark.parametrize(
    "flood",
    [
        b"GET /healthz HTTP/1.1\r\nHost: gw.example\r\nX: ",
        b"GET /",
        b"POST /session HTTP/1.1\r\nHost: gw.example\r\nTransfer-Encoding: chunked\r\n\r\n1;",
        b"POST /session HTTP/1.1\r\nHost: gw.example\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ",
    ],
)
def test_what_has_no_end_is_cut_off(served: Served, flood: bytes) -> None:
    """Of a head, a path, a chunk's words, and headers after a body no more is taken than may be."""
    sent = 0
    with connected(served) as connection:
        try:
            connection.sendall(flood)
            while sent < 4 * connections.LARGEST:
                connection.sendall(b"a" * 65_536)
                sent += 65_536
        except OSError:
            pass
    assert sent < 4 * connections.LARGEST
    alive(served)


def test_headers_after_a_body_are_not_kept(served: Served) -> None:
    head = request("POST", "/session", voice="x").replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")
    late = b"2\r\n{}\r\n0\r\nAuthorization: Bearer wrong\r\nHost: evil.example\r\n\r\n"
    assert status(served.raw(head + late)) == 200
    alive(served)


def test_a_connection_too_many_is_let_go_and_the_others_are_served(
    hasty: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BoundedProtocol, "seconds", LATE)
    held = [connected(hasty) for _ in range(40)]
    try:
        answers = []
        for connection in held:
            try:
                connection.sendall(request("GET", "/healthz"))
                answers.append(received(connection))
            except OSError:
                answers.append(b"")
        served = [answer for answer in answers if answer]
        assert {status(answer) for answer in served} == {200}
        assert len(served) <= 20
        held[0].sendall(request("GET", "/healthz"))
        assert status(received(held[0])) == 200
    finally:
        for connection in held:
            connection.close()
    time.sleep(SOON)
    alive(hasty)


@pytest.mark.parametrize("last", [{}, {"Connection": "close"}])
def test_a_client_that_does_not_read_is_let_go(shared_box: Sandbox, monkeypatch: pytest.MonkeyPatch, last: Any) -> None:
    monkeypatch.setattr(BoundedProtocol, "seconds", SOON)
    monkeypatch.setattr("realtime_sessions.gateway.serve.IDLE_SECONDS", 1)
    with serving(shared_box, page=True) as served, socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.settimeout(SOON)
        connection.connect(("127.0.0.1", served.port))
        page = request("GET", "/page/editors.js")
        with suppress(OSError):  # nobody takes what it sends any more
            connection.sendall(page * 3000 + request("GET", "/", **last))
        while served.answers == 0:
            time.sleep(SOON / 10)
        deadline = time.monotonic() + LATE
        while served.connections and time.monotonic() < deadline:
            time.sleep(SOON / 4)
        assert served.connections == 0
        alive(served)


def test_a_client_that_reads_slowly_gets_its_answer(shared_box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BoundedProtocol, "seconds", 2.0)
    with serving(shared_box, page=True) as served, connected(served) as connection:
        connection.sendall(request("GET", "/"))
        time.sleep(SOON)
        assert status(received(connection)) == 200
