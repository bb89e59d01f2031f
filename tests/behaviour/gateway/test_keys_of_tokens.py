"""The set of keys that an identity provider publishes is read so far and no further, whatever it is."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from realtime_sessions.gateway import JwtTokens, Refused, tokens
from realtime_sessions.gateway.users import authenticated
from tests.behaviour.gateway.signing import AUDIENCE, ISSUER, Signer
from tests.behaviour.gateway.test_authentication import request


class Body(httpx.AsyncByteStream):
    """A reply that counts what is taken of it."""

    def __init__(self, piece: bytes, pieces: int, pause: float = 0.0) -> None:
        self.piece, self.pieces, self.pause, self.taken = piece, pieces, pause, 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for _ in range(self.pieces):
            await asyncio.sleep(self.pause)
            self.taken += len(self.piece)
            yield self.piece


def asked_for(answer: httpx.Response, signer: Signer) -> Any:
    """Show a good token where the keys come in this answer."""
    way = JwtTokens(
        issuer=ISSUER,
        audience=AUDIENCE,
        jwks=f"{ISSUER}/jwks",
        transport=httpx.MockTransport(lambda _: answer),
    )
    return asyncio.run(authenticated(way, request("192.0.2.7", ("authorization", f"Bearer {signer.token()}"))))


def test_a_set_without_end_is_left_at_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "_MOST_KEYS", 100_000)
    body = Body(b" " * 10_000, 10_000)
    with pytest.raises(Refused) as refused:
        asked_for(httpx.Response(200, stream=body), Signer())
    assert refused.value.status == 503
    assert body.taken <= 120_000


def test_a_set_that_never_arrives_is_waited_for_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "_FETCHING", 0.2)
    body = Body(b" ", 10_000, pause=0.02)
    with pytest.raises(Refused) as refused:
        asked_for(httpx.Response(200, stream=body), Signer())
    assert refused.value.status == 503
    assert body.taken < 1000


@pytest.mark.parametrize("known", ["gzip", "br, gzip"])
def test_a_packed_set_is_not_unpacked(known: str) -> None:
    signer = Signer()
    packed = gzip.compress(json.dumps(signer.jwks).encode())
    answer = httpx.Response(200, headers={"content-encoding": known}, stream=Body(packed, 1))
    with pytest.raises(Refused):
        asked_for(answer, signer)


@pytest.mark.parametrize("odd", [[], None, "keys", {"keys": None}, {"keys": 3}, {"keys": [[], 3, {"kty": []}]}, {}])
def test_what_is_no_set_lets_nobody_in(odd: Any) -> None:
    with pytest.raises(Refused) as refused:
        asked_for(httpx.Response(200, stream=Body(json.dumps(odd).encode(), 1)), Signer())
    assert refused.value.status == 503


@pytest.mark.parametrize(
    "odd", [{"alg": ["RS256"]}, {"alg": 3}, {"n": 3}, {"n": ""}, {"e": "AA"}, {"kid": ["x"]}, {"kid": 3}, {"kty": []}]
)
def test_a_key_that_cannot_be_read_takes_no_other_along(odd: dict[str, Any]) -> None:
    signer = Signer()
    good = signer.jwks["keys"]
    keys = {"keys": [{**good[0], "kid": "odd", **odd}, *good]}
    assert asked_for(httpx.Response(200, stream=Body(json.dumps(keys).encode(), 1)), signer).name == "alice"


def test_elsewhere_is_not_gone_to() -> None:
    answer = httpx.Response(302, headers={"location": "https://evil.example/jwks"}, stream=Body(b"", 1))
    with pytest.raises(Refused):
        asked_for(answer, Signer())
