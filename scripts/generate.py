"""Write the contract, the generated client and the table of parameters; or check that they are current."""

from __future__ import annotations

import argparse
import sys

from scripts.documents.text import DocumentError, printable
from scripts.pipeline.client import GenerateError, make, needs_a_person, verify, write
from scripts.pipeline.contract import build
from scripts.pipeline.journal import recover
from scripts.pipeline.overlay import OverlayError


def _check() -> int:
    problems, provisional = verify()
    for line in provisional:
        print(f"provisional: {printable(line)}")
    for line in problems:
        print(line, file=sys.stderr)
    if problems:
        told = "`make generate` writes them anew; then look at the difference and commit it."
        print(f"\nverify: failed. {told}", file=sys.stderr)
        return 1
    print("verify: the overlay fits, and the contract, the client and the table of parameters are what they should be")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """The command: 0 when done, 1 when something needs a person."""
    parser = argparse.ArgumentParser(prog="generate", description="Write openapi/contract.yaml and generated/.")
    parser.add_argument("--check", action="store_true", help="write nothing; say what would change")
    options = parser.parse_args(arguments)
    recover()
    try:
        if options.check:
            return _check()
        contract = build()
        made = make(contract)
        write(made)
    except (DocumentError, OverlayError, GenerateError) as error:
        print(f"generate: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"generate: can't write ({error.strerror or error}); nothing was changed", file=sys.stderr)
        return 1
    for outcome in contract.outcomes:
        print(f"{outcome.state:18} {outcome.name}")
    for label, lines in (("repaired", contract.repairs), ("kept", contract.kept), ("provisional", made.provisional)):
        for line in lines:
            print(f"{label:18} {printable(line)}")
    stale = needs_a_person(contract.outcomes)
    for line in stale:
        print(f"needs a person: {line}", file=sys.stderr)
    print("wrote openapi/contract.yaml, generated/ and wrapper/realtime_sessions/parameters/")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
