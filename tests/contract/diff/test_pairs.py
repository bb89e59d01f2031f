"""Every pair of schemas gets the verdict that set theory gives it, wherever it stands in a body."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import InvalidArgument, Unsatisfiable
from jsonschema import Draft202012Validator

from tests.contract.diff.building import WRAPS, compared
from tests.contract.diff.pairs import PAIRS

if TYPE_CHECKING:
    from scripts.contract_diff.report.model import Report

NOTED = {"format-changed", "default-changed", "deprecation-changed"}
CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large, HealthCheck.large_base_example]
VALUES: list[Any] = [
    None, True, False, 0, 1, 2, 3, 4, 5, 6, 9, 12, -1, 0.5, 0.1, 1.5, 5.5, "", "a", "b", "aa", "abc", "cat", "x" * 5, "é",
    [], [None], ["a"], ["a", "b"], [1], [1, 1], [1, 2], [1, 2, 3], ["a", 1], [True, False], [["a"], [1]],
    {}, {"a": "x"}, {"a": 1}, {"b": "x"}, {"a": "x", "b": "y"}, {"a": None}, {"kind": "a"}, {"kind": "b"},
    {"kind": "b", "x": 1}, {"x1": 1}, {"x1": "s"}, {"p": "s"}, {"p": 1}, {"": "s"}, {"abc": 1}, {"abcd": 1}, {"c": 1},
]  # fmt: skip


def check(report: Report, *, breaks: bool, name: str) -> None:
    """The verdict is the expected one, and each break has its proof."""
    assert report.verdict("strict") == ("breaking" if breaks else "safe"), (name, report.findings)
    for finding in report.findings:
        assert (finding.witness is not None) == (finding.levels["strict"] == "breaking")


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
@pytest.mark.parametrize("version", [pytest.param("3.0.3", marks=pytest.mark.full), "3.1.0"])
def test_our_pairs(pair: Any, version: str) -> None:
    for name, wrap in WRAPS.items():
        for direction in ("request", "reply"):
            report = compared(wrap(pair.old), wrap(pair.new), direction, version=version)
            check(report, breaks=pair.breaks in (direction, "both"), name=name)
            if pair.breaks == "none":
                assert {finding.cause for finding in report.findings} <= NOTED
            else:
                assert report.findings, (name, direction)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_no_value_contradicts_our_pairs(pair: Any) -> None:
    old, new = (jsonschema_rs.Draft202012Validator(schema) for schema in (pair.old, pair.new))
    for value in VALUES:
        if pair.breaks in ("reply", "none"):
            assert not old.is_valid(value) or new.is_valid(value), value
        if pair.breaks in ("request", "none"):
            assert not new.is_valid(value) or old.is_valid(value), value


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair.breaks != "none"], ids=lambda pair: pair.name)
def test_two_validators_confirm_every_witness(pair: Any) -> None:
    for name, wrap in WRAPS.items():
        for direction in ("request", "reply"):
            old, new = wrap(pair.old), wrap(pair.new)
            inner, outer = (old, new) if direction == "request" else (new, old)
            for finding in compared(old, new, direction).findings:
                if finding.witness is None:
                    continue
                for validator in (Draft202012Validator, jsonschema_rs.Draft202012Validator):
                    body = finding.witness.body
                    assert validator(inner).is_valid(body), (name, body)
                    assert not validator(outer).is_valid(body), (name, body)


@pytest.mark.parametrize(
    "place", [place if place == "root" else pytest.param(place, marks=pytest.mark.full) for place in WRAPS]
)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_request_one_way_is_reply_the_other_way(pair: Any, place: str) -> None:
    wrap = WRAPS[place]
    there = compared(wrap(pair.old), wrap(pair.new), "request")
    back = compared(wrap(pair.new), wrap(pair.old), "reply")
    assert _told(there) == _told(back)


def _told(report: Report) -> list[Any]:
    return sorted(
        (
            finding.levels["strict"],
            finding.field.partition(" > ")[2],
            json.dumps(finding.witness and finding.witness.body),
        )
        for finding in report.findings
        if not finding.cause.endswith("-changed")
    )


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair.breaks != "both"], ids=lambda pair: pair.name)
def test_generated_values_contradict_no_pair(pair: Any) -> None:
    hypothesis_jsonschema = pytest.importorskip("hypothesis_jsonschema")
    for direction in ("request", "reply"):
        if pair.breaks == direction:
            continue
        inner, outer = (pair.old, pair.new) if direction == "request" else (pair.new, pair.old)
        try:
            values = hypothesis_jsonschema.from_schema(inner)
        except Exception:  # noqa: BLE001 - what it can't generate it can't contradict
            continue
        accepted = jsonschema_rs.Draft202012Validator(outer)

        @settings(deadline=None, max_examples=12, suppress_health_check=CHECKS, derandomize=True, database=None)
        @given(values)
        def holds(value: Any, accepted: Any = accepted) -> None:
            assert accepted.is_valid(value)

        try:
            holds()
        except (Unsatisfiable, InvalidArgument):
            continue


# what jsonsubschema reasons about, and where it is known to be wrong
_KNOWN = {
    "type",
    "enum",
    "const",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "properties",
    "required",
    "anyOf",
    "allOf",
}
_WRONG = {
    "every kind is anything",
    "boolean to true",
    "length of nought is one value",
    "union distributed",
    "allOf spread out",
}


def _words(schema: Any) -> set[str]:
    if not isinstance(schema, dict):
        return set()
    inner = [part for word in ("anyOf", "allOf") for part in schema.get(word, ())]
    inner += schema.get("properties", {}).values()
    return set(schema).union(*map(_words, inner))


@pytest.mark.filterwarnings("ignore")
def test_another_engine_agrees_where_it_can_answer() -> None:
    other = pytest.importorskip("jsonsubschema")
    agreed = 0
    for pair in PAIRS:
        if not _words(pair.old) | _words(pair.new) <= _KNOWN or pair.name in _WRONG:
            continue
        for direction, old, new in (("request", pair.old, pair.new), ("reply", pair.new, pair.old)):
            try:
                answer = other.isSubschema(old, new)
            except Exception:  # noqa: BLE001 - it raises on what it doesn't know
                continue
            if answer is not None:
                assert answer == (pair.breaks not in (direction, "both")), pair.name
                agreed += 1
    assert agreed > 60
