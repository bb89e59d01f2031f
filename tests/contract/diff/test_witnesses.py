"""The body of a finding is refused at the place of that finding."""

from __future__ import annotations

from typing import Any

from tests.contract.diff.building import compared

S, I = {"type": "string"}, {"type": "integer"}  # noqa: E741


def obj(properties: Any, *required: str) -> Any:
    """An object schema."""
    return {"type": "object", "properties": properties, "required": list(required)}


def test_each_of_several_breaks_has_a_body_of_its_own() -> None:
    names = ("a", "b", "c", "d")
    old = obj({name: {"type": ["string", "integer"]} for name in names}, "a")
    new = obj({name: S if name != "b" else {"enum": ["x"]} for name in names}, *names)
    for finding in compared(old, new, "request").findings:
        assert finding.witness is not None
        name = finding.field.rpartition(" > ")[2]
        if finding.witness.keyword == "required":
            assert name not in finding.witness.body  # type: ignore[operator]
        else:
            assert finding.witness.at == f"/{name}", finding


def test_a_break_deep_inside_is_refused_there() -> None:
    old = obj({"list": {"type": "array", "items": obj({"x": {"type": "integer", "maximum": 9}})}, "y": S})
    new = obj({"list": {"type": "array", "items": obj({"x": {"type": "integer", "maximum": 5}})}, "y": S}, "y")
    report = compared(old, new, "request")
    places = {
        finding.cause: finding.witness and (finding.witness.keyword, finding.witness.at) for finding in report.findings
    }
    assert places == {"maximum-lowered": ("maximum", "/list/0/x"), "property-made-required": ("required", "")}
