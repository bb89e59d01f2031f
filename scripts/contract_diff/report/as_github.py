"""Write the report as workflow commands, which a pull request shows on the lines of its files.

Nothing that a document holds can end a command or begin another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scripts.contract_diff.report.view import counts, grouped, notes, readings, rows, verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.report.accept import Settled
    from scripts.contract_diff.report.model import Level
    from scripts.contract_diff.report.view import Shown

_COMMANDS: Final[dict[Level, str]] = {"breaking": "error", "risky": "warning", "safe": "notice"}


def write(settled: Settled, *, threshold: Level | None, colour: bool) -> str:
    """One command per finding, after one with the verdicts."""
    del threshold, colour
    return "".join(f"{line}\n" for line in _lines(settled))


def _lines(settled: Settled) -> Iterator[str]:
    yield _command(
        "notice",
        {"title": "Contract diff"},
        "\n".join(filter(None, (verdicts(settled), counts(settled), readings(settled)))),
    )
    for note in notes(settled):
        yield _command("warning", {"title": "Contract diff: note"}, note)
    for level, group in grouped(settled):
        for one in group:
            # an accepted finding is told, but it is no error any more
            yield _command("notice" if one.accepted else _COMMANDS[level], _place(settled, one), _message(one))


def _place(settled: Settled, one: Shown) -> dict[str, str]:
    place = {}
    if settled.report.head_file is not None:
        place["file"] = settled.report.head_file
        if one.finding.head_line is not None:
            place["line"] = str(one.finding.head_line)
    state = "accepted" if one.accepted else one.level
    return place | {"title": f"{state}: {one.where}"}


def _message(one: Shown) -> str:
    details = [f"{label}: {text}" if label else text for label, text in rows(one)]
    return "\n".join([one.title, *details])


def _command(name: str, properties: dict[str, str], message: str) -> str:
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {given}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
