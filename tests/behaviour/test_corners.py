"""The lines that no ordinary call comes by: what is closed, odd settings, replies without end, other systems."""

from __future__ import annotations

import asyncio
import logging
import pickle
import select
import socket
import sys
import time
from typing import Any

import httpx
import pytest

import realtime_sessions
from realtime_sessions import (
    OMITTED,
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
    logs,
)
from realtime_sessions.endpoints import discovery
from realtime_sessions.given import checked
from realtime_sessions.parameters.table import PARAMETERS
from realtime_sessions.redaction import Secret
from realtime_sessions.sending import http1, sockets
from realtime_sessions.sending.failures import RemoteProtocolError
from realtime_sessions.sending.request import URL
from realtime_sessions.shapes import encode
from tests.behaviour.servers import listening, mint, minting
from tests.behaviour.support import GATEWAY, KEY, KINDS, RETIRED, Script, answer, caller, natural


def test_the_package_says_what_it_has() -> None:
    assert dir(realtime_sessions) == sorted(realtime_sessions.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        realtime_sessions.nothing  # noqa: B018


def test_a_public_name_that_no_module_has_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(realtime_sessions, "__all__", (*realtime_sessions.__all__, "ghost"))
    with pytest.raises(AttributeError, match="has no attribute 'ghost'"):
        realtime_sessions.ghost  # noqa: B018


def test_a_value_that_cannot_be_printed_is_told_by_its_type() -> None:
    with pytest.raises(InvalidParameterError, match=r"temperature.*\(given: a int\)"):
        SessionConfig(temperature=10**5000)


def test_a_body_without_end_is_a_value_of_the_callers() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with caller("sync", Script()) as client, pytest.raises(InvalidParameterError, match="some hundred levels"):
        client.create(extra_body={"more": endless})


def test_a_key_that_is_text_is_the_fresh_one() -> None:
    """The gateway asks the client for it, for the requests that it makes itself."""
    assert asyncio.run(AsyncRealtimeSessions(KEY)._fresh_key()).value == KEY


def test_nothing_is_told_where_nobody_can_hear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "logging")
    logs.tell(logs.INFO, "a line")
    assert "logging" not in sys.modules


def test_a_level_that_there_is_not_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    log = logging.getLogger("realtime_sessions")
    before = [*log.handlers]
    monkeypatch.setenv("REALTIME_SESSIONS_LOG", "loud")
    RealtimeSessions(KEY).close()
    assert log.handlers == before


def test_a_part_of_a_part_that_only_one_endpoint_has_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the table has it when the provider adds one."""
    rows = PARAMETERS["realtime"]
    monkeypatch.setitem(rows, "prompt", {**rows["prompt"], "cuts": [{"at": ["variables"], "key": "city"}]})
    variables = {"name": "Ada", "city": "Basel"}
    body, dropped = encode({"prompt": {"id": "p", "variables": variables}}, Endpoint.FLAT)
    assert body["prompt"] == {"id": "p", "variables": {"name": "Ada"}}
    assert dropped == {"prompt.variables.city": "Basel"}
    assert variables == {"name": "Ada", "city": "Basel"}


def test_a_configuration_of_a_mapping_has_no_unknown_name() -> None:
    with pytest.raises(InvalidParameterError, match=r"voices must be left out.*did you mean voice\?"):
        SessionConfig.from_dict({"voices": "marin"})


def test_what_is_left_out_of_the_defaults_is_not_sent() -> None:
    script = Script()
    with caller("sync", script, defaults={"voice": OMITTED, "instructions": "Be brief."}) as client:
        client.create()
    assert script.bodies[0]["session"]["instructions"] == "Be brief."
    assert "voice" not in script.bodies[0]["session"].get("audio", {}).get("output", {})


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("http://[::1]:8080/v1/", "http://[::1]:8080/v1"),
        ("https://b\u00fccher.example/v1", "https://xn--bcher-kva.example/v1"),
        ("HTTPS://Gateway.Example/v1", "https://gateway.example/v1"),
    ],
)
def test_an_unusual_base_url_is_read_as_httpx_reads_it(url: str, read: str) -> None:
    with RealtimeSessions(KEY, base_url=url) as client:
        assert client.base_url == read


@pytest.mark.parametrize(
    ("place", "host", "port"),
    [
        ("[::1]", "::1", None),
        ("[::1]:8080", "::1", 8080),
        ("gateway.example", "gateway.example", None),
        ("10.0.0.1:65535", "10.0.0.1", 65535),
    ],
)
def test_a_url_has_a_host_and_a_port(place: str, host: str, port: int | None) -> None:
    for path in ("", "/", "/v1/realtime", "//v1/"):
        url = URL.of(f"https://{place}{path}")
        assert url == URL("https", place, host, port, path or "/")
        assert str(url) == f"https://{place}{path or '/'}"


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("https://api.openai.com/v1", True),
        ("https://api.openai.com.:8443", True),
        ("https://eu.api.openai.com/v1", True),
        ("https://xapi.openai.com/v1", False),
        ("https://gateway.example/api.openai.com", False),
        ("http://[::1]:8080/v1", False),
    ],
)
def test_nobody_has_to_find_out_what_the_provider_speaks(url: str, known: bool) -> None:
    assert discovery(url, Endpoint.NESTED).known is known


def test_what_is_left_out_of_one_kind_stays_in_another() -> None:
    """The flat endpoint's server_vad has no idle_timeout_ms; of another kind that has one, nothing is known here."""
    detection = {"type": "server_vad", "idle_timeout_ms": 6000}
    left_out = encode({"turn_detection": detection}, Endpoint.FLAT, "realtime")
    assert left_out == ({"turn_detection": {"type": "server_vad"}}, {"turn_detection.idle_timeout_ms": 6000})
    another = {"turn_detection": {**detection, "type": "ambient_vad"}}
    assert encode(another, Endpoint.FLAT, "realtime") == (another, {})


def test_azure_has_one_resource_and_no_path() -> None:
    with pytest.raises(ConfigurationError, match="must have no path"):
        RealtimeSessions.azure("https://name.openai.azure.com/deployments/x", api_key=KEY)
    with pytest.raises(
        ConfigurationError, match=r"resource endpoint, such as https://NAME.*, must begin with https://"
    ):
        RealtimeSessions.azure("name.openai.azure.com", api_key=KEY)


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
        ("http://x:99999999", "must have a port from 1 to 65535"),
        ("http://x:70000", "must have a port from 1 to 65535"),
        ("http://x:0", "must have a port from 1 to 65535"),
        ("http://x:-1", "must have a port from 1 to 65535"),
        ("http://x:8080?", "must have neither a query nor a fragment"),
        ("http://x/v1#", "must have neither a query nor a fragment"),
        ("http://a host", "it has a space in it"),
        ("", "must begin with https:// or http://$"),
        ("wss://x.example/v1", "must begin with https:// or http://$"),
        ("https://", "must have a host$"),
        ("https://x..example", "must have a host$"),
        ("https://name:word@x.example", "must have no credentials"),
        ("https://x.example/v1?a=b", "neither a query nor a fragment$"),
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


def test_what_is_no_parameter_is_told_wherever_parameters_are_checked() -> None:
    with pytest.raises(InvalidParameterError, match=r"voices must be left out.*did you mean voice\?"):
        checked({"voices": "marin"})
