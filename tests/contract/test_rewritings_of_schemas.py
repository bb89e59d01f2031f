"""Rewritings of every schema of the newest document at once: what asserts nothing is added, or moved to another place."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from tests.contract.test_rewritings import PUBLISHED, Document, as_published, everywhere, normal

Schema = dict[str, Any]
Change = Callable[[Schema], Schema]
NULL = {"type": "null"}


def _is_plain(schema: Schema) -> bool:
    return isinstance(schema.get("type"), str)


def _without(schema: Schema, *words: str) -> Schema:
    return {word: value for word, value in schema.items() if word not in words}


def _more(kind: str, **more: Any) -> Change:
    """Add keywords to every schema of a type that hasn't any of them."""
    return lambda schema: {**more, **schema} if schema.get("type") == kind else schema


def _part(schema: Schema, *words: str) -> Schema:
    """Move keywords into an `allOf`."""
    moved = {word: schema[word] for word in words if word in schema}
    return {**_without(schema, *words), "allOf": [*schema.get("allOf", []), moved]} if moved else schema


def _floats(schema: Schema) -> Schema:
    def written(value: Any) -> Any:
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

    return {w: [*map(written, v)] if w == "enum" and isinstance(v, list) else written(v) for w, v in schema.items()}


def _union(schema: Schema, change: Callable[[list[Schema]], list[Any]]) -> Schema:
    word = next((word for word in ("anyOf", "oneOf") if word in schema), None)
    return {**schema, word: change(schema[word])} if word else schema


def _exclusive(schema: Schema, bound: str, other: str, step: int) -> Schema:
    if schema.get("type") != "integer" or bound not in schema:
        return schema
    return {**_without(schema, bound), other: schema[bound] + step}


def _constants(schema: Schema) -> Schema:
    if schema.get("type") != "string" or len(schema.get("enum", ())) < 2:
        return schema
    return {**_without(schema, "enum", "type"), "oneOf": [{"const": one, "title": one} for one in schema["enum"]]}


def _properties(schema: Schema, change: Callable[[dict[str, Any]], Schema]) -> Schema:
    return {**schema, **change(schema["properties"])} if isinstance(schema.get("properties"), dict) else schema


def _last_by_condition(properties: dict[str, Any]) -> Schema:
    if len(properties) < 3:
        return {}
    *first, last = properties.items()
    return {"properties": dict(first), "if": {"required": ["x"]}, "then": {"properties": dict([last])}}


