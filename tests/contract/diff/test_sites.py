"""Every part of a document is compared, or told as not compared; nothing that differs is silent."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest

from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import Document
from scripts.documents.pointers import segments

if TYPE_CHECKING:
    from scripts.contract_diff.report.model import Finding

S, I = {"type": "string"}, {"type": "integer"}  # noqa: E741


def body(schema: Any, media: str = "application/json", **more: Any) -> Any:
    """A body of one media type."""
    return {"content": {media: {"schema": schema, **more}}}


def reply(schema: Any = S, **more: Any) -> Any:
    """The replies of an operation with one success."""
    return {"200": {"description": "", **body(schema), **more}}


FLOW = {
    "authorizationUrl": "https://a.example.test/",
    "tokenUrl": "https://t.example.test/",
    "scopes": {"r": "", "w": ""},
}
CARDS = {
    "Cat": {"type": "object", "properties": {"kind": S}},
    "Dog": {"type": "object", "properties": {"kind": S, "n": I}},
}
PETS = {
    "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
    "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat"}},
}
BASE: dict[str, Any] = {
    "openapi": "3.2.0",
    "info": {"title": "t", "version": "1"},
    "servers": [{"url": "https://one.example.test"}, {"url": "https://{region}.example.test", "variables": {"region": {"default": "eu", "enum": ["eu", "us"]}}}],
    "components": {
        "schemas": CARDS,
        "securitySchemes": {"o": {"type": "oauth2", "flows": {"authorizationCode": FLOW, "implicit": FLOW}}},
        "mediaTypes": {"M": {"schema": {"type": "object", "properties": {"m": S}}}},
    },
    "webhooks": {"paid": {"post": {"requestBody": {"required": True, **body({"type": "object", "properties": {"id": S}, "required": ["id"]})}, "responses": {"200": {"description": ""}}}}},
    "paths": {
        "/x": {
            "servers": [{"url": "https://x.example.test"}],
            "additionalOperations": {"COPY": {"requestBody": body(S), "responses": reply()}},
            "post": {
                "security": [{"o": ["r"]}],
                "parameters": [{"in": "query", "name": "q", "schema": {"type": "array", "items": S}}],
                "requestBody": {"content": {
                    "application/json": {"schema": {"type": "object", "properties": {
                        "pet": PETS, "tuple": {"type": "array", "prefixItems": [{"type": "string", "format": "date"}]},
                        "map": {"type": "object", "patternProperties": {"^x-": {"type": "string", "format": "date"}}},
                        "union": {"anyOf": [{"type": "string", "format": "date"}, {"type": "integer", "default": 1}]},
                        "cond": {"if": {"type": "string"}, "then": {"type": "string", "format": "date"}},
                        "file": {"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png"},
                        "note": {"type": "string", "xml": {"name": "n"}},
                    }}},
                    "multipart/form-data": {"schema": {"type": "object"}, "encoding": {"f": {"contentType": "image/png"}}},
                    "application/jsonl": {"itemSchema": {"type": "object", "properties": {"i": S}}},
                    "application/x": {"$ref": "#/components/mediaTypes/M"},
                }},
                "callbacks": {"done": {"{$request.body#/url}": {"post": {"requestBody": body({"type": "object", "properties": {"id": S}, "required": ["id"]}), "responses": {"200": {"description": ""}}}}}},
                "responses": reply(headers={"H": {"content": {"text/plain": {"schema": {"type": "string", "maxLength": 5}}}}}, links={"l": {"operationId": "o"}}),
            },
        },
        "/t/{a}": {"get": {"responses": reply(S)}},
        "/t/{b}": {"get": {"responses": reply(I)}},
    },
}  # fmt: skip
POST = "/paths/~1x/post"
IN = f"{POST}/requestBody/content"
JSON = f"{IN}/application~1json/schema/properties"
GONE = object()


def edited(pointer: str, value: Any) -> Any:
    """The document with one place set to a value, or without it."""
    data = json.loads(json.dumps(BASE))
    *path, last = segments(pointer)
    place: Any = data
    for name in path:
        place = place[int(name)] if isinstance(place, list) else place[name]
    if value is GONE:
        del place[last]
    elif isinstance(place, list):
        place[int(last)] = value
    else:
        place[last] = value
    return data


def told(pointer: str, value: Any) -> list[Finding]:
    """The findings on one edit."""
    report = compare(Document("made", BASE), Document("made", edited(pointer, value)))
    return list(report.findings)


EDITS: dict[str, tuple[str, Any, str, str]] = {
    # place, new value, cause and the levels under strict and practical
    "webhook's body": ("/webhooks/paid/post/requestBody/content/application~1json/schema/required", [], "property-made-optional", "bb"),
    "webhook's body, optional": ("/webhooks/paid/post/requestBody/required", False, "request-body-made-optional", "bb"),
    "webhook gone": ("/webhooks/paid", GONE, "operation-removed", "rr"),
    "callback's body": (f"{POST}/callbacks/done/{{$request.body#~1url}}/post/requestBody/content/application~1json/schema/properties/id", I, "type-added", "bb"),
    "callback gone": (f"{POST}/callbacks", GONE, "operation-removed", "rr"),
    "additional operation": ("/paths/~1x/additionalOperations/COPY/requestBody/content/application~1json/schema", I, "type-removed", "bb"),
    "item of a stream": (f"{IN}/application~1jsonl/itemSchema/properties/i", I, "type-removed", "bb"),
    "shared media type": ("/components/mediaTypes/M/schema/properties/m", I, "type-removed", "bb"),
    "server of the path": ("/paths/~1x/servers/0/url", "https://new.example.test", "servers-replaced", "bb"),
    "server of the document": ("/servers/0/url", "https://new.example.test", "server-removed", "rr"),
    "value of a server's variable": ("/servers/1/variables/region/enum", ["eu"], "server-removed", "rr"),
    "order of servers": ("/servers", BASE["servers"][::-1], "server-order-changed", "rr"),
    "property of a discriminator": (f"{JSON}/pet/discriminator/propertyName", "sort", "discriminator-changed", "sr"),
    "mapping of a discriminator": (f"{JSON}/pet/discriminator/mapping", {"puss": "#/components/schemas/Cat"}, "discriminator-changed", "sr"),
    "implicit name of a discriminator": (f"{JSON}/pet/discriminator/mapping", GONE, "discriminator-changed", "sr"),
    "format inside a union": (f"{JSON}/union/anyOf/0/format", "uuid", "format-changed", "sr"),
    "default inside a union": (f"{JSON}/union/anyOf/1/default", 2, "default-changed", "sr"),
    "format under prefixItems": (f"{JSON}/tuple/prefixItems/0/format", "uuid", "format-changed", "sr"),
    "format under patternProperties": (f"{JSON}/map/patternProperties/^x-/format", "uuid", "format-changed", "sr"),
    "format under then": (f"{JSON}/cond/then/format", "uuid", "format-changed", "sr"),
    "encoding of a text": (f"{JSON}/file/contentEncoding", "base32", "content-changed", "sr"),
    "media type of a text": (f"{JSON}/file/contentMediaType", "image/gif", "content-changed", "sr"),
    "schema of a text": (f"{JSON}/file/contentSchema", I, "content-changed", "sr"),
    "name in XML": (f"{JSON}/note/xml/name", "m", "not-compared", "rr"),
    "an unknown keyword": (f"{JSON}/note/colour", "red", "not-compared", "rr"),
    "encoding of a part": (f"{IN}/multipart~1form-data/encoding/f/contentType", "image/gif", "encoding-changed", "rr"),
    "reply header with content": (f"{POST}/responses/200/headers/H/content/text~1plain/schema/maxLength", 6, "max-length-raised", "bb"),
    "style of a header": (f"{POST}/responses/200/headers/H/style", "other", "header-style-changed", "rr"),
    "empty values of a parameter": (f"{POST}/parameters/0/allowEmptyValue", True, "parameter-style-changed", "rr"),
    "style of a parameter": (f"{POST}/parameters/0/style", "spaceDelimited", "parameter-style-changed", "rr"),
    "explode of a parameter": (f"{POST}/parameters/0/explode", False, "parameter-style-changed", "rr"),
    "deprecated parameter": (f"{POST}/parameters/0/deprecated", True, "parameter-deprecated", "sr"),
    "deprecated property": (f"{JSON}/note/deprecated", True, "deprecation-changed", "sr"),
    "OAuth flow gone": ("/components/securitySchemes/o/flows/implicit", GONE, "flow-removed", "bb"),
    "URL of an OAuth flow": ("/components/securitySchemes/o/flows/implicit/tokenUrl", "https://n.example.test/", "flow-address-changed", "rr"),
    "scope of an OAuth flow": ("/components/securitySchemes/o/flows/implicit/scopes", {"r": ""}, "scopes-removed", "rr"),
    "link of a reply": (f"{POST}/responses/200/links", GONE, "not-compared", "rr"),
    "dialect of the document": ("/jsonSchemaDialect", "https://example.test/dialect", "not-compared", "rr"),
    "unknown part of an operation": (f"{POST}/speed", 1, "not-compared", "rr"),
    "the first of two templates": ("/paths/~1t~1{a}/get/responses/200/content/application~1json/schema", I, "type-added", "bb"),
    "the second of two templates": ("/paths/~1t~1{b}/get/responses/200/content/application~1json/schema", S, "type-added", "bb"),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_one_edit_is_one_finding(name: str) -> None:
    pointer, value, cause, levels = EDITS[name]
    found = [finding for finding in told(pointer, value) if finding.levels["practical"] != "safe"]
    assert {(f.cause, f.levels["strict"][0] + f.levels["practical"][0]) for f in found} == {(cause, levels)}, found


SILENT = {
    "summary": (f"{POST}/summary", "x"), "tags": (f"{POST}/tags", ["a"]), "operationId": (f"{POST}/operationId", "o"),
    "extension with a reference": (f"{POST}/x-note", {"$ref": "#/nowhere"}), "title": (f"{JSON}/note/title", "x"),
    "example": (f"{IN}/application~1json/example", {"a": 1}), "info": ("/info/version", "2"),
}  # fmt: skip


@pytest.mark.parametrize("name", SILENT)
def test_what_says_nothing_on_the_wire_is_silent(name: str) -> None:
    assert told(*SILENT[name]) == []


def test_the_document_against_itself_is_silent() -> None:
    assert compare(Document("made", BASE), Document("made", copy.deepcopy(BASE))).findings == ()


def test_the_second_of_two_templates_doesn_t_hide_the_first() -> None:
    report = compare(Document("made", BASE), Document("made", BASE))
    assert {"GET /t/{a}", "GET /t/{b}", "webhook POST paid", "COPY /x"} <= set(report.operations)


def test_a_wanted_operation_brings_its_callbacks() -> None:
    report = compare(Document("made", BASE), Document("made", BASE), operations=["POST /x"])
    assert report.operations == ("POST /x", "POST /x, callback done: POST {$request.body#/url}")


def test_the_direction_of_a_webhook_is_turned() -> None:
    place = "/webhooks/paid/post/requestBody/content/application~1json/schema/properties/new"
    assert [f.levels["practical"] for f in told(place, S)] == ["safe"]
    (finding,) = told("/webhooks/paid/post/requestBody/content/application~1json/schema/required", [])
    assert finding.witness is not None
    assert finding.witness.accepted_by == "head"
