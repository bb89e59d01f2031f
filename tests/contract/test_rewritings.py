"""The same contract said otherwise is the same contract: rewritings of the newest document that change no meaning."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest

from scripts.documents.fetch import fetch
from scripts.documents.parse import parse
from scripts.pipeline.contract import bodies
from scripts.pipeline.paths import HISTORY
from scripts.pipeline.slices import cut

Document = dict[str, Any]
Rewriting = Callable[[Document], Document | None]
OPERATION = "POST /realtime/client_secrets"
PATH = OPERATION.split()[1]
NEWEST = max(HISTORY.glob("*.yaml"))
PUBLISHED = parse(fetch(str(NEWEST)))
SCHEMAS = sorted(
    name
    for name in cut(PUBLISHED, OPERATION)["components"]["schemas"]  # type: ignore[index]
)


def canonical(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: sorted(inner) if name == "required" else canonical(inner) for name, inner in value.items()}
    return [canonical(item) for item in value] if isinstance(value, list) else value


def normal(document: Document) -> tuple[str, list[str]]:
    piece = cut(document, OPERATION)
    assert piece is not None
    repairs: list[str] = []
    found = bodies(piece, OPERATION, repairs)
    return json.dumps([canonical(schema) for schema in found], sort_keys=True), repairs


@cache
def as_published() -> str:
    return normal(PUBLISHED)[0]


def everywhere(document: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    """A tree with every mapping changed, from the inside out."""
    if isinstance(document, dict):
        return change({name: everywhere(inner, change) for name, inner in document.items()})
    return [everywhere(item, change) for item in document] if isinstance(document, list) else document


def post(document: Document) -> dict[str, Any]:
    found: dict[str, Any] = document["paths"][PATH]["post"]
    return found


def _inline(name: str) -> Rewriting:
    reference = f"#/components/schemas/{name}"

    def change(document: Document) -> Document:
        target = document["components"]["schemas"][name]

        def put(mapping: dict[str, Any]) -> dict[str, Any]:
            siblings = {key: value for key, value in mapping.items() if key != "$ref"}
            return {**copy.deepcopy(target), **siblings} if mapping.get("$ref") == reference else mapping

        result: Document = everywhere(document, put)
        return result

    return change


def _rename(name: str, new: str) -> Rewriting:
    def change(document: Document) -> Document:
        old = f"#/components/schemas/{name}"
        pointer = new.replace("~", "~0").replace("/", "~1")

        def put(mapping: dict[str, Any]) -> dict[str, Any]:
            return {**mapping, "$ref": f"#/components/schemas/{pointer}"} if mapping.get("$ref") == old else mapping

        result: Document = everywhere(document, put)
        schemas = result["components"]["schemas"]
        schemas[new] = schemas.pop(name)
        return result

    return change


def _schema(name: str, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> Rewriting:
    """A rewriting of one schema; none where it doesn't fit."""

    def rewrite(document: Document) -> Document | None:
        found = change(document["components"]["schemas"][name])
        if found is None:
            return None
        document["components"]["schemas"][name] = found
        return document

    return rewrite


def _split(schema: dict[str, Any]) -> dict[str, Any] | None:
    names = list(schema.get("properties", ()))
    if len(names) < 2 or schema.get("additionalProperties") is False:
        return None
    first = {name: schema["properties"][name] for name in names[::2]}
    second = {name: schema["properties"][name] for name in names[1::2]}
    rest = {key: value for key, value in schema.items() if key not in {"properties", "type"}}
    return {**rest, "allOf": [{"type": "object", "properties": first}, {"properties": second}]}


def _no_type(schema: dict[str, Any]) -> dict[str, Any] | None:
    if "properties" not in schema and "enum" not in schema:
        return None
    return {key: value for key, value in schema.items() if key != "type"}


def _listed_type(schema: dict[str, Any]) -> dict[str, Any] | None:
    return {**schema, "type": [schema["type"]]} if isinstance(schema.get("type"), str) else None


def _other_union(schema: dict[str, Any]) -> dict[str, Any] | None:
    for one, other in (("anyOf", "oneOf"), ("oneOf", "anyOf")):
        if one in schema:
            return {other if key == one else key: value for key, value in schema.items()}
    return None


def _null_first(schema: dict[str, Any]) -> dict[str, Any] | None:
    branches = schema.get("anyOf", ())
    if {"type": "null"} not in branches:
        return None
    return {**schema, "anyOf": [{"type": "null"}, *(branch for branch in branches if branch != {"type": "null"})]}


