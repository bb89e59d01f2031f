"""Rewritings of the newest document's references, replies and requests: another way to the same place."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from scripts.documents.fetch import Source
from scripts.documents.text import DocumentError
from scripts.documents.write import dump
from scripts.pipeline.contract import bodies
from scripts.pipeline.slices import OPERATIONS, pin
from scripts.revisions.kept import published
from tests.contract.test_rewritings import (
    OPERATION,
    PATH,
    PUBLISHED,
    Document,
    as_published,
    canonical,
    everywhere,
    normal,
    post,
)

BASE = "https://api.example.com/"


def _elsewhere(reference: Callable[[str], str], word: str = "$ref") -> Callable[[Document], Document]:
    """Every reference to a schema said otherwise, given the schema's name."""

    def put(mapping: dict[str, Any]) -> dict[str, Any]:
        told = mapping.get("$ref")
        if not isinstance(told, str) or not told.startswith("#/components/schemas/"):
            return mapping
        rest = {key: value for key, value in mapping.items() if key != "$ref"}
        return {**rest, word: reference(told.rpartition("/")[2])}

    def change(document: Document) -> Document:
        result: Document = everywhere(document, put)
        return result

    return change


def _each(document: Document, **more: Callable[[str], Any]) -> Document:
    for name, schema in document["components"]["schemas"].items():
        schema |= {f"${word}": told(name) for word, told in more.items()}
    return document


def _section(section: str, place: Callable[[Any], Any], inside: str) -> Callable[[Document], Document]:
    """The schemas kept in another section of the components."""

    def change(document: Document) -> Document:
        result = _elsewhere(lambda name: f"#/components/{section}/{name}{inside}")(document)
        schemas = result["components"].pop("schemas")
        result["components"][section] = {name: place(schema) for name, schema in schemas.items()}
        return result

    return change


def _chained(document: Document) -> Document:
    result = _elsewhere(lambda name: f"#/components/schemas/{name}_1")(document)
    schemas = result["components"]["schemas"]
    for name in list(schemas):
        schemas |= {f"{name}_{n}": {"$ref": f"#/components/schemas/{name}_{n + 1}"} for n in (1, 2)}
        schemas[f"{name}_3"] = {"$ref": f"#/components/schemas/{name}"}
    return result


def _local(document: Document) -> Document:
    """Every schema a resource of its own, its first property among its own definitions."""
    for name, schema in document["components"]["schemas"].items():
        for first in list(schema.get("properties", ()))[:1]:
            schema |= {"$id": f"urn:example:{name}", "$defs": {"first": schema["properties"][first]}}
            schema["properties"][first] = {"$ref": "#/$defs/first"}
    return document


def _of_document(reference: Callable[[str], str]) -> Callable[[Document], Document]:
    change = _elsewhere(lambda name: reference(f"#/components/schemas/{name}"))
    return lambda document: {**change(document), "$self": f"{BASE}openapi.yaml", "openapi": "3.2.0"}


def _twice(section: str, holder: Callable[[Document], tuple[dict[str, Any], str]]) -> Callable[[Document], Document]:
    """A part by a reference to a reference."""

    def change(document: Document) -> Document:
        mapping, key = holder(document)
        kept = document["components"].setdefault(section, {})
        kept |= {"x-first": {"$ref": f"#/components/{section}/Second"}, "Second": mapping[key]}
        mapping[key] = {"$ref": f"#/components/{section}/x-first"}
        return document

    return change


def _media(name: str) -> Callable[[Document], Document]:
    def change(document: Document) -> Document:
        for body in (post(document)["requestBody"], post(document)["responses"]["200"]):
            body["content"] = {"text/plain": {}, name: body["content"]["application/json"]}
        return document

    return change


def _odd(name: str) -> str:
    return f"日本 {name}?&#%/~\"'\n$(x)"


def _oddly_named(document: Document) -> Document:
    pointer = _elsewhere(lambda name: "#/components/schemas/" + quote(_odd(name).replace("~", "~0").replace("/", "~1")))
    result = pointer(document)
    result["components"]["schemas"] = {_odd(name): one for name, one in result["components"]["schemas"].items()}
    return result


