"""Pin the published document: cut our operations out of it, and say what they bring."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scripts.documents.fetch import fetch
from scripts.documents.text import DocumentError, printable
from scripts.pipeline.journal import recover
from scripts.pipeline.paths import HISTORY, ROOT
from scripts.pipeline.report import report
from scripts.pipeline.slices import OPERATIONS, pin, write
from scripts.revisions.kept import check_free


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
    recover()
    try:
        source = fetch(options.spec)
        pinned = pin(source)
        check_free(pinned, options.revision, options.openapi / HISTORY.name)
        reports = [report(options.openapi, pinned, operation, options.revision) for operation in OPERATIONS]
        changed = write(source, pinned, options.revision, options.openapi)
    except DocumentError as error:
        print(f"pin: {error}; nothing was changed", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"pin: can't write ({error.strerror or error}); nothing was changed", file=sys.stderr)
        return 1
    for line in (line for found in reports for line in found.lines()):
        print(printable(line))
    print(f"changed  {', '.join(sorted(path.name for path in changed)) or 'nothing'}")
    if changed:
        print("next     make generate: until then make verify is red, since contract and client are of the old pin")
    return 0


if __name__ == "__main__":
    sys.exit(main())
