"""One bad corner of a document leaves the rest comparable, and is told where it can be reached."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from scripts.contract_diff.__main__ import CLEAN, FOUND, UNREADABLE, main
from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import Document
from scripts.documents.pointers import segments

S, I = {"type": "string"}, {"type": "integer"}  # noqa: E741


def body(schema: Any) -> Any:
    """A JSON body."""
    return {"content": {"application/json": {"schema": schema}}}


BASE: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "t", "version": "1"},
    "paths": {
        "/good": {"post": {"requestBody": body({"type": "object", "properties": {"p": S}}), "responses": {"200": {"description": ""}}}},
        "/bad": {
            "post": {
                "parameters": [{"in": "query", "name": "q", "schema": S}],
                "security": [],
                "requestBody": body({"type": "object", "properties": {"p": S, "q": S}}),
                "responses": {"200": {"description": "", **body(S)}},
            }
        },
    },
    "components": {"schemas": {"A": S}},
}  # fmt: skip
BAD = "/paths/~1bad/post"
SCHEMA = f"{BAD}/requestBody/content/application~1json/schema"
CORNERS: dict[str, tuple[str, Any]] = {
    "a reference of a schema that leads nowhere": (f"{SCHEMA}/properties/q", {"$ref": "#/components/schemas/Gone"}),
    "a reference to another file": (f"{SCHEMA}/properties/q", {"$ref": "other.yaml#/A"}),
    "an anchor that stands nowhere": (f"{SCHEMA}/properties/q", {"$ref": "#gone"}),
    "a type that doesn't exist": (f"{SCHEMA}/properties/q/type", "int64"),
    "a schema that is text": (f"{SCHEMA}/properties/q", "string"),
    "a union that is a mapping": (f"{SCHEMA}/properties/q/anyOf", {}),
    "properties that are a list": (f"{SCHEMA}/properties/q/properties", ["a"]),
    "a parameter that leads nowhere": (f"{BAD}/parameters/0", {"$ref": "#/components/parameters/Gone"}),
    "a parameter that is a number": (f"{BAD}/parameters/0", 5),
    "a body that leads nowhere": (f"{BAD}/requestBody", {"$ref": "#/components/requestBodies/Gone"}),
    "replies that are a list": (f"{BAD}/responses", []),
    "a reply that leads nowhere": (f"{BAD}/responses/200", {"$ref": "#/components/responses/Gone"}),
    "security in words": (f"{BAD}/security", "none"),
    "an operation that is a list": (BAD, []),
    "a path that leads nowhere": ("/paths/~1bad", {"$ref": "#/components/pathItems/Gone"}),
}


def edited(data: dict[str, Any], pointer: str, value: Any) -> dict[str, Any]:
    """A copy with one place set."""
    data = json.loads(json.dumps(data))
    *path, last = segments(pointer)
    place: Any = data
    for name in path:
        place = place[int(name)] if isinstance(place, list) else place[name]
    place[int(last) if isinstance(place, list) else last] = value
    return data


NARROWED = "/paths/~1good/post/requestBody/content/application~1json/schema/properties/p"


@pytest.mark.parametrize("name", CORNERS)
def test_a_corner_of_one_side_is_risky_and_never_a_break(name: str) -> None:
    bad = edited(BASE, *CORNERS[name])
    there, back = (compare(Document("made", old), Document("made", new)) for old, new in ((BASE, bad), (bad, BASE)))
    assert there.verdict("strict") == there.verdict("practical") == "risky", there.findings
    assert back.findings
    assert back.verdict("strict") != "breaking"  # a keyword that can't be read and goes only lets more in
    assert {finding.operation for finding in (*there.findings, *back.findings)} == {"POST /bad"}


@pytest.mark.parametrize("name", CORNERS)
def test_the_same_corner_on_both_sides_hurts_nobody(name: str) -> None:
    bad = edited(BASE, *CORNERS[name])
    assert compare(Document("made", bad), Document("made", copy.deepcopy(bad))).findings == ()
    told = edited(bad, "/paths/~1good/post/summary", "x")
    assert compare(Document("made", bad), Document("made", told)).findings == ()


@pytest.mark.parametrize("name", CORNERS)
def test_breaks_elsewhere_are_found_beside_a_corner(name: str) -> None:
    bad = edited(BASE, *CORNERS[name])
    report = compare(Document("made", BASE), Document("made", edited(bad, NARROWED, I)), operations=["POST /good"])
    assert [finding.cause for finding in report.findings] == ["type-removed"]
    assert report.verdict("practical") == "breaking"


@pytest.mark.parametrize(
    "name", [name for name, (place, _) in CORNERS.items() if place.startswith(f"{SCHEMA}/properties/q")]
)
def test_a_break_beside_a_bad_schema_is_still_one(name: str) -> None:
    bad = edited(BASE, *CORNERS[name])
    report = compare(Document("made", bad), Document("made", edited(bad, f"{SCHEMA}/properties/p", I)))
    assert [finding.cause for finding in report.findings] == ["type-removed"]
    assert report.verdict("practical") == "breaking"


def test_an_anchor_is_followed() -> None:
    data = edited(BASE, "/components/schemas/A", {"$anchor": "a", **S})
    data = edited(data, f"{SCHEMA}/properties/q", {"$ref": "#a"})
    narrowed = edited(data, "/components/schemas/A", {"$anchor": "a", **I})
    assert compare(Document("made", BASE), Document("made", data)).findings == ()
    assert compare(Document("made", data), Document("made", narrowed)).verdict("practical") == "breaking"


def test_the_exit_codes_with_a_bad_corner(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {}
    bad = edited(BASE, *CORNERS["a type that doesn't exist"])
    for name, data in {
        "base": BASE,
        "bad": bad,
        "broken": edited(bad, NARROWED, I),
        "none": {"openapi": "3.1.0", "paths": []},
    }.items():
        files[name] = str(tmp_path / f"{name}.json")
        Path(files[name]).write_text(json.dumps(data))
    assert main([files["base"], files["bad"]]) == CLEAN
    assert main([files["base"], files["bad"], "--fail-on", "risky"]) == FOUND
    assert main([files["base"], files["bad"], "--fail-on", "risky", "--operation", "POST /good"]) == CLEAN
    assert main([files["base"], files["broken"]]) == FOUND
    assert main([files["base"], files["none"]]) == UNREADABLE
    assert "has no paths" in capsys.readouterr().err


def test_a_reference_back_to_itself_is_a_corner() -> None:
    path = {"post": {"parameters": [{"$ref": "#/components/parameters/P"}], "responses": {}}}
    looped: Any = {"openapi": "3.1.0", "info": {}, "paths": {"/x": path},
                   "components": {"parameters": {"P": {"$ref": "#/components/parameters/P"}}}}  # fmt: skip
    without = edited(looped, "/paths/~1x/post/parameters", [])
    for old, new in ((looped, without), (without, looped)):
        assert compare(Document("made", old), Document("made", new)).verdict("practical") == "risky"
