"""Door 2: calls that the gateway makes for browsers, and how each comes to its end."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from realtime_sessions.gateway import CallLimits, Policy, create_app
from realtime_sessions.gateway import store as store_room
from realtime_sessions.gateway.calls import Calls
from realtime_sessions.gateway.store import MemoryStore, StoreDownError
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.support import (
    KEY,
    OFFER,
    ORIGIN,
    ask,
    asked,
    asking,
    bearer,
    error_of,
    run,
    settings,
)


def calling(client: httpx.AsyncClient, user: str = "alice", **config: Any) -> Any:
    return client.post("/call", json={"sdp": OFFER, "config": config}, headers=bearer(user))


async def ended(box: Sandbox) -> None:
    for _ in range(200):
        if box.calls[-1].ended:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the call goes on")


def test_a_call_is_made_with_the_servers_key_and_words(box: Sandbox) -> None:
    response = ask(box, "POST", "/call", body={"sdp": OFFER, "config": {"voice": "ash", "turn_detection": None}})
    assert response.status_code == 201
    told = response.json()
    assert told.keys() == {"sdp", "call_id", "ends_at"}
    assert told["sdp"].startswith("v=0\r\n")
    assert told["call_id"] == box.calls[-1].id
    session = box.calls[-1].session
    assert session["type"] == "realtime"
    assert session["model"] == "gpt-realtime-2.1"
    assert session["instructions"] == "The server's own words."
    assert session["audio"] == {"input": {"turn_detection": None}, "output": {"voice": "ash"}}
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


def test_an_end_that_fails_is_tried_again(box: Sandbox) -> None:
    from realtime_sessions.gateway import calls as room  # noqa: PLC0415

    async def several() -> None:
        async with asking(box, calls=CallLimits(max_duration=0.3)) as client:
            name = (await calling(client)).json()["call_id"]
            box.fail_next(500, {"x-should-retry": "false"})
            assert (await client.delete(f"/call/{name}", headers=bearer())).status_code == 502
            assert not box.calls[-1].ended
            await ended(box)

    patched = pytest.MonkeyPatch()
    patched.setattr(room, "_ENDING", 0)
    with patched.context():
        run(several())
    patched.undo()


def test_a_call_that_had_ended_already_is_ended(box: Sandbox) -> None:
    async def several() -> None:
        async with asking(box) as client:
            name = (await calling(client)).json()["call_id"]
            box.calls[-1].ended = True
            assert (await client.delete(f"/call/{name}", headers=bearer())).status_code == 204
            assert (await client.get("/admin/calls", headers=bearer("root"))).json()["calls"] == []

    run(several())


def test_without_a_duration_a_call_has_no_end(box: Sandbox) -> None:
    response = ask(box, "POST", "/call", body={"sdp": OFFER}, calls=CallLimits(max_duration=None))
    assert response.json()["ends_at"] is None


@pytest.mark.parametrize("at_stop", ["end", "list"])
def test_calls_that_are_open_at_a_stop(box: Sandbox, at_stop: str, caught: pytest.LogCaptureFixture) -> None:
    async def several() -> str:
        async with asking(box, calls=CallLimits(at_stop=at_stop)) as client:
            return str((await calling(client)).json()["call_id"])

    name = run(several())
    assert box.calls[-1].ended is (at_stop == "end")
    assert f"call {name} of alice is still open" in caught.text or at_stop == "end"


def test_a_client_that_left_has_no_call(box: Sandbox) -> None:
    """It left while the provider was asked: the answer reaches nobody, so the call is ended at once."""

    async def several() -> None:
        app = create_app(settings(box))
        messages = [
            {"type": "http.request", "body": OFFER.encode(), "more_body": False},
            {"type": "http.disconnect"},
        ]

        async def receive() -> Any:
            return messages.pop(0)

        async def send(message: Any) -> None:
            pass

        headers = {**bearer(), "host": "gw.example", "content-type": "application/sdp"}
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "method": "POST", "path": "/call", "headers": raw, "client": ("192.0.2.7", 1)}
        async with app.running():
            await app(scope, receive, send)
            await ended(box)
            async with asked(app) as client:
                assert (await client.get("/admin/calls", headers=bearer("root"))).json()["calls"] == []

    run(several())


def test_a_ticket_makes_a_call_and_ends_it(box: Sandbox) -> None:
    async def several() -> None:
        async with asking(box, origins=[ORIGIN, "https://embed.example"]) as client:
            asked_for = {"origin": "https://embed.example"}
            ticket = (await client.post("/ticket", json=asked_for, headers=bearer())).json()
            told = {"authorization": f"Ticket {ticket['ticket']}", "origin": "https://embed.example"}
            name = (await client.post("/call", json={"sdp": OFFER}, headers=told)).json()["call_id"]
            other = await client.delete(f"/call/{name}", headers={**told, "authorization": "Ticket another"})
            assert other.status_code == 404
            theirs = (await calling(client)).json()["call_id"]
            assert (await client.delete(f"/call/{theirs}", headers=told)).status_code == 404
            assert (await client.delete(f"/call/{name}", headers=told)).status_code == 204

    run(several())


def test_a_ticket_is_good_for_a_minute(box: Sandbox) -> None:
    async def several() -> None:
        async with asking(box, ticket_seconds=0.05) as client:
            ticket = (await client.post("/ticket", json={}, headers=bearer())).json()
            await asyncio.sleep(0.1)
            told = {"authorization": f"Ticket {ticket['ticket']}"}
            assert (await client.post("/session", json={}, headers=told)).status_code == 401

    run(several())
    response = ask(box, "POST", "/ticket", body={"voice": "ash"})
    assert (response.status_code, error_of(response)["param"]) == (422, "voice")


class Flaky(MemoryStore):
    """A store that fails at chosen steps."""

    def __init__(self, *steps: str) -> None:
        super().__init__()
        self.steps = steps

    def __getattribute__(self, name: str) -> Any:
        if name in super().__getattribute__("__dict__").get("steps", ()):

            async def away(*_: Any) -> Any:
                raise StoreDownError("ConnectionError")

            return away
        return super().__getattribute__(name)


def flaky(box: Sandbox, *steps: str, **more: Any) -> Any:
    app = create_app(settings(box, **more))
    store = Flaky(*steps)
    app._context.calls.store = store
    object.__setattr__(app._context, "store", store)
    return app


@pytest.mark.parametrize("failure", ["closed", "open"])
def test_a_call_that_cannot_be_noted_is_ended(box: Sandbox, failure: str) -> None:
    """Nobody would end it, so it is ended at once, whatever the settings say of limits."""

    async def several() -> None:
        app = flaky(box, "put", on_store_failure=failure)
        async with app.running(), asked(app) as client:
            response = await calling(client)
            assert (response.status_code, error_of(response)["code"]) == (503, "store_unavailable")
            assert box.calls[-1].ended

    run(several())


def test_a_ticket_is_not_good_while_nobody_can_tell_whether_it_was_used(box: Sandbox) -> None:
    async def several() -> None:
        app = flaky(box, "take", on_store_failure="open")
        async with app.running(), asked(app) as client:
            ticket = (await client.post("/ticket", json={}, headers=bearer())).json()["ticket"]
            response = await client.post("/session", json={}, headers={"authorization": f"Ticket {ticket}"})
            assert (response.status_code, error_of(response)["code"]) == (503, "store_unavailable")

    run(several())
    assert box.requests == []


def test_the_watch_goes_on_after_a_failure(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch, caught: pytest.LogCaptureFixture
) -> None:
    look, failures = Calls.look, [RuntimeError("one look fails")]

    async def failing(calls: Calls) -> None:
        if failures:
            raise failures.pop()
        await look(calls)

    async def several() -> None:
        async with asking(box, calls=CallLimits(max_duration=0.3)) as client:
            await calling(client)
            await ended(box)

    monkeypatch.setattr(Calls, "look", failing)
    run(several())
    assert "one look fails" in caught.text


def test_many_tickets_are_refused(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_room, "_MOST_TICKETS", 2)

    async def several() -> list[int]:
        async with asking(box) as client:
            return [(await client.post("/ticket", json={}, headers=bearer())).status_code for _ in range(3)]

    assert run(several()) == [200, 200, 503]


def test_other_media_are_no_offer(box: Sandbox) -> None:
    async def once() -> int:
        async with asking(box) as client:
            told = {**bearer(), "content-type": "text/plain"}
            return (await client.post("/call", content=OFFER, headers=told)).status_code

    assert run(once()) == 415
