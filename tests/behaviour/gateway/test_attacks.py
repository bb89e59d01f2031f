"""Attacks, each by its name: none mints, none leaks, none crashes."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import socket
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from realtime_sessions.gateway import CallLimits, Policy, RateLimits
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.signing import AUDIENCE, ISSUER, Signer, hand_made
from tests.behaviour.gateway.support import (
    KEY,
    OFFER,
    ORIGIN,
    TOKENS,
    Served,
    ask,
    asking,
    bearer,
    error_of,
    received,
    request,
    run,
    serving,
)

SIGNER = Signer()
NESTED = "/v1/realtime/client_secrets"


@pytest.fixture(scope="module")
def served(shared_box: Sandbox) -> Iterator[Served]:
    with serving(shared_box, body_seconds=0.5, limits=RateLimits(None, None, None)) as served:
        yield served


@pytest.fixture(autouse=True)
def _nothing_minted_nothing_leaked(box: Sandbox, caught: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    assert box.requests == []
    assert KEY not in caught.text
    assert not any(token in caught.text for token in TOKENS.values())


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def refused(answer: bytes, expected: int) -> dict[str, Any]:
    assert status(answer) == expected, answer
    error = json.loads(answer.partition(b"\r\n\r\n")[2])["error"]
    assert KEY not in str(error)
    return dict(error)


def alive(served: Served) -> None:
    assert status(served.raw(request("GET", "/healthz"))) == 200


def with_token(box: Sandbox, token: str) -> None:
    response = ask(
        box, "POST", "/session", body={}, headers={"authorization": f"Bearer {token}"}, authenticate=SIGNER.tokens()
    )
    assert (response.status_code, error_of(response)["code"]) == (401, "unauthenticated")
    assert response.headers["www-authenticate"] == "Bearer"


def test_no_token(box: Sandbox) -> None:
    for path in ("/session", NESTED, "/v1/realtime/sessions", "/call", "/ticket"):
        response = ask(box, "POST", path, body={}, headers={})
        assert (response.status_code, error_of(response)["type"]) == (401, "authentication_error")
    for method, path in (
        ("GET", "/me"),
        ("GET", "/admin/calls"),
        ("DELETE", "/call/rtc_1"),
        ("DELETE", "/admin/calls/rtc_1"),
    ):
        assert ask(box, method, path, headers={}).status_code == 401


def test_wrong_token(box: Sandbox) -> None:
    with_token(box, SIGNER.token(key=Signer().rsa))
    for told in (
        "",
        "Bearer",
        "Bearer ",
        f"Bearer {TOKENS['alice']}x",
        f"Token {TOKENS['alice']}",
        "Bearer a b",
        "Ticket",
    ):
        assert ask(box, "POST", "/session", body={}, headers={"authorization": told}).status_code == 401


def test_expired_token(box: Sandbox) -> None:
    with_token(box, SIGNER.token(exp=time.time() - 60))
    with_token(box, SIGNER.token(nbf=time.time() + 60))
    with_token(box, SIGNER.token(exp=None))


def test_none_algorithm_token(box: Sandbox) -> None:
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "alice", "exp": time.time() + 60}
    for algorithm in ("none", "None", "NONE", "", None, 0):
        with_token(box, hand_made({"alg": algorithm, "typ": "JWT", "kid": "rsa"}, claims))


def test_jwks_confusion(box: Sandbox) -> None:
    """The public key as an HMAC secret, keys that a token brings or points to, and keys that aren't for signing."""
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "alice", "exp": time.time() + 60}
    unsigned = hand_made({"alg": "HS256", "typ": "JWT", "kid": "rsa"}, claims).rpartition(".")[0]
    signature = hmac.new(SIGNER.public_pem, unsigned.encode(), hashlib.sha256).digest()
    with_token(box, f"{unsigned}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}")
    with_token(box, SIGNER.token(key="shared" * 10, algorithm="HS256", head={"kid": "shared"}))
    mine = Signer()
    with_token(box, mine.token(head={"jwk": mine.jwks["keys"][0]}))
    with_token(box, mine.token(head={"jku": "https://evil.example/jwks", "kid": "mine"}))
    with_token(box, SIGNER.token(head={"kid": "encrypting"}))
    with_token(box, SIGNER.token(key=SIGNER.ec, algorithm="ES256", head={"kid": "rsa"}))
    with_token(box, SIGNER.token(head={"kid": "../../etc/passwd"}))
    with_token(box, SIGNER.token(head={"kid": ""}))


