"""AUTO: where it starts, what leads on, and what is shared of what was found out."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from realtime_sessions import (
    AsyncRealtimeSessions,
    BadRequestError,
    Endpoint,
    EndpointRetiredError,
    InvalidParameterError,
    NotFoundError,
    RealtimeSessions,
    RealtimeSessionsError,
)
from tests.behaviour.support import (
    GA_ONLY,
    GATEWAY,
    KEY,
    KINDS,
    RETIRED,
    SHAPE_DISABLED,
    Script,
    answer,
    caller,
    error,
    flat_reply,
    natural,
)

FLAT, NESTED = "/v1/realtime/sessions", "/v1/realtime/client_secrets"
RETIREMENTS = [(404, RETIRED), (400, SHAPE_DISABLED), (400, GA_ONLY)]
NESTED_RETIRED = {"error": {**RETIRED["error"], "message": "Invalid URL (POST /v1/realtime/client_secrets)"}}
NO_SUCH_PATH = {  # an answer of a server that has no such path, by who gives it
    "FastAPI": httpx.Response(404, json={"detail": "Not Found"}),
    "a proxy's page": httpx.Response(404, text="<html>"),
    "Express": httpx.Response(404, text="Cannot POST /v1/realtime/client_secrets"),
    "the provider": answer(404, NESTED_RETIRED),
    "Azure": answer(404, {"error": {"code": "404", "message": "Resource not found"}}),
    "an envelope without a code": answer(404, {"error": {"message": "no such route", "type": "x"}}),
    "an error that is text": answer(404, {"error": "not_found"}),
    "another code": answer(404, {"error": {"code": "route_not_found", "message": "no"}}),
    "AWS's gateway": httpx.Response(403, json={"message": "Missing Authentication Token"}),
    "a method table": httpx.Response(405, json={"detail": "Method Not Allowed"}),
    "gone": httpx.Response(410, text=""),
    "not implemented": httpx.Response(501, text=""),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("url", ["https://api.openai.com/v1", "http://127.0.0.1:8787/v1", "https://gateway.example/x"])
def test_it_starts_nested_everywhere(kind: str, url: str) -> None:
    script = Script()
    with caller(kind, script, base_url=url) as client:
        assert client.create().endpoint is Endpoint.NESTED
    assert len(script.requests) == 1


@pytest.mark.parametrize(("version", "first"), [("2025-04-01-preview", Endpoint.FLAT), (None, Endpoint.NESTED)])
def test_azures_preview_starts_flat(version: str | None, first: Endpoint) -> None:
    script = Script(answer(body=flat_reply()))
    azure = "https://name.openai.azure.com"
    with caller("sync", script, azure=azure, api_key=KEY, api_version=version, endpoint=Endpoint.AUTO) as client:
        assert client.create(model="deployment").endpoint is first


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", NO_SUCH_PATH)
def test_a_server_that_has_only_the_other_endpoint_is_found(kind: str, who: str) -> None:
    script = Script(NO_SUCH_PATH[who], natural)
    with caller(kind, script) as client:
        assert client.create().endpoint is Endpoint.FLAT
        assert client.create().endpoint is Endpoint.FLAT
        assert client.create_raw({}).status == 200
    assert script.paths == [NESTED, FLAT, FLAT, FLAT]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("status", "body"), RETIREMENTS)
def test_a_retirement_leads_from_the_preview_to_the_current_endpoint(kind: str, status: int, body: Any) -> None:
    script = Script(answer(status, body), natural)
    settings = {"api_version": "2025-04-01-preview", "endpoint": Endpoint.AUTO, "api_key": KEY}
    with caller(kind, script, azure="https://name.openai.azure.com", **settings) as client:
        assert client.create(model="deployment").endpoint is Endpoint.NESTED


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "refusal",
    [
        error(404, "model_not_found"),
        error(404, "DeploymentNotFound"),
        error(404, None),  # names a parameter
        error(400, "invalid_model"),
        error(400, "invalid_value"),
        error(400, None),
        error(401),
        error(403),
        error(422),
        error(429),
    ],
)
def test_a_refusal_of_the_body_or_the_key_never_leads_on(kind: str, refusal: httpx.Response) -> None:
    script = Script(refusal)
    with caller(kind, script, max_retries=0) as client, pytest.raises(RealtimeSessionsError) as caught:
        client.create()
    assert not isinstance(caught.value, EndpointRetiredError)
    assert script.paths == [NESTED]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("status", "body"), RETIREMENTS)
def test_a_fixed_endpoint_says_what_to_do(kind: str, status: int, body: Any) -> None:
    script = Script(answer(status, body))
    with (
        caller(kind, script, endpoint=Endpoint.FLAT) as client,
        pytest.raises(EndpointRetiredError, match=r"Endpoint\.NESTED") as caught,
    ):
        client.create()
    assert isinstance(caught.value, NotFoundError)
    assert caught.value.status_code == status
    assert caught.value.request_id == "req_1"
    assert caught.value.body == body
    assert script.paths == [FLAT]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("base_url", "advice"),
    [
        ("http://gateway.example", "is /v1 missing"),
        ("http://gateway.example/v1", "check the base URL"),
        ("http://gateway.example/v1/realtime/sessions", "leave /realtime/sessions out"),
        ("http://gateway.example/v1/realtime/client_secrets", "leave /realtime/client_secrets out"),
    ],
)
def test_a_wrong_base_url_is_told_with_what_was_tried(kind: str, base_url: str, advice: str) -> None:
    script = Script(httpx.Response(404, text="<html>"))
    with caller(kind, script, base_url=base_url) as client, pytest.raises(NotFoundError, match=advice) as caught:
        client.create()
    assert not isinstance(caught.value, EndpointRetiredError)
    for path in ("/realtime/sessions", "/realtime/client_secrets"):
        assert f"{base_url}{path} (404)" in str(caught.value)


@pytest.mark.parametrize("kind", KINDS)
def test_with_nowhere_to_go_nothing_is_remembered(kind: str) -> None:
    script = Script(answer(404, NESTED_RETIRED), answer(404, RETIRED), natural)
    with caller(kind, script) as client:
        with pytest.raises(EndpointRetiredError, match="neither endpoint"):
            client.create()
        assert client.create().endpoint is Endpoint.NESTED
    assert script.paths == [NESTED, FLAT, NESTED]


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_moves_on_is_followed(kind: str) -> None:
    script = Script(httpx.Response(404, text=""), natural, answer(404, RETIRED), natural)
    with caller(kind, script) as client:
        assert client.create().endpoint is Endpoint.FLAT
        assert client.create().endpoint is Endpoint.NESTED
    assert script.paths == [NESTED, FLAT, FLAT, NESTED]


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_after_the_move_is_the_other_endpoints(kind: str) -> None:
    script = Script(httpx.Response(404, text=""), error(400, "invalid_value"), natural)
    with caller(kind, script) as client:
        with pytest.raises(BadRequestError, match="the nested endpoint had answered 404"):
            client.create()
        assert client.create().endpoint is Endpoint.FLAT
    assert script.paths == [NESTED, FLAT, FLAT]


@pytest.mark.parametrize("kind", KINDS)
def test_strict_holds_after_the_move(kind: str) -> None:
    script = Script(httpx.Response(404, text=""), natural)
    with caller(kind, script, strict=True) as client, pytest.raises(InvalidParameterError, match="reasoning"):
        client.create(reasoning={"effort": "low"})
    assert script.paths == [NESTED]


@pytest.mark.parametrize("kind", KINDS)
def test_a_retirement_is_never_retried(kind: str) -> None:
    script = Script(answer(404, RETIRED, x_should_retry="true"))
    with caller(kind, script, endpoint=Endpoint.FLAT, max_retries=5) as client, pytest.raises(EndpointRetiredError):
        client.create()
    assert len(script.requests) == 1


@pytest.fixture
def flat_server() -> Iterator[tuple[str, Counter[str]]]:
    """A real server on loopback that has only the flat endpoint, and counts."""
    asked: Counter[str] = Counter()
    body = json.dumps(flat_reply()).encode()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            asked[self.path] += 1
            found = self.path == FLAT
            self.send_response(200 if found else 404)
            content = body if found else b"{}"
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 256
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1", asked
    server.shutdown()
    server.server_close()
    thread.join()


def test_two_hundred_first_calls_in_threads_are_one_discovery(flat_server: tuple[str, Counter[str]]) -> None:
    url, asked = flat_server
    with RealtimeSessions(KEY, base_url=url, timeout=60) as client, ThreadPoolExecutor(40) as pool:
        ends = {session.endpoint for session in pool.map(lambda _: client.create(), range(200))}
    assert ends == {Endpoint.FLAT}
    assert asked == {NESTED: 1, FLAT: 200}
    with RealtimeSessions(KEY, base_url=url, timeout=60) as another:
        another.create()
    assert asked == {NESTED: 1, FLAT: 201}, "clients of one process and base URL share what was found out"


def test_two_hundred_first_calls_in_tasks_are_one_discovery(flat_server: tuple[str, Counter[str]]) -> None:
    url, asked = flat_server

    async def mint() -> set[Endpoint]:
        async with AsyncRealtimeSessions(KEY, base_url=url, timeout=60) as client:
            return {session.endpoint for session in await asyncio.gather(*(client.create() for _ in range(200)))}

    assert asyncio.run(mint()) == {Endpoint.FLAT}
    assert asked == {NESTED: 1, FLAT: 200}


def test_a_call_that_fails_while_others_wait_leaves_the_turn_to_another() -> None:
    script = Script(httpx.ConnectError("no"), natural)
    with caller("sync", script, max_retries=0) as client:
        with pytest.raises(RealtimeSessionsError):
            client.create()
        assert client.create().endpoint is Endpoint.NESTED


def test_waiting_ends_with_the_calls_own_limit() -> None:
    """The call that finds out hangs; one that waits for it ends in its own time."""
    hang = threading.Event()

    def slow(_: httpx.Request) -> httpx.Response:
        hang.wait(20)
        return natural(_)

    with RealtimeSessions(KEY, base_url=GATEWAY, transport=httpx.MockTransport(slow), timeout=None) as client:
        first = threading.Thread(target=client.create)
        first.start()
        while not client._calls.discovery._turn.locked():
            pass
        with pytest.raises(RealtimeSessionsError, match="time limit"):
            client.create(timeout=0.2)
        hang.set()
        first.join()
