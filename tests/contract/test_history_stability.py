"""The wrapper against the client of every kept revision, from a clean clone.

`make stability` runs all behaviour tests there, for each of them.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from scripts.conformance.suite import Result
from scripts.pipeline.paths import HISTORY, ROOT
from scripts.stability import main, report

BEHAVIOUR = ROOT / "tests" / "behaviour"
KEPT = sorted(HISTORY.glob("*.yaml"))


def _tree() -> dict[str, int]:
    paths = [path for part in ("openapi", "generated", "docs", "wrapper") for path in (ROOT / part).rglob("*")]
    return {str(path): path.stat().st_mtime_ns for path in paths if path.is_file() and "__pycache__" not in path.parts}


@pytest.mark.timeout(900)
def test_an_old_and_the_newest_revision_are_stable_and_the_tree_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make stability` takes all of them, with every test; here it is the program that users write."""
    documents = tmp_path / "documents"
    documents.mkdir()
    for path in (KEPT[0], KEPT[-1]):
        shutil.copy(path, documents)
    before = _tree()
    where = [str(tmp_path / "all.json"), str(tmp_path / "all.md"), str(BEHAVIOUR / "test_program.py")]
    status = main([str(documents), "--json", where[0], "--report", where[1], "--tests", where[2]])
    said = capsys.readouterr()
    assert said.out.splitlines()[-1] == "2 of 2 revisions stable", said.out
    assert status == 0
    assert _tree() == before
    results = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert [result["revision"] for result in results] == [KEPT[0].stem, KEPT[-1].stem]
    assert all("passed" in result["tests"] and "failed" not in result["tests"] for result in results)
    assert "2 of 2 revisions stable" in (tmp_path / "all.md").read_text(encoding="utf-8")


def test_what_is_no_document_is_not_stable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken.yaml").write_text("404: Not Found", encoding="utf-8")
    assert main([str(tmp_path), "--jobs", "1", "--tests", str(BEHAVIOUR / "test_program.py")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "0 of 1 revisions stable"
    assert any("broken.yaml: not an OpenAPI document" in line for line in lines)


def test_a_folder_without_documents_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 3
    assert main([str(tmp_path / "nowhere")]) == 3
    assert "has no document" in capsys.readouterr().err


def test_the_report_says_what_needs_a_person() -> None:
    text = report([Result("one", needs_a_person=["look here"]), Result("two")])
    assert "1 of 2 revisions stable." in text
    assert "look here" in text
