"""Compare two contracts in every form, and what was published beside them: `python -m scripts.ci.contract BASE HEAD`.

The exit code is the contract diff's own. What was published is told in the same comment, and fails nothing:
the contract keeps what a new document drops, so only the contract's breaks reach the users of the wrapper.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scripts.contract_diff.__main__ import INTERNAL
from scripts.contract_diff.__main__ import main as compared
from scripts.contract_diff.compare import full_report
from scripts.contract_diff.document import load
from scripts.contract_diff.report import accept, as_markdown, formats
from scripts.documents.text import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scripts.contract_diff.report.accept import Settled

ALSO: Final = {
    "markdown": "comment.md", "sarif": "contract.sarif", "html": "contract.html", "junit": "contract.xml",
    "json": "contract.json",
}  # fmt: skip
_MOST: Final = 65_000  # GitHub takes 65,536 characters
_LEAST: Final = 4_000  # of room for what was published


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return the contract diff's exit code."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("base", metavar="BASE", help="the contract before: a file, or git:REVISION:PATH")
    parser.add_argument("head", metavar="HEAD", help="the contract now, likewise")
    parser.add_argument("--out", type=Path, default=Path("build/contract"), help="a folder for the files")
    parser.add_argument("--published", type=Path, help="a folder of published slices; BASE then names their revision")
    options, more = parser.parse_known_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    form = "github" if os.environ.get("GITHUB_ACTIONS") else "text"
    also = [word for name, file in ALSO.items() for word in ("--also", f"{name}={options.out / file}")]
    code = compared([options.base, options.head, "--format", form, *also, *more])
    comment = options.out / ALSO["markdown"]
    if options.published is not None and comment.exists() and code != INTERNAL:
        _tell(comment, list(_published(options.base, options.published, options.out)))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and comment.exists():
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(comment.read_text(encoding="utf-8"))
    return code


def _published(base: str, folder: Path, out: Path) -> Iterator[tuple[str, Settled]]:
    """The slices that say otherwise than at the revision of BASE, each with a page of its own."""
    if not base.startswith("git:"):
        return
    revision = base.split(":", 2)[1]
    for path in sorted(folder.glob("*.yaml")):
        try:
            report = full_report(load(f"git:{revision}:{path.as_posix()}"), load(str(path)))
        except DocumentError as error:
            print(f"{path.name}: not compared with what was published before: {error}", file=sys.stderr)
            continue
        if report.findings:
            settled = accept.settle(report, (), datetime.now(UTC).date())
            (out / f"published-{path.stem}.html").write_text(formats.write("html", settled), encoding="utf-8")
            yield path.name, settled


def _tell(comment: Path, published: list[tuple[str, Settled]]) -> None:
    """Put what was published below the contract, as far as there is room."""
    if not published:
        return
    lines = comment.read_text(encoding="utf-8").splitlines()
    parts = ["\n".join(line for line in lines if line != as_markdown.CLEAN)]
    left = _MOST - len(parts[0].encode("utf-16-le")) // 2 - 200 * len(published)
    for name, settled in published:
        room = max(left // len(published), _LEAST)
        told = as_markdown.write(settled, threshold=None, colour=False, most=min(room, max(left, 0)) or 1)
        told = "\n".join(line for line in told.splitlines() if line not in (as_markdown.MARK, as_markdown.CLEAN))
        parts.append(f"# What was published: {as_markdown.code(name)}\n\n{told}")
    comment.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
