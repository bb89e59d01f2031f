"""A break is less than a break only where the broken place itself is a key that the document doesn't name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.diff.building import compared

S, I, O = {"type": "string"}, {"type": "integer"}, {"type": "object"}  # noqa: E741


def obj(properties: Any, *required: str, **more: Any) -> Any:
    """An object schema."""
    return {"type": "object", "properties": properties, **({"required": list(required)} if required else {}), **more}


OVERLAPPING = {"oneOf": [obj({"x": S}), obj({"x": S, "y": I})]}
# what fills the rest of a body, and makes one with documented keys only hard to find or impossible
ELSEWHERE: dict[str, Any] = {
    "an overlapping oneOf": obj({"rest": OVERLAPPING}, "rest"),
    "a required name without a property": obj({"rest": S}, "rest", "ghost"),
    "a required name deep inside": obj({"rest": obj({}, "ghost", additionalProperties=True)}, "rest"),
    "a pattern that one engine refuses": obj({"rest": {"type": "string", "pattern": "^\\p{L}+$"}}, "rest"),
    "a pattern with a look-ahead": obj({"rest": {"type": "string", "pattern": "^(?=a)a$"}}, "rest"),
    "a pattern of the keys": obj({"rest": {"type": "object", "patternProperties": {"^\\p{L}+$": S}}}, "rest"),
    "a closed object": obj({"rest": obj({"x": S}, "x", additionalProperties=False)}, "rest"),
    "nothing": obj({}),
}
BREAKS: dict[str, tuple[Any, Any]] = {
    "type": (S, I),
    "bound": ({"type": "integer", "maximum": 9}, {"type": "integer", "maximum": 5}),
    "value": ({"enum": ["a", "b"]}, {"enum": ["a"]}),
    "deep": (obj({"deep": S}), obj({"deep": I})),
    "required inside": (obj({"deep": S}), obj({"deep": S}, "deep")),
}


def beside(rest: Any, schema: Any) -> Any:
    """The rest of a body, with a documented property beside it."""
    return {**rest, "properties": {**rest["properties"], "p": schema}}


@pytest.mark.parametrize("kind", BREAKS)
@pytest.mark.parametrize("rest", ELSEWHERE)
def test_a_break_of_a_documented_property_is_one_whatever_fills_the_rest(rest: str, kind: str) -> None:
    old, new = (beside(ELSEWHERE[rest], schema) for schema in BREAKS[kind])
    report = compared(old, new, "request")
    assert [report.verdict(policy) for policy in ("strict", "practical")] == ["breaking", "breaking"], report.findings


DEMOTED: dict[str, tuple[Any, Any]] = {
    "a new property of an open object": (obj({"a": S}), obj({"a": S, "b": I})),
    "beside an overlapping oneOf": (obj({"a": S, "r": OVERLAPPING}, "r"), obj({"a": S, "b": I, "r": OVERLAPPING}, "r")),
    "closed": (obj({"a": S}), obj({"a": S}, additionalProperties=False)),
    "fewer keys than nobody documents": (obj({"a": S}), obj({"a": S}, maxProperties=1)),
    "names that nobody documents": (obj({"a": S}), obj({"a": S}, propertyNames={"maxLength": 3})),
    "a pattern of keys that nobody documents": (obj({"a": S}), obj({"a": S}, patternProperties={"^x-": I})),
}
KEPT: dict[str, tuple[Any, Any]] = {
    "a required name that no property describes": (obj({"a": S}, "z"), obj({"a": S}, "z", additionalProperties=False)),
    "an object that says nothing of its keys": (O, obj({"b": I})),
    "an object that is open in so many words": (obj({"a": S}, additionalProperties=True), obj({"a": S, "b": I})),
    "fewer keys than documented": (obj({"a": S, "b": S}), obj({"a": S, "b": S}, maxProperties=1)),
    "names that a documented one doesn't have": (obj({"long": S}), obj({"long": S}, propertyNames={"maxLength": 3})),
    "a pattern of documented keys": (obj({"x-a": S}), obj({"x-a": S}, patternProperties={"^x-": I})),
    "a dependency of documented keys": (obj({"a": S, "b": S}), obj({"a": S, "b": S}, dependentRequired={"a": ["b"]})),
}


@pytest.mark.parametrize("name", [*DEMOTED, *KEPT])
def test_where_the_broken_place_is_a_key_that_nobody_named(name: str) -> None:
    old, new = {**DEMOTED, **KEPT}[name]
    report = compared(old, new, "request")
    assert report.verdict("strict") == "breaking"
    assert report.verdict("practical") == ("safe" if name in DEMOTED else "breaking"), report.findings


MALFORMED: dict[str, Any] = {
    "description without text": {"description": None},
    "title that is a number": {"title": 5},
    "examples that are a mapping": {"examples": {}},
    "deprecated in words": {"deprecated": "yes"},
    "readOnly in words": {"readOnly": "no"},
    "format that is a list": {"format": []},
    "a negative least length": {"minLength": -1},
    "a negative least count": {"minItems": -3},
    "an empty oneOf": {"oneOf": []},
    "an empty anyOf": {"anyOf": []},
    "an empty allOf": {"allOf": []},
    "a step of nought": {"multipleOf": 0},
    "required as in an older draft": {"required": True},
    "a length in words": {"maxLength": "5"},
    "a bound in words": {"maximum": "5"},
    "values that are no list": {"enum": "a"},
    "a pattern that no engine takes": {"pattern": "(?<x>a)\\k<x>|["},
    "another dialect": {"$schema": 5, "$vocabulary": 5, "$id": 5, "$anchor": 5},
    "an unknown keyword": {"discriminator": 5, "xml": "x", "x-a": {"$ref": "#/nowhere"}},
}


@pytest.mark.parametrize("name", MALFORMED)
def test_nothing_malformed_decides_a_verdict(name: str) -> None:
    odd = MALFORMED[name]
    other = obj(
        {"p": S, "q": {**I, **odd}, **({} if "pattern" in odd else {"r": odd})},
        **{k: v for k, v in odd.items() if k != "required"},
    )
    narrowed = {**other, "properties": {**other["properties"], "p": I}}
    report = compared(other, narrowed, "request")
    assert [finding.cause for finding in report.findings] == ["type-removed"]
    assert [report.verdict(policy) for policy in ("strict", "practical")] == ["breaking", "breaking"], report.findings
    assert compared(other, {**other, "description": "told anew"}, "request").findings == ()


@pytest.mark.parametrize("count", ["maxLength", "maxItems", "maxProperties"])
def test_an_impossible_count_leaves_no_value_of_its_kind(count: str) -> None:
    kind = {"maxLength": "string", "maxItems": "array", "maxProperties": "object"}[count]
    both = {"type": [kind, "integer"]}
    report = compared(both, {**both, count: -1}, "request")
    assert report.verdict("practical") == "breaking"
    assert compared({**both, count: -1}, I, "request").verdict("strict") == "safe"


def test_a_pattern_that_one_engine_refuses_is_checked_by_the_other() -> None:
    old = {"type": "string", "pattern": "^(?<year>[0-9]{4})$"}
    hard = {"type": "string", "pattern": "[^]{3}"}  # ours takes it, the validator's doesn't
    assert compared(S, hard, "request").verdict("practical") == "breaking"
    assert compared(old, {"type": "string", "maxLength": 3}, "request").verdict("practical") == "breaking"
    assert compared(hard, {"type": "string", "minLength": 3}, "request").verdict("strict") == "safe"


def test_what_can_t_be_decided_is_risky_under_either_policy() -> None:
    old, new = ({"type": "string", "pattern": text} for text in ("^(?=ab)a+$", "^(?=a)a{3,}$"))
    report = compared(obj({"p": old}), obj({"p": new}), "request")
    assert [report.verdict(policy) for policy in ("strict", "practical")] == ["risky", "risky"]
