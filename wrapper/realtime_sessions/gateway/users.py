"""Say who a request comes from: ready-made ways to authenticate, each a callable that takes a request.

None of them reads a body. What a wrong or missing credential was is told to nobody; comparing takes the same time
whatever was sent.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import inspect
import re
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any, Final, TypeAlias

from attrs import frozen

from realtime_sessions.errors import ConfigurationError
from realtime_sessions.redaction import Secret
from realtime_sessions.services import HEADER_NAME  # a cookie's is a token as well

from . import kinds
from .messages import Refused, Request

_LONGEST_NAME: Final = 256
_LEAST_SECRET: Final = 32  # bytes
_DIGEST: Final = re.compile("[0-9A-Fa-f]{64}")


@frozen
class User:
    """Whom a key or a call is for.

    A name is stable and says which user it is; the provider sees a keyed hash of it only.
    """

    name: str
    admin: bool = False
    """Whether the user may see and end everybody's calls."""
    ticket: str = ""
    """The digest of the ticket that was shown, if one was."""


Found: TypeAlias = User | str | None
Authenticate: TypeAlias = Callable[[Request], Found | Awaitable[Found]]
Network: TypeAlias = IPv4Network | IPv6Network


async def authenticated(authenticate: Authenticate, request: Request) -> User:
    """The user that an authenticator finds.

    Raises:
        Refused: it finds none.
    """
    found = authenticate(request)
    if inspect.isawaitable(found):
        found = await found
    user = User(found) if isinstance(found, str) else found
    if user is None or not _is_name(user.name):
        raise Refused(
            401,
            "unauthenticated",
            "The request says not who it is from, or not in a way that is accepted here.",
            hint="Sign in again, or send a token of this gateway's.",
            headers={"www-authenticate": "Bearer"},
        )
    return user


def _is_name(text: str) -> bool:
    try:
        return 0 < len(text) <= _LONGEST_NAME and bool(text.encode())
    except UnicodeEncodeError:  # half of a surrogate pair: JSON can say it, and nothing can be made of it
        return False


def bearer(request: Request, scheme: str = "bearer") -> Secret:
    """The token of the `Authorization` header; an empty one where it has none of this scheme."""
    told, _, token = request.headers.get("authorization", "").partition(" ")
    return Secret(token.strip() if told.lower() == scheme else "")


def digest(token: str) -> str:
    """What stands for a token in a list: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


class BearerTokens:
    """Known tokens, of which only the digests are kept.

    Args:
        digests: The SHA-256 of each user's token in hexadecimal, by the user's name.
        admins: The users that may see and end everybody's calls.

    Raises:
        ConfigurationError: there is none, or one is no digest.
    """

    def __init__(self, digests: Mapping[str, str], admins: Iterable[str] = ()) -> None:
        users, known = kinds.table("the bearer tokens", digests), kinds.texts("admins", admins)
        if not users or not all(isinstance(told, str) and _DIGEST.fullmatch(told) for told in users.values()):
            raise ConfigurationError("bearer tokens are told as SHA-256 digests in hexadecimal, one for each user")
        named = {told.lower(): kinds.text("a user's name", name) for name, told in users.items()}
        self._users = {told: User(name, name in known) for told, name in named.items()}
        if len(self._users) < len(users):
            raise ConfigurationError("two users have the same bearer token")

    @classmethod
    def of(cls, tokens: Mapping[str, str], admins: Iterable[str] = ()) -> BearerTokens:
        """The same from the tokens themselves, by the user's name."""
        return cls({name: digest(token) for name, token in tokens.items()}, admins)

    def __call__(self, request: Request) -> User | None:
        """The user of the token; a digest tells nothing of how near a wrong token was."""
        token = bearer(request)
        return self._users.get(digest(token.value)) if token.value else None


