"""Search for what the engine missed: bodies at the edges of both schemas, run through both validators.

Values are made the way a tester would make them: each enum value, each bound and the value beyond, each
key left out, a key nobody named, the keys of two branches at once. If one document accepts such a body
and the other refuses it, some finding must say so. The number of bodies is bounded.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.schema.values import EVERY_KIND, canonical, to_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scripts.contract_diff.judge.witness import Checker
    from scripts.contract_diff.schema.node import Node
    from scripts.documents.text import Json

PER_SCHEMA: Final = 250
IN_ALL: Final = 4_000
AT_LEAST: Final = 30
_DEEPEST: Final = 6
_WIDEST: Final = 24
_LARGEST: Final = 200  # parts of one value: schemas that require each other have no smallest one
_STRANGE: Final = "unheard_of"
_OF_KIND: Final[dict[str, list[Json]]] = {
    "null": [None], "boolean": [True], "integer": [0, 7, -3], "fraction": [0.5], "string": ["", "text"],
    "array": [[], [None], [None, None]], "object": [{}, {_STRANGE: None}],
}  # fmt: skip


class MissedError(AssertionError):
    """A body contradicts the findings: the engine is wrong, and its verdict must not be used."""


class Search:
    """Tries bodies; what it may cost is shared by all schemas of a run."""

    def __init__(self) -> None:
        """Nothing spent yet."""
        self.left = IN_ALL

    def missed(self, schemas: tuple[Node, Node], checks: tuple[Checker, Checker]) -> list[Json] | None:
        """A list with one body that the first side accepts and the second refuses; None without any."""
        most = max(AT_LEAST, min(PER_SCHEMA, self.left))
        tried = set[object]()
        for body in islice(_mixed(samples(node) for node in schemas), 4 * most):
            key = canonical(body)
            if key in tried:
                continue
            tried.add(key)
            if len(tried) > most:
                break
            self.left -= 1
            if checks[0].accepts(body) and checks[1].accepts(body) is False:
                return [body]
        return None


def _mixed(streams: Iterable[Iterator[Json]]) -> Iterator[Json]:
    """One from each in turn."""
    running = list(streams)
    while running:
        for stream in list(running):
            try:
                yield next(stream)
            except StopIteration:
                running.remove(stream)


def samples(node: Node, depth: int = 0) -> Iterator[Json]:  # noqa: C901 - one keyword after the other
    """Values at and just beyond the edges of a schema; no promise that they satisfy it."""
    parts = list(_parts(node))
    words: dict[str, Any] = {}
    for part in parts:
        for word, value in part.words.items():
            words[word] = {**words.get(word, {}), **value} if isinstance(value, dict) else value
    for part in parts:
        yield from islice(part.words.get("values", ()), _WIDEST)
    kinds = EVERY_KIND.intersection(*(part.words["kinds"] for part in parts if "kinds" in part.words))
    if "object" in kinds and words.keys() & {"properties", "required", "additionalProperties", "patternProperties"}:
        yield from _objects(words, parts, depth)
    if words.keys() & {"items", "prefixItems", "minItems", "maxItems", "unique", "contains"}:
        yield from _arrays(words, depth)
    yield from _scalars(words)
    for kind in sorted(kinds):
        yield from _OF_KIND[kind]
    if depth < _DEEPEST:
        for part in parts:
            for word in ("any", "one"):
                yield from _mixed(samples(branch, depth + 1) for branch in part.words.get(word, ()))
            if "not" in part.words:
                yield from samples(part.words["not"], depth + 1)
            for branch in part.words.get("if", ()):
                yield from samples(branch, depth + 1)
    for kind in sorted(EVERY_KIND - kinds):
        yield _OF_KIND[kind][0]


def _parts(node: Node) -> Iterator[Node]:
    left, seen = [node], set[int]()
    while left:
        one = left.pop()
        if one.key in seen:
            continue
        seen.add(one.key)
        if "ref" in one.words:
            left.append(one.words["ref"].target())
        left.extend(one.words.get("all", ()))
        yield one


def _scalars(words: dict[str, Any]) -> Iterator[Json]:
    for word in ("minimum", "maximum"):
        if word in words:
            limit = words[word][0]
            yield from (to_number(limit + step) for step in (0, 1, -1))
            with suppress(OverflowError):  # a bound beyond every float has no half
                yield float(limit) + 0.5
    if "multipleOf" in words:
        step = words["multipleOf"]
        yield from (to_number(step * count) for count in (1, 2, 3))
        with suppress(OverflowError):
            yield float(step) / 2
    for word in ("minLength", "maxLength"):
        if words.get(word, 10_000) < 10_000:  # noqa: PLR2004 - longer strings cost more than they tell
            yield from ("a" * max(0, words[word] + step) for step in (0, 1, -1))


def simplest(node: Node, depth: int = 0, room: Iterator[int] | None = None) -> Json:  # noqa: PLR0911 - one keyword after the other
    """A value that likely satisfies a schema."""
    room = iter(range(_LARGEST)) if room is None else room
    if next(room, None) is None:
        depth = _DEEPEST
    parts = list(_parts(node))
    for part in parts:
        if "values" in part.words:
            first: Json = next(iter(part.words["values"]))
            return first
    kinds = EVERY_KIND.intersection(*(part.words["kinds"] for part in parts if "kinds" in part.words))
    words: dict[str, Any] = {word: value for part in parts for word, value in part.words.items()}
    for word in ("any", "one"):
        if words.get(word) and depth < _DEEPEST:
            return simplest(words[word][0], depth + 1, room)
    if ("object" in kinds and kinds != EVERY_KIND) or words.keys() & {"properties", "required"}:
        return _least(parts, depth, room)
    if "minimum" in words:
        return to_number(words["minimum"][0])
    if "string" in kinds:
        return "a" * int(min(words.get("minLength", 0), 10_000))
    if "array" in kinds:
        item = simplest(words["items"], depth + 1, room) if "items" in words and depth < _DEEPEST else None
        least: int = min(words.get("minItems", 0), 100)
        return [item] * least
    return _OF_KIND[min(kinds)][0] if kinds else None


def _least(parts: list[Node], depth: int, room: Iterator[int] | None = None) -> dict[str, Json]:
    """An object with only the keys that must be there."""
    room = iter(range(_LARGEST)) if room is None else room
    needed = sorted({name for part in parts for name in part.words.get("required", ())})
    told = {name: value for part in parts for name, value in part.words.get("properties", {}).items()}
    if depth >= _DEEPEST:
        return {}
    return {name: simplest(told[name], depth + 1, room) if name in told else None for name in needed}


def _objects(words: dict[str, Any], parts: list[Node], depth: int) -> Iterator[Json]:
    least = _least(parts, depth)
    # the fixed keys of a union's branches belong to any body that takes one
    bases: list[dict[str, Json]] = [least]
    for part in parts:
        for word in ("any", "one"):
            branches = part.words.get(word, ())[:_WIDEST]
            bases += [{**least, **_least(list(_parts(branch)), depth)} for branch in branches]
    yield from bases
    told = {name: value for part in parts for name, value in part.words.get("properties", {}).items()}
    if depth < _DEEPEST:
        streams = (_under(name, value, least, depth) for name, value in told.items())
        yield from _mixed(streams)
    for base in bases:
        yield {**base, _STRANGE: None}
        for name in base:
            yield {other: value for other, value in base.items() if other != name}
    for part in words.get("patternProperties", {}).values():
        yield {**least, "x-" + _STRANGE: simplest(part, depth + 1)}
    if "additionalProperties" in words and depth < _DEEPEST:
        yield from _under(_STRANGE, words["additionalProperties"], least, depth)
    yield {**least, **{name: simplest(value, depth + 1) for name, value in told.items()}}


def _under(name: str, node: Node, base: dict[str, Json], depth: int) -> Iterator[Json]:
    for value in islice(samples(node, depth + 1), _WIDEST):
        yield {**base, name: value}


def _arrays(words: dict[str, Any], depth: int) -> Iterator[Json]:
    item = words.get("items")
    one = simplest(item, depth + 1) if item is not None and depth < _DEEPEST else None
    for word in ("minItems", "maxItems"):
        if words.get(word, 1_000) < 1_000:  # noqa: PLR2004 - longer arrays cost more than they tell
            yield from ([one] * max(0, words[word] + step) for step in (0, 1, -1))
    yield from ([], [one], [one, one])
    first = [simplest(part, depth + 1) for part in words.get("prefixItems", ())] if depth < _DEEPEST else []
    yield first
    yield [*first, None]
    if item is not None and depth < _DEEPEST:
        for value in islice(samples(item, depth + 1), _WIDEST):
            yield [value]
