"""Find the line of each part of a document."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from scripts.documents import from_json
from scripts.documents.pointers import segments

if TYPE_CHECKING:
    from scripts.documents.text import Json

# of each container, by its identity, the lines of its members in their order: of a member its key's, of an item its
# start; below zero for an alias, whose parts stand elsewhere; what merge keys bring comes last and has none
Marks: TypeAlias = "dict[int, list[int]]"


class Lines:
    """The lines of one document."""

    def __init__(self, data: Json, text: str, marks: Marks) -> None:
        """YAML brought its marks along; JSON is read again when a line is asked for."""
        self._data = data
        self._text = text
        self._marks = marks
        self._order: dict[int, dict[str, int]] = {}  # of the mappings that were looked into

    def at(self, pointer: str) -> int:
        """Find the 1-based line of a JSON pointer, or of its nearest ancestor that exists."""
        if self._marks:
            return self._marked(segments(pointer))
        while pointer not in self._of_json and pointer:
            pointer = pointer.rpartition("/")[0]
        return self._of_json.get(pointer, 1)

    def _marked(self, names: list[str]) -> int:
        here, line = self._data, 1
        for name in names:
            marks = self._marks.get(id(here), [])
            if isinstance(here, dict) and name in here:
                index, below = self._index(here, name), here[name]
            elif isinstance(here, list) and name.isdecimal() and int(name) < len(here):
                index, below = int(name), here[int(name)]
            else:
                break
            if index >= len(marks):
                break
            line, here = abs(marks[index]), below
            if marks[index] < 0:
                break
        return line

    def _index(self, mapping: dict[str, Json], name: str) -> int:
        order = self._order.get(id(mapping))
        if order is None:
            order = self._order[id(mapping)] = {key: index for index, key in enumerate(mapping)}
        return order[name]

    @cached_property
    def _of_json(self) -> dict[str, int]:
        return dict(from_json.lines(self._text))
