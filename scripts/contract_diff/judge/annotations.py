"""Compare what validators ignore and people don't: formats, defaults, discriminators, read-only marks.

Set theory finds nothing here, so under `strict` what has a rule is safe. Each kind of change is ruled by
one named policy. A keyword that nobody compares is told as such.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.judge.leftover import SILENT
from scripts.contract_diff.judge.places import (
    Place,
    beneath,
    listed,
    named,
    only_null,
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
_RISKY: Final = {
    **dict.fromkeys(_CONTENT, "content"), "discriminator": "discriminators", "nullable": "nullable in 3.1",
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
        yield from self._by_name(mine, theirs, words)
        for word, label in _ONE.items():
            first, second = beneath(mine, word), beneath(theirs, word)
            if first and second:
                yield from self._walk(first, second, (*words, label))
        for index, (one, other) in enumerate(zip(listed(mine), listed(theirs), strict=False)):
            yield from self._walk([one], [other], (*words, f"item {index + 1}"))
        for one, other in _variants(self.base, mine, self.head, theirs):
            yield from self._walk([one], [other], (*words, f"variant {_called(one)}".rstrip()))

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
        before, after = _told_apart(_discriminator(mine), _discriminator(theirs))
        if before != after:
            places = place_of(mine, "discriminator"), place_of(theirs, "discriminator")
            yield Change("discriminator", words, before, after, *places)
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


def noted(change: Change) -> str:
    """What became of an annotation, in words."""
    old, new = compact(change.old), compact(change.new)
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


def _branches(places: list[Place]) -> list[Place]:
    """The variants of the first union, without null."""
    return next(
        (
            [
                (part, f"{pointer}/{word}/{index}")
                for index, part in enumerate(raw[word])
                if isinstance(part, dict) and not only_null(part)
            ]
            for raw, pointer in places
            for word in ("oneOf", "anyOf")
            if isinstance(raw.get(word), list)
        ),
        [],
    )


def _variants(base: Schemas, mine: list[Place], head: Schemas, theirs: list[Place]) -> list[tuple[Place, Place]]:
    """The variants of two unions that belong together: by name, by text, then by order."""
    old, new = _branches(mine), _branches(theirs)
    if len(old) < 2 and len(new) < 2:  # noqa: PLR2004 - what is left of one variant was spread out
        return []
    pairs: list[tuple[Place, Place]] = []
    by_name = {_called(one): one for one in new if _called(one)}
    rest = list[Place]()
    for one in old:
        match = by_name.pop(_called(one), None)
        if match is None:
            rest.append(one)
        else:
            pairs.append((one, match))
            new.remove(match)
    texts = {head.digest(raw): (raw, pointer) for raw, pointer in new}
    for one in list(rest):
        same = texts.pop(base.digest(one[0]), None)
        if same is not None:  # nothing differs in it
            rest.remove(one)
            new.remove(same)
    return pairs + list(zip(rest, new, strict=False))


def _called(place: Place) -> str:
    """The name of a shared schema, or nothing."""
    reference = place[0].get("$ref")
    return str(reference).rpartition("/")[2] if isinstance(reference, str) else ""


def _discriminator(places: list[Place]) -> dict[str, Any] | None:
    """The property that tells variants apart, and for each schema the values that mean it, implicit ones too."""
    given = next((raw["discriminator"] for raw, _ in places if "discriminator" in raw), None)
    if not isinstance(given, dict):
        return None if given is None else {"malformed": given}
    explicit = given.get("mapping")
    values_of: dict[str, list[str]] = {}
    for value, target in sorted(explicit.items()) if isinstance(explicit, dict) else ():
        values_of.setdefault(str(target).rpartition("/")[2], []).append(str(value))
    for part, _ in _branches(places):
        if name := _called((part, "")):
            values_of.setdefault(name, [name])
    return {"propertyName": given.get("propertyName"), "mapping": values_of, "default": given.get("defaultMapping")}


def _told_apart(old: dict[str, Any] | None, new: dict[str, Any] | None) -> tuple[Json, Json]:
    """Both, without the variants that only came or only went: those are told as variants."""
    if old and new and "mapping" in old and "mapping" in new:
        lost, gained = old["mapping"].keys() - new["mapping"].keys(), new["mapping"].keys() - old["mapping"].keys()
        if not lost or not gained:
            for one, gone in ((old, lost), (new, gained)):
                one["mapping"] = {name: values for name, values in one["mapping"].items() if name not in gone}
    return old, new
