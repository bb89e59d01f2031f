"""Keep the facts of published documents, say what changed, and draw the picture of it.

A document that is refused changes nothing.
"""

from __future__ import annotations

import argparse
import sys

from scripts.documents.fetch import fetch
from scripts.documents.text import DocumentError
from scripts.documents.write import dump, replace_all
from scripts.pipeline.paths import HISTORY, OPENAPI
from scripts.pipeline.slices import OPERATIONS, load, pin, slice_file
from scripts.revisions.changes import changed_fields
from scripts.revisions.fields import Field, sides
from scripts.revisions.kept import check_free, published, read


def _pinned_sides() -> dict[tuple[str, str], dict[str, Field]]:
    return sides({name: load(path) for name in OPERATIONS if (path := slice_file(OPENAPI, name)).exists()})


def _add(spec: str, revision: str) -> int:
    if not revision or not all(sign.isalnum() or sign in "-._" for sign in revision) or revision.startswith("."):
        raise DocumentError(f"the revision {revision!r} names a file: letters, digits, '-', '.' and '_' only")
    pinned = pin(fetch(spec))
    check_free(pinned, revision, HISTORY)
    changed = replace_all({HISTORY / f"{revision}.yaml": dump(published(pinned))})
    print(f"{'wrote' if changed else 'unchanged'}  openapi/history/{revision}.yaml")
    return 0


def _print_changed(since: str | None) -> int:
    revisions = [revision for revision in read() if since in {None, revision.label}]
    if not revisions:
        raise DocumentError(f"openapi/history has no revision {since or 'yet'}")
    lines = changed_fields(revisions[-1].sides, _pinned_sides())
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
        return _print_changed(options.since) if options.command == "moved" else _draw(check=options.check)
    except DocumentError as error:
        print(f"history: {error}; nothing was changed", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
