"""Compare what validators ignore and people don't: formats, defaults, read-only marks.

Set theory finds nothing here, so under `strict` all of it is safe. Each kind of change is ruled by
one named policy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from scripts.contract_diff.schema.schemas import Schemas
from scripts.contract_diff.schema.values import canonical
from scripts.documents.pointers import UnresolvedError, escape, target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.report.model import Direction, Level
    from scripts.documents.text import Json

Place: TypeAlias = "tuple[dict[str, Any], str]"  # a schema as it is written, and where
_WORDS: Final = ("format", "default", "readOnly", "writeOnly")
_DEEPEST: Final = 24
_SKIPPED: Final = frozenset({"int32", "int64", "float", "double"})  # sizes of numbers, not kinds of text


@dataclass(frozen=True, slots=True)
class Change:
    """One annotation that differs."""

    word: str
    words: tuple[str, ...]  # the place
    old: Json
    new: Json
    base: str
    head: str


@dataclass(slots=True)
class Notes:
    """Walks two schemas as they are written, wherever both have the same property or item."""

    base: Schemas
    head: Schemas
    _been: set[tuple[str, str]] = field(default_factory=set)

    def changes(self, old: str, new: str) -> Iterator[Change]:
        """What differs at and below two places."""
        yield from self._walk([_at(self.base, old)], [_at(self.head, new)], ())

    def _walk(self, old: list[Place], new: list[Place], words: tuple[str, ...]) -> Iterator[Change]:
        mine, theirs = _spread(self.base, old), _spread(self.head, new)
        if not mine or not theirs or len(words) > _DEEPEST:
            return
        pair = (mine[0][1], theirs[0][1])
        if pair in self._been:
            return
        self._been.add(pair)
        if self.base.digest([raw for raw, _ in mine]) == self.head.digest([raw for raw, _ in theirs]):
            return
        for word in _WORDS:
            was, now = _told(mine, word), _told(theirs, word)
            if canonical(was) != canonical(now) and not (word == "format" and (was in _SKIPPED or now in _SKIPPED)):
                places = _place(mine, word), _place(theirs, word)
                yield Change(word, words, was, now, *places)
        before, after = _properties(mine), _properties(theirs)
        for name in sorted(before.keys() & after.keys()):
            yield from self._walk([before[name]], [after[name]], (*words, name))
        for word, label in (("items", "each item"), ("additionalProperties", "any other key")):
            first, second = _under(mine, word), _under(theirs, word)
            if first and second:
                yield from self._walk(first, second, (*words, label))


def levels(change: Change, direction: Direction) -> tuple[Level, str]:
    """How serious a change is to client authors, and the rule that says so."""
    if change.word == "default":
        # a default that is written down at last, or no longer, need not be a new one
        known = change.old is not None and change.new is not None
        return ("risky" if known and direction == "request" else "safe"), "defaults"
    if change.word == "format":
        # asked of a client anew, or given to it differently
        harmless = change.new is None if direction == "request" else change.old is None
        return ("safe" if harmless else "risky"), "format"
    marked = change.new is True
    mine = change.word == ("readOnly" if direction == "request" else "writeOnly")
    return ("risky" if marked and mine else "safe"), "read-only"


def _at(schemas: Schemas, pointer: str) -> Place:
    found = schemas.schema(pointer)
    return (found if isinstance(found, dict) else {}), pointer


def _spread(schemas: Schemas, places: list[Place]) -> list[Place]:
    """A schema with its references and allOf, and what is left of a union when null is taken away."""
    found, left, seen = list[Place](), list(places), set[str]()
    while left:
        raw, pointer = left.pop(0)
        if pointer in seen:
            continue
        seen.add(pointer)
        found.append((raw, pointer))
        if isinstance(raw.get("$ref"), str):
            try:
                left.append(_at(schemas, target(raw["$ref"])))
            except UnresolvedError:
                continue
        for word in ("allOf", "anyOf", "oneOf"):
            branches = raw.get(word)
            if not isinstance(branches, list):
                continue
            kept = [(part, index) for index, part in enumerate(branches) if isinstance(part, dict) and not _null(part)]
            if word == "allOf" or len(kept) == 1:
                left += [(part, f"{pointer}/{word}/{index}") for part, index in kept]
    return found


def _null(raw: dict[str, Any]) -> bool:
    return (
        raw.get("type") in ("null", ["null"]) or raw.get("enum") == [None] or ("const" in raw and raw["const"] is None)
    )


def _told(places: list[Place], word: str) -> Json:
    found: Json = next((raw[word] for raw, _ in places if word in raw), None)
    return found if word not in ("readOnly", "writeOnly") or found is True else None


def _place(places: list[Place], word: str) -> str:
    return next((f"{pointer}/{word}" for raw, pointer in places if word in raw), places[0][1])


def _properties(places: list[Place]) -> dict[str, Place]:
    return {
        name: (part, f"{pointer}/properties/{escape(name)}")
        for raw, pointer in reversed(places)
        if isinstance(raw.get("properties"), dict)
        for name, part in raw["properties"].items()
        if isinstance(part, dict)
    }


def _under(places: list[Place], word: str) -> list[Place]:
    return [(raw[word], f"{pointer}/{word}") for raw, pointer in places if isinstance(raw.get(word), dict)]
