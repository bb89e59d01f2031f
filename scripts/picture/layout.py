"""Lay out the picture: numbers and lines of text, for a template that only draws."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from scripts.picture.model import Cell, Chart, Part, Row
from scripts.revisions.changes import BodyShape

MARGIN = 16
LABEL = 262  # the fields' names
BY = 172  # what absorbs their changes
COLUMN = 69
ROW = 18
LANE = 30
LINE = 16
HEAD = 26
CHARACTER = 6.1  # how wide a character of 12 px is, on the safe side
BOXES = 3  # in a row
TITLE = 58
GAP = 26
LEADER = 30


@dataclass(frozen=True, slots=True)
class Box:
    """A callout: what happened in one revision."""

    x: float
    y: float
    width: float
    height: float
    label: str
    lines: list[tuple[str, bool]]  # text, and whether it starts a sentence
    anchor: float  # the x of its column
    turn: float  # how far below it its line turns: no two lines lie on each other


@dataclass(frozen=True, slots=True)
class Run:
    """The same shape over neighbouring revisions."""

    x: float
    width: float
    shape: BodyShape
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One side of one operation in the overview."""

    y: float
    title: str
    runs: list[Run]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A shape that went to the other side of its operation."""

    x: float
    y: float
    to_x: float
    to_y: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A row of the grid."""

    y: float
    row: Row
    cells: list[tuple[float, str, Cell, str]]  # x, revision, cell, the whole sentence


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the grid."""

    y: float
    part: Part
    rows: list[Placed]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole picture."""

    width: float
    height: float
    chart: Chart
    columns: list[tuple[float, str]]
    bands: list[float]
    boxes: list[Box]
    header_y: float
    lanes: list[Lane]
    arrows: list[Arrow]
    legend_y: float
    blocks: list[Block]
    bottom: float
    sheets: list[tuple[float, float]]  # tops and bottoms of the pages that it is printed on
    column: float = COLUMN
    row: float = ROW
    lane: float = LANE
    head: float = HEAD
    margin: float = MARGIN
    label: float = LABEL
    by_x: float = MARGIN + LABEL


def lay_out(chart: Chart) -> Page:
    """Give everything its place, top to bottom."""
    left = MARGIN + LABEL + BY
    columns: list[tuple[float, str]] = [(left + COLUMN * index, label) for index, label in enumerate(chart.labels)]
    width = left + COLUMN * len(columns) + MARGIN
    boxes, below = _boxes(chart, columns, width)
    header = below + LEADER
    y = header + HEAD
    lanes = []
    for part in chart.parts:
        lanes.append(Lane(y, part.title, _runs(part, columns)))
        y += LANE + 4
    legend = y + 14
    y = legend + 92
    blocks = []
    for part in chart.parts:
        block = Block(y, part, [])
        y += HEAD
        for row in part.rows:
            block.rows.append(_place(part, row, columns, y))
            y += ROW
        y += GAP
        blocks.append(block)
    return Page(
        width=width,
        height=y,
        chart=chart,
        columns=columns,
        bands=[columns[column][0] for column in sorted({event.column for event in chart.events})],
        boxes=boxes,
        header_y=header,
        lanes=lanes,
        arrows=[arrow for one, other in zip(lanes[::2], lanes[1::2], strict=True) for arrow in _arrows(one, other)],
        legend_y=legend,
        blocks=blocks,
        bottom=y - GAP,
        sheets=list(pairwise([0, *(block.y - 8 for block in blocks[2::2]), y])),
    )


def _boxes(chart: Chart, columns: list[tuple[float, str]], width: float) -> tuple[list[Box], float]:
    groups = [
        (column, [event.words for event in found])
        for column, found in groupby(chart.events, key=lambda event: event.column)
    ]
    room = (width - 2 * MARGIN - 12 * (BOXES - 1)) / BOXES
    placed: list[Box] = []
    y = float(TITLE)
    for start in range(0, len(groups), BOXES):
        texts = [_wrapped(said, room) for _, said in groups[start : start + BOXES]]
        height = 30 + LINE * max(len(lines) for lines in texts)
        for place, ((column, _), lines) in enumerate(zip(groups[start:], texts, strict=False)):
            x = MARGIN + place * (room + 12)
            placed.append(
                Box(
                    x,
                    y,
                    room,
                    height,
                    chart.labels[column],
                    lines,
                    columns[column][0] + COLUMN / 2,
                    4 + 5 * (len(texts) - place),
                )
            )
        y += height + 8
    return placed, y - 8 if placed else y


def _wrapped(sentences: list[str], room: float) -> list[tuple[str, bool]]:
    lines: list[tuple[str, bool]] = []
    for sentence in sentences:
        wrapped = textwrap.wrap(sentence, int((room - 36) / CHARACTER), break_long_words=False)
        lines += [(line, index == 0) for index, line in enumerate(wrapped)]
    return lines


def _runs(part: Part, columns: list[tuple[float, str]]) -> list[Run]:
    runs = []
    for shape, found in groupby(zip(columns, part.shapes, strict=True), key=lambda pair: pair[1]):
        places = [place for place, _ in found]
        room = COLUMN * len(places)
        first, last = places[0][1], places[-1][1]
        text = shape.words if len(shape.words) * CHARACTER < room - 16 else shape.short
        when = f"{first} to {last}" if first != last else first
        runs.append(Run(places[0][0], room, shape, text, f"{part.title}, {when}: {shape.words}"))
    return runs


def _arrows(one: Lane, other: Lane) -> Iterator[Arrow]:
    for lane, source in ((one, other), (other, one)):
        for run in lane.runs:
            ends = [old.x + old.width for old in source.runs if old.shape == run.shape and old.x + old.width <= run.x]
            if ends and run.shape.key != "absent":
                yield Arrow(max(ends), source.y + LANE / 2, run.x, lane.y + LANE / 2)


def _place(part: Part, row: Row, columns: list[tuple[float, str]], y: float) -> Placed:
    cells = []
    for (x, label), cell in zip(columns, row.cells, strict=True):
        whom = (
            f" Absorbed{f': {row.by}' if row.by else ''}."
            if cell.absorbed
            else " Not absorbed: the program has to follow."
        )
        sentence = f"{row.path}, {label}, {part.side} of {part.operation}: {cell.words}." + (whom if cell.mark else "")
        cells.append((x, label, cell, sentence))
    return Placed(y, row, cells)