REWRITINGS: dict[str, Callable[[Document], Document]] = {
    "percent-encoded": _elsewhere(lambda name: "#/%63omponents/schemas/" + "".join(f"%{ord(sign):x}" for sign in name)),
    "chained": _chained,
    "to anchors": lambda d: _each(_elsewhere(lambda name: f"#{name}")(d), anchor=str),
    "to dynamic anchors": lambda d: _each(_elsewhere(lambda name: f"#{name}", "$dynamicRef")(d), dynamicAnchor=str),
    "to ids": lambda d: _each(_elsewhere(lambda name: BASE + name)(d), id=lambda name: BASE + name),
    "to definitions of a schema with an id": _local,
    "to the document's own name": _of_document(lambda place: f"{BASE}openapi.yaml{place}"),
    "to the document's own file": _of_document(lambda place: f"openapi.yaml{place}"),
    "into headers": _section("headers", lambda schema: {"schema": schema}, "/schema"),
    "into parameters": _section("parameters", lambda s: {"name": "a", "in": "query", "schema": s}, "/schema"),
    "to odd names": _oddly_named,
    "the path's item by two": _twice("pathItems", lambda d: (d["paths"], PATH)),
    "the request by two": _twice("requestBodies", lambda d: (post(d), "requestBody")),
    "the reply by two": _twice("responses", lambda d: (post(d)["responses"], "200")),
    "the media type by two": _twice("mediaTypes", lambda d: (post(d)["requestBody"]["content"], "application/json")),
    "a media type in capitals": _media("Application/JSON; charset=UTF-8"),
    "a range of media types": _media("application/*"),
    "a media type of a vendor": _media("application/vnd.example.v1+json"),
    "a status in small letters": lambda d: post(d)["responses"].update({"2xx": post(d)["responses"].pop("200")}) or d,
}


def rewritten(name: str) -> Document:
    document = REWRITINGS[name](copy.deepcopy(PUBLISHED))
    assert document != PUBLISHED
    return document


@pytest.mark.parametrize("name", REWRITINGS)
def test_it_is_the_same_contract(name: str) -> None:
    assert normal(rewritten(name))[0] == as_published()


@pytest.mark.parametrize("name", REWRITINGS)
def test_what_is_kept_of_it_says_the_same(name: str) -> None:
    """Both operations come back from one small document, whatever their parts were called."""
    pinned = pin(Source("next.yaml", dump(rewritten(name)).encode()))
    again = pin(Source("kept.yaml", dump(published(pinned)).encode()))
    for operation in OPERATIONS:
        as_pinned, as_kept = (bodies(one.slices[operation], operation, []) for one in (pinned, again))
        assert canonical(list(as_kept)) == canonical(list(as_pinned))


def test_a_schema_with_a_name_that_is_given_to_no_copy() -> None:
    document = rewritten("percent-encoded")
    copies = pin(Source("a.yaml", dump(document).encode())).slices[OPERATION]["components"]["schemas"]
    assert copies
    assert all(name.startswith("Referenced") and len(name) == len("Referenced") + 16 for name in copies)


@pytest.mark.parametrize("name", ["http://[bad", "%", "#", "", "a#b#c", "urn:"])
def test_names_that_are_no_names_are_no_harm(name: str) -> None:
    document = {**copy.deepcopy(PUBLISHED), "$self": name}
    assert normal(_each(document, id=lambda _: name, anchor=lambda _: name))[0] == as_published()


@pytest.mark.parametrize("section", ["responses", "requestBodies"])
def test_a_reference_to_itself_is_refused_with_its_place(section: str) -> None:
    document = copy.deepcopy(PUBLISHED)
    loop = {"$ref": f"#/components/{section}/Loop"}
    document["components"].setdefault(section, {})["Loop"] = loop
    if section == "responses":
        post(document)["responses"]["200"] = loop
    else:
        post(document)["requestBody"] = loop
    with pytest.raises(DocumentError, match=r"^Nested(Request|Reply): the reference .* leads to itself$"):
        normal(document)
