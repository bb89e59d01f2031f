"""Door 2: calls that the gateway makes for browsers."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from realtime_sessions.gateway import CallLimits, Policy
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.calling import calling
from tests.behaviour.gateway.support import (
    KEY,
    OFFER,
    ask,
    asking,
    bearer,
    error_of,
    run,
)


def test_a_call_is_made_with_the_servers_key_and_words(box: Sandbox) -> None:
    response = ask(
        box, "POST", "/call", body={"sdp": OFFER, "config": {"voice": "ash", "input_audio_transcription": None}}
    )
    assert response.status_code == 201
    told = response.json()
    assert told.keys() == {"sdp", "call_id", "ends_at"}
    assert told["sdp"].startswith("v=0\r\n")
    assert told["call_id"] == box.calls[-1].id
    session = box.calls[-1].session
    assert session["type"] == "realtime"
    assert session["model"] == "gpt-realtime-2.1"
    assert session["instructions"] == "The server's own words."
    assert session["audio"] == {"input": {"transcription": None}, "output": {"voice": "ash"}}
    first = box.requests[0]
    assert (first.path, first.headers["authorization"]) == ("/v1/realtime/calls", "Bearer sk-***")
    assert len(first.headers["openai-safety-identifier"]) == 64
    assert first.headers["content-type"].startswith("multipart/form-data; boundary=")


def test_an_offer_alone_has_the_policys_defaults(box: Sandbox) -> None:
    async def once() -> httpx.Response:
        async with asking(box) as client:
            return await client.post("/call", content=OFFER, headers={**bearer(), "content-type": "application/sdp"})

    assert run(once()).status_code == 201
    assert box.calls[-1].session["audio"]["output"]["voice"] == "marin"


def test_a_call_on_azure() -> None:
    from realtime_sessions import AsyncRealtimeSessions  # noqa: PLC0415

    with Sandbox(profile="azure") as azure:
        client = AsyncRealtimeSessions.azure(azure.azure_endpoint, api_key=KEY, defaults={"model": "a-deployment"})
        response = ask(azure, "POST", "/call", body={"sdp": OFFER}, client=client, policy=Policy())
        assert response.status_code == 201
        assert azure.calls[-1].session["model"] == "a-deployment"


@pytest.mark.parametrize(
    ("body", "status", "param"),
    [
        ({}, 422, "sdp"),
        ({"sdp": 3}, 422, "sdp"),
        ({"sdp": "hello"}, 422, "sdp"),
        ({"sdp": OFFER + "\0"}, 422, "sdp"),
        ({"sdp": "v=0\r\n"}, 400, "sdp"),
        ({"sdp": OFFER, "config": []}, 422, "config"),
        ({"sdp": OFFER, "voice": "ash"}, 422, "voice"),
        ({"sdp": OFFER, "config": {"instructions": "mine"}}, 422, "instructions"),
        ({"sdp": OFFER, "config": {"model": "gpt-realtime"}}, 422, "model"),
        ({"sdp": OFFER, "config": {"expires_after": 60}}, 422, "expires_after"),
    ],
)
def test_what_is_no_call(box: Sandbox, body: Any, status: int, param: str) -> None:
    before = len(box.calls)
    response = ask(box, "POST", "/call", body=body)
    assert (response.status_code, error_of(response)["param"]) == (status, param)
    assert len(box.calls) == before


def test_what_a_call_cannot_express_is_refused(box: Sandbox) -> None:
    response = ask(box, "POST", "/call", body={"sdp": OFFER, "config": {"temperature": 0.7}}, policy=Policy.free())
    assert (response.status_code, error_of(response)["param"]) == (422, "temperature")


def test_there_are_so_many_calls_at_once_for_a_user_and_for_all(box: Sandbox) -> None:
    async def several() -> None:
        async with asking(box, calls=CallLimits(per_user=2, overall=3)) as client:
            first = await calling(client)
            assert [(await calling(client)).status_code for _ in range(3)] == [201, 429, 429]
            assert [(await calling(client, "bob")).status_code for _ in range(2)] == [201, 429]
            assert (await client.delete(f"/call/{first.json()['call_id']}", headers=bearer())).status_code == 204
            assert (await calling(client, "bob")).status_code == 201
            listed = (await client.get("/admin/calls", headers=bearer("root"))).json()["calls"]
            assert sorted(each["user"] for each in listed) == ["alice", "bob", "bob"]
            assert listed[0].keys() == {"call_id", "user", "opened_at", "ends_at"}
            for each in listed:
                assert (
                    await client.delete(f"/admin/calls/{each['call_id']}", headers=bearer("root"))
                ).status_code == 204
            assert (await client.get("/admin/calls", headers=bearer("root"))).json()["calls"] == []

    run(several())
    assert all(call.ended for call in box.calls)


def test_many_at_the_same_moment_get_no_more_places(box: Sandbox) -> None:
    async def several() -> list[int]:
        async with asking(box, calls=CallLimits(per_user=3), limits=_unlimited()) as client:
            return [each.status_code for each in await asyncio.gather(*(calling(client) for _ in range(20)))]

    assert sorted(run(several())) == [201] * 3 + [429] * 17


def _unlimited() -> Any:
    from realtime_sessions.gateway import RateLimits  # noqa: PLC0415

    return RateLimits(None, None, None)


def test_a_call_that_fails_gives_its_place_back(box: Sandbox) -> None:
    async def several() -> None:
        async with asking(box, calls=CallLimits(per_user=1), timeout=0.5) as client:
            box.fail_next(500, times=2)
            assert [(await calling(client)).status_code for _ in range(2)] == [500, 500]
            box.break_next("hang")
            assert (await calling(client)).status_code == 504
            assert (await calling(client)).status_code == 201

    run(several())


def test_a_call_is_asked_for_once_whatever_happens(box: Sandbox) -> None:
    box.fail_next(503)
    response = ask(box, "POST", "/call", body={"sdp": OFFER}, client_options={"max_retries": 5})
    assert response.status_code == 503
    assert len(box.requests) == 1


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [(201, {"location": "/v1/realtime/calls/rtc_1"}, "no sdp"), (201, {}, "v=0\r\n"), (201, {"location": "/x/a b"}, "v=0\r\n"), (200, {}, {})],
)  # fmt: skip
def test_an_answer_that_is_none(box: Sandbox, status: int, headers: Any, body: Any) -> None:
    box.fail_next(status, headers, body=body)
    response = ask(box, "POST", "/call", body={"sdp": OFFER})
    assert (response.status_code, error_of(response)["code"]) == (502, "provider_failed")


def test_other_media_are_no_offer(box: Sandbox) -> None:
    async def once() -> int:
        async with asking(box) as client:
            told = {**bearer(), "content-type": "text/plain"}
            return (await client.post("/call", content=OFFER, headers=told)).status_code

    assert run(once()) == 415
