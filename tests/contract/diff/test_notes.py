"""What validators ignore is found wherever it stands: in each description, at any depth, under any spelling."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.diff.building import compared

S = {"type": "string"}


def thing(**properties: Any) -> Any:
    """An object."""
    return {"type": "object", "properties": properties}


def twice(part: Any) -> Any:
    """An object of which two parts describe one property."""
    return {"allOf": [thing(p=S), thing(p=part)]}


def nested(depth: int, innermost: Any) -> Any:
    """Objects in objects."""
    for _ in range(depth):
        innermost = thing(p=innermost)
    return innermost


def content(schema: Any) -> Any:
    """A text with something in it."""
    return {**S, "contentMediaType": "application/json", "contentSchema": schema}


PAIRS: dict[str, tuple[Any, Any, str]] = {
    "format in a second description": (twice({"format": "date"}), twice({"format": "uuid"}), "format-changed"),
    "default in a second description": (twice({"default": "a"}), twice({"default": "b"}), "default-changed"),
    "mark in a second description": (twice({}), twice({"deprecated": True}), "deprecation-changed"),
    "second of two formats": (
        {"allOf": [{**S, "format": "a"}, {"format": "b"}]}, {"allOf": [{**S, "format": "a"}, {"format": "c"}]}, "format-changed",
    ),
    "unknown keyword in a second description": ({"allOf": [{"w": 1}, {"w": 2}]}, {"allOf": [{"w": 1}, {"w": 3}]}, "not-compared"),
    "size of a number on a text": ({**S, "format": "int64"}, {**S, "format": "uuid"}, "format-changed"),
    "size of a number on a text, gone": ({**S, "format": "double"}, S, "format-changed"),
    "size of a number for another format": ({"type": "integer"}, {"type": "integer", "format": "time"}, "format-changed"),
    "deep inside": (nested(60, {**S, "default": "a"}), nested(60, {**S, "default": "b"}), "default-changed"),
    "of items that may be anything": ({"type": "array"}, {"type": "array", "items": {"format": "uuid"}}, "format-changed"),
    "of keys that may be anything": (thing(), {**thing(), "additionalProperties": {"format": "uuid"}}, "format-changed"),
    "of a property that may be anything": (thing(), thing(p={"format": "uuid"}), "format-changed"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_a_note_is_found_wherever_it_stands(name: str) -> None:
    old, new, cause = PAIRS[name]
    for sides in ((old, new), (new, old)):
        assert {finding.cause for finding in compared(*sides, "request").findings} == {cause}
        assert not compared(sides[0], sides[0], "request").findings


def test_what_the_schema_of_a_text_refers_to_is_compared() -> None:
    text = content({"$ref": "#/components/schemas/C"})
    sides = [content(schema) for schema in (S, {"type": "integer"}, {**S, "title": "t"})]
    assert [finding.cause for finding in compared(sides[0], sides[1], "request").findings] == ["content-changed"]
    assert compared(sides[0], sides[2], "request").findings == ()
    assert compared(text, sides[1], "request", schemas={"C": S}).findings


def test_of_two_ways_to_a_schema_the_shorter_one_is_told() -> None:
    schemas = {"P": thing(q={"$ref": "#/components/schemas/Q"}), "Q": thing(v={**S, "default": "a"})}
    body = thing(long=nested(5, {"$ref": "#/components/schemas/P"}), short={"$ref": "#/components/schemas/Q"})
    other = {**body, "properties": {**body["properties"], "short": thing(v={**S, "default": "b"})}}
    report = compared(body, other, "request", schemas=schemas)
    assert [finding.steps for finding in report.findings] == [("short", "v")]
