"""What was broken once by trying to: concurrency, settings, masking, odd numbers, odd servers."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import httpx
import pytest

from realtime_sessions import (
    APIConnectionError,
    APITimeoutError,
    AsyncRealtimeSessions,
    ConfigurationError,
    DroppedParameterWarning,
    Endpoint,
    EndpointRetiredError,
    InvalidParameterError,
    NotFoundError,
    RealtimeSessions,
    RealtimeSessionsError,
    RetiredModelWarning,
    ServerVad,
    SessionConfig,
    UnexpectedReplyError,
)
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
from tests.behaviour.test_retries import read_request, server

PAGE = httpx.Response(404, text="<html>not found</html>")
NESTED_RETIRED = {"error": {**RETIRED["error"], "message": "Invalid URL (POST /v1/realtime/client_secrets)"}}


def test_many_first_calls_at_once_all_find_the_other_endpoint() -> None:
    calls = 0

    async def serve(request: httpx.Request) -> httpx.Response:
        nonlocal calls
        calls += 1
        await asyncio.sleep(0.001 * (calls % 7))
        return answer(404, RETIRED) if request.url.path.endswith("/sessions") else natural(request)

    async def main() -> set[Endpoint]:
        async with AsyncRealtimeSessions(KEY, base_url=GATEWAY, transport=httpx.MockTransport(serve)) as client:
            return {session.endpoint for session in await asyncio.gather(*(client.create() for _ in range(50)))}

    assert asyncio.run(main()) == {Endpoint.NESTED}


def test_many_threads_share_one_client() -> None:
    barrier, found = threading.Barrier(16), []

    def serve(request: httpx.Request) -> httpx.Response:
        return answer(404, RETIRED) if request.url.path.endswith("/sessions") else natural(request)

    with RealtimeSessions(KEY, base_url=GATEWAY, transport=httpx.MockTransport(serve)) as client:

        def call() -> None:
            barrier.wait()
            found.append(client.create().endpoint)

        threads = [threading.Thread(target=call) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [Endpoint.NESTED] * 16


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
        return answer(404, RETIRED) if request.url.path.endswith("/sessions") else natural(request)

    async def slow_async(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0.4)
        return answer(404, RETIRED) if request.url.path.endswith("/sessions") else natural(request)

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
        with pytest.raises(NotFoundError):
            client.create()
        assert client.create().endpoint is Endpoint.FLAT


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_by_the_service_shows_that_the_other_endpoint_is_there(kind: str) -> None:
    script = Script(PAGE, error(400, "invalid_value"), natural)
    with caller(kind, script) as client:
        with pytest.raises(RealtimeSessionsError, match="invalid_value"):
            client.create()
        assert client.create().endpoint is Endpoint.NESTED
    with caller(kind, Script(PAGE, answer(404, NESTED_RETIRED))) as client, pytest.raises(EndpointRetiredError):
        client.create()


@pytest.mark.parametrize("kind", KINDS)
def test_only_keys_are_masked_in_a_session(kind: str) -> None:
    words = "locale sk-SK-standard; use ek_lookup_order"
    reply = flat_reply(
        instructions=words,
        tools=[{"type": "function", "name": "sk_lookup_order"}],
        id=f"sess_{MINTED}",
        voice=f"x{KEY}",
    )
    with caller(kind, Script(answer(body=reply, x_request_id=f"req_{KEY}"))) as client:
        session = client.create()
    assert session.instructions == words
    assert session.tools == [{"type": "function", "name": "sk_lookup_order"}]
    assert MINTED not in f"{session}{session.raw}{session.id}"
    assert KEY not in f"{session}{session.raw}{session.request_id}{session.voice}"


AZURE_KEY = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_of_any_form_is_masked_wherever_a_server_repeats_it(kind: str) -> None:
    told = dict.fromkeys(("message", "code", "param", "type"), f"x{AZURE_KEY}")
    for reply in (
        answer(401, {"error": told}, x_request_id=AZURE_KEY),
        httpx.Response(401, text="." * 290 + AZURE_KEY),
        httpx.Response(401, headers={"retry-after": AZURE_KEY}, json=[AZURE_KEY]),
    ):
        with caller(kind, Script(reply), azure="https://name.openai.azure.com", api_key=AZURE_KEY) as client:
            with pytest.raises(RealtimeSessionsError) as caught:
                client.create()
            assert AZURE_KEY[:9] not in f"{caught.value!r}{vars(caught.value)}{caught.value}"
            assert AZURE_KEY not in repr(vars(client.client))
    with caller(
        kind, Script(error(401, message="bad own-key-1")), headers={"Authorization": "bearer own-key-1"}
    ) as client:
        with pytest.raises(RealtimeSessionsError) as caught:
            client.create()
        assert "own-key-1" not in f"{caught.value!r}{vars(caught.value)}{vars(client.client)}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("levels", [50, 400, 700, 990, 3000, 100_000])
def test_nesting_costs_at_most_a_typed_error(kind: str, levels: int) -> None:
    deep = b'{"value": "ek_test_1", "deep": ' + b"[" * levels + b"]" * levels + b"}"
    with caller(kind, Script(httpx.Response(200, content=deep))) as client:
        try:
            assert client.create().client_secret.value == "ek_test_1"
        except UnexpectedReplyError:
            assert levels > 50
    value: Any = 1
    for _ in range(levels):
        value = [value]
    with caller(kind, Script()) as client:
        try:
            client.create(extra_body={"deep": value})
        except InvalidParameterError:
            assert levels > 50


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("charset", ["hex", "base64", "zlib", "undefined", "utf-16", "no-such-thing"])
def test_a_charset_is_not_believed(kind: str, charset: str) -> None:
    reply = httpx.Response(500, content=b"oops", headers={"content-type": f"text/plain; charset={charset}"})
    with caller(kind, Script(reply), max_retries=0) as client, pytest.raises(RealtimeSessionsError, match="oops"):
        client.create()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("told", ["Mon, 01 Jan 99999999999 00:00:00 GMT", "99999999999"])
def test_a_pause_without_end_is_not_made(kind: str, told: str) -> None:
    with (
        caller(kind, Script(error(429, retry_after=told)), timeout=None, max_retries=0) as client,
        pytest.raises(RealtimeSessionsError),
    ):
        client.create()


@pytest.mark.parametrize("kind", KINDS)
def test_a_reply_compressed_twice_is_not_unpacked(kind: str) -> None:
    reply = httpx.Response(200, headers={"content-encoding": "gzip, gzip"}, stream=httpx.ByteStream(b"x"))
    with caller(kind, Script(lambda _: reply)) as client, pytest.raises(UnexpectedReplyError, match="gzip, gzip"):
        client.create()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "settings",
    [
        {"endpoint": "both"},
        {"defaults": {"vioce": 1}},
        {"defaults": ["voice"]},
        {"headers": {"X": 1}},
        {"headers": {"": "x"}},
        {"headers": {"X Y": "x"}},
        {"headers": {"X": "x "}},
        {"organization": "a\r\nX: y"},
        {"project": "ü"},
        {"base_url": "http://h:abc"},
        {"base_url": "http://[::1"},
        {"base_url": "http://h\x00"},
        {"base_url": "http://a..b"},
        {"base_url": "http://127.0.0.1:99999"},
        {"base_url": "http://x y"},
        {"base_url": "http://" + "a" * 70},
        {"base_url": "http://:pw@h/v1"},
        {"base_url": 123},
        {"base_url": ""},
        {"api_key": ""},
        {"timeout": float("inf")},
        {"timeout": 1e10},
    ],
)
def test_settings_are_refused_when_the_client_is_made(
    kind: str, settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with pytest.raises(ConfigurationError) as caught, caller(kind, Script(), **settings):
        pass
    assert "pw" not in str(caught.value)


@pytest.mark.parametrize("kind", KINDS)
def test_settings_of_a_call_are_refused_before_it_is_sent(kind: str) -> None:
    script = Script()
    with caller(kind, script) as client:
        for wrong in ({"idempotency_key": 5}, {"headers": {"X": "\n"}}, {"timeout": -1}, {"max_retries": True}):
            with pytest.raises(ConfigurationError):
                client.create(**wrong)
        for name in ("a\nb", "ü", " a", ""):
            with pytest.raises(InvalidParameterError, match="safety_identifier"):
                client.create(safety_identifier=name)
        with pytest.raises(ConfigurationError, match="no endpoint"):
            client.create_raw({}, endpoint="both")
    assert script.requests == []
    with caller(kind, script, endpoint="flat") as client:
        assert client.create_raw(None, endpoint="auto").status == 200
    assert script.requests[-1].content == b"null"


@pytest.mark.parametrize("kind", KINDS)
def test_azure_wants_the_resource_and_nothing_behind_it(kind: str) -> None:
    with (
        pytest.raises(ConfigurationError, match="no path"),
        caller(kind, Script(), azure="https://name.openai.azure.com/openai/deployments/d", api_key="azure-1"),
    ):
        pass


def test_numbers_and_parts_that_nobody_can_show() -> None:
    cyclic: list[Any] = []
    cyclic.append(cyclic)

    class Rude:
        def __repr__(self) -> str:
            raise ValueError

    odd: list[tuple[str, Any]] = [
        ("temperature", 10**5000),
        ("voice", Rude()),
        ("turn_detection", ServerVad),
        ("tools", cyclic),
    ]
    for name, value in odd:
        with pytest.raises(InvalidParameterError) as caught:
            SessionConfig(**{name: value})
        assert name in str(caught.value)
    with pytest.raises(InvalidParameterError, match="tools"):
        SessionConfig(tools=[{"type": "function", "parameters": {"a": 10**5000}}])
    with pytest.raises(InvalidParameterError) as caught:
        SessionConfig(tools=KEY)  # type: ignore[arg-type]
    assert KEY not in f"{caught.value!r}{caught.value.args}"


def test_a_config_that_was_reached_into_is_checked_again() -> None:
    config = SessionConfig(turn_detection={"threshold": 0.5})
    config.turn_detection["threshold"] = 99  # type: ignore[index]
    with pytest.raises(InvalidParameterError, match="threshold"):
        config.to_dict(Endpoint.NESTED)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.filterwarnings("error")
def test_a_warning_made_an_error_costs_no_key(kind: str) -> None:
    script = Script()
    with caller(kind, script, endpoint=Endpoint.NESTED) as client:
        with pytest.raises(DroppedParameterWarning):
            client.create(temperature=0.9)
        with pytest.raises(RetiredModelWarning):
            client.create(model="gpt-4o-realtime-preview")
    assert script.requests == []
    with caller(kind, script, azure="https://name.openai.azure.com", api_key="azure-1") as client:
        client.create(model="gpt-4o-realtime-preview")  # a deployment's name


def test_a_client_of_a_loop_that_is_over_says_so() -> None:
    body = json.dumps(nested_reply()).encode()
    program = f"""
