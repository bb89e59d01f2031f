"""Read `unevaluatedProperties` and `unevaluatedItems`: which parts were looked at, choice by choice.

What a value's keywords look at hangs on which branches it satisfies. Each way to choose is one case: the
branches that must hold, and what they look at. To have more looked at only ever allows more, so nothing
has to be said of the branches that a case leaves out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.schema.node import ANYTHING, Node, Words, negation
from scripts.contract_diff.schema.simplify import meet, settle, union
from scripts.documents.pointers import UnresolvedError, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Protocol

    from scripts.contract_diff.schema.schemas import Schemas
    from scripts.documents.text import Json

    class Reads(Protocol):
        """What reads the schemas of a document."""

        schemas: Schemas

        def branch(self, raw: Json, pointer: str) -> Node:
            """A schema of the same value."""
            ...

        def part(self, raw: Json, pointer: str) -> Node:
            """A schema of a part of the value."""
            ...

        def led(self, raw: dict[str, Json]) -> str | None:
            """Where a schema's reference leads here."""
            ...


MOST: Final = 64
WORDS: Final = ("unevaluatedProperties", "unevaluatedItems")


class TooManyError(Exception):
    """There are more ways to choose than are tried."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is looked at if some conditions hold."""

    conditions: tuple[Node, ...] = ()
    names: frozenset[str] = frozenset()
    patterns: frozenset[str] = frozenset()
    every_key: bool = False
    first: int = 0  # so many items
    matching: tuple[Node, ...] = ()  # items that satisfy one of these
    every_item: bool = False

    def with_(self, other: Case) -> Case:
        """Both."""
        return Case(
            (*self.conditions, *other.conditions), self.names | other.names, self.patterns | other.patterns,
            self.every_key or other.every_key, max(self.first, other.first), (*self.matching, *other.matching),
            self.every_item or other.every_item,
        )  # fmt: skip

    def on(self, *conditions: Node) -> Case:
        """The same, on conditions."""
        return Case((*conditions, *self.conditions)).with_(
            Case((), self.names, self.patterns, self.every_key, self.first, self.matching, self.every_item)
        )


