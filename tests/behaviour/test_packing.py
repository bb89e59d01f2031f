"""Replies that are packed although it wasn't asked for: unpacked up to the bound, or refused in the right words."""

from __future__ import annotations

import asyncio
import gzip
import json
import tracemalloc
import zlib
from typing import Any

import httpx
import pytest

from realtime_sessions import UnexpectedReplyError
from realtime_sessions.sending.attempts import MAX_REPLY
from tests.behaviour.servers import listening, mint, reply, request
from tests.behaviour.support import MINTED, nested_reply
from tests.behaviour.test_transport import _no_proxy

__all__ = ["_no_proxy"]
KINDS = ("sync", "asyncio")
SESSION = json.dumps(nested_reply()).encode()


def answered(kind: str, content: bytes, coding: str) -> str:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await request(reader)
        writer.write(reply(content, f"Content-Encoding: {coding}"))
        await reader.read()

    with listening(serve) as server:
        return mint(kind, server.url, max_retries=0)[0].client_secret.value


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("coding", ["gzip", "GZIP", "x-gzip", "deflate", "Identity", "identity", " ", "IDENTITY "])
def test_what_is_read_all_the_same(kind: str, coding: str) -> None:
    packers: dict[str, Any] = {"gzip": gzip.compress, "deflate": zlib.compress}
    packed = packers.get(coding.lower().strip().removeprefix("x-"), bytes)
    assert answered(kind, packed(SESSION), coding) == MINTED


BOMBS = {
    "gzip": gzip.compress(bytes(60_000_000)),
    "deflate": zlib.compress(bytes(60_000_000)),
    "gzip in a small part": gzip.compress(SESSION + b" " * MAX_REPLY),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", BOMBS)
def test_the_bound_covers_what_is_unpacked(kind: str, name: str) -> None:
    """58 kB that unpack to 60 MB: never more than the bound is held."""
    assert len(BOMBS[name]) < 70_000
    tracemalloc.start()
    try:
        with pytest.raises(UnexpectedReplyError, match="more than 4,194,304 bytes"):
            answered(kind, BOMBS[name], name.split(maxsplit=1)[0])
        assert tracemalloc.get_traced_memory()[1] < 4 * MAX_REPLY
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", KINDS)
def test_a_reply_of_just_the_bound_is_read(kind: str) -> None:
    whole = SESSION + b" " * (MAX_REPLY - len(SESSION))
    assert answered(kind, gzip.compress(whole), "gzip") == answered(kind, whole, "identity") == MINTED
    with pytest.raises(UnexpectedReplyError, match="more than"):
        answered(kind, whole + b" ", "identity")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, gzip", "gzip, br", "x", "utf-8"])
def test_what_is_not_read_is_named(kind: str, coding: str) -> None:
    """Neither of the first two has a bound that holds in every release of its package."""
    with pytest.raises(UnexpectedReplyError, match=f"packed as '{coding}', though it was asked for as it is"):
        answered(kind, b"\x1b\x00", coding)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"not packed", "incorrect header check"),
        (gzip.compress(SESSION)[:-20], "it breaks off"),
        (b"\x1f\x8b", "breaks off"),
    ],
)
def test_what_can_not_be_unpacked_says_why(kind: str, content: bytes, reason: str) -> None:
    with pytest.raises(UnexpectedReplyError, match=f"can't be unpacked: .*{reason}"):
        answered(kind, content, "gzip")


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_transport_of_the_caller_s_has_unpacked_is_not_unpacked_again(kind: str) -> None:
    def handle(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"content-encoding": "gzip"}, content=gzip.compress(SESSION))

    transport = httpx.MockTransport(handle)
    assert mint(kind, "http://gateway.example/v1", transport=transport)[0].client_secret.value == MINTED
