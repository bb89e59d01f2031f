"""Attacks on what others have: budgets, calls, tickets, and more time than was given."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from realtime_sessions.gateway import CallLimits, RateLimits, create_app
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.support import (
    HOST,
    NESTED,
    OFFER,
    ORIGIN,
    asked,
    asking,
    bearer,
    error_of,
    run,
    settings,
)


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


@pytest.mark.parametrize(
    ("left", "right"), [("::ffff:192.0.2.7", "::ffff:192.0.2.8"), ("192.0.2.7", "::ffff:192.0.2.8")]
)
def test_one_address_of_a_socket_for_both_kinds_uses_up_nobody_elses(box: Sandbox, left: str, right: str) -> None:
    """IPv4 in IPv6's clothes is all of one network, of which one household has as much as it wants."""
    app = create_app(settings(box, limits=RateLimits(per_address="2/minute")))

    async def several() -> list[int]:
        found = []
        async with app.running():
            for peer in (left, left, left, right):
                async with asked(app, peer) as client:
                    found.append((await client.get("/me", headers=bearer())).status_code)
        return found

    assert run(several()) == [200, 200, 429, 200]


@pytest.mark.parametrize("hop", ["203.0.113.9:50000", "[2001:db8::9]:50000", "[2001:db8::9]", "2001:db8::9"])
def test_a_proxy_that_writes_ports_makes_no_budgets(box: Sandbox, hop: str) -> None:
    """Each connection has another port: neither may it be another user, nor may all be the proxy."""
    app = create_app(settings(box, limits=RateLimits(per_address="2/minute"), proxies=["127.0.0.1"]))
    hops = [hop, hop.replace("50000", "50001"), hop.replace("50000", "50002"), "198.51.100.1:1"]

    async def several() -> list[int]:
        async with app.running(), asked(app, "127.0.0.1") as client:
            headers = [{**bearer(), "x-forwarded-for": each} for each in hops]
            return [(await client.get("/me", headers=each)).status_code for each in headers]

    assert run(several()) == [200, 200, 429, 200]


def test_a_ticket_shown_by_many_at_the_same_moment_and_at_every_door(box: Sandbox) -> None:
    """Whoever is first has it; here the first shows it where it isn't good, so that nobody has."""

    async def several() -> list[int]:
        async with asking(box) as client:
            ticket = (await client.post("/ticket", json={"origin": ORIGIN}, headers=bearer())).json()["ticket"]
            shown = {"authorization": f"Ticket {ticket}", "origin": ORIGIN}
            elsewhere = {**shown, "origin": f"http://{HOST}"}
            first = [(await client.post("/session", json={}, headers=elsewhere)).status_code]
            paths = ["/session", "/call", NESTED, "/v1/realtime/sessions", "/ticket", "/session"]
            tries = (client.post(path, json={"sdp": OFFER} if path == "/call" else {}, headers=shown) for path in paths)
            return first + [each.status_code for each in await asyncio.gather(*tries)]

    assert set(run(several())) == {401}


def test_a_ticket_opens_nothing_that_isnt_its_own(box: Sandbox) -> None:
    async def several() -> list[int]:
        async with asking(box) as client:
            ticket = (await client.post("/ticket", json={"origin": ORIGIN}, headers=bearer("root"))).json()["ticket"]
            shown = {"authorization": f"Ticket {ticket}", "origin": ORIGIN}
            asked = [
                ("GET", "/me"),
                ("GET", "/admin/calls"),
                ("DELETE", "/admin/calls/rtc_1"),
                ("DELETE", "/call/rtc_1"),
            ]
            return [(await client.request(method, path, headers=shown)).status_code for method, path in asked]

    assert run(several()) == [401, 401, 401, 404]


@pytest.mark.parametrize(
    "asked",
    [
        {"user": "bob"},
        {"seconds": 9999},
        {"policy": "x"},
        {"origin": "*"},
        {"origin": None},
        {"origin": "null"},
        {"origin": [ORIGIN]},
        {"origin": f"{ORIGIN}/"},
        {"origin": f"{ORIGIN}.evil.example"},
    ],
)
def test_a_ticket_for_another(box: Sandbox, asked: Any) -> None:
    async def once() -> int:
        async with asking(box) as client:
            return (await client.post("/ticket", json=asked, headers=bearer())).status_code

    assert run(once()) == 422
