"""Move to a new revision: pin, generate, test, and sum up what each step found.

A document that is refused changes nothing. A contract that the generator or the overlay refuses leaves
the old client in place, and what needs a person is listed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

from scripts.pipeline.paths import ROOT

STEPS = (
    ("pin", ["scripts.pin", "{spec}", "--revision", "{revision}"]),
    ("generate", ["scripts.generate"]),
    ("test", ["pytest", "-q", "-n", "2"]),
)


def main(arguments: list[str] | None = None) -> int:
    """The command: 0 when every step passed, otherwise the status of the one that didn't."""
    parser = argparse.ArgumentParser(prog="update", description="Pin a published document, generate, test.")
    parser.add_argument("spec", help="a file or an https URL")
    parser.add_argument("--revision", required=True, help="a label for this revision")
    options = parser.parse_args(arguments)
    spec = options.spec if "://" in options.spec else str(Path(options.spec).resolve())  # the steps run elsewhere
    lines = []
    status = 0
    for number, (name, command) in enumerate(STEPS, start=1):
        print(f"[{number}/{len(STEPS)}] {name} …", flush=True)
        words = [word.format(spec=spec, revision=options.revision) for word in command]
        started = time.monotonic()
        command_line = [sys.executable, "-m", *words]
        status = subprocess.run(command_line, check=False, cwd=ROOT).returncode  # noqa: S603 - our own commands
        result = "passed" if status == 0 else f"stopped with status {status}"
        lines.append(f"  {name:9} {result} in {time.monotonic() - started:.0f} s")
        if status != 0:
            break
    print(f"\nupdate to {options.revision}:")
    print("\n".join(lines))
    skipped = [name for name, _ in STEPS[len(lines) :]]
    if skipped:
        print(f"  not run: {', '.join(skipped)}")
    changed = subprocess.run(["git", "status", "--short"], capture_output=True, text=True, check=False, cwd=ROOT).stdout  # noqa: S607 - git
    print("changed files:\n" + changed.rstrip() if changed.strip() else "nothing changed")
    return status


if __name__ == "__main__":
    sys.exit(main())
