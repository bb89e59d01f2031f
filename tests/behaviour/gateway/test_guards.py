"""The way here: listed origins may ask, and what preflights say; hosts; loopback; who may read the metrics."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from realtime_sessions.gateway import create_app
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.support import ORIGIN, ask, asked, asking, bearer, error_of, run, settings


def test_a_listed_origin_may_ask(box: Sandbox) -> None:
    response = ask(
        box, "POST", "/session", body={}, headers={**bearer(), "origin": ORIGIN, "sec-fetch-site": "cross-site"}
    )
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == ORIGIN
    assert "access-control-allow-credentials" not in response.headers
    assert "Retry-After" in response.headers["access-control-expose-headers"]


def test_a_refusal_can_be_read_by_the_page_too(box: Sandbox) -> None:
    response = ask(box, "POST", "/session", body={}, headers={"origin": ORIGIN})
    assert (response.status_code, response.headers["access-control-allow-origin"]) == (401, ORIGIN)


def test_a_preflight(box: Sandbox) -> None:
    headers = {"origin": ORIGIN, "access-control-request-method": "POST"}
    response = ask(box, "OPTIONS", "/session", headers=headers)
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == ORIGIN
    assert response.headers["access-control-allow-methods"] == "GET, POST, DELETE"
    assert response.headers["access-control-allow-headers"] == "Authorization, Content-Type"
    assert response.content == b""
    assert "access-control-allow-origin" not in ask(box, "OPTIONS", "/session", headers={}).headers


def test_the_gateways_own_pages_may_ask(box: Sandbox) -> None:
    headers = {**bearer(), "origin": "http://gw.example", "sec-fetch-site": "same-origin"}
    assert ask(box, "POST", "/session", body={}, headers=headers).status_code == 200
    headers["origin"] = "https://gw.example"
    assert ask(box, "POST", "/session", body={}, headers=headers).status_code == 403


def test_a_host_is_listed_with_its_port(box: Sandbox) -> None:
    for host, status in (("gw.example", 200), ("GW.example", 200), ("other.example:8443", 200), ("other.example", 421)):
        headers = {**bearer(), "host": host}
        assert ask(box, "GET", "/me", headers=headers, hosts=["gw.example", "other.example:8443"]).status_code == status


@pytest.mark.parametrize(
    ("host", "peer", "status"),
    [
        ("127.0.0.1:8080", "127.0.0.1", 200),
        ("localhost:8080", "127.0.0.1", 200),
        ("localhost", "::1", 200),
        ("[::1]:8080", "::1", 200),
        ("evil.example:8080", "127.0.0.1", 421),
        ("localhost.evil.example", "127.0.0.1", 421),
        ("127.0.0.1:8080", "192.0.2.7", 403),
        ("127.0.0.1:8080", "", 403),
    ],
)
def test_dev_is_for_ones_own_machine(box: Sandbox, host: str, peer: str, status: int) -> None:
    async def once() -> httpx.Response:
        app = create_app(settings(box, dev=True, authenticate=None, hosts=[], secret=""))
        async with app.running(), asked(app, peer) as client:
            client.base_url = httpx.URL("http://127.0.0.1")
            return await client.post("/session", json={}, headers={"host": host})

    assert run(once()).status_code == status


RELAYED = [
    {"x-forwarded-for": "203.0.113.9"},
    {"forwarded": "for=203.0.113.9"},
    {"x-forwarded-host": "tunnel.example"},
    {"x-real-ip": "203.0.113.9"},
    {"via": "1.1 tunnel"},
]


@pytest.mark.parametrize("headers", RELAYED)
def test_dev_is_not_reached_through_a_tunnel_that_says_it_is_local(box: Sandbox, headers: dict[str, str]) -> None:
    async def once() -> httpx.Response:
        app = create_app(settings(box, dev=True, authenticate=None, hosts=[], secret=""))
        async with app.running(), asked(app, "127.0.0.1") as client:
            client.base_url = httpx.URL("http://127.0.0.1")
            return await client.post("/session", json={}, headers=headers)

    response = run(once())
    assert (response.status_code, error_of(response)["code"]) == (403, "loopback_only")
    assert box.requests == []


@pytest.mark.parametrize("headers", RELAYED)
def test_the_metrics_are_not_told_through_a_proxy_that_is_not_known(box: Sandbox, headers: dict[str, str]) -> None:
    async def statuses(proxies: list[str]) -> list[int]:
        app = create_app(settings(box, proxies=proxies))
        async with app.running(), asked(app, "127.0.0.1") as client:
            return [(await client.get("/metrics", headers=told)).status_code for told in ({}, headers)]

    assert run(statuses([])) == [200, 404]
    assert run(statuses(["127.0.0.1"])) == [200, 404]


def test_the_metrics_are_for_those_who_may_read_them(box: Sandbox) -> None:
    async def once(peer: str) -> httpx.Response:
        app = create_app(settings(box))
        async with app.running(), asked(app, peer) as client:
            await client.post("/session", json={}, headers=bearer())
            await client.post("/session", json={"voise": 1}, headers=bearer())
            await client.get("/nothing/of/the/kind")
            return await client.get("/metrics")

    assert run(once("192.0.2.7")).status_code == 404
    text = run(once("127.0.0.1")).text
    assert 'realtime_gateway_answers_total{door="/session",status="200"} 1.0' in text
    assert 'realtime_gateway_answers_total{door="/session",status="422"} 1.0' in text
    assert 'realtime_gateway_answers_total{door="other",status="404"} 1.0' in text
    assert "realtime_gateway_keys_total 1.0" in text
    assert "/nothing" not in text
    assert "alice" not in text


def test_nothing_but_http_is_answered(box: Sandbox) -> None:
    sent: list[Any] = []

    async def once() -> None:
        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> Any:
            return {"type": "websocket.connect"}

        app = create_app(settings(box))
        await app({"type": "websocket", "path": "/session", "headers": []}, receive, send)

    run(once())
    assert sent == [{"type": "websocket.close", "code": 1000}]


def test_health(box: Sandbox) -> None:
    async def several() -> None:
        async with asking(box) as client:
            for path in ("/healthz", "/readyz"):
                response = await client.get(path, headers={"host": "10.0.0.3:8080"})
                assert (response.status_code, response.json()["status"]) == (200, "ok")

    run(several())


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("10.0.0.5:8080", 200),  # the address that it is reached at, as scrapers say it
        ("metrics.internal:8080", 200),
        ("gw.example", 200),
        ("10.0.0.5", 421),
        ("10.0.0.6:8080", 421),
        ("evil.example:8080", 421),
        ("", 421),
    ],
)
def test_the_metrics_are_told_by_known_names_only(box: Sandbox, host: str, status: int) -> None:
    async def once(path: str, **more: str) -> int:
        app = create_app(settings(box, metrics_hosts=["metrics.internal:8080"]))
        async with app.running(), asked(app, "127.0.0.1") as client:
            client.base_url = httpx.URL("http://10.0.0.5:8080")
            return (await client.get(path, headers={"host": host, **more})).status_code

    assert run(once("/metrics")) == status
    assert run(once("/metrics", origin="https://evil.example")) in {403, 421}
    assert run(once("/metrics", **{"sec-fetch-site": "cross-site"})) in {403, 421}
    assert run(once("/me")) == (401 if host == "gw.example" else 421)  # nothing else is
