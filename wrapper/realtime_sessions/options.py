"""How a call is made and a client set up: names and types, for type checkers and for one check at run time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict, cast

from .config import SessionConfig

Headers = Mapping[str, str | None]


class CallOptions(TypedDict, total=False):
    """How one call is made; as the client is set up where left out."""

    timeout: float | None
    """Seconds for the whole call with its retries; None for no limit."""
    max_retries: int
    """Attempts after the first: 0 or more."""
    headers: Headers
    """More headers, or None for one that isn't to be sent."""
    idempotency_key: str
    """Sent as Idempotency-Key, the same with every attempt."""


class ClientOptions(TypedDict, total=False):
    """How a client is set up, whichever service it speaks to."""

    defaults: SessionConfig | Mapping[str, Any] | None
    """Parameters for every call, over our own defaults and under the call's."""
    timeout: float | None
    """Seconds for a whole call with its retries: 10 where left out; None for no limit."""
    max_retries: int
    """Attempts after the first: 2 where left out."""
    headers: Headers | None
    """More headers, or None for one that isn't to be sent."""
    strict: bool
    """Whether a parameter that the endpoint can't express is an error in place of a warning."""


def checked(options: Mapping[str, Any]) -> CallOptions:
    """The options of a call, of which none is unknown: a misspelt parameter would end here, and do nothing.

    Raises:
        TypeError: one is unknown.
    """
    for name in options:
        if name not in CallOptions.__annotations__:
            raise TypeError(
                f"got an unexpected keyword argument {name!r}; a field of the session that is new goes in extra_body"
            )
    return cast(CallOptions, options)