def test_token_of_another_issuer_or_audience(box: Sandbox) -> None:
    wrongs: list[dict[str, Any]] = [
        {"iss": "https://evil.example"},
        {"iss": ISSUER + "/"},
        {"aud": "other"},
        {"aud": None},
        {"iss": None},
        {"sub": None},
    ]
    for wrong in wrongs:
        with_token(box, SIGNER.token(**wrong))
    with_token(box, "a." * 40_000)


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


def test_oversize_body(served: Served) -> None:
    head = request("POST", "/session", None, Content_Length=str(10**9))
    assert refused(served.raw(head), 413)["code"] == "body_too_large"
    assert refused(served.raw(request("POST", "/session", None, Content_Length="9" * 18)), 413)
    chunked = request("POST", "/session", None).replace(b"Content-Length: 0\r\n", b"Transfer-Encoding: chunked\r\n")
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
        connection.sendall(chunked)
        try:
            for _ in range(64):
                connection.sendall(b"10000\r\n" + b" " * 65_536 + b"\r\n")
        except OSError:
            pass
        else:
            assert refused(received(connection), 413)
    alive(served)


@pytest.mark.parametrize("raw", [b"[" * 100_000, b'{"a":' * 20_000, b'{"tools":' + b"[" * 100 + b"]" * 100 + b"}"])
def test_deep_json(box: Sandbox, raw: bytes) -> None:
    async def once() -> httpx.Response:
        async with asking(box) as client:
            return await client.post("/session", content=raw, headers={**bearer(), "content-type": "application/json"})

    response = run(once())
    assert (response.status_code, error_of(response)["code"]) == (400, "invalid_json")


@pytest.mark.parametrize(
    "raw",
    [b"{", b"nul", b"[]", b'"x"', b"3", b"\xff", b'{"speed": NaN}', b'{"speed": 1e999}', b'{"speed": %s}' % (b"9" * 5000), b'{"instructions": "\\ud800"}', b"{}{}"],
    ids=repr,
)  # fmt: skip
def test_what_is_no_json_object(box: Sandbox, raw: bytes) -> None:
    async def once() -> httpx.Response:
        async with asking(box) as client:
            return await client.post("/session", content=raw, headers={**bearer(), "content-type": "application/json"})

    assert error_of(run(once()))["code"] == "invalid_json"


def test_slow_body(served: Served) -> None:
    began = time.monotonic()
    assert (
        refused(served.raw(request("POST", "/session", None, Content_Length="100") + b"{"), 408)["code"]
        == "body_too_slow"
    )
    assert time.monotonic() - began < 8
    alive(served)


def test_body_that_never_ends_and_a_client_that_leaves(served: Served) -> None:
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
            connection.sendall(request("POST", "/session", None, Content_Length="100") + b"{")
    alive(served)


def test_compressed_body(box: Sandbox) -> None:
    response = ask(box, "POST", "/session", body={}, headers={**bearer(), "content-encoding": "gzip"})
    assert response.status_code == 415


def test_form_instead_of_json(box: Sandbox) -> None:
    async def several() -> list[int]:
        async with asking(box) as client:
            told = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "application/json5")
            return [
                (await client.post("/session", content=b"{}", headers={**bearer(), "content-type": each})).status_code
                for each in told
            ]

    assert run(several()) == [415] * 5


def test_get_instead_of_post(box: Sandbox) -> None:
    for method in ("GET", "HEAD", "PUT", "PATCH", "DELETE"):
        response = ask(box, method, "/session")
        assert (response.status_code, response.headers["allow"]) == (405, "POST")


