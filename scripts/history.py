"""What the provider published, revision by revision: facts only, one small document each.

Protects the promise that a program keeps working by keeping what it has to survive: the stability
suite, the drift tests and the picture read `openapi/history/`, so that they run from a clean clone.
Pinning a kept document gives the same slices as pinning the published one did.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.documents.fetch import DocumentError, dump, fetch
from scripts.documents.write import replace_all
from scripts.pin import OPERATIONS, Pinned, pin, slice_file
from scripts.pipeline.contract import OPENAPI, load
from scripts.revisions.fields import Field, change, fields

HISTORY = OPENAPI / "history"
SIDES = ("request", "reply")


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision: its label and the fields of both sides of each operation that it has."""

    label: str
    sides: dict[tuple[str, str], dict[str, Field]]  # (operation, side): path: field


def published(pinned: Pinned) -> dict[str, Any]:
    """The slices of one document as one document again."""
    slices = list(pinned.slices.values())
    joined: dict[str, Any] = {
        "openapi": slices[0]["openapi"],
        "info": {"title": "published facts", "version": slices[0]["info"]["version"]},
    }
    joined |= {"paths": {}, "components": {}}
    for piece in slices:  # of one document, so that equal names are equal elements
        joined["paths"].update(piece["paths"])
        for section, elements in piece["components"].items():
            joined["components"].setdefault(section, {}).update(elements)
        if "security" in piece:
            joined["security"] = piece["security"]
    return joined


def body_schema(document: dict[str, Any], operation: str, side: str) -> Any:
    """The schema of an operation's request or 200 reply; None where it has none."""
    method, path = operation.split()
    node = document["paths"].get(path, {}).get(method.lower())
    if node is None:
        return None
    body = node.get("requestBody", {}) if side == "request" else node.get("responses", {}).get("200", {})
    content: dict[str, Any] = body.get("content", {})
    return content.get("application/json", {}).get("schema")


def sides(slices: dict[str, dict[str, Any]]) -> dict[tuple[str, str], dict[str, Field]]:
    """The fields of both sides of every operation."""
    return {
        (operation, side): fields(document, body_schema(document, operation, side))
        for operation, document in slices.items()
        for side in SIDES
    }


def read(folder: Path = HISTORY) -> list[Revision]:
    """Every kept revision, oldest first: labels are dates, so that names sort as time does.

    Raises:
        DocumentError: a file isn't what `add` writes.
    """
    return [Revision(path.stem, sides(pin(fetch(str(path))).slices)) for path in sorted(folder.glob("*.yaml"))]


def moved(before: dict[tuple[str, str], dict[str, Field]], after: dict[tuple[str, str], dict[str, Field]]) -> list[str]:
    """A line for each field that moved; a part that came or went whole is one line."""
    lines = []
    for operation, side in sorted(before.keys() | after.keys()):
        old, new = before.get((operation, side), {}), after.get((operation, side), {})
        what = f"{operation} {side}"
        if not old or not new:
            lines += [f"{what}: {'appears' if new else 'is gone'}"] if old or new else []
            continue
        changes = {path: change(old.get(path), new.get(path)) for path in sorted(old.keys() | new.keys())}
        whole = {path for path, words in changes.items() if words == "removed" or words.startswith("added")}
        for path, words in changes.items():
            if words and not (path in whole and _parents(path) & whole):
                lines.append(f"{what}: {path}: {words}")
    return lines


def _parents(path: str) -> set[str]:
    return {path[:at] for at, sign in enumerate(path) if sign in ".["}


def _pinned_sides() -> dict[tuple[str, str], dict[str, Field]]:
    return sides({name: load(path) for name in OPERATIONS if (path := slice_file(OPENAPI, name)).exists()})


def _add(spec: str, revision: str) -> int:
    if not revision or not all(sign.isalnum() or sign in "-._" for sign in revision) or revision.startswith("."):
        raise DocumentError(f"the revision {revision!r} names a file: letters, digits, '-', '.' and '_' only")
    changed = replace_all({HISTORY / f"{revision}.yaml": dump(published(pin(fetch(spec))))})
    print(f"{'wrote' if changed else 'unchanged'}  openapi/history/{revision}.yaml")
    return 0


def _moved(since: str | None) -> int:
    revisions = [revision for revision in read() if since in {None, revision.label}]
    if not revisions:
        raise DocumentError(f"openapi/history has no revision {since or 'yet'}")
    lines = moved(revisions[-1].sides, _pinned_sides())
    print(f"{len(lines)} fields moved from {revisions[-1].label} to the pinned contract")
    print("\n".join(lines), end="\n" if lines else "")
    return 0


def _draw(*, check: bool) -> int:
    from scripts.picture import draw  # noqa: PLC0415 - only drawing needs the templates

    wanted = draw(read())
    if check:
        stale = [path.name for path, text in wanted.items() if not path.exists() or path.read_bytes() != text.encode()]
        for name in stale:
            print(
                f"history: docs/{name} isn't what openapi/history gives; `make history` writes it anew", file=sys.stderr
            )
        if not stale:
            print("history: the picture is current")
        return 1 if stale else 0
    changed = replace_all(wanted)
    print(f"changed  {', '.join(sorted(path.name for path in changed)) or 'nothing'}")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """The command: 0 when done, 1 when the picture is stale, 3 when a document is refused."""
    parser = argparse.ArgumentParser(prog="history", description=f"Keep and show what was published. {HISTORY.name}/")
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser("add", help="keep the facts of a published document")
    add.add_argument("spec", help="a file or an https URL")
    add.add_argument("--revision", required=True, help="its date, which is the name it is kept under")
    since = commands.add_parser("moved", help="say what moved from a kept revision to the pinned contract")
    since.add_argument("--since", help="a kept revision (the newest)")
    picture = commands.add_parser("draw", help="write docs/contract-history.html and .svg")
    picture.add_argument("--check", action="store_true", help="write nothing; fail if they aren't current")
    options = parser.parse_args(arguments)
    try:
        if options.command == "add":
            return _add(options.spec, options.revision)
        return _moved(options.since) if options.command == "moved" else _draw(check=options.check)
    except DocumentError as error:
        print(f"history: {error}; nothing was changed", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
