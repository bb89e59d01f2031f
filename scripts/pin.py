"""Pin a published document: cut our operations out of it, as facts.

A document that is refused changes nothing. An operation that the document no longer has keeps its last
slice, because servers still speak it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scripts.documents.fetch import fetch
from scripts.documents.parse import parse
from scripts.documents.text import DocumentError
from scripts.pipeline.paths import ROOT
from scripts.pipeline.slices import OPERATIONS, Pinned, pin, slice_file, write
from scripts.revisions.changes import changed_fields
from scripts.revisions.fields import sides


def _changed_since(folder: Path, pinned: Pinned) -> list[str]:
    """What moved from the pin that is about to be replaced, in words; nothing where there is none that can be read."""
    held = [path for operation in pinned.slices if (path := slice_file(folder, operation)).exists()]
    try:
        before = {f"POST {next(iter(old['paths']))}": old for old in (parse(fetch(str(path))) for path in held)}
        return changed_fields(sides(before), sides({name: pinned.slices[name] for name in before}))
    except (DocumentError, LookupError, TypeError, AttributeError):  # a damaged pin is replaced, not compared
        return []


def main(arguments: list[str] | None = None) -> int:
    """The command: 0 when pinned, 3 when the document is refused, 2 when called wrongly."""
    parser = argparse.ArgumentParser(
        prog="pin", description="Pin the published document: facts of our operations only."
    )
    parser.add_argument("spec", help="a file or an https URL")
    parser.add_argument("--revision", required=True, help="a label for this revision, for example its date")
    parser.add_argument("--openapi", type=Path, default=ROOT / "openapi", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if not options.revision.strip() or not options.revision.isprintable():
        parser.error("the revision must be a printable label")
    try:
        source = fetch(options.spec)
        pinned = pin(source)
        moved = _changed_since(options.openapi, pinned)
        changed = write(source, pinned, options.revision, options.openapi)
    except DocumentError as error:
        print(f"pin: {error}; nothing was changed", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"pin: can't write ({error.strerror or error}); nothing was changed", file=sys.stderr)
        return 1
    for operation in OPERATIONS:
        if operation in pinned.slices:
            print(f"pinned   {operation}  as of {options.revision}")
        else:
            held = slice_file(options.openapi, operation).exists()
            print(f"missing  {operation}  {'its last pinned contract stays' if held else 'never pinned'}")
    for line in moved:
        print(f"moved    {line}")
    print(f"changed  {', '.join(sorted(path.name for path in changed)) or 'nothing'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
