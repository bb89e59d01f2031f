"""Joining revisions and endpoints: what was once there stays, what either takes is taken."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from scripts.pipeline.algebra import Schema
from scripts.pipeline.union import keep, widen

STRING: Schema = {"type": "string"}


def an_object(required: list[str] | None = None, **properties: Any) -> Schema:
    return {"type": "object", "properties": properties, **({"required": required} if required else {})}


def values(*known: Any) -> Schema:
    return {"type": "string", "enum": [*known]}


def kind(name: str, required: tuple[str, ...] = ("type",), **properties: Any) -> Schema:
    return an_object([*required], type=values(name), **properties)


def either(*branches: Schema) -> Schema:
    return {"anyOf": [*branches]}


SERVER, SEMANTIC = kind("server", level={"type": "number"}), kind("semantic", pace=values("low"))
# The newer schema, the older one, what is kept of both, and how it is told.
KEPT: dict[str, tuple[Schema, Schema, Schema, list[str]]] = {
    "what a demanded constant meant": (
        an_object(["a"], a=values("x", "y")),
        an_object(["a"], a=values("x")),
        an_object(["a"], a={**values("x", "y"), "default": "x"}),
        [],
    ),
    "no default where there is one, none is demanded, or it is no value any more": (
        an_object(["a", "c"], a={**values("x", "y"), "default": "y"}, b=values("x", "y"), c={"type": "integer"}),
        an_object(["a", "b", "c"], a=values("x"), b=values("x"), c={"type": "number", "default": 0.5}),
        an_object(["a", "c"], a={**values("x", "y"), "default": "y"}, b=values("x", "y"), c={"type": "integer"}),
        [],
    ),
    "the same": (SERVER, SERVER, SERVER, []),
    "a property": (
        an_object(a=STRING),
        an_object(a=STRING, b={"type": "integer"}),
        an_object(a=STRING, b={"type": "integer"}),
        ["here.b: a whole number"],
    ),
    "a property inside": (
        an_object(a=an_object(x=STRING)),
        an_object(a=an_object(y=STRING)),
        an_object(a=an_object(x=STRING, y=STRING)),
        ["here.a.y: a string"],
    ),
    "a property of a list's items": (
        {"type": "array", "items": an_object(x=STRING)},
        {"type": "array", "items": an_object(y=STRING)},
        {"type": "array", "items": an_object(x=STRING, y=STRING)},
        ["here[].y: a string"],
    ),
    "a value": (values("b", "c"), values("a", "b"), values("b", "c", "a"), ["here: the value 'a'"]),
    "the only value": (values("b"), values("a"), values("b", "a"), ["here: the value 'a'"]),
    "a value of an open set": (
        either(STRING, values("b")),
        either(STRING, values("a")),
        either(STRING, values("b", "a")),
        ["here: the value 'a'"],
    ),
    "a kind": (
        either(SERVER, kind("new")),
        either(SERVER, SEMANTIC),
        either(SERVER, kind("new"), SEMANTIC),
        ["here: the kind 'semantic', an object with type, pace"],
    ),
    "the only kind": (
        kind("new"),
        kind("old"),
        either(kind("new"), kind("old")),
        ["here: the kind 'old', an object with type"],
    ),
    "a property of a kind": (
        either(SERVER, kind("semantic")),
        either(SERVER, SEMANTIC),
        either(SERVER, kind("semantic", pace=values("low"))),
        ["here.pace: low"],
    ),
    "kinds that became one object": (
        an_object(type={**values("server", "semantic"), "default": "server"}, level={"type": "number"}, pace=STRING, new=STRING),
        either(SERVER, SEMANTIC),
        either(
            an_object(type={**values("server"), "default": "server"}, level={"type": "number"}, new=STRING),
            an_object(["type"], type=values("semantic"), pace=STRING, new=STRING),
        ),
        [],
    ),
    "a constant that became a choice": (
        an_object(anchor=values("created", "used"), seconds={"type": "integer"}),
        an_object(anchor=values("created"), seconds={"type": "integer"}, life={"type": "integer"}),
        an_object(anchor=values("created", "used"), seconds={"type": "integer"}, life={"type": "integer"}),
        ["here.life: a whole number"],
    ),
    "what is newer is as the newer says": (
        {"type": "integer", "minimum": 5},
        {"type": "integer", "minimum": 1, "maximum": 9},
        {"type": "integer", "minimum": 5},
        [],
    ),
    "another type replaces": (STRING, {"type": "integer"}, STRING, []),
    "a demand of the newer stays": (
        an_object(["a"], a=STRING),
        an_object(a=STRING, b=STRING),
        an_object(["a"], a=STRING, b=STRING),
        ["here.b: a string"],
    ),
    "a demand of the older goes": (an_object(a=STRING), an_object(["a"], a=STRING), an_object(a=STRING), []),
    "our words stay": (
        {**an_object(a=STRING), "description": "ours", "title": "Name"},
        an_object(b=STRING),
        {**an_object(a=STRING, b=STRING), "description": "ours", "title": "Name"},
        ["here.b: a string"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KEPT)
def test_what_is_kept(name: str) -> None:
    new, old, whole, told = KEPT[name]
    kept: list[str] = []
    assert keep(new, old, "here", kept) == whole
    assert kept == told
    again: list[str] = []
    assert keep(whole, old, "here", again) == whole
    assert again == []


# Two schemas, and the one that takes what either takes.
WIDE: dict[str, tuple[Schema, Schema, Schema]] = {
    "values": (values("a"), values("b"), values("a", "b")),
    "an open set": (either(STRING, values("a")), values("b"), either(STRING, values("a", "b"))),
    "bounds": (
        {"type": "number", "minimum": 1, "maximum": 5},
        {"type": "number", "minimum": 0, "maximum": 4},
        {"type": "number", "minimum": 0, "maximum": 5},
    ),
    "a bound that one lacks": ({"type": "number", "minimum": 1}, {"type": "number"}, {"type": "number"}),
    "a null that one lacks": ({"type": ["string", "null"]}, STRING, {"type": ["string", "null"]}),
    "types": (STRING, {"type": "integer"}, either(STRING, {"type": "integer"})),
    "properties": (an_object(["a"], a=STRING), an_object(["a", "b"], a=STRING, b=STRING), an_object(["a"], a=STRING, b=STRING)),
    "kinds": (either(SERVER, SEMANTIC), SERVER, either(SERVER, SEMANTIC)),
    "the first's words": (
        {**STRING, "description": "one", "title": "One"},
        {**STRING, "description": "two", "default": "x"},
        {**STRING, "description": "one", "title": "One", "default": "x"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WIDE)
def test_what_takes_either(name: str) -> None:
    one, two, whole = WIDE[name]
    assert widen(one, two) == whole
    assert widen(whole, two) == whole


BODIES: list[Any] = [
    *[None, 0, 1, 4.5, 5, 6, "a", "b", "c", {}, [], [{"x": "a"}], [{"y": "a"}], [{"y": 1}]],
    *[{"a": "a"}, {"b": 1}, {"a": {"x": "a", "y": "b"}}, {"type": "server", "level": 1}, {"type": "semantic"}],
    *[{"type": "semantic", "pace": "low"}, {"type": "new"}, {"type": "old"}, {"anchor": "used"}, {"a": "a", "b": "b"}],
]


@pytest.mark.parametrize("name", WIDE)
def test_it_takes_every_body_that_either_takes(name: str) -> None:
    one, two, _ = WIDE[name]
    takes = [Draft202012Validator(schema).is_valid for schema in (one, two, widen(one, two))]
    seen = 0
    for body in BODIES:
        if takes[0](body) or takes[1](body):
            seen += 1
            assert takes[2](body), body
    assert seen


def closed(schema: Any) -> Any:
    """The same as the service takes it: without properties that it doesn't know."""
    if isinstance(schema, dict):
        inner = {name: closed(value) for name, value in schema.items()}
        return {**inner, "additionalProperties": False} if schema.get("type") == "object" else inner
    return [closed(item) for item in schema] if isinstance(schema, list) else schema


PAIRS = [*itertools.permutations(list(KEPT), 2)]


@pytest.mark.parametrize(("newer", "older"), PAIRS)
def test_whatever_is_joined_takes_what_was_taken(newer: str, older: str) -> None:
    one, two = closed(KEPT[newer][0]), closed(KEPT[older][0])
    whole, wide = (Draft202012Validator(schema) for schema in (keep(one, two, "here", []), widen(one, two)))
    takes = [Draft202012Validator(schema).is_valid for schema in (one, two)]
    for body in BODIES:
        if takes[0](body):
            assert whole.is_valid(body), body
        if takes[0](body) or takes[1](body):
            assert wide.is_valid(body), body
