"""The lines that no ordinary call comes by: what is closed, odd settings, replies without end, other systems."""

from __future__ import annotations

import asyncio
import pickle
import select
import socket
import time
from typing import Any

import httpx
import pytest

import realtime_sessions
from realtime_sessions import (
    APIConnectionError,
    APITimeoutError,
    AsyncRealtimeSessions,
    BadRequestError,
    ConfigurationError,
    Endpoint,
    InvalidParameterError,
    RealtimeSessions,
    SessionConfig,
    checks,
)
from realtime_sessions.redaction import Secret
from realtime_sessions.sending import http1, sockets
from realtime_sessions.sending.failures import RemoteProtocolError
from tests.behaviour.servers import listening, mint, minting
from tests.behaviour.support import GATEWAY, KEY, KINDS, RETIRED, Script, answer, caller, natural


def test_the_package_says_what_it_has() -> None:
    assert dir(realtime_sessions) == sorted(realtime_sessions.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        realtime_sessions.nothing  # noqa: B018


def test_a_client_says_where_it_goes() -> None:
    with RealtimeSessions(KEY, base_url=GATEWAY, endpoint=Endpoint.FLAT) as client:
        assert (client.base_url, client.endpoint) == (GATEWAY, Endpoint.FLAT)


@pytest.mark.parametrize("kind", KINDS)
def test_a_client_of_its_own_connections_says_that_it_is_closed(kind: str) -> None:
    with minting() as server, caller(kind, None, base_url=server.url) as client:
        client.create()
        client.close()
        with pytest.raises(ConfigurationError, match="the client is closed"):
            client.create()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://[::1", "can't be read"),
        (b"http://x", "can't be read"),
        ("http://x:99999999", "can't be read"),
        ("http://x:70000", "its port or its host"),
        ("http://a host", "its port or its host"),
    ],
)
def test_a_base_url_that_is_none(url: Any, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        RealtimeSessions(KEY, base_url=url)


def test_an_api_version_is_text() -> None:
    with pytest.raises(ConfigurationError, match="api_version must be text"):
        RealtimeSessions.azure("https://x.example", api_key=KEY, api_version=2025)  # type: ignore[arg-type]


def test_a_key_that_has_to_be_awaited_needs_the_other_client() -> None:
    async def key() -> str:
        return KEY

    with (
        RealtimeSessions(key, transport=httpx.MockTransport(natural)) as client,  # type: ignore[arg-type]
        pytest.raises(ConfigurationError, match="needs AsyncRealtimeSessions"),
    ):
        client.create()


def test_a_model_of_somebody_s_is_no_mapping() -> None:
    class Tracing:
        def model_dump(self) -> dict[str, Any]:
            return {}

    with pytest.raises(InvalidParameterError, match="pass what its model_dump"):
        SessionConfig(tracing=Tracing())  # type: ignore[arg-type]


def test_the_kinds_of_a_union() -> None:
    check = checks.compiled({"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": "["}]})
    assert (check("x", 1), check("x", 0.5), check("x", "whatever")) == (1, 0.5, "whatever")


def test_a_secret_is_compared_and_hashed_by_what_it_holds() -> None:
    assert Secret(KEY) == Secret(KEY) != Secret("another")
    assert {Secret(KEY), Secret(KEY)} == {pickle.loads(pickle.dumps(Secret(KEY)))}


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_that_is_too_deep_keeps_its_text(kind: str) -> None:
    deep = '{"error": {"message": "no", "more": ' + "[" * 900 + "]" * 900 + "}}"
    with caller(kind, Script(httpx.Response(400, text=deep))) as client, pytest.raises(BadRequestError) as caught:
        client.create()
    assert caught.value.body


@pytest.mark.parametrize("kind", KINDS)
def test_what_another_call_finds_out_holds_for_one_that_has_begun(kind: str) -> None:
    """A server that has moved meanwhile is followed."""
    gone = answer(404, RETIRED)
    with caller(kind, Script(gone, natural, gone, natural, natural)) as client:
        found = [client.create().endpoint for _ in range(3)]
    assert found == [Endpoint.FLAT, Endpoint.NESTED, Endpoint.NESTED]


def test_a_line_too_many_before_a_reply_and_a_chunk_that_breaks_off() -> None:
    incoming = http1.Incoming()
    incoming.add(b"\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nokX\r\n")
    assert [*incoming.head()] == []
    with pytest.raises(RemoteProtocolError, match="another size"):
        list(incoming.body())


def test_a_server_that_reads_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        await asyncio.sleep(30)

    with listening(serve) as server, pytest.raises(APITimeoutError):
        mint("sync", server.url, {"instructions": "x" * 20_000_000}, timeout=0.5, max_retries=0)


def test_a_lookup_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1))
    with pytest.raises(APITimeoutError):
        mint("sync", "http://slow.example/v1", timeout=0.2, max_retries=0)


def test_a_host_without_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [])
    with pytest.raises(APIConnectionError, match="has no address"):
        mint("sync", "http://empty.example/v1", max_retries=0)


@pytest.mark.parametrize("has_poll", [True, False])
def test_a_socket_that_waits(has_poll: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not has_poll:
        monkeypatch.delattr(select, "poll")
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert not sockets.is_readable(ours)
        theirs.send(b"x")
        assert sockets.is_readable(ours)
    assert sockets.is_readable(ours)


def test_more_calls_than_are_made_at_once_wait_in_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("realtime_sessions.sending.async_transport.CONNECTIONS", 2)

    async def main(url: str) -> None:
        async with AsyncRealtimeSessions(KEY, base_url=url) as client:
            minted = await asyncio.gather(*(client.create(instructions=str(number)) for number in range(6)))
        assert [session.client_secret.value for session in minted] == [f"ek_{number}" for number in range(6)]

    with minting(delay=0.05) as server:
        asyncio.run(main(server.url))
        assert server.most == 2


@pytest.mark.timeout(20)
@pytest.mark.parametrize("kind", KINDS)
def test_an_error_that_is_a_cause_of_its_own_ends(kind: str) -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        first, second = httpx.ReadError(""), ConnectionResetError("")
        first.__cause__, second.__context__ = second, first
        raise first

    with caller(kind, Script(broken), max_retries=0) as client, pytest.raises(APIConnectionError, match="ReadError"):
        client.create()
