"""Refuse settings of the wrong kind when they are read.

One text where a list is meant would count as its letters; a time without end or a number in quotes would fail with the
first request.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from realtime_sessions.errors import ConfigurationError

DAY: Final = 86_400
"""Seconds: no time of the gateway's is longer."""
MOMENT: Final = 0.001
"""Seconds: none is shorter."""


def text(what: str, value: Any) -> str:
    """A text that isn't empty.

    Raises:
        ConfigurationError: it is something else.
    """
    if not isinstance(value, str) or not value.strip():
        raise ConfigurationError(f"{what} must be a text that isn't empty (given: {value!r})")
    return value


def texts(what: str, value: Iterable[str]) -> frozenset[str]:
    """Texts of a list; one text alone stands for a list of it.

    Raises:
        ConfigurationError: it is something else.
    """
    listed = [value] if isinstance(value, str) else value
    if isinstance(listed, bytes | Mapping) or not isinstance(listed, Iterable):
        raise ConfigurationError(f"{what} must be a list of texts (given: {value!r})")
    return frozenset(text(f"each of {what}", each) for each in listed)


def table(what: str, value: Any) -> Mapping[str, Any]:
    """A table of names and values.

    Raises:
        ConfigurationError: it is something else.
    """
    if not isinstance(value, Mapping):
        raise ConfigurationError(f"{what} must be a table (given: {value!r})")
    return value


def number(what: str, value: Any, *, least: float = -math.inf, most: float = math.inf, whole: bool = False) -> float:
    """A finite number from least to most.

    Raises:
        ConfigurationError: it is something else.
    """
    kind = int if whole else int | float
    if isinstance(value, bool) or not isinstance(value, kind) or not least <= value <= most or abs(value) == math.inf:
        bounds = {"at least": least, "at most": most}
        told = " and ".join(f"{word} {bound:.15g}" for word, bound in bounds.items() if math.isfinite(bound))
        text = f"{what} must be a {'whole ' * whole}number" + f", {told}" * bool(told)
        raise ConfigurationError(f"{text} (given: {value!r})")
    return value


def of(kind: Any, told: str) -> Callable[[Any, Any, Any], object]:
    """A validator of attrs for a value of one kind; a text such as "no" would count as true."""

    def check(_: object, attribute: Any, value: Any) -> None:
        if not isinstance(value, kind):
            raise ConfigurationError(f"{attribute.name} must be {told}, not of {type(value)}")

    return check


def amount(most: float = math.inf) -> Callable[[Any, Any, Any], object]:
    """A validator of attrs for a number of things: 1 or more."""
    return lambda _, attribute, value: number(attribute.name, value, least=1, most=most, whole=True)


def seconds(_: object, attribute: Any, value: Any) -> None:
    """Check a time: a validator of attrs."""
    number(attribute.name, value, least=MOMENT, most=DAY)


def seconds_if_any(it: object, attribute: Any, value: Any) -> None:
    """Check a time that there may be none of: a validator of attrs."""
    if value is not None:
        seconds(it, attribute, value)
