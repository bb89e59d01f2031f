"""The normal form: one spelling for each meaning, each repair named, and an end to whatever is thrown at it."""

from __future__ import annotations

import copy
import json
import random
import time
from typing import Any, ClassVar

import pytest
from jsonschema import Draft202012Validator

from scripts.documents.pointers import resolve
from scripts.documents.text import DocumentError
from scripts.pipeline import normal
from scripts.pipeline.algebra import Schema, joined, merged, tag, variants, walk
from scripts.pipeline.normal import Normaliser

STRING, WHOLE, NULL = {"type": "string"}, {"type": "integer", "minimum": 1}, {"type": "null"}
POINT = {"type": "object", "properties": {"x": {"type": "number"}}}
DOCUMENT: dict[str, Any] = {
    "components": {
        "schemas": {
            "Whole": {"type": "integer", "minimum": 1},
            "Point": POINT,
            "Tree": {"type": "object", "properties": {"child": {"$ref": "#/components/schemas/Tree"}}},
            "Alias": {"$ref": "#/components/schemas/Whole"},
        }
    }
}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def normalised(schema: Any, document: dict[str, Any] | None = None) -> tuple[Schema, list[str]]:
    found = Normaliser(lambda reference: resolve(document or DOCUMENT, reference))
    return found.schema(schema, "here"), found.repairs


# A normal form, and what is normalised to it without a repair.
SPELLINGS: dict[str, tuple[Schema, list[Any]]] = {
    "a type": (STRING, [STRING, {"type": ["string"]}, {"anyOf": [STRING]}, {"oneOf": [STRING]}, {"allOf": [STRING]}]),
    "a reference": (WHOLE, [ref("Whole"), ref("Alias"), {"allOf": [ref("Whole")]}, {"anyOf": [ref("Alias")]}]),
    "a constant": (
        {"type": "string", "enum": ["a"]},
        [{"const": "a"}, {"enum": ["a"]}, {"type": "string", "const": "a"}, {"anyOf": [{"const": "a"}]}],
    ),
    "some values": (
        {"type": "string", "enum": ["a", "b"]},
        [{"enum": ["a", "b"]}, {"anyOf": [{"const": "a"}, {"const": "b"}]}, {"oneOf": [{"enum": ["a"]}, {"const": "b"}]}],
    ),
    "an open set": (
        {"anyOf": [STRING, {"type": "string", "enum": ["a"]}]},
        [{"anyOf": [STRING, {"enum": ["a"]}]}, {"oneOf": [{"const": "a"}, STRING]}, {**STRING, "anyOf": [STRING, {"enum": ["a"]}]}],
    ),
    "null beside a type": (
        {"type": ["string", "null"]},
        [
            {"type": ["null", "string"]},
            {"type": "string", "nullable": True},
            {"anyOf": [STRING, NULL]},
            {"oneOf": [NULL, STRING]},
            {"anyOf": [{"type": "string", "nullable": True}]},
            {"anyOf": [{"anyOf": [NULL]}, {"allOf": [STRING]}]},
        ],
    ),
    "null beside values": (
        {"type": ["string", "null"], "enum": ["a", None]},
        [
            {"enum": ["a", None]},
            {"type": ["string", "null"], "enum": ["a", None]},
            {"type": "string", "enum": ["a"], "nullable": True},
            {"type": "string", "enum": ["a", None], "nullable": True},
            {"anyOf": [{"const": "a"}, {"const": None}]},
        ],
    ),
    "null beside a reference": (
        {"type": ["integer", "null"], "minimum": 1},
        [{**ref("Whole"), "nullable": True}, {"anyOf": [ref("Whole"), NULL]}, {"oneOf": [NULL, ref("Alias")]}],
    ),
    "a union": (
        {"anyOf": [STRING, {"type": "boolean"}, NULL]},
        [
            {"type": ["string", "boolean", "null"]},
            {"anyOf": [STRING, {"type": "boolean"}, NULL]},
            {"oneOf": [NULL, {"anyOf": [STRING, {"type": "boolean"}]}]},
            {"anyOf": [STRING, STRING, {"type": ["boolean", "null"]}]},
            {"anyOf": [STRING, {"type": "boolean"}], "nullable": True},
        ],
    ),
    "an object": (
        {"type": "object", "properties": {"x": {"type": "number"}, "y": STRING}, "required": ["y"]},
        [
            {"properties": {"x": {"type": "number"}, "y": STRING}, "required": ["y"]},
            {"allOf": [ref("Point"), {"properties": {"y": STRING}, "required": ["y"]}]},
            {"allOf": [ref("Point"), {"required": ["y"]}], "properties": {"y": STRING}},
            {**ref("Point"), "properties": {"y": STRING}, "required": ["y"]},
            {"allOf": [{"allOf": [ref("Point")]}, {"allOf": [{"properties": {"y": STRING}}, {"required": ["y", "y"]}]}]},
            {"type": "object", "properties": {"x": {"type": "number"}, "y": STRING}, "required": ["y"],
             "additionalProperties": True, "x-note": 1, "example": {}, "format": "any"},
        ],
    ),
    "an object that may be null": (
        {"type": ["object", "null"], "properties": {"x": {"type": "number"}}},
        [{**ref("Point"), "nullable": True}, {"anyOf": [ref("Point"), NULL]}, {**POINT, "type": ["object", "null"]}],
    ),
    "a list": ({"type": "array", "items": WHOLE}, [{"items": ref("Whole")}, {"type": ["array"], "items": ref("Alias")}]),
    "bounds": (
        {"type": "number", "exclusiveMinimum": 0, "maximum": 2},
        [
            {"type": "number", "exclusiveMinimum": 0, "maximum": 2},
            {"type": "number", "minimum": 0, "exclusiveMinimum": True, "maximum": 2, "exclusiveMaximum": False},
            {"allOf": [{"type": "number", "exclusiveMinimum": 0, "maximum": 3}, {"type": "number", "maximum": 2}]},
        ],
    ),
    "anything": ({}, [{}, True, {"format": "any"}, {"x-note": 1}]),
    "nothing": ({"enum": []}, [False]),
    "kinds": (
        {"anyOf": [
            {"type": "object", "properties": {"kind": {"type": "string", "enum": ["a"]}}, "required": ["kind"]},
            {"type": "object", "properties": {"kind": {"type": "string", "enum": ["b"]}, "n": {"type": "number"}}},
        ]},
        [
            {"oneOf": [
                {"properties": {"kind": {"const": "a"}}, "required": ["kind"]},
                {"properties": {"kind": {"const": "b"}, "n": {"type": "number"}}},
            ], "discriminator": {"propertyName": "kind"}},
            {"type": "object", "anyOf": [
                {"properties": {"kind": {"enum": ["a"]}}, "required": ["kind"]},
                {"properties": {"kind": {"enum": ["b"]}, "n": {"type": "number"}}},
            ]},
        ],
    ),
}  # fmt: skip
ONE_OF_EACH = [(name, number) for name, (_, spellings) in SPELLINGS.items() for number in range(len(spellings))]


