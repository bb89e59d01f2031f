"""The picture of the history shows what the service did, has its words free of marks, and can be read on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from scripts.picture import DOCS, NAME
from scripts.picture.absorbed import by_the_wrapper
from scripts.picture.layout import COLUMN, LANE, Page, lay_out
from scripts.picture.model import chart
from scripts.picture.service import RETIRED, column_of
from scripts.revisions.kept import Revision, read

SVG = "{http://www.w3.org/2000/svg}"
WIDTHS = {"required-text": 6.4, "run": 7.4, "date": 6.9}  # of a character of each, bold and on the safe side
Box = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def page() -> Page:
    return lay_out(chart(read(), by_the_wrapper))


@pytest.fixture(scope="module")
def svg() -> ET.Element:
    return ET.fromstring((DOCS / f"{NAME}.svg").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def html() -> str:
    return (DOCS / f"{NAME}.html").read_text(encoding="utf-8")


def words(svg: ET.Element) -> Iterator[tuple[str, Box]]:
    """The centred words, and a box that is surely around each."""
    for text in svg.iter(f"{SVG}text"):
        kind = (text.get("class") or "").split()[0:1]
        if kind and kind[0] in WIDTHS:
            half = len(text.text or "") * WIDTHS[kind[0]] / 2
            x, y = float(text.get("x", 0)), float(text.get("y", 0))
            yield text.text or "", (x - half, y - 9, x + half, y + 2)


def marks(svg: ET.Element) -> Iterator[Box]:
    """Badges, arrows and lines, in the coordinates of the picture: those of the legend have their own."""
    legend = {id(node) for group in svg.iter(f"{SVG}g") if group.get("transform") for node in group.iter()}
    for node in svg.iter():
        if id(node) in legend:
            continue
        at = {
            name: float(node.get(name, 0))
            for name in ("x", "y", "cx", "cy", "r", "width", "height")
            if "%" not in node.get(name, "")
        }
        kind = node.get("class")
        if kind == "ok":
            yield at["cx"] - at["r"], at["cy"] - at["r"], at["cx"] + at["r"], at["cy"] + at["r"]
        elif kind == "bad":
            yield at["x"], at["y"], at["x"] + at["width"], at["y"] + at["height"]
        elif kind == "end":
            x = float(node.get("x1", 0))
            yield x - 1, float(node.get("y1", 0)), x + 1, float(node.get("y2", 0))
        elif kind in {"arrow", "leader"}:
            yield from segments(node.get("d", ""))


def segments(path: str) -> Iterator[Box]:
    x = y = 0.0
    for letter, numbers in re.findall(r"([MHV]) ([\d. ]+)", path):
        values = [float(number) for number in numbers.split()]
        to_x, to_y = (x if letter == "V" else values[0]), (y if letter == "H" else values[-1])
        if letter != "M":
            yield min(x, to_x) - 1, min(y, to_y) - 1, max(x, to_x) + 1, max(y, to_y) + 1
        x, y = to_x, to_y


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_no_mark_covers_a_word(svg: ET.Element) -> None:
    found, said = list(marks(svg)), list(words(svg))
    assert len(found) > 100
    assert len(said) > 100
    assert [(text, mark) for text, box in said for mark in found if meet(box, mark)] == []


def test_no_word_covers_another(svg: ET.Element) -> None:
    said = list(words(svg))
    pairs = [(one, other) for index, one in enumerate(said) for other in said[:index] if meet(one[1], other[1])]
    assert pairs == []


def test_the_retirement_of_may_2026_is_in_it(page: Page, svg: ET.Element, html: str) -> None:
    (day,) = RETIRED.values()
    assert day == "2026-05-12"
    said = " ".join(text for box in page.boxes if box.label == day for text, _ in box.lines)
    assert "the service retires /realtime/sessions" in said
    told = svg.find(f"{SVG}desc")
    assert told is not None
    assert day in (told.text or "")
    assert f"<p><strong>{day}</strong>: the service retires /realtime/sessions" in html
    for lane in page.lanes:
        retired = [run for run in lane.runs if run.retired]
        assert [run.text for run in retired] == (["retired, still documented"] if "/sessions," in lane.title else [])


def test_it_stands_between_the_revisions_before_and_after_it(page: Page) -> None:
    labels = [label for _, label in page.columns]
    column = column_of(labels, "2026-05-12")
    assert labels[column - 1] < "2026-05-12" < labels[column]
    assert {x for x, _, _ in page.retirements} == {page.columns[column][0]}
    assert column_of(labels, "2999-01-01") == len(labels)


def test_a_history_that_ends_before_it_can_be_drawn() -> None:
    early = [revision for revision in read() if revision.label < "2026"]
    drawn = lay_out(chart(early, by_the_wrapper))
    assert {x for x, _, _ in drawn.retirements} == {drawn.columns[-1][0] + COLUMN}
    assert not [run for lane in drawn.lanes for run in lane.runs if run.retired]


def test_a_retired_operation_that_leaves_the_document_is_simply_absent() -> None:
    newest = read()[-1]
    gone = Revision("next", {key: side for key, side in newest.sides.items() if key[0] not in RETIRED})
    lane = lay_out(chart([newest, gone], by_the_wrapper)).lanes[0]
    assert [(run.text, run.retired) for run in lane.runs][-1] == ("absent", False)


def test_arrows_run_between_lanes(page: Page) -> None:
    assert page.arrows
    for arrow in page.arrows:
        assert not [lane for lane in page.lanes if lane.y < arrow.middle < lane.y + LANE]


def test_on_a_phone_each_revision_is_a_card(page: Page, html: str) -> None:
    assert [card.label for card in page.cards] == sorted([*page.chart.labels, *RETIRED.values()])
    assert sum(card.changes for card in page.cards) == sum(
        bool(cell.mark) for part in page.chart.parts for row in part.rows for cell in row.cells
    )
    (listed,) = re.findall(r'<ol class="cards">(.*?)</ol>', html, re.DOTALL)
    assert re.findall(r"<li[^>]*><strong>([\d-]+)</strong>", listed) == [card.label for card in page.cards]
    (narrow,) = re.findall(r"@media screen and \(max-width: \d+px\) \{ (.*?) \}\n", html)
    assert ".cards, .narrow { display: block; }" in narrow
