"""Text to data: what is read and as what, the one line with which everything else is refused, and the lines of each part."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.documents import from_json, from_yaml
from scripts.documents.fetch import Source
from scripts.documents.lines import Lines
from scripts.documents.openapi import check
from scripts.documents.parse import located, parse, parse_text
from scripts.documents.pointers import escape, resolve
from scripts.documents.text import MAX_DEPTH, DocumentError
from scripts.documents.write import dump

if TYPE_CHECKING:
    from scripts.documents.lines import Marks

DEEP = MAX_DEPTH + 1
TOO_DEEP = "nested deeper than 150 levels"


def read(content: bytes | str) -> dict[str, Any]:
    return parse(Source("spec.yaml", content.encode() if isinstance(content, str) else content))


def refusal(content: bytes | str) -> str:
    with pytest.raises(DocumentError) as caught:
        read(content)
    line = str(caught.value)
    assert line.isprintable()
    assert line.startswith("spec.yaml: ")
    return line.removeprefix("spec.yaml: ")


def bomb(levels: int, fan: int) -> str:
    text = ["a0: &a0 [x, y]"]
    text += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * fan)}]" for n in range(1, levels)]
    return "\n".join(text) + "\n"


# --- what is read --------------------------------------------------------------------------------

# Where YAML's versions or two readers would disagree, this is the decision.
SCALARS: list[tuple[str, Any]] = [
    ("2026-08-21", "2026-08-21"),
    ("2026-08-21T10:00:00Z", "2026-08-21T10:00:00Z"),
    ("12:30:45", "12:30:45"),
    ("on", "on"),
    ("No", "No"),
    ("y", "y"),
    ("true", True),
    ("False", False),
    ("null", None),
    ("~", None),
    ("", None),
    ("\n  - ", [None]),
    ("-12", -12),
    ("+12", 12),
    ("010", 10),
    ("0o17", 15),
    ("0x1F", 31),
    ("1_000", "1_000"),
    ("123456789012345678901234567890", 123456789012345678901234567890),
    ("-0.5", -0.5),
    (".5", 0.5),
    ("1.", 1.0),
    ("1e3", 1000.0),
    ("1.5e-2", 0.015),
    ("1.2.3", "1.2.3"),
    ("'12'", "12"),
    ('"true"', "true"),
    ("<<", "<<"),
    ("|\n  a\n  b\n", "a\nb\n"),
    ("! 12", "12"),
    ("! [1]", [1]),
    ("!!str 200", "200"),
    ("!!int 12", 12),
    ("!!float 12", 12),
    ("!!seq [1]", [1]),
    ("!!null ~", None),
    ('!!bool "true"', True),
]


@pytest.mark.parametrize(("text", "value"), SCALARS)
def test_a_scalar_is_what_yaml_1_2_says(text: str, value: Any) -> None:
    assert repr(read(f"key: {text}\n")["key"]) == repr(value)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        # a key is the text as written
        ("200: a\non: b\nnull: c\n1.10: d\ntrue: e\n~: f\n0x10: g\n'<<': h\n",
         {"200": "a", "on": "b", "null": "c", "1.10": "d", "true": "e", "~": "f", "0x10": "g", "<<": "h"}),
        ('{"<<": 1}', {"<<": 1}),
        # an alias is what it stands for, also as a key
        ("a: &x {b: 1}\nc: *x", {"a": {"b": 1}, "c": {"b": 1}}),
        ("a: &x name\nb: {*x : 1}", {"a": "name", "b": {"name": 1}}),
        # merge keys are read: what is written out wins, then what is merged first
        ("a: &x {b: 1, c: 2}\nd: {<<: *x, c: 9}", {"a": {"b": 1, "c": 2}, "d": {"b": 1, "c": 9}}),
        ("a: &x {b: 1}\nc: &y {b: 3, d: 4}\ne: {<<: [*y, *x], f: 5}",
         {"a": {"b": 1}, "c": {"b": 3, "d": 4}, "e": {"b": 3, "d": 4, "f": 5}}),
        # JSON, with escapes that YAML readers refuse, and with tabs
        ('\n {"a": [1, 2.5, "é", null, true], "b": 1e2}', {"a": [1, 2.5, "é", None, True], "b": 100.0}),
        ('{"a": "\\ud83d\\ude00\\/"}', {"a": "😀/"}),
        ('\t{"a":\t[1,\t2]}', {"a": [1, 2]}),
        # YAML that starts like JSON
        ("{openapi: 3.1.0, paths: {}}", {"openapi": "3.1.0", "paths": {}}),
        ("{a: [1, on]}", {"a": [1, "on"]}),
        # a byte order mark, and the line ends of Windows
        ("\ufeffa:\r\n  b: 1\r\n  c: |\r\n    two\r\n    lines\r\n", {"a": {"b": 1, "c": "two\nlines\n"}}),
        # as deep as it may be
        ("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1), None),
    ],
)  # fmt: skip
def test_a_document_is_read_as(text: str, data: Any) -> None:
    found = read(text)
    assert data is None or found == data


# --- what is refused -----------------------------------------------------------------------------

BROKEN: dict[str, tuple[bytes | str, str]] = {
    "no text": (b"\xff\xfe\x00", "not UTF-8 (line 1)"),
    "utf-16": ("openapi: 3.1.0".encode("utf-16"), "not UTF-8 (line 1)"),
    "latin-1": ("a: 1\ntitle: é".encode("latin-1"), "not UTF-8 (line 2)"),
    "a surrogate": (b"a: \xed\xa0\x80", "not UTF-8 (line 1)"),
    "a web page": (
        "<!DOCTYPE html><html><body>Bad gateway</body></html>",
        "a web page or XML, not an OpenAPI document",
    ),
    "a web page after a mark": (b"\xef\xbb\xbf\n  <HTML>", "a web page or XML, not an OpenAPI document"),
    "a web page after a comment": ("<!-- cached --><html>", "a web page or XML, not an OpenAPI document"),
    "XML": ('<?xml version="1.0"?><Error/>', "a web page or XML, not an OpenAPI document"),
    "nothing": ("", "not a document: it holds nothing"),
    "only spaces": (" \r\n\n", "not a document: it holds nothing"),
    "only words": ("only words", "not a document: it holds text"),
    "a number": ("12", "not a document: it holds a value"),
    "a list": ("- a", "not a document: it holds a list"),
    "a JSON list": ("[1]", "not a document: it holds a list"),
    "a NUL byte": (b"a: \x00", "not YAML: unacceptable character #x0000: control characters are not allowed"),
    "an escape byte": (b"a: \x1b[31m", "not YAML: unacceptable character #x001b: control characters are not allowed"),
    "no YAML": ("a: b: c\n", "not YAML: mapping values are not allowed in this context (line 1)"),
    "half of YAML": ("a: [1, 2", "not YAML: did not find expected ',' or ']' (line 2)"),
    "half of JSON": ('{"a": [1,', "not JSON: Expecting value (line 1)"),
    "no JSON": ('{"a": 1,\n "b": {]}', "not JSON: Expecting property name enclosed in double quotes (line 2)"),
    "two documents": ("a: 1\n---\na: 2", "more than one document in one file (line 2)"),
    "a key twice": ("a:\n  b: 1\n  c: 2\n  b: 3", "the key b is given twice in one mapping (line 4)"),
    "a key twice in JSON": ('{"a": {"b": 1, "b": 1}}', "the key b is given twice in one object"),
    "a key twice, as text and number": ("200: a\n'200': b", "the key 200 is given twice in one mapping (line 2)"),
    "a key that steers a terminal": (
        '"\\e[31mx": 1\n"\\e[31mx": 2\n',
        "the key \\x1b[31mx is given twice in one mapping (line 2)",
    ),
    "a key that is a list": ("? [a]\n: b", "a key that isn't text (line 1)"),
    "a merge of no mapping": ("a: {<<: 1}", "a merge key that names no mapping (line 1)"),
    "an alias bomb": (bomb(40, 9), "its aliases unfold without a sensible end (line 8)"),
    "an alias in itself": ("a: &x [*x]", "the alias x refers to nothing before it (line 1)"),
    "an alias in itself, in a mapping": ("a: &x {b: {c: *x}}", "the alias x refers to nothing before it (line 1)"),
    "an alias to nothing": ("a: *x", "the alias x refers to nothing before it (line 1)"),
    "too deep YAML": ("a: " + "[" * DEEP + "]" * DEEP, TOO_DEEP),
    "too deep indented YAML": ("\n".join(" " * n + "a:" for n in range(DEEP + 1)), TOO_DEEP),
    "far too deep YAML": ("a: " + "[" * 100_000, TOO_DEEP),
    "too deep JSON": ('{"a": ' + "[" * DEEP + "]" * DEEP + "}", TOO_DEEP),
    "far too deep JSON": ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", TOO_DEEP),
    "too deep by an alias": (f"a: &a {'[' * 100}1{']' * 100}\nb: &b {'[' * 100}*a {']' * 100}", TOO_DEEP),
    "too deep by two aliases": (
        f"a: &a {'[' * 100}1{']' * 100}\nb: &b {'[' * 40}*a {']' * 40}\nc: {'[' * 11}*b {']' * 11}",
        TOO_DEEP,
    ),
    "a Python object": (
        "a: !!python/object/apply:os.system [true]",
        "the tag tag:yaml.org,2002:python/object/apply:os.system isn't plain data (line 1)",
    ),
    "a tag as a key": (
        "!!python/name:os.system : 1",
        "the tag tag:yaml.org,2002:python/name:os.system isn't plain data (line 1)",
    ),
    "a tag of its own": ("a: !secret b", "the tag !secret isn't plain data (line 1)"),
    "a tagged date": ("a: !!timestamp 2026-08-21", "the tag tag:yaml.org,2002:timestamp isn't plain data (line 1)"),
    "tagged bytes": ("a: !!binary aGk=", "the tag tag:yaml.org,2002:binary isn't plain data (line 1)"),
    "a tagged set": ("a: !!set {b, c}", "the tag tag:yaml.org,2002:set isn't plain data (line 1)"),
    "a list as a mapping": ("a: !!map [b]", "the tag tag:yaml.org,2002:map stands before something else (line 1)"),
    "no boolean": ("a: !!bool maybe", "the tag tag:yaml.org,2002:bool stands before something else (line 1)"),
    "no integer": ("a: !!int maybe", "the tag tag:yaml.org,2002:int stands before something else (line 1)"),
    "infinity": ("a: .inf", ".inf is no number that JSON can express (line 1)"),
    "less than infinity": ("a: -.Inf", "-.Inf is no number that JSON can express (line 1)"),
    "no number": ("a: .NaN", ".NaN is no number that JSON can express (line 1)"),
    "no number in JSON": ('{"a": NaN}', "not JSON: NaN is no number that JSON can express"),
    "too large a number": ("a: 1e999", "1e999 is no number that JSON can express (line 1)"),
    "too large a number in JSON": ('{"a": 1e999}', "1e999 is no number that JSON can express"),
    "half a character": ('{"a": "\\ud800"}', "half a character: a surrogate without its other half"),
    "half a character in YAML": ('a: "\\uD800"', "not YAML: found invalid Unicode character escape code (line 1)"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_refused_and_the_line_that_says_why(name: str) -> None:
    content, reason = BROKEN[name]
    assert refusal(content) == reason


@pytest.mark.parametrize("text", ["a: " + "9" * 5000, '{"a": ' + "9" * 5000 + "}"])
def test_an_integer_of_thousands_of_digits_is_refused(text: str) -> None:
    assert "4300 digits" in refusal(text)


def test_an_error_shows_nothing_raw_that_steers_a_terminal() -> None:
    line = str(DocumentError("na\x1b[31m\nme\x07\u202e\x9b: \ud800 é"))
    assert line == "na\\x1b[31m me\\x07\\u202e\\x9b: \\ud800 é"


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({}, "not an OpenAPI document: it has no `openapi`"),
        (
            {"swagger": "2.0", "paths": {}},
            "Swagger 2.0 isn't read, only OpenAPI 3: convert it first (swagger2openapi does), and give the result",
        ),
        ({"openapi": "2.0.0", "paths": {}}, "OpenAPI 2.0.0 isn't read, only 3.0 to 3.2"),
        ({"openapi": "3.3.0", "paths": {}}, "OpenAPI 3.3.0 isn't read, only 3.0 to 3.2"),
        ({"openapi": True, "paths": {}}, "OpenAPI True isn't read, only 3.0 to 3.2"),
        ({"openapi": "3.1.0\x1b[31m", "paths": {}}, "OpenAPI 3.1.0\\x1b[31m isn't read, only 3.0 to 3.2"),
        ({"openapi": "3.1.0"}, "not an OpenAPI document: it has no paths, webhooks or components"),
        ({"openapi": "3.1.0", "paths": []}, "not an OpenAPI document: it has no paths, webhooks or components"),
    ],
)
def test_what_is_no_openapi_document(document: dict[str, Any], reason: str) -> None:
    with pytest.raises(DocumentError) as caught:
        check(document)
    assert str(caught.value) == reason


@pytest.mark.parametrize("version", ["3.0.0", "3.0.3", "3.1.0", "3.1.1", "3.1.0-rc1", "3.2.0", "3.1", 3.1])
def test_but_every_version_from_3_0_to_3_2_is(version: str | float) -> None:
    check({"openapi": version, "paths": {}})


@pytest.mark.parametrize("text", ["error code: 524", "details: Failed to handle the request."])
def test_what_a_mirror_stored_in_place_of_the_document_is_none(text: str) -> None:
    with pytest.raises(DocumentError, match="not an OpenAPI document: it has no `openapi`"):
        check(read(text))


# --- references ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reference", ["other.yaml#/a", "https://tiny.example/a", "#a", "#/a/c", "#/list/2", "#/list/-1", "#/list/x"]
)
def test_a_reference_to_nothing_is_refused(reference: str) -> None:
    with pytest.raises(DocumentError, match=r"the reference|points to nothing"):
        resolve({"a": {"b": 1}, "list": [0, 1]}, reference)


def test_a_reference_is_followed_through_escapes() -> None:
    document = {"a/b": {"c~d": [5]}, "e f": 6}
    assert resolve(document, "#/a~1b/c~0d/0") == 5
    assert resolve(document, "#/e%20f") == 6
    assert resolve(document, "#") is document


# --- writing -------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_whatever_is_written_reads_back_the_same(document: dict[str, Any]) -> None:
    text = dump(document)
    assert json.dumps(read(text), sort_keys=True) == json.dumps(document, sort_keys=True)
    assert read(json.dumps(document)) == document
    assert dump(read(text)) == text


@pytest.mark.parametrize("word", ["08", "0o17", "0x1f", "1e5", "1.5e3", "+1", "yes", "2026-08-21", "~", "", "<<", "=", "nan", ".inf", "-.Inf", ".NaN"])  # fmt: skip
def test_a_string_that_looks_like_something_else_stays_a_string(word: str) -> None:
    assert read(dump({"key": word, word: 1})) == {"key": word, word: 1}


def test_writing_sorts_and_never_writes_an_alias() -> None:
    shared = {"z": 1, "a": 2}
    assert dump({"y": shared, "x": shared}) == "x:\n  a: 2\n  z: 1\ny:\n  a: 2\n  z: 1\n"


# --- lines ---------------------------------------------------------------------------------------


def pointers(data: object, here: str = "") -> list[str]:
    found = [here]
    if isinstance(data, dict):
        for key, value in data.items():
            found += pointers(value, f"{here}/{escape(key)}")
    elif isinstance(data, list):
        for index, value in enumerate(data):
            found += pointers(value, f"{here}/{index}")
    return found


@pytest.mark.parametrize("indent", [None, 1])
def test_every_pointer_has_a_line(indent: int | None) -> None:
    random_source = random.Random(5)

    def tree(depth: int) -> object:
        kind = random_source.randrange(7 if depth else 4)
        if kind >= 5:
            return {f"k{n}{random_source.choice(' /~%:,{}[]')}": tree(depth - 1) for n in range(kind - 3)}
        if kind == 4:
            return [tree(depth - 1) for _ in range(3)]
        return ["a, b: {", 1.5, None, "x\ny"][kind]

    for _ in range(50):
        data = {"root": tree(5)}
        text = json.dumps(data, indent=indent)
        assert parse_text(text) == data
        told = dict(from_json.lines(text))
        assert set(told) == set(pointers(data))
        # YAML reads the same text, and must tell the same lines
        marks: Marks = {}
        as_yaml = Lines(from_yaml.parse(text, marks), text, marks)
        assert {pointer: as_yaml.at(pointer) for pointer in told} == told


def test_what_an_alias_or_a_merge_key_brings_has_the_line_of_its_user() -> None:
    text = "a: &a\n  x: 1\n  y: [1,\n    2]\nb:\n  - *a\n  - z\nc:\n  <<: *a\n  w: 1\n? *t\n: 2\n"
    _, found = located(Source("spec.yaml", f"t: &t name\n{text}".encode()))
    told = {place: found.at(place) for place in ("/a/y/1", "/b/0", "/b/0/x", "/b/1", "/c/w", "/c/x", "/name")}
    assert told == {"/a/y/1": 5, "/b/0": 7, "/b/0/x": 7, "/b/1": 8, "/c/w": 11, "/c/x": 9, "/name": 12}


YAML = """\
openapi: 3.1.0
paths:
  /a/b:
    get:
      parameters:
        - name: one
        - {name: two, in: query,
           schema: {type: string}}
  /a~b: &again
    "200":
      x: 1
  /c: *again
components: {}
"""
PIECES = [
    *(b"\0", b"\xff", b"&a ", b"*a", b"<<: ", b"{", b"[", b"- ", b"!!set ", b": "),
    *(b'"', b"\n", b"|", b"\t", b"%", b"1e999", b"\xed\xa0\x80"),
]


@pytest.mark.parametrize("text", [YAML, json.dumps(parse_text(YAML), indent=1)])
def test_damaged_text_is_read_or_refused_but_never_breaks(text: str) -> None:
    random_source = random.Random(7)
    for _ in range(1500):
        damaged = bytearray(text.encode())
        for _ in range(random_source.randint(1, 4)):
            at = random_source.randrange(len(damaged))
            damaged[at : at + random_source.choice([0, 1, 9])] = random_source.choice(PIECES)
        with suppress(DocumentError):  # and nothing else
            read(bytes(damaged))
            data, found = located(Source("here.yaml", bytes(damaged)))
            told = {found.at(pointer) for pointer in pointers(data)}
            assert told <= set(range(1, damaged.count(b"\n") + 2))
