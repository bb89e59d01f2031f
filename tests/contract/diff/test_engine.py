"""The engine against chance: random schemas, judged by validators that know nothing of it."""

from __future__ import annotations

import os
import random
import re
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.contract_diff.judge.search import MissedError
from scripts.contract_diff.judge.witness import Checker
from scripts.contract_diff.schema.normalise import Reader
from scripts.contract_diff.schema.schemas import Schemas
from scripts.contract_diff.solve.automaton import automaton
from scripts.contract_diff.solve.outcome import Outcome
from scripts.contract_diff.solve.pattern import UnsupportedError
from scripts.contract_diff.solve.solver import Solver, contained
from scripts.contract_diff.solve.strings import Strings
from tests.contract.diff.building import compared, document

NAMES = st.sampled_from(["a", "b", "x-1"])
SCALARS: Any = st.sampled_from([None, True, False, 0, 1, 2, 3, -1, 0.5, 1.5, "", "a", "b", "ab", "abc", "x-1"])
VALUES: Any = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "x-1", "c"]), inner, max_size=3)
    ),
    max_leaves=6,
)
PATTERNS = ["^a", "b$", "^[a-c]+$", "^x-", "[0-9]", "^a?b*$", "^.{2}$"]


def schemas(deep: int = 2) -> Any:
    """Schemas with any of the words that the engine reasons about."""
    inner = (
        schemas(deep - 1)
        if deep
        else st.sampled_from([True, {"type": "string"}, {"type": "integer"}, {"enum": ["a", 1]}])
    )
    some = st.lists(inner, min_size=1, max_size=3)
    words = {
        "type": st.sampled_from(["null", "boolean", "integer", "number", "string", "array", "object", ["string", "null"]]),
        "enum": st.lists(SCALARS, min_size=1, max_size=4), "const": SCALARS,
        "minimum": st.sampled_from([-1, 0, 0.5, 1]), "maximum": st.sampled_from([0, 1, 1.5, 3]),
        "exclusiveMinimum": st.sampled_from([0, 1]), "multipleOf": st.sampled_from([1, 2, 0.5]),
        "minLength": st.integers(0, 3), "maxLength": st.integers(0, 3), "pattern": st.sampled_from(PATTERNS),
        "minItems": st.integers(0, 2), "maxItems": st.integers(0, 3), "uniqueItems": st.just(True),
        "items": inner, "prefixItems": some, "contains": inner,
        "properties": st.dictionaries(NAMES, inner, min_size=1, max_size=2), "required": st.lists(NAMES, max_size=2, unique=True),
        "additionalProperties": inner, "patternProperties": st.dictionaries(st.sampled_from(["^x-", "b$"]), inner, max_size=1),
        "minProperties": st.integers(0, 2), "maxProperties": st.integers(0, 3), "propertyNames": inner,
        "dependentRequired": st.dictionaries(NAMES, st.lists(NAMES, max_size=1), max_size=1),
        "anyOf": some, "oneOf": some, "allOf": some, "not": inner, "if": inner, "then": inner, "else": inner,
    }  # fmt: skip
    chosen = st.lists(st.sampled_from(sorted(words)), max_size=4, unique=True)
    return chosen.flatmap(lambda names: st.fixed_dictionaries({name: words[name] for name in names}))


def node(schema: Any) -> Any:
    """A schema as the engine reads it."""
    return Reader(Schemas({"openapi": "3.1.0", "s": schema})).at("/s")


EXAMPLES = min(int(os.environ.get("EXAMPLES", "100")), 1000)
QUIET = settings(
    deadline=None,
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    derandomize=True,
    database=None,
)


@pytest.mark.generated
@QUIET
@given(schemas(), schemas(), st.lists(VALUES, max_size=20))
def test_an_answer_is_never_wrong(old: Any, new: Any, values: list[Any]) -> None:
    answer = contained([node(old)], node(new), Solver())
    inner, outer = (jsonschema_rs.Draft202012Validator(schema) for schema in (old, new))
    if answer.verdict == "refuted":
        assert inner.is_valid(answer.value)
        assert not outer.is_valid(answer.value)
    elif answer.verdict == "contained":
        for value in values:
            assert not inner.is_valid(value) or outer.is_valid(value)


@pytest.mark.generated
@QUIET
@given(schemas(1), schemas(1))
def test_request_one_way_is_reply_the_other_way(old: Any, new: Any) -> None:
    there, back = compared(old, new, "request"), compared(new, old, "reply")
    told = [
        sorted(
            (f.levels["strict"], f.field.partition(" > ")[2], str(f.witness and f.witness.body))
            for f in report.findings
        )
        for report in (there, back)
    ]
    assert told[0] == told[1]


@pytest.mark.generated
@QUIET
@given(schemas())
def test_a_schema_lies_within_itself(schema: Any) -> None:
    assert compared(schema, {"allOf": [schema]}, "request").findings == ()


