"""Where a finding is, as a person says it; and what makes up for a change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scripts.contract_diff.compare import compare
from scripts.contract_diff.judge.texts import as_texts
from scripts.contract_diff.report.places import place_of
from tests.contract.diff.building import compared, document
from tests.contract.diff.reports import BREAKING

S = {"type": "string"}


@pytest.mark.parametrize(
    ("field", "steps", "said"),
    [
        ("request body > speed", ("speed",), "speed in the request body"),
        ("request body > tools > each item > name", ("tools", "each item", "name"), "tools[].name in the request body"),
        ("request body > list > item 2", ("list", "item 2"), "list[1] in the request body"),
        ("reply > map > any other key", ("map", "any other key"), "map.* in the reply"),
        ("reply > 404 > error", ("error",), "error in the 404 reply"),
        ("reply > text/plain > a", ("a",), "a in the reply as text/plain"),
        ("reply > header X-A", (), "header X-A of the reply"),
        ("reply > 201 > header X-A", (), "header X-A of the 201 reply"),
        ("request body > where type a > b", ("where type a", "b"), "b in the request body (where type a)"),
        ("query parameter limit", (), "query parameter limit"),
        ("query parameter limit > each item", ("each item",), "[] in query parameter limit"),
        ("request body", (), "request body"),
        ("servers", (), "servers"),
        ("operation", (), "operation"),
    ],
)
def test_a_place_in_words(field: str, steps: tuple[str, ...], said: str) -> None:
    assert place_of(replace(BREAKING, field=field, steps=steps)) == said


def obj(**properties: Any) -> Any:
    """An object schema."""
    return {"type": "object", "properties": properties}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (obj(a={"maximum": 5}), obj(a={"maximum": 3}), "must be at most 3 now, was at most 5"),
        (obj(a=S), obj(a={**S, "minLength": 2}), "must be at least 2 characters now"),
        (obj(a={"type": "array", "maxItems": 3}), obj(a={"type": "array"}), "need no longer be at most 3 items"),
        (obj(a={"type": ["string", "null"]}), obj(a=S), "null no longer allowed, only string"),
        (obj(a=S), obj(a={"type": ["string", "null"]}), "null allowed now, not only string"),
        (obj(a={}), obj(a=S), "anything was allowed, now there are conditions"),
        (obj(a={**S, "default": "x"}), obj(a={**S, "default": "y"}), 'its default is "y" now, was "x"'),
        (obj(a=S), obj(a={**S, "default": "y"}), 'its default is "y" now, where none was written'),
        (obj(a={**S, "default": "y"}), obj(a=S), 'its default, "y", is written no more'),
    ],
)  # fmt: skip
def test_a_change_in_words(old: Any, new: Any, said: str) -> None:
    (finding,) = compared(old, new, "request").findings
    assert finding.message == f"request body > a: {said}"


def test_two_inline_schemas_that_change_alike_are_two_findings() -> None:
    found = compared(obj(a=S, b=S), obj(a={"type": "integer"}, b={"type": "integer"}), "request").findings
    assert sorted(finding.field for finding in found) == ["request body > a", "request body > b"]


def test_a_shared_schema_that_stands_twice_is_one_finding_with_both_places() -> None:
    shared = {"$ref": "#/components/schemas/A"}
    old, new = ({"A": {"type": kind}} for kind in ("string", "integer"))
    schema = obj(a=shared, b=shared)
    (finding,) = compare(document(schema, "request", schemas=old), document(schema, "request", schemas=new)).findings
    assert finding.message == "request body > a: string no longer allowed, only integer (the same at b)"


def test_what_another_variant_accepts_is_no_break() -> None:
    """A variant gets narrower and another one takes what it lost; a change beside it breaks."""
    wide = obj(kind={"enum": ["a"]}, n={"type": "integer"})
    old = obj(one={"anyOf": [wide, obj(n={"type": ["integer", "string"]})]}, beside=S)
    new = obj(one={"anyOf": [wide, obj(n={"type": ["integer", "string"]})]}, beside={"type": "integer"})
    report = compared(old, new, "request")
    assert [finding.field for finding in report.findings] == ["request body > beside"]


@pytest.mark.parametrize("media", ["text/event-stream", "text/plain"])
def test_events_of_a_stream_are_json_and_plain_text_is_none(media: str) -> None:
    assert bool(as_texts(media)) == (media == "text/plain")
