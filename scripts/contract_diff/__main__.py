"""Compare two documents from the command line: `python -m scripts.contract_diff BASE HEAD`.

Each outcome has its own exit code. Standard output carries the report alone, and whatever goes wrong is
one line on standard error.
Codes: 0 clean, 1 a finding at the threshold, 2 usage, 3 a document that can't be read,
4 internal (also: a payload that contradicts the findings).
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
import traceback
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scripts.contract_diff import chosen as policies
from scripts.contract_diff.document import load
from scripts.contract_diff.judge.leftover import METHODS
from scripts.contract_diff.report import accept, formats
from scripts.contract_diff.version import announced
from scripts.documents.pointers import resolve
from scripts.documents.text import DocumentError, printable, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.contract_diff.document import Document
    from scripts.contract_diff.report.model import Level

CLEAN, FOUND, USAGE, UNREADABLE, INTERNAL = range(5)
_TRACEBACK: Final = "CONTRACT_DIFF_TRACEBACK"
_MOST_HOPS: Final = 20  # a path item may refer to another one, and a hostile one to itself
_OPERATION: Final = re.compile(r"(webhook +)?([A-Za-z]+) +((?(1)\S.*|/\S*))")


class UsageError(Exception):
    """The command line asks for what can't be done; the message is one line."""


def main(arguments: Sequence[str] | None = None, *, today: date | None = None) -> int:
    """Runs the command and returns its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options, today or datetime.now(UTC).date())
    except (UsageError, accept.AcceptError, policies.PolicyError) as error:
        return _complain(f"usage: {error}", USAGE)
    except DocumentError as error:
        return _complain(str(error), UNREADABLE)
    except Exception as error:  # noqa: BLE001 - the gate must not take a crash for a verdict
        if options.traceback or os.environ.get(_TRACEBACK):
            traceback.print_exc()
        said = (str(error).splitlines() or [""])[0]
        hint = f" (set {_TRACEBACK}=1 to see where)"
        return _complain(f"internal error: {type(error).__name__}: {said}{hint}", INTERNAL)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="contract_diff",
        description="What a new OpenAPI document breaks, with a payload that shows it.",
        epilog="Exit codes: 0 clean, 1 a finding at the threshold, 2 usage, 3 a document can't be read, 4 internal.",
        allow_abbrev=False,
    )
    parser.add_argument("base", metavar="BASE", help="the old document: a YAML or JSON file, or git:REVISION:PATH")
    parser.add_argument("head", metavar="HEAD", help="the new document, likewise")
    parser.add_argument(
        "--operation",
        action="append",
        default=[],
        metavar='"METHOD /path"',
        help='compare only this one, or "webhook METHOD name" (may be repeated)',
    )
    parser.add_argument("--format", choices=formats.FORMATS, default="text", help="default: text")
    parser.add_argument(
        "--fail-on", choices=("breaking", "risky", "never"), default="breaking", help="exit with 1 from this level on"
    )
    parser.add_argument(
        "--policy",
        metavar="NAME|FILE",
        default="practical",
        help="practical (default), strict, or a file: see the docs",
    )
    parser.add_argument("--accept", metavar="FILE", help="findings that someone agreed to")
    parser.add_argument("--output", metavar="FILE", help="write the report there instead of to standard output")
    parser.add_argument(
        "--also", action="append", default=[], metavar="FORMAT=FILE", help="write this form too (may be repeated)"
    )
    parser.add_argument("--traceback", action="store_true", help=argparse.SUPPRESS)
    return parser


def _run(options: argparse.Namespace, today: date) -> int:
    operations = [_operation(given) for given in options.operation]
    others = [_other(given) for given in options.also]
    agreements = accept.read(options.accept) if options.accept is not None else ()
    chosen = policies.read(options.policy)
    base, head = load(options.base), load(options.head)
    for operation in operations:
        if not any(_has(document, operation) for document in (base, head)):
            raise UsageError(f"neither document has the operation {shown(operation)}")

    # imported late: a wrong command line shouldn't wait for the judge
    from scripts.contract_diff.compare import full_report  # noqa: PLC0415

    report = full_report(base, head, operations=operations, policy=chosen, today=today)
    settled = accept.settle(report, agreements, today)
    if chosen.major and settled.fails("breaking"):
        told, remark = announced(base.data, head.data)
        settled = replace(settled, announced=told, report=replace(report, remarks=(*report.remarks, remark)))
    threshold: Level | None = None if options.fail_on == "never" else options.fail_on
    colour = options.output is None and _colour_wanted()
    for form, file in others:
        _emit(formats.write(form, settled, threshold=threshold), file)
    _emit(formats.write(options.format, settled, threshold=threshold, colour=colour), options.output)
    return FOUND if threshold is not None and settled.fails(threshold) else CLEAN


def _operation(given: str) -> str:
    match = _OPERATION.fullmatch(given.strip())
    if match is None:
        takes = '"METHOD /path" (with its callbacks) or "webhook METHOD name"'
        raise UsageError(f"--operation takes {takes}, not {shown(given)}")
    return f"{'webhook ' if match[1] else ''}{match[2].upper()} {match[3]}"


def _other(given: str) -> tuple[str, str]:
    form, _, file = given.partition("=")
    if form not in formats.FORMATS or not file:
        raise UsageError(f"--also takes FORMAT=FILE with one of {', '.join(formats.FORMATS)}, not {shown(given)}")
    return form, file


def _has(document: Document, operation: str) -> bool:
    word = "webhooks" if operation.startswith("webhook ") else "paths"
    method, _, path = operation.removeprefix("webhook ").partition(" ")
    items = document.data.get(word)
    item = items.get(path) if isinstance(items, dict) else None
    for _ in range(_MOST_HOPS):
        if not isinstance(item, dict):
            return False
        more = item.get("additionalOperations")
        named = {**{name: item.get(name) for name in METHODS}, **(more if isinstance(more, dict) else {})}
        if any(str(name).upper() == method and isinstance(given, dict) for name, given in named.items()):
            return True
        if not isinstance(item.get("$ref"), str):
            return False
        item = resolve(document.data, str(item["$ref"]))
    return False


def _emit(text: str, output: str | None) -> None:
    content = text.encode("utf-8", "backslashreplace")
    if output is not None:
        try:
            Path(output).write_bytes(content)
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            raise UsageError(f"{shown(output)}: can't be written: {why}") from error
        return
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # whoever reads has seen enough; the verdict still counts, and the interpreter
        # must not stumble over the closed pipe when it flushes at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _colour_wanted() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _complain(message: str, code: int) -> int:
    print(f"contract_diff: {printable(message)}", file=sys.stderr)
    return code


if __name__ == "__main__":
    gc.disable()  # what a comparison makes lives until its end, which is near
    code = main()
    gc.freeze()  # and nobody needs to look through it once more before it goes
    sys.exit(code)
