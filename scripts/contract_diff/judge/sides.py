"""Hold the two documents of a comparison, and the places in them that belong together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scripts.contract_diff.judge.explain import bare
from scripts.contract_diff.schema.corners import Corner, mended
from scripts.contract_diff.schema.normalise import Reader
from scripts.contract_diff.schema.schemas import Schemas
from scripts.documents.pointers import UnresolvedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.contract_diff.report.model import Direction
    from scripts.documents.text import Json


class Side:
    """One document, with what has been read of it."""

    def __init__(self, data: dict[str, Json], line: Callable[[str], int | None]) -> None:
        """Nothing is read before it is asked for."""
        data, self.corners = mended(data)
        self.schemas = Schemas(data)
        self.reader = Reader(self.schemas)
        self.line = line

    def reached(self, pointers: list[str]) -> list[Corner]:
        """The parts that can't be read, of all that some places lead to."""
        if not self.corners:
            return []
        places = self.schemas.reach(pointers)
        return [
            corner
            for corner in self.corners
            if any(corner.pointer == place or corner.pointer.startswith(f"{place}/") for place in places)
        ]

    def nearest(self, pointer: str) -> str:
        """A place, or the innermost one around it that exists."""
        while pointer:
            try:
                self.schemas.at(pointer)
            except UnresolvedError:
                pointer = pointer.rpartition("/")[0]
            else:
                break
        return pointer

    def fragment(self, pointer: str) -> Json:
        """What stands at a place, or nothing."""
        try:
            return bare(self.schemas.at(pointer))
        except UnresolvedError:
            return None


@dataclass(frozen=True, slots=True)
class Writing:
    """How values are written as texts."""

    joined: bool = False  # a list is one text, not one for each item
    parts: bool = False  # an object or list of them inside the body is a part of its own, in JSON
    json: frozenset[str] = frozenset()  # the parts that are JSON whatever they hold
    raw: bool = False  # the body is bytes, and to a schema these are one string


@dataclass(frozen=True, slots=True)
class Site:
    """A schema that both documents have at corresponding places."""

    operation: str
    direction: Direction
    words: tuple[str, ...]  # "request body"
    base: str  # JSON pointers to the schemas
    head: str
    command: Callable[[Json], str | None] | None = field(default=None, compare=False)
    texts: Writing | None = None  # sent as text, and then how
