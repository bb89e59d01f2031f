"""Bring a schema of the published document into one normal form.

The same contract can be said in many ways: by reference or inline, with `nullable`, a list of types or a
union, with `const` or an enum of one value, split over an `allOf`. The normal form has one way for each,
so whatever reads it (the overlay, the table of parameters, the generator) meets one spelling only:

- references are followed; a schema that contains itself is open from its second turn on
- `allOf` is merged, unions are flat and say `anyOf`; a union of one is that one
- null is `type: [T, "null"]` beside one type, and the last variant of a union
- a constant is an enum of one value; every schema that can have one has a `type`
- what asserts nothing is left out, but for `default` and `deprecated`; so is what takes nothing
- a number without a fraction is an integer; an integer's bounds are its least and its greatest value
- what is demanded in one of several ways isn't demanded
- what only goes the other way (`readOnly` in a request, `writeOnly` in a reply) is left out
- what a condition adds to an object (`then`, `else`, `dependentSchemas`) is known, and nothing demands it

Malformed corners that leave the meaning plain are repaired, and each repair is reported by its place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scripts.documents.text import MAX_DEPTH, DocumentError
from scripts.pipeline.algebra import (
    NOTHING,
    Schema,
    joined,
    may_be,
    merged,
    says,
    simplest,
    takes_nothing,
    unique,
    variants,
    with_notes,
    without_impossible,
)
from scripts.pipeline.keywords import (
    MISSPELT_TYPES,
    TYPES,
    WELL_FORMED,
    asserting,
    exclusive,
    kept,
    of_type,
    only_demands,
    parts_of,
    said_twice,
    tagged,
    told_by,
    whole_numbers,
    with_others,
)

MAX_NODES = 50_000
MAX_VARIANTS = 2_000


class DanglingError(DocumentError):
    """A reference leads nowhere."""


class Normaliser:
    """Normalises the schemas of one document, and reports what it had to repair."""

    def __init__(self, resolve: Callable[[str], Any], other_way: str = "") -> None:
        self.repairs: list[str] = []
        self._other_way = other_way  # what a property says that goes the other way only: readOnly of a request's
        self._resolve = resolve
        self._open: list[str] = []  # the references that are being followed
        self._nodes = 0
        self._depth = 0

    def schema(self, node: Any, place: str, *, part: bool = False) -> Schema:
        """A schema in normal form; a part of an `allOf` or a union may demand what only the whole has.

        Raises:
            DocumentError: a reference leads nowhere, or the schema is too large to be written out.
        """
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise DocumentError(f"{place}: has more than {MAX_NODES:,} schemas when its references are followed")
        if isinstance(node, bool):
            return {} if node else NOTHING
        if not isinstance(node, dict):
            self._repair(place, "isn't a schema; anything is taken there")
            return {}
        if node.get("not") is True or node.get("not") == {}:
            return NOTHING
        if self._depth > MAX_DEPTH:
            raise DocumentError(f"{place}: nested deeper than {MAX_DEPTH} levels when its references are followed")
        self._depth += 1
        found = self._followed(node, place, part=part) if "$ref" in node else self._own(node, place, part=part)
        self._depth -= 1
        return found

    def _own(self, node: Schema, place: str, *, part: bool) -> Schema:
        """A schema object that is no reference."""
        base = self._plain(node, place)
        for inner in (*self._list(node, "allOf", place), *said_twice(node)):
            base = self._merged(base, self.schema(inner, place, part=True), place)
        for word in ("anyOf", "oneOf"):
            branches = self._branches(node, word, place)
            if branches and not (len(branches) > 1 and all(map(only_demands, branches))):
                base = self._merged(base, joined(branches), place)
        if by_condition := self._conditional(node, base, place):
            base = self._merged(base, {"properties": by_condition}, place)
        base = self._or_null(base, node, place)
        return base if part else self._whole(base, place)

    def _merged(self, one: Schema, two: Schema, place: str) -> Schema:
        if len(variants(one)) * len(variants(two)) > MAX_VARIANTS:
            raise DocumentError(f"{place}: its unions together have more than {MAX_VARIANTS:,} variants")
        return merged(one, two)

    def _repair(self, place: str, what: str) -> None:
        line = f"{place}: {what}"
        if line not in self.repairs:
            self.repairs.append(line)

    def _followed(self, node: Schema, place: str, *, part: bool) -> Schema:
        reference = str(node["$ref"])
        if reference in self._open:
            return {}
        siblings = {name: value for name, value in node.items() if name != "$ref"}
        try:
            found = self._resolve(reference)
        except DocumentError as error:
            raise DanglingError(f"{place}: {error}") from error
        self._open.append(reference)
        target = self.schema(found, place, part=part or bool(siblings))
        self._open.pop()
        if not siblings:
            return target
        whole = self._merged(target, self.schema(siblings, place, part=True), place)
        whole = self._or_null(whole, siblings, place)
        return whole if part else self._whole(whole, place)

    def _list(self, node: Schema, word: str, place: str) -> list[Any]:
        found = node.get(word, [])
        if isinstance(found, list):
            return found
        self._repair(place, f"{word} isn't a list; it is left out")
        return []

    def _conditional(self, node: Schema, base: Schema, place: str) -> dict[str, Schema]:
        """The properties that an object has on some condition, and no part of it has without."""
        dependent = node.get("dependentSchemas")
        parts = [node[word] for word in ("then", "else") if "if" in node and word in node]
        parts += dependent.values() if isinstance(dependent, dict) else []
        found: dict[str, Schema] = {}
        for inner in parts:
            for branch in variants(self.schema(inner, place, part=True)):
                found |= {n: s for n, s in branch.get("properties", {}).items() if n not in found}
        known = {name for branch in variants(base) for name in branch.get("properties", ())}
        return {name: inner for name, inner in found.items() if name not in known and not takes_nothing(inner)}

    def _branches(self, node: Schema, word: str, place: str) -> list[Schema]:
        kept = []
        for branch in self._list(node, word, place):
            try:
                kept.append(tagged(self.schema(branch, place, part=True), branch, node.get("discriminator")))
            except DanglingError as error:
                if len(node[word]) == 1:
                    raise
                self._repair(place, f"a variant is left out: {str(error).partition(': ')[2]}")
        return kept

    def _or_null(self, base: Schema, node: Schema, place: str) -> Schema:
        """The schema that takes null too where OpenAPI 3.0's keyword or its default says so, nothing unevaluated."""
        if (others := node.get("unevaluatedProperties", True)) not in (True, {}):
            base = with_others(base, self.schema(others, f"{place}.*") if others else False)
        by_default = any("default" in part and part["default"] is None for part in (node, *parts_of(node)))
        if by_default:
            self._repair(place, "its default is null, so null is taken")
        if not base or not (by_default or node.get("nullable") is True):  # what takes anything takes null
            return base
        return with_notes(joined([base, {"type": "null"}]), base)

    def _plain(self, node: Schema, place: str) -> Schema:
        """The assertions of one schema object, without its unions."""
        result = whole_numbers(kept(node, self._other_way))
        if "const" in node:
            result |= whole_numbers({"enum": [node["const"]]})
        if "enum" in result:
            result["enum"] = self._enum(node, result["enum"], place)
        for word in ("properties", "patternProperties"):
            if word in result:
                result[word] = self._properties(result[word], word, place)
        for word in ("additionalProperties", "contains", "propertyNames"):
            if word in result and not isinstance(result[word], bool):
                result[word] = self.schema(result[word], f"{place}.*")
        if result.get("additionalProperties") == NOTHING:
            result["additionalProperties"] = False
        if node.get("minContains") == 0 or result.get("contains") is True:
            result.pop("contains", None)
        self._put_items(result, node, place)
        exclusive(result)
        self._drop_malformed(result, place)
        return self._typed(asserting(result), place)

    def _put_items(self, result: Schema, node: Schema, place: str) -> None:
        """What an item may be, wherever it stands: first ones with schemas of their own have those or the others'."""
        rest, first = node.get("items", node.get("unevaluatedItems", True)), self._list(node, "prefixItems", place)
        if isinstance(rest, list):  # as older drafts say it
            rest, first = node.get("additionalItems", True), rest
        if "items" not in node and rest is True and not first:
            return
        if rest is False:
            result["maxItems"] = min(len(first), result.get("maxItems", len(first)))
        items = [self.schema(inner, f"{place}[]") for inner in first]
        items += [] if rest is False else [self.schema(rest, f"{place}[]")]
        result["items"] = joined(items) if all(items) and items else {}

    def _drop_malformed(self, result: Schema, place: str) -> None:
        for word, (form, is_well_formed) in WELL_FORMED.items():
            if word in result and not is_well_formed(result[word]):
                self._repair(place, f"its {word} isn't {form}; it is left out")
                del result[word]

    def _typed(self, result: Schema, place: str) -> Schema:
        """A schema with one type, or a union of several; its default only where it can be a value."""
        result["type"] = self._types(result, place)
        if result["type"] is None:
            del result["type"]
        elif isinstance(result["type"], list):
            return with_notes(joined(of_type(result, kind) for kind in result["type"]), result)
        else:
            result = of_type(result, result["type"], keep_notes=True)
        if "default" in result and not may_be(result["default"], result):
            if result["default"] is not None:
                self._repair(place, "its default isn't one of its values; it is left out")
            del result["default"]
        return result

    def _enum(self, node: Schema, values: Any, place: str) -> list[Any]:
        if not isinstance(values, list):
            self._repair(place, "its enum isn't a list")
            return [values]
        if "const" in node and isinstance(node.get("enum"), list):
            self._repair(place, "has an enum beside a const; the const is taken")
        if len(unique(values)) != len(values):
            self._repair(place, "its enum has a value twice")
        return unique(values)

    def _properties(self, properties: Any, word: str, place: str) -> dict[str, Schema]:
        if not isinstance(properties, dict):
            self._repair(place, f"its {word} aren't a mapping; they are left out")
            return {}
        return {str(name): self.schema(inner, f"{place}.{name}") for name, inner in properties.items()}

    def _whole(self, schema: Schema, place: str) -> Schema:
        """A schema without the properties that no value can be, which demands no property that it hasn't."""
        schema = self._one_way(without_impossible(schema), place)
        if "anyOf" in schema:
            return {**schema, "anyOf": [self._whole(branch, place) for branch in schema["anyOf"]]}
        if "required" not in schema:
            return schema
        known = [name for name in unique(schema["required"]) if name in schema.get("properties", {})]
        for name in schema["required"]:
            if name not in known:
                self._repair(place, f"requires {name!r}, which isn't one of its properties; the demand is left out")
        rest = {name: value for name, value in schema.items() if name != "required"}
        return {**rest, "required": known} if known else rest

    def _one_way(self, schema: Schema, place: str) -> Schema:
        """A schema without the properties that only go the other way, and without a demand for them."""
        gone = [n for n, inner in schema.get("properties", {}).items() if says(inner, self._other_way)]
        for name in gone:
            side = "reply" if self._other_way == "readOnly" else "request"
            self._repair(f"{place}.{name}", f"is {self._other_way}, so only a {side} has it")
        rest = {n: inner for n, inner in schema.get("properties", {}).items() if n not in gone}
        demanded = [name for name in schema.get("required", ()) if name not in gone]
        return simplest({**schema, "properties": rest, "required": demanded}) if gone else schema

    def _types(self, schema: Schema, place: str) -> str | list[str] | None:
        told = schema.get("type")
        listed = told if isinstance(told, list) else [] if told is None else [told]
        types = []
        for name in map(str, listed):
            right = name if name in TYPES else MISSPELT_TYPES.get(name)
            if name not in TYPES:
                self._repair(place, f"{name!r} is no type; {f'{right} is taken' if right else 'it is left out'}")
            if right and right not in types:
                types.append(right)
        if not types:
            types = told_by(schema)
        if "number" in types and "integer" in types:
            types.remove("integer")
        if None in schema.get("enum", ()) and types and "null" not in types:
            types.append("null")
        return types[0] if len(types) == 1 else types or None