import asyncio, sys
from realtime_sessions import AsyncRealtimeSessions, ConfigurationError
client = AsyncRealtimeSessions({KEY!r}, base_url=sys.argv[1], max_retries=0)
asyncio.run(client.create())
try:
    asyncio.run(client.create())
except ConfigurationError as error:
    print(error)
"""

    def serve(connection: socket.socket, over: threading.Event) -> None:
        while not over.is_set():
            read_request(connection)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    with server(serve) as url:  # in a process of its own: Python complains about a connection that nobody can close
        run = subprocess.run([sys.executable, "-c", program, url], capture_output=True, text=True, check=True)
    assert "event loop" in run.stdout


def test_a_host_without_an_address_is_a_connection_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_name(*_: Any, **__: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    with caller("sync", max_retries=0) as client:
        monkeypatch.setattr(socket, "getaddrinfo", no_name)
        with pytest.raises(APIConnectionError, match="ConnectError"):
            client.create()
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [])
        with pytest.raises(APIConnectionError, match="no address"):
            client.create()


@pytest.mark.parametrize("kind", KINDS)
def test_a_bug_of_somebody_else_is_not_called_a_closed_client(kind: str) -> None:
    with (
        caller(kind, Script(RuntimeError("a bug in a transport"))) as client,
        pytest.raises(RuntimeError, match="a bug"),
    ):
        client.create()


def test_a_sync_client_does_not_await() -> None:
    async def key() -> str:
        return KEY

    with (
        caller("sync", Script(), api_key=key) as client,
        pytest.raises(ConfigurationError, match="AsyncRealtimeSessions"),
    ):
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
    assert len(script.bodies[0]["instructions"]) == 1_000_000
