"""What the gateway's tests share: a gateway before a sandbox, asked in this process or over a socket."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Self, TypeVar

import httpx

from realtime_sessions import AsyncRealtimeSessions
from realtime_sessions.gateway import BearerTokens, Gateway, Policy, Settings, create_app
from realtime_sessions.gateway.serve import server_of
from realtime_sessions.sandbox import Sandbox

KEY = "sk-test-gateway-0123456789abcdef"
ORIGIN = "https://app.example"
HOST = "gw.example"
NESTED = "/v1/realtime/client_secrets"
TOKENS = {"alice": "token-of-alice-0123456789", "bob": "token-of-bob-0123456789", "root": "token-of-root-0123456789"}
SECRET = "a-secret-of-at-least-32-bytes-for-tests"
POLICY = """
[fields.model]
one_of = ["gpt-realtime-2.1", "gpt-realtime-2.1-mini"]
[fields.voice]
default = "marin"
[fields.instructions]
fixed = "The server's own words."
[fields.turn_detection]
free = true
[fields.input_audio_transcription]
free = true
[fields.tools]
free = true
[fields.expires_after]
free = true
maximum = 120
"""
OFFER = "\r\n".join(
    [
        *("v=0", "o=- 1 2 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0 1"),
        *("m=audio 9 UDP/TLS/RTP/SAVPF 111 63", "c=IN IP4 0.0.0.0", "a=ice-ufrag:abcd", "a=ice-pwd:" + "a" * 24),
        *("a=mid:0", "a=sendrecv", "a=rtpmap:111 opus/48000/2"),
        *("m=application 9 UDP/DTLS/SCTP webrtc-datachannel", "a=mid:1", "a=sctp-port:5000", ""),
    ]
)

Result = TypeVar("Result")


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Do this in an event loop of its own, and leave no task behind."""

    async def whole() -> Result:
        result = await work
        await asyncio.sleep(0)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not left, f"tasks are left over: {left}"
        return result

    return asyncio.run(whole())


def bearer(user: str = "alice") -> dict[str, str]:
    return {"authorization": f"Bearer {TOKENS[user]}"}


def settings(box: Sandbox | str, **more: Any) -> Settings:
    """Settings of a gateway before a sandbox, or before whatever is at a URL."""
    url = box if isinstance(box, str) else box.base_url
    client = {"api_key": KEY, "base_url": url, "max_retries": 0, **more.pop("client_options", {})}
    usual: dict[str, Any] = {
        "authenticate": BearerTokens.of(TOKENS, admins=["root"]),
        "policy": Policy.from_toml(POLICY),
        "origins": [ORIGIN],
        "hosts": [HOST],
        "secret": SECRET,
        "client": AsyncRealtimeSessions(**client),
    }
    return Settings(**usual | more)


@asynccontextmanager
async def asking(box: Sandbox | str, **more: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a gateway in this process."""
    app = create_app(settings(box, **more))
    async with app.running(), asked(app) as client:
        yield client


@asynccontextmanager
async def asked(app: Gateway, peer: str = "192.0.2.7") -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, client=(peer, 4321))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
        yield client


def ask(box: Sandbox | str, method: str, path: str, *, body: Any = None, headers: Any = None, **more: Any) -> Any:
    """One request of alice's to a gateway of its own; the response."""

    async def once() -> httpx.Response:
        async with asking(box, **more) as client:
            told = {"json": body} if body is not None else {}
            return await client.request(method, path, headers=bearer() if headers is None else headers, **told)

    return run(once())


def error_of(response: httpx.Response) -> dict[str, Any]:
    """The error that a response carries, in the envelope that every refusal has."""
    error = response.json()["error"]
    assert error.keys() == {"message", "type", "code", "param", "request_id", "hint"}
    assert error["request_id"] == response.headers["x-request-id"]
    assert response.headers["cache-control"] == "no-store"
    return dict(error)


class Served:
    """A gateway behind uvicorn, in a thread, on a free port."""

    def __init__(self, listener: socket.socket, app: Any) -> None:
        self._server = server_of(app)
        self._socket = listener
        self.port: int = listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))

    def __enter__(self) -> Self:
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive()
            time.sleep(0.005)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(20)
        assert not self._thread.is_alive()

    @property
    def connections(self) -> int:
        return len(self._server.server_state.connections)

    @property
    def answers(self) -> int:
        return self._server.server_state.total_requests

    def raw(self, data: bytes, wait: float = 10.0) -> bytes:
        """Send bytes, and give back whatever comes until the other side closes or says nothing more."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as connection:
            connection.sendall(data)
            return received(connection)


def received(connection: socket.socket) -> bytes:
    """One whole answer: its head, and as much as its head says."""
    found = b""
    while b"\r\n\r\n" not in found:
        piece = connection.recv(65_536)
        if not piece:
            return found
        found += piece
    head, _, body = found.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
    while lengths and len(body) < int(lengths[0]):
        piece = connection.recv(65_536)
        if not piece:
            break
        body += piece
    return head + b"\r\n\r\n" + body


def request(method: str, path: str, body: Any = None, **headers: str) -> bytes:
    """A request as it goes over the wire."""
    content = b"" if body is None else json.dumps(body).encode()
    told = {"Host": HOST, **bearer(), "Content-Length": str(len(content)), "Content-Type": "application/json"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode("latin-1") + content


@contextmanager
def serving(box: Sandbox | str, **more: Any) -> Iterator[Served]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        hosts = [HOST, f"127.0.0.1:{listener.getsockname()[1]}"]
        with Served(listener, create_app(settings(box, hosts=hosts, **more))) as served:
            yield served


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def refused(answer: bytes, expected: int) -> dict[str, Any]:
    """The error in an answer as it came over the wire."""
    assert status(answer) == expected, answer
    error = json.loads(answer.partition(b"\r\n\r\n")[2])["error"]
    assert KEY not in str(error)
    return dict(error)


def alive(served: Served) -> None:
    assert status(served.raw(request("GET", "/healthz"))) == 200
