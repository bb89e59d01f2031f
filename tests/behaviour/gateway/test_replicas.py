"""Three replicas, each a process of its own, and one real Redis: what they share holds to the request."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from redis.asyncio import Redis

from realtime_sessions.gateway.users import digest
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.redis_server import RedisServer
from tests.behaviour.gateway.support import HOST, KEY, OFFER, ORIGIN, SECRET, TOKENS, asking, bearer, error_of, run

REPLICAS = 3


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with RedisServer(tmp_path_factory.mktemp("redis")) as server:
        yield server


def settings_file(folder: Path, database: str, **told: Any) -> Path:
    limits = told.get("limits", 'per_user = "1000/day"\nper_address = "10000/day"\noverall = "10000/day"')
    tokens = "\n".join(f'{name} = "{digest(token)}"' for name, token in TOKENS.items())
    file = folder / f"{database}.toml"
    file.write_text(
        f'hosts = ["{HOST}"]\norigins = ["{ORIGIN}"]\non_store_failure = "{told.get("failure", "closed")}"\n'
        f"[policy.fields.voice]\nfree = true\n[limits]\n{limits}\n[calls]\n{told.get('calls', '')}\n"
        f'[authenticate.bearer]\nadmins = ["root"]\n[authenticate.bearer.tokens]\n{tokens}\n'
    )
    return file


@contextmanager
def replica(box: Sandbox, store: str, file: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """One replica: its address and its process."""
    environment = {
        **os.environ,
        "OPENAI_API_KEY": KEY,
        "OPENAI_BASE_URL": box.base_url,
        "REALTIME_GATEWAY_SECRET": SECRET,
        "REALTIME_GATEWAY_STORE": store,
    }
    command = [sys.executable, "-m", "realtime_sessions.cli", "gateway", "--config", str(file), "--port", "0"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:")
        try:
            yield url, process
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def replicas(box: Sandbox, store: str, file: Path, count: int = REPLICAS) -> Iterator[list[tuple[str, Any]]]:
    """Several, each ready: a balancer sends nothing to one that isn't."""
    with ExitStack() as stack:
        started = [stack.enter_context(replica(box, store, file)) for _ in range(count)]
        for url, _ in started:
            assert ask(url, "GET", "/readyz").status_code == 200
        yield started


def at_once(urls: list[str], path: str, body: Any, headers: list[dict[str, str]]) -> list[httpx.Response]:
    """One request for each of these headers, to one replica after the other, all at the same time."""

    async def several() -> list[httpx.Response]:
        async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
            waiting = [
                client.post(urls[turn % len(urls)] + path, json=body, headers={"host": HOST, **each})
                for turn, each in enumerate(headers)
            ]
            return await asyncio.gather(*waiting)

    return asyncio.run(several())


def ask(url: str, method: str, path: str, body: Any = None, user: str = "alice") -> httpx.Response:
    with httpx.Client(trust_env=False, timeout=30) as client:
        return client.request(method, url + path, json=body, headers={"host": HOST, **bearer(user)})


def statuses(found: list[httpx.Response]) -> Counter[int]:
    return Counter(each.status_code for each in found)


def test_the_shared_budget_holds_to_the_request(box: Sandbox, redis: RedisServer, tmp_path: Path) -> None:
    file = settings_file(
        tmp_path, "budget", limits='per_user = "25/day"\nper_address = "10000/day"\noverall = "40/day"'
    )
    with replicas(box, f"{redis.url[:-1]}1", file) as started:
        urls = [url for url, _ in started]
        found = at_once(urls, "/session", {}, [bearer("alice")] * 60)
        assert statuses(found) == {200: 25, 429: 35}
        found = at_once(urls, "/session", {}, [bearer("bob")] * 60)
        assert statuses(found) == {200: 15, 429: 45}
    assert len(box.requests) == 40
    keys = {each.json()["value"] for each in found if each.status_code == 200}
    assert len(keys) == 15


def test_the_number_of_calls_holds_to_the_request(box: Sandbox, redis: RedisServer, tmp_path: Path) -> None:
    file = settings_file(tmp_path, "calls", calls="per_user = 3\noverall = 7")
    before = len(box.calls)
    with replicas(box, f"{redis.url[:-1]}2", file) as started:
        urls = [url for url, _ in started]
        everybody = [bearer(user) for _ in range(12) for user in ("alice", "bob", "root")]
        found = at_once(urls, "/call", {"sdp": OFFER}, everybody)
        assert statuses(found) == {201: 7, 429: 29}
        assert len(box.calls) - before == 7
        mine = [each.json()["call_id"] for each, told in zip(found, everybody, strict=True) if each.status_code == 201 and told == bearer("alice")]  # fmt: skip
        assert len(mine) <= 3
        listed = [ask(url, "GET", "/admin/calls", user="root").json()["calls"] for url in urls]
        assert [len(each) for each in listed] == [7] * REPLICAS
        for turn, each in enumerate(listed[0]):  # whichever replica is asked, not only the one that opened it
            assert (
                ask(urls[turn % REPLICAS], "DELETE", f"/admin/calls/{each['call_id']}", user="root").status_code == 204
            )
        assert statuses(at_once(urls, "/call", {"sdp": OFFER}, everybody)) == {201: 7, 429: 29}


