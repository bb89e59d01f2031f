"""The picture of the history is current, says what happened, and says it to everybody."""

from __future__ import annotations

import copy
import html
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from scripts.history import main
from scripts.picture import DOCS, NAME, draw
from scripts.picture.absorbed import by_the_wrapper
from scripts.picture.model import Chart, chart
from scripts.pipeline.slices import OPERATIONS
from scripts.revisions.changes import Event, events
from scripts.revisions.fields import Field
from scripts.revisions.kept import Revision, read

FLAT, NESTED = OPERATIONS
SVG = "{http://www.w3.org/2000/svg}"
PLAIN = Field(frozenset({"string"}), (), open=False, required=False, bounds=())


@pytest.fixture(scope="module")
def revisions() -> list[Revision]:
    return read()


@pytest.fixture(scope="module")
def whole(revisions: list[Revision]) -> Chart:
    return chart(revisions, by_the_wrapper)


def _said(found: list[Event], revisions: list[Revision]) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for event in found:
        said.setdefault(revisions[event.column].label, []).append(event.words)
    return said


def test_the_picture_is_current() -> None:
    assert main(["draw", "--check"]) == 0, "make history"


def test_a_stale_picture_is_named_with_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scripts.picture.DOCS", tmp_path)
    assert main(["draw", "--check"]) == 1
    said = capsys.readouterr().err
    assert "docs/contract-history.svg" in said
    assert "make history" in said
    assert main(["draw"]) == 0
    assert main(["draw", "--check"]) == 0


def test_it_tells_september_2025(whole: Chart, revisions: list[Revision]) -> None:
    said = _said(whole.events, revisions)
    assert set(said) == {"2025-09-01", "2025-09-08", "2025-09-15"}
    assert "/realtime/client_secrets appears" in said["2025-09-01"]
    assert any("request and reply have swapped" in words for words in said["2025-09-08"])
    assert any("demands the key" in words for words in said["2025-09-08"])
    assert any("has no model any more" in words for words in said["2025-09-08"])


def test_it_tells_that_an_operation_is_gone_and_comes_back(revisions: list[Revision]) -> None:
    newest = revisions[-1]
    gone = Revision("next", {key: known for key, known in newest.sides.items() if key[0] != FLAT})
    found = list(events([newest, gone, newest]))
    assert [(event.column, event.words) for event in found] == [
        (1, "/realtime/sessions is gone"),
        (2, "/realtime/sessions appears again"),
    ]


def test_what_the_wrapper_absorbs_is_marked_apart(whole: Chart) -> None:
    rows = {(part.operation, part.side, row.path): row for part in whole.parts for row in part.rows}
    marks = {cell.absorbed for row in rows.values() for cell in row.cells if cell.mark}
    assert marks == {True, False}
    assert rows[FLAT, "request", "model"].by == "model="
    assert rows[FLAT, "request", "client_secret.value"].by == "pinned: 2025-07-04"
    assert rows[NESTED, "request", "session.audio.output.voice"].by == "voice="
    assert rows[NESTED, "request", "session.temperature"].by == ""
    assert rows[NESTED, "reply", "value"].by == ".client_secret.value"
    assert rows[NESTED, "reply", "session.audio.output.voice"].by == ".voice"
    assert rows[FLAT, "reply", "type"].by == ""


def test_every_cell_says_its_change_in_words(whole: Chart) -> None:
    rows = {(part.side, row.path): row for part in whole.parts if part.operation == FLAT for row in part.rows}
    said = dict(zip(whole.labels, rows["request", "client_secret"].cells, strict=True))
    assert (said["2024-12-18"].state, said["2024-12-18"].mark) == ("absent", "")
    assert (said["2025-07-04"].state, said["2025-07-04"].mark) == ("present", "added")
    assert (said["2025-09-08"].state, said["2025-09-08"].mark) == ("required", "changed")
    assert "became required" in said["2025-09-08"].words
    titles = re.findall(r"<title>(.*?)</title>", (DOCS / f"{NAME}.svg").read_text(encoding="utf-8"))
    assert any("became required" in html.unescape(title) and "2025-09-08" in title for title in titles)


def test_the_svg_is_one_file_with_a_title_and_a_description() -> None:
    root = ET.fromstring((DOCS / f"{NAME}.svg").read_text(encoding="utf-8"))
    assert root.get("role") == "img"
    for part in ("title", "desc"):
        found = root.find(f"{SVG}{part}")
        assert found is not None
        assert found.text
    text = (DOCS / f"{NAME}.html").read_text(encoding="utf-8")
    assert not re.findall(r'(?:src|href)="(?!#)', text)
    assert len(re.findall(r"<details>", text)) == len(read()) - 1


def test_a_name_in_a_document_is_text_never_markup(revisions: list[Revision]) -> None:
    odd = copy.deepcopy(revisions[-1])
    odd.sides[NESTED, "request"]["session.<script>&"] = PLAIN
    for text in draw([*revisions, Revision("<b>", odd.sides)]).values():
        assert "session.<script>" not in text
        assert "session.&lt;script&gt;&amp;" in text
        assert "<b>" not in text