@pytest.mark.parametrize(("name", "number"), ONE_OF_EACH, ids=[f"{name} {number}" for name, number in ONE_OF_EACH])
def test_each_spelling_gives_the_one_normal_form(name: str, number: int) -> None:
    form, spellings = SPELLINGS[name]
    assert normalised(spellings[number]) == (form, [])


@pytest.mark.parametrize("name", SPELLINGS)
def test_the_normal_form_is_its_own(name: str) -> None:
    form = SPELLINGS[name][0]
    if form != {"enum": []}:  # "nothing" is said as a boolean
        assert normalised(form) == (form, [])


def test_what_a_caller_reads_is_kept_with_its_schema() -> None:
    notes = {"description": "ours", "title": "Name", "deprecated": True, "x-parameter": "p"}
    assert normalised({"type": "integer", "default": 2, **notes}) == ({"type": "integer", "default": 2, **notes}, [])
    assert normalised({"type": ["integer", "null"], "default": 2, **notes})[0] == {
        "type": ["integer", "null"], "default": 2, **notes,
    }  # fmt: skip
    assert normalised({**ref("Whole"), **notes}) == ({**WHOLE, **notes}, [])


# What is malformed, how it is read, and how the repair is told.
REPAIRS: dict[str, tuple[Any, Schema, str]] = {
    "a format in place of a type": ({"type": "int64"}, {"type": "integer"}, "here: 'int64' is no type; integer is taken"),
    "a type of another language": ({"type": ["str", "null"]}, {"type": ["string", "null"]}, "here: 'str' is no type; string is taken"),
    "no type at all": ({"type": "thing"}, {}, "here: 'thing' is no type; it is left out"),
    "a value twice": ({"enum": ["a", "b", "a"]}, {"type": "string", "enum": ["a", "b"]}, "here: its enum has a value twice"),
    "an enum beside a const": ({"const": "a", "enum": ["a", "b"]}, {"type": "string", "enum": ["a"]}, "here: has an enum beside a const; the const is taken"),
    "an enum that is a value": ({"enum": "a"}, {"type": "string", "enum": ["a"]}, "here: its enum isn't a list"),
    "a default of another type": ({"type": "integer", "default": "x"}, {"type": "integer"}, "here: its default isn't one of its values; it is left out"),
    "a default out of its bounds": ({"type": "integer", "maximum": 1, "default": 2}, {"type": "integer", "maximum": 1}, "here: its default isn't one of its values; it is left out"),
    "a default that is none of the values": ({"enum": ["a"], "default": "b"}, {"type": "string", "enum": ["a"]}, "here: its default isn't one of its values; it is left out"),
    "a default of null": ({"type": "string", "default": None}, {"type": ["string", "null"]}, "here: its default is null, so null is taken"),
    "a name without a property": ({"properties": {"a": STRING}, "required": ["a", "b"]}, {"type": "object", "properties": {"a": STRING}, "required": ["a"]}, "here: requires 'b', which isn't one of its properties; the demand is left out"),
    "a required that is no list": ({"properties": {"a": STRING}, "required": True}, {"type": "object", "properties": {"a": STRING}}, "here: its required isn't a list of names; it is left out"),
    "properties that are a list": ({"properties": ["a"]}, {"type": "object"}, "here: its properties aren't a mapping; they are left out"),
    "an anyOf that is no list": ({"type": "string", "anyOf": {"type": "string"}}, STRING, "here: anyOf isn't a list; it is left out"),
    "a schema that is text": ({"properties": {"a": "string"}}, {"type": "object", "properties": {"a": {}}}, "here.a: isn't a schema; anything is taken there"),
    "a variant that leads nowhere": ({"anyOf": [STRING, ref("Gone")]}, STRING, "here: a variant is left out: "),
    "a bound that is no number": ({"type": "integer", "minimum": "1", "maximum": 3, "default": 2}, {"type": "integer", "maximum": 3, "default": 2}, "here: its minimum isn't a number; it is left out"),
    "a pattern that is no text": ({"type": "string", "pattern": 5}, STRING, "here: its pattern isn't text; it is left out"),
}  # fmt: skip