def test_patterns_agree_with_another_implementation() -> None:
    rng = random.Random(7)
    patterns = [
        "^a", "b$", "a.b", "[^a]b+", "^(a|b)*$", "a{2}", "^$", "(^a|b)c", "^[a-c]{1,3}$", "a?b*", "a^b", "$a", "^(?:ab|c)+?$",
        "[a-]", "[\\]a]", "\\x61", "\\u0062", "[^]", "a|^$",
    ]  # fmt: skip
    for pattern in patterns:
        machine = automaton(pattern)
        for _ in range(200):
            text = "".join(rng.choice("abc-]{,2}") for _ in range(rng.randint(0, 4)))
            expected = bool(re.search(pattern if pattern != "[^]" else r"[\s\S]", text))
            assert machine.matches(text) == expected, (pattern, text)


@pytest.mark.parametrize(
    "pattern",
    [
        "(?=a)b",
        "(?!a)b",
        "(?<=a)b",
        r"\bword",
        r"(a)\1",
        r"\p{Script=Greek}",
        r"\p{Nothing}",
        "(",
        "a)",
        "*",
        "[b-a]",
        "a{1,9999}{9}",
    ],
)
def test_patterns_beyond_the_engine_are_refused(pattern: str) -> None:
    with pytest.raises(UnsupportedError):
        automaton(pattern)


def test_the_shortest_string_is_found() -> None:
    strings = Strings()
    strings.patterns, strings.refused, strings.excluded = {"^[ab]+$"}, {"^a", "bb"}, {"b"}
    assert strings.shortest() == "ba"


def test_a_pattern_beyond_the_engine_is_never_silently_fine() -> None:
    old, new = {"type": "string", "pattern": "^(?=ab)a+$"}, {"type": "string", "pattern": "^(?=a)a{3,}$"}
    report = compared(old, new, "request")
    assert report.verdict("strict") == "risky"
    assert "look-around" in str(report.findings[0].reason)


def test_a_pattern_beyond_the_engine_can_still_be_refuted() -> None:
    report = compared({"type": "string"}, {"type": "string", "pattern": "^(?=ab)a+$"}, "request")
    assert report.verdict("strict") == "breaking"


def test_unevaluated_properties_beside_a_choice_are_never_silently_fine() -> None:
    old = {"type": "object", "anyOf": [{"properties": {"a": {"type": "string"}}}, {"required": ["b"]}]}
    report = compared(old, {**old, "unevaluatedProperties": False}, "request")
    assert report.verdict("strict") != "safe"
    assert (
        compared({**old, "unevaluatedProperties": False}, {**old, "unevaluatedProperties": False}, "request").findings
        == ()
    )


def test_a_blind_engine_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Solver, "solve", lambda _self, _goal: Outcome("empty"))
    with pytest.raises(MissedError):
        compared({"type": "string"}, {"type": "integer"}, "request")


def test_a_reader_that_drops_a_keyword_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = Reader._array
    monkeypatch.setattr(
        Reader,
        "_array",
        lambda self, raw, pointer, words: reading(
            self, {k: v for k, v in raw.items() if k != "maxItems"}, pointer, words
        ),
    )
    monkeypatch.setattr("scripts.contract_diff.schema.keywords.COUNTS", ("minItems",))
    with pytest.raises(MissedError):
        compared({"type": "array"}, {"type": "array", "maxItems": 1}, "request")


def test_a_contradicted_witness_is_not_called_breaking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Checker, "accepts", lambda _self, _body: True)
    report = compared({"type": "string"}, {"type": "integer"}, "request")
    assert [finding.levels["strict"] for finding in report.findings] == ["risky"]
    assert report.findings[0].witness is None


def test_ids_are_stable_and_unmoved_by_order() -> None:
    old = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}
    new = {"type": "object", "properties": {"b": {"type": "string"}, "a": {"type": "integer"}}}
    first, second = compared(old, new, "request"), compared(dict(reversed(old.items())), new, "request")
    assert {f.id for f in first.findings} == {f.id for f in second.findings}
    assert document(old, "request").data == document(old, "request").data


def test_a_break_beside_a_difference_that_makes_none_is_told() -> None:
    """The walk follows one variant of a union, and that one isn't where it breaks."""
    texts = [
        {"type": "string", "not": {"enum": ["a"]}},
        {"oneOf": [{"type": "string", "minLength": 1}, {"not": {"const": 1}}]},
    ]
    sizes = [{"type": "integer", "format": name} for name in ("int64", "int32")]
    old, new = (
        {"type": "object", "properties": {"p": text, "q": size}} for text, size in zip(texts, sizes, strict=True)
    )
    report = compared(old, new, "request")
    assert [report.verdict(policy) for policy in ("strict", "practical")] == ["breaking", "breaking"]
    assert {"p": "b"} in [finding.witness.body for finding in report.findings if finding.witness]
