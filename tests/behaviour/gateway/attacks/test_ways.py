"""Attacks by the way that a request takes: other pages, other names, odd paths, headers and logs."""

from __future__ import annotations

import pytest

from realtime_sessions.gateway import CallLimits
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.support import (
    OFFER,
    ORIGIN,
    Served,
    alive,
    ask,
    asking,
    bearer,
    error_of,
    refused,
    request,
    run,
    status,
)


def test_foreign_origin(box: Sandbox) -> None:
    for origin in ("https://evil.example", "null", ""):
        response = ask(box, "POST", "/session", body={}, headers={**bearer(), "origin": origin})
        assert (response.status_code, error_of(response)["code"]) == (403, "origin_not_allowed")
        assert "access-control-allow-origin" not in response.headers
    response = ask(box, "OPTIONS", "/session", headers={"origin": "https://evil.example"})
    assert response.status_code == 403
    assert not any(name.startswith("access-control") for name in response.headers)


def test_look_alike_origin(box: Sandbox) -> None:
    for origin in (
        f"{ORIGIN}.evil.example",
        "https://evil-app.example",
        "https://evilapp.example",
        "https://app.example:8443",
        "http://app.example",
        "https://APP.example",
        "https://app.example/",
        "https://app.example@evil.example",
        "https://app.exampl\u0435",
        f"{ORIGIN} https://evil.example",
        f"{ORIGIN}, https://evil.example",
    ):
        response = ask(box, "POST", "/session", body={}, headers=[*bearer().items(), ("origin", origin.encode())])
        assert response.status_code == 403, origin
        assert "access-control-allow-origin" not in response.headers


def test_another_sites_page_without_an_origin(box: Sandbox) -> None:
    for site in ("cross-site", "same-site", "CROSS-SITE", "something"):
        assert ask(box, "POST", "/session", body={}, headers={**bearer(), "sec-fetch-site": site}).status_code == 403


def test_two_origins(served: Served) -> None:
    raw = request("POST", "/session", {}, Origin=ORIGIN).replace(b"Host:", f"Origin: {ORIGIN}\r\nHost:".encode(), 1)
    assert refused(served.raw(raw), 400)["code"] == "repeated_header"


def test_dns_rebinding_host(box: Sandbox) -> None:
    for host in (
        "evil.example",
        "gw.example.evil.example",
        "gw.example:81",
        "127.0.0.1",
        "localhost",
        "",
        "gw.example@evil.example",
        "gw.example.",
    ):
        for headers in (bearer(), {}):
            response = ask(box, "POST", "/session", body={}, headers={**headers, "host": host})
            assert (response.status_code, error_of(response)["code"]) == (421, "unknown_host")


def test_get_instead_of_post(box: Sandbox) -> None:
    for method in ("GET", "HEAD", "PUT", "PATCH", "DELETE"):
        response = ask(box, method, "/session")
        assert (response.status_code, response.headers["allow"]) == (405, "POST")


def test_header_injection(box: Sandbox, served: Served) -> None:
    for name in ("alice\r\nX-Evil: 1", "alice\nOpenAI-Organization: other", "zoë\x00"):
        response = ask(box, "GET", "/me", headers={}, authenticate=lambda _, name=name: name)
        assert response.status_code == 200
        assert "x-evil" not in response.headers
    for raw in (b"Origin: https://a.example\rX-Evil: 1\r\n", b"X-Request-Id: a\nX-Evil: 1\r\n", b"Bad Name: x\r\n"):
        answer = served.raw(request("POST", "/session", {}).replace(b"Host:", raw + b"Host:", 1))
        assert status(answer) in {400, 403}
        assert b"x-evil" not in answer.lower()
    alive(served)


def test_a_request_id_is_never_the_clients(box: Sandbox) -> None:
    response = ask(box, "GET", "/me", headers={**bearer(), "x-request-id": "req_mine"})
    assert response.headers["x-request-id"] != "req_mine"


@pytest.mark.parametrize(
    "path",
    ["//session", "/session/", "/Session", "/session%00", "/session;x", "/./session", "/page/../session", "/page/%2e%2e/session", "/call/../session", "/call/rtc_1/../../admin/calls", "/call/%2e%2e%2fadmin", "/call/", "/call/a b", "/call/*", "/admin/calls/*", "/call/" + "a" * 200, "/v1//realtime/sessions", "/%2fsession"],
)  # fmt: skip
def test_path_tricks(served: Served, path: str) -> None:
    for method in ("POST", "DELETE", "GET"):
        assert status(served.raw(request(method, path, {}))) in {404, 400}, (method, path)
    alive(served)


