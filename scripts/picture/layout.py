"""Lay out the picture: numbers and lines of text, for a template that only draws."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from scripts.picture.model import Cell, Chart, Part, Row
from scripts.picture.service import RETIRED, column_of
from scripts.revisions.changes import BodyShape

MARGIN = 16
LABEL = 262  # the fields' names
BY = 172  # what absorbs their changes
COLUMN = 84
ROW = 18
LANE = 30
BETWEEN = 18  # two lanes, where the arrows run
LINE = 16
HEAD = 26
CHARACTER = 6.1  # how wide a character of 12 px is, on the safe side
BOXES = 4  # in a row
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
    retired: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """One side of one operation in the overview."""

    y: float
    title: str
    runs: list[Run]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A shape that went to the other side of its operation; it runs between the lanes, where no words are."""

    x: float
    y: float
    middle: float
    to_x: float
    to_y: float


@dataclass(frozen=True, slots=True)
class Card:
    """One revision for a narrow screen, or what the service did between two."""

    label: str
    said: list[str]
    shapes: list[tuple[str, BodyShape]]  # by the title of the lane, where anything happened
    changes: int
    passed_on: int  # changes that the wrapper doesn't absorb


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
    retirements: list[tuple[float, float, float]]  # x, top, bottom of a line
    cards: list[Card]
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
        y += LANE + BETWEEN
    legend = y + 4
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
        retirements=list(_lines(chart, columns, lanes, blocks, header)),
        cards=_cards(chart),
        sheets=list(pairwise([0, *(block.y - 8 for block in blocks[2::2]), y])),
    )


def _boxes(chart: Chart, columns: list[tuple[float, str]], width: float) -> tuple[list[Box], float]:
    groups = [
        (columns[column][0] + COLUMN / 2, chart.labels[column], [event.words for event in found])
        for column, found in groupby(chart.events, key=lambda event: event.column)
    ]
    groups += [(_edge(columns, day), day, _retirement(operation)) for operation, day in RETIRED.items()]
    groups.sort()
    room = (width - 2 * MARGIN - 12 * (BOXES - 1)) / BOXES
    placed: list[Box] = []
    y = float(TITLE)
    for start in range(0, len(groups), BOXES):
        texts = [_wrapped(said, room) for _, _, said in groups[start : start + BOXES]]
        height = 30 + LINE * max(len(lines) for lines in texts)
        for place, ((anchor, label, _), lines) in enumerate(zip(groups[start:], texts, strict=False)):
            x = MARGIN + place * (room + 12)
            placed.append(
                Box(
                    x,
                    y,
                    room,
                    height,
                    label,
                    lines,
                    anchor,
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


def _edge(columns: list[tuple[float, str]], day: str) -> float:
    """Where a day lies: between the revision before it and the one after."""
    column = column_of([label for _, label in columns], day)
    return columns[column][0] if column < len(columns) else columns[-1][0] + COLUMN


def _retirement(operation: str) -> list[str]:
    path = operation.split()[1]
    return [f"the service retires {path}, which answers 404 from then on", "the document goes on having it, unmarked"]


def _runs(part: Part, columns: list[tuple[float, str]]) -> list[Run]:
    runs = []
    end = RETIRED.get(part.operation)
    for (shape, retired), found in groupby(
        zip(columns, part.shapes, strict=True),
        key=lambda pair: (pair[1], end is not None and pair[0][1] >= end and pair[1].key != "absent"),
    ):
        places = [place for place, _ in found]
        room = COLUMN * len(places)
        first, last = places[0][1], places[-1][1]
        text = "retired, still documented" if retired else shape.words
        text = text if len(text) * CHARACTER < room - 16 else "retired" if retired else shape.short
        when = f"{first} to {last}" if first != last else first
        words = f"{part.title}, {when}: {shape.words}" + (f"; the service retired it on {end}" if retired else "")
        runs.append(Run(places[0][0], room, shape, text, words, retired))
    return runs


def _lines(
    chart: Chart, columns: list[tuple[float, str]], lanes: list[Lane], blocks: list[Block], header: float
) -> Iterator[tuple[float, float, float]]:
    for operation, day in RETIRED.items():
        x = _edge(columns, day)
        own = [index for index, part in enumerate(chart.parts) if part.operation == operation]
        if own:
            yield x, header + 4, lanes[own[-1]].y + LANE
        for index in own:
            yield x, blocks[index].y, blocks[index].rows[-1].y + ROW if blocks[index].rows else blocks[index].y


def _cards(chart: Chart) -> list[Card]:
    found = []
    for column, label in enumerate(chart.labels):
        said = [event.words for event in chart.events if event.column == column]
        cells = [row.cells[column] for part in chart.parts for row in part.rows]
        marked = [cell.absorbed for cell in cells if cell.mark]
        shapes = [(part.title, part.shapes[column]) for part in chart.parts] if said or not column else []
        found.append(Card(label, said, shapes, len(marked), marked.count(False)))
    found += [Card(day, _retirement(operation), [], 0, 0) for operation, day in RETIRED.items()]
    return sorted(found, key=lambda card: card.label)


def _arrows(one: Lane, other: Lane) -> Iterator[Arrow]:
    for lane, source in ((one, other), (other, one)):
        for run in lane.runs:
            ends = [old.x + old.width for old in source.runs if old.shape == run.shape and old.x + old.width <= run.x]
            if ends and run.shape.key != "absent" and not run.retired:
                low, high = (source.y, lane.y + LANE) if source.y > lane.y else (source.y + LANE, lane.y)
                yield Arrow(max(ends) - 12, low, (low + high) / 2, run.x + 14, high)


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
