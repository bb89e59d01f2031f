"""Documents load as plain data with lines, and everything hostile is one clear line."""

from __future__ import annotations

import json
import os
import random
import subprocess
from pathlib import Path

import pytest

from scripts.contract_diff import document as documents
from scripts.contract_diff.document import DocumentError, load, parse
from scripts.documents import from_yaml
from scripts.documents.parse import lines, parse_text
from scripts.documents.pointers import escape

PUBLISHED = Path(__file__).parents[4] / "shared" / "upstream"
HEAD = "openapi: 3.1.0\npaths: {}\n"
MINIMAL = b'{"openapi": "3.1.0", "paths": {}}'


def document(text: str) -> documents.Document:
    return parse(text.encode(), name="here.yaml")


def refusal(text: str | bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        parse(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"), name="here.yaml")
    message = str(caught.value)
    assert "\n" not in message
    assert message.isprintable()
    assert message.startswith("here.yaml: ")
    return message.removeprefix("here.yaml: ")


# --- values ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2024-12-18", "2024-12-18"),
        ("2024-12-18T01:02:03Z", "2024-12-18T01:02:03Z"),
        ("12:30:45", "12:30:45"),
        ("on", "on"),
        ("No", "No"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("017", 17),
        ("0o17", 15),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("+12", 12),
        ("-0.5", -0.5),
        (".5", 0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        ("1.5e-2", 0.015),
        ("-", None),
        ("1.2.3", "1.2.3"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("!!str 12", "12"),
        ("! 12", "12"),
        ("!!int 12", 12),
        ("!!float 12", 12),
        ("!!seq [1]", [1]),
        ("! [1]", [1]),
        ("!!null ~", None),
        ('!!bool "true"', True),
        ("123456789012345678901234567890", 123456789012345678901234567890),
        ("<<", "<<"),
        ("|\n  a\n  b\n", "a\nb\n"),
    ],
)
def test_values_follow_the_core_schema(written: str, value: object) -> None:
    if written == "-":
        written = "\n  - "
        value = [None]
    read = parse_text(f"x: {written}\n")
    assert read == {"x": value}
    assert isinstance(read, dict)
    assert type(read["x"]) is type(value)


def test_keys_are_the_text_as_written() -> None:
    read = parse_text("200: a\non: b\nnull: c\n1.0: d\ntrue: e\n2024-01-01: f\n'<<': g\n")
    assert read == {"200": "a", "on": "b", "null": "c", "1.0": "d", "true": "e", "2024-01-01": "f", "<<": "g"}


def test_aliases_and_merges() -> None:
    text = """
    base: &base {a: 1, b: 2}
    other: &other {b: 3, c: 4}
    alias: *base
    merged: {<<: *base, b: 9}
    both: {<<: [*other, *base], d: 5}
    key: &key name
    keyed: {*key : 1}
    """
    read = parse_text(text)
    assert isinstance(read, dict)
    assert read["alias"] == {"a": 1, "b": 2}
    assert read["merged"] == {"a": 1, "b": 9}
    assert read["both"] == {"a": 1, "b": 3, "c": 4, "d": 5}
    assert read["keyed"] == {"name": 1}


def test_json_is_read_as_json() -> None:
    # an escaped pair of surrogates and a slash, which YAML readers refuse
    assert parse_text('\ufeff{"a": "\\ud83d\\ude00\\/", "b": 1e2}'.lstrip("\ufeff")) == {"a": "😀/", "b": 100.0}
    assert parse_text('\t{"a":\t[1,\t2]}') == {"a": [1, 2]}
    assert parse_text("{a: [1, on]}") == {"a": [1, "on"]}


def test_a_byte_order_mark_is_no_content() -> None:
    assert parse(b"\xef\xbb\xbf" + MINIMAL, name="x").data["openapi"] == "3.1.0"


@pytest.mark.parametrize("version", ["3.0.0", "3.0.3", "3.1.0", "3.1.1", "3.1", "3.2.0", "3.1.0-rc1"])
def test_versions_that_are_read(version: str) -> None:
    assert document(f"openapi: {version}\npaths: {{}}\n").data


# --- lines -------------------------------------------------------------------------------------

YAML = """\
openapi: 3.1.0
paths:
  /a/b:
    get:
      tags: [x, y]
      parameters:
        - name: one
          in: query

        - {name: two, in: query,
           schema: {type: string}}
  /a~b: &again
    "200":
      x: 1
  /c: *again
components: {}
"""


@pytest.mark.parametrize(
    ("pointer", "line"),
    [
        ("", 1),
        ("/openapi", 1),
        ("/paths", 2),
        ("/paths/~1a~1b/get", 4),
        ("#/paths/~1a~1b/get", 4),
        ("/paths/~1a~1b/get/tags/1", 5),
        ("/paths/~1a~1b/get/parameters/0", 7),
        ("/paths/~1a~1b/get/parameters/0/in", 8),
        ("/paths/~1a~1b/get/parameters/1/schema/type", 11),
        ("#/paths/~1a~0b/200/x", 14),
        ("#/paths/%2Fa~0b/200", 3 - 1),  # a slash that is escaped twice is another key
        ("/paths/~1c/200/x", 15),  # an alias stands where it is used
        ("/paths/~1a~1b/get/gone/deeper", 4),
        ("/components/schemas/Gone", 16),
        ("/nowhere/at/all", 1),
    ],
)
def test_lines_of_yaml(pointer: str, line: int) -> None:
    assert document(YAML).line(pointer) == line


def test_lines_of_json() -> None:
    text = '{\n "openapi": "3.1.0",\n "paths": {\n  "/a": {"get":\n   {"tags": ["x",\n "y\\"],{"]}}},\n "x-\\u0061/b": [[], {},\n  [1]]}'
    read = parse(text.encode(), name="x")
    expected = {
        "/openapi": 2,
        "/paths": 3,
        "/paths/~1a": 4,
        "/paths/~1a/get": 4,
        "/paths/~1a/get/tags": 5,
        "/paths/~1a/get/tags/1": 6,
        "/x-a~1b": 7,
        "/x-a~1b/1": 7,
        "/x-a~1b/2/0": 8,
    }
    assert {pointer: read.line(pointer) for pointer in expected} == expected


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
        assert set(lines(text)) == set(pointers(data))
        # YAML reads the same text, and must tell the same lines
        assert dict(from_yaml.lines(text)) == lines(text)


def test_a_document_without_text_has_no_lines() -> None:
    assert documents.Document(name="x", data={}).line("/paths") is None


# --- what is refused ---------------------------------------------------------------------------


def bomb(levels: int, fan: int) -> str:
    lines = [HEAD + "a0: &a0 [x, y]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * fan)}]" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"\xff\xfeo\x00", "not UTF-8 (line 1)"),
        (b"openapi: 3.1.0\nx: \xff\n", "not UTF-8 (line 2)"),
        ("<!DOCTYPE html><html><body>Bad gateway</body></html>", "a web page, not an OpenAPI document"),
        ("\n<html>", "a web page, not an OpenAPI document"),
        ("<?xml version='1.0'?><a/>", "a web page, not an OpenAPI document"),
        ("error code: 524", "not an OpenAPI document: it has no `openapi`"),
        ("", "not an OpenAPI document: it holds nothing"),
        ("just text", "not an OpenAPI document: it holds text"),
        ("- a\n- b\n", "not an OpenAPI document: it holds a list"),
        ("12", "not an OpenAPI document: it holds a value"),
        ("openapi: 3.1.0\n", "not an OpenAPI document: it has no paths, webhooks or components"),
        ("swagger: '2.0'\npaths: {}\n", "Swagger 2.0 isn't read, only OpenAPI 3"),
        ("openapi: 4.0.0\npaths: {}\n", "OpenAPI 4.0.0 isn't read, only 3.0 to 3.2"),
        ("openapi: true\npaths: {}\n", "OpenAPI True isn't read, only 3.0 to 3.2"),
        ("a: b: c\n", "not YAML: mapping values are not allowed in this context (line 1)"),
        (HEAD + "x: [1\n", "not YAML: did not find expected ',' or ']' (line 4)"),
        (HEAD + "x: \x01\n", "not YAML: unacceptable character #x0001: control characters are not allowed"),
        ('{"openapi": "3.1.0",\n "paths": {]}', "not JSON: Expecting property name enclosed in double quotes (line 2)"),
        (HEAD + "x: 1\nx: 2\n", "the key x is given twice in one mapping (line 4)"),
        (HEAD + '"\\e[31mx": 1\n"\\e[31mx": 2\n', "the key \\x1b[31mx is given twice in one mapping (line 4)"),
        ('{"openapi": "3.1.0", "paths": {}, "paths": {}}', "the key paths is given twice in one object"),
        (HEAD + "x: &a [*a]\n", "the alias a refers to nothing before it (line 3)"),
        (HEAD + "x: *gone\n", "the alias gone refers to nothing before it (line 3)"),
        (HEAD + "? [a, b]\n: 1\n", "a key that isn't text (line 3)"),
        (HEAD + "x: {<<: 1}\n", "a merge key that names no mapping (line 3)"),
        (
            HEAD + "x: !!python/object/apply:os.system [id]\n",
            "the tag tag:yaml.org,2002:python/object/apply:os.system isn't plain data (line 3)",
        ),
        (HEAD + "x: !!binary aGk=\n", "the tag tag:yaml.org,2002:binary isn't plain data (line 3)"),
        (
            HEAD + "!!python/name:os.system : 1\n",
            "the tag tag:yaml.org,2002:python/name:os.system isn't plain data (line 3)",
        ),
        (HEAD + "x: !!map [b]\n", "the tag tag:yaml.org,2002:map stands before something else (line 3)"),
        (HEAD + "x: !!bool maybe\n", "the tag tag:yaml.org,2002:bool stands before something else (line 3)"),
        (HEAD + "x: !!int maybe\n", "the tag tag:yaml.org,2002:int stands before something else (line 3)"),
        (HEAD + f"x: &x {'[' * 100}1{']' * 100}\ny: {'[' * 100}*x {']' * 100}\n", "nested deeper than 150 levels"),
        (
            HEAD + f"x: &x {'[' * 100}1{']' * 100}\ny: &y {'[' * 40}*x {']' * 40}\nz: {'[' * 11}*y {']' * 11}\n",
            "nested deeper than 150 levels",
        ),
        (HEAD + "x: !local y\n", "the tag !local isn't plain data (line 3)"),
        (HEAD + "x: .inf\n", ".inf is no number that JSON can express (line 3)"),
        (HEAD + "x: .NaN\n", ".NaN is no number that JSON can express (line 3)"),
        (HEAD + "x: 1e999\n", "1e999 is no number that JSON can express (line 3)"),
        ('{"openapi": "3.1.0", "x": NaN}', "not JSON: NaN is no number that JSON can express"),
        ('{"openapi": "3.1.0", "x": 1e999}', "1e999 is no number that JSON can express"),
        ('{"openapi": "3.1.0", "x": "\\uD800"}', "half a character: a surrogate without its other half"),
        (HEAD + 'x: "\\uD800"\n', "not YAML: found invalid Unicode character escape code (line 3)"),
        (HEAD + "---\nx: 1\n", "more than one document in one file (line 3)"),
        (HEAD + "x: " + "[" * 200 + "]" * 200, "nested deeper than 150 levels"),
        ('{"x": ' + "[" * 200 + "]" * 200 + "}", "nested deeper than 150 levels"),
        ('{"x": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested deeper than 150 levels"),
        (bomb(40, 9), "its aliases unfold without a sensible end (line 10)"),
    ],
)
def test_what_is_refused(text: str | bytes, message: str) -> None:
    assert refusal(text) == message


@pytest.mark.parametrize("text", [HEAD + "x: " + "1" * 10_000, '{"openapi": "3.1.0", "x": ' + "1" * 10_000 + "}"])
def test_a_number_with_thousands_of_digits(text: str) -> None:
    assert "4300 digits" in refusal(text)


@pytest.mark.parametrize(
    ("reference", "problem"),
    [
        ("#/components/schemas/Gone", "leads nowhere"),
        ("#/components/schemas/A/enum/2", "leads nowhere"),
        ("#/components/schemas/A/enum/x", "leads nowhere"),
        ("#anchor", "is an anchor, which isn't read"),
        ("other.yaml#/A", "leads out of the document"),
        ("https://example.test/a.yaml", "leads out of the document"),
    ],
)
def test_references_that_are_refused(reference: str, problem: str) -> None:
    message = refusal(HEAD + f"components: {{schemas: {{A: {{enum: [1, 2]}}, B: {{$ref: '{reference}'}}}}}}\n")
    assert message == f"the reference {reference} at /components/schemas/B {problem}"


def test_references_that_are_none() -> None:
    document(
        HEAD
        + """
components:
  schemas:
    A:
      example: {$ref: '#/nowhere'}
      default: {$ref: '#/nowhere'}
      enum: [{$ref: '#/nowhere'}]
      properties: {$ref: {type: string}, example: {$ref: '#/components/schemas/B'}}
    B: {type: string}
    C: {$ref: '#/components/schemas/A/properties/example'}
    D: {$ref: '#/components/schemas/C'}
    E%F: {$ref: '#/components/schemas/E%25F'}
  examples: {x: {value: {$ref: nowhere}}}
"""
    )


def test_a_reference_under_a_property_that_is_called_example_is_checked() -> None:
    message = refusal(HEAD + "components: {schemas: {A: {properties: {example: {$ref: '#/gone'}}}}}\n")
    assert message.endswith("leads nowhere")


@pytest.mark.parametrize("text", [YAML, json.dumps(parse_text(YAML), indent=1)])
def test_damaged_text_is_read_or_refused_but_never_breaks(text: str) -> None:
    random_source = random.Random(7)
    pieces = [
        b"\0",
        b"\xff",
        b"&a ",
        b"*a",
        b"<<: ",
        b"{",
        b"[",
        b"- ",
        b"!!set ",
        b": ",
        b'"',
        b"\n",
        b"|",
        b"\t",
        b"%",
        b"1e999",
        b"\xed\xa0\x80",
    ]
    for _ in range(1500):
        damaged = bytearray(text.encode())
        for _ in range(random_source.randint(1, 4)):
            at = random_source.randrange(len(damaged))
            damaged[at : at + random_source.choice([0, 1, 9])] = random_source.choice(pieces)
        try:
            read = parse(bytes(damaged), name="x")
        except DocumentError as error:
            said = str(error)
            assert said.isprintable()
        else:
            assert read.line("/paths/~1a~1b/get/tags/1") in range(1, 100)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("paths: []\ncomponents: {}", "/paths is a list, not a mapping"),
        ("paths: {/a: x}", "/paths/~1a is text, not a path item"),
        ("paths: {/a: {get: [1]}}", "/paths/~1a/get is a list, not an operation"),
        ("paths: {/a: {get: {parameters: {}}}}", "/paths/~1a/get/parameters is a mapping, not a list"),
        ("paths: {/a: {get: {parameters: [1]}}}", "/paths/~1a/get/parameters/0 is a number, not a parameter"),
        ("paths: {/a: {get: {deprecated: maybe}}}", "/paths/~1a/get/deprecated is text, not true or false"),
        ("paths: {/a: {get: {requestBody: []}}}", "/paths/~1a/get/requestBody is a list, not a request body"),
        ("paths: {/a: {get: {responses: {200: 1}}}}", "/paths/~1a/get/responses/200 is a number, not a response"),
        ("security: [x]", "/security/0 is text, not a security requirement"),
        ("security: [{key: [{}]}]", "/security/0/key is not a list of names"),
        ("servers: [{url: 5}]", "/servers/0/url is a number, not text"),
        ("components: {securitySchemes: {A: {in: 5}}}", "/components/securitySchemes/A/in is a number, not text"),
        ("components: {schemas: {A: x}}", "/components/schemas/A is text, not a schema"),
        ("components: {schemas: {A: {anyOf: {}}}}", "/components/schemas/A/anyOf is a mapping, not a list"),
        ("components: {schemas: {A: {items: [true, 5]}}}", "/components/schemas/A/items is a list, not a schema"),
        ("components: {schemas: {A: {properties: [a]}}}", "/components/schemas/A/properties is a list, not a mapping"),
        (
            "components: {schemas: {A: {properties: {x-a: 1}}}}",
            "/components/schemas/A/properties/x-a is a number, not a schema",
        ),
        ("components: {schemas: {A: {required: true}}}", "/components/schemas/A/required is true or false, not a list"),
        ("components: {schemas: {A: {required: [1]}}}", "/components/schemas/A/required is a number, not a name"),
        ("components: {schemas: {A: {type: strng}}}", "/components/schemas/A/type: there is no type strng"),
        ("components: {schemas: {A: {type: [string, 1]}}}", "/components/schemas/A/type: there is no type 1"),
        ("components: {schemas: {A: {type: []}}}", "/components/schemas/A/type: no type at all"),
        ("components: {schemas: {A: {type: null}}}", "/components/schemas/A/type is nothing, not text or a list"),
        ("components: {schemas: {A: {maximum: '5'}}}", "/components/schemas/A/maximum is text, not a number"),
        (
            "components: {schemas: {A: {maxLength: true}}}",
            "/components/schemas/A/maxLength is true or false, not a number",
        ),
    ],
)
def test_parts_of_another_shape(text: str, message: str) -> None:
    head = "openapi: 3.1.0\n" if text.startswith("paths") else HEAD
    assert refusal(f"{head}{text}\n") == message


