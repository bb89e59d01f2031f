"""What is kept of each revision: facts only, the same bytes for the same document, and true to what was published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.documents.fetch import fetch
from scripts.documents.pointers import walk
from scripts.documents.write import dump
from scripts.history import main
from scripts.pin import main as pin_main
from scripts.pipeline.paths import HISTORY, ROOT
from scripts.pipeline.slices import OPERATIONS, PROSE, load, pin, slice_file
from scripts.revisions.changes import changed_fields
from scripts.revisions.fields import branches, change, describe, fields, sides
from scripts.revisions.kept import published, read

UPSTREAM = ROOT.parent / "shared" / "upstream"
FLAT, NESTED = OPERATIONS
KEPT = sorted(path.stem for path in HISTORY.glob("*.yaml"))


def test_twelve_revisions_are_kept_in_the_order_of_time() -> None:
    assert len(KEPT) >= 12
    assert KEPT[0] == "2024-12-18"
    assert [revision.label for revision in read()] == KEPT


@pytest.mark.parametrize("label", KEPT)
def test_pinning_a_kept_document_gives_it_back(label: str) -> None:
    path = HISTORY / f"{label}.yaml"
    assert dump(published(pin(fetch(str(path))))) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("label", KEPT)
def test_no_prose_is_kept(label: str) -> None:
    document = load(HISTORY / f"{label}.yaml")
    document["info"].pop("title")  # ours
    found: list[str] = []

    def visit(mapping: dict[str, Any]) -> None:
        found.extend(key for key in mapping if (key in PROSE or key.startswith("x-")) and isinstance(mapping[key], str))

    walk(document, visit)
    assert not found


@pytest.mark.parametrize("label", KEPT)
def test_a_kept_document_has_the_slices_of_the_published_one(label: str) -> None:
    original = UPSTREAM / f"{label}.yaml"
    if not original.exists():
        pytest.skip(f"the published document of {label} isn't beside this checkout ({UPSTREAM.parent.name}/upstream)")
    assert pin(fetch(str(original))).slices == pin(fetch(str(HISTORY / original.name))).slices


def test_the_pinned_slices_are_those_of_their_kept_revision() -> None:
    record = json.loads((ROOT / "openapi" / "pin.json").read_text(encoding="utf-8"))
    for operation, label in record["operations"].items():
        kept = HISTORY / f"{label}.yaml"
        assert kept.exists(), f"keep it: python scripts/history.py add {record['source']} --revision {label}"
        assert pin(fetch(str(kept))).slices[operation] == load(slice_file(ROOT / "openapi", operation))


def test_what_moved_tells_september_2025() -> None:
    revisions = {revision.label: revision.sides for revision in read()}
    appears = changed_fields(revisions["2025-07-04"], revisions["2025-09-01"])
    assert f"{NESTED} request: appears" in appears
    swapped = changed_fields(revisions["2025-09-01"], revisions["2025-09-08"])
    assert f"{FLAT} request: model: removed" in swapped
    assert f"{FLAT} request: client_secret: became required" in swapped
    assert f"{FLAT} request: client_secret.value: added (string; required)" in swapped
    assert not changed_fields(revisions["2025-09-01"], revisions["2025-09-01"])


def test_a_missing_operation_is_said_once() -> None:
    before = read()[-1].sides
    after = {key: value for key, value in before.items() if key[0] != FLAT}
    assert changed_fields(before, after) == [f"{FLAT} reply: is gone", f"{FLAT} request: is gone"]


def test_adding_writes_once_and_refuses_what_is_no_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scripts.history.HISTORY", tmp_path)
    newest = str(HISTORY / f"{KEPT[-1]}.yaml")
    assert main(["add", newest, "--revision", "2026-08-21"]) == 0
    assert main(["add", newest, "--revision", "2026-08-21"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["wrote", "unchanged"]
    assert main(["add", newest, "--revision", "../elsewhere"]) == 3
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><title>gone</title>", encoding="utf-8")
    assert main(["add", str(page), "--revision", "2026-09-01"]) == 3
    assert "a web page" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-08-21.yaml", "page.html"]


SAME = {
    "an enum of one, a const": ({"type": "string", "enum": ["a"]}, {"const": "a"}),
    "nullable, a null branch": (
        {"type": "string", "nullable": True},
        {"anyOf": [{"type": "string"}, {"type": "null"}]},
    ),
    "inline, a reference": ({"type": "integer", "minimum": 1}, {"$ref": "#/components/schemas/Named"}),
    "alone, a union of one": ({"type": "boolean"}, {"oneOf": [{"type": "boolean"}]}),
    "alone, in allOf": ({"type": "integer", "minimum": 1}, {"allOf": [{"$ref": "#/components/schemas/Named"}]}),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_two_spellings_of_a_shape_have_the_same_fields(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    document = {"components": {"schemas": {"Named": {"type": "integer", "minimum": 1}}}}
    one, other = (fields(document, {"type": "object", "properties": {"x": schema}}) for schema in pair)
    assert one == other


def test_a_schema_that_contains_itself_ends() -> None:
    document = {"components": {"schemas": {"Tree": {"properties": {"child": {"$ref": "#/components/schemas/Tree"}}}}}}
    assert "child.child" in fields(document, {"$ref": "#/components/schemas/Tree"})


CHANGES = {
    "type string → integer": ({"type": "string"}, {"type": "integer"}),
    "may be null": ({"type": "string"}, {"type": ["string", "null"]}),
    "values added: b": ({"enum": ["a"]}, {"enum": ["a", "b"]}),
    "values removed: b": ({"enum": ["a", "b"]}, {"enum": ["a"]}),
    "any value allowed": ({"enum": ["a"]}, {"anyOf": [{"type": "string"}, {"enum": ["a"]}]}),
    "bounds none → maximum 2": ({"type": "integer"}, {"type": "integer", "maximum": 2}),
    "": ({"type": "string"}, {"type": "string", "format": "uri"}),
}


@pytest.mark.parametrize("words", CHANGES)
def test_a_change_is_said_in_words(words: str) -> None:
    before, after = (describe(branches({}, schema), required=False) for schema in CHANGES[words])
    assert change(before, after) == words


def test_a_change_of_required_is_said() -> None:
    optional, required = (describe(branches({}, {"type": "string"}), required=flag) for flag in (False, True))
    assert change(optional, required) == "became required"
    assert change(required, optional) == "no longer required"


def test_sides_has_both_bodies_of_both_operations() -> None:
    assert set(sides(pin(fetch(str(HISTORY / f"{KEPT[-1]}.yaml"))).slices)) == {
        (operation, side) for operation in OPERATIONS for side in ("request", "reply")
    }


def test_the_pin_says_what_moved_since_the_last_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for label in ("2025-09-01", "2025-09-08", "2025-09-08"):
        capsys.readouterr()
        assert pin_main([str(HISTORY / f"{label}.yaml"), "--revision", label, "--openapi", str(tmp_path)]) == 0
        said = capsys.readouterr().out.splitlines()
        moves = [line for line in said if line.startswith("moved")]
        assert (f"moved    {FLAT} request: model: removed" in moves) is (
            label == "2025-09-08" and "changed  nothing" not in said
        )
    assert moves == []