def _nullable(schema: dict[str, Any]) -> dict[str, Any] | None:
    branches = [branch for branch in schema.get("anyOf", ()) if branch != {"type": "null"}]
    if len(branches) == len(schema.get("anyOf", ())):
        return None
    return {**schema, "anyOf": branches, "nullable": True}


def _constants(document: Document) -> Document:
    def put(mapping: dict[str, Any]) -> dict[str, Any]:
        values = mapping.get("enum")
        if isinstance(values, list) and len(values) == 1:
            return {"const": values[0], **{key: value for key, value in mapping.items() if key != "enum"}}
        return mapping

    result: Document = everywhere(document, put)
    return result


def _enums(document: Document) -> Document:
    def put(mapping: dict[str, Any]) -> dict[str, Any]:
        if isinstance(mapping.get("const"), str):
            return {"enum": [mapping["const"]], **{key: value for key, value in mapping.items() if key != "const"}}
        return mapping

    result: Document = everywhere(document, put)
    return result


def _noise(document: Document) -> Document:
    def put(mapping: dict[str, Any]) -> dict[str, Any]:
        if "type" not in mapping or not isinstance(mapping["type"], str):
            return mapping
        more = {"x-oaiMeta": {"$ref": "#/nowhere"}, "description": "", "example": {"$ref": 1}, "title": "Self"}
        return {**mapping, **more}

    result: Document = everywhere(document, put)
    return result


def _without_discriminators(document: Document) -> Document:
    result: Document = everywhere(document, lambda m: {k: v for k, v in m.items() if k != "discriminator"})
    return result


def _replies(**replies: Any) -> Rewriting:
    def change(document: Document) -> Document:
        post(document)["responses"].update({name.removeprefix("s"): reply for name, reply in replies.items()})
        return document

    return change


def _success(status: str) -> Rewriting:
    def change(document: Document) -> Document:
        replies = post(document)["responses"]
        replies[status] = replies.pop("200")
        return document

    return change


def _beside_success(status: str, reply: Any) -> Rewriting:
    """Success is another status, beside a 200 or another that has no body in JSON."""

    def change(document: Document) -> Document:
        replies = post(document)["responses"]
        replies[status] = replies.pop("200")
        replies["200" if status != "200" else "204"] = reply
        return document

    return change


def _by_reference(document: Document) -> Document:
    post(document)["responses"]["200"] = _moved(document, "responses", post(document)["responses"]["200"])
    return document


def _moved(document: Document, section: str, what: Any) -> dict[str, str]:
    document["components"].setdefault(section, {})["Moved"] = what
    return {"$ref": f"#/components/{section}/Moved"}


def _body_by_reference(document: Document) -> Document:
    post(document)["requestBody"] = _moved(document, "requestBodies", post(document)["requestBody"])
    return document


def _media(name: str, *others: str) -> Rewriting:
    def change(document: Document) -> Document:
        for body in (post(document)["requestBody"], post(document)["responses"]["200"]):
            body["content"] = {
                **{other: {"schema": {"type": "string"}} for other in others},
                name: body["content"].pop("application/json"),
            }
        return document

    return change


def _parameter(**parameter: Any) -> Rewriting:
    def change(document: Document) -> Document:
        post(document).setdefault("parameters", []).append(
            {
                "name": "trace",
                "in": "query",
                "schema": {"type": "string"},
                **{k.rstrip("_"): v for k, v in parameter.items()},
            }
        )
        return document

    return change


def _path_parameter(document: Document) -> Document:
    document["paths"][PATH]["parameters"] = [{"name": "beta", "in": "header", "schema": {"type": "string"}}]
    return document


def _anchored(name: str, *, by_id: bool = False) -> Rewriting:
    def change(document: Document) -> Document:
        old = f"#/components/schemas/{name}"
        new = f"{name}.json" if by_id else f"#{name}"

        def put(mapping: dict[str, Any]) -> dict[str, Any]:
            return {**mapping, "$ref": new} if mapping.get("$ref") == old else mapping

        result: Document = everywhere(document, put)
        result["components"]["schemas"][name]["$id" if by_id else "$anchor"] = f"{name}.json" if by_id else name
        return result

    return change


def _in_definitions(name: str, place: str) -> Rewriting:
    """A schema kept inside another element, and referenced there."""

    def change(document: Document) -> Document:
        old = f"#/components/schemas/{name}"
        holder: dict[str, Any] = {"type": "object", place: {"kept": {}}}
        new = f"#/components/schemas/Holder/{place}/kept"

        def put(mapping: dict[str, Any]) -> dict[str, Any]:
            return {**mapping, "$ref": new} if mapping.get("$ref") == old else mapping

        result: Document = everywhere(document, put)
        holder[place]["kept"] = result["components"]["schemas"].pop(name)
        result["components"]["schemas"]["Holder"] = holder
        return result

    return change