def test_shapes_that_are_fine() -> None:
    document(
        HEAD
        + """
components:
  schemas:
    A: true
    B: {exclusiveMaximum: true, maximum: 5, type: [string, "null"], x-b: 1, additionalProperties: false}
    C: {exclusiveMaximum: 5.5, items: {$ref: '#/components/schemas/A'}, description: 5, example: [], default: {type: 5}}
  responses: {x-a: 1}
  x-anything: [1]
  parameters:
security:
"""
    )


# --- files and revisions -----------------------------------------------------------------------


def test_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.yaml").write_text(HEAD)
    assert load("docs/a.yaml").file == "docs/a.yaml"
    assert load("./docs/../docs/a.yaml").file == "docs/a.yaml"
    assert load(str(tmp_path / "docs" / "a.yaml")).file == "docs/a.yaml"
    (tmp_path / "docs" / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "docs" / "inner")
    assert load("../a.yaml").file is None
    assert load("../a.yaml").name == "../a.yaml"


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("gone.yaml", "gone.yaml: no such file"),
        (".", ".: can't be read: Is a directory"),
        ("\x1b]0;x\x07", "\\x1b]0;x\\x07: no such file"),
        (
            "https://example.test/a.yaml",
            "https://example.test/a.yaml: nothing is fetched from a network; give a file or git:REV:PATH",
        ),
        ("a\0b", "a\\x00b: can't be read: embedded null byte"),
        ("git:HEAD", "git:HEAD: expected git:REVISION:PATH"),
        ("git::a", "git::a: expected git:REVISION:PATH"),
        ("git:a\nb:c", "git:a\\nb:c: expected git:REVISION:PATH"),
    ],
)
def test_files_that_are_none(spec: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DocumentError) as caught:
        load(spec)
    assert str(caught.value) == message


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "large.yaml").open("wb") as file:
        file.truncate(documents.MOST_BYTES + 1)
    with pytest.raises(DocumentError, match="larger than 200 MB"):
        load(str(tmp_path / "large.yaml"))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=t", "-c", "user.email=t@example.test", *arguments], check=True, capture_output=True
        )

    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    git("init", "-q", "-b", "main")
    (tmp_path / "api folder").mkdir()
    (tmp_path / "api folder" / "a.yaml").write_text(HEAD)
    git("add", ".")
    git("commit", "-qm", "first")
    (tmp_path / "api folder" / "a.yaml").write_text(HEAD + "x-new: 1\n")
    return tmp_path