@pytest.mark.parametrize("name", REPAIRS)
def test_what_is_malformed_is_repaired_by_name(name: str) -> None:
    schema, form, line = REPAIRS[name]
    found, repairs = normalised(schema)
    assert found == form
    assert len(repairs) == 1
    assert repairs[0].startswith(line)


def test_a_repair_is_named_by_its_place_and_once() -> None:
    schema = {"properties": {"a": {"items": {"additionalProperties": {"type": "int"}}}}}
    both = {"anyOf": [schema, copy.deepcopy(schema)]}
    assert normalised(both)[1] == ["here.a[].*: 'int' is no type; integer is taken"]


class TestWhatCannotBeRead:
    @pytest.mark.parametrize("schema", [ref("Gone"), {"properties": {"a": ref("Gone")}}, {"anyOf": [ref("Gone")]}])
    def test_a_reference_to_nothing_is_named_by_its_place(self, schema: Any) -> None:
        with pytest.raises(DocumentError, match=r"^here(\.a)?: "):
            normalised(schema)

    def test_a_schema_that_contains_itself_is_open_from_its_second_turn(self) -> None:
        tree = normalised(ref("Tree"))[0]
        assert tree == {"type": "object", "properties": {"child": {}}}

    def test_one_that_is_only_itself_takes_anything(self) -> None:
        document = {"components": {"schemas": {"A": ref("B"), "B": {"allOf": [ref("A")]}}}}
        assert normalised(ref("A"), document) == ({}, [])

    def test_references_that_double_each_time_are_stopped(self) -> None:
        schemas: dict[str, Any] = {"S0": STRING}
        for number in range(1, 40):
            inner = ref(f"S{number - 1}")
            schemas[f"S{number}"] = {"properties": {"a": inner, "b": inner}}
        started = time.process_time()
        with pytest.raises(DocumentError, match="has more than 50,000 schemas"):
            normalised(ref("S39"), {"components": {"schemas": schemas}})
        assert time.process_time() - started < 60

    def test_unions_that_multiply_each_other_are_stopped(self) -> None:
        unions = [
            {"anyOf": [{"type": "object", "properties": {f"{m}_{n}": {"type": "number"}}} for n in range(12)]}
            for m in range(12)
        ]
        with pytest.raises(DocumentError, match="more than 2,000 variants"):
            normalised({"allOf": unions})

    def test_references_that_nest_without_end_are_stopped(self) -> None:
        schemas = {f"S{n}": {"properties": {"a": ref(f"S{n + 1}")}} for n in range(2_000)}
        with pytest.raises(DocumentError, match="deeper than 150 levels"):
            normalised(ref("S0"), {"components": {"schemas": {**schemas, "S2000": STRING}}})


