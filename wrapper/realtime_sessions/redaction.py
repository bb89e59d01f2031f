"""Keep keys out of everything that prints.

Two keys are protected: the server's own, and the one just minted. A key travels in a `Secret`. What may reach a
log, a repr or an exception's text goes through `redact`: it masks what is a key and what looks like one of the
provider's, a short key only where it is a whole word, one too short to be a key nowhere but in its own place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any, Final

MASK: Final = "***"
_LEAST: Final = 6  # characters: what is shorter is an ordinary word as well
_LONG: Final = 16  # characters: what is at least as long is no part of an ordinary word
_KEY: Final = r"\b(?:ek|sk)[-_][A-Za-z0-9_\-]{6,}"


class Secret:
    """A key, or what carries one, that doesn't print itself."""

    __slots__ = ("_tell",)
    _tell: Callable[[], Any]

    def __init__(self, value: Any) -> None:
        self._tell = lambda: value  # a closure: what walks over attributes doesn't find it

    @property
    def value(self) -> Any:
        """What it holds."""
        return self._tell()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return f"Secret({MASK!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Secret, (self.value,)


def redact(value: Any, secrets: Iterable[Secret] = ()) -> Any:
    """The same JSON value without these keys, and without the words that look like one."""
    keys = [key for key in (secret.value for secret in secrets) if isinstance(key, str) and len(key) >= _LEAST]
    if isinstance(value, str) and not re.search(_KEY, value) and not any(key in value for key in keys):
        return value  # as almost every text, for which no pattern has to be made
    words = "|".join(rf"(?<![\w-]){re.escape(key)}(?![\w-])" if len(key) < _LONG else re.escape(key) for key in keys)
    pattern = re.compile(f"{words}|{_KEY}" if words else _KEY)

    def masked(item: Any) -> Any:
        if isinstance(item, str):
            return pattern.sub(MASK, item)
        if isinstance(item, dict):
            return {masked(key): masked(inner) for key, inner in item.items()}
        return [masked(inner) for inner in item] if isinstance(item, list) else item

    return masked(value)


def shown(thing: object, names: Iterable[str], secrets: Iterable[Secret] = ()) -> str:
    """A repr that never raises, also of what was only half made, and that prints none of these keys."""
    given = ", ".join(f"{name}={getattr(thing, name)!r}" for name in names if hasattr(thing, name))
    return str(redact(f"{type(thing).__name__}({given})", secrets))


def minted_keys(reply: Any) -> list[Secret]:
    """Every key that a reply carries, in either endpoint's shape, likeliest first."""
    return [Secret(holder[name]) for holder, name in places_of_keys(reply)]


def places_of_keys(reply: Any) -> list[tuple[dict[str, Any], str]]:
    """Where a reply carries a key: the mapping and the name, likeliest first."""
    return [(holder, name) for holder, name in key_holders(reply) if is_key(holder.get(name))]


def key_holders(reply: Any) -> list[tuple[dict[str, Any], str]]:
    """Where a reply may carry a key."""
    found = [(reply, "value")] if isinstance(reply, dict) else []
    for holder in (reply, reply.get("session")) if isinstance(reply, dict) else ():
        if isinstance(holder, dict) and "client_secret" in holder:
            secret = holder["client_secret"]
            found.append((secret, "value") if isinstance(secret, dict) else (holder, "client_secret"))
    return found


def is_key(value: Any) -> bool:
    """Whether a value can be a key."""
    return isinstance(value, str) and bool(value.strip())


def without_keys(reply: Any, secrets: Iterable[Secret] = ()) -> Any:
    """A copy of a reply with its keys masked in their own places, and these and its own wherever they are a word."""
    copied, keys = deepcopy(reply), minted_keys(reply)
    for holder, name in places_of_keys(copied):
        holder[name] = MASK
    return redact(copied, [*secrets, *keys])


def printing_masked(value: Any) -> Any:
    """The same JSON value, in which every object prints without its keys."""
    if isinstance(value, dict):
        return MaskedDict({name: printing_masked(inner) for name, inner in value.items()})
    return [printing_masked(inner) for inner in value] if isinstance(value, list) else value


class MaskedDict(dict[str, Any]):
    """A part of a reply that may carry a key: reads and serialises as what it is, prints masked."""

    def __repr__(self) -> str:
        return repr(without_keys(dict(self)))
