"""Run the wrapper against every revision of the published document in a folder.

A revision is stable when a program that was written once goes on working: the document is accepted, corrected and
generated from without a warning, and the behaviour tests pass on its client. The project's own tree stays as it is.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path

from scripts.conformance.suite import TESTS, Result, examine
from scripts.documents.text import DocumentError
from scripts.documents.write import replace_all

SUFFIXES = frozenset({".yaml", ".yml", ".json"})
JOBS = os.cpu_count() or 1


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
    """The results as Markdown, with every correction and everything that a maintainer may want to know."""
    lines = ["# Stability", "", f"{summary(results)}.", ""]
    for result in results:
        lines += [f"## {result.revision}: {'stable' if result.stable else 'not stable'}", "", result.line, ""]
        for state, names in result.overlay.items():
            lines += [f"- {state}: {', '.join(names) or 'none'}"]
        lines += [f"- {note}" for note in result.notes]
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
