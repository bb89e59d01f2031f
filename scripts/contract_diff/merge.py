"""Tell one cause once: findings about the same place of both documents become one, with the list of operations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.contract_diff.report.model import Effect, Finding

_EFFECTS: tuple[Effect, ...] = ("not used", "absorbed", "needs work")  # in rising order


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in their order; of several about one cause the first, for all operations that it concerns."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_cause(finding), []).append(finding)
    return [_one(group) for group in groups.values()]


def _cause(finding: Finding) -> tuple[object, ...]:
    """What makes two findings one: the places in both documents, what differs there, and how it is judged."""
    if not finding.base_pointer.startswith("/components/") and not finding.pointer.startswith("/components/"):
        # a place of one operation, or of the whole document
        shared = not finding.pointer.startswith(("/paths/", "/webhooks/"))
        return (finding.id,) if not shared else _place(finding)
    return _place(finding)


def _place(finding: Finding) -> tuple[object, ...]:
    return (
        finding.direction, finding.cause, finding.base_pointer, finding.pointer, finding.digest,
        finding.field.rpartition(" > ")[2] if " > " in finding.field else "", tuple(sorted(finding.levels.items())),
        finding.reason,
    )  # fmt: skip


def _one(group: list[Finding]) -> Finding:
    first = group[0]
    operations = tuple(dict.fromkeys(finding.operation for finding in group))
    effects = [finding.wrapper for finding in group if finding.wrapper is not None]
    wrapper = max(effects, key=_EFFECTS.index) if effects else None
    return replace(first, operations=operations, wrapper=wrapper)
