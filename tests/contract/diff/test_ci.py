"""The program that a pull request runs: the contract's exit code, and what was published beside it."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from scripts.ci.contract import main
from scripts.contract_diff.report.as_markdown import CLEAN, MARK

if TYPE_CHECKING:
    from pathlib import Path


def document(kind: str) -> dict[str, Any]:
    """One operation that takes one thing."""
    body = {"content": {"application/json": {"schema": {"type": "object", "properties": {"a": {"type": kind}}}}}}
    return {
        "openapi": "3.1.0", "info": {"title": "t", "version": "1"},
        "paths": {"/x": {"post": {"requestBody": body, "responses": {"200": {"description": ""}}}}},
    }  # fmt: skip


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose only commit has a contract and a published slice."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    (tmp_path / "published").mkdir()
    for name in ("contract.yaml", "published/x.yaml"):
        (tmp_path / name).write_text(json.dumps(document("string")))
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@example.test", "commit", "-qm", "a"],
    ):
        subprocess.run(["git", *words], check=True, cwd=tmp_path)
    return tmp_path


def ran(checkout: Path, *more: str) -> tuple[int, str]:
    """The exit code and the comment."""
    code = main(["git:HEAD:contract.yaml", "contract.yaml", "--out", "out", "--published", "published", *more])
    comment = checkout / "out" / "comment.md"
    return code, comment.read_text() if comment.exists() else ""


def test_nothing_changed(checkout: Path) -> None:
    code, comment = ran(checkout)
    assert code == 0
    assert CLEAN in comment
    assert {path.name for path in (checkout / "out").iterdir()} == {
        "comment.md", "contract.sarif", "contract.html", "contract.xml", "contract.json",
    }  # fmt: skip


def test_what_was_published_is_told_and_fails_nothing(checkout: Path) -> None:
    (checkout / "published" / "x.yaml").write_text(json.dumps(document("integer")))
    code, comment = ran(checkout)
    assert code == 0
    assert comment.startswith(MARK)
    assert comment.count(MARK) == 1
    assert CLEAN not in comment
    assert "# What was published: `x.yaml`" in comment
    assert "string no longer allowed" in comment
    assert "string no longer allowed" in (checkout / "out" / "published-x.html").read_text()


def test_a_new_slice_is_no_break(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (checkout / "published" / "y.yaml").write_text(json.dumps(document("integer")))
    assert ran(checkout)[0] == 0
    assert "y.yaml: not compared" in capsys.readouterr().err


def test_each_exit_code_is_the_diff_s_own(checkout: Path) -> None:
    (checkout / "contract.yaml").write_text(json.dumps(document("integer")))
    assert ran(checkout)[0] == 1
    assert ran(checkout, "--fail-on", "never")[0] == 0
    assert ran(checkout, "--policy", "lax")[0] == 2
    (checkout / "contract.yaml").write_text("nonsense")
    assert ran(checkout)[0] == 3


def test_the_summary_of_a_job_is_the_comment(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(checkout / "summary.md"))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    _, comment = ran(checkout)
    assert (checkout / "summary.md").read_text() == comment
