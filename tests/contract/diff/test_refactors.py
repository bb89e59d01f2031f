"""Saying the same in other words is not a change: no finding at all, in either direction."""

from __future__ import annotations

from typing import Any, cast

import pytest

from scripts.contract_diff.compare import compare
from tests.contract.diff.building import compared, document

PERSON: dict[str, Any] = {
    "type": "object",
    "properties": {"name": {"type": "string", "minLength": 1}, "age": {"type": "integer", "minimum": 0}},
    "required": ["name"],
}
TREE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "value": {"type": "integer"},
        "kids": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
    },
    "required": ["value"],
}
REFACTORS: dict[str, tuple[Any, Any]] = {
    "keys reordered": (
        PERSON,
        {"required": ["name"], "properties": dict(reversed(PERSON["properties"].items())), "type": "object"},
    ),
    "wrapped in allOf": (PERSON, {"allOf": [PERSON]}),
    "wrapped in anyOf": (PERSON, {"anyOf": [PERSON]}),
    "wrapped in oneOf": (PERSON, {"oneOf": [PERSON]}),
    "split by allOf": (
        PERSON,
        {"allOf": [{key: PERSON[key] for key in ("type", "required")}, {"properties": PERSON["properties"]}]},
    ),
    "extracted": (PERSON, {"$ref": "#/components/schemas/Person"}),
    "extracted twice": (PERSON, {"$ref": "#/components/schemas/Alias"}),
    "extracted beside words": (PERSON, {"$ref": "#/components/schemas/Person", "type": "object"}),
    "property extracted": (
        {"type": "object", "properties": {"p": PERSON}},
        {"type": "object", "properties": {"p": {"$ref": "#/components/schemas/Person"}}},
    ),
    "loop unrolled": ({"$ref": "#/components/schemas/Tree"}, TREE),
    "loop under another name": ({"$ref": "#/components/schemas/Tree"}, {"$ref": "#/components/schemas/Bush"}),
    "const and enum": ({"const": "a"}, {"enum": ["a"]}),
    "type beside an enum": ({"enum": ["a", "b"]}, {"type": "string", "enum": ["a", "b"]}),
    "null by type": ({"type": ["string", "null"]}, {"anyOf": [{"type": "string"}, {"type": "null"}]}),
    "null by oneOf": ({"type": ["string", "null"]}, {"oneOf": [{"type": "string"}, {"type": "null"}]}),
    "null by enum": ({"type": ["string", "null"]}, {"anyOf": [{"type": "string"}, {"enum": [None]}]}),
    "null in an enum": ({"enum": ["a", None]}, {"anyOf": [{"const": "a"}, {"type": "null"}]}),
    "null of a reference": (
        {"anyOf": [{"$ref": "#/components/schemas/Person"}, {"type": "null"}]},
        {**PERSON, "type": ["object", "null"]},
    ),
}
SCHEMAS = {
    "Person": PERSON,
    "Alias": {"$ref": "#/components/schemas/Person"},
    "Tree": TREE,
    "Bush": {
        "type": "object",
        "required": ["value"],
        "properties": {
            "kids": {"items": {"$ref": "#/components/schemas/Bush"}, "type": "array"},
            "value": {"type": "integer"},
        },
    },
}
# 3.0 on the left, 3.1 on the right
DIALECTS: dict[str, tuple[Any, Any]] = {
    "nullable": ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
    "nullable enum": (
        {"type": "string", "enum": ["a"], "nullable": True},
        {"anyOf": [{"enum": ["a"]}, {"type": "null"}]},
    ),
    "nullable enum with null": ({"type": "string", "enum": ["a", None], "nullable": True}, {"enum": ["a", None]}),
    "nullable object": ({**PERSON, "nullable": True}, {**PERSON, "type": ["object", "null"]}),
    "nullable reference": (
        {"nullable": True, "allOf": [{"$ref": "#/components/schemas/Person"}]},
        {"anyOf": [{"$ref": "#/components/schemas/Person"}, {"type": "null"}]},
    ),
    "nullable beside a reference": (
        {"nullable": True, "$ref": "#/components/schemas/Person"},
        {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Person"}]},
    ),
    "not nullable": ({"type": "string", "nullable": False}, {"type": "string"}),
    "exclusive minimum": (
        {"type": "number", "minimum": 1, "exclusiveMinimum": True},
        {"type": "number", "exclusiveMinimum": 1},
    ),
    "exclusive maximum": (
        {"type": "number", "maximum": 1, "exclusiveMaximum": True},
        {"type": "number", "exclusiveMaximum": 1},
    ),
    "exclusive off": ({"type": "number", "maximum": 1, "exclusiveMaximum": False}, {"type": "number", "maximum": 1}),
    "words beside a reference say nothing in 3.0": (
        {"$ref": "#/components/schemas/Person", "required": ["age"]},
        {"$ref": "#/components/schemas/Person"},
    ),
}


@pytest.mark.parametrize("name", REFACTORS)
@pytest.mark.parametrize("direction", ["request", "reply"])
def test_a_refactor_is_no_finding(name: str, direction: Any) -> None:
    for old, new in (REFACTORS[name], REFACTORS[name][::-1]):
        assert compared(old, new, direction, schemas=SCHEMAS).findings == ()
        wrapped = [{"type": "object", "properties": {"deep": {"type": "array", "items": one}}} for one in (old, new)]
        assert compared(wrapped[0], wrapped[1], direction, schemas=SCHEMAS).findings == ()


@pytest.mark.parametrize("name", DIALECTS)
@pytest.mark.parametrize("direction", ["request", "reply"])
def test_a_new_dialect_is_no_finding(name: str, direction: Any) -> None:
    old, new = (
        document(schema, cast("Any", direction), version, SCHEMAS)
        for schema, version in zip(DIALECTS[name], ("3.0.3", "3.1.0"), strict=True)
    )
    assert compare(old, new).findings == ()
    assert compare(new, old).findings == ()


def test_nullable_says_nothing_in_a_new_document() -> None:
    report = compared({"type": "string", "nullable": True}, {"type": "string"}, "request")
    assert [finding.cause for finding in report.findings] == ["nullable-changed"]
    assert report.verdict("strict") == report.verdict("practical") == "safe"


def test_words_beside_a_reference_count_in_a_new_document() -> None:
    old, new = DIALECTS["words beside a reference say nothing in 3.0"]
    report = compared(new, old, "request", schemas=SCHEMAS)
    assert [finding.cause for finding in report.findings] == ["property-made-required"]


@pytest.mark.parametrize(
    "schemas",
    [
        {"A": {"$ref": "#/components/schemas/A"}},
        {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}},
        {"A": {"allOf": [{"$ref": "#/components/schemas/A"}]}},
        {"A": {"anyOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}]}},
        {
            "A": {"not": {"$ref": "#/components/schemas/B"}},
            "B": {"properties": {"x": {"$ref": "#/components/schemas/A"}}},
        },
        {"A": {"type": "object", "properties": {"x": {"$ref": "#/components/schemas/A"}}, "required": ["x"]}},
    ],
)
def test_loops_end(schemas: Any) -> None:
    reference = {"$ref": "#/components/schemas/A"}
    for old, new in (
        (reference, {"type": "integer"}),
        ({"type": "integer"}, reference),
        (reference, {"type": "object"}),
    ):
        compared(old, new, "request", schemas=schemas)


def test_a_loop_that_no_value_ends_accepts_nothing() -> None:
    endless = {"A": {"type": "object", "properties": {"x": {"$ref": "#/components/schemas/A"}}, "required": ["x"]}}
    report = compared({"$ref": "#/components/schemas/A"}, {"type": "integer"}, "request", schemas=endless)
    assert report.verdict("strict") == "safe"


def test_a_change_inside_a_loop_is_told_once() -> None:
    narrower = {**TREE, "properties": {**TREE["properties"], "value": {"type": "integer", "maximum": 9}}}
    reference = {"$ref": "#/components/schemas/Tree"}
    old, new = (document(reference, "request", schemas={"Tree": tree}) for tree in (TREE, narrower))
    (finding,) = compare(old, new, policy="strict").findings
    assert (finding.cause, finding.pointer) == ("maximum-set", "/components/schemas/Tree/properties/value/maximum")
    assert finding.witness is not None
    assert finding.witness.body == {"value": 10}
