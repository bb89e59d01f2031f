"""Keeping keys out of everything that prints.

Protects both keys: the server's own, and the one just minted. What may reach a log, a repr or an
exception's text goes through here; a key itself travels in a `Secret`.
"""

from __future__ import annotations

import re
from typing import Any, Final

MASK: Final = "***"
_KEY: Final = re.compile(r"\b(ek|sk)[-_][A-Za-z0-9_\-]{6,}")


class Secret:
    """A string that doesn't print itself."""

    __slots__ = ("value",)
    value: str

    def __init__(self, value: str) -> None:
        self.value = value

    def __repr__(self) -> str:
        return f"Secret({MASK!r})"


def mask(value: Any, *secrets: str) -> Any:
    """The same JSON value without these keys."""
    if isinstance(value, str):
        for secret in filter(None, secrets):
            value = value.replace(secret, MASK)
        return value
    if isinstance(value, dict):
        return {mask(key, *secrets): mask(item, *secrets) for key, item in value.items()}
    return [mask(item, *secrets) for item in value] if isinstance(value, list) else value


def redact(value: Any, *secrets: str) -> Any:
    """The same JSON value without these keys, and without whatever looks like one: for texts that people read."""
    if isinstance(value, str):
        return _KEY.sub(MASK, mask(value, *secrets))
    if isinstance(value, dict):
        return {redact(key, *secrets): redact(item, *secrets) for key, item in value.items()}
    return [redact(item, *secrets) for item in value] if isinstance(value, list) else value


class QuietDict(dict[str, Any]):
    """A part of a reply that may carry a key: reads and serialises as what it is, prints masked."""

    def __repr__(self) -> str:
        return repr(redact(dict(self), *minted_keys(self)))


def minted_keys(reply: Any) -> list[str]:
    """Every key that a reply carries, in either endpoint's shape, likeliest first."""
    if not isinstance(reply, dict):
        return []
    secret, session = reply.get("client_secret"), reply.get("session")
    places = [
        reply.get("value"),
        secret.get("value") if isinstance(secret, dict) else secret,
        *minted_keys({"client_secret": session.get("client_secret")} if isinstance(session, dict) else None),
    ]
    return [place for place in places if isinstance(place, str) and place.strip()]
