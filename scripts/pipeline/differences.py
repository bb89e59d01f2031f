"""Say what a newer schema demands otherwise of what an older one had too: types, bounds, and what must be given.

Properties, values and kinds that came or went are told by `union.keep`, and not here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from realtime_sessions.explaining.bounds import words
from scripts.pipeline.algebra import Schema, key, obvious, tag, variants
from scripts.pipeline.keywords import OF_TYPE
from scripts.pipeline.union import LOWER, UPPER, match

ASSERTIONS = sorted({word for known in OF_TYPE.values() for word in known} - {"properties", "required", "items"})


class Difference(NamedTuple):
    """One difference, in words."""

    line: str
    narrower: bool
    """Whether something that was taken isn't taken any more."""


def differences(old: Schema, new: Schema, place: str) -> Iterator[Difference]:
    """The differences between two schemas in normal form, with their places."""
    olds, news = variants(old), variants(new)
    pairs = [(one, match(one, news, olds)) for one in olds]
    gone = [one for one, other in pairs if other is None and not (tag(one) and any(map(tag, news)))]
    matched = [other for _, other in pairs]
    come = [one for one in news if one not in matched and not (tag(one) and any(map(tag, olds)))]
    if gone or come:
        line = f"{place}: {words(old) or 'anything'} → {words(new) or 'anything'}"
        yield Difference(line, narrower=any(not any(_takes(one, other) for one in news) for other in gone))
    for one, other in pairs:
        if other is not None:
            yield from _within(one, other, place)


def _takes(one: Schema, other: Schema) -> bool:
    """Whether a variant takes what another took, as far as their types tell."""
    kinds = (one.get("type"), other.get("type"))
    return kinds[0] is None or ("enum" not in one and (kinds[0] == kinds[1] or kinds == ("number", "integer")))


def _within(old: Schema, new: Schema, place: str) -> Iterator[Difference]:
    for word in ASSERTIONS:
        was, now = old.get(word), new.get(word)
        if key(was) != key(now):
            line = f"{place}: {word} {_said(was)} → {_said(now)}"
            yield Difference(line, narrower=_is_narrower(word, was, now))
    for name in new.get("required", ()):
        if name not in old.get("required", ()) and not obvious(new["properties"].get(name, {})):
            yield Difference(f"{place}.{name}: must be given", narrower=True)
    for name in old.get("properties", {}).keys() & new.get("properties", {}).keys():
        yield from differences(old["properties"][name], new["properties"][name], f"{place}.{name}")
    if "items" in old or "items" in new:
        yield from differences(old.get("items", {}), new.get("items", {}), f"{place}[]")


def _said(value: Any) -> str:
    return "none" if value is None else value if isinstance(value, str) else key(value)


def _is_narrower(word: str, was: Any, now: Any) -> bool:
    if was is None or now is None:
        return was is None
    return bool(now > was) if word in LOWER else bool(now < was) if word in UPPER else True
