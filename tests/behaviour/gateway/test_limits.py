"""Budgets, room at the provider, and what happens where a store can't be reached."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from realtime_sessions.errors import ConfigurationError
from realtime_sessions.gateway import RateLimits, create_app, windows
from realtime_sessions.gateway.redis_store import redis_url
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.support import OFFER, asked, asking, bearer, error_of, run, settings

NOWHERE = "redis://127.0.0.1:9/0"


def statuses(
    box: Sandbox, times: int, users: list[str] | None = None, peer: str = "192.0.2.7", **more: Any
) -> list[int]:
    async def several() -> list[int]:
        app = create_app(settings(box, **more))
        async with app.running(), asked(app, peer) as client:
            told = [bearer(user) for user in users or ["alice"] * times]
            return [(await client.post("/session", json={}, headers=headers)).status_code for headers in told]

    return run(several())


def test_a_users_budget(box: Sandbox) -> None:
    limits = RateLimits("2/minute", None, None)
    assert statuses(box, 0, ["alice", "alice", "alice", "bob"], limits=limits) == [200, 200, 429, 200]


def test_everybodys_budget(box: Sandbox) -> None:
    limits = RateLimits(None, None, "3/minute")
    assert statuses(box, 0, ["alice", "bob", "alice", "bob"], limits=limits) == [200, 200, 200, 429]


def test_an_addresss_budget_counts_what_is_refused_too(box: Sandbox) -> None:
    async def several() -> list[int]:
        async with asking(box, limits=RateLimits(None, "3/minute", None)) as client:
            found = [await client.post("/session", json={}, headers={"authorization": f"Bearer {n}"}) for n in range(3)]
            found += [await client.post("/session", json={}, headers=bearer())]
            return [each.status_code for each in found]

    assert run(several()) == [401, 401, 401, 429]


def test_several_windows_at_once(box: Sandbox) -> None:
    assert statuses(box, 3, limits=RateLimits("100/second;2/day", None, None)) == [200, 200, 429]


def test_a_refused_request_costs_no_key(box: Sandbox) -> None:
    async def several() -> list[int]:
        async with asking(box, limits=RateLimits("1/minute", None, None)) as client:
            bodies: list[Any] = [{"voise": 1}, {"model": "no"}, {}, {}]
            return [(await client.post("/session", json=body, headers=bearer())).status_code for body in bodies]

    assert run(several()) == [422, 422, 200, 429]


def test_what_a_429_says(box: Sandbox) -> None:
    async def several() -> httpx.Response:
        async with asking(box, limits=RateLimits("1/minute", None, None)) as client:
            await client.post("/session", json={}, headers=bearer())
            return await client.post("/session", json={}, headers=bearer())

    response = run(several())
    assert 1 <= int(response.headers["retry-after"]) <= 120
    error = error_of(response)
    assert (error["type"], error["code"]) == ("rate_limit_error", "rate_limited")
    assert response.headers["retry-after"] in error["hint"]


def test_an_address_is_told_by_trusted_proxies_only(box: Sandbox) -> None:
    async def several(peer: str, hops: list[str]) -> list[int]:
        app = create_app(settings(box, limits=RateLimits(None, "1/minute", None), proxies=["10.0.0.0/8"]))
        async with app.running(), asked(app, peer) as client:
            headers = [{**bearer(), "x-forwarded-for": each} for each in hops]
            return [(await client.post("/session", json={}, headers=each)).status_code for each in headers]

    assert run(several("10.0.0.1", ["192.0.2.1", "192.0.2.2", "192.0.2.1"])) == [200, 200, 429]
    assert run(several("10.0.0.1", ["192.0.2.1", "9.9.9.9, 192.0.2.1, 10.0.0.9"])) == [200, 429]
    assert run(several("192.0.2.7", ["192.0.2.1", "192.0.2.2"])) == [200, 429]
    assert run(several("10.0.0.1", ["nonsense", "192.0.2.1, nonsense"])) == [200, 429]
    # one subscriber of IPv6 has a network of 64 bits
    assert run(several("10.0.0.1", ["2001:db8::1", "2001:db8::ffff:2", "2001:db8:0:1::1"])) == [200, 429, 200]


def test_there_is_only_so_much_room_at_a_slow_provider(box: Sandbox) -> None:
    async def several() -> list[httpx.Response]:
        async with asking(box, concurrent=3, timeout=4, limits=RateLimits(None, None, None)) as client:
            # the first call finds out what the server speaks, and others wait for it
            first = await client.post("/session", json={}, headers=bearer())
            box.break_next("hang", times=3)
            waiting = [asyncio.create_task(client.post("/session", json={}, headers=bearer())) for _ in range(3)]
            await asyncio.sleep(0.3)
            more = [await client.post("/session", json={}, headers=bearer()) for _ in range(5)]
            assert not any(task.done() for task in waiting), "a refusal doesn't wait for the provider"
            more += await asyncio.gather(*waiting)
            return [*more, first, await client.post("/session", json={}, headers=bearer())]

    found = run(several())
    assert [each.status_code for each in found] == [503] * 5 + [504] * 3 + [200] * 2
    assert error_of(found[0])["code"] == "overloaded"
    assert found[0].headers["retry-after"] == "1"


def test_windows_slide(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was taken in the window before counts less and less, and nothing after another one."""
    now = [6_000_000.0]
    monkeypatch.setattr("time.time", lambda: now[0])
    counted = windows.Windows()

    def taken(times: int) -> list[bool]:
        return [asyncio.run(counted.acquire_sliding_window_entry("key", 10, 60)) for _ in range(times)]

    assert taken(11) == [True] * 10 + [False]
    now[0] += 60
    assert taken(1) == [False]
    now[0] += 30
    assert taken(6) == [True] * 5 + [False]
    assert asyncio.run(counted.get_sliding_window("key", 60)) == (10, 30.0, 5, 90.0)
    now[0] += 120
    assert taken(11) == [True] * 10 + [False]


