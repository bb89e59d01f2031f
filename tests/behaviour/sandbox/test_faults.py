"""Faults on demand, as a plain HTTP client sees them: in order, as often as asked, and then no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from realtime_sessions.sandbox import Sandbox
from tests.behaviour.sandbox.support import (
    ENVELOPE,
    FLAT,
    MINTING,
    NESTED,
    ask,
    connect,
    error_of,
    mint,
    read_reply,
    until_closed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(profile="both") as box:
        yield box


def test_a_429_says_when_to_come_back(box: Sandbox) -> None:
    box.fail_next(times=2)
    for _ in range(2):
        reply = mint(box)
        assert (reply.status_code, reply.headers["retry-after"]) == (429, "1")
        assert error_of(reply)["code"] == "rate_limit_exceeded"
        assert reply.headers["x-request-id"].startswith("req_")
    assert mint(box).status_code == 200
    assert len(box.requests) == 3


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ({"Retry-After": "7"}, "7"),
        ({"retry-after": 7}, "7"),
        ({"Retry-After": None}, None),
        ({"retry-after-ms": "20"}, "1"),
    ],
)
def test_headers_of_a_429_can_be_set(headers: dict[str, object], told: str | None, box: Sandbox) -> None:
    box.fail_next(429, headers)
    assert mint(box).headers.get("retry-after") == told


@pytest.mark.parametrize("status", [400, 401, 403, 404, 408, 409, 418, 422, 429, 500, 502, 503, 520, 599])
def test_any_status_comes_in_the_envelope(status: int, box: Sandbox) -> None:
    box.fail_next(status)
    reply = mint(box)
    assert reply.status_code == status
    assert error_of(reply)["message"]


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ({"error": {"message": "m"}}, "application/json", '{"error": {"message": "m"}}'),
        ([], "application/json", "[]"),
        ("<h1>Bad gateway</h1>", "text/plain; charset=utf-8", "<h1>Bad gateway</h1>"),
        (b"\x00\xff", "text/plain; charset=utf-8", None),
        ("", "text/plain; charset=utf-8", ""),
    ],
)
def test_the_body_can_be_set(body: Any, content_type: str, text: str | None, box: Sandbox) -> None:
    box.fail_next(502, body=body)
    reply = mint(box)
    assert reply.headers["content-type"] == content_type
    assert reply.content == body if text is None else reply.text == text
    box.fail_next(502, {"Content-Type": "text/html"}, body=body)
    assert mint(box).headers["content-type"] == "text/html"


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (
            {"status": 401, "code": "mismatched_organization"},
            {"message": "The API key is not accepted.", "type": "invalid_request_error", "param": None},
        ),
        ({"status": 400, "param": "voice", "code": "c", "message": "m"}, {"type": "invalid_request_error"}),
        ({"status": 429, "code": ""}, {"type": "requests"}),
        ({"status": 400, "envelope": "empty"}, {"message": "", "type": "", "param": "", "code": ""}),
        (
            {"status": 401, "code": "Unauthorized", "message": "m", "envelope": "code-and-message"},
            {"code": "Unauthorized", "message": "m"},
        ),
    ],
)
def test_an_error_can_be_told_in_parts(asked: dict[str, Any], error: dict[str, Any], box: Sandbox) -> None:
    box.fail_next(**asked)
    reply = mint(box)
    assert reply.status_code == asked["status"]
    told = reply.json()["error"]
    expected = {name: asked[name] for name in ("code", "param", "message") if name in asked} | error
    assert expected.items() <= told.items()
    assert set(told) == (set(error) if "envelope" in asked else ENVELOPE)


def test_a_body_of_its_own_has_no_parts(box: Sandbox) -> None:
    with pytest.raises(ValueError, match="give either"):
        box.fail_next(body="<h1>no</h1>", code="c")
    assert mint(box).status_code == 200


@pytest.mark.parametrize(("path", "asked"), [(NESTED, {}), (FLAT, {"voice": "marin"})])
def test_the_key_can_come_alone(path: str, asked: dict[str, Any], box: Sandbox) -> None:
    """Seen on Azure: nothing but the value, and a life of a minute."""
    box.break_next("value-only", times=2)
    reply = ask(box, path, asked).json()
    key = reply["value"] if path == NESTED else reply["client_secret"]["value"]
    assert reply == ({"value": key} if path == NESTED else {"client_secret": {"value": key}})
    assert box.check(key) == "valid"
    box.advance(61)
    assert box.check(key) == "expired"
    life = {"expires_after": {"anchor": "created_at", "seconds": 7200}}
    longer = ask(box, path, life if path == NESTED else {"client_secret": life}).json()
    box.advance(7100)
    assert box.check(longer["value"] if path == NESTED else longer["client_secret"]["value"]) == "valid"
    assert len(ask(box, path).json()) > 2


def test_a_204_has_no_body(box: Sandbox) -> None:
    box.fail_next(204, body="not sent")
    reply = mint(box)
    assert (reply.status_code, reply.content) == (204, b"")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"status": 100}, "from 200 to 599"),
        ({"status": 600}, "from 200 to 599"),
        ({"times": 0}, "at least 1"),
        ({"headers": {"x-a": "b\r\nc"}}, "header"),
        ({"headers": {"x a": "b"}}, "header"),
        ({"headers": {"Content-Length": "3"}}, "header"),
    ],
)
def test_a_fault_that_can_not_be_is_refused_at_once(asked: dict[str, Any], message: str, box: Sandbox) -> None:
    with pytest.raises(ValueError, match=message):
        box.fail_next(**asked)
    assert mint(box).status_code == 200


def test_an_unknown_fault_names_the_known_ones(box: Sandbox) -> None:
    with pytest.raises(ValueError, match="reset, hang, slow, truncate, not-json, empty, huge, value-only"):
        box.break_next("explode")
    with pytest.raises(ValueError, match="at least 1"):
        box.break_next("reset", times=0)
    with pytest.raises(ValueError, match="current, shape-disabled, flat"):
        Sandbox(profile="later")
    with pytest.raises(ValueError, match="full, empty, code-and-message"):
        box.fail_next(envelope="plain")


def test_faults_come_in_the_order_they_were_asked_for(box: Sandbox) -> None:
    box.fail_next(503)
    box.break_next("empty")
    box.fail_next(409)
    assert [mint(box).status_code for _ in range(4)] == [503, 200, 409, 200]
    box.fail_next(503, times=9)
    box.reset()
    assert mint(box).status_code == 200


def test_a_fault_does_not_wait_for_a_valid_request(box: Sandbox) -> None:
    """A fault comes before everything else, as a gateway in front of the service would put it."""
    box.fail_next(503, times=2)
    assert ask(box, "/nowhere").status_code == 503
    assert ask(box, FLAT, {"foo": 1}).status_code == 503


def test_checking_a_key_takes_no_fault(box: Sandbox) -> None:
    box.fail_next(503)
    assert ask(box, "/sandbox/keys/check", method="GET").status_code == 200
    assert mint(box).status_code == 503


def test_reset_is_a_reset(box: Sandbox) -> None:
    box.break_next("reset")
    with pytest.raises(httpx.ReadError, match="reset"):
        mint(box)
    assert mint(box).status_code == 200


def test_truncate_ends_half_way(box: Sandbox) -> None:
    box.break_next("truncate", times=2)
    for path in (NESTED, FLAT):
        with pytest.raises(httpx.RemoteProtocolError, match=r"incomplete|without sending complete"):
            ask(box, path)


def test_hang_says_nothing(box: Sandbox) -> None:
    box.break_next("hang")
    with connect(box) as connection:
        connection.sendall(MINTING)
        connection.settimeout(0.2)
        with pytest.raises(TimeoutError):
            connection.recv(1)
    assert mint(box).status_code == 200


def test_slow_sends_byte_by_byte(box: Sandbox) -> None:
    """Each read gets a single byte: a time-out per read would never end the call."""
    box.break_next("slow")
    with connect(box) as connection:
        connection.sendall(MINTING)
        received = b""
        while b"\r\n\r\n" not in received:
            received += connection.recv(65_536)
        body = received.partition(b"\r\n\r\n")[2]
        pieces = [connection.recv(65_536) for _ in range(3)]
    assert (body + b"".join(pieces)).startswith(b'{"v')
    assert max(len(piece) for piece in pieces) < 10
    assert mint(box).status_code == 200


def test_not_json_and_empty_are_a_200(box: Sandbox) -> None:
    box.break_next("not-json")
    reply = mint(box)
    assert (reply.status_code, reply.headers["content-type"]) == (200, "text/html; charset=utf-8")
    box.break_next("empty")
    reply = mint(box)
    assert (reply.status_code, reply.content) == (200, b"")


def test_huge_is_many_megabytes_and_can_be_left(box: Sandbox) -> None:
    box.break_next("huge", times=2)
    with connect(box) as connection:
        connection.sendall(MINTING)
        assert len(connection.recv(65_536)) > 0
    with httpx.stream("POST", box.base_url + NESTED, json={}, trust_env=False, timeout=20) as reply:
        assert sum(len(chunk) for chunk in reply.iter_bytes()) > 50_000_000
    assert mint(box).status_code == 200


def test_a_broken_reply_closes_only_its_connection(box: Sandbox) -> None:
    with connect(box) as healthy:
        box.break_next("reset")
        with connect(box) as broken:
            broken.sendall(MINTING)
            assert until_closed(broken) == b""
        healthy.sendall(MINTING)
        assert read_reply(healthy).startswith(b"HTTP/1.1 200 ")
