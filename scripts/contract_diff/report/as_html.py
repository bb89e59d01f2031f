"""Write the report as one page that needs nothing else: no script, no font, no image from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, StrictUndefined

from scripts.contract_diff.report.sides import rows_of
from scripts.contract_diff.report.view import counts, grouped, json_text, notes, readings, verdicts
from scripts.documents.text import printable

if TYPE_CHECKING:
    from scripts.contract_diff.report.accept import Settled
    from scripts.contract_diff.report.model import Level
    from scripts.contract_diff.report.view import Shown

LEGEND: Final = (
    ("absorbed", "the wrapper copes: nobody has to do anything"),
    ("needs work", "what the wrapper sends or reads fails: its maintainer must act before the contract is taken"),
    ("not used", "the wrapper never touches this: it matters only to who calls the API without it"),
)
_TEMPLATE = Path(__file__).with_name("report.html.jinja")


def write(settled: Settled, *, threshold: Level | None, colour: bool) -> str:
    """The page; whatever comes from a document is escaped by the template engine."""
    del threshold, colour
    report = settled.report
    page = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    ).from_string(_TEMPLATE.read_text(encoding="utf-8"))
    return page.render(
        base=printable(report.base),
        head=printable(report.head),
        policy=report.policy,
        verdict={"strict": report.verdict("strict"), "practical": report.verdict("practical")},
        title=verdicts(settled),
        counts=counts(settled),
        readings=readings(settled),
        notes=notes(settled),
        operations=[printable(name) for name in report.operations],
        groups=list(grouped(settled)),
        parts=_parts(settled),
        legend=LEGEND,
        sides=lambda one: rows_of(one.finding),
        witness=_witness,
        open=lambda one: one.level == "breaking" and not one.accepted,
    )


def _parts(settled: Settled) -> list[dict[str, Any]]:
    """The findings by the operations that they concern, those with the most serious first; safe ones apart."""
    parts: dict[tuple[str, ...], list[Shown]] = {}
    for _, group in grouped(settled):
        for one in group:
            parts.setdefault(one.finding.operations or (one.finding.operation,), []).append(one)
    return [
        {
            "id": f"part-{number}",
            "names": [printable(name) for name in names],
            "telling": [one for one in found if one.level != "safe"],
            "safe": [one for one in found if one.level == "safe"],
        }
        for number, (names, found) in enumerate(parts.items())
    ]


def _witness(one: Shown) -> str:
    return "" if one.finding.witness is None else json_text(one.finding.witness.body, indent=2)
