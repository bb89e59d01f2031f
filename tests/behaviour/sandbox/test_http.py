"""HTTP itself, as clients get it wrong: an answer in the service's envelope, never a 500, never a hang."""

from __future__ import annotations

import json
import logging
import threading
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

from realtime_sessions.sandbox import Sandbox
from realtime_sessions.sandbox.app import Application
from realtime_sessions.sandbox.bodies import MAX_BYTES
from realtime_sessions.sandbox.faults import FaultScript
from realtime_sessions.sandbox.keys import KeyStore
from realtime_sessions.sandbox.profiles import SURFACES, Profile
from realtime_sessions.sandbox.server import ServerThread
from tests.behaviour.sandbox.support import (
    BEARER,
    ENVELOPE,
    FLAT,
    KEY,
    NESTED,
    ask,
    connect,
    error_of,
    mint,
    until_closed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = f"POST /v1{NESTED} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {KEY}\r\ncontent-type: application/json\r\n"
LAST = "connection: close\r\n"


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(profile="both") as box:
        yield box


def exchange(box: Sandbox, request: bytes | str) -> list[tuple[int, bytes]]:
    """Send bytes as they are, and read every reply there is; each must have told its length."""
    with connect(box) as connection:
        connection.sendall(request.encode() if isinstance(request, str) else request)
        received = until_closed(connection)
    replies = []
    while received:
        head, _, rest = received.partition(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        status = int(lines[0].split()[1])
        length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
        replies.append((status, rest[:length]))
        received = rest[length:]
    return replies


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "TRACE"])
@pytest.mark.parametrize("path", [FLAT, NESTED])
def test_another_method_is_not_allowed(method: str, path: str, box: Sandbox) -> None:
    reply = ask(box, path, method=method)
    assert (reply.status_code, reply.headers["allow"]) == (405, "POST")
    error_of(reply)


def test_head_and_options_have_no_body(box: Sandbox) -> None:
    reply = ask(box, FLAT, method="HEAD")
    assert (reply.status_code, reply.content, reply.headers["allow"]) == (405, b"", "POST")
    reply = ask(box, FLAT, method="OPTIONS")
    assert (reply.status_code, reply.content, reply.headers["allow"]) == (204, b"", "POST")
    assert "content-length" not in reply.headers
    reply = ask(box, "/sandbox/keys/check", method="HEAD")
    assert (reply.status_code, reply.content) == (200, b"")
    assert ask(box, "/sandbox/keys/check", method="DELETE").headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "path", ["/", "/v1", "/v1/realtime/sessions/", "/V1/realtime/sessions", "/v1//x", "/%C3%A9%00"]
)
def test_an_unknown_url_says_which(path: str, box: Sandbox) -> None:
    reply = ask(box, path)
    assert reply.status_code == 404
    assert error_of(reply)["message"].startswith("Invalid URL (POST /")