def test_log_injection(box: Sandbox, caught: pytest.LogCaptureFixture) -> None:
    evil = 'alice\n{"event": "key", "user": "bob"}\r\n\x1b[31m'
    told = {"error": {"message": f"x\n{evil}", "code": evil, "type": evil, "param": evil}}
    for status_code in (500, 403):
        box.fail_next(status_code, {}, body=told)
    box.fail_next(200, {}, body=evil)

    async def several() -> None:
        async with asking(box, authenticate=lambda _: evil, calls=CallLimits(at_stop="list")) as client:
            for _ in range(3):
                await client.post("/session", json={})
            assert (await client.post("/call", json={"sdp": OFFER})).status_code == 201
            await client.post("/session", json={evil: 1}, headers={"origin": ORIGIN})
            await client.get(f"/{evil.encode().hex()}", headers={"user-agent": "x", "x-forwarded-for": "1.2.3.4"})

    run(several())
    assert len(box.requests) == 4
    box.reset()
    for record in caught.records:
        if record.name.startswith("realtime_sessions.gateway"):
            assert "\n" not in record.getMessage()
            assert "\x1b" not in record.getMessage()


SMUGGLED = request("POST", "/session", {})
CHUNKED = request("POST", "/session").replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")


@pytest.mark.parametrize(
    "raw",
    [
        CHUNKED.replace(b"Host:", b"Content-Length: 5\r\nHost:") + b"0\r\n\r\n" + SMUGGLED,
        CHUNKED.replace(b"Host:", b"Transfer-Encoding: identity\r\nHost:") + b"2\r\n{}\r\n0\r\n\r\n",
        CHUNKED.replace(b": chunked", b": xchunked") + b"2\r\n{}\r\n0\r\n\r\n",
        CHUNKED + b"+2\r\n{}\r\n0\r\n\r\n",
        CHUNKED + b"f" * 17 + b"\r\n{}\r\n0\r\n\r\n",
        SMUGGLED.replace(b"Length: 2", b"Length: 2\r\nContent-Length: 5"),
        SMUGGLED.replace(b"Length: 2", b"Length: +2"),
        SMUGGLED.replace(b"Length: 2", b"Length : 2"),
        SMUGGLED.replace(b"Content-Length", b"X: y\r\n Content-Length"),
        SMUGGLED.replace(b"\r\n", b"\n"),
        SMUGGLED.replace(b"Host:", b"Host: evil.example\r\nHost:"),
        SMUGGLED.replace(b"HTTP/1.1", b"HTTP/3.7"),
        SMUGGLED.replace(b"POST /", b"POST http://evil.example/"),
        SMUGGLED.replace(b"POST /", b"POST http://gw.example/"),
        SMUGGLED.replace(b"POST /", b"POST https://evil.example:8443/"),
        SMUGGLED.replace(b"Host:", b"X: " + b"a" * 65_536 + b"\r\nHost:"),
        SMUGGLED.replace(b"POST /", b"POST /" + b"a" * 65_536),
        SMUGGLED.replace(b"POST /", b"CONNECT evil.example:443 HTTP/1.1\r\nX: "),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: gw.example\r\n\r\n",
    ],
)
def test_a_request_that_two_readers_would_read_differently(served: Served, raw: bytes) -> None:
    assert status(served.raw(raw)) == 400
    alive(served)


@pytest.mark.parametrize("version", [b"HTTP/2.0", b"HTTP/0.9"])
def test_another_version_of_http_is_not_read_as_this_one(served: Served, version: bytes) -> None:
    assert status(served.raw(SMUGGLED.replace(b"HTTP/1.1", version))) == 505
    assert status(served.raw(request("GET", "/healthz").replace(b"HTTP/1.1", b"HTTP/1.0"))) == 200
    alive(served)


def test_a_method_or_a_path_in_a_header(served: Served) -> None:
    for name in ("X_HTTP_Method_Override", "X_Method_Override"):
        assert status(served.raw(request("GET", "/session", {}, **{name: "POST"}))) == 405
    for name in ("X_Original_URL", "X_Rewrite_URL", "X_Forwarded_Prefix"):
        assert status(served.raw(request("POST", "/healthz", {}, **{name: "/session"}))) == 200
    for name in ("X_Forwarded_Host", "Forwarded"):
        answer = served.raw(request("POST", "/session", {}, **{name: "host=gw.example", "Host": "evil.example"}))
        assert refused(answer, 421)["code"] == "unknown_host"
