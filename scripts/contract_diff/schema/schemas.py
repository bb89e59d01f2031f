"""Bring a document's schemas to what a validator wants: 2020-12, self-contained, nothing decided.

This is kept apart from `normalise`, and written without it, so that a witness is checked against the
document and not against our own understanding of it.

`nullable: true` is a keyword of 3.0 only. There it lets null through whatever stands beside it,
an enum or a reference too, because that is what its authors mean and what they wrote when they
moved to 3.1. In a 3.1 document it says nothing, as for every validator.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.schema.values import compact
from scripts.documents.pointers import UnresolvedError, at, segments, target
from scripts.documents.pointers import targets as references

if TYPE_CHECKING:
    from scripts.documents.text import Json

SCHEMAS: Final = frozenset({
    "additionalProperties", "propertyNames", "items", "contains", "not", "if", "then", "else",
    "unevaluatedProperties", "unevaluatedItems", "contentSchema",
})  # fmt: skip
LISTS: Final = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
MAPS: Final = frozenset({"properties", "patternProperties", "dependentSchemas", "$defs", "definitions"})
_IDENTITY: Final = frozenset({"$id", "$schema", "$vocabulary"})
_REFERENCE_ALONE: Final = frozenset({"$ref", "nullable"})


class Schemas:
    """One document: finds what pointers mean, and brings schemas to 2020-12."""

    def __init__(self, data: dict[str, Json]) -> None:
        """Nothing is read before it is asked for."""
        self.data = data
        self.old = str(data.get("openapi", "")).startswith("3.0")
        self._modern: dict[str, Json] = {}
        self._local: dict[str, tuple[str, frozenset[str]]] = {}
        self._closures: dict[str, str] = {}

    def at(self, pointer: str) -> Json:
        """What a JSON pointer leads to."""
        found: Json = at(self.data, pointer)
        return found

    def schema(self, pointer: str) -> Json:
        """The schema at a place of an operation; where none is written anything goes."""
        try:
            return self.at(pointer)
        except UnresolvedError:
            if pointer.endswith("/schema"):
                return True
            raise

    def follow(self, value: Json, pointer: str) -> tuple[Json, str]:
        """A thing outside schemas, and its place, after any references to it."""
        for _ in range(32):
            if not (isinstance(value, dict) and isinstance(value.get("$ref"), str)):
                return value, pointer
            pointer = target(str(value["$ref"]))
            value = self.at(pointer)
        raise UnresolvedError(f"the reference {pointer!r} refers to itself")

    def modern(self, raw: Json) -> Json:  # noqa: C901 - one keyword after the other
        """A schema in 2020-12; the same object where nothing has to change."""
        if not isinstance(raw, dict):
            return raw
        if self.old and "$ref" in raw:  # 3.0: what stands beside a reference is ignored
            raw = {word: raw[word] for word in raw if word in _REFERENCE_ALONE}
        done: dict[str, Json] = {}
        for word, value in raw.items():
            if word in _IDENTITY or (word == "nullable" and self.old):
                continue
            if word in SCHEMAS:
                done[word] = self.modern(value)
            elif word in LISTS and isinstance(value, list):
                done[word] = [self.modern(part) for part in value]
            elif word in MAPS and isinstance(value, dict):
                done[word] = {name: self.modern(part) for name, part in value.items()}
            else:
                done[word] = value
        for bound, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
            if isinstance(done.get(bound), bool) and done.pop(bound) and limit in done:
                done[bound] = done.pop(limit)
        if self.old and raw.get("nullable") is True:
            return {"anyOf": [done, {"type": "null"}]}
        return done

    def bundle(self, raw: Json) -> dict[str, Any]:
        """A schema with everything that it refers to, fit for a validator."""
        schema = self.modern(raw)
        wanted, found = sorted(references(schema)), set[str]()
        result: dict[str, Any] = {"allOf": [schema]}
        while wanted:
            pointer = wanted.pop()
            if pointer in found:
                continue
            found.add(pointer)
            if pointer not in self._modern:
                self._modern[pointer] = self.modern(self.at(pointer))
            wanted.extend(references(self._modern[pointer]) - found)
        for pointer in sorted(found, key=len):
            place: Any = result
            *parents, last = segments(pointer)
            inside = False
            for name in parents:
                if isinstance(place, list):
                    inside = True
                    break
                place = place.setdefault(name, {})
            if not inside and isinstance(place, dict) and last not in place:
                place[last] = self._modern[pointer]
        return result

    def closure(self, pointer: str) -> str:
        """A digest of a schema and of all that it leads to, by name: equal means equal."""
        if pointer not in self._closures:
            texts, wanted, seen = [], [pointer], {pointer}
            while wanted:
                text, names = self._own(wanted.pop())
                texts.append(text)
                wanted.extend(names - seen)
                seen |= names
            # the entry's own digest goes first: two members of one loop aren't the same schema
            whole = [texts[0], *sorted(texts)]
            self._closures[pointer] = hashlib.sha256("".join(whole).encode()).hexdigest()
        return self._closures[pointer]

    def digest(self, raw: Json) -> str:
        """The same for any piece of the document."""
        texts = [compact(raw), *sorted(self.closure(name) for name in references(raw))]
        return hashlib.sha256("".join([str(self.old), *texts]).encode()).hexdigest()

    def _own(self, pointer: str) -> tuple[str, frozenset[str]]:
        if pointer not in self._local:
            raw = self.at(pointer)
            text = f"{self.old}{pointer}{compact(raw)}"
            self._local[pointer] = (hashlib.sha256(text.encode()).hexdigest(), references(raw))
        return self._local[pointer]
