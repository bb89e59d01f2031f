"""Over TLS, as every real call goes: it works, it is verified, and its time is bounded as well."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from pathlib import Path

import pytest
import trio
import trustme

from realtime_sessions import APIConnectionError, APITimeoutError, AsyncRealtimeSessions, Endpoint
from tests.behaviour.support import KEY, KINDS, caller, nested_reply
from tests.behaviour.test_retries import read_request, server

AUTHORITY = trustme.CA()
CERTIFICATE = AUTHORITY.issue_cert("127.0.0.1")


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our authority is in the environment, where httpx and OpenSSL look for one."""
    file = tmp_path / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(str(file))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))


def _answer(plain: socket.socket, over: threading.Event) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    CERTIFICATE.configure_cert(context)
    body = json.dumps(nested_reply()).encode()
    with context.wrap_socket(plain, server_side=True) as connection:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def _silent_after_hello(plain: socket.socket, over: threading.Event) -> None:
    plain.recv(65536)
    over.wait()


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("kind", KINDS)
def test_a_key_over_tls(kind: str) -> None:
    with (
        server(_answer) as url,
        caller(kind, base_url=url.replace("http:", "https:"), endpoint=Endpoint.NESTED) as client,
    ):
        assert client.create().client_secret.value


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_authority_is_refused(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):  # what a machine names, some of them name
        monkeypatch.delenv(name, raising=False)
    with (
        server(_answer) as url,
        caller(kind, base_url=url.replace("http:", "https:"), max_retries=0) as client,
        pytest.raises(APIConnectionError),
    ):
        client.create()


def test_trio_says_why_a_certificate_is_refused() -> None:
    """Its own error has no text: the reason stands in the cause."""

    async def mint(url: str) -> None:
        async with AsyncRealtimeSessions(KEY, base_url=url, max_retries=0) as client:
            await client.create()

    with server(_answer) as url, pytest.raises(APIConnectionError, match="CERTIFICATE_VERIFY_FAILED"):
        trio.run(mint, url.replace("http:", "https:"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_handshake_that_never_ends_is_left_in_time(kind: str) -> None:
    with (
        server(_silent_after_hello) as url,
        caller(kind, base_url=url.replace("http:", "https:"), timeout=0.5) as client,
        pytest.raises(APITimeoutError),
    ):
        client.create()
