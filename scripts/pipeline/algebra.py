"""Combine schemas in normal form: their variants, their union, what both take, and what tells them apart."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Schema = dict[str, Any]

# What asserts nothing.
ONE_WAY = ("readOnly", "writeOnly")
NOTES = ("default", "deprecated", "description", "title", "x-nested", "x-parameter", "x-secret", "x-unit", *ONE_WAY)

NOTHING: Schema = {"enum": []}  # what no value can be


def takes_nothing(schema: Schema) -> bool:
    """Whether no value can be what a schema wants."""
    return schema.get("enum") == []


def without_impossible(schema: Schema) -> Schema:
    """A schema without the properties that no value can be."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [without_impossible(branch) for branch in schema["anyOf"]]}
    if not any(map(takes_nothing, schema.get("properties", {}).values())):
        return schema
    return {**schema, "properties": {n: inner for n, inner in schema["properties"].items() if not takes_nothing(inner)}}


def says(schema: Schema, note: str) -> bool:
    """Whether a note is true of whatever a schema takes, but for null."""
    told = [branch for branch in variants(schema) if branch != {"type": "null"}]
    return schema.get(note) is True or (bool(told) and all(branch.get(note) is True for branch in told))


def obvious(schema: Schema) -> list[Any]:
    """The one value beside null that a schema takes, or else its default; empty where that is no plain value."""
    told = [branch for branch in variants(schema) if branch != {"type": "null"}]
    found = told[0]["enum"] if len(told) == 1 and len(told[0].get("enum", ())) == 1 else [schema.get("default")]
    return [value for value in found if value is not None and not isinstance(value, dict | list)]


def type_of(value: Any) -> str:
    """The JSON type of a value."""
    kinds: list[tuple[type | tuple[type, ...], str]] = [
        (bool, "boolean"),
        (int, "integer"),
        (float, "number"),
        (str, "string"),
        (list, "array"),
        (dict, "object"),
    ]
    return next((name for kind, name in kinds if isinstance(value, kind)), "null")


def may_be(value: Any, schema: Schema) -> bool:
    """Whether a default can be a value of a schema, as far as its type, enum and bounds tell."""
    if value is None or isinstance(schema.get("type"), list):
        return False
    kind = schema.get("type")
    found = type_of(value)
    if kind is not None and found != kind and not (kind == "number" and found == "integer"):
        return False
    if "enum" in schema and key(value) not in map(key, schema["enum"]):
        return False
    low, high = schema.get("minimum", value), schema.get("maximum", value)
    return found not in {"integer", "number"} or low <= value <= high


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
    every = unique(variant for branch in branches for variant in variants(branch))
    flat = [branch for branch in every if not takes_nothing(branch) and not _is_in_a_number(branch, every)]
    if every and not flat:
        return NOTHING
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


def _is_in_a_number(schema: Schema, others: list[Schema]) -> bool:
    return schema.get("type") == "integer" and {**schema, "type": "number"} in others


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


def simplest(schema: Schema) -> Schema:
    """A schema of one type without what says nothing in it, or says it twice."""
    result = dict(schema)
    if result.get("type") == "number" and isinstance(result.get("multipleOf"), int):
        result["type"] = "integer"
    if result.get("type") == "integer":
        for word, exclusive, tighter, step in _BOUNDS:
            if isinstance(result.get(exclusive), int):
                least = result.pop(exclusive) + step
                result[word] = tighter(result.get(word, least), least)
        if result.get("multipleOf") == 1:
            del result["multipleOf"]
    if result.get("properties") == {}:
        del result["properties"]
    for word, is_met in _MET.items():
        if result.get("enum") and word in result and all(is_met(value, result[word]) for value in result["enum"]):
            del result[word]
    return result


_BOUNDS: tuple[tuple[str, str, Callable[[int, int], int], int], ...] = (
    ("minimum", "exclusiveMinimum", max, 1),
    ("maximum", "exclusiveMaximum", min, -1),
)
_MET: dict[str, Callable[[Any, Any], bool]] = {
    "minLength": lambda value, least: isinstance(value, str) and len(value) >= least,
    "maxLength": lambda value, most: isinstance(value, str) and len(value) <= most,
    "minimum": lambda value, least: isinstance(value, int | float) and value >= least,
    "maximum": lambda value, most: isinstance(value, int | float) and value <= most,
    "pattern": lambda value, pattern: isinstance(value, str) and _is_like(value, pattern),
}


def _is_like(value: str, pattern: str) -> bool:
    try:
        return re.search(pattern, value) is not None
    except re.error:  # another language's
        return False


def with_notes(schema: Schema, source: Schema) -> Schema:
    """A schema with the notes of another."""
    return {**schema, **{name: source[name] for name in NOTES if name in source}}


def merged(one: Schema, two: Schema) -> Schema:
    """The schema that takes what both take, in normal form; what can't be merged is taken from the second."""
    if one.keys() <= {*NOTES} or two.keys() <= {*NOTES}:
        return {**one, **two}
    if "anyOf" in one or "anyOf" in two or isinstance(one.get("type"), list) or isinstance(two.get("type"), list):
        ones, twos = variants(one), variants(two)
        pairs = [pair for a in ones for b in twos for pair in _pair(a, b, ones, twos)]
        return with_notes(with_notes(joined(pairs), one), two) if pairs else {**one, **two}
    result = {**one, **two}
    for name in one.keys() & two.keys():
        result[name] = _both(name, one[name], two[name])
    if any(takes_nothing(result.get("properties", {}).get(name, {})) for name in result.get("required", ())):
        return NOTHING
    if "default" in result and not may_be(result["default"], result):
        del result["default"]
    return simplest(result)


def _pair(one: Schema, two: Schema, ones: list[Schema], twos: list[Schema]) -> list[Schema]:
    """What two variants both take; none where another pair takes it: a variant of both unions meets itself."""
    shared = (one in twos, two in ones)
    if one == two:
        return [one]
    if not _compatible(one, two) or all(shared):
        return []
    found = merged(one, two)
    return [found] if not any(shared) or found in (one, two) else []


def _compatible(one: Schema, two: Schema) -> bool:
    types = {one.get("type"), two.get("type")} - {None}
    return len(types) <= 1 or types == {"integer", "number"}


def _both(name: str, one: Any, two: Any) -> Any:
    if name == "properties":
        both = {n: merged(one[n], two[n]) if n in one and n in two else one.get(n, two.get(n)) for n in {**one, **two}}
        return {n: without_impossible(inner) if n in one and n in two else inner for n, inner in both.items()}
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
