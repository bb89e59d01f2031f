"""What a newer document takes otherwise is told: what it refuses from now on, and what it has room for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scripts.documents.fetch import Source, fetch
from scripts.documents.parse import parse
from scripts.pipeline.algebra import Schema
from scripts.pipeline.differences import differences
from scripts.pipeline.paths import HISTORY, OPENAPI
from scripts.pipeline.report import report
from scripts.pipeline.slices import pin
from tests.contract.documents import NESTED
from tests.contract.test_nightly import session_of

STRING, NUMBER, WHOLE, NULL = ({"type": name} for name in ("string", "number", "integer", "null"))


def an_object(required: list[str] | None = None, **properties: Any) -> Schema:
    return {"type": "object", "properties": properties, **({"required": required} if required else {})}


def values(*known: Any) -> Schema:
    return {"type": "string", "enum": [*known]}


def either(*branches: Schema) -> Schema:
    return {"anyOf": [*branches]}


ONE, TWO = an_object(["type"], type=values("one"), n=NUMBER), an_object(["type"], type=values("two"))
# The older schema, the newer one, what is refused from now on, and what there is room for.
DIFFERENCES: dict[str, tuple[Schema, Schema, list[str], list[str]]] = {
    "nothing": (either(ONE, TWO), either(TWO, ONE), [], []),
    "a lower maximum": ({**NUMBER, "maximum": 2}, {**NUMBER, "maximum": 1}, ["at: maximum 2 → 1"], []),
    "a higher maximum": ({**NUMBER, "maximum": 1}, {**NUMBER, "maximum": 2}, [], ["at: maximum 1 → 2"]),
    "a higher minimum": ({**STRING, "minLength": 1}, {**STRING, "minLength": 2}, ["at: minLength 1 → 2"], []),
    "a new bound": (STRING, {**STRING, "maxLength": 2}, ["at: maxLength none → 2"], []),
    "a bound less": ({**STRING, "maxLength": 2}, STRING, [], ["at: maxLength 2 → none"]),
    "a pattern": ({**STRING, "pattern": "a"}, {**STRING, "pattern": "b"}, ["at: pattern a → b"], []),
    "no others": (ONE, {**ONE, "additionalProperties": False}, ["at: additionalProperties none → false"], []),
    "another type": (STRING, NUMBER, ["at: a string → a number"], []),
    "whole numbers only": (NUMBER, WHOLE, ["at: a number → a whole number"], []),
    "any number": (WHOLE, NUMBER, [], ["at: a whole number → a number"]),
    "one type more": (STRING, either(STRING, NUMBER), [], ["at: a string → a string or a number"]),
    "one type less": (either(STRING, NUMBER), STRING, ["at: a string or a number → a string"], []),
    "null": (STRING, {"type": ["string", "null"]}, [], ["at: a string → a string or null"]),
    "no null": ({"type": ["string", "null"]}, STRING, ["at: a string or null → a string"], []),
    "an open set": (values("a", "b"), either(STRING, values("a", "b")), [], ["at: one of a, b → a string"]),
    "a closed set": (either(STRING, values("a", "b")), values("a", "b"), ["at: a string → one of a, b"], []),
    "anything": (STRING, {}, [], ["at: a string → anything"]),
    "no more anything": ({}, STRING, ["at: anything → a string"], []),
    "a demand": (an_object(a=STRING), an_object(["a"], a=STRING), ["at.a: must be given"], []),
    "a new one that is demanded": (an_object(), an_object(["a"], a=STRING), ["at.a: must be given"], []),
    "one that is sent by itself": (an_object(), an_object(["a"], a=values("x")), [], []),
    "inside": (
        an_object(list={"type": "array", "items": either(ONE, TWO)}),
        an_object(list={"type": "array", "items": either({**ONE, "properties": {**ONE["properties"], "n": WHOLE}}, TWO)}),
        ["at.list[].n: a number → a whole number"],
        [],
    ),
    "a list of anything": ({"type": "array", "items": STRING}, {"type": "array"}, [], ["at[]: a string → anything"]),
    "what is told as kept": (either(ONE, TWO), either(ONE, an_object(["type"], type=values("three"))), [], []),
}  # fmt: skip


@pytest.mark.parametrize("name", DIFFERENCES)
def test_what_is_told(name: str) -> None:
    old, new, narrower, wider = DIFFERENCES[name]
    found = list(differences(old, new, "at"))
    assert [line for line, is_narrower in found if is_narrower] == narrower
    assert [line for line, is_narrower in found if not is_narrower] == wider


def test_the_report_tells_it_once() -> None:
    document = parse(fetch(str(max(HISTORY.glob("*.yaml")))))
    session = session_of(document)
    session["instructions"] = {"type": "string", "maxLength": 3}
    session["include"] = {"type": "array"}
    found = report(OPENAPI, pin(Source("spec.json", json.dumps(document).encode())), NESTED, "2099-01-01")
    (narrower,) = [line for line in found.narrower if line.startswith("session.instructions: maxLength ")]
    assert narrower.endswith(" → 3")
    (new,) = [line for line in found.new if line.startswith("session.include[]: ")]
    assert new.endswith(" → anything")
    assert f"narrower {narrower}" in found.lines()