class SignedCookie:
    """A cookie that `issue` made when a user signed in. Browsers send it along, so only listed origins may call.

    Args:
        secret: At least 32 bytes, the same on every machine.
        name: The cookie's; the prefix keeps it to one host and to HTTPS.
        seconds: How long one is good.

    Raises:
        ConfigurationError: the secret is too short, or a cookie can't have this name.
    """

    def __init__(self, secret: str, *, name: str = "__Host-realtime", seconds: int = 3600) -> None:
        if len(secret.encode()) < _LEAST_SECRET:
            raise ConfigurationError(f"a cookie's secret has at least {_LEAST_SECRET} bytes")
        kinds.number("a cookie's seconds", seconds, least=1, whole=True)
        _check_name("a cookie", name)
        self._secret, self._name, self._seconds = Secret(secret.encode()), name, seconds

    def issue(self, user: str) -> str:
        """The whole value of a `Set-Cookie` header."""
        parts = f"{base64.urlsafe_b64encode(user.encode()).decode()}.{int(time.time()) + self._seconds}"
        kept = f"Path=/; Max-Age={self._seconds}; Secure; HttpOnly; SameSite=Strict"
        return f"{self._name}={parts}.{self._signature(parts)}; {kept}"

    def __call__(self, request: Request) -> User | None:
        """The user that the cookie names, if it is ours and still good."""
        try:
            parts, _, signature = self._shown(request).rpartition(".")
            if not hmac.compare_digest(signature, self._signature(parts)):
                return None
            name, _, until = parts.partition(".")
            return User(base64.urlsafe_b64decode(name).decode()) if int(until) > time.time() else None
        except (ValueError, TypeError):
            return None

    def _shown(self, request: Request) -> str:
        """The cookie's value; none where two have its name. `http.cookies` takes seconds for some headers."""
        told = request.headers.get("cookie", "").replace(", ", ";").split(";")
        found = [value for name, _, value in (each.strip().partition("=") for each in told) if name == self._name]
        return found[0] if len(found) == 1 else ""

    def _signature(self, parts: str) -> str:
        return hmac.new(self._secret.value, f"{self._name}={parts}".encode(), hashlib.sha256).hexdigest()


class TrustedHeader:
    """A header that a proxy in front sets, and takes off what clients send.

    Args:
        name: The header's.
        proxies: The addresses or networks that the proxy calls from; nobody else is believed.

    Raises:
        ConfigurationError: an address can't be read, or there is none.
    """

    def __init__(self, name: str, proxies: Iterable[str]) -> None:
        _check_name("a trusted header", name)
        self._name, self._proxies = name.lower(), networks(proxies)
        if not self._proxies:
            raise ConfigurationError("a trusted header needs the addresses of the proxies that set it")

    def __call__(self, request: Request) -> User | None:
        """The user that the proxy names."""
        name = request.headers.get(self._name, "").strip()
        if not name or self._name in request.repeated or not within(request.peer, self._proxies):
            return None
        return User(name)


def first_of(*ways: Authenticate) -> Authenticate:
    """Several ways, of which the first to find a user counts."""

    async def found(request: Request) -> Found:
        for way in ways:
            user: Any = way(request)
            user = await user if inspect.isawaitable(user) else user
            if user is not None:
                return user  # type: ignore[no-any-return]
        return None

    return found


def _check_name(what: str, name: str) -> None:
    if not HEADER_NAME.fullmatch(kinds.text(f"the name of {what}", name)):
        raise ConfigurationError(f"{what} can't be named {name!r}")


def networks(told: Iterable[str | Network]) -> tuple[Network, ...]:
    """Addresses and networks from their texts.

    Raises:
        ConfigurationError: one can't be read.
    """
    listed = [told] if isinstance(told, str) else [*told]
    if not all(isinstance(each, str | Network) for each in listed):  # a number would be an address as well
        raise ConfigurationError(f"addresses and networks are texts such as 10.0.0.0/8 (given: {told!r})")
    try:
        return tuple(ip_network(each) for each in listed)
    except ValueError as error:
        raise ConfigurationError(f"an address or network is like 10.0.0.0/8: {error}") from error


def within(address: str, known: Iterable[Network]) -> bool:
    """Whether an address is in one of these networks."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return any(each in network for network in known for each in (found, mapped) if each is not None)
