"""Write the report for programs: everything that is known of every finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.contract_diff.report.places import place_of
from scripts.contract_diff.report.view import GROUPS, machine_json

if TYPE_CHECKING:
    from scripts.contract_diff.report.accept import Agreement, Settled
    from scripts.contract_diff.report.model import Finding, Level, Witness
    from scripts.documents.text import Json

_NAMED = ("id", "digest", "operation", "cause", "place")


def write(settled: Settled, *, threshold: Level | None, colour: bool) -> str:
    """One object: the verdicts, what was compared, the findings, the agreements."""
    del colour
    report = settled.report
    findings = report.findings
    levels = [finding.levels[report.policy] for finding in findings]
    return machine_json(
        {
            "verdict": {"strict": report.verdict("strict"), "practical": report.verdict("practical")},
            "policy": report.policy,
            "fail_on": threshold or "never",
            "fails": threshold is not None and settled.fails(threshold),
            "counts": {level: levels.count(level) for level in GROUPS},
            "base": {"name": report.base, "file": report.base_file},
            "head": {"name": report.head, "file": report.head_file},
            "operations": list(report.operations),
            "remarks": list(report.remarks),
            "findings": [_finding(settled, finding) for finding in findings],
            "agreements": {
                "expired": [_agreement(one) for one in settled.expired],
                "stale": [_agreement(one) for one in settled.stale],
            },
        }
    )


def _finding(settled: Settled, finding: Finding) -> Json:
    agreement = settled.accepted.get(finding.id)
    return {
        "id": finding.id,
        "digest": finding.digest,
        "level": finding.levels[settled.report.policy],
        "levels": {"strict": finding.levels["strict"], "practical": finding.levels["practical"]},
        "direction": finding.direction,
        "operation": finding.operation,
        "operations": list(finding.operations or (finding.operation,)),
        "pointer": finding.pointer,
        "field": finding.field,
        "place": place_of(finding),
        "cause": finding.cause,
        "message": finding.message,
        "old": finding.old,
        "new": finding.new,
        "base_line": finding.base_line,
        "head_line": finding.head_line,
        "witness": None if finding.witness is None else _witness(finding.witness),
        "wrapper": finding.wrapper,
        "reason": finding.reason,
        "accepted": None if agreement is None else _agreement(agreement),
    }


def _witness(witness: Witness) -> Json:
    return {
        "body": witness.body,
        "accepted_by": witness.accepted_by,
        "refused_by": "head" if witness.accepted_by == "base" else "base",
        "keyword": witness.keyword,
        "at": witness.at,
        "curl": witness.curl,
    }


def _agreement(agreement: Agreement) -> Json:
    return {
        **{name: told for name in _NAMED if (told := getattr(agreement, name))},
        "who": agreement.who,
        "why": agreement.why,
        "until": agreement.until.isoformat(),
    }
