"""The wrapper against the client of every kept revision, from a clean clone.

`make stability` runs all behaviour tests there; here it is the program that users write and every
request that the wrapper makes, so that the whole suite stays short.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.conformance.pytest_guard import GENERATED
from scripts.conformance.suite import Result
from scripts.documents.write import dump
from scripts.pipeline.paths import HISTORY, PACKAGE, ROOT
from scripts.pipeline.slices import load
from scripts.stability import main, report

BEHAVIOUR = ROOT / "tests" / "behaviour"
KEPT = sorted(HISTORY.glob("*.yaml"))


def _tree() -> dict[str, int]:
    paths = [path for part in ("openapi", "generated", "docs", "wrapper") for path in (ROOT / part).rglob("*")]
    return {str(path): path.stat().st_mtime_ns for path in paths if path.is_file() and "__pycache__" not in path.parts}


@pytest.mark.timeout(1200)
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
    assert all("passed" in result["tests"] and "failed" not in result["tests"] for result in results)
    first, *_, newest = results
    assert "its last pinned contract stays" in first["saw"]
    assert (newest["saw"], newest["notes"], newest["overlay"]["no target"]) == ("flat, nested", [], [])
    assert f"{len(KEPT)} of {len(KEPT)} revisions stable" in (tmp_path / "all.md").read_text(encoding="utf-8")


def test_a_document_that_moved_is_not_stable_and_neither_is_no_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.yaml").write_text("404: Not Found", encoding="utf-8")
    document = load(KEPT[-1])
    schemas = document["components"]["schemas"]
    session = next(
        item for item in schemas.values() if item.get("properties", {}).get("type", {}).get("enum") == ["realtime"]
    )
    session["properties"]["engine"] = {"properties": {"model": session["properties"].pop("model")}}
    (tmp_path / "moved.yaml").write_text(dump(document), encoding="utf-8")
    assert main([str(tmp_path), "--jobs", "1", "--tests", str(BEHAVIOUR / "test_corpus.py")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "0 of 2 revisions stable"
    assert any("broken.yaml: not an OpenAPI document" in line for line in lines)
    assert any(
        "session.model isn't in the document; look at wrapper/realtime_sessions/endpoints.py" in line for line in lines
    )


def test_a_folder_without_documents_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 3
    assert main([str(tmp_path / "nowhere")]) == 3
    assert "has no document" in capsys.readouterr().err


def test_the_tests_of_another_client_are_refused(tmp_path: Path) -> None:
    environment = {**os.environ, GENERATED: str(tmp_path / PACKAGE.name), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "scripts.conformance.pytest_guard",
        "-p",
        "no:cacheprovider",
        "-o",
        "addopts=",
        str(BEHAVIOUR / "test_corpus.py"),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=ROOT)
    assert run.returncode == pytest.ExitCode.USAGE_ERROR
    assert "the tests import" in run.stdout + run.stderr


def test_the_report_says_what_needs_a_person() -> None:
    text = report([Result("one", needs_a_person=["look here"]), Result("two")])
    assert "1 of 2 revisions stable." in text
    assert "look here" in text
