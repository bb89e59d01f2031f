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

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from scripts.documents.text import DocumentError

Schema = dict[str, Any]

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
NOTES = ("default", "deprecated", "description", "title", "x-parameter")  # what asserts nothing, and is kept
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


def key(value: Any) -> str:
    """A JSON value as text, so that 1, 1.0 and True stay apart and order doesn't count."""
    return json.dumps(value, sort_keys=True)


def unique(values: Iterable[Any]) -> list[Any]:
    """The values without repetition, in their order."""
    return list({key(value): value for value in values}.values())


def variants(schema: Schema) -> list[Schema]:
    """The variants of a schema in normal form, null as one of its own; the schema itself where it is no union."""
    if "anyOf" in schema:
        return [variant for branch in schema["anyOf"] for variant in variants(branch)]
    if isinstance(schema.get("type"), list):
        inner = {name: value for name, value in schema.items() if name not in {"type", "default", "description"}}
        if "enum" in inner:
            inner["enum"] = [value for value in inner["enum"] if value is not None]
        return [*({**inner, "type": kind} for kind in schema["type"] if kind != "null"), {"type": "null"}]
    return [schema]


def joined(branches: Iterable[Schema]) -> Schema:
    """The union of schemas that are in normal form, itself in normal form."""
    flat = unique(variant for branch in branches for variant in variants(branch))
    enums = [value for branch in flat if _is_plain_enum(branch) for value in branch["enum"]]
    merged: list[Schema] = []
    for branch in flat:
        if not _is_plain_enum(branch):
            merged.append(branch)
        elif not any(_is_plain_enum(other) for other in merged):
            merged.append({**branch, "enum": unique(enums)})
    concrete = [branch for branch in merged if branch != {"type": "null"}]
    concrete.sort(key=lambda branch: branch != {"type": "string"})  # an open set: any string, then the known ones
    if len(concrete) == len(merged):
        return concrete[0] if len(concrete) == 1 else {"anyOf": concrete}
    if len(concrete) == 1 and isinstance(concrete[0].get("type"), str):
        only = {**concrete[0], "type": [concrete[0]["type"], "null"]}
        return {**only, "enum": [*only["enum"], None]} if "enum" in only else only
    return {"anyOf": [*concrete, {"type": "null"}]} if concrete else {"type": "null"}


def _is_plain_enum(schema: Schema) -> bool:
    return schema.get("type") == "string" and schema.keys() <= {"type", "enum", "title"} and "enum" in schema


def tag(schema: Schema) -> tuple[str, str] | None:
    """The property that tells an object from its siblings, and its one value; None where there is none."""
    found = [
        (name, inner["enum"][0])
        for name, inner in schema.get("properties", {}).items()
        if len(inner.get("enum", ())) == 1 and isinstance(inner["enum"][0], str)
    ]
    return next((item for item in found if item[0] == "type"), found[0] if found else None)


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
        return _with_notes(joined([base, {"type": "null"}]), base)

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
        for word in WELL_FORMED.keys() & result.keys():
            form, is_well_formed = WELL_FORMED[word]
            if not is_well_formed(result[word]):
                self._repair(place, f"its {word} isn't {form}; it is left out")
                del result[word]
        return self._typed(result, place)

    def _typed(self, result: Schema, place: str) -> Schema:
        """A schema with one type, or a union of several; its default only where it can be a value."""
        result["type"] = self._types(result, place)
        if result["type"] is None:
            del result["type"]
        elif isinstance(result["type"], list):
            return _with_notes(joined(_of_type(result, kind) for kind in result["type"]), result)
        else:
            result = _of_type(result, result["type"], keep_notes=True)
        if "default" in result and not _may_be(result["default"], result):
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
    return unique(_type_of(value) for value in schema.get("enum", ()))


def _type_of(value: Any) -> str:
    kinds: list[tuple[type | tuple[type, ...], str]] = [
        (bool, "boolean"),
        (int, "integer"),
        (float, "number"),
        (str, "string"),
        (list, "array"),
        (dict, "object"),
    ]
    return next((name for kind, name in kinds if isinstance(value, kind)), "null")


