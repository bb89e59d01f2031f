"""How a gateway is set up. What can't be used is refused here, before anything listens.

The API key is the client's alone: it isn't in the settings.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from attrs import Attribute, define, field, frozen
from attrs.validators import optional

from realtime_sessions.errors import ConfigurationError
from realtime_sessions.redaction import Secret

from .kinds import DAY, amount, of, seconds, seconds_if_any, texts
from .policy import Policy
from .users import Authenticate, Network, networks

if TYPE_CHECKING:
    from realtime_sessions import AsyncRealtimeSessions

_ORIGIN: Final = re.compile(r"(?!https:.*:443$|http:.*:80$)https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[1-9][0-9]{0,4})?")
_HOST: Final = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:]+\])(:[1-9][0-9]{0,4})?")
_LEAST_SECRET: Final = 32  # bytes
_LARGEST_BODY: Final = 2_097_152  # bytes: with its chunks it has to fit into what a connection may send
LOOPBACK: Final = networks(("127.0.0.0/8", "::1/128"))


def is_origin(text: object, known: Iterable[str], own: str) -> bool:
    """Whether something may be the origin of a ticket: a listed one, or the one that asks, if any does."""
    return isinstance(text, str) and (text == own or text in known)


def _one_of(*words: str) -> Any:
    def check(_: object, attribute: Attribute[Any], value: Any) -> None:
        if value not in words:
            raise ConfigurationError(f"{attribute.name} must be {' or '.join(words)}")

    return check


def _switch() -> Any:
    return field(default=False, validator=of(bool, "True or False"))


def _origins(told: Iterable[str]) -> frozenset[str]:
    return _exactly(_ORIGIN, "origin", told)


def _hosts(told: Iterable[str]) -> frozenset[str]:
    return _exactly(_HOST, "host", told)


def _exactly(pattern: re.Pattern[str], what: str, told: Iterable[str]) -> frozenset[str]:
    found = texts(f"{what}s", told)
    for text in found:
        if not pattern.fullmatch(text):
            raise ConfigurationError(f"{text!r} is no {what}: it is written as a browser sends it, without wildcards")
    return found


def _hidden(text: str | Secret) -> Secret:
    return text if isinstance(text, Secret) else Secret(text)


@frozen
class RateLimits:
    """How many keys and calls there may be in a time, such as ``"30/minute;200/day"``; None for no limit."""

    per_user: str | None = "30/minute"
    """Of keys and calls; and of tickets, which are counted by themselves."""
    per_address: str | None = "120/minute"
    """Of requests, also of such as are refused."""
    overall: str | None = "600/minute"


@frozen
class CallLimits:
    """What governs calls that the gateway makes for browsers."""

    max_duration: float | None = field(default=600, validator=seconds_if_any)
    """Seconds after which a call is ended; None leaves it to the provider."""
    per_user: int = field(default=2, validator=amount())
    """Calls at once."""
    overall: int = field(default=100, validator=amount())
    at_stop: str = field(default="end", validator=_one_of("end", "list"))
    """Whether calls still open are ended when the gateway stops, or only listed in its log."""


@define(kw_only=True)
class Settings:
    """How a gateway is set up.

    Args:
        authenticate: Takes a request, returns the user's name, a `User`, or None; may be awaited.
        client: Mints; one made of the environment where None. The gateway closes it.
        policy: What clients may set; by default nothing.
        origins: Where browsers may call from, each exactly as its `Origin` header says it.
        hosts: What the `Host` header may say; with a port where it isn't the scheme's own.
        secret: At least 32 bytes, the same on every machine; the provider's safety identifier is made with it.
        proxies: Addresses and networks of proxies whose `X-Forwarded-For` is believed.
        limits: How many keys and calls there may be in a time.
        calls: What governs calls.
        store: Where what replicas share is kept: ``memory://``, or a URL of Redis or Valkey.
        on_store_failure: ``closed`` refuses while the store can't be reached; ``open`` goes on without limits.
        cookies: Whether browsers may send cookies from these origins; needed by `SignedCookie`.
        metrics_from: Addresses and networks that may read ``/metrics``.
        metrics_hosts: What the `Host` header of those may say, beside `hosts` and the address that they reach.
        timeout: Seconds for a request to the provider, with its retries.
        concurrent: Requests to the provider at once; more are refused at once.
        most_body: Bytes of a request's body, 2 MiB at most.
        body_seconds: Seconds for a body to arrive.
        ticket_seconds: How long a ticket is good.
        dev: For a machine of one's own: nobody has to sign in, and only loopback is answered.
        page: Whether to serve the page on which to try it.

    Raises:
        ConfigurationError: a setting is missing or can't be used.
    """

    authenticate: Authenticate | None = field(default=None, validator=optional(of(Callable, "a function")))
    client: AsyncRealtimeSessions | None = field(default=None, repr=False)
    policy: Policy = field(factory=Policy, validator=of(Policy, "a Policy"))
    origins: frozenset[str] = field(factory=frozenset, converter=_origins)
    hosts: frozenset[str] = field(factory=frozenset, converter=_hosts)
    secret: Secret = field(default=Secret(""), converter=_hidden)
    proxies: tuple[Network, ...] = field(default=(), converter=networks)
    limits: RateLimits = field(factory=RateLimits, validator=of(RateLimits, "a RateLimits"))
    calls: CallLimits = field(factory=CallLimits, validator=of(CallLimits, "a CallLimits"))
    store: str = field(default="memory://", repr=False)  # may carry a password
    on_store_failure: str = field(default="closed", validator=_one_of("closed", "open"))
    cookies: bool = _switch()
    metrics_from: tuple[Network, ...] = field(default=LOOPBACK, converter=networks)
    metrics_hosts: frozenset[str] = field(factory=frozenset, converter=_hosts)
    timeout: float = field(default=10.0, validator=seconds)
    concurrent: int = field(default=200, validator=amount())
    most_body: int = field(default=262_144, validator=amount(_LARGEST_BODY))
    body_seconds: float = field(default=5.0, validator=seconds)
    ticket_seconds: int = field(default=60, validator=amount(DAY))
    dev: bool = _switch()
    page: bool = _switch()

    def __attrs_post_init__(self) -> None:
        if self.dev:
            self.secret = self.secret if self.secret.value else Secret(secrets.token_urlsafe(_LEAST_SECRET))
        elif self.authenticate is None:
            raise ConfigurationError(
                "nobody would have to say who they are: set authenticate; only dev does without, on loopback"
            )
        elif not self.hosts:
            raise ConfigurationError("set hosts: the names that the gateway is reached by, such as gw.example")
        if len(self.secret.value.encode()) < _LEAST_SECRET:
            told = "set secret, which the command reads from REALTIME_GATEWAY_SECRET"
            raise ConfigurationError(f"{told}: at least {_LEAST_SECRET} bytes, the same on every machine")
