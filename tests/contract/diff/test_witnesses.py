"""The body of a finding is refused at the place of that finding."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import load
from tests.contract.diff.building import compared

if TYPE_CHECKING:
    from scripts.contract_diff.report.model import Finding

S, I = {"type": "string"}, {"type": "integer"}  # noqa: E741


def obj(properties: Any, *required: str) -> Any:
    """An object schema."""
    return {"type": "object", "properties": properties, "required": list(required)}


def test_each_of_several_breaks_has_a_body_of_its_own() -> None:
    names = ("a", "b", "c", "d")
    old = obj({name: {"type": ["string", "integer"]} for name in names}, "a")
    new = obj({name: S if name != "b" else {"enum": ["x"]} for name in names}, *names)
    findings = compared(old, new, "request").findings
    assert {finding.field.rpartition(" > ")[2] for finding in findings} == {*names}
    for finding in findings:
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


HISTORY = Path(__file__).parents[3] / "openapi" / "history"
STEP = re.compile(r"each item|some item|any other item|item \d+")


def place(finding: Finding) -> str:
    """Where a finding's body must be refused, as a pattern of JSON pointers."""
    steps = [step for step in finding.steps if not step.startswith(("where ", "variant "))]
    if "required" in finding.cause or finding.cause == "property-made-optional":
        steps = steps[:-1]
    said = {"any other key": r"[^/]+"}
    return "".join("/" + (r"\d+" if STEP.fullmatch(step) else said.get(step) or re.escape(step)) for step in steps)


@pytest.mark.parametrize(("old", "new"), [*pairwise(sorted(HISTORY.glob("*.yaml")))], ids=lambda path: path.stem)
def test_the_body_of_a_finding_is_refused_at_its_place(old: Path, new: Path) -> None:
    for base, head in ((old, new), (new, old)):
        for finding in compare(load(str(base)), load(str(head))).findings:
            if finding.witness is None or not finding.steps:
                continue
            assert re.match(place(finding) + r"(/|$)", finding.witness.at), (
                finding.field,
                finding.cause,
                finding.witness,
            )


def test_the_example_of_the_readme_shows_each_break_alone() -> None:
    old, new = (load(str(HISTORY / f"2025-09-{day}.yaml")) for day in ("01", "08"))
    findings = compare(old, new, operations=["POST /realtime/sessions"]).findings
    shown = [finding for finding in findings if finding.witness is not None and finding.direction == "request"]
    assert len({finding.steps[0] for finding in shown}) > 2
    for finding in shown:
        body = finding.witness.body if finding.witness else None
        assert isinstance(body, dict)
        if finding.steps[0] != "client_secret":
            assert body["client_secret"] == {"expires_at": 0, "value": ""}
