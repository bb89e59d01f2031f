"""What was broken once by trying to: concurrency, settings, masking, odd numbers, odd servers."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import httpx
import pytest

from realtime_sessions import (
    APITimeoutError,
    AsyncRealtimeSessions,
    Endpoint,
    EndpointRetiredError,
    RealtimeSessions,
    RealtimeSessionsError,
)
from realtime_sessions.redaction import Secret
from realtime_sessions.reply import Reply
from realtime_sessions.sending.request import URL, Headers, Request
from tests.behaviour.support import (
    GATEWAY,
    KEY,
    KINDS,
    MINTED,
    RETIRED,
    Script,
    answer,
    caller,
    error,
    flat_reply,
    natural,
    nested_reply,
)

PAGE = httpx.Response(404, text="<html>not found</html>")
NESTED_RETIRED = {"error": {**RETIRED["error"], "message": "Invalid URL (POST /v1/realtime/client_secrets)"}}


def test_many_first_calls_at_once_all_find_the_other_endpoint() -> None:
    calls = 0

    async def serve(request: httpx.Request) -> httpx.Response:
        nonlocal calls
        calls += 1
        await asyncio.sleep(0.001 * (calls % 7))
        return answer(404, {}) if request.url.path.endswith("/client_secrets") else natural(request)

    async def main() -> set[Endpoint]:
        async with AsyncRealtimeSessions(KEY, base_url=GATEWAY, transport=httpx.MockTransport(serve)) as client:
            return {session.endpoint for session in await asyncio.gather(*(client.create() for _ in range(50)))}

    assert asyncio.run(main()) == {Endpoint.FLAT}


def test_many_threads_share_one_client() -> None:
    barrier, found = threading.Barrier(16), []

    def serve(request: httpx.Request) -> httpx.Response:
        return answer(404, {}) if request.url.path.endswith("/client_secrets") else natural(request)

    with RealtimeSessions(KEY, base_url=GATEWAY, transport=httpx.MockTransport(serve)) as client:

        def call() -> None:
            barrier.wait()
            found.append(client.create().endpoint)

        threads = [threading.Thread(target=call) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [Endpoint.FLAT] * 16


def test_a_call_sends_its_own_key_whatever_another_thread_remembers_meanwhile() -> None:
    headers = Headers({"authorization": ("Authorization", "Bearer sk-test-other-00000000")})
    other = Secret("sk-test-other-00000000"), headers

    class Contended(Headers):
        """Whatever is remembered in it, another thread's is there at once."""

        def __setattr__(self, name: str, value: object) -> None:
            super().__setattr__(name, other if name == "authorized" and value is not None else value)

    with RealtimeSessions(KEY) as client:
        request = Request("POST", URL.of(str(GATEWAY)), Contended({}), b"{}")
        client._calls.authorize(request, Secret("sk-test-mine-00000000"))
    assert request.headers.pairs() == [(b"Authorization", b"Bearer sk-test-mine-00000000")]
    assert [key.value for key in request.sent] == ["sk-test-mine-00000000"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_misspelt_parameter_is_an_error(kind: str) -> None:
    script = Script()
    with caller(kind, script) as client:
        for wrong in ({"temprature": 0.8}, {"instruction": "x"}):
            with pytest.raises(TypeError, match=next(iter(wrong))):
                client.create(**wrong)
        with pytest.raises(TypeError, match="retries"):
            client.create_raw({}, retries=1)
    assert script.requests == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["Authorization", "authorization"])
def test_the_callers_headers_may_replace_or_remove_the_key(kind: str, name: str) -> None:
    script = Script()
    with caller(kind, script, headers={name: None}) as client:
        client.create()
    with caller(kind, script) as client:
        client.create(headers={name: "Bearer other"})
        client.create()
    seen = [request.headers.get("authorization") for request in script.requests]
    assert seen == [None, "Bearer other", f"Bearer {KEY}"]
    with caller(
        kind, script, azure="https://name.openai.azure.com", api_key="azure-1", headers={"Api-Key": None}
    ) as client:
        client.create()
    assert "api-key" not in script.requests[-1].headers


