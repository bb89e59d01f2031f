"""What a peer or a system can do to a connection beneath HTTP: reset it half way, end TLS alone, know no fork."""

from __future__ import annotations

import asyncio
import os
import runpy
import socket
import ssl
import struct

import pytest

from realtime_sessions import APIConnectionError
from realtime_sessions.sending import sockets
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


def test_tls_that_has_taken_in_what_nobody_has_read_is_found() -> None:
    """The socket doesn't show it any more: neither what was sent nor that the peer has ended TLS."""
    ways = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = certified(server=False).wrap_bio(ways[0], ways[1], server_hostname="127.0.0.1")
    server = certified().wrap_bio(ways[1], ways[0], server_side=True)
    waiting = [client, server]
    while waiting:
        one = waiting.pop(0)
        try:
            one.do_handshake()
        except ssl.SSLWantReadError:
            waiting.append(one)
    assert not holds(None)
    assert not holds(client)
    server.write(b"a reply that nobody has asked for")
    assert holds(client)
    assert client.read(100)
    assert not holds(client)
    with pytest.raises(ssl.SSLWantReadError):
        server.unwrap()
    assert holds(client)


@pytest.mark.filterwarnings("ignore:.*found in sys.modules:RuntimeWarning")
def test_a_system_without_forks_needs_no_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "register_at_fork")
    assert runpy.run_module(sockets.__name__)["guard"]
