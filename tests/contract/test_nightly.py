"""The nightly run, on a copy of the project: what it says, what it changes, and what it leaves alone."""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.ci import github
from tests.contract.test_fetching import running_site

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT.parent / "shared" / "upstream"
needs_published = pytest.mark.skipif(not PUBLISHED.is_dir(), reason="no shared/upstream beside this checkout")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy without the two commands that take long; a step that fails stands in the body, and stops nothing."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "GITHUB_"))]:
        monkeypatch.delenv(name)
    copy = tmp_path / "project"
    for name in ("scripts", "openapi", "generated", "docs"):
        shutil.copytree(
            ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "history.py", "stability.py")
        )
    shutil.copy(ROOT / "pyproject.toml", copy)
    (copy / ".gitignore").write_text("build/\n__pycache__/\n.ruff_cache/\n")
    git(copy, "init", "-q", "-b", "main")
    git(copy, "add", "--all")
    git(copy, "-c", "user.name=t", "-c", "user.email=t@example.test", "commit", "-qm", "first")
    return copy


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def tree(project: Path) -> dict[str, bytes]:
    files = (file for name in ("openapi", "generated", "docs") for file in (project / name).rglob("*"))
    return {str(file): file.read_bytes() for file in files if file.is_file() and "__pycache__" not in file.parts}


def published(project: Path) -> dict[str, Any]:
    """A document that says what is pinned, with words around it."""
    whole: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "all", "version": "99"},
        "paths": {},
        "components": {},
    }
    for file in sorted((project / "openapi" / "upstream").glob("*.yaml")):
        piece = yaml.safe_load(file.read_text())
        whole["paths"] |= piece["paths"]
        whole |= {key: piece[key] for key in ("openapi", "security") if key in piece}
        for section, elements in piece["components"].items():
            whole["components"].setdefault(section, {}).update(elements)
    for item in whole["paths"].values():
        item["post"]["description"] = "In other words than yesterday."
    whole["paths"]["/elsewhere"] = {"get": {"responses": {"200": {"description": "new"}}}}
    return whole


def nightly(project: Path, document: object, **environment: str) -> subprocess.CompletedProcess[str]:
    spec = project / "build" / "spec.yaml"
    spec.parent.mkdir(exist_ok=True)
    spec.write_text(document if isinstance(document, str) else yaml.safe_dump(document))
    return run(project, spec, **environment)


def run(project: Path, spec: Path | str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scripts.ci.nightly", str(spec), "--revision", "2099-01-01"],
        cwd=project, capture_output=True, text=True, check=False, env=os.environ | environment,
    )  # fmt: skip


def outcome(project: Path) -> str:
    return (project / "build" / "nightly" / "outcome").read_text()


def test_other_words_move_nothing(project: Path) -> None:
    done = nightly(project, published(project))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("unchanged: ")
    assert outcome(project) == "unchanged\n"
    assert git(project, "status", "--porcelain") == ""
    assert sorted(file.name for file in (project / "build" / "nightly").iterdir()) == ["outcome"]


