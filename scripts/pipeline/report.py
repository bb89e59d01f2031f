"""Say what a document brings for an operation: what is new, gone, repaired or different."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from scripts.documents.text import DocumentError
from scripts.pipeline import beside
from scripts.pipeline.contract import bodies
from scripts.pipeline.differences import differences
from scripts.pipeline.slices import Pinned, followed, is_fixed, load, slice_file
from scripts.pipeline.union import keep
from scripts.revisions.changes import changed_fields
from scripts.revisions.fields import sides


@dataclass
class Report:
    """What a document brings for one operation."""

    operation: str
    follows: str
    fixed: str = ""
    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    narrower: list[str] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The report as it is printed."""
        why = f", and stays there: {self.fixed}" if self.fixed else ""
        found = [f"follows  {self.operation}  {self.follows}{why}"]
        for label in ("new", "gone", "narrower", "repaired", "moved"):
            name = "differs" if self.fixed and label == "moved" else label
            found += [f"{name:8} {line}" for line in getattr(self, label)]
        return found


def report(folder: Path, pinned: Pinned, operation: str, revision: str) -> Report:
    """What a document brings for an operation, beside what is pinned.

    Raises:
        DocumentError: the operation can't be brought into normal form.
    """
    found = Report(operation, revision)
    held = followed(folder).get(operation, {})
    if is_fixed(folder, operation) or operation not in pinned.slices:
        found.follows, found.fixed = held.get("revision", "nothing yet"), held.get("fixed", "")
        if operation not in pinned.slices:
            found.moved = ["is missing in the document; its last pinned contract stays"]
            return found
    new = bodies(pinned.slices[operation], operation, found.repaired)
    path = slice_file(folder, operation)
    if not path.exists():
        return found
    try:
        before = load(path)
        old = bodies(before, operation, [])
        found.moved = changed_fields(sides({operation: before}), sides({operation: pinned.slices[operation]}))
    except (DocumentError, LookupError, TypeError, AttributeError):  # a damaged pin is replaced, not compared
        return found
    if not found.fixed:
        was = beside.lines(before, operation)
        found.new += [line for line in beside.lines(pinned.slices[operation], operation) if line not in was]
        keep(old[0], new[0], "", found.new)
        keep(new[0], old[0], "", found.gone)
        found.new = [line.lstrip(".") for line in dict.fromkeys(found.new)]
        found.gone = [f"{line.lstrip('.')}; it stays in the contract" for line in dict.fromkeys(found.gone)]
        for line, narrower in sorted(set(differences(old[0], new[0], ""))):
            (found.narrower if narrower else found.new).append(line.lstrip("."))
        found.moved = [line for line in found.moved if " request: " not in line]  # told as new, gone and narrower
    return found