@dataclass
class Unevaluated:
    """The reading of one schema with such a keyword."""

    reader: Reads
    seen: set[str] = field(default_factory=set)

    def node(self, raw: dict[str, Json], pointer: str) -> Node:
        """What the keywords ask, as a schema.

        Raises:
            TooManyError: there are too many cases.
        """
        parts: list[Node] = []
        for word in WORDS:
            if word in raw:
                wanted = self.reader.part(raw[word], f"{pointer}/{word}")
                cases = self._cases(raw, pointer, top=True)
                asked = _keys if word == "unevaluatedProperties" else _items
                parts.append(
                    union([meet([*case.conditions, asked(case, wanted, pointer)], pointer) for case in cases], pointer)
                )
        return meet(parts, pointer)

    def _cases(self, raw: Json, pointer: str, *, top: bool = False) -> list[Case]:
        """The ways in which a schema that holds may look at parts of a value."""
        if not isinstance(raw, dict):
            return [Case()]
        cases = [self._plain(raw, pointer, top=top)]
        for choice in self._choices(raw, pointer):
            if len(cases) * len(choice) > MOST * 4:  # too many to look through
                raise TooManyError
            cases = _widest([one.with_(other) for one, other in product(cases, choice)])
            if len(cases) > MOST:
                raise TooManyError
        return cases

    def _plain(self, raw: dict[str, Any], pointer: str, *, top: bool) -> Case:
        inner = [] if top else [word for word in WORDS if word in raw]
        named, patterns = raw.get("properties"), raw.get("patternProperties")
        first = raw.get("prefixItems")
        matching = (self.reader.part(raw["contains"], f"{pointer}/contains"),) if "contains" in raw else ()
        return Case(
            (),
            frozenset(named if isinstance(named, dict) else ()),
            frozenset(patterns if isinstance(patterns, dict) else ()),
            "additionalProperties" in raw or WORDS[0] in inner,
            len(first) if isinstance(first, list) else 0,
            matching,
            "items" in raw or WORDS[1] in inner,
        )

    def _choices(self, raw: dict[str, Any], pointer: str) -> Iterator[list[Case]]:
        """The cases of each keyword that brings some."""
        yield from self._referred(raw)
        for index, part in _listed(raw.get("allOf")):
            yield self._cases(part, f"{pointer}/allOf/{index}")
        for index, part in _listed(raw.get("anyOf")):
            yield [*self._held(part, f"{pointer}/anyOf/{index}"), Case()]
        branches = list(_listed(raw.get("oneOf")))
        if branches:
            yield [case for index, part in branches for case in self._held(part, f"{pointer}/oneOf/{index}")]
        if "if" in raw:
            test = self.reader.branch(raw["if"], f"{pointer}/if")
            passed = self._cases(raw["if"], f"{pointer}/if")
            then = self._cases(raw.get("then"), f"{pointer}/then")
            yield [
                *(one.with_(other).on(test) for one, other in product(passed, then)),
                *(case.on(negation(test)) for case in self._cases(raw.get("else"), f"{pointer}/else")),
            ]
        needed = raw.get("dependentSchemas")
        for name, part in needed.items() if isinstance(needed, dict) else ():
            there = Node({"kinds": frozenset({"object"}), "required": frozenset({name})})
            inner = self._cases(part, f"{pointer}/dependentSchemas/{escape(str(name))}")
            yield [*(case.on(there) for case in inner), Case()]

    def _held(self, part: Json, pointer: str) -> list[Case]:
        node = self.reader.branch(part, pointer)
        return [case.on(node) for case in self._cases(part, pointer)]

    def _referred(self, raw: dict[str, Json]) -> Iterator[list[Case]]:
        try:
            place = self.reader.led(raw)
        except UnresolvedError:
            return  # said where the reference itself is read
        if place is not None and place not in self.seen:
            self.seen.add(place)
            yield self._cases(self.reader.schemas.at(place), place)
            self.seen.discard(place)


def _listed(parts: Json) -> Iterable[tuple[int, Json]]:
    return enumerate(parts) if isinstance(parts, list) else ()


def _widest(cases: list[Case]) -> list[Case]:
    """The cases without those that ask more and have less looked at than another one."""
    kept: dict[tuple[object, ...], Case] = {}
    for case in cases:
        conditions = frozenset(node.key for node in case.conditions if node.words)
        matching = frozenset(node.key for node in case.matching)
        place = (conditions, case.names, case.patterns, case.every_key, case.first, matching, case.every_item)
        kept.setdefault(place, case)
    return [one for one in kept.values() if not any(_covers(other, one) for other in kept.values() if other is not one)]


def _covers(wide: Case, narrow: Case) -> bool:
    asked = [frozenset(node.key for node in case.conditions if node.words) for case in (wide, narrow)]
    if not asked[0] <= asked[1] or (asked[0] == asked[1] and _looks(wide) == _looks(narrow)):
        return False
    keys = not narrow.every_key and wide.names >= narrow.names and wide.patterns >= narrow.patterns
    items = not narrow.every_item and wide.first >= narrow.first and set(wide.matching) >= set(narrow.matching)
    return (wide.every_key or keys) and (wide.every_item or items)


def _looks(case: Case) -> tuple[object, ...]:
    return case.names, case.patterns, case.every_key, case.first, frozenset(case.matching), case.every_item


def _keys(case: Case, wanted: Node, pointer: str) -> Node:
    if case.every_key:
        return ANYTHING
    words: Words = {
        "properties": dict.fromkeys(sorted(case.names), ANYTHING),
        "patternProperties": dict.fromkeys(sorted(case.patterns), ANYTHING),
        "additionalProperties": wanted,
    }
    return settle(words, pointer)


def _items(case: Case, wanted: Node, pointer: str) -> Node:
    if case.every_item:
        return ANYTHING
    words: Words = {"items": union([wanted, *case.matching], pointer)}
    if case.first:
        words["prefixItems"] = (ANYTHING,) * case.first
    return settle(words, pointer)