def test_a_ticket_is_good_at_one_replica_once(box: Sandbox, redis: RedisServer, tmp_path: Path) -> None:
    with replicas(box, f"{redis.url[:-1]}3", settings_file(tmp_path, "tickets")) as started:
        urls = [url for url, _ in started]
        ticket = ask(urls[0], "POST", "/ticket", {"origin": ORIGIN}).status_code
        assert ticket == 200
        value = ask(urls[0], "POST", "/ticket", {"origin": ORIGIN}).json()["ticket"]
        told = {"authorization": f"Ticket {value}", "origin": ORIGIN}
        assert statuses(at_once(urls, "/session", {}, [told] * 30)) == {200: 1, 401: 29}


def test_what_a_killed_replica_opened_is_known_and_ended(box: Sandbox, redis: RedisServer, tmp_path: Path) -> None:
    file = settings_file(tmp_path, "killed", calls="per_user = 5\nmax_duration = 6\nat_stop = 'list'")
    store = f"{redis.url[:-1]}4"
    with replica(box, store, file) as (url, process):
        names = [ask(url, "POST", "/call", {"sdp": OFFER}).json()["call_id"] for _ in range(2)]
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    redis.stop()
    redis.start()
    with replicas(box, store, file, 2) as started:
        urls = [url for url, _ in started]
        listed = ask(urls[0], "GET", "/admin/calls", user="root").json()["calls"]
        assert {each["call_id"] for each in listed} == {*names}
        assert ask(urls[1], "DELETE", f"/call/{names[0]}").status_code == 204
        ends = time.monotonic() + 20
        while ask(urls[0], "GET", "/admin/calls", user="root").json()["calls"]:
            assert time.monotonic() < ends
            time.sleep(0.1)
    assert [call.ended for call in box.calls[-2:]] == [True, True]
    hung_up = [request for request in box.requests if request.path.endswith("/hangup")]
    assert len(hung_up) == 2, "each is hung up once, by one replica"


@pytest.mark.parametrize(("failure", "status"), [("closed", 503), ("open", 200)])
def test_redis_going_and_coming_back(
    box: Sandbox, redis: RedisServer, tmp_path: Path, failure: str, status: int
) -> None:
    with replica(box, f"{redis.url[:-1]}5", settings_file(tmp_path, failure, failure=failure)) as (url, _):
        assert ask(url, "POST", "/session", {}).status_code == 200
        redis.stop()
        try:
            away = ask(url, "POST", "/session", {})
            assert away.status_code == status
            assert status == 200 or error_of(away)["code"] == "store_unavailable"
            assert ask(url, "GET", "/readyz").status_code == (200 if failure == "open" else 503)
        finally:
            redis.start()
        assert ask(url, "POST", "/session", {}).status_code == 200
        assert ask(url, "GET", "/readyz").json() == {"status": "ok", "store": "ok"}


def test_a_record_that_cannot_be_read_keeps_nobody_from_ending_calls(
    box: Sandbox, redis: RedisServer, caught: pytest.LogCaptureFixture
) -> None:
    """Such as one of a replica of another version, while it is rolled out."""
    url = redis.url.replace("/0", "/7")
    other = {"place": "p", "user": "bob", "gateway": "g", "opened_at": time.time(), "ends_at": None, "id": "rtc_new"}

    client_of_redis = Redis.from_url(url)

    async def several() -> tuple[list[str], list[int]]:
        async with asking(box, store=url) as client:
            call = (await client.post("/call", json={"sdp": OFFER}, headers=bearer())).json()["call_id"]
            odd: dict[Any, Any] = {
                "rtc_a": "{}",
                "rtc_b": "not JSON",
                "rtc_c": "[]",
                "rtc_new": json.dumps({**other, "mood": "new"}),
            }
            await client_of_redis.hset("realtime-gateway:calls", mapping=odd)
            known = (await client.get("/admin/calls", headers=bearer("root"))).json()["calls"]
            ended = [(await client.delete(f"/call/{call}", headers=bearer())).status_code for _ in range(2)]
            await client_of_redis.flushdb()
            return [each["call_id"] for each in known if each["call_id"] != call], ended

    async def connections() -> int:
        for _ in range(500):  # the server hears of a close a moment later
            if len(await client_of_redis.client_list()) == 1:
                break
            await asyncio.sleep(0.02)
        return len(await client_of_redis.client_list())

    async def whole() -> tuple[list[str], list[int]]:
        async with client_of_redis:
            found = await several()
            assert await connections() == 1, "the gateway left connections open"
        return found

    assert run(whole()) == (["rtc_new"], [204, 404])
    told = [record.getMessage() for record in caught.records if "can't be read" in record.getMessage()]
    assert len(told) == 3
