"""Compute what the picture says: shapes, events, and a cell for each field and revision."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from scripts.pipeline.slices import OPERATIONS
from scripts.revisions.changes import BodyShape, Event, Fields, body_shape, changed_fields, events
from scripts.revisions.fields import SIDES, change
from scripts.revisions.kept import Revision

State = Literal["absent", "present", "required"]
Mark = Literal["", "added", "removed", "changed"]
By = Callable[[str, str, str], str]  # operation, side, path: what absorbs a change there; empty when nothing does

ROW_PARENTS = ("client_secret", "session", "session.audio.input", "session.audio.output")
HIDDEN = frozenset({"session", "session.audio"})  # containers, whose parts have rows of their own
FIRST = ("value", "client_secret", "model", "session.model", "expires_at", "expires_after")


@dataclass(frozen=True, slots=True)
class Cell:
    """One field in one revision."""

    state: State
    mark: Mark
    absorbed: bool
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One field over all revisions."""

    path: str
    by: str  # what absorbs its changes
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Part:
    """One side of one operation."""

    operation: str
    side: str
    shapes: list[BodyShape]
    rows: list[Row]

    @property
    def title(self) -> str:
        """Its heading."""
        return f"{self.operation.split()[1]}, {self.side}"


@dataclass(frozen=True, slots=True)
class Chart:
    """All that is drawn."""

    labels: list[str]
    parts: list[Part]
    events: list[Event]
    log: list[tuple[str, list[tuple[str, str]]]]  # revision: (where, what moved), every path


def chart(revisions: list[Revision], by: By) -> Chart:
    """Everything that the picture says."""
    parts = [_part(revisions, operation, side, by) for operation in OPERATIONS for side in SIDES]
    return Chart([revision.label for revision in revisions], parts, list(events(revisions)), _log(revisions))


def _part(revisions: list[Revision], operation: str, side: str, by: By) -> Part:
    history = [revision.sides.get((operation, side), {}) for revision in revisions]
    paths = sorted(
        {path for found in history for path in found if _has_row(path)}, key=lambda path: _order(path, history)
    )
    rows = [_row(path, paths, history, lambda name: by(operation, side, name)) for path in paths]
    return Part(operation, side, [body_shape(found) for found in history], rows)


def _has_row(path: str) -> bool:
    parent, _, _ = path.rpartition(".")
    return (
        "[]" not in path
        and path not in HIDDEN
        and path not in ROW_PARENTS[2:]
        and (not parent or parent in ROW_PARENTS)
    )


def _order(path: str, history: list[Fields]) -> tuple[int, int, str]:
    rank = next((place for place, name in enumerate(FIRST) if path == name or path.startswith(name + ".")), len(FIRST))
    return rank, next(column for column, found in enumerate(history) if path in found), path


def _row(path: str, rows: list[str], history: list[Fields], by: Callable[[str], str]) -> Row:
    cells = []
    for column, found in enumerate(history):
        before = history[column - 1] if column else {}
        said = dict(_below(path, rows, before, found)) if before and found else {}
        cells.append(_cell(path, before, found, said, absorbed=all(by(name) for name in said)))
    return Row(path, by(path), cells)


def _below(path: str, rows: list[str], before: Fields, after: Fields) -> Iterator[tuple[str, str]]:
    """What moved in a field and in all that is under it, but for what has a row of its own."""
    for name in sorted(before.keys() | after.keys()):
        under = name.startswith((f"{path}.", f"{path}["))
        if name == path or (
            under and not any(name == row or name.startswith((f"{row}.", f"{row}[")) for row in rows if row != path)
        ):
            words = change(before.get(name), after.get(name))
            if words:
                yield name, words
                if name == path and (path not in before or path not in after):
                    return  # it came or went whole


def _cell(path: str, before: Fields, after: Fields, said: dict[str, str], *, absorbed: bool) -> Cell:
    field = after.get(path)
    state: State = "absent" if field is None else "required" if field.required else "present"
    words = "; ".join(f"{name.removeprefix(path).lstrip('.')} {what}".strip() for name, what in said.items())
    mark: Mark = "" if not said else "removed" if field is None else "added" if path not in before else "changed"
    return Cell(state, mark, absorbed, words or (field.words if field else "absent"))


def _log(revisions: list[Revision]) -> list[tuple[str, list[tuple[str, str]]]]:
    lines = [(after.label, changed_fields(before.sides, after.sides)) for before, after in pairwise(revisions)]
    return [
        (label, [(where, what) for where, _, what in (line.partition(": ") for line in said)]) for label, said in lines
    ]
