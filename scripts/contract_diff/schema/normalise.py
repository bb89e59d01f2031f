"""Bring schemas of either dialect to nodes: one spelling for one meaning, wherever that is cheap.

What is cheap: 3.0's `nullable` and boolean exclusives, const as a one-value enum, "number" as whole
and other numbers, bounds of integers rounded, words that can't apply dropped, nested unions
flattened, branches that another covers dropped, a oneOf whose branches exclude each other read as
anyOf. What isn't cheap is left to `solve`, which decides by meaning anyway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from scripts.contract_diff.schema.keywords import asserted, counted, malformed, size
from scripts.contract_diff.schema.node import ANYTHING, Node, Reference, Words, kinds_of
from scripts.contract_diff.schema.resources import OUTSIDE, Scope
from scripts.contract_diff.schema.schemas import Schemas
from scripts.contract_diff.schema.simplify import exclusive, meet, settle, union
from scripts.contract_diff.schema.unevaluated import WORDS, TooManyError, Unevaluated
from scripts.contract_diff.schema.values import NUMBERS, compact
from scripts.documents.pointers import UnresolvedError, escape

if TYPE_CHECKING:
    from scripts.documents.text import Json

Place: TypeAlias = "tuple[str, Scope]"
_DIALECTS: Final = ("json-schema.org/", "openapis.org/")
_NULL: Final = Node({"kinds": frozenset({"null"})})


class Reader:
    """Reads the schemas of one document, each place once."""

    def __init__(self, schemas: Schemas) -> None:
        """Nothing is read before it is asked for."""
        self.schemas = schemas
        self._done: dict[Place, Node] = {}
        self._branches: dict[Place, Node] = {}
        self._reading: set[Place] = set()
        self._unbroken: set[Place] = set()  # what is being read, and speaks of the very same value
        self._scope: Scope = OUTSIDE
        self.endless = False  # some schema refers to itself for the very same value: no validator ends on it

    def at(self, pointer: str) -> Node:
        """The schema at a place of the document."""
        place = pointer, self._scope
        if place in self._done:
            return self._done[place]
        if place in self._reading:
            if place in self._unbroken:
                self.endless = True
                return Node({"odd": frozenset({f"the schema at {pointer} refers to itself endlessly"})}, pointer)
            told = "".join(map(str, sorted(self._scope)))
            reference = Reference(self.schemas.closure(pointer) + told, lambda: self._done.get(place))
            return Node({"ref": reference}, pointer)
        self._reading.add(place)
        self._unbroken.add(place)
        try:
            node = self.read(self.schemas.schema(pointer), pointer)
        finally:
            self._reading.discard(place)
            self._unbroken.discard(place)
        self._done[place] = node
        return node

    def led(self, raw: dict[str, Json]) -> str | None:
        """Where a schema's reference leads here."""
        return self.schemas.place(raw, self._scope)

    def part(self, raw: Json, pointer: str) -> Node:
        """A schema of a part of the value: a loop through it has an end."""
        outside, self._unbroken = self._unbroken, set()
        try:
            return self.read(raw, pointer)
        finally:
            self._unbroken = outside

    def branch(self, raw: Json, pointer: str) -> Node:
        """A schema of the very same value, read once: whoever asks what branches looked at reads them again."""
        place = pointer, self._scope
        if place not in self._branches:
            self._branches[place] = self.read(raw, pointer)
        return self._branches[place]

    def read(self, raw: Json, pointer: str) -> Node:
        """A schema that is written at a place."""
        if raw is True:
            return Node({}, pointer)
        if raw is False:
            return Node({"kinds": frozenset()}, pointer)
        if not isinstance(raw, dict):
            return Node({"odd": frozenset({f"what stands there is no schema: {compact(raw)[:80]}"})}, pointer)
        outside, self._scope = self._scope, self.schemas.scope(self._scope, raw)
        try:
            node = self._read(raw, pointer)
        finally:
            self._scope = outside
        return union([node, _NULL], pointer) if self.schemas.old and raw.get("nullable") is True else node

    def _read(self, raw: dict[str, Json], pointer: str) -> Node:
        try:
            place = self.led(raw)
            referred = None if place is None else self.at(place)
        except UnresolvedError as error:
            referred = Node({"odd": frozenset({str(error)})}, pointer)
        if self.schemas.old and referred is not None:  # what stands beside a reference is ignored there
            return referred
        dialect = raw.get("$schema")
        if isinstance(dialect, str) and not any(known in dialect for known in _DIALECTS):
            return Node({"odd": frozenset({f"the dialect {dialect}", self._as_written(raw)})}, pointer)
        words = asserted(raw)
        self._composed(raw, pointer, words)
        self._object(raw, pointer, words)
        self._array(raw, pointer, words)
        odd = {f"{word} is malformed: {compact(raw[word])[:80]}" for word in malformed(raw)}
        if odd:
            words["odd"] = words.get("odd", frozenset()) | odd
        own = settle(words, pointer)
        limits = size(raw)
        if limits and kinds_of(own) & NUMBERS and "values" not in own.words:
            own = meet([own, Node(limits, f"{pointer}/format")], pointer)
        if referred is not None:
            own = meet([referred, own], pointer) if own.words else referred
        if any(word in raw for word in WORDS):
            return meet([own, self._unevaluated(raw, pointer)], pointer)
        return own

    def _unevaluated(self, raw: dict[str, Json], pointer: str) -> Node:
        """What is left for the keywords that ask of parts which no other keyword looked at."""
        try:
            return Unevaluated(self).node(raw, pointer)
        except TooManyError:
            words = " and ".join(word for word in WORDS if word in raw)
            return Node({"odd": frozenset({f"{words} beside many choices", self._as_written(raw)})}, pointer)

    def _as_written(self, raw: Json) -> str:
        """Two such words mean the same only beside the same others."""
        return f"(as written, with all that it leads to: {self.schemas.assertions(raw)})"

    def _composed(self, raw: dict[str, Json], pointer: str, words: Words) -> None:
        parts: list[Node] = []
        for word in ("allOf", "anyOf", "oneOf"):
            value = raw.get(word)
            if not isinstance(value, list) or not value:
                continue
            branches = [self.branch(part, f"{pointer}/{word}/{index}") for index, part in enumerate(value)]
            if word == "allOf":
                parts += branches
            elif word == "anyOf" or exclusive(branches):
                parts.append(union(branches, f"{pointer}/{word}"))
            else:
                parts.append(Node({"one": tuple(branches)}, f"{pointer}/{word}"))
        if "not" in raw:
            words["not"] = self.read(raw["not"], f"{pointer}/not")
        if "if" in raw and ("then" in raw or "else" in raw):
            words["if"] = tuple(
                self.branch(raw[word], f"{pointer}/{word}") if word in raw else ANYTHING
                for word in ("if", "then", "else")
            )
        if parts:
            words["all"] = tuple(parts)

    def _object(self, raw: dict[str, Json], pointer: str, words: Words) -> None:
        for word in ("properties", "patternProperties", "dependentSchemas"):
            value = raw.get(word)
            if isinstance(value, dict):
                read = self.branch if word == "dependentSchemas" else self.part
                words[word] = {
                    name: read(part, f"{pointer}/{word}/{escape(str(name))}") for name, part in value.items()
                }
        for word in ("additionalProperties", "propertyNames"):
            if word in raw:
                words[word] = self.part(raw[word], f"{pointer}/{word}")
        if raw.get("required") and isinstance(raw["required"], list):
            words["required"] = frozenset(str(name) for name in raw["required"])
        needed = raw.get("dependentRequired")
        if isinstance(needed, dict):
            words["dependentRequired"] = {
                name: frozenset(map(str, others)) for name, others in needed.items() if isinstance(others, list)
            }

    def _array(self, raw: dict[str, Json], pointer: str, words: Words) -> None:
        first = raw.get("prefixItems")
        if isinstance(first, list):
            words["prefixItems"] = tuple(
                self.part(part, f"{pointer}/prefixItems/{index}") for index, part in enumerate(first)
            )
        if "items" in raw:
            words["items"] = self.part(raw["items"], f"{pointer}/items")
        if "contains" in raw:
            least, most = counted(raw.get("minContains")), counted(raw.get("maxContains"))
            words["contains"] = (
                self.part(raw["contains"], f"{pointer}/contains"), 1 if least is None else least, most
            )  # fmt: skip
        if raw.get("uniqueItems") is True:
            words["unique"] = True
