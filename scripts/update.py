"""Move to a new revision in one command: fetch, pin, generate, keep, draw, test; say what a maintainer is left with.

A document that is refused changes nothing. A run that is killed leaves the tree as it was, or the next one finishes
it first. Of two at once the second is refused. The report is printed and written to build/update.md.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from scripts.documents.fetch import fetch
from scripts.documents.text import DocumentError, printable
from scripts.pipeline.client import GenerateError
from scripts.pipeline.journal import BusyError, alone
from scripts.pipeline.overlay import OverlayError
from scripts.pipeline.paths import ROOT
from scripts.pipeline.recipe import Prepared, apply, prepare
from scripts.pipeline.slices import pin
from scripts.revisions.kept import check_free

REPORT = ROOT / "build" / "update.md"
STEPS = 7
OURS = ("SPEC", "REVISION", "MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES")  # of make: none of a test's business


class Progress:
    """A line for each step, with the seconds that the one before it took."""

    def __init__(self) -> None:
        self._number, self._started = 0, time.monotonic()

    def __call__(self, step: str) -> None:
        """Say which step begins."""
        self._number += 1
        took = f" ({time.monotonic() - self._started:.1f} s)" if self._number > 1 else ""
        self._started = time.monotonic()
        print(f"[{self._number}/{STEPS}] {step} …{took}", flush=True)


def report(prepared: Prepared, changed: list[str], tested: str) -> str:
    """What came of it, as Markdown."""
    parts = [f"# Update to {prepared.revision}", ""]
    for found in prepared.reports:
        parts += [f"- {printable(line)}" for line in found.lines()[:1]]
    for title, lines in {**prepared.told(), "Changed files": changed}.items():
        parts += ["", f"## {title}", "", *([f"- {printable(line)}" for line in lines] or ["nothing"])]
    return "\n".join([*parts, "", f"Tests: {tested}", ""])


def test() -> int:
    """Run the tests on the tree as it is now."""
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal"]
    return subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode  # noqa: S603 - our own interpreter


def main(arguments: list[str] | None = None) -> int:
    """The command: 0 when done, 1 when a test or the generator fails, 3 when the document is refused, 4 when busy."""
    parser = argparse.ArgumentParser(prog="update", description="Pin a published document, generate, test.")
    parser.add_argument("spec", help="a file or an https URL")
    parser.add_argument("--revision", required=True, help="a label for this revision, for example its date")
    parser.add_argument("--no-tests", action="store_true", help="leave the tests out")
    options = parser.parse_args(arguments)
    spec = options.spec if "://" in options.spec else str(Path(options.spec).resolve())
    say = Progress()
    try:
        with alone():
            say("fetch")
            source = fetch(spec)
            pinned = pin(source)
            check_free(pinned, options.revision)
            prepared = prepare(source, pinned, options.revision, say)
            say("write")
            changed = apply(prepared)
            say("test" if not options.no_tests else "no tests")
            status = 0 if options.no_tests else test()
    except BusyError as error:
        print(f"update: {error}; nothing was changed", file=sys.stderr)
        return 4
    except DocumentError as error:
        print(f"update: {error}; nothing was changed", file=sys.stderr)
        return 3
    except (GenerateError, OverlayError) as error:
        print(f"update: {error}\nupdate: nothing was changed; this needs a person", file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"update: can't write ({error.strerror or error}); the next command finishes what was begun",
            file=sys.stderr,
        )
        return 1
    text = report(prepared, changed, "left out" if options.no_tests else "passed" if status == 0 else "failed")
    REPORT.write_text(text, encoding="utf-8")
    print("\n" + text)
    return 1 if status else 0


if __name__ == "__main__":
    sys.exit(main())
