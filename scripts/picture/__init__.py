"""Draw the history: `docs/contract-history.html` and `.svg`.

They show what the provider did to the two operations, revision by revision, and what of it a program
that uses the wrapper noticed. Everything is computed from `openapi/history/` and from what the wrapper
sends and shows. The same input gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scripts.picture.absorbed import by_the_wrapper
from scripts.picture.layout import lay_out
from scripts.picture.model import By, chart
from scripts.pipeline.paths import ROOT
from scripts.revisions.kept import Revision

DOCS = ROOT / "docs"
NAME = "contract-history"


def draw(revisions: list[Revision], by: By = by_the_wrapper) -> dict[Path, str]:
    """Both files by their place."""
    page = lay_out(chart(revisions, by))
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,  # every name in a document is text, never markup
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return {
        DOCS / f"{NAME}.svg": environment.get_template("picture.svg.j2").render(page=page, alone=True),
        DOCS / f"{NAME}.html": environment.get_template("page.html.j2").render(page=page, alone=False),
    }