class TestOneWay:
    """What a request can't have is left out of it, and what a reply can't have out of that."""

    OWN: ClassVar[dict[str, Any]] = {
        "a": STRING,
        "id": {**STRING, "readOnly": True},
        "key": {"$ref": "#/k", "writeOnly": True},
    }

    def normalised(self, other_way: str, **more: Any) -> tuple[Schema, list[str]]:
        found = Normaliser(lambda _: STRING, other_way)
        return found.schema({"properties": self.OWN, "required": ["a", "id", "key"], **more}, "here"), found.repairs

    def test_of_a_request(self) -> None:
        found, told = self.normalised("readOnly")
        assert found == {"type": "object", "properties": {"a": STRING, "key": STRING}, "required": ["a", "key"]}
        assert told == ["here.id: is readOnly, so only a reply has it"]

    def test_of_a_reply(self) -> None:
        found, told = self.normalised("writeOnly")
        assert found == {"type": "object", "properties": {"a": STRING, "id": STRING}, "required": ["a", "id"]}
        assert told == ["here.key: is writeOnly, so only a request has it"]

    @pytest.mark.parametrize(
        "said",
        [
            {"anyOf": [{**STRING, "readOnly": True}, NULL]},
            {"allOf": [STRING, {"readOnly": True}]},
            {"type": ["string", "null"], "readOnly": True},
            {"$ref": "#/k", "readOnly": True},
        ],
    )
    def test_however_it_is_said(self, said: Any) -> None:
        normaliser = Normaliser(lambda _: STRING, "readOnly")
        assert normaliser.schema({"type": "object", "properties": {"x": said}}, "here") == {"type": "object"}

    @pytest.mark.parametrize(
        "said", [{**STRING, "readOnly": False}, {"anyOf": [{"const": 1, "readOnly": True}, STRING]}]
    )
    def test_what_may_be_sent_stays(self, said: Any) -> None:
        normaliser = Normaliser(lambda _: STRING, "readOnly")
        assert "x" in normaliser.schema({"properties": {"x": said}}, "here")["properties"]


class TestDiscriminators:
    SCHEMAS: ClassVar[dict[str, Any]] = {
        name: {"type": "object", "properties": {"type": {"type": "string"}, name: STRING}} for name in "AB"
    }

    def kinds(self, mapping: dict[str, str]) -> list[Any]:
        union = {"oneOf": [ref("A"), ref("B")], "discriminator": {"propertyName": "type", "mapping": mapping}}
        found, repairs = normalised(union, {"components": {"schemas": self.SCHEMAS}})
        assert repairs == []
        return [tag(branch) for branch in found["anyOf"]]

    def test_a_mapping_tells_variants_apart(self) -> None:
        assert self.kinds({"a": "#/components/schemas/A", "b": "B"}) == [("type", "a"), ("type", "b")]

    def test_one_that_leads_elsewhere_tells_nothing(self) -> None:
        assert self.kinds({"a": "#/components/schemas/C", "b": "B"}) == [None, ("type", "b")]


JUNK: list[Any] = [None, 0, -1.5, "", "text", True, [], {}, [[]], [{}], [5], {"$ref": "#/gone"}, {"": {}}]
WHOLE_BODY: dict[str, Any] = {
    "type": "object",
    "required": ["a"],
    "additionalProperties": {"type": "string"},
    "properties": {
        "a": {"type": "integer", "minimum": 1, "maximum": 9, "default": 2, "exclusiveMinimum": 0},
        "b": {"anyOf": [{"const": "x"}, {"type": ["string", "null"], "minLength": 1, "pattern": "^a"}]},
        "c": {"type": "array", "items": {"oneOf": [ref("Point"), {"enum": [1, "1"]}]}, "minItems": 1, "uniqueItems": True},
        "d": {"allOf": [ref("Point"), {"properties": {"x": {"maximum": 2}}, "required": ["x"]}], "nullable": True},
    },
}  # fmt: skip


