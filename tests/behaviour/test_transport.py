"""The way of a request: kept connections, the environment's proxies and certificates, a transport of the caller's."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest

from realtime_sessions import (
    APIConnectionError,
    AsyncRealtimeSessions,
    ConfigurationError,
    Endpoint,
    RealtimeSessions,
    RealtimeSessionsError,
)
from realtime_sessions.sending.async_transport import AsyncSender
from realtime_sessions.sending.transport import Sender
from tests.behaviour.servers import (
    ALL_KINDS,
    AUTHORITY,
    PROXIES,
    listening,
    mint,
    minting,
    proxying,
    reply,
    request,
    socks,
    trusted,
)
from tests.behaviour.support import GATEWAY, KEY, KINDS, MINTED, Script, answer, caller, natural
from tests.behaviour.test_frames import check

__all__ = ["trusted"]


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.usefixtures("trusted")
def test_a_connection_is_kept_and_closed_with_the_client(kind: str, tls: bool) -> None:
    with minting(tls=tls) as server:
        url = server.secure_url if tls else server.url
        assert len(mint(kind, url, *[{"instructions": str(n)} for n in range(20)])) == 20
        assert (server.opened, len(server.heads)) == (1, 20)
        assert_soon(lambda: server.open == 0)


def assert_soon(condition: Any) -> None:
    for _ in range(500):
        if condition():
            return
        threading.Event().wait(0.01)
    raise AssertionError


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_request_says_that_its_reply_is_not_to_be_packed(kind: str) -> None:
    with minting() as server:
        mint(kind, server.url)
    assert b"\r\naccept-encoding: identity\r\n" in server.heads[0].lower()
    assert server.heads[0].lower().count(b"\r\nhost: ") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_httpx_s_client_is_not_used(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It costs half as much again as the request itself."""
    for cls in (httpx.Client, httpx.AsyncClient):
        monkeypatch.setattr(cls, "__init__", None)
    with caller(kind, Script()) as client:
        assert client.create().client_secret.value == MINTED


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_the_environment_s_proxy_carries_plain_requests(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with minting() as server, proxying() as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"http://user:word@127.0.0.1:{proxy.port}")
        mint(kind, server.url)
        assert proxy.heads[0].startswith(f"POST {server.url}/realtime/client_secrets HTTP/1.1".encode())
        assert b"\r\nProxy-Authorization: Basic dXNlcjp3b3Jk\r\n" in proxy.heads[0]
        monkeypatch.setenv("NO_PROXY", "example.com,127.0.0.1")
        mint(kind, server.url)
        assert (proxy.opened, len(server.heads)) == (1, 2)


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("name", ["HTTPS_PROXY", "all_proxy"])
@pytest.mark.parametrize("scheme", ["", "http://", "https://"])
@pytest.mark.usefixtures("trusted")
def test_the_environment_s_proxy_tunnels_tls(
    kind: str, name: str, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through a proxy that is itself spoken to over TLS as well, with the same authorities trusted."""
    with minting(tls=True) as server, proxying(tls=scheme == "https://") as proxy:
        monkeypatch.setenv(name, f"{scheme}127.0.0.1:{proxy.port}")
        sessions = mint(kind, server.secure_url, {"instructions": "a"}, {"instructions": "b"})
    assert [session.client_secret.value for session in sessions] == ["ek_a", "ek_b"]
    assert proxy.heads == [
        f"CONNECT 127.0.0.1:{server.port} HTTP/1.1".encode() + proxy.heads[0].partition(b"HTTP/1.1")[2]
    ]
    assert KEY.encode() not in proxy.heads[0]


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.usefixtures("trusted")
def test_a_socks_proxy(kind: str, tls: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    with minting(tls=tls) as server, socks() as proxy:
        monkeypatch.setenv("ALL_PROXY", f"socks5://127.0.0.1:{proxy.port}")
        mint(kind, server.secure_url if tls else server.url)
    assert (len(proxy.heads), len(server.heads)) == (1, 1)


BAD_PROXIES = ["http://", "http://[::1", "socks4://h", "http://h:port", "http://h:99999", "ftp://h", "://h"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("proxy", BAD_PROXIES)
def test_a_proxy_that_is_none_is_refused_when_the_client_is_made(
    kind: str, proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(ConfigurationError, match="HTTPS_PROXY can't be used"), caller(kind, base_url="https://h/v1"):
        pass
    with caller(kind, base_url="http://h/v1"), caller(kind, Script(), base_url="https://h/v1"):
        pass  # none of these needs that proxy


@pytest.mark.parametrize("kind", KINDS)
def test_a_socks_proxy_without_its_package_is_refused_when_the_client_is_made(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://user:word@127.0.0.1:1")
    monkeypatch.setitem(sys.modules, "socksio", None)
    with pytest.raises(ConfigurationError, match=r"httpx\[socks\]") as caught, caller(kind):
        pass
    assert "word" not in str(caught.value)


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.usefixtures("trusted")
def test_a_failure_names_host_proxy_attempts_and_reason(kind: str, tls: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    with minting() as server:
        free = server.port
    url = f"http{'s' * tls}://127.0.0.1:{free}/v1"
    with pytest.raises(
        APIConnectionError, match=rf"127\.0\.0\.1:{free} failed \(ConnectError, 1 attempt\): .*Errno 111"
    ):
        mint(kind, url, {"max_retries": 0})
    monkeypatch.setattr("realtime_sessions.sending.attempts.FIRST_PAUSE", 0.01)
    monkeypatch.setenv("ALL_PROXY", f"http://user:word@127.0.0.1:{free}")
    with pytest.raises(
        APIConnectionError, match=rf"h\.example through the proxy 127\.0\.0\.1:{free} .* 3 attempts"
    ) as one:
        mint(kind, f"http{'s' * tls}://h.example/v1")
    assert "word" not in str(one.value)


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_certificate_that_is_not_trusted_is_named_as_the_reason(kind: str) -> None:
    """trio's errors have no text of their own."""
    with minting(tls=True) as server, pytest.raises(APIConnectionError, match="CERTIFICATE_VERIFY_FAILED"):
        mint(kind, server.secure_url, {"max_retries": 0})


@pytest.mark.parametrize("kind", KINDS)
def test_certificates_are_looked_for_in_a_folder_too(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(str(file))
    name = subprocess.run(
        ["openssl", "x509", "-hash", "-noout", "-in", str(file)], capture_output=True, text=True, check=True
    ).stdout.strip()
    file.rename(tmp_path / f"{name}.0")
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    with minting(tls=True) as server:
        mint("sync" if kind == "sync" else "asyncio", server.secure_url)


@pytest.mark.parametrize("kind", KINDS)
def test_certificates_that_are_not_there_are_a_configuration_error(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "no-such-file.pem")
    with (
        pytest.raises(ConfigurationError, match=r"SSL_CERT_FILE.*No such file"),
        caller(kind, base_url="https://127.0.0.1:1/v1") as client,
    ):
        client.create()


CONTEXTS = """
import asyncio, ssl, sys
made = []
create = ssl.create_default_context
ssl.create_default_context = lambda *args, **kwargs: made.append(1) or create(*args, **kwargs)
from realtime_sessions import APIConnectionError, AsyncRealtimeSessions, RealtimeSessions

def call(url):
    with RealtimeSessions("sk-test-0123456789abcdef", base_url=url, max_retries=0) as client:
        try:
            client.create()
        except APIConnectionError:
            pass

async def call_async(url):
    async with AsyncRealtimeSessions("sk-test-0123456789abcdef", base_url=url, max_retries=0) as client:
        try:
            await client.create()
        except APIConnectionError:
            pass

for _ in range(3):
    RealtimeSessions("sk-test-0123456789abcdef", base_url="https://127.0.0.1:1/v1").close()
    call("http://127.0.0.1:1/v1")
    asyncio.run(call_async("http://127.0.0.1:1/v1"))
print(len(made))
for _ in range(3):
    call("https://127.0.0.1:1/v1")
    asyncio.run(call_async("https://127.0.0.1:1/v1"))
print(len(made))
"""


def test_one_ssl_context_is_made_when_it_is_needed_and_none_for_http() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in PROXIES}
    run = subprocess.run([sys.executable, "-c", CONTEXTS], capture_output=True, text=True, check=True, env=environment)
    assert run.stdout.split() == ["0", "1"]


def test_another_trust_has_another_context(trusted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with minting(tls=True) as server:
        mint("sync", server.secure_url)
        monkeypatch.delenv("SSL_CERT_FILE")
        with pytest.raises(APIConnectionError, match="CERTIFICATE_VERIFY_FAILED"):
            mint("sync", server.secure_url, {"max_retries": 0})
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        mint("sync", server.secure_url)


class Hooked(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A transport with hooks, as people write them: it reads the reply to log it."""

    def __init__(self, sync: httpx.BaseTransport, other: httpx.AsyncBaseTransport) -> None:
        self.sync, self.other = sync, other
        self.log: list[Any] = []
        self.closed = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.log.append(request.url.path)
        response = self.sync.handle_request(request)
        self.log.append(response.read())
        return response

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.log.append(request.url.path)
        response = await self.other.handle_async_request(request)
        self.log.append(await response.aread())
        return response

    def close(self) -> None:
        self.closed += 1
        self.sync.close()

    async def aclose(self) -> None:
        self.closed += 1
        await self.other.aclose()


@pytest.mark.parametrize("kind", KINDS)
def test_a_transport_with_hooks(kind: str) -> None:
    async def main() -> None:
        async with AsyncRealtimeSessions(
            KEY, base_url=server.url, endpoint=Endpoint.NESTED, transport=transport
        ) as client:
            assert (await client.create(instructions="a")).client_secret.value == "ek_a"
        await transport.other.aclose()

    with minting() as server, httpx.HTTPTransport() as inner:
        transport = Hooked(inner, httpx.AsyncHTTPTransport())
        if kind == "sync":
            (session,) = mint(kind, server.url, {"instructions": "a"}, transport=transport)
            assert session.client_secret.value == "ek_a"
        else:
            asyncio.run(main())
    assert transport.log[0] == "/v1/realtime/client_secrets"
    assert b"ek_a" in transport.log[1]


class Mounts(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A transport that chooses another by the URL."""

    def __init__(self, mounts: dict[str, httpx.MockTransport]) -> None:
        self.mounts = mounts

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self.mounts[request.url.path.rpartition("/")[2]].handle_request(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self.mounts[request.url.path.rpartition("/")[2]].handle_async_request(request)


@pytest.mark.parametrize("kind", KINDS)
def test_a_transport_with_mounts(kind: str) -> None:
    mounts = {
        "sessions": httpx.MockTransport(lambda _: answer(404, {"detail": "Not Found"})),
        "client_secrets": httpx.MockTransport(natural),
    }
    with caller(kind, transport=Mounts(mounts)) as client:
        assert client.create().endpoint is Endpoint.NESTED


@pytest.mark.parametrize("kind", KINDS)
def test_a_transport_that_was_given_is_closed_by_its_owner(kind: str) -> None:
    transport = Hooked(httpx.MockTransport(natural), httpx.MockTransport(natural))
    for _ in range(2):
        with caller(kind, transport=transport) as client:
            client.create()
            client.close()
            with pytest.raises(ConfigurationError, match="the client is closed"):
                client.create()
    assert transport.closed == 0


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_given_transport_is_told(kind: str) -> None:
    """Its time-outs are the seconds that are left, as numbers."""
    script = Script(answer(500, retry_after_ms="1"), natural)
    with caller(kind, script, timeout=5) as client:
        client.create()
    for sent in script.requests:
        assert sent.extensions["timeout"].keys() == {"connect", "read", "write", "pool"}
        assert all(4 < seconds <= 5 for seconds in sent.extensions["timeout"].values())
    with caller(kind, script, timeout=None) as client:
        client.create()
    assert set(script.requests[-1].extensions["timeout"].values()) == {None}


class Httpx2(httpx2.MockTransport):
    """As a user's own subclass is."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "transport",
    [Httpx2(lambda _: httpx2.Response(200)), object(), type("Half", (), {"handle": 1})()],
    ids=["httpx2", "object", "half"],
)
def test_what_is_no_transport_of_httpx_is_refused(kind: str, transport: Any) -> None:
    with (
        pytest.raises(ConfigurationError, match=r"has to be one of httpx, with handle_.*make it with httpx"),
        caller(kind, transport=transport),
    ):
        pass


def test_a_real_transport_of_httpx2_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="make it with httpx"):
        RealtimeSessions(KEY, base_url=GATEWAY, transport=httpx2.HTTPTransport())  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="handle_async_request"):
        AsyncRealtimeSessions(KEY, transport=httpx.HTTPTransport())  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [Sender, AsyncSender])
def test_a_sender_says_which_transport_it_uses(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kind(GATEWAY).name == "direct"
    assert kind(GATEWAY, httpx.MockTransport(natural)).name == "MockTransport"
    monkeypatch.setenv("ALL_PROXY", "http://proxy.example")
    assert kind(GATEWAY).name == "httpcore"


def test_connections_are_of_one_event_loop() -> None:
    with minting() as server:
        client = AsyncRealtimeSessions(KEY, base_url=server.url, endpoint=Endpoint.NESTED)
        with asyncio.Runner() as runner:
            runner.run(client.create())
            with asyncio.Runner() as another, pytest.raises(ConfigurationError, match="another event loop"):
                another.run(client.create())
            runner.run(client.aclose())


async def _reset(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await request(reader)


async def _half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await request(reader)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")


async def _no_http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await request(reader)
    writer.write(b"ICY 200 OK\r\n\r\n")


async def _silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    while await reader.read(1000):
        pass


async def _packed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await request(reader)
    writer.write(reply(b"x", "Content-Encoding: br"))


FAILURES = {
    "reset": (_reset, "RemoteProtocolError"),
    "half": (_half, "RemoteProtocolError"),
    "no http": (_no_http, "RemoteProtocolError"),
    "silent": (_silent, "within the time limit"),
    "packed": (_packed, "packed as 'br'"),
}


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("which", FAILURES)
@pytest.mark.parametrize("tls", [False, True], ids=["http", "tls"])
@pytest.mark.usefixtures("trusted")
def test_every_transport_fails_alike_and_no_frame_holds_the_key(kind: str, which: str, tls: bool) -> None:
    """Those of httpcore, h11 and aiohttp would: they have the headers in their hands."""
    serve, said = FAILURES[which]
    with listening(serve, tls=tls) as server, pytest.raises(RealtimeSessionsError, match=said) as caught:
        mint(kind, server.secure_url if tls else server.url, max_retries=0, timeout=0.5)
    check(caught.value)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("tls", [False, True])
def test_a_call_imports_no_httpx(tls: bool) -> None:
    code = """
import sys
from realtime_sessions import RealtimeSessions
with RealtimeSessions("sk-test-0123456789abcdef", base_url=sys.argv[1]) as client:
    print(client.create().model)
print(sorted({"httpx", "httpcore", "anyio", "email.message", "urllib.request"} & set(sys.modules)))
"""
    with minting(tls=tls) as server:
        command = [sys.executable, "-c", code, server.secure_url if tls else server.url]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