def _may_be(value: Any, schema: Schema) -> bool:
    """Whether a default can be a value of a schema, as far as its type, enum and bounds tell."""
    if value is None or isinstance(schema.get("type"), list):
        return False
    kind = schema.get("type")
    found = _type_of(value)
    if kind is not None and found != kind and not (kind == "number" and found == "integer"):
        return False
    if "enum" in schema and key(value) not in map(key, schema["enum"]):
        return False
    low, high = schema.get("minimum", value), schema.get("maximum", value)
    return found not in {"integer", "number"} or low <= value <= high


def _exclusive(schema: Schema) -> None:
    """OpenAPI 3.0's boolean exclusive bounds as 3.1 says them."""
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if schema.get(exclusive) is True and bound in schema:
            schema[exclusive] = schema.pop(bound)
        elif isinstance(schema.get(exclusive), bool):
            del schema[exclusive]


def _of_type(schema: Schema, kind: str, *, keep_notes: bool = False) -> Schema:
    """The part of a schema that says something of one type."""
    belonging = {"type", *OF_TYPE.get(kind, ()), *(NOTES if keep_notes else ("title",) if kind != "null" else ())}
    result = {name: value for name, value in schema.items() if name in belonging}
    result["type"] = kind
    if "enum" in schema and kind != "null":
        values = [value for value in schema["enum"] if _may_be(value, {"type": kind})]
        result["enum"] = values
    return result


def _with_notes(schema: Schema, source: Schema) -> Schema:
    return {**schema, **{name: source[name] for name in NOTES if name in source}}


def merged(one: Schema, two: Schema) -> Schema:
    """The schema that takes what both take, in normal form; what can't be merged is taken from the second."""
    if one.keys() <= {*NOTES} or two.keys() <= {*NOTES}:
        return {**one, **two}
    if "anyOf" in one or "anyOf" in two or isinstance(one.get("type"), list) or isinstance(two.get("type"), list):
        pairs = [merged(a, b) for a in variants(one) for b in variants(two) if _compatible(a, b)]
        return _with_notes(_with_notes(joined(pairs), one), two) if pairs else {**one, **two}
    result = {**one, **two}
    for name in one.keys() & two.keys():
        result[name] = _both(name, one[name], two[name])
    if "default" in result and not _may_be(result["default"], result):
        del result["default"]
    return result


def _compatible(one: Schema, two: Schema) -> bool:
    types = {one.get("type"), two.get("type")} - {None}
    return len(types) <= 1 or types == {"integer", "number"}


def _both(name: str, one: Any, two: Any) -> Any:
    if name == "properties":
        both = {n: merged(one[n], two[n]) if n in one and n in two else one.get(n, two.get(n)) for n in {**one, **two}}
        return {n: inner for n, inner in both.items() if inner.get("enum") != []}  # what takes no value is none
    if isinstance(one, dict) and isinstance(two, dict):
        return merged(one, two)
    simple: dict[str, Callable[[Any, Any], Any]] = {
        "required": lambda a, b: unique([*a, *b]),
        "enum": lambda a, b: [value for value in b if key(value) in map(key, a)],
        "additionalProperties": lambda a, b: False if False in (a, b) else b,
        "type": lambda a, b: "integer" if {a, b} == {"integer", "number"} else b,
        **dict.fromkeys(("minimum", "exclusiveMinimum", "minItems", "minLength", "minProperties"), max),
        **dict.fromkeys(("maximum", "exclusiveMaximum", "maxItems", "maxLength", "maxProperties"), min),
    }
    return simple.get(name, lambda _, b: b)(one, two)


def walk(schema: Schema) -> Iterator[Schema]:
    """Every schema inside a schema in normal form, itself first."""
    yield schema
    for word in ("properties", "patternProperties"):
        for inner in schema.get(word, {}).values():
            yield from walk(inner)
    for word in ("items", "additionalProperties", "contains", "propertyNames"):
        if isinstance(schema.get(word), dict):
            yield from walk(schema[word])
    for inner in schema.get("anyOf", ()):
        yield from walk(inner)