class Mine(str, Enum):  # noqa: UP042 - the kind whose str() isn't its value
    MARIN = "marin"
    LOW = "low"
    SEMANTIC = "semantic_vad"


@pytest.mark.parametrize("kind", KINDS)
def test_members_of_somebody_elses_enum_are_their_values(kind: str) -> None:
    script = Script()
    with caller(kind, script, endpoint=Endpoint.FLAT) as client:
        client.create(voice=Mine.MARIN, turn_detection={"type": Mine.SEMANTIC, "eagerness": Mine.LOW})
    assert script.bodies[0]["voice"] == "marin"
    assert script.bodies[0]["turn_detection"] == {"type": "semantic_vad", "eagerness": "low"}


@pytest.mark.parametrize("kind", KINDS)
def test_one_limit_for_both_endpoints(kind: str) -> None:
    def slow(request: httpx.Request) -> httpx.Response:
        threading.Event().wait(0.4)
        return answer(404, {}) if request.url.path.endswith("/client_secrets") else natural(request)

    async def slow_async(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0.4)
        return answer(404, {}) if request.url.path.endswith("/client_secrets") else natural(request)

    transport = httpx.MockTransport(slow if kind == "sync" else slow_async)
    with caller(kind, transport=transport, timeout=0.6) as client, pytest.raises(APITimeoutError):
        client.create()


def test_waiting_for_a_key_counts() -> None:
    async def key() -> str:
        await asyncio.sleep(30)
        return KEY

    with caller("async", Script(), api_key=key, timeout=0.1) as client, pytest.raises(APITimeoutError):
        client.create()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("second", [httpx.Response(405, text="<html>"), httpx.Response(503, text="<html>"), error(503)])
def test_one_odd_page_moves_nothing(kind: str, second: httpx.Response) -> None:
    script = Script(PAGE, second, natural)
    with caller(kind, script, max_retries=0) as client:
        with pytest.raises(RealtimeSessionsError, match=r"404.*405" if second.status_code == 405 else "503.*404"):
            client.create()
        assert client.create().endpoint is Endpoint.NESTED


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_by_the_service_shows_that_the_other_endpoint_is_there(kind: str) -> None:
    script = Script(PAGE, error(400, "invalid_value"), natural)
    with caller(kind, script) as client:
        with pytest.raises(RealtimeSessionsError, match="invalid_value"):
            client.create()
        assert client.create().endpoint is Endpoint.FLAT
    with caller(kind, Script(PAGE, answer(404, RETIRED))) as client, pytest.raises(EndpointRetiredError):
        client.create()


@pytest.mark.parametrize("kind", KINDS)
def test_the_end_of_time_is_not_in_1978(kind: str) -> None:
    last = 253_402_300_799
    for reply in (flat_reply(client_secret={"value": MINTED, "expires_at": last}), nested_reply()):
        with caller(kind, Script(answer(body=reply))) as client:
            secret = client.create().client_secret
        assert secret.expires_at > datetime.now(UTC)
        assert not secret.estimated
    assert time.time() < last


@pytest.mark.parametrize("kind", KINDS)
def test_long_instructions_cost_no_time_to_speak_of(kind: str) -> None:
    script = Script()
    with caller(kind, script) as client:
        client.create(instructions="ü" * 1_000_000)
    assert len(script.bodies[0]["session"]["instructions"]) == 1_000_000


def test_no_reply_waits_for_another_one_to_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, over, loads = threading.Event(), threading.Event(), json.loads

    def slow(text: str) -> Any:
        if text != "1":
            reading.set()
            over.wait(20)
        return loads(text)

    monkeypatch.setattr(json, "loads", slow)
    one, other = Reply(200, []), Reply(200, [])
    one.content, other.content = b"1", b"2"
    with ThreadPoolExecutor(2) as pool:
        second = pool.submit(lambda: other.value)
        try:
            assert reading.wait(20)
            assert pool.submit(lambda: one.value).result(5) == 1
        finally:
            over.set()
        assert second.result(20) == 2
