"""The benchmark's server: it answers what is right, refuses what isn't, and counts both."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from scripts.bench.minting.processes import Server, serving
from scripts.bench.minting.request import BASE_PATH, BODY, KEY, MODEL, PATH

RIGHT = json.dumps(BODY)
HEADERS = {"Host": "127.0.0.1", "Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(sys.executable, None) as running:
        yield running


def request(
    body: str = RIGHT, *, method: str = "POST", path: str = BASE_PATH + PATH, length: str | None = None, **headers: str
) -> bytes:
    named = HEADERS | {name.replace("_", "-"): value for name, value in headers.items()}
    named["Content-Length"] = str(len(body)) if length is None else length
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in named.items() if value)]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def replies(server: Server, *pieces: bytes, number: int = 1) -> list[tuple[int, Any]]:
    """Send pieces one after the other on one connection, and read so many replies."""
    found = []
    with socket.create_connection(("127.0.0.1", server.ports["http"]), timeout=10) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            connection.sendall(piece)
        with connection.makefile("rb") as stream:
            for _ in range(number):
                status, length = int(stream.readline().split()[1]), 0
                while (line := stream.readline().strip()) != b"":
                    name, _, value = line.partition(b": ")
                    length = int(value) if name == b"content-length" else length
                found.append((status, json.loads(stream.read(length))))
    return found


def change(before: dict[str, Any], after: dict[str, Any]) -> tuple[int, int, int]:
    right, wrong, opened = (after[name] - before[name] for name in ("right", "wrong", "opened"))
    return right, wrong, opened


def test_every_right_request_is_answered_with_a_key_of_its_own(server: Server) -> None:
    before = server.counts()
    answers = replies(server, request() * 3, number=3) + replies(server, request())
    assert [status for status, _ in answers] == [200] * 4
    assert len({reply["value"] for _, reply in answers}) == 4
    assert {reply["session"]["model"] for _, reply in answers} == {MODEL}
    assert change(before, server.counts()) == (4, 0, 2)


def test_a_request_may_arrive_in_any_pieces(server: Server) -> None:
    before, whole = server.counts(), request() + request(RIGHT.replace(" ", ""))
    answers = replies(server, *(whole[at : at + 1] for at in range(len(whole))), number=2)
    assert [status for status, _ in answers] == [200, 200]
    assert change(before, server.counts()) == (2, 0, 1)


WRONG = {
    "another path": (request(path="/v1/realtime/sessions"), 404),
    "another method": (request(method="PUT"), 405),
    "no key": (request(Authorization=""), 401),
    "another key": (request(Authorization="Bearer sk-test-another"), 401),
    "another content type": (request(Content_Type="text/plain"), 415),
    "no length": (request(length=""), 411),
    "chunks": (request(length="", Transfer_Encoding="chunked"), 411),
    "a length that is no number": (request(length="+1"), 411),
    "a body too large": (request(length="65537"), 411),
    "no host": (request(Host=""), 400),
    "no JSON": (request("{"), 400),
    "another body": (request('{"session": {"type": "realtime"}}'), 400),
    "another model": (request(RIGHT.replace(MODEL, "gpt-realtime")), 400),
    "an endless head": (b"POST " + b"x" * 20_000, 400),
    "no HTTP": (b"hello\r\n\r\n", 400),
}


@pytest.mark.parametrize(("sent", "status"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_request_is_refused_and_counted(server: Server, sent: bytes, status: int) -> None:
    replies(server, request())  # its head and body are known to be right by now
    before = server.counts()
    ((found, reply),) = replies(server, sent)
    assert (found, set(reply)) == (status, {"error"})
    after = server.counts()
    assert change(before, after) == (0, 1, 1)
    assert after["first_wrong"]


def test_connections_that_are_open_are_counted(server: Server) -> None:
    before = server.counts()["open"]
    with socket.create_connection(("127.0.0.1", server.ports["http"]), timeout=10) as connection:
        connection.sendall(request())
        assert connection.recv(10)
        assert server.counts()["open"] == before + 1
