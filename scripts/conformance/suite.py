"""Take one published document all the way to the wrapper's own tests.

The document is pinned, corrected, generated from without a warning and put to the conformance check.
Then the behaviour tests run against that document's client. All of it happens in a temporary folder.
An operation that the document lacks keeps its last pinned contract.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.conformance.pytest_guard import GENERATED
from scripts.conformance.verdict import check, set_up
from scripts.documents.fetch import fetch
from scripts.documents.text import DocumentError
from scripts.documents.write import dump
from scripts.pipeline.client import GenerateError, generate
from scripts.pipeline.contract import build
from scripts.pipeline.overlay import Outcome, OverlayError
from scripts.pipeline.paths import PACKAGE, ROOT
from scripts.pipeline.slices import OPERATIONS, Pinned

TESTS = (ROOT / "tests" / "behaviour",)
SHOWN_LINES = 25  # of a failed test run
BENEATH = (
    "test_tls.py",
    "test_retries.py",
    "test_transport.py",
    "sandbox/*",
)  # of transport and sandbox: no document changes those
LIMIT = 300.0  # seconds for one revision's tests
NAMES = dict(zip(OPERATIONS, ("flat", "nested"), strict=True))


@dataclass
class Result:
    """What one document came to."""

    revision: str
    saw: str = ""
    nearest: str = ""
    overlay: dict[str, list[str]] = field(default_factory=dict)  # outcome: corrections
    notes: list[str] = field(default_factory=list)
    needs_a_person: list[str] = field(default_factory=list)
    tests: str = ""
    seconds: float = 0.0

    @property
    def stable(self) -> bool:
        """Whether a program goes on working."""
        return not self.needs_a_person

    @property
    def line(self) -> str:
        """The whole in one line."""
        counts = ", ".join(
            f"{len(names)} {state}" + (f" ({', '.join(names)})" if names and state != "applied" else "")
            for state, names in self.overlay.items()
        )
        result = "stable" if self.stable else "NOT stable"
        parts = [
            f"saw {self.saw or 'no document'}",
            f"overlay: {counts or 'not applied'}",
            self.tests or "no tests run",
        ]
        return f"{self.revision:14}  {result:10}  {'; '.join(parts)}; {self.seconds:.1f} s"


def examine(document: Path, tests: tuple[str, ...]) -> Result:
    """Take one document all the way; whatever stops it is in the result."""
    started = time.monotonic()
    result = Result(document.stem)
    with TemporaryDirectory(prefix="stability-") as place:
        try:
            _examine(document, Path(place), tests, result)
        except (DocumentError, OverlayError, GenerateError) as error:
            result.needs_a_person.append(str(error))
        except OSError as error:
            result.needs_a_person.append(f"{document.name}: {error}")
    result.seconds = round(time.monotonic() - started, 1)
    return result


def _examine(document: Path, folder: Path, tests: tuple[str, ...], result: Result) -> None:
    pinned = set_up(fetch(str(document)), document.stem, folder)
    result.saw = _saw(pinned)
    contract, outcomes = build(folder)
    result.overlay = _by_state(outcomes)
    verdict = check(folder, pinned, contract, outcomes)
    result.nearest, result.notes = verdict.nearest, list(verdict.notes)
    result.needs_a_person += verdict.needs_a_person
    text = dump(contract)
    (folder / "contract.yaml").write_text(text, encoding="utf-8")
    generate(text, folder / "generated" / PACKAGE.name)
    result.tests = _run_tests(folder, tests, result)


def _saw(pinned: Pinned) -> str:
    kept = [f"no {NAMES[operation]} (its last pinned contract stays)" for operation in pinned.missing]
    have = [
        NAMES[operation] + (" (deprecated)" if _deprecated(pinned, operation) else "") for operation in pinned.slices
    ]
    return ", ".join(have + kept)


def _deprecated(pinned: Pinned, operation: str) -> bool:
    method, path = operation.split()
    return pinned.slices[operation]["paths"][path][method.lower()].get("deprecated") is True


def _by_state(outcomes: list[Outcome]) -> dict[str, list[str]]:
    states: dict[str, list[str]] = {"applied": [], "already satisfied": [], "no target": []}
    for outcome in outcomes:
        states[outcome.state].append(outcome.name)
    return states


def _run_tests(folder: Path, tests: tuple[str, ...], result: Result) -> str:
    """The behaviour tests, in a process that imports this revision's client."""
    generated = folder / "generated"
    path = [str(generated), str(ROOT / "wrapper"), str(ROOT)]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / "hypothesis"),
        "REALTIME_SESSIONS_CONTRACT": str(folder / "contract.yaml"),
        GENERATED: str(generated / PACKAGE.name),
        "EXAMPLES": "50",  # of the property tests: their whole number is tried on the pinned client
    }
    command = [sys.executable, "-m", "pytest", "-p", "scripts.conformance.pytest_guard"]
    command += ["-p", "no:cacheprovider", "-p", "no:xdist"]
    command += ["-q", "--no-header", "--tb=short", "-o", "addopts=--import-mode=importlib"]
    command += [f"--basetemp={folder / 'tmp'}", *(f"--ignore-glob=*/{name}" for name in BENEATH)]
    command += ["-c", str(ROOT / "pyproject.toml"), f"--rootdir={ROOT}", *tests]
    for name in [name for name in environment if name.startswith(("PYTEST_", "COVERAGE_", "COV_"))]:
        del environment[name]  # this may itself run inside a test
    try:
        run = subprocess.run(  # noqa: S603 - our own interpreter
            command, capture_output=True, text=True, check=False, env=environment, cwd=ROOT, timeout=LIMIT
        )
    except subprocess.TimeoutExpired:
        result.needs_a_person.append(f"its behaviour tests didn't end within {LIMIT:.0f} s")
        return "tests stopped"
    lines = (run.stdout + run.stderr).strip().splitlines()
    if run.returncode != 0:
        result.needs_a_person.append(f"its behaviour tests fail (pytest ended with {run.returncode}):")
        result.needs_a_person += [f"    {line}" for line in lines[-SHOWN_LINES:]]
    return lines[-1].strip("= ") if lines else "no tests run"
