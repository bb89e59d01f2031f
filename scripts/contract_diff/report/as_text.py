"""Write the report for a terminal, or for a log that keeps no markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scripts.contract_diff.report.view import counts, grouped, notes, readings, rows, verdicts
from scripts.documents.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.report.accept import Settled
    from scripts.contract_diff.report.model import Level
    from scripts.contract_diff.report.view import Shown

_COLOURS: Final[dict[Level, str]] = {"breaking": "31;1", "risky": "33;1", "safe": "32;1"}
_FAINT: Final = "2"


def write(settled: Settled, *, threshold: Level | None, colour: bool) -> str:
    """One block of lines per finding; every line starts with words of ours."""
    del threshold
    # a workflow log takes "##[" for a command, wherever in a line it stands
    return "\n".join(_lines(settled, colour=colour)).replace("##[", "#\\x23[") + "\n"


def _lines(settled: Settled, *, colour: bool) -> Iterator[str]:
    report = settled.report
    yield f"contract diff  {printable(report.base)} → {printable(report.head)}"
    yield f"verdict        {_paint(verdicts(settled), _COLOURS[report.verdict(report.policy)], colour)}"
    yield f"findings       {counts(settled)}"
    if rules := readings(settled):
        yield f"policy         practical reads otherwise than strict: {rules}"
    for note in notes(settled):
        yield f"note           {note}"
    for level, group in grouped(settled):
        for one in group:
            yield ""
            yield from _block(level, one, colour=colour)


def _block(level: Level, one: Shown, *, colour: bool) -> Iterator[str]:
    title = f"{level.upper()} (accepted)" if one.accepted else level.upper()
    yield f"{_paint(title, _COLOURS[level], colour)}  {one.where}"
    yield f"    {one.title}"
    for label, text in rows(one):
        yield f"    {_paint(f'{label:<9}', _FAINT, colour)} {text}"


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
