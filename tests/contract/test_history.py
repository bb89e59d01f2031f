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
from scripts.pipeline.algebra import variants
from scripts.pipeline.facts import PROSE
from scripts.pipeline.paths import HISTORY, ROOT
from scripts.pipeline.slices import OPERATIONS, load, pin, slice_file
from scripts.revisions.changes import changed_fields
from scripts.revisions.fields import Field, change, describe, fields, sides
from scripts.revisions.kept import published, read

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


def test_the_pinned_slices_are_those_of_their_kept_revision() -> None:
    record = json.loads((ROOT / "openapi" / "pin.json").read_text(encoding="utf-8"))
    for operation, told in record["operations"].items():
        kept = HISTORY / f"{told['revision']}.yaml"
        assert kept.exists(), f"keep it: python -m scripts.history add {record['source']} --revision {kept.stem}"
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
    capsys.readouterr()
    assert main(["add", str(HISTORY / f"{KEPT[0]}.yaml"), "--revision", "2026-08-21"]) == 3
    assert "the revision '2026-08-21' is kept already" in capsys.readouterr().err
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><title>gone</title>", encoding="utf-8")
    assert main(["add", str(page), "--revision", "2026-09-01"]) == 3
    assert "a web page" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-08-21.yaml", "page.html"]


def test_a_field_is_told_by_its_path() -> None:
    kinds = [
        {"type": "object", "properties": {"type": {"type": "string", "enum": [kind]}, kind: {"type": "number"}}}
        for kind in ("a", "b")
    ]
    schema = {
        "type": "object",
        "properties": {
            "x": {"type": ["integer", "null"], "minimum": 1},
            "list": {"type": "array", "items": {"anyOf": kinds}},
        },
        "required": ["x"],
    }
    found = fields(schema)
    assert list(found) == ["list", "list[]", "list[].a", "list[].b", "list[].type", "x"]
    assert found["x"] == Field(frozenset({"integer", "null"}), (), open=False, required=True, bounds=(("minimum", 1),))
    assert found["list[].type"].values == ("a", "b")
    assert found["x"].words == "integer; minimum 1; may be null; required"


def values(*known: str) -> dict[str, Any]:
    return {"type": "string", "enum": [*known]}


CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "type string → integer": ({"type": "string"}, {"type": "integer"}),
    "may be null": ({"type": "string"}, {"type": ["string", "null"]}),
    "values added: b": (values("a"), values("a", "b")),
    "values removed: b": (values("a", "b"), values("a")),
    "any value allowed": (values("a"), {"anyOf": [{"type": "string"}, values("a")]}),
    "bounds none → maximum 2": ({"type": "integer"}, {"type": "integer", "maximum": 2}),
    "": ({"type": "string"}, {"type": "string", "description": "ours"}),
}


@pytest.mark.parametrize("words", CHANGES)
def test_a_change_is_said_in_words(words: str) -> None:
    before, after = (describe(variants(schema), required=False) for schema in CHANGES[words])
    assert change(before, after) == words


def test_a_change_of_required_is_said() -> None:
    optional, required = (describe([{"type": "string"}], required=flag) for flag in (False, True))
    assert change(optional, required) == "became required"
    assert change(required, optional) == "no longer required"


def test_sides_has_both_bodies_of_both_operations() -> None:
    assert set(sides(pin(fetch(str(HISTORY / f"{KEPT[-1]}.yaml"))).slices)) == {
        (operation, side) for operation in OPERATIONS for side in ("request", "reply")
    }


def test_the_pin_says_what_a_document_brings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said: list[list[str]] = []
    for label in ("2025-09-01", "2025-09-08", "2025-09-08"):
        assert pin_main([str(HISTORY / f"{label}.yaml"), "--revision", label, "--openapi", str(tmp_path)]) == 0
        lines = capsys.readouterr().out.splitlines()
        said.append([line for line in lines if line.startswith(("new ", "gone ", "moved "))])
    assert said[0] == said[2] == []
    assert "new      client_secret.value: a string" in said[1]
    (model,) = [line for line in said[1] if line.startswith("gone     model: ")]
    assert model.endswith("; it stays in the contract")
    assert any(line.startswith(f"moved    {FLAT} reply: ") for line in said[1])
