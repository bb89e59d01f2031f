"""The nightly run, on a copy of the project: what it says, what it changes, and what it leaves alone."""

from __future__ import annotations

import contextlib
import fcntl
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
from tests.contract.test_fetching import Server, running_site

ROOT = Path(__file__).parents[2]
PARTS = ("scripts", "openapi", "generated", "docs", "wrapper")
STABLE = [{"revision": "2024-12-18", "stable": True, "saw": "flat | x", "tests": "9 passed", "needs_a_person": []}]
RESULTS = [
    *STABLE,
    {"revision": "2099-01-01", "stable": False, "saw": "flat", "tests": "1 failed", "needs_a_person": ["a\nb"]},
]


def copied(folder: Path, stability: list[dict[str, Any]] | None) -> Path:
    """A copy of the project in a repository of its own, with what a stability run is to find, or none of it."""
    for name in PARTS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("*.pyc.*"))  # those are being written
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / ".gitignore").write_text("build/\n__pycache__/\n.ruff_cache/\n")
    if stability is not None:
        (folder / "scripts" / "stability.py").write_text(
            f"import sys, json, pathlib; pathlib.Path(sys.argv[3]).write_text(json.dumps({stability!r})); sys.exit(1)"
        )
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "--all")
    git(folder, "-c", "user.name=t", "-c", "user.email=t@example.test", "commit", "-qm", "first")
    git(folder, "repack", "-qad")  # two files to copy in place of hundreds
    git(folder, "prune-packed", "-q")
    return folder


@pytest.fixture(autouse=True)
def _no_workflow(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("GIT_", "GITHUB_"))]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("nightly") / "project", RESULTS)


@pytest.fixture
def project(copy: Path, tmp_path: Path) -> Path:
    return shutil.copytree(copy, tmp_path / "project")


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def tree(project: Path) -> dict[str, bytes]:
    files = (file for name in ("openapi", "generated", "docs", "wrapper") for file in (project / name).rglob("*"))
    return {str(file): file.read_bytes() for file in files if file.is_file() and "__pycache__" not in file.parts}


