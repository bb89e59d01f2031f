"""Compare what validators ignore and people don't: formats, defaults, discriminators, read-only marks.

Set theory finds nothing here, so under `strict` what has a rule is safe. Each kind of change is ruled by
one named policy. A keyword that nobody compares is told as such.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from scripts.contract_diff.judge.announced import SUNSET, sooner
from scripts.contract_diff.judge.discriminators import called, changed_heirs, told_apart, variants
from scripts.contract_diff.judge.leftover import SILENT
from scripts.contract_diff.judge.places import (
    Place,
    beneath,
    every,
    listed,
    named,
    place_of,
    spread,
    standing_at,
    told,
)
from scripts.contract_diff.schema.assertions import ASSERTING
from scripts.contract_diff.schema.outside import followed
from scripts.contract_diff.schema.schemas import Schemas
from scripts.contract_diff.schema.values import canonical, compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.report.model import Direction, Level
    from scripts.documents.text import Json

_CONTENT: Final = ("contentEncoding", "contentMediaType", "contentSchema")
_WORDS: Final = ("format", "default", "readOnly", "writeOnly", "deprecated", SUNSET, *_CONTENT)
_ONE: Final = {
    "items": "each item", "additionalProperties": "any other key", "propertyNames": "each key",
    "contains": "some item", "not": "what is excluded", "if": "the condition", "then": "then", "else": "else",
    "unevaluatedItems": "any other item", "unevaluatedProperties": "any other key",
}  # fmt: skip
_BY_NAME: Final = {"properties": "{}", "patternProperties": "keys like {}", "dependentSchemas": "with {}"}
_LONGEST: Final = 60  # of a value that is shown in a sentence
_SKIPPED: Final = frozenset({"int32", "int64", "float", "double"})  # sizes of numbers, not kinds of text
_OPEN: Final = frozenset(
    {"items", "additionalProperties", "propertyNames", "unevaluatedItems", "unevaluatedProperties"}
)
HEIR: Final = "heir"  # a schema that only a discriminator leads to
_RISKY: Final = {
    **dict.fromkeys(_CONTENT, "content"), HEIR: "discriminators",
}  # fmt: skip

_CAUSES: Final = {
    "readOnly": "access-changed", "writeOnly": "access-changed", "contentEncoding": "content-changed",
    "contentMediaType": "content-changed", "contentSchema": "content-changed", "deprecated": "deprecation-changed",
    SUNSET: "sunset-moved", HEIR: "discriminator-changed",
}  # fmt: skip
_LOOKED_AT: Final = ASSERTING | {"discriminator", "nullable", "$dynamicRef", *_WORDS}


@dataclass(frozen=True, slots=True)
class Change:
    """One annotation that differs."""

    word: str
    words: tuple[str, ...]  # the place
    old: Json
    new: Json
    base: str
    head: str
    compared: bool = True  # nobody looks at this keyword, but it differs


@dataclass(slots=True)
class Notes:
    """Walks two schemas as they are written, wherever both have the same property or item."""

    base: Schemas
    head: Schemas
    _been: set[tuple[tuple[str, ...], ...]] = field(default_factory=set)
    _left: deque[tuple[list[Place], list[Place], tuple[str, ...]]] = field(default_factory=deque)

    def changes(self, old: str, new: str) -> Iterator[Change]:
        """What differs at and below two places; of two ways to a schema the shorter one is told."""
        self._add([standing_at(self.base, old)], [standing_at(self.head, new)], ())
        while self._left:
            yield from self._walk(*self._left.popleft())

    def _add(self, old: list[Place], new: list[Place], words: tuple[str, ...]) -> None:
        self._left.append((old, new, words))

    def _walk(self, old: list[Place], new: list[Place], words: tuple[str, ...]) -> Iterator[Change]:
        mine, theirs = spread(self.base, old), spread(self.head, new)
        if not mine or not theirs:
            return
        pair = tuple(tuple(pointer for _, pointer in places) for places in (mine, theirs))
        if pair in self._been:
            return
        self._been.add(pair)
        if self._alike([raw for raw, _ in mine], [raw for raw, _ in theirs]):
            return
        yield from self._here(mine, theirs, words)
        yield from self._discriminated(mine, theirs, words)
        self._by_name(mine, theirs, words)
        for word, label in _ONE.items():
            first, second = beneath(mine, word), beneath(theirs, word)
            if first and second:
                self._add(first, second, (*words, label))
            elif (
                word in _OPEN and (first or second) and self._silent(first or second)
            ):  # what isn't written there allows anything, as this
                self._add(first or [({}, mine[0][1])], second or [({}, theirs[0][1])], (*words, label))
        for index, (one, other) in enumerate(zip(listed(mine), listed(theirs), strict=False)):
            self._add([one], [other], (*words, f"item {index + 1}"))
        for one, other in variants(self.base, mine, self.head, theirs):
            self._add([one], [other], (*words, f"variant {called(one)}".rstrip()))

    def _alike(self, mine: Json, theirs: Json) -> bool:
        """Whether two pieces, and all that they refer to, are the same text; most that differ do so plainly."""
        return mine == theirs and self.base.digest(mine) == self.head.digest(theirs)

    def _silent(self, places: list[Place]) -> bool:
        """Whether schemas assert nothing, so that only what they note can differ from where none is."""
        return all(ASSERTING.isdisjoint(raw) for raw, _ in places)

    def _by_name(self, mine: list[Place], theirs: list[Place], words: tuple[str, ...]) -> None:
        for word, label in (
            ("properties", "{}"),
            ("patternProperties", "keys like {}"),
            ("dependentSchemas", "with {}"),
        ):
            before, after = named(mine, word), named(theirs, word)
            for name in sorted(before.keys() | after.keys()):
                inner = (*words, label.format(name))
                if name in before and name in after:
                    self._add(before[name], after[name], inner)
                elif self._silent(before.get(name) or after[name]):
                    self._add(before.get(name) or [({}, mine[0][1])], after.get(name) or [({}, theirs[0][1])], inner)

    def _here(self, mine: list[Place], theirs: list[Place], words: tuple[str, ...]) -> Iterator[Change]:
        for word in _WORDS:
            before, after = every(mine, word), every(theirs, word)
            if word == "format":
                before, after = (
                    [one for one in values if not (isinstance(one, str) and one in _SKIPPED and _of_numbers(places))]
                    for values, places in ((before, mine), (after, theirs))
                )
            if word == SUNSET and not (told(mine, "deprecated") and told(theirs, "deprecated")):
                continue  # told with the deprecation
            for was, now in self._differing(word, before, after):
                yield Change(word, words, was, now, place_of(mine, word, was), place_of(theirs, word, now))
        if not self.base.old and not self.head.old:
            was, now = told(mine, "nullable"), told(theirs, "nullable")
            if (was is True) != (now is True):
                yield Change("nullable", words, was, now, place_of(mine, "nullable"), place_of(theirs, "nullable"))
        for word in dict.fromkeys(word for raw, _ in (*mine, *theirs) for word in raw):
            if word in _LOOKED_AT or word in SILENT["schema"] or word.startswith("x-"):
                continue
            for was, now in self._differing(word, every(mine, word), every(theirs, word)):
                places = place_of(mine, word, was), place_of(theirs, word, now)
                yield Change(word, words, was, now, *places, compared=False)

    def _differing(self, word: str, before: list[Json], after: list[Json]) -> Iterator[tuple[Json, Json]]:
        """The first value that only one side has, and the first that only the other has."""
        old = {_said(self.base, word, value): value for value in before if value is not None}
        new = {_said(self.head, word, value): value for value in after if value is not None}
        lost, gained = ([one[key] for key in one if key not in other] for one, other in ((old, new), (new, old)))
        if lost or gained:
            yield next(iter(lost), None), next(iter(gained), None)

    def _discriminated(self, mine: list[Place], theirs: list[Place], words: tuple[str, ...]) -> Iterator[Change]:
        before, after = told_apart(self.base, mine, self.head, theirs)
        if before != after:
            places = place_of(mine, "discriminator"), place_of(theirs, "discriminator")
            yield Change("discriminator", words, before, after, *places)
        for name, (was, old), (now, new) in changed_heirs(self.base, mine, self.head, theirs):
            yield Change(HEIR, (*words, f"variant {name}"), was, now, old, new)


def _said(schemas: Schemas, word: str, value: Json) -> object:
    """What an annotation says: of a schema what it asserts, of what nobody looks at all that it leads to."""
    if word == "contentSchema":
        return schemas.assertions(value)
    return canonical(value if word in _WORDS else followed(schemas, value))


def _of_numbers(places: list[Place]) -> bool:
    """Whether the format of a schema may be the size of a number."""
    given = [raw["type"] for raw, _ in places if "type" in raw]
    types = [name for one in given for name in (one if isinstance(one, list) else [one])]
    return not types or "number" in types or "integer" in types


def cause_of(change: Change) -> str:
    """The name of a change in the JSON form."""
    if not change.compared:
        return "not-compared"
    return _CAUSES.get(change.word, f"{change.word}-changed")


def noted(change: Change) -> str:
    """What became of an annotation, in words."""
    old, new = compact(change.old), compact(change.new)
    if change.word == HEIR:
        return "the schema differs that its discriminator leads to"
    if max(len(old), len(new)) > _LONGEST:
        said = f"its {change.word} is another one"
    elif change.old is None:
        said = f"its {change.word} is {new} now, where none was written"
    elif change.new is None:
        said = f"its {change.word}, {old}, is written no more"
    else:
        said = f"its {change.word} is {new} now, was {old}"
    return said if change.compared else f"{said}; nobody compares that"


def levels(change: Change, direction: Direction) -> tuple[Level, str]:
    """How serious a change is to client authors, and the rule that says so."""
    request = direction == "request"
    asked_anew = change.new is not None if request else change.old is not None  # or given to a client differently
    known = change.old is not None and change.new is not None
    guarding = change.new is True and change.word == ("readOnly" if request else "writeOnly")
    risky, rule = {
        "nullable": (False, "nullable in 3.1"),
        "discriminator": (change.old is not None, "discriminators"),  # else nothing hung on it before
        "deprecated": (change.new is True, "deprecation"),
        SUNSET: (sooner(change.old, change.new), "deprecation"),
        # a default that is written down at last, or no longer, need not be a new one
        "default": (known and request, "defaults"),
        "format": (asked_anew, "format"),
        **dict.fromkeys(("readOnly", "writeOnly"), (guarding, "read-only")),
    }.get(change.word, (True, _RISKY.get(change.word, "")))
    return ("risky" if risky else "safe"), rule
