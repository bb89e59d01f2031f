"""What is sent as text is judged as text: a number and the string that spells it are one."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import pytest

from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import Document

if TYPE_CHECKING:
    from scripts.contract_diff.report.model import Report

S, I, N, B = ({"type": name} for name in ("string", "integer", "number", "boolean"))  # noqa: E741
LISTS = {name: {"type": "array", "items": item} for name, item in (("S", S), ("I", I))}


def parameter(schema: Any, **more: Any) -> Any:
    """A document with one query parameter."""
    one = {"in": "query", "name": "q", "schema": schema, **more}
    return _document({"parameters": [one], "responses": {"200": {"description": ""}}})


def header(schema: Any) -> Any:
    """A document with one reply header that is always there."""
    return _document(
        {"responses": {"200": {"description": "", "headers": {"H": {"required": True, "schema": schema}}}}}
    )


def form(schema: Any, media: str = "application/x-www-form-urlencoded", **more: Any) -> Any:
    """A document with a form of one field."""
    body = {"schema": {"type": "object", "properties": {"f": schema}}, **more}
    return _document({"requestBody": {"content": {media: body}}, "responses": {"200": {"description": ""}}})


def plain(schema: Any) -> Any:
    """A document with a body of plain text."""
    body = {"content": {"text/plain": {"schema": schema}}}
    return _document({"requestBody": body, "responses": {"200": {"description": ""}}})


def _document(operation: Any) -> Any:
    return {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/x": {"post": operation}}}


def _report(old: Any, new: Any) -> Report:
    return compare(Document("made", old), Document("made", new))


# what the change does to a client that sends texts
SENT: dict[str, tuple[Any, Any, str]] = {
    "integer to string": (I, S, "safe"),
    "number to string": (N, S, "safe"),
    "boolean to string": (B, S, "safe"),
    "integer to number": (I, N, "safe"),
    "boolean to its texts": (B, {"enum": ["true", "false"]}, "safe"),
    "numbers to their texts": ({"enum": [1, 2]}, {"enum": ["1", "2"]}, "safe"),
    "integer to string or null": (I, {"type": ["string", "null"]}, "safe"),
    "null gone": ({"type": ["string", "null"]}, S, "safe"),
    "null alone gone from a union": ({"anyOf": [I, {"type": "null"}]}, I, "safe"),
    "integer to a string or integer": (I, {"anyOf": [S, I]}, "safe"),
    "string to integer": (S, I, "breaking"),
    "number to integer": (N, I, "breaking"),
    "integer to boolean": (I, B, "breaking"),
    "integer to a short string": (I, {"type": "string", "maxLength": 2}, "breaking"),
    "integer to a string of letters": (I, {"type": "string", "pattern": "^[a-z]+$"}, "breaking"),
    "maximum lowered": ({"type": "integer", "maximum": 9}, {"type": "integer", "maximum": 5}, "breaking"),
    "value gone": ({"enum": ["a", "b"]}, {"enum": ["a"]}, "breaking"),
    "number's text gone": ({"enum": [1, 2]}, {"enum": ["1"]}, "breaking"),
    "boolean to one of its texts": (B, {"enum": ["true"]}, "breaking"),
    "boolean of a union to one of its texts": ({"anyOf": [I, B]}, {"anyOf": [I, {"enum": ["true"]}]}, "breaking"),
    "string narrowed": (S, {"type": "string", "pattern": "^a"}, "breaking"),
}


@pytest.mark.parametrize("make", [parameter, form, plain])
@pytest.mark.parametrize("name", SENT)
def test_what_a_client_sends_as_text(name: str, make: Any) -> None:
    old, new, verdict = SENT[name]
    report = _report(make(old), make(new))
    assert [report.verdict(policy) for policy in ("strict", "practical")] == [verdict, verdict], report.findings


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        (S, I, "safe"),
        (I, S, "breaking"),
        ({"enum": ["1"]}, {"enum": [1]}, "safe"),
        (S, {"type": ["string", "null"]}, "safe"),
    ],
)
def test_what_a_client_reads_as_text(old: Any, new: Any, verdict: str) -> None:
    assert _report(header(old), header(new)).verdict("strict") == verdict


LISTED: dict[str, tuple[Any, Any, dict[str, Any], str]] = {
    "one to a list": (S, LISTS["S"], {}, "safe"),
    "a list of numbers to texts": (LISTS["I"], LISTS["S"], {}, "safe"),
    "a list of texts to numbers": (LISTS["S"], LISTS["I"], {}, "breaking"),
    "a list to one": (LISTS["S"], S, {}, "breaking"),
    "a joined list to one": (LISTS["S"], S, {"explode": False}, "safe"),
}


@pytest.mark.parametrize("name", LISTED)
def test_lists_by_how_they_are_written(name: str) -> None:
    old, new, more, verdict = LISTED[name]
    report = _report(parameter(old, **more), parameter(new, **more))
    assert report.verdict("strict") in (verdict, "risky") if verdict == "safe" else report.verdict("strict") == verdict


def test_a_parameter_in_json_keeps_its_types() -> None:
    old, new = (parameter({}, content={"application/json": {"schema": schema}}) for schema in (I, S))
    for data in (old, new):
        del data["paths"]["/x"]["post"]["parameters"][0]["schema"]
    assert _report(old, new).verdict("strict") == "breaking"


def test_of_an_empty_list_nothing_is_written() -> None:
    """A list of one text is that text, and a list of none isn't there: only two texts show the break."""
    (finding,) = _report(parameter(LISTS["S"]), parameter(S)).findings
    assert finding.witness is not None
    assert finding.witness.body == ["", ""]
    old, new = ({**LISTS["S"], "minItems": least} for least in (0, 1))
    assert _report(parameter(old), parameter(new)).verdict("strict") == "safe"


