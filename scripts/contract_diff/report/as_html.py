"""Write the report as one page that needs nothing else: no script, no font, no image from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined

from scripts.contract_diff.report.view import changes, counts, grouped, json_text, notes, readings, verdicts
from scripts.documents.text import printable

if TYPE_CHECKING:
    from scripts.contract_diff.report.accept import Settled
    from scripts.contract_diff.report.model import Level
    from scripts.contract_diff.report.view import Shown

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
        changes=_changes,
        witness=_witness,
    )


def _changes(one: Shown) -> list[tuple[str, str]]:
    kinds = {"-": "old", "+": "new"}
    return [(kinds.get(line[:1], "same"), line) for line in changes(one.finding)]


def _witness(one: Shown) -> str:
    return "" if one.finding.witness is None else json_text(one.finding.witness.body, indent=2)
