"""The documents to compare: their lines, and what makes one inconsistent."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.contract_diff.document import Document, load, read
from scripts.contract_diff.schema.corners import mended
from scripts.documents.fetch import Source
from scripts.documents.shape import corners
from scripts.documents.text import DocumentError

HEAD = "openapi: 3.1.0\npaths: {}\n"


def document(text: str) -> Document:
    return read(Source("here.yaml", text.encode()))


def refusal(text: str) -> str:
    with pytest.raises(DocumentError) as caught:
        document(text)
    message = str(caught.value)
    assert message.startswith("here.yaml: ")
    return message.removeprefix("here.yaml: ")


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
    found = document(text)
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
    assert {pointer: found.line(pointer) for pointer in expected} == expected


def test_a_document_without_text_has_no_lines() -> None:
    assert Document(name="x", data={}).line("/paths") is None


# --- bad corners -------------------------------------------------------------------------------


@pytest.mark.parametrize("reference", ["#/components/parameters/Gone", "#/components/x/0", "other.yaml#/A", "#anchor"])
def test_a_reference_around_the_schemas_that_leads_nowhere_is_set_aside(reference: str) -> None:
    found = document(
        HEAD.replace("{}", "") + f"  /a: {{get: {{parameters: [{{$ref: '{reference}'}}], responses: {{}}}}}}\n"
    )
    data, corners = mended(found.data)
    assert [corner.pointer for corner in corners] == ["/paths/~1a/get/parameters/0"]
    assert data["paths"]["/a"]["get"]["parameters"] == [None]  # type: ignore[call-overload, index]


def test_references_that_mean_nothing() -> None:
    found = document(
        HEAD.replace("{}", "")
        + """
  /a:
    x-note: {$ref: '#/nowhere'}
    get:
      x-note: [{$ref: 'other.yaml'}]
      responses: {default: {description: '', content: {a/b: {example: {$ref: '#/nowhere'}}}}}
components:
  examples: {x: {value: {$ref: nowhere}}}
"""
    )
    assert mended(found.data) == (found.data, ())


def test_paths_that_are_no_mapping_leave_nothing_to_compare() -> None:
    assert (
        refusal("openapi: 3.1.0\npaths: []\ncomponents: {}")
        == "its paths are no mapping, so nothing in it can be compared"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
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
    found = list(corners(document(f"{head}{text}\n").data))
    assert [said for _, _, said in found] == [message]


def test_shapes_that_are_fine() -> None:
    found = document(
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
    assert list(corners(found.data)) == []


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
        ("gone.yaml", "gone.yaml: can't be read (No such file or directory)"),
        ("git:HEAD", "git:HEAD: expected git:REVISION:PATH"),
        (
            "https://example.test/a.yaml",
            "https://example.test/a.yaml: nothing is fetched from a network; give a file or git:REV:PATH",
        ),
    ],
)
def test_files_that_are_none(spec: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DocumentError) as caught:
        load(spec)
    assert str(caught.value) == message
