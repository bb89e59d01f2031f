"""The commands: each target sets itself up, and `make help` knows all of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.pipeline.paths import ROOT

TEXT = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z][\w-]*):", TEXT, re.MULTILINE)
NO_SET_UP = {"help", "clean"}


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", *words], cwd=folder, check=False, capture_output=True, text=True
    )


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder as a fresh clone has it: no .venv."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_help_is_what_make_says_and_it_lists_every_target(clone: Path) -> None:
    done = make(clone)
    assert (done.returncode, done.stderr) == (0, "")
    listed = [line.split()[0] for line in done.stdout.splitlines()]
    assert listed == TARGETS
    assert all(len(line.split()) > 1 for line in done.stdout.splitlines())
    assert {"demo", "test", "setup", "check", "pin", "generate", "verify", "update"} <= set(listed)


def test_every_target_is_one_even_if_a_file_has_its_name(clone: Path) -> None:
    phony = " ".join(re.findall(r"^\.PHONY: (.+)$", TEXT, re.MULTILINE))
    assert sorted(phony.split()) == sorted(TARGETS)


@pytest.mark.parametrize("target", sorted(set(TARGETS) - NO_SET_UP))
def test_a_target_sets_itself_up(clone: Path, target: str) -> None:
    done = make(clone, "--dry-run", target, "SPEC=spec.yaml", "REVISION=label", "BASE=a", "HEAD=b")
    assert done.returncode == 0, done.stderr
    assert " -m venv .venv" in done.stdout
    assert "--constraint constraints.txt --editable" in done.stdout


def test_an_interpreter_that_is_too_old_is_refused_by_name(clone: Path) -> None:
    old = clone / "old-python"
    old.write_text('#!/bin/sh\nexec python3 -c "import sys; sys.version_info = (3, 10); exec(sys.argv[1])" "$2"\n')
    old.chmod(0o755)
    done = make(clone, "setup", f"PYTHON={old}")
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed" in done.stderr
    assert not (clone / ".venv").exists()


def test_what_continuous_integration_calls() -> None:
    assert re.findall(r"^make (.+)$", (ROOT / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE) == [
        "test",
        "check",
        "test-browser",
    ]
    check = re.search(r"^check: ([\w ]+)##", TEXT, re.MULTILINE)
    assert check
    assert check[1].split() == ["lint", "types", "verify"]
