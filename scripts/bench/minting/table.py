"""Write a run as tables: every line of figures, the goals beside those that have some."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scripts.bench.minting.goals import LINES, Line, goals_of, judged, values
from scripts.bench.minting.peers import PEERS
from scripts.bench.minting.samples import Recording, spread

_HUNDREDS: Final = 100
_TENS: Final = 10
SCHEMES: Final = {"http": "http", "https": "TLS", "": ""}
Rows = list[list[str]]


def show(value: float) -> str:
    """Write a number with as many digits as it deserves."""
    if value == int(value) and abs(value) < _HUNDREDS:
        return str(int(value))
    if abs(value) >= _HUNDREDS:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= _TENS else f"{value:.2f}"


def titled(line: Line, scheme: str) -> str:
    """Write a line's title."""
    parts = [line.title, f"[{line.unit}]" if line.unit else "", SCHEMES[scheme]]
    return " ".join(filter(None, parts))


def measured(recording: Recording) -> list[str]:
    """List the peers that have samples."""
    found = {each.subject.peer for each in recording.samples}
    return [peer.name for peer in PEERS if peer.name in found]


def goal_rows(recording: Recording) -> Rows:
    """Make the table of the lines that have goals: medians by peer, each goal, its ratio, and whether it is met."""
    names = measured(recording)
    rows = [["", *names, "goal", "measured", ""]]
    for line in LINES:
        goals = list(goals_of(line))
        for scheme in line.schemes if goals else ():
            cells = _medians(recording, line, scheme, names)
            if not any(cells):
                continue
            first = [titled(line, scheme), *cells]
            for goal in goals:
                verdict = judged(recording, goal, scheme)
                told = ["", "not measured"]
                if verdict is not None:
                    told = [verdict.shown.shown(show), "met" if verdict.met else "falls short"]
                rows.append([*first, goal.text, *told])
                first = [""] * len(first)
    return rows


def all_rows(recording: Recording) -> Rows:
    """Make the table of all lines: medians with the least and the most."""
    names = measured(recording)
    rows = [["", *names]]
    for line in LINES:
        for scheme in line.schemes:
            spreads = [spread(values(recording, line, scheme, name)) for name in names]
            if any(spreads):
                rows.append([titled(line, scheme), *("" if each is None else each.shown(show) for each in spreads)])
    return rows


def _medians(recording: Recording, line: Line, scheme: str, names: Sequence[str]) -> list[str]:
    spreads = [spread(values(recording, line, scheme, name)) for name in names]
    return ["" if each is None else show(each.mid) for each in spreads]


def as_text(rows: Rows) -> str:
    """Align a table for a terminal: words to the left, numbers to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    words = {0, *(column for column, head in enumerate(rows[0]) if head == "goal"), len(widths) - 1}
    lines = [
        "  ".join(
            cell.ljust(width) if column in words else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join(lines)


def as_markdown(rows: Rows) -> str:
    """Write a table in Markdown."""
    head, *body = rows
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *body])
