"""Does the wrapper work with every revision of the published document?

Protects the promise that a program written once keeps working: each document of a folder is pinned,
corrected, generated from without a warning, put to the conformance check, and then the wrapper's own
behaviour tests run against that revision's client. All in a temporary place; the project's tree stays.
A document that predates or lost an operation keeps the last pinned contract of it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.conformance.judge import check, set_up
from scripts.contract import build
from scripts.documents import DocumentError, dump, fetch
from scripts.files import replace_all
from scripts.generate import PACKAGE, GenerateError, generate
from scripts.inside import GENERATED
from scripts.overlay import Outcome, OverlayError
from scripts.pin import OPERATIONS, ROOT, Pinned

TESTS = (ROOT / "tests" / "behaviour",)
SUFFIXES = frozenset({".yaml", ".yml", ".json"})
SHOWN_LINES = 25  # of a failed test run
# Of transport and sandbox: no document changes those.
BENEATH = (
    "test_tls.py",
    "test_retries.py",
    "test_transport.py",
    "test_fork.py",
    "test_limits.py",
    "test_packing.py",
    "sandbox/*",
)
JOBS = os.cpu_count() or 1
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
    command = [sys.executable, "-m", "pytest", "-p", "scripts.inside", "-p", "no:cacheprovider", "-p", "no:xdist"]
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


def documents_in(folder: Path) -> list[Path]:
    """Every document of a folder, by name.

    Raises:
        DocumentError: there is none.
    """
    found = sorted(path for path in folder.glob("*") if path.suffix in SUFFIXES) if folder.is_dir() else []
    if not found:
        raise DocumentError(f"{folder}: has no document ({', '.join(sorted(SUFFIXES))})")
    return found


def examine_all(documents: list[Path], tests: tuple[str, ...], jobs: int) -> list[Result]:
    """Take all documents, several at a time, and say how far it is."""
    results: dict[Path, Result] = {}
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        waiting = {pool.submit(examine, document, tests): document for document in documents}
        for done in as_completed(waiting):
            result = results[waiting[done]] = done.result()
            state = "stable" if result.stable else "NOT stable"
            count = f"[{len(results)}/{len(documents)}]"
            print(f"{count:8} {result.revision}: {state} after {result.seconds:.1f} s", file=sys.stderr, flush=True)
    return [results[document] for document in documents]


def summary(results: list[Result]) -> str:
    """The last line."""
    return f"{sum(result.stable for result in results)} of {len(results)} revisions stable"


def report(results: list[Result]) -> str:
    """The results as Markdown, with every correction and everything that moved."""
    lines = ["# Stability", "", f"{summary(results)}.", ""]
    for result in results:
        lines += [f"## {result.revision}: {'stable' if result.stable else 'not stable'}", "", result.line, ""]
        for state, names in result.overlay.items():
            lines += [f"- {state}: {', '.join(names) or 'none'}"]
        lines += [f"- most like {result.nearest}, {len(result.notes)} fields moved"] if result.nearest else []
        lines += [f"    - {note}" for note in result.notes]
        lines += ["- needs a person:", "", "```text", *result.needs_a_person, "```"] if result.needs_a_person else []
        lines.append("")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """The command: 0 when all are stable, 1 when one isn't, 3 when there is nothing to look at."""
    parser = argparse.ArgumentParser(prog="stability", description="Run the wrapper against every published revision.")
    parser.add_argument("folder", type=Path, help="a folder of published documents, or of kept ones")
    parser.add_argument("--json", type=Path, help="write everything there, as JSON")
    parser.add_argument("--report", type=Path, help="write everything there, as Markdown")
    parser.add_argument("--jobs", type=int, default=JOBS, help=f"how many documents at a time ({JOBS})")
    parser.add_argument("--tests", nargs="*", default=[str(path) for path in TESTS], help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    try:
        documents = documents_in(options.folder)
    except DocumentError as error:
        print(f"stability: {error}", file=sys.stderr)
        return 3
    results = examine_all(documents, tuple(options.tests), max(options.jobs, 1))
    for result in results:
        print(result.line)
        for line in result.needs_a_person:
            print(f"    {line}")
    totals = Counter(state for result in results for state, names in result.overlay.items() for _ in names)
    print(f"corrections over all: {', '.join(f'{count} {state}' for state, count in totals.items())}")
    texts = {
        options.json: json.dumps([{**asdict(result), "stable": result.stable} for result in results], indent=2) + "\n"
    }
    texts[options.report] = report(results)
    replace_all({path: text for path, text in texts.items() if path is not None})
    print(summary(results))
    return 0 if all(result.stable for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