def test_a_revision(repository: Path) -> None:
    read = load("git:main:api folder/a.yaml")
    assert "x-new" not in read.data
    assert read.file == "api folder/a.yaml"
    assert read.line("/paths") == 2


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("git:main:gone.yaml", "the revision has no such file"),
        ("git:main:api folder", "a folder, not a document"),
        ("git:nowhere:a.yaml", "git knows no such revision"),
        ("git:--help:a.yaml", "git knows no such revision"),
        ("git:--upload-pack=touch pwned:a.yaml", "git knows no such revision"),
        ("git:$(touch pwned):a.yaml", "git knows no such revision"),
        ("git:0000000000000000000000000000000000000000:a", "git knows no such revision"),
    ],
)
def test_revisions_that_are_none(spec: str, message: str, repository: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        load(spec)
    assert str(caught.value) == f"{spec}: {message}"
    assert not (repository / "pwned").exists()


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(DocumentError, match="git: fatal: not a git repository"):
        load("git:HEAD:a.yaml")


def test_without_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(DocumentError, match="git can't be run"):
        load("git:main:api folder/a.yaml")


# --- the published documents -------------------------------------------------------------------


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="no shared/upstream beside this checkout")
def test_published_documents() -> None:
    files = sorted(PUBLISHED.glob("*.yaml"))
    assert files
    for file in (files[0], files[-1]):
        read = load(str(file))
        pointer = "/paths/~1realtime~1sessions/post"
        line = read.line(pointer)
        assert line is not None
        assert file.read_text().splitlines()[line - 1].strip() == "post:"


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="no shared/upstream beside this checkout")
def test_what_a_mirror_stored_in_place_of_the_document() -> None:
    files = sorted((PUBLISHED / "broken").iterdir())
    assert files
    for file in files:
        with pytest.raises(DocumentError, match="not an OpenAPI document"):
            load(str(file))