@pytest.mark.parametrize(
    ("request_text", "statuses"),
    [
        (HEAD + LAST + "content-length: 2\r\n\r\n{}", [200]),
        (HEAD + LAST + "transfer-encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n", [200]),
        (HEAD + LAST + "content-length: 2\r\nexpect: 100-continue\r\n\r\n{}", [100, 200]),
        (HEAD + f"content-length: {MAX_BYTES + 1}\r\nexpect: 100-continue\r\n\r\n", [413]),
        (HEAD + f"content-length: {17 * MAX_BYTES}\r\n\r\n", [413]),
        (HEAD + "content-length: 9999999999999\r\n\r\n", [413]),
        ((HEAD + "content-length: 2\r\n\r\n{}") * 2 + HEAD + LAST + "content-length: 2\r\n\r\n[]", [200, 200, 400]),
        (HEAD.replace("1.1", "1.0") + "content-length: 2\r\n\r\n{}", [200]),
        (HEAD.replace("POST /", "POST http://x/") + LAST + "content-length: 2\r\n\r\n{}", [200]),
        (HEAD + LAST + "x-long: " + "a" * 200_000 + "\r\ncontent-length: 2\r\n\r\n{}", [200]),
        (
            HEAD
            + "connection: upgrade\r\nUpgrade: h2c\r\nhttp2-settings: AAMA\r\n"
            + LAST
            + "content-length: 2\r\n\r\n{}",
            [200],
        ),
        (HEAD + "connection: close, upgrade\r\nupgrade: websocket\r\n\r\n", [400]),
        (HEAD.replace("1.1", "2.0") + "content-length: 2\r\n\r\n{}", [505]),
        (HEAD.replace("1.1", "0.9") + "content-length: 2\r\n\r\n{}", [505]),
        ("OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", [404]),
    ],
    ids=[
        "length",
        "chunked",
        "expect",
        "expect-large",
        "large",
        "larger",
        "pipelined",
        "1.0",
        "absolute",
        "header",
        "h2c",
        "websocket",
        "2.0",
        "0.9",
        "star",
    ],
)
def test_http_is_spoken_whole(request_text: str, statuses: list[int], box: Sandbox) -> None:
    replies = exchange(box, request_text)
    assert [status for status, _ in replies] == statuses
    for status, body in replies:
        if status >= 400:
            assert set(json.loads(body)["error"]) == ENVELOPE


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
        b"FOO / HTTP/1.1\r\nhost: x\r\n\r\n",
        b"CONNECT x:80 HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET /\xc3\xa9 HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nhost: x\r\n\r\n",
        f"{HEAD}content-length: abc\r\n\r\n{{}}".encode(),
        f"{HEAD}content-length: -1\r\n\r\n{{}}".encode(),
        f"{HEAD}content-length: 2\r\ncontent-length: 3\r\n\r\n{{}}".encode(),
        f"{HEAD}content-length: {'9' * 30}\r\n\r\n{{}}".encode(),
        f"{HEAD}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n".encode(),
        f"{HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n{{}}".encode(),
    ],
    ids=["tls", "method", "connect", "url", "long", "length", "minus", "lengths", "digits", "both", "chunk"],
)
def test_what_is_not_http_is_refused_in_the_envelope(
    request_bytes: bytes, box: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        replies = exchange(box, request_bytes)
    assert [status for status, _ in replies] == [400]
    assert set(json.loads(replies[0][1])["error"]) == ENVELOPE
    assert caplog.records == [], "a client's fault is no news to whoever runs the sandbox"


def test_a_client_that_sends_everything_first_sees_the_refusal(box: Sandbox) -> None:
    """Such as Python's own, which would tell of a broken pipe if the connection were closed at once."""
    request = urllib.request.Request(box.base_url + FLAT, data=b" " * 3_000_000, headers=BEARER)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with pytest.raises(urllib.error.HTTPError) as caught:
        opener.open(request, timeout=20)
    with caught.value as reply:
        assert reply.code == 413
        assert set(json.load(reply)["error"]) == ENVELOPE


def test_a_chunked_body_without_end_is_cut_off(box: Sandbox) -> None:
    chunk = b"10000\r\n" + b" " * 65_536 + b"\r\n"
    with connect(box) as connection:
        connection.sendall(f"{HEAD}transfer-encoding: chunked\r\n\r\n".encode())
        sender = threading.Thread(target=_send_until_closed, args=(connection, chunk))
        sender.start()
        received = until_closed(connection)
        sender.join(20)
    assert received.startswith(b"HTTP/1.1 413 ")
    assert not sender.is_alive()


def _send_until_closed(connection: object, chunk: bytes) -> None:
    try:
        for _ in range(1_000):
            connection.sendall(chunk)  # type: ignore[attr-defined]
    except OSError:
        pass


def test_a_body_that_never_ends_is_answered_and_left() -> None:
    """A client that sends a little and then nothing gets a 408, and its connection back."""
    application = Application(
        SURFACES[Profile.CURRENT], KeyStore(), FaultScript(), record=lambda _: None, body_seconds=0.05
    )
    server = ServerThread(application, "127.0.0.1", 0)
    server.start()
    try:
        import socket  # noqa: PLC0415 - here alone

        with socket.create_connection(server.address, timeout=20) as connection:
            connection.sendall(f"{HEAD}content-length: 100\r\n\r\n{{".encode())
            assert until_closed(connection).startswith(b"HTTP/1.1 408 ")
    finally:
        server.stop()


def test_a_client_that_leaves_half_way_is_nobodys_problem(box: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    arrived = len(box.requests)
    with caplog.at_level(logging.DEBUG):
        for _ in range(20):
            with connect(box) as connection:
                connection.sendall(f"{HEAD}content-length: 100\r\n\r\n{{".encode())
        assert mint(box).status_code == 200
    assert len(box.requests) == arrived + 1
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"session":' * 50_000, 400),
        (b"[" * 100_000 + b"]" * 100_000, 400),
        (b'{"session":{"type":"realtime","instructions":"' + b"[{" * 10_000 + b'"}}', 200),
        (b'{"session":{"type":"realtime","tracing":{"metadata":{"a":' + b"[" * 490 + b"]" * 490 + b"}}}}", 200),
        (b'{"session":{"type":"realtime","tracing":{"metadata":{"a":1' + b"0" * 5_000 + b"}}}}", 400),
        (b'{"session":{"type":"realtime","tracing":{"metadata":{"a":1' + b"0" * 4_000 + b"}}}}", 200),
        (b'{"session":{"type":"realtime","tracing":{"metadata":{"a":1e-999}}}}', 200),
        (b'{"session":{"type":"realtime","max_output_tokens":1' + b"0" * 400 + b"}}", 400),
        (b'{"' + b"a" * 500_000 + b'":1}', 400),
        (b'{"session":{"type":"realtime","instructions":"\xff"}}', 400),
        (b'{"session":{"type":"realtime","tracing":{"metadata":{"a":NaN}}}}', 400),
        (b'{"session":{"type":"realtime","tracing":{"metadata":{"a":1e999}}}}', 400),
        (b'{"session":{"type":"realtime","instructions":"\\ud800"}}', 400),
        (b'{"session":{"type":"realtime","instructions":"\\ud83c\\udfa7"}}', 200),
        (b" " * (MAX_BYTES - 2) + b"{}", 200),
        (b" " * (MAX_BYTES - 1) + b"{}", 413),
    ],
    ids=[
        "open",
        "deep",
        "string",
        "bearable",
        "digits",
        "number",
        "tiny",
        "bound",
        "name",
        "latin",
        "nan",
        "endless",
        "half",
        "pair",
        "largest",
        "larger",
    ],
)
def test_a_body_at_the_edge(body: bytes, status: int, box: Sandbox) -> None:
    reply = ask(box, NESTED, content=body, headers={"content-type": "application/json"})
    assert reply.status_code == status
    if status == 200:
        assert reply.json()["value"].startswith("ek_")
    else:
        error_of(reply)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-type": "application/json; charset=utf-8"}, 200),
        ({"content-type": "application/json", "content-encoding": "identity"}, 200),
        ({"content-type": "application/json", "content-encoding": "gzip"}, 415),
        ({"content-type": "application/json; charset=latin-1"}, 415),
        ({"content-type": "text/plain"}, 415),
    ],
)
def test_a_body_is_json_and_nothing_around_it(headers: dict[str, str], status: int, box: Sandbox) -> None:
    assert ask(box, NESTED, content=b"{}", headers=headers).status_code == status


def test_the_first_of_repeated_headers_counts(box: Sandbox) -> None:
    request = HEAD + "authorization: Bearer nonsense\r\n" + LAST + "content-length: 2\r\n\r\n{}"
    assert [status for status, _ in exchange(box, request)] == [200]
    assert box.requests[-1].headers["authorization"] == "Bearer sk-***, Bearer ***"
    assert BEARER["authorization"] not in repr(box.requests)
