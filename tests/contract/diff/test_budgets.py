"""A run ends: what is too much is told as such at its place, and the rest is compared."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import Document
from scripts.contract_diff.judge.cause import Location
from scripts.contract_diff.judge.judge import Judge
from scripts.contract_diff.judge.search import simplest
from scripts.contract_diff.judge.sides import Side
from scripts.contract_diff.judge.walk import MOST_PLACES, Walk
from scripts.contract_diff.operations.operations import Operations
from scripts.contract_diff.schema.node import Literal, Node
from scripts.contract_diff.schema.normalise import Reader
from scripts.contract_diff.schema.schemas import Schemas
from scripts.contract_diff.solve import solver
from tests.contract.diff.building import compared

S, I = {"type": "string"}, {"type": "integer"}  # noqa: E741
NAMES = ("A", "B", "C", "D")
FORMS: dict[str, Any] = {
    "nullable": lambda ref: {"nullable": True, "allOf": [ref]},
    "anyOf with null": lambda ref: {"anyOf": [ref, {"type": "null"}]},
    "text or object": lambda ref: {"anyOf": [{"type": "string", "maxLength": 50}, ref], "nullable": True},
    "one of all": lambda _ref: {"oneOf": [*(reference(name) for name in NAMES), {"type": "null"}]},
    "any of all": lambda _ref: {"anyOf": [*(reference(name) for name in NAMES), {"type": "null"}]},
}


def reference(name: str) -> dict[str, str]:
    """A reference to a shared schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def recursive(form: str, last: Any, *, required: bool, operations: int = 2) -> Document:
    """Four schemas that all refer to all."""
    schemas: dict[str, Any] = {}
    for name in NAMES:
        properties = {
            "id": last if name == "D" else S,
            **{other.lower(): FORMS[form](reference(other)) for other in NAMES},
        }
        schemas[name] = {
            "type": "object",
            "properties": properties,
            **({"required": list(properties)} if required else {}),
        }
    paths: dict[str, Any] = {}
    for index in range(operations):
        body = {"content": {"application/json": {"schema": reference(NAMES[index % 4])}}}
        paths[f"/x{index}"] = {"post": {"requestBody": body, "responses": {"200": {"description": "", **body}}}}
    version = "3.0.3" if "nullable" in str(schemas) else "3.1.0"
    return Document("made", {"openapi": version, "paths": paths, "components": {"schemas": schemas}})


@pytest.mark.parametrize(("form", "required"), [*itertools.product(FORMS, [False, True])])
def test_recursive_schemas_end_and_are_never_silent(form: str, required: bool) -> None:
    old, new = (recursive(form, last, required=required, operations=4) for last in (S, {**S, "maxLength": 4}))
    judge = Judge(Side(old.data, old.line), Side(new.data, new.line))
    findings = list(Operations(judge).findings())
    levels = {finding.levels["strict"] for finding in findings if finding.direction == "request"}
    assert levels & {"breaking", "risky"}
    assert judge.solver.run_left > -solver.PER_QUESTION * 4
    assert compare(old, old).findings == ()


@pytest.mark.parametrize("form", ["any of all", "one of all"])
def test_what_another_variant_always_takes_is_proved_to_be_equal(form: str) -> None:
    old, new = (recursive(form, last, required=False) for last in (S, {**S, "maxLength": 4}))
    assert compare(old, new).findings == ()


@pytest.mark.parametrize("form", ["nullable", "anyOf with null"])
def test_a_loop_of_many_schemas_is_followed_once(form: str) -> None:
    """What is empty as long as the questions around it are is remembered: without that, each way round is tried."""
    names = [f"N{index}" for index in range(12)]
    judges = []
    for last in (S, {**S, "maxLength": 4}):
        schemas: Any = {
            name: {"properties": {other: FORMS[form](reference(other)) for other in names}} for name in names
        }
        schemas[names[-1]]["properties"]["id"] = last
        version = "3.0.3" if form == "nullable" else "3.1.0"
        judges.append(Side({"openapi": version, "components": {"schemas": schemas}}, lambda _: None))
    old, new = (side.reader.at("/components/schemas/N0") for side in judges)
    asked = solver.Solver()
    assert solver.contained([new], old, asked).verdict == "contained"
    assert solver.contained([old], new, asked).verdict == "refuted"
    assert solver.PER_RUN - asked.run_left < 1_000


def chain(last: Any, links: int) -> Document:
    """Schemas that each lead to the next one."""
    schemas: Any = {f"N{index}": {"properties": {"a": reference(f"N{index + 1}")}} for index in range(links)}
    body = {"content": {"application/json": {"schema": reference("N0")}}}
    paths: Any = {"/x": {"post": {"requestBody": body, "responses": {}}}, "/y": {"get": {"responses": {}}}}
    return Document(
        "made", {"openapi": "3.1.0", "paths": paths, "components": {"schemas": {**schemas, f"N{links}": last}}}
    )


@pytest.mark.parametrize(("links", "verdict"), [(60, "breaking"), (250, "breaking"), (3_000, "risky")])
def test_a_change_is_found_however_deep_it_is(links: int, verdict: str) -> None:
    report = compare(chain(S, links), chain({**S, "maxLength": 4}, links))
    assert [report.verdict(policy) for policy in ("strict", "practical")] == [verdict, verdict]
    assert compare(chain({**S, "maxLength": 4}, links), chain(S, links)).findings