THING: dict[str, Any] = {name: {"type": "object", "properties": {"b": kind}} for name, kind in (("S", S), ("I", I))}
JSON: Any = {"encoding": {"f": {"contentType": "application/json"}}}
MANY = "multipart/form-data"
PARTS: dict[str, tuple[Any, Any, str]] = {
    "a number": (form(I, MANY), form(S, MANY), "safe"),
    "numbers": (form(LISTS["I"], MANY), form(LISTS["S"], MANY), "safe"),
    "an object": (form(THING["I"], MANY), form(THING["S"], MANY), "breaking"),
    "objects": (
        form({"type": "array", "items": THING["I"]}, MANY), form({"type": "array", "items": THING["S"]}, MANY), "breaking",
    ),
    "a number in JSON": (form(I, MANY, **JSON), form(S, MANY, **JSON), "breaking"),
    "null in JSON": (form({"type": ["string", "null"]}, MANY, **JSON), form(S, MANY, **JSON), "breaking"),
    "null inside an object": (
        form({"type": "object", "properties": {"b": {"type": ["integer", "null"]}}}, MANY), form(THING["I"], MANY), "breaking",
    ),
    "a number in JSON in a form": (form(I, **JSON), form(S, **JSON), "breaking"),
}  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
def test_a_part_of_a_form_in_json_keeps_its_types(name: str) -> None:
    old, new, verdict = PARTS[name]
    assert _report(old, new).verdict("strict") == verdict


NULLS: dict[str, Any] = {
    "type": {"type": ["string", "null"]}, "union": {"anyOf": [S, {"type": "null"}]}, "values": {"enum": ["a", None]},
}  # fmt: skip


@pytest.mark.parametrize("make", [parameter, form, plain, header])
@pytest.mark.parametrize("name", NULLS)
def test_null_that_comes_or_goes_is_no_difference_where_no_text_spells_it(name: str, make: Any) -> None:
    old, new = NULLS[name], {"enum": ["a"]} if name == "values" else S
    assert _report(make(old), make(new)).findings == ()
    assert _report(make(new), make(old)).findings == ()


def test_null_that_comes_in_a_part_in_json_is_told() -> None:
    old, new = (form(schema, MANY, **JSON) for schema in (S, NULLS["type"]))
    assert [finding.cause for finding in _report(old, new).findings] == ["type-added"]


