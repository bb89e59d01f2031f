"""What the benchmark says of a recording: medians, ratios by round, goals, tables, the document and its picture."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from scripts.bench.minting import document, samples, table
from scripts.bench.minting.__main__ import main
from scripts.bench.minting.goals import GOALS, LINES, judged
from scripts.bench.minting.plot import draw
from scripts.bench.minting.samples import Recording, Sample, Spread, Subject

MACHINE = {
    "day": "2026-11-21",
    "cores": "2",
    "processor": "x86_64",
    "system": "Linux",
    "python": "CPython 3.11",
    "openssl": "3.0",
}
RATES = {"httpx": [900, 1000, 1100], "openai": [100, 1000, 200], "ours": [600, 5000, 1600]}
PROGRAMS = {"httpx": [0.1, 0.1, 0.1], "openai": [0.8, 0.8, 0.8], "ours": [0.11, 0.10, 0.20]}


@pytest.fixture
def recording() -> Recording:
    made = Recording(MACHINE, {"openai": "3.54.0", "idna": "3.20"}, {"openai npm": "no node"}, 3, 4_321, 0.25)
    for figures, subject, figure in (
        (RATES, Subject(samples.ASYNC, "http", 32, ""), "rate"),
        (PROGRAMS, Subject(samples.PROGRAM, "http", 1, ""), "wall"),
    ):
        for peer, values in figures.items():
            for at, value in enumerate(values):
                made.samples.append(Sample(subject._replace(peer=peer), at, {figure: value}))
    made.samples.append(Sample(Subject(samples.CROWD, "http", 2_000, "ours"), 0, {"lost": 3}))
    return made


def test_a_ratio_is_of_one_round(recording: Recording) -> None:
    ours, theirs = (recording.of(Subject(samples.ASYNC, "http", 32, peer), "rate") for peer in ("ours", "openai"))
    assert samples.ratio(ours, theirs) == Spread(5.0, 6.0, 8.0)
    assert samples.ratio(ours, {0: 100.0}) == Spread(6.0, 6.0, 6.0)
    assert samples.ratio(ours, {7: 100.0}) is None
    assert samples.spread(ours) == Spread(600, 1600, 5000)


def test_the_goals_are_held_against_it(recording: Recording) -> None:
    shown = {goal.text: judged(recording, goal, "http") for goal in GOALS if goal.line.at_once in (1, 32, 2_000)}
    verdicts = {text: verdict.met for text, verdict in shown.items() if verdict}
    assert verdicts == {
        "ours ≤ 1.1x httpx": True,
        "ours ≥ 7x faster than openai": True,
        "ours ≥ 5x openai": True,
        "ours ≤ 0": False,
    }
    worse = [Sample(each.subject, each.round, {"wall": 0.12}) for each in recording.samples[-4:-1]]
    assert {each.subject.peer for each in worse} == {"ours"}
    recording.samples[-4:-1] = worse
    assert [verdict.met for goal in GOALS[:2] if (verdict := judged(recording, goal, "http"))] == [False, False]


def test_every_goal_has_its_line() -> None:
    assert {goal.line for goal in GOALS} <= set(LINES)
    assert len({(line.title, line.unit) for line in LINES}) == len(LINES)


def test_the_table_of_the_goals(recording: Recording) -> None:
    shown = table.as_text(table.goal_rows(recording)).splitlines()
    assert [re.split(r"  +", line.strip()) for line in shown] == [
        ["httpx", "openai", "ours", "goal", "measured"],
        ["whole program [ms] http", "100", "800", "110", "ours ≤ 1.1x httpx", "1.10 (1 to 2)", "met"],
        ["ours ≥ 7x faster than openai", "7.27 (4 to 8)", "met"],
        ["async, 32 at once [keys/s] http", "1,000", "200", "1,600", "ours ≥ 5x openai", "6 (5 to 8)", "met"],
        ["2,000 tasks on one client, calls lost http", "3", "ours ≤ 0", "3 (3 to 3)", "falls short"],
    ]
    assert len({line.index("ours") for line in shown if "≤" in line}) == 1  # the columns are aligned


def test_the_table_of_everything(recording: Recording) -> None:
    rows = table.all_rows(recording)
    assert rows[0] == ["", "httpx", "openai", "ours"]
    assert [
        "async, 32 at once [keys/s] http",
        "1,000 (900 to 1,100)",
        "200 (100 to 1,000)",
        "1,600 (600 to 5,000)",
    ] in rows
    assert table.as_markdown([["", "a"], ["b", "1"]]) == "|  | a |\n| --- | ---: |\n| b | 1 |"


def test_a_recording_is_read_as_it_was_written(recording: Recording, tmp_path: Path) -> None:
    recording.save(tmp_path / "recording.json")
    assert samples.load(tmp_path / "recording.json") == recording


def test_the_document(recording: Recording) -> None:
    text = document.text(recording)
    assert f"]({document.NAME}.svg)" in text
    for said in ("2 cores (x86_64)", "openai 3.54.0", "3 rounds, 4,321 keys", "used 25%", "- openai npm: no node"):
        assert said in text
    assert "idna" not in text
    assert "don't count" not in text
    recording.spoilt.append("ours, async: 3 of 9 calls failed")
    assert "don't count (1):\n\n- ours, async: 3 of 9 calls failed" in document.text(recording)


def test_the_picture(recording: Recording) -> None:
    root = ET.fromstring(draw(recording))
    words = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"ours 1,600", "openai 200", "httpx 1,000", "800", "110"} <= set(words)
    assert ET.fromstring(draw(Recording(MACHINE, {}))) is not None


def test_a_recording_is_shown_again(
    recording: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(document, "DOCS", tmp_path / "docs")
    recording.save(tmp_path / "recording.json")
    assert main(["--from", str(tmp_path / "recording.json")]) == 0
    assert "ours ≥ 7x faster than openai" in capsys.readouterr().out
    assert (tmp_path / "docs" / "benchmarks.md").read_text("utf-8") == document.text(recording)
