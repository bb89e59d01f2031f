"""Write the contract and the generated client, or check that both are what they should be.

What can't be generated leaves both as they were. What needs a person is listed.
"""

from __future__ import annotations

import argparse
import sys

from scripts.documents.text import DocumentError
from scripts.pipeline.client import GenerateError, needs_a_person, verify, write
from scripts.pipeline.overlay import OverlayError
from scripts.pipeline.paths import PACKAGE


def main(arguments: list[str] | None = None) -> int:
    """The command: 0 when done, 1 when something needs a person."""
    parser = argparse.ArgumentParser(prog="generate", description="Write openapi/contract.yaml and generated/.")
    parser.add_argument("--check", action="store_true", help="write nothing; say what would change")
    options = parser.parse_args(arguments)
    try:
        if options.check:
            problems = verify()
            for line in problems:
                print(line, file=sys.stderr)
            if problems:
                print(
                    "\nverify: failed. `make generate` writes both anew; then look at the difference and commit it.",
                    file=sys.stderr,
                )
                return 1
            print("verify: the overlay fits, and the contract and the generated client are what they should be")
            return 0
        outcomes = write()
    except (DocumentError, OverlayError, GenerateError) as error:
        print(f"generate: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"generate: can't write ({error.strerror or error}); nothing was changed", file=sys.stderr)
        return 1
    for outcome in outcomes:
        print(f"{outcome.state:18} {outcome.name}")
    stale = needs_a_person(outcomes)
    for line in stale:
        print(f"needs a person: {line}", file=sys.stderr)
    print(f"wrote openapi/contract.yaml and generated/{PACKAGE.name}")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