def _version(version: str) -> Rewriting:
    return lambda document: {**document, "openapi": version}


def _prefix(document: Document) -> Document:
    document["paths"] = {f"/v1{path}": item for path, item in document["paths"].items()}
    return document


def _item_by_reference(document: Document) -> Document:
    document["components"]["pathItems"] = {"Mint": document["paths"][PATH]}
    document["paths"][PATH] = {"$ref": "#/components/pathItems/Mint"}
    return document


def rewritings() -> Iterator[tuple[str, Rewriting]]:  # noqa: C901 - a list, not a decision
    for name in SCHEMAS:
        yield f"{name} inline", _inline(name)
        for word in ("anyOf", "oneOf", "allOf"):
            yield f"{name} as {word} of one", _schema(name, lambda schema, word=word: {word: [schema]})  # type: ignore[misc]
        for how, change in (
            ("split by allOf", _split),
            ("without its type", _no_type),
            ("with a list of one type", _listed_type),
            ("with the other union", _other_union),
            ("with null first", _null_first),
            ("nullable", _nullable),
        ):
            if change(PUBLISHED["components"]["schemas"][name]) is not None:
                yield f"{name} {how}", _schema(name, change)
        yield f"{name} by anchor", _anchored(name)
        yield f"{name} by id", _anchored(name, by_id=True)
        for place in ("$defs", "properties", "definitions"):
            yield f"{name} in {place} of another", _in_definitions(name, place)
    for number, new in enumerate(
        (
            "client",
            "types",
            "errors",
            "models",
            "ünïcode",
            "\uff49\uff4d\uff50\uff4f\uff52\uff54",
            "Any",
            "self",
            "a/b",
            "a~b",
            "x y",
            "1",
        )
    ):
        yield f"a schema called {new}", _rename(SCHEMAS[number], new)
    yield "constants", _constants
    yield "enums of one", _enums
    yield "extensions, prose and titles", _noise
    yield "no discriminators", _without_discriminators
    error = {"content": {"application/json": {"schema": {"type": "object"}}}}
    for status in ("400", "401", "429", "500", "4XX", "5XX", "default"):
        yield f"a {status} without a description", _replies(**{f"s{status}": error})
    yield "an error by a reference that leads nowhere", _replies(s429={"$ref": "#/components/responses/None"})
    for status in ("201", "2XX", "202", "default"):
        yield f"success is {status}", _success(status)
    yield "success is 201, and 200 has no body", _beside_success("201", {"description": ""})
    text = {"content": {"text/plain": {"schema": {"type": "string"}}}}
    yield "success is 2XX, and 200 is text", _beside_success("2XX", text)
    yield "success is 200 beside a 204", _beside_success("200", {"description": ""})
    yield "the reply by reference", _by_reference
    yield "the request by reference", _body_by_reference
    yield "a media type with a charset", _media("application/json; charset=utf-8")
    yield "a second media type", _media("application/json", "multipart/form-data", "text/plain")
    yield "an optional query parameter", _parameter()
    yield "a query parameter with a default", _parameter(schema={"type": "string", "default": "on"})
    yield "an array in the query", _parameter(schema={"type": "array", "items": {"type": "string"}})
    yield "an optional header", _parameter(in_="header", name="X-Trace-Id")
    yield "a cookie", _parameter(in_="cookie")
    for name in ("client", "body", "self", "from", "ünï", "a-b", "$select"):
        yield f"a query parameter called {name}", _parameter(name=name)
    yield "a parameter of the path", _path_parameter
    for version in ("3.1.1", "3.2.0"):
        yield f"OpenAPI {version}", _version(version)
    yield "a prefix before every path", _prefix
    yield "the path's item by reference", _item_by_reference


def apply(rewriting: Rewriting) -> Document | None:
    return rewriting(copy.deepcopy(PUBLISHED))


ALL = list(rewritings())


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 150
    assert len({name for name, _ in ALL}) == len(ALL)


@pytest.mark.parametrize(("name", "rewriting"), ALL, ids=[name for name, _ in ALL])
def test_it_is_the_same_contract(name: str, rewriting: Rewriting) -> None:
    document = apply(rewriting)
    assert document is not None
    assert document != PUBLISHED, name
    assert normal(document)[0] == as_published()