def published(project: Path) -> dict[str, Any]:
    """A document that says what is pinned, with words around it, and the flat operation as it is published now."""
    whole: dict[str, Any] = yaml.safe_load(max((project / "openapi" / "history").glob("*.yaml")).read_text())
    whole["info"] = {"title": "all", "version": "99"}
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
    path = os.pathsep.join(str(project / name) for name in (".", "wrapper", "generated"))
    return subprocess.run(
        [sys.executable, "-m", "scripts.ci.nightly", str(spec), "--revision", "2099-01-01"],
        cwd=project, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": path} | environment,
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


def session_of(document: dict[str, Any]) -> dict[str, Any]:
    """The properties of a session that talks, as the nested endpoint is asked for one."""
    return next(
        schema["properties"]
        for schema in document["components"]["schemas"].values()
        if schema.get("properties", {}).get("type", {}).get("enum") == ["realtime"] and "id" not in schema["properties"]
    )


def test_a_new_field_moves_the_contract(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = published(project)
    session_of(document)["ambience"] = {"type": "string", "enum": ["quiet", "street"]}
    github_of = {"GITHUB_SERVER_URL": "https://example.test", "GITHUB_REPOSITORY": "owner/name"}
    with running_site() as site:
        done = run(project, site.serve("/spec.yaml", body=yaml.safe_dump(document).encode()), **github_of)
    assert done.returncode == 0, done.stderr
    assert "POST /realtime/client_secrets: changed" in done.stdout
    assert "\nmoved: " in done.stdout
    assert outcome(project) == "moved\n"
    body = (project / "build" / "nightly" / "body.md").read_text()
    assert "# New, and usable at once" in body
    assert "session.ambience: one of quiet, street" in body
    assert "# For a maintainer to decide" in body
    assert "# What reaches our users" in body
    assert str(project) not in body
    assert len(body) < 65_536
    assert '"revision": "2099-01-01"' in (project / "openapi" / "pin.json").read_text()
    assert "ambience" in (project / "wrapper/realtime_sessions/parameters/types.py").read_text()

    # what a picture and a table say of it
    assert "](https://example.test/owner/name/raw/contract-update/docs/contract-history.svg)" in body
    assert "1 of 2 revisions stable." in body
    assert "| 2099-01-01 | **not stable** | flat | 1 failed |" in body
    assert "| 2024-12-18 | stable | flat / x | 9 passed |" in body
    assert "2099-01-01: a" in body
    patch = (project / "build" / "nightly" / "change.patch").read_text()
    assert "b/openapi/history/2099-01-01.yaml" in patch
    assert "b/docs/contract-history.svg" in patch
    assert "b/wrapper/realtime_sessions/parameters/types.py" in patch

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
    assert git(project, "status", "--porcelain") == ""


@pytest.mark.full
def test_the_real_stability_run_stands_behind_it(tmp_path: Path) -> None:
    """Of two revisions and the new one, with the program that users write in place of all tests of behaviour."""
    project = copied(tmp_path / "project", None)
    for path in sorted((project / "openapi" / "history").glob("*.yaml"))[:-2]:
        path.unlink()
    (project / "tests" / "behaviour").mkdir(parents=True)
    for name in ("program.py", "test_program.py"):
        shutil.copy(ROOT / "tests" / "behaviour" / name, project / "tests" / "behaviour")
    document = published(project)
    session_of(document)["ambience"] = {"type": "string"}
    done = nightly(project, document)
    assert done.returncode == 0, done.stderr
    body = (project / "build" / "nightly" / "body.md").read_text()
    assert "3 of 3 revisions stable." in body
    assert "| 2099-01-01 | stable | flat (fixed at 2025-07-04: its pinned contract stays), nested | " in body


def test_a_removed_operation_is_told_once_and_kept(project: Path) -> None:
    document = published(project)
    del document["paths"]["/realtime/client_secrets"]
    contract = (project / "openapi" / "contract.yaml").read_bytes()
    done = nightly(project, document)
    assert "POST /realtime/client_secrets: removed upstream; its last pinned contract stays" in done.stdout
    assert (project / "openapi" / "upstream" / "realtime_client_secrets.yaml").exists()
    assert (project / "openapi" / "contract.yaml").read_bytes() == contract
    assert outcome(project) == "moved\n"
    assert nightly(project, document).stdout.startswith("unchanged: ")


def test_what_is_said_of_an_operation_that_is_fixed_moves_nothing(project: Path) -> None:
    document = published(project)
    document["paths"]["/realtime/sessions"]["post"]["deprecated"] = True
    assert nightly(project, document).stdout.startswith("unchanged: ")
    del document["paths"]["/realtime/sessions"]
    assert nightly(project, document).stdout.startswith("unchanged: ")
    assert git(project, "status", "--porcelain") == ""


def test_a_contract_that_needs_a_person(project: Path) -> None:
    """It is pinned, and nothing more; what is staged stays as it is."""
    (project / "notes").write_text("mine\n")
    git(project, "add", "notes")
    document = published(project)
    post = document["paths"]["/realtime/client_secrets"]["post"]
    post["parameters"] = [{"name": "OpenAI-New", "in": "header", "required": True, "schema": {"type": "string"}}]
    contract = (project / "openapi" / "contract.yaml").read_bytes()
    done = nightly(project, document)
    assert done.returncode == 0
    assert "needs a person" in done.stdout
    assert outcome(project) == "moved\n"
    body = (project / "build" / "nightly" / "body.md").read_text()
    assert "# This needs a person" in body
    assert "POST /realtime/client_secrets demands the header OpenAI-New" in body
    assert "openai-new" in html.unescape(body).lower()
    patch = (project / "build" / "nightly" / "change.patch").read_text()
    assert "openapi/upstream/realtime_client_secrets.yaml" in patch
    assert "notes" not in patch
    assert git(project, "diff", "--cached", "--name-only") == "notes\n"
    assert (project / "openapi" / "contract.yaml").read_bytes() == contract


def test_a_second_run_beside_the_first_is_refused(project: Path) -> None:
    (project / "build" / "update").mkdir(parents=True)
    with (project / "build" / "update" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = nightly(project, published(project))
    assert done.returncode == 4
    assert "another update is running" in done.stderr
    assert git(project, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    "document",
    [
        "error code: 524", "", "<!DOCTYPE html><title>Bad gateway</title>", "{}", "a: 1\na: 2\n",
        "openapi: 3.1.0\npaths: {}\n", "a: &a [*a, *a]\n",
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


def test_whatever_a_server_answers_it_is_one_of_three_words(project: Path) -> None:
    """Redirects, failures, half a document, one without end: the tree stays as it is."""
    whole = yaml.safe_dump(published(project)).encode()

    def endless(server: Server) -> None:
        server.raw(b"HTTP/1.1 200 OK\r\nContent-Type: application/yaml\r\nTransfer-Encoding: chunked\r\n\r\n")
        with contextlib.suppress(OSError):
            while True:
                server.raw(b"10000\r\n" + b"#" * 65_535 + b"\n\r\n")

    with running_site() as site:
        site.serve("/whole", body=whole)
        answers = {
            site.serve("/moved-here", status="302 Found", Location="/whole"): "unchanged",
            site.serve("/moved-out", status="302 Found", Location="http://gateway.example/x"): "not the document",
            site.serve("/moved-round", status="302 Found", Location="/moved-round"): "not the document",
            site.serve("/500", status="500 Internal Server Error", body=whole): "not the document",
            site.serve("/cut", body=whole[:-9], Content_Length=len(whole)): "not the document",
            site.serve("/no-length", body=whole, Content_Length=None): "not the document",
            site.serve_by("/endless", endless): "not the document",
        }
        for url, word in answers.items():
            done = run(project, url)
            assert done.stdout.startswith(f"{word}: "), (url, done.stdout, done.stderr)
            assert outcome(project) == f"{word}\n", url
            assert done.returncode == {"unchanged": 0, "not the document": 3}[word], url
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
    out = project / "build" / "nightly"
    out.mkdir(parents=True)
    for name in ("outcome", "body.md", "change.patch", "stability.json"):
        (out / name).write_text("of last night")
    nightly(project, "error code: 524")
    assert sorted(file.name for file in out.iterdir()) == ["outcome"]