def test_field_smuggling_by_duplicate_keys(box: Sandbox) -> None:
    raws = [
        b'{"voice": "ash", "voice": "sage"}',
        b'{"instructions": "mine", "instruct\\u0069ons": "x"}',
        b'{"turn_detection": {"type": "server_vad", "type": "semantic_vad"}}',
    ]

    async def several() -> list[httpx.Response]:
        async with asking(box) as client:
            headers = {**bearer(), "content-type": "application/json"}
            return [await client.post("/session", content=raw, headers=headers) for raw in raws]

    assert [error_of(response)["code"] for response in run(several())] == ["repeated_name"] * 3


@pytest.mark.parametrize(
    "name", ["__proto__", "constructor", "prototype", "__class__", "extra_body", "headers", "timeout", "max_retries", "idempotency_key", "config", "safety_identifier", "Voice", "voice ", "voice\u0000", "session", "type", "client_secret"]
)  # fmt: skip
def test_field_smuggling_by_prototype_and_unknown_keys(box: Sandbox, name: str) -> None:
    for path, body in (("/session", {name: {"x": 1}}), (NESTED, {"session": {"type": "realtime", name: {"x": 1}}})):
        if path == NESTED and name == "type":
            continue
        response = ask(box, "POST", path, body=body)
        assert response.status_code == 422, response.text
        assert error_of(response)["code"] in {"unknown_parameter", "not_allowed", "invalid_parameter"}


def test_field_smuggling_beside_the_session(box: Sandbox) -> None:
    for body in (
        {"session": {"type": "realtime"}, "instructions": "mine"},
        {"session": {"type": "realtime"}, "voice": "ash"},
        {"session": {"type": "realtime", "session": {"instructions": "mine"}}},
        {"session": [{"type": "realtime"}]},
        {"session": {"type": "realtime", "audio": [1]}},
        {"session": None},
    ):
        assert ask(box, "POST", NESTED, body=body).status_code == 422


def test_life_above_the_maximum(box: Sandbox) -> None:
    for life in (121, 7000, 10**9, 120.5, "120", True, -1, None):
        assert error_of(ask(box, "POST", "/session", body={"expires_after": life}))["param"] == "expires_after"
    body: dict[str, Any] = {"session": {"type": "realtime"}, "expires_after": {"anchor": "created_at", "seconds": 121}}
    assert error_of(ask(box, "POST", NESTED, body=body))["param"] == "expires_after.seconds"


def test_life_left_out(box: Sandbox) -> None:
    assert ask(box, "POST", "/session", body={}).json()["expires_at"] - time.time() < 121
    assert ask(box, "POST", "/session", body={}, policy=Policy()).json()["expires_at"] - time.time() < 61
    assert [request.body["expires_after"]["seconds"] for request in box.requests] == [120, 60]
    box.reset()


def test_model_left_out(box: Sandbox) -> None:
    assert ask(box, "POST", "/session", body={}).status_code == 200
    body = {"session": {"type": "realtime"}}
    assert ask(box, "POST", NESTED, body=body).status_code == 200
    assert {request.body["session"]["model"] for request in box.requests} == {"gpt-realtime-2.1"}
    box.reset()


def test_model_not_allowed(box: Sandbox) -> None:
    for model in ("gpt-realtime", "gpt-realtime-2.1 ", "GPT-REALTIME-2.1", "", None, ["gpt-realtime-2.1"]):
        assert error_of(ask(box, "POST", "/session", body={"model": model}))["param"] == "model"
    body = {"session": {"type": "realtime", "model": "gpt-realtime"}}
    assert error_of(ask(box, "POST", NESTED, body=body))["param"] == "session.model"


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
    box.fail_next(500, {}, body={"error": {"message": f"x\n{evil}", "code": evil, "type": evil, "param": evil}})

    async def several() -> None:
        async with asking(box, authenticate=lambda _: evil) as client:
            await client.post("/session", json={})
            await client.post("/session", json={evil: 1}, headers={"origin": ORIGIN})
            await client.get(f"/{evil.encode().hex()}", headers={"user-agent": "x", "x-forwarded-for": "1.2.3.4"})

    run(several())
    assert len(box.requests) == 1
    box.reset()
    for record in caught.records:
        if record.name.startswith("realtime_sessions.gateway"):
            assert "\n" not in record.getMessage()
            assert "\x1b" not in record.getMessage()


