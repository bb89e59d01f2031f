"""Calls while the store goes, comes back, or half works: each ends in its time, once, and its place is given back."""

from __future__ import annotations

import asyncio
import json
import shutil
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from realtime_sessions.gateway import CallLimits, create_app
from realtime_sessions.gateway.provider import Provider
from realtime_sessions.gateway.store import Call, MemoryStore
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.calling import ALL_STEPS, Flaky, audited, calling, client_s_calls, ended, flaky, until
from tests.behaviour.gateway.redis_server import RedisServer
from tests.behaviour.gateway.support import asked, asking, bearer, run, settings

WRITING = ("keep", "take", "reserve", "put", "drop", "claim")


def hang_ups(box: Sandbox) -> int:
    return sum(request.path.endswith("/hangup") for request in box.requests)


def reasons(caught: pytest.LogCaptureFixture) -> list[str]:
    return [json.loads(line)["why"] for line in audited(caught, "call_end")]


def forget(folder: Path) -> None:
    for each in folder.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()


Scenario = Callable[[Any, Flaky, httpx.AsyncClient], Awaitable[None]]


def played(box: Sandbox, scenario: Scenario, failure: str = "closed", **limits: Any) -> Flaky:
    """Play it before a store that fails at chosen steps; the store, after the gateway's stop."""

    async def several() -> Flaky:
        app = flaky(box, on_store_failure=failure, calls=CallLimits(**limits))
        store: Flaky = app._context.store
        async with app.running(), asked(app) as client:
            await scenario(app, store, client)
        return store

    return run(several())


@pytest.mark.parametrize("failure", ["closed", "open"])
def test_a_store_that_reads_but_does_not_write(box: Sandbox, failure: str, caught: pytest.LogCaptureFixture) -> None:
    async def scenario(_: Any, store: Flaky, client: httpx.AsyncClient) -> None:
        assert (await calling(client)).status_code == 201
        store.steps = WRITING
        await ended(box)
        store.steps = ()
        await until(lambda: not store._calls)
        assert (await calling(client)).status_code == 201, "its place is free again"

    store = played(box, scenario, failure, max_duration=0.6, per_user=1)
    assert (hang_ups(box), reasons(caught)) == (2, ["duration", "stop"])
    assert (store._calls, store._places) == ({}, {})


def test_one_call_ends_in_an_outage_and_another_goes_on(box: Sandbox, caught: pytest.LogCaptureFixture) -> None:
    """The store comes back for reading first: what it can't be told yet costs nobody the other call."""

    async def scenario(_: Any, store: Flaky, client: httpx.AsyncClient) -> None:
        first, second = [(await calling(client)).json()["call_id"] for _ in range(2)]
        store.steps = ALL_STEPS
        await until(lambda: store.failures > 2)
        assert (await client.delete(f"/call/{second}", headers=bearer())).status_code == 204
        store.steps = WRITING
        assert [call["call_id"] for call in await client_s_calls(client)] == [first]
        before = store.failures
        await until(lambda: store.failures > before + 2)

    played(box, scenario, "open")
    assert [call.ended for call in box.calls[-2:]] == [True, True]
    assert (hang_ups(box), reasons(caught)) == (2, ["user", "stop"])


@pytest.mark.parametrize("goes", [True, False], ids=["goes", "comes back"])
def test_an_end_under_way_while_the_store(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch, caught: pytest.LogCaptureFixture, *, goes: bool
) -> None:
    hang_up, begun, going_on = Provider.hang_up, asyncio.Event(), asyncio.Event()

    async def slow(provider: Provider, name: str) -> bool:
        begun.set()
        await going_on.wait()
        return await hang_up(provider, name)

    async def scenario(_: Any, store: Flaky, client: httpx.AsyncClient) -> None:
        name = (await calling(client)).json()["call_id"]
        monkeypatch.setattr(Provider, "hang_up", slow)
        if not goes:
            store.steps = ALL_STEPS
            await until(lambda: store.failures > 2)
        ending = asyncio.ensure_future(client.delete(f"/call/{name}", headers=bearer()))
        await begun.wait()
        store.steps = ALL_STEPS if goes else ()
        before = store.failures
        await (until(lambda: store.failures > before + 2) if goes else asyncio.sleep(0.5))
        going_on.set()
        assert (await ending).status_code == 204
        store.steps = ()
        await until(lambda: not store._calls)
        assert (await calling(client)).status_code == 201, "its place is free again"

    store = played(box, scenario, "open", per_user=1)
    assert (hang_ups(box), reasons(caught)) == (2, ["user", "stop"])
    assert (store._calls, store._places) == ({}, {})