def test_a_new_bound_moves_the_contract(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = published(project)
    post = document["paths"]["/realtime/client_secrets"]["post"]
    post["parameters"] = [{"name": "OpenAI-New", "in": "header", "required": True, "schema": {"type": "string"}}]
    done = nightly(project, document)
    assert done.returncode == 0, done.stderr
    assert "POST /realtime/client_secrets: changed" in done.stdout
    assert "\nmoved: " in done.stdout
    assert outcome(project) == "moved\n"
    body = (project / "build" / "nightly" / "body.md").read_text()
    assert "# What reaches our users" in body
    assert "openai-new" in html.unescape(body).lower()
    assert "breaking" in body
    assert str(project) not in body
    assert len(body) < 65_536
    assert '"revision": "2099-01-01"' in (project / "openapi" / "pin.json").read_text()

    # the patch makes the same of a fresh checkout
    after = tree(project)
    git(project, "stash", "-q", "--include-untracked")
    assert tree(project) != after
    monkeypatch.chdir(project)
    github.check_patch(Path("build/nightly/change.patch"))
    git(project, "apply", "--index", "build/nightly/change.patch")
    assert tree(project) == after

    # the next night, with this one merged, is quiet
    git(project, "-c", "user.name=t", "-c", "user.email=t@example.test", "commit", "-qam", "second")
    assert nightly(project, document).stdout.startswith("unchanged: ")


def test_the_body_has_the_picture_and_the_table(project: Path) -> None:
    results = [
        {"revision": "2024-12-18", "stable": True, "saw": "flat | x", "tests": "9 passed", "needs_a_person": []},
        {"revision": "2099-01-01", "stable": False, "saw": "flat", "tests": "1 failed", "needs_a_person": ["a\nb"]},
    ]
    shutil.copy(ROOT / "scripts" / "history.py", project / "scripts")
    (project / "scripts" / "stability.py").write_text(
        f"import sys, json, pathlib; pathlib.Path(sys.argv[3]).write_text(json.dumps({results!r})); sys.exit(1)"
    )
    git(project, "add", "--all")
    git(project, "-c", "user.name=t", "-c", "user.email=t@example.test", "commit", "-qm", "stability")
    document = published(project)
    document["paths"]["/realtime/client_secrets"]["post"]["deprecated"] = True
    github = {"GITHUB_SERVER_URL": "https://example.test", "GITHUB_REPOSITORY": "owner/name"}
    with running_site() as site:
        done = run(project, site.serve("/spec.yaml", body=yaml.safe_dump(document).encode()), **github)
    assert done.returncode == 0, done.stderr
    body = (project / "build" / "nightly" / "body.md").read_text()
    assert "](https://example.test/owner/name/raw/contract-update/docs/contract-history.svg)" in body
    assert "1 of 2 revisions stable." in body
    assert "| 2099-01-01 | **not stable** | flat | 1 failed |" in body
    assert "| 2024-12-18 | stable | flat / x | 9 passed |" in body
    assert "2099-01-01: a" in body
    patch = (project / "build" / "nightly" / "change.patch").read_text()
    assert "b/openapi/history/2099-01-01.yaml" in patch
    assert "b/docs/contract-history.svg" in patch


def test_what_is_staged_stays_as_it_is(project: Path) -> None:
    (project / "notes").write_text("mine\n")
    git(project, "add", "notes")
    document = published(project)
    del document["paths"]["/realtime/client_secrets"]["post"]["responses"]
    nightly(project, document)
    assert git(project, "diff", "--cached", "--name-only") == "notes\n"
    assert "notes" not in (project / "build" / "nightly" / "change.patch").read_text()


def test_a_removed_operation_is_told_once_and_kept(project: Path) -> None:
    document = published(project)
    del document["paths"]["/realtime/sessions"]
    done = nightly(project, document)
    assert "POST /realtime/sessions: removed upstream; its last pinned contract stays" in done.stdout
    assert (project / "openapi" / "upstream" / "realtime_sessions.yaml").exists()
    assert outcome(project) == "moved\n"
    assert nightly(project, document).stdout.startswith("unchanged: ")


def test_a_contract_that_needs_a_person(project: Path) -> None:
    overlay = project / "openapi" / "overlay.yaml"
    action = "  - x-name: lost\n    description: x\n    target: $.paths['/gone'].post\n    update: {deprecated: true}\n"
    overlay.write_text(overlay.read_text() + action)
    document = published(project)
    document["paths"]["/realtime/client_secrets"]["post"]["deprecated"] = True
    done = nightly(project, document)
    assert done.returncode == 0
    assert "needs a person" in done.stdout
    body = (project / "build" / "nightly" / "body.md").read_text()
    assert "# This needs a person" in body
    assert "/gone" in body
    assert (
        "openapi/upstream/realtime_client_secrets.yaml" in (project / "build" / "nightly" / "change.patch").read_text()
    )


@pytest.mark.parametrize(
    "document",
    [
        "error code: 524", "", "<!DOCTYPE html><title>Bad gateway</title>", "{}", "a: 1\na: 2\n",
        "openapi: 3.1.0\npaths: {}\n", "a: &a [*a, *a]\n", "openapi: 3.1.0\npaths: {/realtime/sessions: {post: {x: {$ref: '#/gone'}}}}\n",
    ],
)  # fmt: skip
def test_what_is_not_the_document_changes_nothing(project: Path, document: str) -> None:
    done = nightly(project, document)
    assert done.returncode == 3
    assert done.stdout.startswith("not the document: ")
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""
    assert outcome(project) == "not the document\n"
    assert git(project, "status", "--porcelain") == ""


def test_the_job_says_so(project: Path) -> None:
    done = nightly(project, "error code: 524", GITHUB_ACTIONS="true")
    (annotation,) = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert annotation.startswith("::error title=Not the published document::spec.yaml: ")


def test_no_file_at_all(project: Path) -> None:
    done = run(project, project / "gone.yaml")
    assert done.returncode == 3
    assert done.stdout.startswith("not the document: gone.yaml: can't be read")


def test_what_an_earlier_night_left_is_gone(project: Path) -> None:
    document = published(project)
    document["paths"]["/realtime/client_secrets"]["post"]["deprecated"] = True
    nightly(project, document)
    assert (project / "build" / "nightly" / "change.patch").exists()
    nightly(project, "error code: 524")
    assert sorted(file.name for file in (project / "build" / "nightly").iterdir()) == ["outcome"]


@needs_published
def test_the_published_document_that_is_pinned(project: Path) -> None:
    assert run(project, PUBLISHED / "2026-08-21.yaml").stdout.startswith("unchanged: ")


@needs_published
def test_another_published_document(project: Path) -> None:
    done = run(project, PUBLISHED / "2025-12-18.yaml")
    assert done.returncode == 0
    assert outcome(project) == "moved\n"
    body = (project / "build" / "nightly" / "body.md").read_text()
    assert "# What was published: openapi/upstream/realtime_client_secrets.yaml" in body
    assert len(body) < 65_536


@needs_published
def test_what_a_mirror_stored_in_place_of_the_document(project: Path) -> None:
    for file in sorted((PUBLISHED / "broken").iterdir()):
        assert run(project, file).returncode == 3
    assert git(project, "status", "--porcelain") == ""
