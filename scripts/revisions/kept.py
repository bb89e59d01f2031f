"""Read the facts that are kept of each published revision, one small document each.

Pinning a kept document gives the same slices as pinning the published one did.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.documents.fetch import fetch
from scripts.documents.text import DocumentError, shown
from scripts.pipeline.paths import HISTORY
from scripts.pipeline.slices import Pinned, load, pin
from scripts.revisions.fields import Field, sides


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


def check_free(pinned: Pinned, label: str, folder: Path = HISTORY) -> None:
    """Refuse a label under which another document is kept.

    Raises:
        DocumentError: says what to do.
    """
    path = next((path for path in folder.glob("*.yaml") if path.stem == label), None)  # no label makes a path here
    if path is not None and load(path) != published(pinned):
        raise DocumentError(
            f"the revision {shown(label)!r} is kept already, of a document that says otherwise: give this one another "
            f"label; should the kept one be wrong, delete openapi/history/{path.name} first"
        )


def read(folder: Path = HISTORY) -> list[Revision]:
    """Every kept revision, oldest first: labels are dates, so that names sort as time does.

    Raises:
        DocumentError: a file isn't what `add` writes.
    """
    return [Revision(path.stem, sides(pin(fetch(str(path))).slices)) for path in sorted(folder.glob("*.yaml"))]
