"""Bring a schema of the published document into one normal form.

The same contract can be said in many ways: by reference or inline, with `nullable`, a list of types or a
union, with `const` or an enum of one value, split over an `allOf`. The normal form has one way for each,
so whatever reads it (the overlay, the table of parameters, the generator) meets one spelling only:

- references are followed; a schema that contains itself is open from its second turn on
- `allOf` is merged, unions are flat and say `anyOf`; a union of one is that one
- null is `type: [T, "null"]` beside one type, and the last variant of a union
- a constant is an enum of one value; every schema that can have one has a `type`
- what asserts nothing is left out, but for `default` and `deprecated`

Malformed corners that leave the meaning plain are repaired, and each repair is reported by its place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scripts.documents.text import DocumentError
from scripts.pipeline.algebra import NOTES, Schema, joined, may_be, merged, type_of, unique, variants, with_notes

MAX_NODES = 50_000
MAX_VARIANTS = 2_000
TYPES = frozenset({"string", "number", "integer", "boolean", "object", "array", "null"})
MISSPELT_TYPES = {  # names of formats and of other languages, used where a type belongs
    "int": "integer",
    "int32": "integer",
    "int64": "integer",
    "long": "integer",
    "float": "number",
    "double": "number",
    "decimal": "number",
    "bool": "boolean",
    "str": "string",
    "text": "string",
    "list": "array",
    "dict": "object",
    "map": "object",
}
OF_TYPE: dict[str, tuple[str, ...]] = {  # which assertions belong to which type
    "object": (
        "properties",
        "required",
        "additionalProperties",
        "patternProperties",
        "propertyNames",
        "minProperties",
        "maxProperties",
    ),
    "array": ("items", "minItems", "maxItems", "uniqueItems", "contains"),
    "string": ("minLength", "maxLength", "pattern"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}
OF_TYPE["integer"] = OF_TYPE["number"]
TELLING = ("properties", "additionalProperties", "items", "pattern")  # a keyword that gives a missing type away
KEPT = frozenset({"type", "enum", "anyOf", *NOTES}) | {keyword for keywords in OF_TYPE.values() for keyword in keywords}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_pattern(value: Any) -> bool:
    return isinstance(value, str)


WELL_FORMED: dict[str, tuple[str, Callable[[Any], bool]]] = {
    **dict.fromkeys(OF_TYPE["number"], ("a number", _is_number)),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), ("a count", _is_count)),
    **dict.fromkeys(("minProperties", "maxProperties"), ("a count", _is_count)),
    "pattern": ("text", _is_pattern),
    "uniqueItems": ("true or false", lambda value: isinstance(value, bool)),
    "required": ("a list of names", lambda value: isinstance(value, list) and all(isinstance(n, str) for n in value)),
}


class DanglingError(DocumentError):
    """A reference leads nowhere."""


class Normaliser:
    """Normalises the schemas of one document, and reports what it had to repair."""

    def __init__(self, resolve: Callable[[str], Any]) -> None:
        self.repairs: list[str] = []
        self._resolve = resolve
        self._open: list[str] = []  # the references that are being followed
        self._nodes = 0

    def schema(self, node: Any, place: str, *, part: bool = False) -> Schema:
        """A schema in normal form; a part of an `allOf` or a union may demand what only the whole has.

        Raises:
            DocumentError: a reference leads nowhere, or the schema is too large to be written out.
        """
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise DocumentError(f"{place}: has more than {MAX_NODES:,} schemas when its references are followed")
        if isinstance(node, bool):
            return {} if node else {"enum": []}
        if not isinstance(node, dict):
            self._repair(place, "isn't a schema; anything is taken there")
            return {}
        if "$ref" in node:
            return self._followed(node, place, part=part)
        base = self._plain(node, place)
        for inner in self._list(node, "allOf", place):
            base = self._merged(base, self.schema(inner, place, part=True), place)
        for word in ("anyOf", "oneOf"):
            branches = self._branches(node, word, place)
            if branches:
                base = self._merged(base, joined(branches), place)
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

    def _branches(self, node: Schema, word: str, place: str) -> list[Schema]:
        kept = []
        for branch in self._list(node, word, place):
            try:
                kept.append(self.schema(branch, place, part=True))
            except DanglingError as error:
                if len(node[word]) == 1:
                    raise
                self._repair(place, f"a variant is left out: {str(error).partition(': ')[2]}")
        return kept

    def _or_null(self, base: Schema, node: Schema, place: str) -> Schema:
        """The schema that takes null too, where OpenAPI 3.0's keyword or the default says so."""
        by_default = "default" in node and node["default"] is None
        if by_default:
            self._repair(place, "its default is null, so null is taken")
        if not base or not (by_default or node.get("nullable") is True):  # what takes anything takes null
            return base
        return with_notes(joined([base, {"type": "null"}]), base)

    def _plain(self, node: Schema, place: str) -> Schema:
        """The assertions of one schema object, without its unions."""
        result: Schema = {name: value for name, value in node.items() if name in KEPT and name != "anyOf"}
        if "const" in node:
            result["enum"] = [node["const"]]
        if "enum" in result:
            result["enum"] = self._enum(node, result["enum"], place)
        for word in ("properties", "patternProperties"):
            if word in result:
                result[word] = self._properties(result[word], word, place)
        for word in ("items", "additionalProperties", "contains", "propertyNames"):
            if isinstance(result.get(word), bool):
                continue
            if word in result:
                result[word] = self.schema(result[word], f"{place}[]" if word == "items" else f"{place}.*")
        if result.get("additionalProperties") in (True, {}):
            del result["additionalProperties"]
        _exclusive(result)
        self._drop_malformed(result, place)
        return self._typed(result, place)

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
            return with_notes(joined(_of_type(result, kind) for kind in result["type"]), result)
        else:
            result = _of_type(result, result["type"], keep_notes=True)
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
        """A schema that demands no property which it hasn't."""
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
            types = _told_by(schema)
        if None in schema.get("enum", ()) and types and "null" not in types:
            types.append("null")
        return types[0] if len(types) == 1 else types or None


def _told_by(schema: Schema) -> list[str]:
    for kind, words in OF_TYPE.items():
        if any(word in schema for word in TELLING if word in words):
            return [kind]
    return unique(type_of(value) for value in schema.get("enum", ()))


def _exclusive(schema: Schema) -> None:
    """OpenAPI 3.0's boolean exclusive bounds as 3.1 says them."""
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if schema.get(exclusive) is True and bound in schema:
            schema[exclusive] = schema.pop(bound)
        elif isinstance(schema.get(exclusive), bool):
            del schema[exclusive]


def _of_type(schema: Schema, kind: str, *, keep_notes: bool = False) -> Schema:
    """The part of a schema that says something of one type."""
    shown = NOTES if keep_notes else ("title", "x-secret", "x-unit") if kind != "null" else ()
    belonging = {"type", *OF_TYPE.get(kind, ()), *shown}
    result = {name: value for name, value in schema.items() if name in belonging}
    result["type"] = kind
    if "enum" in schema and kind != "null":
        values = [value for value in schema["enum"] if may_be(value, {"type": kind})]
        result["enum"] = values
    return result