def test_an_end_that_the_store_cannot_be_told_at_once(box: Sandbox, caught: pytest.LogCaptureFixture) -> None:
    async def scenario(_: Any, store: Flaky, client: httpx.AsyncClient) -> None:
        name = (await calling(client)).json()["call_id"]
        store.steps = ("drop",)
        assert (await client.delete(f"/call/{name}", headers=bearer())).status_code == 204
        assert await client_s_calls(client) == []
        store.steps = ()
        await until(lambda: not store._calls)
        assert (await calling(client)).status_code == 201, "its place is free again"

    played(box, scenario, per_user=1)
    assert (hang_ups(box), reasons(caught)) == (2, ["user", "stop"])


def test_a_store_that_is_back_before_the_stop_is_over_is_told(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    hang_up = Provider.hang_up

    async def scenario(_: Any, store: Flaky, client: httpx.AsyncClient) -> None:
        async def back(provider: Provider, name: str) -> bool:
            store.steps = ()
            return await hang_up(provider, name)

        await calling(client)
        monkeypatch.setattr(Provider, "hang_up", back)
        store.steps = ALL_STEPS

    store = played(box, scenario)
    assert box.calls[-1].ended
    assert (store._calls, store._places) == ({}, {})


def test_a_list_that_is_older_than_an_end(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch, caught: pytest.LogCaptureFixture
) -> None:
    """The watch was handed it before the end, and looks at it after."""
    listed, asked_for, going_on = MemoryStore.calls, asyncio.Event(), asyncio.Event()

    async def scenario(app: Any, store: Flaky, client: httpx.AsyncClient) -> None:
        async def slow(of: MemoryStore) -> list[Call]:
            found = await listed(of)
            if asyncio.current_task() is app._context.calls._watch:
                asked_for.set()
                await going_on.wait()
            return found

        name = (await calling(client)).json()["call_id"]
        monkeypatch.setattr(MemoryStore, "calls", slow)
        await asked_for.wait()
        assert (await client.delete(f"/call/{name}", headers=bearer())).status_code == 204
        await asyncio.sleep(0.4)  # its time is over
        going_on.set()
        store.steps = ALL_STEPS
        await until(lambda: store.failures > 2)
        store.steps = ()

    played(box, scenario, max_duration=0.3)
    assert (hang_ups(box), reasons(caught)) == (1, ["user"])


def test_a_call_of_an_outage_is_told_to_the_store(box: Sandbox, caught: pytest.LogCaptureFixture) -> None:
    async def scenario(_: Any, store: Flaky, client: httpx.AsyncClient) -> None:
        store.steps = ALL_STEPS
        name = (await calling(client)).json()["call_id"]
        assert (await calling(client)).status_code == 429, "it has its place here"
        store.steps = ()
        assert [call["call_id"] for call in await client_s_calls(client)] == [name]
        await until(lambda: name in store._calls)
        assert (await calling(client)).status_code == 429, "and there"
        assert (await client.delete(f"/call/{name}", headers=bearer())).status_code == 204
        assert (await calling(client)).status_code == 201

    played(box, scenario, "open", per_user=1)
    assert reasons(caught) == ["user", "stop"]


def test_calls_from_before_an_outage_have_their_places_in_it(box: Sandbox) -> None:
    async def scenario(_: Any, store: Flaky, client: httpx.AsyncClient) -> None:
        assert (await calling(client)).status_code == 201
        store.steps = ALL_STEPS
        assert (await calling(client)).status_code == 429

    played(box, scenario, "open", per_user=1)


@pytest.mark.parametrize("failure", ["closed", "open"])
def test_a_user_ends_a_call_without_the_store(box: Sandbox, failure: str) -> None:
    async def scenario(_: Any, store: Flaky, client: httpx.AsyncClient) -> None:
        name = (await calling(client)).json()["call_id"]
        store.steps = ALL_STEPS
        theirs = await client.delete(f"/call/{name}", headers=bearer("bob"))
        other = await client.delete("/call/rtc_nobodys", headers=bearer("bob"))
        assert theirs.status_code == other.status_code, "it isn't told that there is one"
        assert (await client.delete(f"/call/{name}", headers=bearer())).status_code == 204

    played(box, scenario, failure)
    assert hang_ups(box) == 1


def test_an_end_that_failed_can_be_asked_for_again_at_once(box: Sandbox, caught: pytest.LogCaptureFixture) -> None:
    async def several() -> None:
        async with asking(box) as client:
            name = (await calling(client)).json()["call_id"]
            box.fail_next(500, {"x-should-retry": "false"})
            assert (await client.delete(f"/call/{name}", headers=bearer())).status_code == 502
            assert (await client.delete(f"/call/{name}", headers=bearer())).status_code == 204
            assert box.calls[-1].ended

    run(several())
    assert reasons(caught) == ["user"]


def test_a_stop_ends_a_call_whose_end_failed_a_moment_ago(box: Sandbox) -> None:
    async def several() -> None:
        async with asking(box) as client:
            name = (await calling(client)).json()["call_id"]
            box.fail_next(500, {"x-should-retry": "false"})
            assert (await client.delete(f"/call/{name}", headers=bearer())).status_code == 502

    run(several())
    assert box.calls[-1].ended


def test_an_end_that_failed_is_tried_again_though_its_time_is_not_over(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch, caught: pytest.LogCaptureFixture
) -> None:
    from realtime_sessions.gateway import calls as room  # noqa: PLC0415

    monkeypatch.setattr(room, "_ENDING", 0)

    async def several() -> None:
        async with asking(box, calls=CallLimits(max_duration=None)) as client:
            name = (await calling(client)).json()["call_id"]
            box.fail_next(500, {"x-should-retry": "false"})
            assert (await client.delete(f"/call/{name}", headers=bearer())).status_code == 502
            await ended(box)

    run(several())
    assert reasons(caught) == ["user"]


def test_whatever_fails_in_one_end_the_others_go_on(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch, caught: pytest.LogCaptureFixture
) -> None:
    """Such as a function of the operator's that gives the API key."""
    hang_up, asked_for = Provider.hang_up, list[str]()

    async def failing(provider: Provider, name: str) -> bool:
        asked_for.append(name)
        if len(asked_for) == 1:
            raise RuntimeError("no key today: sk-test-in-a-message-0123456789")
        await asyncio.sleep(0.1)
        return await hang_up(provider, name)

    async def several() -> None:
        app = create_app(settings(box))
        async with app.running(), asked(app) as client:
            await calling(client)
            await calling(client)
            monkeypatch.setattr(Provider, "hang_up", failing)
        with pytest.raises(Exception, match="closed"):
            await app._context.provider._client.create()

    run(several())
    assert [call.ended for call in box.calls[-2:]] == [False, True]
    assert "no key today" in caught.text
    assert "sk-test-in-a-message" not in caught.text


def test_a_request_that_is_broken_off_while_its_call_is_noted(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told of the call, so the watch ends it."""
    put, noted = MemoryStore.put, asyncio.Event()

    async def slow(store: MemoryStore, call: Call) -> None:
        noted.set()
        await asyncio.sleep(0.2)
        await put(store, call)

    async def several() -> None:
        async with asking(box) as client:
            monkeypatch.setattr(MemoryStore, "put", slow)
            request = asyncio.ensure_future(calling(client))
            await noted.wait()
            request.cancel()
            await asyncio.wait([request])
            await ended(box)

    run(several())


def test_a_record_of_the_wrong_types_is_none() -> None:
    told = {"place": "p", "user": "u", "gateway": "g", "opened_at": 1.0, "ends_at": None, "id": "rtc", "ticket": ""}
    assert Call.from_json(json.dumps(told)).id == "rtc"
    for name in told:
        wrong = [] if name != "ends_at" else "soon"
        with pytest.raises(ValueError, match="none that a call has"):
            Call.from_json(json.dumps({**told, name: wrong}))


def test_a_redis_that_forgot_everything(box: Sandbox, tmp_path: Path, caught: pytest.LogCaptureFixture) -> None:
    """It came back without its file, or a replica that lags took over."""

    async def several(server: RedisServer) -> None:
        app = create_app(settings(box, store=server.url, calls=CallLimits(max_duration=1.5)))
        async with app.running(), asked(app) as client:
            assert (await calling(client)).status_code == 201
            server.stop()
            forget(tmp_path)
            server.start()
            await ended(box)

    with RedisServer(tmp_path) as server:
        run(several(server))
    assert (hang_ups(box), reasons(caught)) == (1, ["duration"])


def test_a_call_that_another_replica_ended_is_left_alone(
    box: Sandbox, tmp_path: Path, caught: pytest.LogCaptureFixture
) -> None:
    """Its own process asks the provider nothing more, not in its time and not at its stop."""

    async def several(server: RedisServer) -> None:
        first, second = (create_app(settings(box, store=server.url, calls=CallLimits(max_duration=1.5))) for _ in "ab")
        async with first.running(), second.running(), asked(first) as here, asked(second) as there:
            name = (await calling(here)).json()["call_id"]
            assert (await there.delete(f"/call/{name}", headers=bearer())).status_code == 204
            await until(lambda: not first._context.calls.register.own())
            await asyncio.sleep(1.6)

    with RedisServer(tmp_path) as server:
        run(several(server))
    assert (hang_ups(box), reasons(caught)) == (1, ["user"])


def test_a_call_that_cannot_be_claimed_is_not_tried_with_every_look(
    box: Sandbox, caught: pytest.LogCaptureFixture
) -> None:
    """One of another process's, in a store that reads but doesn't write."""

    async def scenario(_: Any, store: Flaky, client: httpx.AsyncClient) -> None:
        store._calls["rtc_o"] = Call("place", "bob", "another", time.time(), time.time(), "rtc_o")
        store.steps = WRITING
        await until(lambda: store.failures > 0)
        await asyncio.sleep(1.0)  # four looks and more
        assert store.failures == 1

    played(box, scenario)
    assert caught.text.count("can't be ended") == 1