CHANGES: dict[str, Change] = {
    "beside not false": lambda s: {**s, "not": False},
    "beside false": lambda s: {"anyOf": [s, False]} if _is_plain(s) else s,
    "beside what takes nothing": lambda s: {"oneOf": [{"not": {}}, s]} if _is_plain(s) else s,
    "and true": lambda s: {"allOf": [True, s, {}]} if _is_plain(s) else s,
    "and itself": lambda s: {"allOf": [s, copy.deepcopy(s)]} if "properties" not in s and _is_plain(s) else s,
    "with unions that meet themselves": lambda s: (
        {"allOf": [s, copy.deepcopy(s)]} if {"anyOf", "oneOf"} & s.keys() and "properties" not in s else s
    ),
    "with conditions of no consequence": lambda s: {**s, "if": True, "then": True, "else": False},
    "with a property by condition": lambda s: _properties(s, _last_by_condition),
    "with empty dependencies": lambda s: {**s, "dependentRequired": {}, "dependentSchemas": {}},
    "open to unevaluated ones": lambda s: {**s, "unevaluatedProperties": True, "unevaluatedItems": True},
    "with lists of any length": _more("array", minItems=0, uniqueItems=False),
    "with texts of any length": _more("string", minLength=0),
    "with objects of any size": _more("object", minProperties=0, required=[], patternProperties={}),
    "with names that are text": _more("object", propertyNames={"type": "string"}),
    "with any names": _more("object", propertyNames=True),
    "with lists that contain none or more": _more("array", contains=True, minContains=0),
    "with first items like the others": lambda s: {**s, "prefixItems": [s["items"]]} if "items" in s else s,
    "with first items as older drafts say it": lambda s: (
        {**s, "items": [s["items"]], "additionalItems": s["items"]} if "items" in s else s
    ),
    "not deprecated": lambda s: {"deprecated": False, "readOnly": False, "nullable": False, **s},
    "with integers as floats": _floats,
    "with integers among numbers": lambda s: {**s, "type": ["integer", "number"]} if s.get("type") == "number" else s,
    "with integers beside numbers": lambda s: (
        {"anyOf": [{**s, "type": "integer"}, s]} if s.get("type") == "number" else s
    ),
    "with a constant for each value": _constants,
    "by what it isn't not": lambda s: {"not": {"not": s}} if _is_plain(s) else s,
    "with the default in a part": lambda s: _part(s, "default"),
    "with the type in a part": lambda s: _part(s, "type") if _is_plain(s) else s,
    "with demands in a part": lambda s: _part(s, "required") if isinstance(s.get("required"), list) else s,
    "with bounds in a part": lambda s: _part(s, "minimum", "maximum"),
    "with values in a part": lambda s: _part(s, "enum") if isinstance(s.get("enum"), list) else s,
    "with the union in a part": lambda s: _part(s, "anyOf", "oneOf"),
    "with unions in unions": lambda s: _union(s, lambda b: [b[0], {"oneOf": b[1:]}] if len(b) > 2 else b),
    "with null as a constant": lambda s: _union(s, lambda b: [{"const": None} if one == NULL else one for one in b]),
    "with null as a value": lambda s: _union(s, lambda b: [{"enum": [None]} if one == NULL else one for one in b]),
    "with no properties at all": _more("object", properties={}),
    "with unevaluated ones refused": lambda s: (
        {**_without(s, "additionalProperties"), "unevaluatedProperties": False}
        if s.get("additionalProperties") is False
        else s
    ),
    "with unevaluated ones of a kind": lambda s: (
        {**_without(s, "additionalProperties"), "unevaluatedProperties": s["additionalProperties"]}
        if isinstance(s.get("additionalProperties"), dict)
        else s
    ),
    "with unevaluated items": lambda s: (
        {**_without(s, "items"), "unevaluatedItems": s["items"]} if s.get("type") == "array" and "items" in s else s
    ),
    "with values like a pattern": lambda s: (
        {**s, "pattern": f"^({'|'.join(map(re.escape, s['enum']))})$"}
        if s.get("type") == "string" and "enum" in s
        else s
    ),
    "with others that can't be": lambda s: (
        {**s, "additionalProperties": {"not": {}}} if s.get("additionalProperties") is False else s
    ),
    "with integers above a bound": lambda s: _exclusive(s, "minimum", "exclusiveMinimum", -1),
    "with integers below a bound": lambda s: _exclusive(s, "maximum", "exclusiveMaximum", 1),
    "with integers within a looser bound": lambda s: (
        {**s, "exclusiveMinimum": s["minimum"] - 2} if s.get("type") == "integer" and "minimum" in s else s
    ),
    "with integers as multiples of one": _more("integer", multipleOf=1),
    "with numbers that are multiples of one": lambda s: (
        {**s, "type": "number", "multipleOf": 1.0} if s.get("type") == "integer" else s
    ),
    "with texts like any": lambda s: {"pattern": ".*", **s} if s.get("type") == "string" else s,
    "with values shorter than a bound": lambda s: (
        {**s, "minLength": 1, "maxLength": max(map(len, s["enum"]))} if s.get("type") == "string" and "enum" in s else s
    ),
    "with any of its properties demanded": lambda s: _properties(
        s, lambda p: {"oneOf" if "anyOf" in s else "anyOf": [{"required": [name]} for name in p]} if len(p) > 1 else {}
    ),
    "with a property that can't be": lambda s: _properties(s, lambda p: {"properties": {**p, "impossible": False}}),
    "with properties said twice": lambda s: _properties(
        s, lambda p: {"allOf": [{"properties": dict.fromkeys(p, True)}]}
    ),
}


def rewritten(document: Document, *names: str) -> Document:
    """A document with changes on top of each other; what stands under `properties` is no schema itself."""
    for name in names:

        def put(mapping: Schema, change: Change = CHANGES[name]) -> Schema:
            is_schema = _is_plain(mapping) or any(isinstance(mapping.get(w), list) for w in ("anyOf", "oneOf", "allOf"))
            return change(mapping) if is_schema else mapping

        schemas = document["components"]["schemas"]
        document["components"]["schemas"] = {key: everywhere(schema, put) for key, schema in schemas.items()}
    return document


@pytest.mark.parametrize("name", CHANGES)
def test_every_schema_said_otherwise_is_the_same_contract(name: str) -> None:
    document = rewritten(copy.deepcopy(PUBLISHED), name)
    assert repr(document) != repr(PUBLISHED)  # 1 equals 1.0
    assert normal(document)[0] == as_published()


PAIRS = [*pairwise(name for name in CHANGES if name not in {"and itself", "with unions that meet themselves"})]


@pytest.mark.parametrize("names", PAIRS, ids=" and ".join)
def test_so_it_is_with_two_on_top_of_each_other(names: tuple[str, str]) -> None:
    assert normal(rewritten(copy.deepcopy(PUBLISHED), *names))[0] == as_published()
