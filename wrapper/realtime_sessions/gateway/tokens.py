"""Read tokens that an identity provider signed: JWT, by keys of its own.

The algorithms, the issuer, the audience and where the keys are stand in the settings; nothing of a token says how it
is to be checked. An unknown key is looked for again at most every few seconds, however many tokens name one.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from collections.abc import Iterable, Mapping
from typing import Any, Final

import httpx
import jwt

from realtime_sessions.errors import ConfigurationError

from . import kinds
from .messages import Refused, Request
from .users import User, bearer

_ALGORITHMS: Final = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
_SAFE: Final = re.compile(r"https://[^/]|http://(127\.0\.0\.1|localhost)(:[0-9]+)?(/|$)")
_MOST_LEEWAY: Final = 300  # seconds: clocks that differ by more are wrong
_LONGEST: Final = 16_384  # characters of a token
_MOST_KEYS: Final = 1_048_576  # bytes of a set of keys
_FRESH: Final = 300.0  # seconds that a set of keys is believed
_OLDEST: Final = 3600.0  # seconds that one is believed while no newer one can be had
_FETCHING: Final = 5.0  # seconds for a set of keys to arrive
_PAUSE: Final = 10.0  # seconds between two looks for keys
_log: Final = logging.getLogger("realtime_sessions.gateway")


class JwtTokens:
    """Tokens of one issuer for one audience.

    Args:
        issuer: What `iss` says, exactly.
        audience: What `aud` says, or one of what it says.
        jwks: The URL of the issuer's keys, or the set itself.
        algorithms: What tokens may be signed with; asymmetric ones only.
        user: The claim that names the user.
        admins: The users that may see and end everybody's calls.
        leeway: Seconds that clocks may differ.
        transport: An httpx transport to fetch the keys with, in place of httpx's own.

    Raises:
        ConfigurationError: an algorithm is unsafe, or something is missing.
    """

    def __init__(
        self,
        *,
        issuer: str,
        audience: str,
        jwks: str | Mapping[str, Any],
        algorithms: Iterable[str] = ("RS256", "ES256"),
        user: str = "sub",
        admins: Iterable[str] = (),
        leeway: float = 10.0,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._algorithms = kinds.texts("algorithms", algorithms)
        if not self._algorithms or self._algorithms - _ALGORITHMS:
            raise ConfigurationError(f"tokens need algorithms of {', '.join(sorted(_ALGORITHMS))}")
        if isinstance(jwks, str) and not _SAFE.match(jwks):
            raise ConfigurationError("the keys' URL must be https")
        self._issuer, self._audience = kinds.text("issuer", issuer), kinds.text("audience", audience)
        self._user, self._admins = kinds.text("user", user), kinds.texts("admins", admins)
        self._leeway = kinds.number("leeway", leeway, least=0, most=_MOST_LEEWAY)
        if not isinstance(transport, httpx.AsyncBaseTransport | None):
            raise ConfigurationError(f"transport must be an asynchronous one of httpx's (given: {transport!r})")
        self._transport = transport
        self._url = jwks if isinstance(jwks, str) else None
        self._keys = {} if isinstance(jwks, str) else _keys(kinds.table("jwks", jwks), self._algorithms)
        self._fetched = self._asked = float("-inf")
        self._line = asyncio.Lock()

    async def __call__(self, request: Request) -> User | None:
        """The user that a token names, if it is good."""
        token = bearer(request)
        if not token.value or len(token.value) > _LONGEST or token.value.count(".") != 2:  # noqa: PLR2004 - JWS has
            return None
        try:
            head = jwt.get_unverified_header(token.value)
            key = await self._key(str(head.get("kid", "")), str(head.get("alg", "")))
            if key is None:
                return None
            claims = jwt.decode(
                token.value,
                key,
                algorithms=list(self._algorithms),
                issuer=self._issuer,
                audience=self._audience,
                leeway=self._leeway,
                options={"require": ["exp", "iss", "aud", self._user]},
            )
        except (jwt.PyJWTError, ValueError, RecursionError):
            return None
        name = claims.get(self._user)
        return User(name, name in self._admins) if isinstance(name, str) else None

    async def _key(self, kid: str, algorithm: str) -> jwt.PyJWK | None:
        """The key of this id, if it is one for this algorithm."""
        if algorithm not in self._algorithms:
            return None
        now = time.monotonic()
        if self._url is not None and (kid not in self._keys or now - self._fetched > _FRESH):
            async with self._line:
                now = time.monotonic()
                if now - self._asked > _PAUSE and (kid not in self._keys or now - self._fetched > _FRESH):
                    self._asked = now
                    await self._fetch(self._url)
            if not self._keys or time.monotonic() - self._fetched > _OLDEST:
                raise Refused(
                    503, "keys_unavailable", "Who you are can't be checked now.", headers={"retry-after": "5"}
                )
        found = self._keys.get(kid)
        return found if found is not None and found.algorithm_name == algorithm else None

    async def _fetch(self, url: str) -> None:
        """Fetch the keys; those that are there stay where that fails."""
        try:
            async with asyncio.timeout(_FETCHING), httpx.AsyncClient(transport=self._transport) as client:
                found = json.loads(await _read(client, url))
            self._keys, self._fetched = _keys(found, self._algorithms), time.monotonic()
        except (httpx.HTTPError, TimeoutError, ValueError, TypeError, AttributeError, ConfigurationError) as error:
            _log.warning("the keys of %s can't be had: %s: %r", self._issuer, type(error).__name__, str(error))


async def _read(client: httpx.AsyncClient, url: str) -> bytes:
    """A set of keys as it came, no more of it than may be."""
    found = bytearray()
    async with client.stream("GET", url, headers={"accept-encoding": "identity"}) as response:
        response.raise_for_status()
        if response.headers.get("content-encoding", "identity") != "identity":  # it could unpack to anything
            raise ValueError("the set of keys is packed, though it was asked for as it is")
        async for piece in response.aiter_bytes():
            found += piece
            if len(found) > _MOST_KEYS:
                raise ValueError("the set of keys is too large")
    return bytes(found)


def _keys(told: Mapping[str, Any], algorithms: Iterable[str]) -> dict[str, jwt.PyJWK]:
    """The keys of a set that can be used with these algorithms, by their ids."""
    found = {}
    for each in told.get("keys", []):
        if not isinstance(each, dict) or each.get("kty") == "oct" or each.get("use", "sig") != "sig":
            continue
        kid, named = each.get("kid"), each.get("alg", "")
        if not isinstance(kid, str) or not isinstance(named, str):
            continue
        try:
            key = jwt.PyJWK(each)
        except (jwt.PyJWTError, TypeError, ValueError):  # one that can't be read is no reason to do without the others
            continue
        if key.algorithm_name in algorithms:
            found[kid] = key
    if not found:
        raise ConfigurationError("the set has no key that can be used with these algorithms")
    return found
