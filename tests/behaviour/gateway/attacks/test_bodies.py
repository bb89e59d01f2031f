"""Attacks by what a request carries: too much, too deep, too slow, and fields that a client may not set."""

from __future__ import annotations

import socket
import time
from typing import Any

import httpx
import pytest

from realtime_sessions.gateway import Policy
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.support import (
    NESTED,
    Served,
    alive,
    ask,
    asking,
    bearer,
    error_of,
    received,
    refused,
    request,
    run,
)


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
