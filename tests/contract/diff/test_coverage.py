"""The guard of coverage: each keyword that OpenAPI's metaschemas know, set, unset and changed, ends in a finding.

The cells are derived from the metaschemas of 3.0, 3.1 and 3.2 and of JSON Schema 2020-12. A cell without
a finding must be silent for a stated reason.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import Document
from scripts.contract_diff.judge.leftover import SILENT
from scripts.documents.pointers import segments

if TYPE_CHECKING:
    from collections.abc import Iterator

S, I = {"type": "string"}, {"type": "integer"}  # noqa: E741
VERSIONS = {"3.0": "3.0.4", "3.1": "3.1.1", "3.2": "3.2.0"}
# where an object of each kind stands in the document below, by its names in the metaschemas
PLACES: dict[str, tuple[str, tuple[str, ...]]] = {
    "document": ("", ("",)),
    "path item": ("/paths/~1x", ("PathItem", "path-item")),
    "operation": ("/paths/~1x/post", ("Operation", "operation")),
    "parameter": ("/paths/~1x/post/parameters/0", ("Parameter", "parameter")),
    "request body": ("/paths/~1x/post/requestBody", ("RequestBody", "request-body")),
    "media type": ("/paths/~1x/post/requestBody/content/multipart~1form-data", ("MediaType", "media-type")),
    "encoding": ("/paths/~1x/post/requestBody/content/multipart~1form-data/encoding/f", ("Encoding", "encoding")),
    "response": ("/paths/~1x/post/responses/200", ("Response", "response")),
    "header": ("/paths/~1x/post/responses/200/headers/H", ("Header", "header")),
    "link": ("/paths/~1x/post/responses/200/links/l", ("Link", "link")),
    "server": ("/servers/0", ("Server", "server")),
    "server variable": ("/servers/0/variables/v", ("ServerVariable", "server-variable")),
    "security scheme": ("/components/securitySchemes/k", ("APIKeySecurityScheme", "security-scheme")),
    "schema": ("/paths/~1x/post/requestBody/content/application~1json/schema/properties/p", ("Schema",)),
}
BODY = {"content": {"application/json": {"schema": S}}}
REPLY = {"200": {"description": "", **BODY}}
ITEM = {"post": {"responses": REPLY}}
# two values of a keyword that mean different things; others are told by the metaschema's type
VALUES: dict[str, tuple[Any, Any]] = {
    "openapi": ("3.1.0", "3.1.1"), "servers": ([{"url": "https://a.example.test"}], [{"url": "https://b.example.test"}]),
    "paths": ({"/a": ITEM}, {"/b": ITEM}), "webhooks": ({"a": ITEM}, {"b": ITEM}),
    "components": ({"schemas": {"A": S}}, {"schemas": {"A": I}}), "security": ([{"k": []}], []),
    "parameters": ([{"in": "query", "name": "a", "schema": S}], [{"in": "query", "name": "b", "schema": S}]),
    "requestBody": (BODY, {**BODY, "required": True}), "responses": (REPLY, {"201": REPLY["200"]}),
    "callbacks": ({"c": {"{$url}": ITEM}}, {"d": {"{$url}": ITEM}}), "additionalOperations": ({"COPY": ITEM["post"]}, {"MOVE": ITEM["post"]}),
    "schema": (S, I), "itemSchema": (S, I), "content": ({"a/b": {"schema": S}}, {"a/c": {"schema": S}}),
    "headers": ({"A": {"schema": S}}, {"B": {"schema": S}}), "name": ("n", "m"), "in": ("query", "header"),
    "style": ("spaceDelimited", "pipeDelimited"), "variables": ({"v": {"default": "a"}}, {"v": {"default": "b"}}),
    "url": ("https://{v}.a.example.test", "https://{v}.b.example.test"), "default": ("a", "b"), "enum": (["a"], ["b"]), "const": ("a", "b"),
    "encoding": ({"f": {"contentType": "a/b"}}, {"f": {"contentType": "a/c"}}),
    "type": ("apiKey", "http"), "scheme": ("basic", "bearer"), "pattern": ("^a", "^b"), "format": ("date", "uuid"),
    "required": (True, False), "multipleOf": (2, 3), "discriminator": ({"propertyName": "a"}, {"propertyName": "b"}),
    "minimum": (1, 2), "maximum": (9, 8), "exclusiveMinimum": (1, 2), "exclusiveMaximum": (9, 8),
    "flows": ({"implicit": {"authorizationUrl": "https://a.example.test", "scopes": {}}}, {}),
    **dict.fromkeys(("get", "put", "post", "delete", "options", "head", "patch", "trace", "query"), (ITEM["post"], {"responses": {"200": {"description": ""}}})),
    **dict.fromkeys(("minLength", "minItems", "minProperties"), (1, 2)), **dict.fromkeys(("maxLength", "maxItems", "maxProperties"), (9, 8)),
    **dict.fromkeys(("minContains", "maxContains"), (2, 3)),
    **dict.fromkeys(("items", "not", "additionalProperties", "contains", "if", "unevaluatedItems", "unevaluatedProperties", "contentSchema"), (S, I)),
    "then": (S, I), "else": ({"maxLength": 0}, {"pattern": "^a"}), "propertyNames": ({"maxLength": 3}, {"maxLength": 2}), "prefixItems": ([S], [I]),
    **dict.fromkeys(("allOf", "anyOf", "oneOf"), ([S], [I])),
    **dict.fromkeys(("properties", "patternProperties"), ({"a": S}, {"a": I})), "dependentSchemas": ({"a": {"required": ["b"]}}, {"a": {"required": ["c"]}}), "dependentRequired": ({"a": ["b"]}, {"a": ["c"]}),
    "$ref": ("#/components/schemas/A", "#/components/schemas/B"), "$dynamicRef": ("#/components/schemas/A", "#/components/schemas/B"),
}  # fmt: skip
SCHEMA_VALUES: dict[str, tuple[Any, Any]] = {
    "required": (["a"], ["b"]),
    "type": ("string", "integer"),
    "name": ("n", "m"),
}
OF_KIND: dict[tuple[str, str], tuple[Any, Any]] = {
    ("header", "style"): ("other", "simple"), ("parameter", "explode"): (False, True), ("response", "content"): ({"a/b": {"schema": S}}, {"a/c": {"schema": S}}),
    ("media type", "schema"): (S, I), ("operation", "security"): ([], [{"other": []}]),
}  # fmt: skip
# a keyword that says something only beside another one
BESIDE: dict[str, dict[str, Any]] = {
    "if": {"then": {"maxLength": 5}}, "nullable": {"type": "string"},
    "then": {"if": {"minLength": 2}}, "else": {"if": {"minLength": 2}}, "minContains": {"contains": S}, "maxContains": {"contains": S},
}  # fmt: skip
BESIDE_IN: dict[tuple[str, str], dict[str, Any]] = {
    ("parameter", "explode"): {"schema": {"type": "array", "items": S}},
    ("header", "explode"): {"schema": {"type": "object"}},
}
# cells that need no finding, with their reason
WAIVED: dict[tuple[str, str], str] = {
    ("document", "openapi"): "the version decides how the document is read, not what it says",
    ("document", "components"): "components say something only where they are referred to",
    ("path item", "$ref"): "the object is another one with it, and stands elsewhere: a cell of its own",
    ("link", "description"): "prose: no request and no reply changes",
    ("server", "name"): "a name for people: it isn't sent",
    ("server", "description"): "prose: no request and no reply changes",
    ("server variable", "description"): "prose: no request and no reply changes",
    ("schema", "$vocabulary"): "it says something of metaschemas only",
}  # fmt: skip


def document(version: str) -> dict[str, Any]:
    """A document with an object of each kind."""
    return {
        "openapi": VERSIONS[version],
        "info": {"title": "t", "version": "1"},
        "security": [{"k": []}],
        "servers": [{"url": "https://{v}.example.test", "variables": {"v": {"default": "x"}}}],
        "components": {"schemas": {"A": S, "B": I}, "securitySchemes": {"k": {"type": "apiKey", "in": "header", "name": "key"}}},
        "paths": {"/x": {"post": {
            "parameters": [{"in": "query", "name": "q", "schema": S}],
            "requestBody": {"content": {
                "application/json": {"schema": {"type": "object", "properties": {"p": {}}}},
                "multipart/form-data": {"schema": {"type": "object"}, "encoding": {"f": {}}},
            }},
            "responses": {"200": {"description": "", "headers": {"H": {"schema": S}}, "links": {"l": {"operationId": "o"}}, **BODY}},
        }}},
    }  # fmt: skip


@cache
def metaschema(version: str) -> dict[str, Any]:
    """The metaschema of one version."""
    path = files("openapi_spec_validator") / "resources" / "schemas" / f"v{version}" / "schema.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def keywords(version: str, names: tuple[str, ...]) -> dict[str, Any]:
    """The keywords of one kind of object, with what the metaschema says of each."""
    whole = metaschema(version)
    parts = {**whole.get("definitions", {}), **whole.get("$defs", {}), "": {"properties": whole["properties"]}}
    found: dict[str, Any] = {}
    left = [parts[name] for name in names if name in parts]
    while left:
        part = left.pop()
        if isinstance(part, dict):
            found |= {name: told for name, told in part.get("properties", {}).items() if not name.startswith("x-")}
            left += [inner for word, inner in part.items() if word != "properties"]
            left += [whole["$defs"][str(part["$ref"]).rpartition("/")[2]]] if _extends(part, whole) else []
        elif isinstance(part, list):
            left += part
    if names == ("Schema",) and version != "3.0":
        found |= _json_schema()
        found |= dict.fromkeys(("discriminator", "xml", "externalDocs", "example"))
    return found


def _extends(part: dict[str, Any], whole: dict[str, Any]) -> bool:
    name = str(part.get("$ref", "")).rpartition("/")[2]
    return (
        name in ("examples", "styles-for-form", "parameter", "path-item")
        and name in whole.get("$defs", {})
        and len(part) == 1
    )


@cache
def _json_schema() -> dict[str, Any]:
    found: dict[str, Any] = {}
    folder = files("jsonschema_specifications") / "schemas" / "draft202012" / "vocabularies"
    for path in folder.iterdir():
        found |= json.loads(path.read_text(encoding="utf-8")).get("properties", {})
    return found


def values(kind: str, word: str, told: Any) -> tuple[Any, Any]:
    """Two values of a keyword."""
    if kind == "schema" and word in SCHEMA_VALUES:
        return SCHEMA_VALUES[word]
    if (kind, word) in OF_KIND:
        return OF_KIND[kind, word]
    if word in VALUES:
        return VALUES[word]
    form = told.get("type") if isinstance(told, dict) else None
    by_type: dict[str, tuple[Any, Any]] = {
        "boolean": (True, False),
        "object": ({"a": {}}, {"b": {}}),
        "array": (["a"], ["b"]),
        "integer": (1, 2),
    }
    if word in (
        "deprecated",
        "explode",
        "allowReserved",
        "allowEmptyValue",
        "uniqueItems",
        "readOnly",
        "writeOnly",
        "nullable",
    ):
        return True, False
    return by_type.get(str(form), ("a", "b"))


def cells() -> Iterator[tuple[str, str, str, str]]:
    """Version, kind, keyword and edit of each cell."""
    for version in VERSIONS:
        for kind, (_, names) in PLACES.items():
            for word in keywords(version, names):
                for edit in ("set", "unset", "changed"):
                    yield version, kind, word, edit


def edited(version: str, kind: str, word: str, value: Any) -> dict[str, Any]:
    """The document with one keyword set, or without it."""
    data: dict[str, Any] = json.loads(json.dumps(document(version)))
    place: Any = data
    for name in segments(PLACES[kind][0]):
        place = place[int(name)] if isinstance(place, list) else place[name]
    place |= BESIDE.get(word, {}) if kind == "schema" else BESIDE_IN.get((kind, word), {})
    place.pop(word, None)
    if value is not None:
        place[word] = value
    return data


def findings(version: str, kind: str, word: str, edit: str) -> int:
    """How much is told of one edit."""
    told = keywords(version, PLACES[kind][1])[word]
    first, second = values(kind, word, told)
    old, new = {"set": (None, first), "unset": (first, None), "changed": (first, second)}[edit]
    sides = (Document("made", edited(version, kind, word, value)) for value in (old, new))
    return len(compare(*sides).findings)


def reason(kind: str, word: str) -> str:
    """Why a cell may be silent; nothing where it may not."""
    return SILENT.get(kind, {}).get(word, "") or WAIVED.get((kind, word), "")


CELLS = list(cells())


@pytest.mark.parametrize("kind", PLACES)
@pytest.mark.parametrize("version", VERSIONS)
def test_no_cell_is_silent(version: str, kind: str) -> None:
    silent = [
        (word, edit)
        for of_version, of_kind, word, edit in CELLS
        if (of_version, of_kind) == (version, kind)
        and not reason(kind, word)
        and not findings(version, kind, word, edit)
    ]
    assert silent == []


def test_the_metaschemas_are_read() -> None:
    assert len(CELLS) > 800
    assert {kind for _, kind, _, _ in CELLS} == set(PLACES)


def test_no_waiver_is_left_over() -> None:
    known = {(kind, word) for _, kind, word, _ in CELLS}
    assert {cell for cell, why in WAIVED.items() if why} <= known