def test_another_users_budget(box: Sandbox) -> None:
    """Who floods uses up their own budget, not another's, whatever address they claim to come from."""
    limits = RateLimits(per_user="2/minute", per_address=None, overall="4/minute")

    async def several() -> list[int]:
        async with asking(box, limits=limits) as client:
            found = [
                (await client.post("/session", json={}, headers={**bearer("bob"), "x-forwarded-for": f"192.0.2.{n}"}))
                for n in range(10)
            ]
            found += [await client.post("/session", json={}, headers=bearer("alice"))]
            return [each.status_code for each in found]

    assert run(several()) == [200] * 2 + [429] * 8 + [200]
    assert len(box.requests) == 3
    box.reset()


def test_another_users_call_id(box: Sandbox) -> None:
    async def several() -> None:
        async with asking(box) as client:
            name = (await client.post("/call", json={"sdp": OFFER}, headers=bearer("alice"))).json()["call_id"]
            theirs = await client.delete(f"/call/{name}", headers=bearer("bob"))
            none = await client.delete("/call/rtc_none", headers=bearer("bob"))
            assert theirs.status_code == none.status_code == 404
            assert error_of(theirs)["message"] == error_of(none)["message"]
            for method, path in (("GET", "/admin/calls"), ("DELETE", f"/admin/calls/{name}")):
                assert (await client.request(method, path, headers=bearer("alice"))).status_code == 403
            assert not box.calls[-1].ended
            assert (await client.delete(f"/call/{name}", headers=bearer("alice"))).status_code == 204
            assert box.calls[-1].ended

    run(several())
    box.reset()


def test_a_ticket_used_twice(box: Sandbox) -> None:
    async def several() -> list[int]:
        async with asking(box) as client:
            ticket = (await client.post("/ticket", json={}, headers={**bearer(), "origin": ORIGIN})).json()["ticket"]
            told = {"authorization": f"Ticket {ticket}", "origin": ORIGIN}
            found = [await client.post("/session", json={}, headers=told) for _ in range(3)]
            found += [await client.post("/call", json={"sdp": OFFER}, headers=told)]
            return [each.status_code for each in found]

    assert run(several()) == [200, 401, 401, 401]
    assert len(box.requests) == 1
    box.reset()


def test_a_ticket_used_elsewhere(box: Sandbox) -> None:
    """From another page, from none, at a door that takes none, and at a gateway with another policy."""
    other = "https://embed.example"

    async def several() -> None:
        async with asking(box, origins=[ORIGIN, other]) as client:

            async def ticket(**body: Any) -> dict[str, str]:
                answer = await client.post("/ticket", json=body, headers={**bearer(), "origin": ORIGIN})
                return {"authorization": f"Ticket {answer.json()['ticket']}"}

            for headers in ({"origin": other}, {}, {"origin": "https://evil.example"}):
                answer = await client.post("/session", json={}, headers=await ticket() | headers)
                assert answer.status_code in {401, 403}
            for method, path in (("POST", NESTED), ("POST", "/ticket"), ("GET", "/me"), ("GET", "/admin/calls")):
                told = await ticket() | {"origin": ORIGIN}
                assert (await client.request(method, path, json={}, headers=told)).status_code == 401
            for wrong in ("https://evil.example", "", None, 3):
                answer = await client.post("/ticket", json={"origin": wrong}, headers={**bearer(), "origin": ORIGIN})
                assert (answer.status_code, error_of(answer)["param"]) == (422, "origin")

    run(several())


def test_a_call_past_its_duration(box: Sandbox) -> None:
    async def several() -> None:
        async with asking(box, calls=CallLimits(max_duration=0.2, per_user=1)) as client:
            name = (await client.post("/call", json={"sdp": OFFER}, headers=bearer())).json()["call_id"]
            assert (await client.post("/call", json={"sdp": OFFER}, headers=bearer())).status_code == 429
            for _ in range(100):
                if box.calls[-1].ended:
                    break
                await asyncio.sleep(0.05)
            assert (box.calls[-1].id, box.calls[-1].ended) == (name, True)
            assert (await client.delete(f"/call/{name}", headers=bearer())).status_code == 404

    run(several())
    assert [each.path.rpartition("/")[2] for each in box.requests] == ["calls", "hangup"]
    box.reset()
