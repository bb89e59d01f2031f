"""Lay two fragments side by side, line by line, without what is the same in both."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from scripts.contract_diff.report.view import cut, json_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.report.model import Finding
    from scripts.documents.text import Json

MOST: Final = 14  # rows
_LONGEST: Final = 160  # characters of a line
_AROUND: Final = 1  # lines that are the same, beside what differs
_TOO_LONG: Final = 4_000  # lines


class Row(NamedTuple):
    """One line of either side."""

    kind: Literal["same", "changed", "gap"]
    old: str | None
    new: str | None


def rows_of(finding: Finding, most: int = MOST) -> list[Row]:
    """The rows of a finding, at most so many and a last one that says how many more there are."""
    rows = list(_rows(*map(_lines, _fitted(finding))))
    if len(rows) > most:
        left = f"… {len(rows) - most} more lines"
        return [*rows[:most], Row("gap", left, left)]
    return rows


def _fitted(finding: Finding) -> tuple[Json, Json]:
    """Both fragments in one shape: where one is a schema and the other one of its keywords, only this keyword."""
    old, new = finding.old, finding.new
    if isinstance(old, dict) and new is not None and not isinstance(new, dict):
        return _keyword(old, new, finding.pointer)
    if isinstance(new, dict) and old is not None and not isinstance(old, dict):
        value, keyword = _keyword(new, old, finding.base_pointer)
        return keyword, value
    return old, new


def _keyword(schema: dict[str, Json], value: Json, pointer: str) -> tuple[Json, Json]:
    word = pointer.rpartition("/")[2]
    if word == "required":  # of the parent: the property's own list is another one
        return None, {word: value}
    return ({word: schema[word]} if word in schema else schema), {word: value}


def _lines(value: Json) -> list[str]:
    if value is None:
        return []
    lines = json_text(value, indent=2).split("\n")
    return [cut(line, _LONGEST) for line in lines[:_TOO_LONG]]


def _rows(old: list[str], new: list[str]) -> Iterator[Row]:
    for word, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if word != "equal":
            yield from (Row("changed", mine, other) for mine, other in zip_longest(old[start:end], new[begin:stop]))
            continue
        first, last = start > 0, end < len(old)
        lines = old[start:end]
        before, after = lines[: _AROUND * first], lines[len(lines) - _AROUND * last :] if last else []
        if len(lines) <= len(before) + len(after) + 1:
            before, after = lines, []
        yield from (Row("same", line, line) for line in before)
        if len(before) + len(after) < len(lines):
            yield Row("gap", "…", "…")
        yield from (Row("same", line, line) for line in after)