def test_a_smallest_body_is_small_where_schemas_require_each_other() -> None:
    names = [f"N{index}" for index in range(9)]
    schemas: Any = {
        name: {"required": names, "properties": dict(zip(names, map(reference, names), strict=True))} for name in names
    }
    node = Reader(Schemas({"components": {"schemas": schemas}})).at("/components/schemas/N0")
    assert len(str(simplest(node))) < 20_000


def test_a_spent_run_is_told_at_each_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "PER_RUN", 0)
    monkeypatch.setattr(solver, "LEAST_OF_RUN", 0)
    monkeypatch.setattr("scripts.contract_diff.judge.search.AT_LEAST", 0)
    monkeypatch.setattr("scripts.contract_diff.judge.search.PER_SCHEMA", 0)
    report = compared({"type": "object", "properties": {"a": S}}, {"type": "object", "properties": {"a": I}}, "request")
    assert [report.verdict(policy) for policy in ("strict", "practical")] == ["risky", "risky"]
    assert {finding.reason for finding in report.findings} == {f"could not be decided: {solver.TOO_MANY}"}


def test_the_steps_of_a_question_are_asked_for_once() -> None:
    asked = solver.Solver()
    assert asked.ask(frozenset()) is asked.ask(frozenset())


def test_an_answer_hangs_on_the_question_and_not_on_what_was_asked_before() -> None:
    """Too few steps at one site say nothing about the next one, where there are enough."""
    names = [f"p{index}" for index in range(30)]
    schema: Any = {
        "type": "object",
        "required": names,
        "properties": {name: {**S, "minLength": index} for index, name in enumerate(names)},
    }
    goal = frozenset({Literal(Reader(Schemas({"x": schema})).at("/x"), holds=True)})
    asked = solver.Solver()
    assert asked.ask(goal, 5).reason == solver.TOO_MANY
    steps = asked.run_left
    assert asked.ask(goal, 5).reason == solver.TOO_MANY
    assert asked.run_left == steps
    assert asked.ask(goal).status == solver.Solver().ask(goal).status == "found"
    asked.begin_site()
    asked.site_left = 0
    assert asked.ask(goal, 5).status == "found"


STEPS: dict[str, tuple[float, float, str]] = {
    "finer": (1e-7, 1e-8, "safe"), "coarser": (1e-8, 1e-7, "breaking"), "another": (1e-8, 3e-8, "breaking"),
    "far apart": (1e-12, 1e9, "breaking"), "tenths": (0.1, 0.01, "safe"), "coprime": (97, 89, "breaking"),
}  # fmt: skip


@pytest.mark.parametrize("name", STEPS)
def test_multiples_are_compared_by_arithmetic(name: str) -> None:
    old, new, verdict = STEPS[name]
    report = compared({"type": "number", "multipleOf": old}, {"type": "number", "multipleOf": new}, "request")
    assert report.verdict("strict") == report.verdict("practical") == verdict


def test_multiples_within_bounds_are_compared_by_arithmetic() -> None:
    old = {"type": "integer", "minimum": 1, "maximum": 10**9, "multipleOf": 7}
    assert compared(old, {"type": "integer", "multipleOf": 7 * 10**8}, "request").verdict("strict") == "breaking"
    only = {"type": "integer", "minimum": 1, "maximum": 13, "multipleOf": 7}
    assert compared(only, {"const": 7}, "request").verdict("strict") == "safe"


@pytest.mark.parametrize("word", ["anyOf", "if", "oneOf"])
def test_nested_choices_that_ask_what_was_looked_at_are_read_once_each(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema: dict[str, Any] = {"properties": {"a": {"type": "string"}}}
    for index in range(14):
        inner = {"properties": {f"p{index}": {"type": "string"}}, "required": [f"p{index}"]}
        held = {"if": schema, "then": inner} if word == "if" else {word: [schema, inner]}
        schema = {"allOf": [held], "unevaluatedProperties": False}
    reads: list[str] = []
    reading = Reader.read

    def counted(self: Reader, raw: Any, pointer: str) -> Node:
        reads.append(pointer)
        return reading(self, raw, pointer)

    monkeypatch.setattr(Reader, "read", counted)
    Reader(Schemas(schema)).at("")
    assert len(reads) < 400


def test_schemas_that_all_refer_to_all_in_lists_have_few_places_of_a_cause() -> None:
    names = [f"N{index}" for index in range(6)]

    def whole(last: Any) -> Document:
        lists = {f"l{index}": {"type": "array", "items": {"anyOf": [*map(reference, names)]}} for index in range(3)}
        inner: dict[str, Any] = {**{name: reference(name) for name in names}, **lists, "v": last}
        schemas: dict[str, Any] = {name: {"type": "object", "properties": inner, "nullable": True} for name in names}
        body = {"content": {"application/json": {"schema": reference("N0")}}}
        paths: Any = {"/x": {"post": {"requestBody": body, "responses": {}}}}
        return Document("made", {"openapi": "3.0.3", "paths": paths, "components": {"schemas": schemas}})

    old, new = whole(S), whole({**S, "maxLength": 4})
    judge = Judge(Side(old.data, old.line), Side(new.data, new.line))
    nodes = [side.reader.at("/components/schemas/N0") for side in (judge.base, judge.head)]
    walk = Walk(judge.solver)
    walk.compare(nodes[:1], nodes[1:], Location())
    assert walk.causes
    assert max(len(cause.elsewhere) for cause in walk.causes) <= MOST_PLACES
    assert compare(old, new).verdict("strict") == "breaking"