def sent(media: str, schema: Any, **more: Any) -> Any:
    """A document with a body of one media type."""
    return _document({"requestBody": {"content": {media: {"schema": schema, **more}}}, "responses": {}})


BINARY: dict[str, Any] = {**S, "format": "binary"}
CHANGED: list[tuple[Any, Any, str]] = [
    (BINARY, {**BINARY, "maxLength": 9}, "breaking"), ({}, {**BINARY, "maxLength": 9}, "breaking"),
    ({**BINARY, "maxLength": 9}, {}, "safe"), (S, I, "breaking"),
]  # fmt: skip


@pytest.mark.parametrize("media", ["application/octet-stream", "image/png", "application/pdf; a=b"])
def test_bytes_are_one_string_whatever_the_schema_says(media: str) -> None:
    for old, new in zip((BINARY, {}, BINARY, {"type": ["string", "null"]}), ({}, BINARY, S, BINARY), strict=True):
        assert _report(sent(media, old), sent(media, new)).findings == ()
    for old, new, verdict in CHANGED:
        report = _report(sent(media, old), sent(media, new))
        assert report.findings
        assert report.verdict("strict") == verdict
    assert _report(sent("application/cbor", {}), sent("application/cbor", S)).verdict("strict") == "breaking"
    assert _report(sent("image/svg+xml", {}), sent("image/svg+xml", S)).verdict("strict") == "breaking"


def test_only_a_form_has_encodings() -> None:
    encoding = {"encoding": {"f": {"contentType": "a/b"}}}
    for media, told in (("application/json", False), (MANY, True), ("*/*", True), ("multipart/*", True)):
        schema = {"type": "object", "properties": {"f": S}}
        old, new = sent(media, schema), sent(media, schema, **encoding)
        assert bool(_report(old, new).findings) is bool(_report(new, old).findings) is told


@pytest.mark.parametrize("make", [form, plain])
def test_a_text_that_two_variants_of_one_take_is_told(make: Any) -> None:
    old, new = {**S, "not": {"enum": ["a"]}}, {"oneOf": [{**S, "minLength": 1}, {"not": {"const": 1}}]}
    assert _report(make(old), make(new)).findings


TEXT, OBJECT = {"contentType": "text/plain"}, {"type": "object"}
LISTED_OBJECTS = {"type": "array", "items": OBJECT}
SPELLED: dict[str, tuple[Any, Any, bool]] = {
    # how a part is encoded, its schema, and whether that holds anyway
    "nothing": ({}, S, True),
    "the style of a text": ({"style": "form", "explode": True, "allowReserved": False}, S, True),
    "the style of a list": ({"explode": True}, LISTS["S"], True),
    "the media type of a text": (TEXT, S, True),
    "the media type of a number": (TEXT, I, True),
    "the media type of a list of texts": (TEXT, LISTS["S"], True),
    "the media type of an object": ({"contentType": "Application/JSON; charset=utf-8"}, OBJECT, True),
    "the media type of objects": ({"contentType": "application/json"}, LISTED_OBJECTS, True),
    "the media type of bytes": ({"contentType": "application/octet-stream"}, {**S, "format": "binary"}, True),
    "no headers": ({"headers": {}}, S, True),
    "another style": ({"style": "spaceDelimited"}, LISTS["S"], False),
    "a joined list": ({"explode": False}, LISTS["S"], False),
    "reserved characters": ({"allowReserved": True}, S, False),
    "the style of an object, which was JSON": ({"style": "form"}, OBJECT, False),
    "another media type": ({"contentType": "text/csv"}, S, False),
    "one of several media types": ({"contentType": "text/plain, text/csv"}, S, False),
    "the media type of text for an object": (TEXT, OBJECT, False),
    "the media type of what may be anything": (TEXT, {}, False),
}


