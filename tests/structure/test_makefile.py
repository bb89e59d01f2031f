"""No value given to make reaches a shell unquoted, and `make test` leaves no test file out."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RULES = (ROOT / "Makefile").read_text("utf-8")
GIVEN = re.findall(r"^([A-Z_]+) \?=", RULES, re.MULTILINE)
FLAGS = {"BENCH_FLAGS", "DIFF_FLAGS", "PYTEST_FLAGS"}  # several words, which the shell is to tell apart
HOSTILE = (
    "'; touch broken; '",
    '"; touch broken; "',
    "x; touch broken",
    "$$(touch broken)",
    "$(shell touch broken)",
    "`touch broken`",
)


@pytest.mark.parametrize("name", sorted({*GIVEN} - FLAGS - {"PYTHON"}))
def test_a_value_goes_through_the_environment(name: str, tmp_path: Path) -> None:
    """Each command is run with a hostile value, and with a Python that only says what it was given."""
    made = tmp_path / ".venv"
    (made / "bin").mkdir(parents=True)
    python = made / "bin" / "python"
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    python.chmod(0o755)
    shutil.copy(ROOT / "Makefile", tmp_path)
    for stamp in ("pyproject.toml", "constraints.txt", ".venv/pyvenv.cfg", ".venv/run.stamp", ".venv/dev.stamp"):
        (tmp_path / stamp).touch()
    targets = [target for target, recipe in recipes().items() if f"${name}" in recipe or f"({name})" in recipe]
    assert targets, "no command reads it"
    others = {"SPEC": "x", "REVISION": "x", "BASE": "x", "HEAD": "x", "CONTRACT_OUT": str(tmp_path / "out")}
    for target, hostile in itertools.product(targets, HOSTILE):
        values = [f"{key}={value}" for key, value in {**others, name: hostile}.items()]
        command = ["make", target, *values]
        subprocess.run(command, cwd=tmp_path, env={"PATH": os.environ["PATH"]}, check=False, capture_output=True)
        assert not list(tmp_path.rglob("broken")), (target, hostile)


@pytest.mark.parametrize("spec", ["a$(b).json", "a$b", "$(error no)", "o'brien's document.json", "-h", "a,b)#c"])
def test_a_name_arrives_as_it_was_given(spec: str, tmp_path: Path) -> None:
    made = tmp_path / ".venv"
    (made / "bin").mkdir(parents=True)
    (made / "bin" / "python").write_text('#!/bin/sh\nfor last; do :; done; printf %s "$last"\n')
    (made / "bin" / "python").chmod(0o755)
    shutil.copy(ROOT / "Makefile", tmp_path)
    for stamp in ("pyproject.toml", "constraints.txt", ".venv/pyvenv.cfg", ".venv/run.stamp", ".venv/dev.stamp"):
        (tmp_path / stamp).touch()
    for target in ("pin", "update", "nightly"):
        command = ["make", "--silent", target, f"SPEC={spec}", "REVISION=x"]
        environment = {"PATH": os.environ["PATH"]}
        done = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
        assert done.stdout == spec, target


def recipes() -> dict[str, str]:
    """The lines of each command, with what they stand for."""
    names = dict(re.findall(r"^([A-Z_]+) = (.*)$", RULES, re.MULTILINE))
    found = dict(re.findall(r"^([a-z-]+):[^\n]*\n((?:\t.*\n|\\\n)+)", RULES, re.MULTILINE))
    return {
        target: recipe + "".join(text for name, text in names.items() if f"({name})" in recipe)
        for target, recipe in found.items()
    }


def test_make_test_collects_each_file_once(tmp_path: Path) -> None:
    """Once where coverage is measured, or once where it isn't; .ci/run names the two folders that are left out."""
    for stamp in ("pyproject.toml", "constraints.txt", ".venv/pyvenv.cfg", ".venv/run.stamp", ".venv/dev.stamp"):
        (tmp_path / stamp).parent.mkdir(exist_ok=True)
        (tmp_path / stamp).touch()
    shutil.copy(ROOT / "Makefile", tmp_path)
    files = [path.relative_to(ROOT) for path in (ROOT / "tests").rglob("test_*.py")]
    for path in files:
        (tmp_path / path.parent).mkdir(parents=True, exist_ok=True)
    said = subprocess.run(["make", "--dry-run", "test"], cwd=tmp_path, check=True, capture_output=True, text=True)
    runs = [line.split() for line in said.stdout.splitlines() if "-m pytest" in line]
    measured, others = (_places(words) for words in runs)
    for path in files:
        times = sum(_takes(places, path) for places in (measured, others))
        assert times == (0 if path.parts[1] in {"browser", "shared"} else 1), path
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert all(f"\n{command}\n" in ci for command in ("make test", "make test-full", "make check", "make test-browser"))
    assert "pytest tests/shared" in ci


def _places(words: list[str]) -> tuple[list[Path], list[Path]]:
    """The folders that a run of pytest takes, and those that it leaves out."""
    paths = [(before, Path(word)) for before, word in itertools.pairwise(words) if word.startswith("tests/")]
    return (
        [path for before, path in paths if before != "--ignore"],
        [path for before, path in paths if before == "--ignore"],
    )


def _takes(places: tuple[list[Path], list[Path]], path: Path) -> bool:
    taken, left_out = places
    return any(path.is_relative_to(place) for place in taken) and not any(path.is_relative_to(p) for p in left_out)