def places(node: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [way, *(place for key, child in children for place in places(child, (*way, key)))]


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_nonsense_anywhere_is_read_or_refused_and_what_is_read_is_a_schema(junk: Any) -> None:
    read = 0
    for way in places(WHOLE_BODY)[1:]:
        body = copy.deepcopy(WHOLE_BODY)
        place: Any = body
        for step in way[:-1]:
            place = place[step]
        place[way[-1]] = copy.deepcopy(junk)
        try:
            found, _ = normalised(body)
        except DocumentError:
            continue
        read += 1
        Draft202012Validator.check_schema(found)
        json.dumps(found, allow_nan=False)
    assert read > 20


def schema_of(chance: random.Random, depth: int = 3) -> Any:
    """A schema as a document might say it."""
    makers: list[Any] = [
        lambda: {"type": chance.choice(["string", "boolean"])},
        lambda: {
            "type": chance.choice(["integer", "number"]),
            chance.choice(BOUNDS): chance.choice([0, 1]),
            "maximum": 2,
        },
        lambda: {"const": chance.choice(VALUES)},
        lambda: {"enum": chance.sample(["a", "b", 1, None], 2)},
        lambda: ref(chance.choice(["Whole", "Point"])),
    ]
    if depth:
        makers += [
            lambda: {
                "type": "object",
                "properties": {name: schema_of(chance, depth - 1) for name in ("a", "b")},
                **chance.choice(CLOSED),
            },
            lambda: {"type": "array", "items": schema_of(chance, depth - 1), **chance.choice([{}, {"minItems": 1}])},
            lambda: {"anyOf": [schema_of(chance, depth - 1) for _ in range(chance.choice([1, 2, 3]))]},
        ]
    found = chance.choice(makers)()
    wraps = [found] * 8 + [{"allOf": [found]}, {"anyOf": [found, {"type": "null"}]}]
    return chance.choice(wraps)


BOUNDS = ["minimum", "exclusiveMinimum"]
CLOSED: list[dict[str, Any]] = [{}, {"required": ["b"]}, {"additionalProperties": False}]
VALUES: list[Any] = [
    None,
    True,
    0,
    1,
    1.5,
    2,
    3,
    "",
    "a",
    "b",
    [],
    [1],
    ["a", None],
    {},
    {"x": 1},
    {"a": 1},
    {"a": "a", "b": 1},
]
BODIES = [*VALUES, *({"a": one, "b": two} for one in VALUES for two in ("a", 1)), *([value] for value in VALUES)]


@pytest.mark.parametrize("seed", range(20))
def test_it_takes_what_the_schema_takes(seed: int) -> None:
    chance = random.Random(seed)
    verdicts = set()
    for _ in range(60):
        schema = schema_of(chance)
        found, repairs = normalised(schema)
        assert repairs == []
        assert normalised(found) == (found, []), schema
        published = Draft202012Validator({**schema, "components": DOCUMENT["components"]} if "$ref" not in schema else {"components": DOCUMENT["components"], "allOf": [schema]})  # fmt: skip
        ours = Draft202012Validator(found)
        for body in BODIES:
            verdict = published.is_valid(body)
            verdicts.add(verdict)
            assert ours.is_valid(body) == verdict, (schema, found, body)
    assert verdicts == {True, False}


def test_parts_of_the_form_are_found() -> None:
    form = normalised(WHOLE_BODY)[0]
    assert sum(1 for _ in walk(form)) == 15
    assert [branch.get("type") for branch in variants(form["properties"]["d"])] == ["object", "null"]
    assert tag({"properties": {"a": {"enum": ["x"]}, "type": {"enum": ["y"]}}}) == ("type", "y")
    assert tag({"properties": {"a": {"enum": ["x"]}}}) == ("a", "x")
    assert tag({"properties": {"a": {"enum": [1]}, "b": {"enum": ["x", "y"]}}}) is None
    assert joined([NULL, {"type": "null"}]) == NULL
    assert merged({"type": "integer"}, {"type": "number", "minimum": 1}) == {"type": "integer", "minimum": 1}


def test_the_limit_is_far_above_what_is_published() -> None:
    assert normal.MAX_NODES == 50_000