@pytest.mark.parametrize("media", ["application/x-www-form-urlencoded", MANY])
@pytest.mark.parametrize("name", SPELLED)
def test_a_default_of_an_encoding_that_is_spelled_out_is_no_difference(name: str, media: str) -> None:
    said, schema, same = SPELLED[name]
    bare = form(schema, media)
    for told in (form(schema, media, encoding={"f": said}), form(schema, media, encoding={"f": said, "g": {}})):
        for old, new in ((bare, told), (told, bare)):
            found = {finding.cause for finding in _report(old, new).findings}
            assert found == (set() if same else {"encoding-changed"})
    other = form(schema, media, encoding={"f": {}})
    assert (_report(other, form(schema, media, encoding={"f": said})).findings == ()) is same


def carried(media: Any, where: str = "query") -> Any:
    """A document with a parameter or a reply header of some media types."""
    if where == "header":
        reply = {"200": {"description": "", "headers": {"H": {"content": media}}}}
        return {**_document({"responses": reply}), "components": {"mediaTypes": {"M": {"schema": I}}}}
    one = {"in": where, "name": "q", "content": media}
    return {**_document({"parameters": [one], "responses": {}}), "openapi": "3.2.0"}


STREAM = [carried({"application/jsonl": {"itemSchema": schema}}) for schema in (S, I)]
SECOND = [carried({"application/json": {"schema": S}, "text/plain": {"schema": schema}}) for schema in (I, S)]
REFERRED = [
    {**carried({"application/json": {"$ref": "#/components/mediaTypes/M"}}), "components": {"mediaTypes": {"M": {"schema": schema}}}}
    for schema in (S, I)
]  # fmt: skip
STYLED = [
    carried({"application/x-www-form-urlencoded": {"encoding": {"a": {"style": style}}}}, "querystring")
    for style in ("form", "spaceDelimited")
]
UNKNOWN = [carried({"text/plain": {"schema": S, "w": value}}, "header") for value in (1, 2)]


@pytest.mark.parametrize("sides", [STREAM, SECOND, REFERRED, STYLED, UNKNOWN])
def test_all_that_a_media_type_says_of_a_parameter_is_compared(sides: Any) -> None:
    assert _report(*sides).findings
    assert _report(*sides[::-1]).findings
    assert _report(sides[0], sides[0]).findings == ()


# a body as a command sends it: what stands behind the address and the key
COMMANDS: dict[str, tuple[Any, list[str]]] = {
    "text, which may begin like the name of a file": (plain, ["-H", "Content-Type: text/plain", "--data-raw", "@a b"]),
    "a form": (form, ["--data-urlencode", "f=@a b"]),
    "parts": (lambda schema: form(schema, "multipart/form-data"), ["--form-string", "f=@a b"]),
    "bytes": (
        lambda schema: body_of("image/png", schema), ["-H", "Content-Type: image/png", "--data-raw", "@a b"]
    ),
    "JSON": (
        lambda schema: body_of("application/problem+json", schema),
        ["-H", "Content-Type: application/problem+json", "-d", '"@a b"'],
    ),
    "anything": (lambda schema: body_of("*/*", schema), ["-H", "Content-Type: application/json", "-d", '"@a b"']),
    "any text": (lambda schema: body_of("text/*", schema), ["-H", "Content-Type: text/plain", "--data-raw", "@a b"]),
}  # fmt: skip


def body_of(media: str, schema: Any) -> Any:
    """A document with a body of one media type."""
    body = {"content": {media: {"schema": schema}}}
    return _document({"requestBody": body, "responses": {"200": {"description": ""}}})


@pytest.mark.parametrize("name", COMMANDS)
def test_a_proof_is_sent_in_the_form_of_its_media_type(name: str) -> None:
    made, expected = COMMANDS[name]
    (finding,) = _report(made({"enum": ["@a b", "b"]}), made({"enum": ["b"]})).findings
    assert finding.witness is not None
    assert finding.witness.curl is not None
    assert shlex.split(finding.witness.curl)[6:] == expected


def test_a_proof_whose_form_nobody_here_can_write_has_no_command() -> None:
    old, new = (body_of("application/xml", {"enum": values}) for values in (["a", "b"], ["b"]))
    (finding,) = _report(old, new).findings
    assert finding.witness is not None
    assert finding.witness.curl is None