def test_windows_of_those_who_left_are_let_go_of(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [6_000_000.0]
    monkeypatch.setattr("time.time", lambda: now[0])
    counted = windows.Windows()

    async def many() -> None:
        for number in range(20_000):
            now[0] += 0.1
            assert await counted.acquire_sliding_window_entry(f"key {number}", 10, 60)

    asyncio.run(many())
    assert len(counted._counts) < 4096


@pytest.mark.parametrize("limits", [RateLimits("often"), RateLimits("1/fortnight"), RateLimits("")])
def test_limits_that_cannot_be_read(limits: RateLimits) -> None:
    with pytest.raises(ConfigurationError, match="30/minute"):
        create_app(settings("http://127.0.0.1:9/v1", limits=limits))


def test_a_store_that_is_away_refuses_and_says_so(box: Sandbox, caught: pytest.LogCaptureFixture) -> None:
    async def several() -> None:
        async with asking(box, store=NOWHERE) as client:
            for path, body in (("/session", {}), ("/call", {"sdp": OFFER}), ("/ticket", {})):
                response = await client.post(path, json=body, headers=bearer())
                assert (response.status_code, error_of(response)["code"]) == (503, "store_unavailable")
                assert int(response.headers["retry-after"]) > 0
            ready = await client.get("/readyz")
            assert (ready.status_code, ready.json()["store"]) == (503, "down")
            assert (await client.get("/healthz")).status_code == 200

    run(several())
    assert box.requests == []
    assert "requests are refused" in caught.text


def test_a_store_that_is_away_may_be_gone_without(box: Sandbox, caught: pytest.LogCaptureFixture) -> None:
    async def several() -> None:
        async with asking(box, store=NOWHERE, on_store_failure="open") as client:
            assert (await client.post("/session", json={}, headers=bearer())).status_code == 200
            call = await client.post("/call", json={"sdp": OFFER}, headers=bearer())
            assert call.status_code == 201
            assert (await client.delete(f"/call/{call.json()['call_id']}", headers=bearer())).status_code == 204
            assert (await client.post("/ticket", json={}, headers=bearer())).status_code == 503
            ready = await client.get("/readyz")
            assert (ready.status_code, ready.json()["store"]) == (200, "down")

    run(several())
    assert box.calls[-1].ended
    assert "requests go on without limits" in caught.text


def test_valkey_is_spoken_to_as_redis_is() -> None:
    assert redis_url("valkey://h:6379/0") == "redis://h:6379/0"
    assert redis_url("valkeys://:p@h:6379/0") == "rediss://:p@h:6379/0"
    assert redis_url("rediss://h") == "rediss://h"


def test_tickets_have_a_budget_of_each_user_too(box: Sandbox) -> None:
    async def several() -> list[int]:
        async with asking(box, limits=RateLimits(per_user="2/day")) as client:
            found = [(await client.post("/ticket", json={}, headers=bearer())).status_code for _ in range(2)]
            refused = await client.post("/ticket", json={}, headers=bearer())
            assert error_of(refused)["code"] == "rate_limited"
            assert int(refused.headers["retry-after"]) > 0
            others = await client.post("/ticket", json={}, headers=bearer("bob"))
            key = await client.post("/session", json={}, headers=bearer())
            return [*found, refused.status_code, others.status_code, key.status_code]

    assert run(several()) == [200, 200, 429, 200, 200]
