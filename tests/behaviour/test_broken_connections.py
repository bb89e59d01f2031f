"""What a peer or a system can do to a connection beneath HTTP: reset it half way, end TLS alone, know no fork."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import socket
import ssl
import struct
from types import ModuleType
from typing import Any

import pytest

from realtime_sessions import APIConnectionError
from realtime_sessions.sending import sockets, tls
from realtime_sessions.sending.streams import holds
from tests.behaviour.servers import ALL_KINDS, certified, listening, mint
from tests.behaviour.test_transport import _no_proxy

__all__ = ["_no_proxy"]
LARGE = {"extra_body": {"more": "x" * 20_000_000}}  # more than any system's buffers hold


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_server_that_resets_while_a_body_is_sent(kind: str) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        raw = writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    with listening(serve) as server, pytest.raises(APIConnectionError, match=r"1 attempt"):
        mint(kind, server.url, LARGE, max_retries=0)


class OverTLS:
    """Both ends of TLS, and what is on its way to the client."""

    def __init__(self) -> None:
        self.way, back = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.client = certified(server=False).wrap_bio(self.way, back, server_hostname="127.0.0.1")
        self.server = certified().wrap_bio(back, self.way, server_side=True)
        waiting = [self.client, self.server]
        while waiting:
            one = waiting.pop(0)
            try:
                one.do_handshake()
            except ssl.SSLWantReadError:
                waiting.append(one)


def test_what_tls_has_taken_in_and_nobody_has_read_is_found() -> None:
    """The socket doesn't show it any more."""
    ends = OverTLS()
    assert not holds(None)
    assert not holds(ends.client)
    ends.server.write(b"a reply that nobody has asked for")
    assert holds(ends.client)


def test_that_a_peer_has_ended_tls_is_found() -> None:
    ends = OverTLS()
    with pytest.raises(ssl.SSLWantReadError):
        ends.server.unwrap()
    assert holds(ends.client)


def test_bytes_that_are_no_tls_are_found() -> None:
    ends = OverTLS()
    ends.way.write(b"HTTP/1.1 408 Request Timeout\r\n\r\n")
    assert holds(ends.client)


def elsewhere(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A module as a system without forks reads it."""
    monkeypatch.delattr(os, "register_at_fork")
    spec = importlib.util.spec_from_file_location(f"{module.__name__}_elsewhere", str(module.__file__))
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_a_system_without_forks_needs_no_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    read = elsewhere(sockets, monkeypatch)
    one, other = socket.socketpair()
    with one, other:
        assert not read.is_readable(one)
        other.send(b"x")
        assert read.is_readable(one)


def test_a_system_without_forks_trusts_as_others_do(monkeypatch: pytest.MonkeyPatch) -> None:
    sockets.begin(None)
    assert elsewhere(tls, monkeypatch).trust().verify_mode is ssl.CERT_REQUIRED
