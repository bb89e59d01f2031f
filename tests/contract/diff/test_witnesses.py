"""The body of a finding is refused at the place of that finding."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import load
from scripts.contract_diff.judge.alone import Alone
from scripts.contract_diff.judge.cause import Location
from scripts.contract_diff.judge.judge import Judge
from scripts.contract_diff.judge.sides import Side, Site
from scripts.contract_diff.judge.walk import Walk
from scripts.contract_diff.judge.witness import Proof
from tests.contract.diff.building import compared, document

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


# a second variant that takes null for an id: of any body, or only of those without `c`
REST = {"properties": {"id": {"type": "null"}, "b": I, "c": S}, "required": ["id"]}
CLOSED = {**REST, "properties": {"id": {"type": "null"}, "b": I}, "additionalProperties": False}


@pytest.mark.parametrize(("second", "harmless"), [(REST, True), (CLOSED, False)], ids=["all", "some"])
def test_a_variant_makes_up_for_a_cause_only_if_it_takes_all_that_show_it(second: Any, harmless: bool) -> None:
    old = obj({"id": {"type": ["string", "null"]}, "b": S, "c": S}, "id")
    new = {"anyOf": [obj({"id": S, "b": I, "c": S}, "id"), second]}
    sides = [Side(document(one, "request").data, lambda _pointer: None) for one in (old, new)]
    judge = Judge(sides[0], sides[1])
    place = "/paths/~1x/post/requestBody/content/application~1json/schema"
    inner, outer = (side.reader.at(place) for side in sides)
    part = sides[1].reader.at(f"{place}/anyOf/0")
    walk = Walk(judge.solver)
    walk.compare((inner,), (part,), Location())
    of_id, of_b = (next(one for one in walk.causes if one.location.words == (name,)) for name in ("id", "b"))
    # one body that another variant accepts, once what is wrong with `b` is taken out
    elsewhere = Proof("proved", {"id": None, "b": "x"}, keyword="type", at="/b", placed=False)
    alone = Alone(inner, outer, judge.solver, judge.checkers(Site("POST /x", "request", (), place, place)))
    ((_, proof), _) = alone.placed([(of_id, elsewhere), (of_b, Proof("proved", {"id": "", "b": "x"}, at="/b"))])
    assert proof is not None
    assert (proof.status == "harmless") == harmless
    if not harmless:
        assert (proof.status, proof.at) == ("proved", "/id")


def test_a_place_under_an_empty_name_is_told() -> None:
    """The validator leaves empty names out of its paths."""
    old, new = ({"properties": {"": {"items": {"properties": {"b": kind}}}}} for kind in ({}, {"type": "null"}))
    (finding,) = compared(old, new, "request").findings
    assert finding.witness is not None
    assert finding.witness.at == "//0/b"
