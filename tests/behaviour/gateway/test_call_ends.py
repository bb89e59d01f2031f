"""How calls come to their end: by their user, by time, with the gateway, and where something fails."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from realtime_sessions.gateway import CallLimits, create_app
from realtime_sessions.gateway import store as store_room
from realtime_sessions.gateway.calls import Calls
from realtime_sessions.gateway.provider import Provider
from realtime_sessions.gateway.store import Call, MemoryStore
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.calling import ALL_STEPS, audited, calling, client_s_calls, ended, flaky, until
from tests.behaviour.gateway.support import (
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
    assert f"call {name} of 'alice' is still open" in caught.text or at_stop == "end"


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


@pytest.mark.parametrize("failure", ["closed", "open"])
def test_a_calls_time_runs_while_the_store_is_away(
    box: Sandbox, failure: str, caught: pytest.LogCaptureFixture
) -> None:
    """Its own process ends it, once, and tells the store when that is back."""

    async def several() -> list[Any]:
        app = flaky(box, on_store_failure=failure, calls=CallLimits(max_duration=0.6))
        store = app._context.store
        async with app.running(), asked(app) as client:
            await calling(client)
            store.steps = ALL_STEPS
            await ended(box)
            assert len(store._calls) == 1, "the store doesn't know yet"
            store.steps = ()
            await until(lambda: not store._calls)
            assert (await calling(client)).status_code == 201, "its place is free again"
            return await client_s_calls(client)

    left = run(several())
    assert len(left) == 1
    assert [request.path.rpartition("/")[2] for request in box.requests] == ["calls", "hangup", "calls", "hangup"]
    assert [json.loads(line)["why"] for line in audited(caught, "call_end")] == ["duration", "stop"]


def test_a_call_goes_on_when_the_store_is_back(box: Sandbox) -> None:
    async def several() -> None:
        app = flaky(box)
        store = app._context.store
        async with app.running(), asked(app) as client:
            name = (await calling(client)).json()["call_id"]
            store.steps = ALL_STEPS
            await until(lambda: store.failures > 2)
            store.steps = ()
            assert [call["call_id"] for call in await client_s_calls(client)] == [name]
            assert (await client.delete(f"/call/{name}", headers=bearer())).status_code == 204

    run(several())
    assert [request.path.rpartition("/")[2] for request in box.requests] == ["calls", "hangup"]


@pytest.mark.parametrize("at_stop", ["end", "list"])
def test_calls_that_are_open_at_a_stop_without_the_store(
    box: Sandbox, at_stop: str, caught: pytest.LogCaptureFixture
) -> None:
    async def several() -> str:
        app = flaky(box, calls=CallLimits(at_stop=at_stop))
        async with app.running(), asked(app) as client:
            name = str((await calling(client)).json()["call_id"])
            app._context.store.steps = ALL_STEPS
            return name

    name = run(several())
    assert box.calls[-1].ended is (at_stop == "end")
    assert f"call {name} of 'alice' is still open" in caught.text or at_stop == "end"


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


def test_a_hang_up_under_way_at_a_stop_is_finished(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken off, it would leave a call that is claimed, so that the stop passes it by, and that nobody ends."""
    hang_up = Provider.hang_up

    async def several() -> None:
        begun, going_on = asyncio.Event(), asyncio.Event()

        async def slow(provider: Provider, name: str) -> None:
            begun.set()
            await going_on.wait()
            await hang_up(provider, name)

        monkeypatch.setattr(Provider, "hang_up", slow)
        app = create_app(settings(box, calls=CallLimits(max_duration=0.1)))
        async with app.running(), asked(app) as client:
            await calling(client)
            await begun.wait()
            asyncio.get_running_loop().call_later(0.05, going_on.set)

    run(several())
    assert box.calls[-1].ended
    assert [request.path.rpartition("/")[2] for request in box.requests] == ["calls", "hangup"]


class Deaf(MemoryStore):
    """A store in whose steps a cancellation is lost, as redis-py's may lose one on Python 3.11."""

    def __init__(self) -> None:
        super().__init__()
        self.lost = 0

    async def calls(self) -> list[Call]:
        try:
            await asyncio.sleep(0.05)
        except asyncio.CancelledError:
            self.lost += 1
        return await super().calls()


def test_a_cancellation_that_a_store_loses_ends_the_watch(box: Sandbox) -> None:
    """Of a loop that closes, which waits for all it cancelled: an application that knows nothing of our lifespan."""

    async def several() -> int:
        calls, store = create_app(settings(box))._context.calls, Deaf()
        calls.register.store = store
        calls.start()
        await asyncio.sleep(0.01)
        watch = (asyncio.all_tasks() - {asyncio.current_task()}).pop()
        watch.cancel()
        done, _ = await asyncio.wait([watch], timeout=20)
        assert done
        return store.lost

    assert run(several()) == 1


def test_a_stop_asks_the_watch_to_end(box: Sandbox) -> None:
    async def several() -> int:
        app, store = create_app(settings(box)), Deaf()
        app._context.calls.register.store = store
        async with asyncio.timeout(20), app.running():
            await asyncio.sleep(0.01)
        return store.lost

    assert run(several()) == 0, "nothing is cancelled"


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
        async with asking(box, ticket_seconds=1) as client:
            ticket = (await client.post("/ticket", json={}, headers=bearer())).json()
            await asyncio.sleep(1.1)
            told = {"authorization": f"Ticket {ticket['ticket']}"}
            assert (await client.post("/session", json={}, headers=told)).status_code == 401

    run(several())
    response = ask(box, "POST", "/ticket", body={"voice": "ash"})
    assert (response.status_code, error_of(response)["param"]) == (422, "voice")


def test_many_tickets_are_refused(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_room, "_MOST_TICKETS", 2)

    async def several() -> list[int]:
        async with asking(box) as client:
            return [(await client.post("/ticket", json={}, headers=bearer())).status_code for _ in range(3)]

    assert run(several()) == [200, 200, 503]


def test_a_ticket_is_not_good_while_nobody_can_tell_whether_it_was_used(box: Sandbox) -> None:
    async def several() -> None:
        app = flaky(box, "take", on_store_failure="open")
        async with app.running(), asked(app) as client:
            ticket = (await client.post("/ticket", json={}, headers=bearer())).json()["ticket"]
            response = await client.post("/session", json={}, headers={"authorization": f"Ticket {ticket}"})
            assert (response.status_code, error_of(response)["code"]) == (503, "store_unavailable")

    run(several())
    assert box.requests == []
