"""Run the wrapper against one revision of the published document.

Everything is made from the document as `make update` makes it, in a temporary place. An operation that the document
lacks keeps its last pinned contract, and so does one that is fixed or had another shape then. After that the wrapper's
behaviour tests run on that revision's client and on its parameters.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from scripts.conformance.pytest_guard import PLACES
from scripts.documents import scratch
from scripts.documents.fetch import fetch
from scripts.documents.text import DocumentError
from scripts.pipeline.client import GenerateError
from scripts.pipeline.overlay import Outcome, OverlayError
from scripts.pipeline.paths import HISTORY, OPENAPI, PACKAGE, PARAMETERS, ROOT
from scripts.pipeline.recipe import prepare
from scripts.pipeline.slices import OPERATIONS, Pinned, followed, is_fixed, pin

TESTS = (ROOT / "tests" / "behaviour",)
SHOWN_LINES = 25  # of a failed test run
BENEATH = (  # of sending, of the sandbox and of the gateway's guards: no document changes those
    *("test_tls.py", "test_retries.py", "test_transport.py", "test_http1.py", "test_hostile.py", "test_load.py"),
    *("test_fork.py", "test_packing.py", "test_limits.py", "sandbox/*", "bench/*"),
    *("gateway/test_a*", "gateway/test_r*", "gateway/test_t*"),
)
LIMIT = 1800.0  # seconds for one revision's tests, which take two minutes: only what hangs is stopped
WRAPPER = PARAMETERS.parent.relative_to(ROOT)
_EARLIER = "of an earlier shape"
NAMES = dict(zip(OPERATIONS, ("flat", "nested"), strict=True))


@dataclass
class Result:
    """What one document came to."""

    revision: str
    saw: str = ""
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
    with scratch.folder() as place:
        try:
            _examine(document, place, tests, result)
        except (DocumentError, OverlayError, GenerateError) as error:
            result.needs_a_person.append(str(error))
        except OSError as error:
            result.needs_a_person.append(f"{document.name}: {error}")
    result.seconds = round(time.monotonic() - started, 1)
    return result


def _examine(document: Path, folder: Path, tests: tuple[str, ...], result: Result) -> None:
    source = fetch(str(document))
    pinned = pin(source)
    stays = {operation: why for operation in OPERATIONS if (why := _why_it_stays(operation, pinned, result.revision))}
    result.saw = ", ".join(_seen(operation, name, pinned, stays) for operation, name in NAMES.items())
    if _EARLIER in stays.values():
        kept = {operation: piece for operation, piece in pinned.slices.items() if stays.get(operation) != _EARLIER}
        pinned = Pinned(kept, pinned.missing)
    if not pinned.slices:
        result.tests = "nothing of it is followed"
        return
    prepared = prepare(source, pinned, re.sub(r"[^\w.-]", "-", result.revision).lstrip("."))
    outcomes = prepared.made.contract.outcomes
    result.overlay = _by_state(outcomes)
    missed = [line for outcome in outcomes for line in outcome.misses]
    # A correction is written for the newest document; an older one may lack what it corrects.
    newest = max(path.stem for path in HISTORY.glob("*.yaml"))
    (result.needs_a_person if result.revision > newest else result.notes).extend(missed)
    result.notes += [line for found in prepared.reports for line in found.lines()]
    result.notes += [f"provisional: {line}" for line in prepared.made.provisional]
    shutil.copytree(PARAMETERS.parent, folder / WRAPPER, ignore=shutil.ignore_patterns("__pycache__", PARAMETERS.name))
    for name, content in prepared.made.texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    result.tests = _run_tests(folder, tests, result)


def _why_it_stays(operation: str, pinned: Pinned, revision: str) -> str:
    """Why a document leaves an operation at its pinned contract; nothing where it doesn't."""
    held = followed(OPENAPI)[operation]
    if operation in pinned.missing:
        return "not in the document"
    if is_fixed(OPENAPI, operation):
        return f"fixed at {held['revision']}"
    return _EARLIER if revision < held.get("keeps_from", "") else ""


def _seen(operation: str, name: str, pinned: Pinned, stays: dict[str, str]) -> str:
    if operation in stays:
        return f"{name} ({stays[operation]}: its pinned contract stays)"
    return name + (" (deprecated)" if _deprecated(pinned, operation) else "")


def _deprecated(pinned: Pinned, operation: str) -> bool:
    method, path = operation.split()
    return pinned.slices[operation]["paths"][path][method.lower()].get("deprecated") is True


def _by_state(outcomes: list[Outcome]) -> dict[str, list[str]]:
    states: dict[str, list[str]] = {"applied": [], "already satisfied": [], "no target": []}
    for outcome in outcomes:
        states[outcome.state].append(outcome.name)
    return states


def _run_tests(folder: Path, tests: tuple[str, ...], result: Result) -> str:
    """The behaviour tests, in a process that imports this revision's client and parameters."""
    packages = [folder / PACKAGE.relative_to(ROOT), folder / WRAPPER]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([*(str(place.parent) for place in packages), str(ROOT)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / "hypothesis"),
        PLACES: os.pathsep.join(map(str, packages)),
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
