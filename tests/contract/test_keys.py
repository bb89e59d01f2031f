"""Under some keys stands data, under others stand names: every walk over a document tells them apart alike."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.contract_diff.schema.corners import mended
from scripts.contract_diff.schema.resources import Resources
from scripts.documents.identifiers import placed
from scripts.documents.keys import DATA, parts
from scripts.documents.pointers import references
from scripts.pipeline.facts import facts

WORDS = sorted(DATA | {"x-word", "$ref", "properties", "description"})


def replies(name: str, schema: Any) -> dict[str, Any]:
    """A document with one reply of a name."""
    reply = {"content": {"application/json": {"schema": schema}}}
    return {"openapi": "3.1.0", "paths": {"/x": {"post": {"responses": {name: reply}}}}}


def test_a_part_is_told_by_its_place() -> None:
    node = {"type": "object", "default": {"a": 1}, "x-a": [], "properties": {"default": {}, "x-a": True}, "items": {}}
    assert dict(parts(node)) == {
        ("type",): "object",
        ("properties", "default"): {},
        ("properties", "x-a"): True,
        ("items",): {},
    }


@pytest.mark.parametrize("word", WORDS)
def test_a_name_may_be_any_word(word: str) -> None:
    assert list(references({"properties": {word: {"$ref": "#/here"}}})) == ["#/here"]
    is_keyword = word not in DATA and word != "x-word"
    assert list(references({word: {"not": {"$ref": "#/here"}}})) == ["#/here"] * is_keyword


@pytest.mark.parametrize("word", WORDS)
def test_an_anchor_under_any_name_is_known(word: str) -> None:
    document = replies("200", {"properties": {word: {"$anchor": "a"}, "other": {"$ref": "#a"}}})
    schema = placed(document)["paths"]["/x"]["post"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema["properties"]["other"]["$ref"].endswith(f"/properties/{word.replace('$', '%24')}")


def test_the_default_reply_is_read_as_every_other() -> None:
    assert Resources(dict(replies("default", {"$anchor": "a"}))).named
    assert not Resources(dict(replies("default", {"default": {"$anchor": "a"}}))).named
    post = {"responses": {"default": {"$ref": "#/components/responses/Gone"}}}
    data: dict[str, Any] = {"openapi": "3.1.0", "paths": {"/x": {"post": post}}}
    (corner,) = mended(data)[1]
    assert corner.pointer == "/paths/~1x/post/responses/default"


def test_a_media_type_is_a_name() -> None:
    assert facts({"content": {"x-world/vrml": {"schema": {}}}}) == {"content": {"x-world/vrml": {"schema": {}}}}
