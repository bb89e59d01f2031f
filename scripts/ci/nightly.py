"""Look at the published document, and prepare one pull request when it says otherwise than the pin.

A fetch that isn't the document changes nothing, and neither does a new edition that says the same
about our operations. The result is a folder of plain files; nothing is pushed from here.

The outcome is printed first and written to OUT/outcome:
    unchanged          nothing to do (exit code 0)
    moved              OUT/body.md and OUT/change.patch say what and how (exit code 0)
    not the document   the fetch gave something else, or nothing (exit code 3)
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.compare import full_report
from scripts.contract_diff.document import read
from scripts.contract_diff.report import accept, as_markdown
from scripts.documents import scratch
from scripts.documents.fetch import Source, fetch
from scripts.documents.parse import parse
from scripts.documents.text import DocumentError, printable
from scripts.pipeline import slices
from scripts.pipeline.client import GenerateError
from scripts.pipeline.journal import BusyError, alone, commit
from scripts.pipeline.overlay import OverlayError
from scripts.pipeline.paths import CONTRACT, HISTORY, OPENAPI, ROOT
from scripts.pipeline.recipe import apply, prepare
from scripts.revisions.kept import check_free

if TYPE_CHECKING:
    from collections.abc import Iterator

PICTURE: Final = ROOT / "docs" / "contract-history.svg"
CHANGING: Final = ("openapi", "generated", "docs", "wrapper/realtime_sessions/parameters")
UNCHANGED, MOVED, NOT_THE_DOCUMENT = "unchanged", "moved", "not the document"
_ROOM: Final = 40_000  # for the diffs, of the 65,536 characters that GitHub takes
_LONGEST: Final = 4_000  # of what one step said


@dataclass(frozen=True)
class Step:
    """A command that was run, and what it said."""

    ok: bool
    said: str


def changed_operations(pinned: slices.Pinned) -> list[str]:
    """What a document says otherwise than the pinned slices; empty where it says the same. What is fixed is passed."""
    lines = []
    for operation, fresh in pinned.slices.items():
        file = slices.slice_file(OPENAPI, operation)
        if slices.is_fixed(OPENAPI, operation):
            continue
        if not file.exists():
            lines.append(f"{operation}: new in the published document")
        elif _substance(parse(Source(file.name, file.read_bytes()))) != _substance(fresh):
            lines.append(f"{operation}: changed")
    record = parse(Source("pin.json", (OPENAPI / "pin.json").read_bytes()))
    # told once: when it is pinned without the operation, the operation stays at its old revision
    held = slices.followed(OPENAPI)
    gone = [name for name in pinned.missing if held.get(name, {}).get("revision") == record["revision"]]
    return lines + [f"{operation}: removed upstream; its last pinned contract stays" for operation in gone]


def _substance(document: dict[str, Any]) -> dict[str, Any]:
    # the edition's number changes with every word of prose elsewhere
    return {key: value for key, value in document.items() if key != "info"}


def body(source: Source, revision: str, changes: list[str], sections: list[str]) -> str:
    """The text of the pull request; what comes last is cut first."""
    parts = [
        f"The document published as {_code(revision)} says otherwise about our operations than the one pinned before.",
        f"It is {_code(source.name)}, sha256 {_code(source.sha256[:16])}.",
        _listed(changes),
    ]
    return "\n\n".join(parts + sections) + "\n"


def _listed(lines: list[str]) -> str:
    return "\n".join(f"- {_code(line)}" for line in lines)


def diffs(before: dict[Path, bytes]) -> Iterator[str]:
    """What changed, file by file: the contract, which is what users feel, then what was published."""
    changed = [file for file, content in before.items() if file.read_bytes() != content]
    for file in changed:
        name = file.relative_to(ROOT).as_posix()
        title = "What reaches our users" if file == CONTRACT else f"What was published: {name}"
        try:
            old = read(Source(f"{name} (before)", before[file]), file=name)
            new = read(Source(name, file.read_bytes()), file=name)
            settled = accept.settle(full_report(old, new), (), datetime.now(UTC).date())
            if file != CONTRACT and not settled.report.findings:
                continue  # the edition's number, and nothing else
            told = as_markdown.write(settled, threshold=None, colour=False, most=_ROOM // len(changed))
        except Exception as error:  # noqa: BLE001 - a pull request without its diff is better than none
            told = f"The comparison failed: {_code(f'{type(error).__name__}: {error}'[:500])}"
        yield f"# {title}\n\n{told}"


def stability(out: Path) -> Iterator[str]:
    """Whether a program goes on working, for every revision that is kept."""
    results = out / "stability.json"
    ran = _run("-m", "scripts.stability", str(HISTORY), "--json", str(results))
    yield f"# Stability\n\n{_table(json.loads(results.read_bytes())) if results.exists() else _fence(ran.said)}"


def _table(results: list[dict[str, Any]]) -> str:
    stable = sum(result["stable"] for result in results)
    lines = [
        f"{stable} of {len(results)} revisions stable.",
        "",
        "| revision | | what it has | tests |",
        "|---|---|---|---|",
    ]
    for result in results:
        cells = [result["revision"], "stable" if result["stable"] else "**not stable**", result["saw"], result["tests"]]
        lines.append("| " + " | ".join(printable(str(cell)).replace("|", "/") for cell in cells) + " |")
    troubles = [f"{result['revision']}: {line}" for result in results for line in result["needs_a_person"]]
    return "\n".join(lines) + (f"\n\n{_fence(chr(10).join(troubles))}" if troubles else "\n")


def _picture() -> str:
    server, repository = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
    path = PICTURE.relative_to(ROOT).as_posix()
    if server and repository:
        path = f"{server}/{repository}/raw/contract-update/{path}"
    return f"![What each revision of the published document changed]({path})"


def _run(*arguments: str) -> Step:
    done = subprocess.run(  # noqa: S603 - our own interpreter and modules
        [sys.executable, *arguments], capture_output=True, text=True, check=False, cwd=ROOT, errors="replace"
    )
    return Step(done.returncode == 0, (done.stderr.strip() or done.stdout.strip()))


def _code(text: str) -> str:
    return "`" + printable(text).replace("`", "'") + "`"


def _fence(text: str) -> str:
    clean = "\n".join(printable(line) for line in text[-_LONGEST:].splitlines()).replace("```", "'''")
    return f"```text\n{clean}\n```\n"


def patch() -> str:
    """The difference to what is committed, with new files, as `git apply` takes it; empty outside of git."""
    if not (ROOT / ".git").exists():
        return ""
    with scratch.folder() as folder:
        # an index of its own, so that what the user has staged stays as it is
        environment = os.environ | {"GIT_INDEX_FILE": str(folder / "index")}
        present = [name for name in CHANGING if (ROOT / name).exists()]
        for command in (["read-tree", "HEAD"], ["add", "--all", "--", *present]):
            subprocess.run(["git", *command], check=True, capture_output=True, cwd=ROOT, env=environment)  # noqa: S603, S607
        done = subprocess.run(  # noqa: S603
            ["git", "diff", "--cached", "--binary", "--no-renames", "--no-ext-diff", "HEAD", "--", *present],  # noqa: S607
            check=True, capture_output=True, cwd=ROOT, env=environment,
        )  # fmt: skip
    return done.stdout.decode("utf-8", "surrogateescape")


def update(source: Source, pinned: slices.Pinned, revision: str, out: Path) -> None:
    """Move the tree to the document, and write what a pull request needs."""
    changes = changed_operations(pinned)
    before = {file: file.read_bytes() for file in (CONTRACT, *_slices()) if file.exists()}
    try:
        prepared = prepare(source, pinned, revision)
        apply(prepared)
        found = [(title, lines) for title, lines in prepared.told().items() if lines]
        sections = [f"# {title}\n\n{_listed(lines)}" for title, lines in found]
        sections += [f"# History\n\n{_picture()}", *stability(out)]
        refused = ""
    except (DocumentError, GenerateError, OverlayError) as error:  # the pin shows what a maintainer has to decide
        refused = str(error)
        written = slices.texts(source, pinned, revision, OPENAPI)
        commit({path.relative_to(ROOT).as_posix(): text.encode() for path, text in written.items()})
        sections = [f"# This needs a person\n\n{_fence(refused)}"]
    sections += diffs(before)
    _write(out / "body.md", body(source, revision, changes, sections))
    _write(out / "change.patch", patch())
    for line in changes:
        print(f"  {printable(line)}")
    if refused:
        print("  the contract or the client needs a person:")
        print("\n".join(f"    {printable(line)}" for line in refused.splitlines()))


def _slices() -> list[Path]:
    return [file for operation in slices.OPERATIONS if (file := slices.slice_file(OPENAPI, operation)).exists()]


def tell(outcome: str, out: Path, why: str = "") -> None:
    """Say how it ended, to people and to the workflow."""
    _write(out / "outcome", f"{outcome}\n")
    print(f"{outcome}{': ' if why else ''}{printable(why)}", flush=True)
    if os.environ.get("GITHUB_ACTIONS") and outcome == NOT_THE_DOCUMENT:
        escaped = printable(why).replace("%", "%25")
        print(f"::error title=Not the published document::{escaped}")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", errors="surrogateescape", newline="\n")


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="nightly", description="Look whether the published contract moved.")
    parser.add_argument("spec", help="a file or an https URL")
    parser.add_argument("--revision", default=f"{datetime.now(UTC):%Y-%m-%d}", help="its label; default: today")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "nightly", help="default: build/nightly")
    options = parser.parse_args(arguments)
    if not options.revision.strip() or not options.revision.isprintable():
        parser.error("the revision must be a printable label")
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    for left_over in ("outcome", "body.md", "change.patch", "stability.json"):
        (out / left_over).unlink(missing_ok=True)
    try:
        source = fetch(options.spec)
        pinned = slices.pin(source)
    except DocumentError as error:
        tell(NOT_THE_DOCUMENT, out, f"{error}; nothing was changed")
        return 3
    try:
        with alone():
            if not changed_operations(pinned):
                tell(UNCHANGED, out, f"{source.name} says the same about our operations as the pinned document")
                return 0
            check_free(pinned, options.revision)
            update(source, pinned, options.revision, out)
    except BusyError as error:
        print(f"nightly: {error}; nothing was changed", file=sys.stderr)
        return 4
    except DocumentError as error:
        print(f"nightly: {error}; nothing was changed", file=sys.stderr)
        return 2
    tell(MOVED, out, f"see {out}/body.md and change.patch")
    return 0


if __name__ == "__main__":
    sys.exit(main())
