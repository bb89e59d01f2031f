"""Compare what validators ignore and people don't: formats, defaults, discriminators, read-only marks.

Set theory finds nothing here, so under `strict` what has a rule is safe. Each kind of change is ruled by
one named policy. A keyword that nobody compares is told as such.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from scripts.contract_diff.judge.discriminators import called, changed_heirs, told_apart, variants
from scripts.contract_diff.judge.leftover import SILENT
from scripts.contract_diff.judge.places import (
    Place,
    beneath,
    listed,
    named,
    place_of,
    spread,
    standing_at,
    told,
)
from scripts.contract_diff.schema.assertions import ASSERTING
from scripts.contract_diff.schema.schemas import Schemas
from scripts.contract_diff.schema.values import canonical, compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.report.model import Direction, Level
    from scripts.documents.text import Json

_CONTENT: Final = ("contentEncoding", "contentMediaType", "contentSchema")
_WORDS: Final = ("format", "default", "readOnly", "writeOnly", "deprecated", "x-sunset", *_CONTENT)
_ONE: Final = {
    "items": "each item", "additionalProperties": "any other key", "propertyNames": "each key",
    "contains": "some item", "not": "what is excluded", "if": "the condition", "then": "then", "else": "else",
    "unevaluatedItems": "any other item", "unevaluatedProperties": "any other key",
}  # fmt: skip
_BY_NAME: Final = {"properties": "{}", "patternProperties": "keys like {}", "dependentSchemas": "with {}"}
_DEEPEST: Final = 24
_LONGEST: Final = 60  # of a value that is shown in a sentence
_SKIPPED: Final = frozenset({"int32", "int64", "float", "double"})  # sizes of numbers, not kinds of text
HEIR: Final = "heir"  # a schema that only a discriminator leads to
_RISKY: Final = {
    **dict.fromkeys(_CONTENT, "content"), **dict.fromkeys(("discriminator", HEIR), "discriminators"),
    "nullable": "nullable in 3.1",
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
    _been: set[tuple[str, str]] = field(default_factory=set)

    def changes(self, old: str, new: str) -> Iterator[Change]:
        """What differs at and below two places."""
        yield from self._walk([standing_at(self.base, old)], [standing_at(self.head, new)], ())

    def _walk(self, old: list[Place], new: list[Place], words: tuple[str, ...]) -> Iterator[Change]:
        mine, theirs = spread(self.base, old), spread(self.head, new)
        if not mine or not theirs or len(words) > _DEEPEST:
            return
        pair = (mine[0][1], theirs[0][1])
        if pair in self._been:
            return
        self._been.add(pair)
        if self._alike([raw for raw, _ in mine], [raw for raw, _ in theirs]):
            return
        yield from self._here(mine, theirs, words)
        yield from self._discriminated(mine, theirs, words)
        yield from self._by_name(mine, theirs, words)
        for word, label in _ONE.items():
            first, second = beneath(mine, word), beneath(theirs, word)
            if first and second:
                yield from self._walk(first, second, (*words, label))
        for index, (one, other) in enumerate(zip(listed(mine), listed(theirs), strict=False)):
            yield from self._walk([one], [other], (*words, f"item {index + 1}"))
        for one, other in variants(self.base, mine, self.head, theirs):
            yield from self._walk([one], [other], (*words, f"variant {called(one)}".rstrip()))

    def _alike(self, mine: Json, theirs: Json) -> bool:
        """Whether two pieces, and all that they refer to, are the same text; most that differ do so plainly."""
        return mine == theirs and self.base.digest(mine) == self.head.digest(theirs)

    def _by_name(self, mine: list[Place], theirs: list[Place], words: tuple[str, ...]) -> Iterator[Change]:
        for word, label in (
            ("properties", "{}"),
            ("patternProperties", "keys like {}"),
            ("dependentSchemas", "with {}"),
        ):
            before, after = named(mine, word), named(theirs, word)
            for name in sorted(before.keys() & after.keys()):
                yield from self._walk([before[name]], [after[name]], (*words, label.format(name)))

    def _here(self, mine: list[Place], theirs: list[Place], words: tuple[str, ...]) -> Iterator[Change]:
        for word in _WORDS:
            was, now = told(mine, word), told(theirs, word)
            if word == "x-sunset" and was is None:
                continue  # told with the deprecation
            if canonical(was) != canonical(now) and not (word == "format" and (was in _SKIPPED or now in _SKIPPED)):
                places = place_of(mine, word), place_of(theirs, word)
                yield Change(word, words, was, now, *places)
        if not self.base.old and not self.head.old:
            was, now = told(mine, "nullable"), told(theirs, "nullable")
            if (was is True) != (now is True):
                yield Change("nullable", words, was, now, place_of(mine, "nullable"), place_of(theirs, "nullable"))
        for word in dict.fromkeys(word for raw, _ in (*mine, *theirs) for word in raw):
            if word in _LOOKED_AT or word in SILENT["schema"] or word.startswith("x-"):
                continue
            was, now = told(mine, word), told(theirs, word)
            if canonical(was) != canonical(now):
                yield Change(word, words, was, now, place_of(mine, word), place_of(theirs, word), compared=False)

    def _discriminated(self, mine: list[Place], theirs: list[Place], words: tuple[str, ...]) -> Iterator[Change]:
        before, after = told_apart(self.base, mine, self.head, theirs)
        if before != after:
            places = place_of(mine, "discriminator"), place_of(theirs, "discriminator")
            yield Change("discriminator", words, before, after, *places)
        for name, (was, old), (now, new) in changed_heirs(self.base, mine, self.head, theirs):
            yield Change(HEIR, (*words, f"variant {name}"), was, now, old, new)


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
    if change.word == "nullable" or (change.word == "discriminator" and change.old is None):
        return "safe", _RISKY[change.word]  # nothing hung on it before
    if change.word in _RISKY:
        return "risky", _RISKY[change.word]
    if change.word in ("deprecated", "x-sunset"):
        sooner = change.word == "x-sunset" and change.new is not None and str(change.new) < str(change.old)
        return ("risky" if change.new is True or sooner else "safe"), "deprecation"
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
