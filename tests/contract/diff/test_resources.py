"""Schemas with names of their own, dynamic references, and keywords that ask what others looked at."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest

from scripts.contract_diff.schema.normalise import Reader
from scripts.contract_diff.schema.schemas import Schemas
from scripts.contract_diff.solve.evaluate import UndecidableError, accepts
from scripts.contract_diff.solve.solver import Solver, contained
from tests.contract.diff.building import compared

S = {"type": "string"}
I = {"type": "integer"}  # noqa: E741 - as S, for a string
LIST: dict[str, Any] = {
    "$id": "https://example.test/strings",
    "$ref": "list",
    "$defs": {
        "own": {"$dynamicAnchor": "item", **S},
        "list": {
            "$id": "list",
            "type": "array",
            "items": {"$dynamicRef": "#item"},
            "$defs": {"any": {"$dynamicAnchor": "item"}},
        },
    },
}
SCHEMAS: dict[str, tuple[Any, list[Any]]] = {
    "a dynamic reference means the outermost anchor": (LIST, [["a"], [1], []]),
    "an anchor of the same name that isn't dynamic ends the search": (
        {**LIST, "$defs": {**LIST["$defs"], "own": {"$anchor": "item", **S}}}, [["a"], [1]],
    ),
    "a tree closed by who extends it": (
        {
            "$id": "https://example.test/closed", "$dynamicAnchor": "node", "$ref": "tree",
            "unevaluatedProperties": False,
            "$defs": {"tree": {
                "$id": "tree", "$dynamicAnchor": "node", "type": "object",
                "properties": {"data": True, "children": {"type": "array", "items": {"$dynamicRef": "#node"}}},
            }},
        },
        [{"children": [{"data": 1}]}, {"children": [{"daat": 1}]}, {"daat": 1}],
    ),
    "a name is relative to the name around it": (
        {"$id": "urn:example:a", "properties": {"a": {"$ref": "#/$defs/s"}}, "$defs": {"s": S}}, [{"a": "x"}, {"a": 1}],
    ),
    "what stands under an unknown keyword names nothing": (
        {"$ref": "https://example.test/s", "$defs": {"a": {"unknown": {"$id": "https://example.test/s", **I}},
                                                     "b": {"$id": "https://example.test/s", **S}}}, ["x", 1],
    ),
    "the metaschema is at hand": (
        {"$ref": "https://json-schema.org/draft/2020-12/schema"},
        [{"minLength": 1}, {"minLength": -1}, {"$defs": {"a": {"type": "strong"}}}, {"properties": {"a": {"items": 3}}}],
    ),
    "anyOf: what its branches looked at": (
        {"anyOf": [{"properties": {"a": S}, "required": ["a"]}, {"properties": {"b": S}, "required": ["b"]}],
         "unevaluatedProperties": False},
        [{"a": "x"}, {"a": "x", "b": "y"}, {"a": "x", "c": 1}, {"a": "x", "b": 1}, {}],
    ),
    "oneOf and if": (
        {"oneOf": [{"properties": {"a": S}, "required": ["a"]}, {"properties": {"b": S}, "required": ["b"]}],
         "if": {"properties": {"c": {"const": 1}}, "required": ["c"]}, "then": {"properties": {"d": S}},
         "else": {"properties": {"e": S}}, "unevaluatedProperties": False},
        [{"a": "x"}, {"a": "x", "c": 1, "d": "y"}, {"a": "x", "c": 2}, {"a": "x", "e": "y"}, {"b": "x", "d": "y"}],
    ),
    "dependentSchemas": (
        {"properties": {"a": S}, "dependentSchemas": {"a": {"properties": {"b": S}}}, "unevaluatedProperties": I},
        [{"a": "x", "b": "y"}, {"b": "y"}, {"b": 1}, {"a": "x", "c": 1}],
    ),
    "not looks at nothing": (
        {"not": {"not": {"properties": {"a": S}}}, "unevaluatedProperties": False}, [{"a": "x"}, {}],
    ),
    "a nested one looked at everything": (
        {"allOf": [{"properties": {"a": S}, "unevaluatedProperties": I}], "unevaluatedProperties": False},
        [{"a": "x", "b": 1}, {"b": "x"}],
    ),
    "items: prefixes, contains and branches": (
        {"prefixItems": [S], "contains": {"const": 7}, "anyOf": [{"prefixItems": [True, I]}, True],
         "unevaluatedItems": False},
        [["a", 7], ["a", 7, 7], ["a", 8, 7], ["a", 7, 8], ["a"], [7]],
    ),
    "items: a branch that takes all": (
        {"if": {"prefixItems": [{"const": 1}]}, "then": {"items": I}, "unevaluatedItems": S},
        [[1, 2], [1, "a"], [2, "a"], [2, 3], []],
    ),
}  # fmt: skip


def read(schema: Any) -> Any:
    """A schema at the root of its own document."""
    return Reader(Schemas(schema)).at("")


@pytest.mark.parametrize("name", SCHEMAS)
def test_values_are_taken_as_a_validator_takes_them(name: str) -> None:
    schema, values = SCHEMAS[name]
    validator, node, schemas = jsonschema_rs.Draft202012Validator(schema), read(schema), Schemas(schema)
    bundle = jsonschema_rs.Draft202012Validator(schemas.bundle(schema))
    expected = [validator.is_valid(value) for value in values]
    assert [accepts(node, value) for value in values] == expected
    assert [bundle.is_valid(value) for value in values] == expected


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_lies_within_itself_and_not_in_less(name: str) -> None:
    schema, values = SCHEMAS[name]
    validator, node = jsonschema_rs.Draft202012Validator(schema), read(schema)
    assert contained([node], read(schema), Solver()).verdict == "contained"
    accepted = next(value for value in values if validator.is_valid(value))
    answer = contained([node], read({"not": {"const": accepted}}), Solver())
    assert answer.verdict == "refuted"
    assert validator.is_valid(answer.value)


def test_too_many_choices_are_unknown() -> None:
    branches = [{"anyOf": [{"properties": {f"{index}{word}": S}} for word in "ab"]} for index in range(8)]
    schema = {"allOf": branches, "unevaluatedProperties": False}
    with pytest.raises(UndecidableError, match="many choices"):
        accepts(read(schema), {"0a": "x"})
    report = compared(schema, {**schema, "allOf": branches[::-1]}, "reply")
    assert report.verdict("strict") == "risky"


def test_two_dynamic_anchors_of_one_name_are_unknown() -> None:
    schemas = {"A": {"$dynamicAnchor": "item", **S}, "B": {"$dynamicAnchor": "item", **I}}
    old = {"type": "array", "items": {"$dynamicRef": "#item"}}
    assert compared(old, {**old, "items": S}, "request", schemas=schemas).verdict("strict") == "risky"
