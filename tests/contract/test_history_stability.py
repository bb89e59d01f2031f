"""The wrapper against the client of kept revisions, from a clean clone.

`make test-full` takes all of them with every test of behaviour, as `make stability` does, and the program that users
write on two documents of the tests' own.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from scripts.conformance.pytest_guard import PLACES, pytest_sessionstart
from scripts.conformance.suite import Result
from scripts.documents.write import dump
from scripts.pipeline.paths import HISTORY, PACKAGE, PARAMETERS, ROOT
from scripts.pipeline.slices import load
from scripts.stability import main, report

PROGRAM = ROOT / "tests" / "behaviour" / "test_program.py"
KEPT = sorted(HISTORY.glob("*.yaml"))


def _tree() -> dict[str, int]:
    paths = [path for part in ("openapi", "generated", "docs", "wrapper") for path in (ROOT / part).rglob("*")]
    return {str(path): path.stat().st_mtime_ns for path in paths if path.is_file() and "__pycache__" not in path.parts}


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_every_kept_revision_is_stable_and_the_tree_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _tree()
    status = main([str(HISTORY), "--json", str(tmp_path / "all.json"), "--report", str(tmp_path / "all.md")])
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert lines[-1] == f"{len(KEPT)} of {len(KEPT)} revisions stable", said.out
    assert status == 0
    assert _tree() == before
    assert said.err.count("[") == len(KEPT)  # progress
    results = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert [result["revision"] for result in results] == [path.stem for path in KEPT]
    assert all(" passed" in result["tests"] and "failed" not in result["tests"] for result in results)
    first, *_, newest = results
    assert first["saw"].count("its pinned contract stays") == 2
    assert newest["saw"].endswith(", nested")
    assert newest["overlay"]["no target"] == []
    assert f"{len(KEPT)} of {len(KEPT)} revisions stable" in (tmp_path / "all.md").read_text(encoding="utf-8")


@pytest.mark.full
def test_an_older_document_is_stable_and_what_a_newer_one_leaves_undecided_needs_a_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same document twice, as an older and as a newer one: a field is new, and a correction misses its target."""
    document = load(KEPT[-1])
    for schema in document["components"]["schemas"].values():
        if schema.get("properties", {}).get("type", {}).get("enum") == ["realtime"]:
            schema["properties"]["ambience"] = {"type": "string", "enum": ["quiet", "street"]}
        for side in schema.get("properties", {}).get("audio", {}).get("properties", {}).values():
            if "format" in side.get("properties", {}):
                side["properties"]["format"] = {"type": "string"}
    documents = tmp_path / "documents"
    documents.mkdir()
    for label in ("2025-12-31", "2999-01-01"):
        (documents / f"{label}.yaml").write_text(dump(document), encoding="utf-8")
    (documents / "broken.yaml").write_text("404: Not Found", encoding="utf-8")
    before = _tree()
    results = tmp_path / "all.json"
    assert main([str(documents), "--tests", str(PROGRAM), "--json", str(results)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "1 of 3 revisions stable"
    assert any(line.startswith("    broken.yaml: ") for line in lines)
    assert _tree() == before
    old, new, broken = json.loads(results.read_text(encoding="utf-8"))
    missed = (
        "format-type: nothing matches its target $.components.schemas.NestedRequest..format.anyOf[?@.properties.type]"
    )
    assert (old["stable"], new["stable"], broken["stable"]) == (True, False, False)
    assert missed in old["notes"]
    assert new["needs_a_person"] == [missed]
    for result in (old, new):
        assert "provisional: session.ambience is ambience in create: one of quiet, street" in result["notes"]
        assert "9 passed" in result["tests"]


def test_a_folder_without_documents_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 3
    assert main([str(tmp_path / "nowhere")]) == 3
    assert "has no document" in capsys.readouterr().err


def test_the_tests_of_another_client_or_wrapper_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = [PACKAGE, PARAMETERS.parent]
    monkeypatch.setenv(PLACES, os.pathsep.join(map(str, ours)))
    pytest_sessionstart()
    for other in ours:
        places = [tmp_path / place.name if place == other else place for place in ours]
        monkeypatch.setenv(PLACES, os.pathsep.join(map(str, places)))
        with pytest.raises(pytest.UsageError, match=f"the tests import {other}, not {tmp_path / other.name}"):
            pytest_sessionstart()


def test_the_report_says_what_needs_a_person() -> None:
    text = report([Result("one", needs_a_person=["look here"]), Result("two")])
    assert "1 of 2 revisions stable." in text
    assert "look here" in text
