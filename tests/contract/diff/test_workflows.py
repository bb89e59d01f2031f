"""The workflows: make targets only, pinned actions, least permissions, nothing that a stranger can inject."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from scripts.documents.parse import parse_text

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ZIZMOR = shutil.which("zizmor", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)

# who may write what, and no other job may write anything
WRITES = {
    ("contract", "comment"): {"pull-requests"},
    ("contract", "scan"): {"security-events"},
    ("nightly", "propose"): {"contents", "pull-requests"},
}
RUNS = re.compile(r"\.venv/bin/python -m (scripts\.ci\.\w+)( [\w:^./-]+)*")
UNTRUSTED = re.compile(r"\.(title|body|ref|head_ref|label|message|login|name|email)\b|head_ref|inputs\.")


def workflow(file: Path) -> dict[str, Any]:
    # a reader of YAML 1.2, in which `on` is a word
    return cast("dict[str, Any]", parse_text(file.read_text(encoding="utf-8")))


def steps(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, job in workflow(file)["jobs"].items():
        for step in job["steps"]:
            yield name, step


def test_there_are_two() -> None:
    assert {"contract", "nightly"} <= {file.stem for file in FILES}


@each_file
def test_actions_are_pinned_by_digest(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        if "uses:" in line:
            assert re.fullmatch(r"\s*(- )?uses: [\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


@each_file
def test_one_action_has_one_digest(file: Path) -> None:
    everywhere = " ".join(one.read_text(encoding="utf-8") for one in FILES)
    for action in set(re.findall(r"uses: ([\w/-]+)@", file.read_text(encoding="utf-8"))):
        assert len(set(re.findall(rf"uses: {action}@(\w+)", everywhere))) == 1, action


@each_file
def test_what_runs_is_a_make_target_or_a_program_behind_one(file: Path) -> None:
    for _, step in steps(file):
        if "run" in step:
            assert re.fullmatch(r"make [a-z-]+( [A-Z]+=[\w:^./-]+)*", step["run"]) or RUNS.fullmatch(step["run"]), step


@each_file
def test_no_expression_reaches_a_shell(file: Path) -> None:
    for _, step in steps(file):
        assert "${{" not in step.get("run", "")
        for value in step.get("env", {}).values():
            assert not UNTRUSTED.search(value.replace("github.token", "")), value


@each_file
def test_strangers_get_no_token_that_may_write(file: Path) -> None:
    read = workflow(file)
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(read["on"])
    if "pull_request" not in read["on"]:
        return
    for job in read["jobs"].values():
        if "write" in job["permissions"].values():
            assert "head.repo.full_name == github.repository" in job["if"]


@each_file
def test_permissions_are_the_least(file: Path) -> None:
    read = workflow(file)
    assert read["permissions"] == {}
    for name, job in read["jobs"].items():
        writes = {scope for scope, right in job["permissions"].items() if right == "write"}
        assert writes == WRITES.get((file.stem, name), set())
        assert set(job["permissions"]) == writes | {"contents"}


@each_file
def test_no_checkout_leaves_its_token_behind(file: Path) -> None:
    for _, step in steps(file):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@each_file
def test_every_job_ends(file: Path) -> None:
    for job in workflow(file)["jobs"].values():
        assert job["timeout-minutes"] <= 60
        assert job["runs-on"] == "ubuntu-24.04"


@each_file
def test_secrets_reach_only_the_step_that_needs_them(file: Path) -> None:
    for name, step in steps(file):
        if "GITHUB_TOKEN" in step.get("env", {}):
            assert (file.stem, name) in WRITES
            assert step["run"] in {"make comment", "make propose"}
    assert "secrets." not in file.read_text(encoding="utf-8")


@each_file
def test_the_targets_exist(file: Path) -> None:
    for _, step in steps(file):
        if found := RUNS.fullmatch(step.get("run", "")):
            assert (ROOT / f"{found[1].replace('.', '/')}.py").exists()
            assert f"-m {found[1]} " in (ROOT / "Makefile").read_text(encoding="utf-8")
        elif "run" in step:
            # -n: only says what it would do
            done = subprocess.run(
                [*step["run"].split(), "-n", "SPEC=x"], cwd=ROOT, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr


@pytest.mark.skipif(ZIZMOR is None, reason="zizmor isn't installed")
@each_file
def test_an_auditor_finds_nothing(file: Path) -> None:
    done = subprocess.run(
        [str(ZIZMOR), "--offline", "--no-progress", "--persona=pedantic", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_values_reach_the_commands_without_a_shell_reading_them() -> None:
    recipes = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name in ("BASE", "HEAD", "SPEC", "REVISION", "FORMAT", "FAIL_ON", "POLICY", "PULL_REQUEST"):
        for line in recipes.splitlines():
            if line.startswith("\t"):
                unguarded = line.replace(f"$(if $({name}),", "").replace(f"$(and $({name}),", "")
                assert f"$({name})" not in unguarded, line
