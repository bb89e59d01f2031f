"""Each rule that makes `practical` differ from `strict`: named in the finding, and only where it applies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from scripts.contract_diff.compare import compare
from tests.contract.diff.building import compared, document

if TYPE_CHECKING:
    from scripts.contract_diff.report.model import Direction

S = {"type": "string"}
OPEN = {"type": "object", "properties": {"a": S}}
WIDER = {"type": "object", "properties": {"a": S, "b": S}}
CLOSED, WIDER_CLOSED = ({**schema, "additionalProperties": False} for schema in (OPEN, WIDER))
LIST, LONGER = ({"type": "string", "enum": values} for values in (["x"], ["x", "y"]))
READ_ONLY = {"type": "object", "properties": {"a": S, "id": {"type": "string", "readOnly": True}}}


def _variants(*names: str) -> Any:
    return {"oneOf": [{"type": "object", "properties": {"t": {"const": name}}, "required": ["t"]} for name in names]}


CASES: dict[str, tuple[Any, Any, Direction, str, str | None]] = {
    # old, new, direction, levels under strict and practical, rule
    "property added to an open request": (OPEN, WIDER, "request", "breaking safe", "open objects"),
    "property gone from an open request": (WIDER, OPEN, "request", "safe risky", "parts that are gone"),
    "property gone from a closed request": (WIDER_CLOSED, CLOSED, "request", "breaking breaking", None),
    "request closed": (OPEN, CLOSED, "request", "breaking safe", "open objects"),
    "request closed and a property gone": (WIDER, CLOSED, "request", "breaking breaking", "open objects"),
    "property added to an open reply": (OPEN, WIDER, "reply", "safe safe", None),
    "property added to a closed reply": (CLOSED, WIDER_CLOSED, "reply", "breaking safe", "unnamed reply properties"),
    "reply opened": (CLOSED, OPEN, "reply", "breaking safe", "unnamed reply properties"),
    "property gone from a reply": (WIDER, OPEN, "reply", "breaking risky", "dropped reply properties"),
    "required property gone from a reply": ({**WIDER, "required": ["b"]}, OPEN, "reply", "breaking breaking", None),
    "new value in a reply": (LIST, LONGER, "reply", "breaking risky", "new reply values"),
    "reply's list opened": (LIST, S, "reply", "breaking risky", "new reply values"),
    "new variant in a reply": (_variants("a"), _variants("a", "b"), "reply", "breaking risky", "new reply values"),
    "null in a reply": (S, {"type": ["string", "null"]}, "reply", "breaking breaking", None),
    "value gone from a request": (LONGER, LIST, "request", "breaking breaking", None),
    "read-only property required": (READ_ONLY, {**READ_ONLY, "required": ["id"]}, "request", "breaking safe", "read-only"),
    "read-only property narrowed": (
        READ_ONLY, {**READ_ONLY, "properties": {"a": S, "id": {"type": "integer", "readOnly": True}}},
        "request", "breaking safe", "read-only",
    ),
    "read-only property narrowed in a reply": (
        {"type": "object", "properties": {"id": {"type": "integer", "readOnly": True}}},
        {"type": "object", "properties": {"id": {"type": "string", "readOnly": True}}},
        "reply", "breaking breaking", None,
    ),
    "plain property required": (READ_ONLY, {**READ_ONLY, "required": ["a"]}, "request", "breaking breaking", None),
    "property made read-only": (
        {"type": "object", "properties": {"id": S}},
        {"type": "object", "properties": {"id": {"type": "string", "readOnly": True}}},
        "request", "safe risky", "read-only",
    ),
    "format asked for": (S, {"type": "string", "format": "uuid"}, "request", "safe risky", "format"),
    "format dropped from a request": ({"type": "string", "format": "uuid"}, S, "request", "safe safe", "format"),
    "format dropped from a reply": ({"type": "string", "format": "date"}, S, "reply", "safe risky", "format"),
    "default changed": ({**S, "default": "a"}, {**S, "default": "b"}, "request", "safe risky", "defaults"),
    "default of a reply changed": ({**S, "default": "a"}, {**S, "default": "b"}, "reply", "safe safe", "defaults"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_rule_has_its_case(name: str) -> None:
    old, new, direction, levels, rule = CASES[name]
    report = compared(old, new, direction)
    assert f"{report.verdict('strict')} {report.verdict('practical')}" == levels, report.findings
    reasons = {finding.reason.partition(":")[0] for finding in report.findings if finding.reason}
    assert reasons == ({rule} if rule else set())


def test_the_verdict_of_both_policies_is_told_under_either() -> None:
    for policy in ("strict", "practical"):
        report = compared(OPEN, CLOSED, "request", policy=policy)
        assert (report.verdict("strict"), report.verdict("practical")) == ("breaking", "safe")


def test_nullable_left_over_in_a_new_document_is_meant() -> None:
    left_over = {"type": "object", "properties": {"a": {"type": "string", "nullable": True}}}
    old, new = document(left_over, "request", "3.0.3"), document(left_over, "request", "3.1.0")
    (finding,) = compare(old, new).findings
    assert finding.levels == {"strict": "breaking", "practical": "safe"}
    assert str(finding.reason).startswith("nullable in 3.1")
