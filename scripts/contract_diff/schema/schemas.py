"""Bring a document's schemas to what a validator wants: 2020-12, self-contained, nothing decided.

This is kept apart from `normalise`, and written without it, so that a witness is checked against the
document and not against our own understanding of it.

`nullable: true` is a keyword of 3.0 only. There it lets null through whatever stands beside it,
an enum or a reference too, because that is what its authors mean and what they wrote when they
moved to 3.1. In a 3.1 document it says nothing, as for every validator.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from scripts.contract_diff.schema.assertions import LISTS, MAPS, SCHEMAS, UNREADABLE, asserted_words, unreadable
from scripts.contract_diff.schema.resources import OUTSIDE, Resources, Scope
from scripts.contract_diff.schema.values import compact
from scripts.documents.pointers import UnresolvedError, at, escape, mapping, segments, target, targets

if TYPE_CHECKING:
    from scripts.documents.text import Json

_REFERENCE_ALONE: Final = frozenset({"$ref", "nullable"})


class Schemas:
    """One document: finds what pointers mean, and brings schemas to 2020-12."""

    def __init__(self, data: dict[str, Json]) -> None:
        """Nothing is read before it is asked for."""
        self.data = data
        self.old = str(data.get("openapi", "")).startswith("3.0")
        self._modern: dict[str, tuple[Json, frozenset[str]]] = {}
        self._digests: dict[int, tuple[Json, str]] = {}  # by identity, which holds as long as what is kept beside it
        self._scoped: dict[str, tuple[str, Scope]] = {}
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
            if pointer.endswith(("/schema", "/itemSchema")):
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

    def found(self, value: Json, pointer: str) -> tuple[Json, str]:
        """The same, and nothing where a reference leads nowhere."""
        try:
            return self.follow(value, pointer)
        except UnresolvedError:
            return None, pointer

    def place(self, raw: dict[str, Json], scope: Scope = OUTSIDE) -> str | None:
        """Where the reference of a schema leads, if it has one.

        Raises:
            UnresolvedError: it leads nowhere, out of the document, or to one of several places.
        """
        words = [word for word in ("$ref", "$dynamicRef") if isinstance(raw.get(word), str)]
        if not words:
            return None
        if len(words) > 1:
            raise UnresolvedError("two references stand side by side")
        pointer = self._resources.find(raw, words[0], scope)
        self.at(pointer)
        return pointer

    def scope(self, scope: Scope, raw: Json) -> Scope:
        """What dynamic references mean inside a schema that is reached with a scope."""
        return self._resources.scope(scope, raw)

    @cached_property
    def _resources(self) -> Resources:
        found = Resources(self.data)
        self.data = found.data
        return found

    def modern(self, raw: Json, scope: Scope = OUTSIDE) -> Json:
        """What a schema asserts, in 2020-12."""
        if isinstance(raw, bool):
            return raw
        if not isinstance(raw, dict):
            return unreadable()
        scope = self.scope(scope, raw)
        if self.old and "$ref" in raw:  # 3.0: what stands beside a reference is ignored
            raw = {word: raw[word] for word in raw if word in _REFERENCE_ALONE}
        done, more = asserted_words(raw)
        self._deepen(done, scope)
        try:
            pointer = self.place(raw, scope)
            if pointer is not None:
                done["$ref"] = f"#/$defs/{quote(escape(self._named(pointer, scope)))}"
        except UnresolvedError:
            more.append(unreadable())
        _separate_bounds(done)
        whole: Json = {"allOf": [done, *more]} if more else done
        if self.old and raw.get("nullable") is True:
            return {"anyOf": [whole, {"type": "null"}]}
        return whole

    def _named(self, pointer: str, scope: Scope) -> str:
        """A name for a schema that is reached with a scope."""
        if not scope:
            return pointer
        name = f"{pointer} {sorted(scope)}"
        self._scoped[name] = pointer, scope
        return name

    def _deepen(self, done: dict[str, Any], scope: Scope) -> None:
        for word, value in done.items():
            if word in SCHEMAS:
                done[word] = self.modern(value, scope)
            elif word in LISTS:
                done[word] = [self.modern(part, scope) for part in value]
            elif word in MAPS:
                done[word] = {name: self.modern(part, scope) for name, part in value.items()}

    def bundle(self, raw: Json, *, unread: bool = True) -> dict[str, Any]:
        """A schema with everything that it refers to, fit for a validator; `unread` stands for what can't be read."""
        schema = self.modern(raw)
        wanted = sorted(targets(schema))
        found: dict[str, Json] = {}
        while wanted:
            name = segments(wanted.pop())[-1]
            if name in found:
                continue
            if name == UNREADABLE:
                found[name] = unread
                continue
            if name not in self._modern:
                pointer, scope = self._scoped.get(name, (name, OUTSIDE))
                try:
                    made = self.modern(self.at(pointer), scope)
                except UnresolvedError:  # what looks like a reference is a value, in an enum for instance
                    continue
                self._modern[name] = made, targets(made)
            found[name], names = self._modern[name]
            wanted.extend(names)
        return {"allOf": [schema], "$defs": found}

    def reach(self, pointers: list[str]) -> set[str]:
        """Some places, and every place that a reference in them leads to."""
        wanted, seen = list(pointers), set(pointers)
        while wanted:
            _, names = self._own(wanted.pop())
            wanted.extend(names - seen)
            seen |= names
        return seen

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

    def assertions(self, raw: Json) -> str:
        """A digest of what a schema asserts, and of all that it leads to."""
        texts = [compact(self.modern(raw)), *sorted(self.closure(name) for name in self._references(raw))]
        return hashlib.sha256("".join(texts).encode()).hexdigest()

    def digest(self, raw: Json) -> str:
        """The same for any piece of the document."""
        known = self._digests.get(id(raw))
        if known is None:
            known = self._digests[id(raw)] = raw, self._digest(raw)
        return known[1]

    def _digest(self, raw: Json) -> str:
        texts = [compact(raw), *sorted(self.closure(name) for name in self._references(raw))]
        return hashlib.sha256("".join([str(self.old), *texts]).encode()).hexdigest()

    def heirs(self, raw: Json, pointer: str) -> list[str]:
        """The shared schemas that extend one with a discriminator: its values may be theirs."""
        return self._extending.get(pointer, []) if isinstance(raw, dict) and "discriminator" in raw else []

    @cached_property
    def _extending(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        components = self.data.get("components")
        shared = components.get("schemas") if isinstance(components, dict) else None
        for name, raw in shared.items() if isinstance(shared, dict) else ():
            parts = raw.get("allOf") if isinstance(raw, dict) else None
            for part in parts if isinstance(parts, list) else ():
                reference = part.get("$ref") if isinstance(part, dict) else None
                if isinstance(reference, str) and reference.startswith("#/"):
                    found.setdefault(target(reference), []).append(f"/components/schemas/{escape(name)}")
        return found

    def _references(self, raw: Json) -> frozenset[str]:
        """Where all references in a piece of the document lead: by pointer, by name, by anchor."""
        if not self._resources.named:
            return targets(raw, mapped=True)
        found, left = set[str](), [raw]
        while left:
            value = left.pop()
            if isinstance(value, dict):
                found |= self._resources.candidates(value)
                found.update(mapping(value).values())
                left.extend(value.values())
            elif isinstance(value, list):
                left.extend(value)
        return frozenset(found)

    def _own(self, pointer: str) -> tuple[str, frozenset[str]]:
        if pointer not in self._local:
            try:
                raw = self.at(pointer)
            except UnresolvedError:
                raw = "leads nowhere"
            text = f"{self.old}{pointer}{compact(raw)}"
            led_to = self._references(raw).union(self.heirs(raw, pointer))
            self._local[pointer] = (hashlib.sha256(text.encode()).hexdigest(), led_to)
        return self._local[pointer]


def _separate_bounds(done: dict[str, Any]) -> None:
    """Bring the true and false of 3.0's exclusive bounds to numbers."""
    for bound, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(done.get(limit), bool):
            del done[limit]
        if isinstance(done.get(bound), bool) and done.pop(bound) and limit in done:
            done[bound] = done.pop(limit)
