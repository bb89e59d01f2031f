"""Write the report as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from scripts.contract_diff.report.view import GROUPS, machine_json, notes, rows, shown
from scripts.documents.text import printable

if TYPE_CHECKING:
    from scripts.contract_diff.report.accept import Settled
    from scripts.contract_diff.report.model import Level
    from scripts.contract_diff.report.view import Shown
    from scripts.documents.text import Json

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final[dict[Level, str]] = {"breaking": "error", "risky": "warning", "safe": "note"}


def write(settled: Settled, *, threshold: Level | None, colour: bool) -> str:
    """One run: a rule for each kind of cause, a result for each finding."""
    del threshold, colour
    report = settled.report
    found = [
        one for level in GROUPS for one in (shown(settled, item) for item in report.findings) if one.level == level
    ]
    causes = sorted({one.finding.cause for one in found})
    run: Json = {
        "tool": {"driver": {"name": "contract-diff", "rules": [_rule(cause) for cause in causes]}},
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "warning", "message": {"text": note}} for note in notes(settled)
                ],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "properties": {
            "verdict": {"strict": report.verdict("strict"), "practical": report.verdict("practical")},
            "policy": report.policy,
            "base": printable(report.base),
            "head": printable(report.head),
            "operations": [printable(name) for name in report.operations],
        },
        "results": [_result(settled, one, causes.index(one.finding.cause)) for one in found],
    }
    return machine_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(cause: str) -> Json:
    words = printable(cause.replace("-", " "))
    return {
        "id": printable(cause),
        "name": "".join(word.capitalize() for word in words.split()),
        "shortDescription": {"text": f"Contract change: {words}"},
        "properties": {"tags": ["api", "contract"]},
    }


def _result(settled: Settled, one: Shown, rule: int) -> Json:
    report, finding = settled.report, one.finding
    details = "\n".join(f"{label}: {text}" if label else text for label, text in rows(one))
    result: dict[str, Json] = {
        "ruleId": printable(finding.cause),
        "ruleIndex": rule,
        "level": _LEVELS[one.level],
        "message": {"text": f"{one.where}: {one.title}\n{details}"},
        "locations": [
            {
                **_location(report.head_file or report.head, finding.head_line),
                "logicalLocations": [{"fullyQualifiedName": one.pointer, "kind": "member"}],
            }
        ],
        "relatedLocations": [
            {
                **_location(report.base_file or report.base, finding.base_line),
                "id": 1,
                "message": {"text": "before"},
            }
        ],
        "partialFingerprints": {"contractFinding/v1": printable(finding.id)},
        "properties": {
            "field": printable(finding.field),
            "direction": finding.direction,
            "operation": printable(finding.operation),
            "levels": {"strict": finding.levels["strict"], "practical": finding.levels["practical"]},
            "digest": printable(finding.digest),
            "old": one.old,
            "new": one.new,
            "witness": one.witness,
            "refusal": one.refusal,
            "curl": one.curl,
            "wrapper": one.wrapper,
            "reason": one.reason,
        },
    }
    if one.accepted is not None:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": one.accepted}]
    return result


def _location(file: str, line: int | None) -> dict[str, Json]:
    uri = quote(printable(file), safe="/.-_~")
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": {"startLine": line or 1}}}
