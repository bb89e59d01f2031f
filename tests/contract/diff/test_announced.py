"""What users of the tool set: a policy of their own, parts left out, sunsets, versions; and limits of numbers."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from scripts.contract_diff.__main__ import main
from scripts.contract_diff.chosen import Chosen, PolicyError, read
from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import Document
from scripts.contract_diff.judge.policy import RULES
from scripts.contract_diff.version import announced
from tests.contract.diff.building import compared

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.contract_diff.report.model import Finding, Report

TODAY = date(2026, 11, 21)
S: dict[str, Any] = {"type": "string"}
BASE: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "t", "version": "1.4.0"},
    "paths": {
        "/a": {"post": {
            "parameters": [{"name": "q", "in": "query", "schema": S}],
            "requestBody": {"content": {"application/json": {"schema": {
                "type": "object", "additionalProperties": False, "properties": {"p": S, "new": S},
            }}}},
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": {
                "type": "object", "properties": {"r": S, "shared": {"$ref": "#/components/schemas/Shared"}},
                "required": ["r"],
            }}}}},
        }},
        "/b": {"get": {"responses": {"200": {"description": ""}}}},
    },
    "components": {"schemas": {"Shared": {"type": "object", "properties": {"inner": S}}}},
}  # fmt: skip
BODY = ("paths", "/a", "post", "requestBody", "content", "application/json", "schema")
REPLY = ("paths", "/a", "post", "responses", "200", "content", "application/json", "schema")
PARAMETER = ("paths", "/a", "post", "parameters", 0)
WHERE: dict[str, tuple[Any, ...]] = {
    "operation": ("paths", "/b", "get"), "parameter": PARAMETER, "property sent": (*BODY, "properties", "p"),
    "property read": (*REPLY, "properties", "r"),
}  # fmt: skip


def at(data: Any, steps: tuple[Any, ...]) -> Any:
    for step in steps:
        data = data[step]
    return data


def edited(*edits: tuple[tuple[Any, ...], Any], base: dict[str, Any] = BASE) -> dict[str, Any]:
    """A copy with some places set; None takes a place away."""
    data: dict[str, Any] = json.loads(json.dumps(base))  # nothing is shared any more
    for steps, value in edits:
        holder = at(data, steps[:-1])
        if value is None:
            del holder[steps[-1]]
        else:
            holder[steps[-1]] = value
    return data


def told(old: dict[str, Any], new: dict[str, Any], chosen: Chosen | None = None) -> Report:
    return compare(Document("a", old), Document("b", new), policy=chosen or Chosen(), today=TODAY)


def one(report: Report) -> Finding:
    (finding,) = report.findings
    return finding


def file(tmp_path: Path, text: str) -> str:
    path = tmp_path / "policy.yaml"
    path.write_text(text)
    return str(path)


# --- a policy in a file --------------------------------------------------------------------------


def test_a_level_for_a_rule_and_for_a_cause(tmp_path: Path) -> None:
    new = edited((PARAMETER, None), ((*REPLY, "properties", "more"), S))
    plain = told(BASE, new)
    assert [finding.levels["practical"] for finding in plain.findings] == ["risky", "safe"]
    chosen = read(file(tmp_path, "rules: {parts that are gone: breaking}\ncauses: {property-added: risky}\n"))
    found = told(BASE, new, chosen)
    assert {finding.cause: finding.levels["practical"] for finding in found.findings} == {
        "parameter-removed": "breaking", "property-added": "risky",
    }  # fmt: skip
    assert all("policy.yaml reads" in str(finding.reason) for finding in found.findings)
    assert found.verdict("practical") == "breaking"


def test_a_file_may_start_from_strict(tmp_path: Path) -> None:
    chosen = read(file(tmp_path, "based-on: strict\nrules: {unnamed reply properties: safe}\n"))
    found = told(BASE, edited(((*REPLY, "properties", "more"), S)), chosen)
    assert (chosen.policy, found.policy, found.verdict("strict")) == ("strict", "strict", "safe")


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_can_be_set(rule: str, tmp_path: Path) -> None:
    assert read(file(tmp_path, f"rules: {{{rule}: risky}}\n")).rules == {rule: "risky"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "expected a mapping"),
        ("ruls: {}", "ruls is not one of based-on, rules"),
        ("rules: {nonsense: safe}", "there is no rule nonsense; the rules are open objects"),
        ("rules: {deprecation: fine}", "the level of deprecation is one of safe, risky, breaking"),
        ("based-on: lax", "based-on is one of strict, practical"),
        ("days-of-grace: soon", "days-of-grace is a number of days"),
        ("leave-out: {beta: true}", "leave-out is a mapping of extensions"),
        ("major-for-a-break: 1", "major-for-a-break is true or false"),
    ],
)
def test_a_file_that_isn_t_understood(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=message):
        read(file(tmp_path, text))
    assert main(["a", "b", "--policy", file(tmp_path, text)]) == 2


def test_neither_a_name_nor_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["a", "b", "--policy", "lax"]) == 2
    assert "--policy takes strict, practical or a file, and lax is none of them" in capsys.readouterr().err


# --- parts that are left out ---------------------------------------------------------------------

BETA = Chosen(leave_out={"x-stability-level": frozenset({"beta", "draft"})})
CHANGES: dict[str, tuple[tuple[Any, ...], tuple[Any, ...], Any]] = {  # what is marked, and what is changed in it
    "operation gone": (("paths", "/b", "get"), ("paths", "/b", "get"), None),
    "operation": (("paths", "/a", "post"), (*BODY, "properties", "p"), {"type": "integer"}),
    "parameter": (PARAMETER, (*PARAMETER, "schema"), {"type": "integer"}),
    "property sent": ((*BODY, "properties", "p"), (*BODY, "properties", "p", "type"), "integer"),
    "property gone": ((*REPLY, "properties", "r"), (*REPLY, "properties", "r"), None),
    "shared schema, marked where it is used": (
        (*REPLY, "properties", "shared"), ("components", "schemas", "Shared", "properties", "inner", "type"), "integer",
    ),
    "shared schema": (
        ("components", "schemas", "Shared"), ("components", "schemas", "Shared", "properties", "inner", "type"), "integer",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_marked_part_is_left_out_and_counted(name: str) -> None:
    mark, change, value = CHANGES[name]
    old = edited(((*mark, "x-stability-level"), "beta"))
    new = edited((change, value), base=old)
    assert told(old, new).findings
    found = told(old, new, BETA)
    assert found.findings == ()
    (remark,) = found.remarks
    assert remark.endswith("left out, of parts marked x-stability-level: beta")


def test_a_stable_part_that_is_marked_only_now_is_told() -> None:
    where = (*BODY, "properties", "p")
    new = edited(((*where, "x-stability-level"), "beta"), ((*where, "type"), "integer"))
    assert told(BASE, new, BETA).verdict("practical") == "breaking"


@pytest.mark.parametrize(
    ("name", "value", "cause"),
    [
        ("parameters", [{"in": "query", "name": "fresh", "required": True, "schema": S}], "required-parameter-added"),
        ("security", [{"k": []}], "security-tightened"),
    ],
)
def test_what_a_stable_operation_asks_anew_is_told_though_it_is_marked_now(name: str, value: Any, cause: str) -> None:
    where = ("paths", "/a", "post")
    new = edited(((*where, "x-stability-level"), "beta"), ((*where, name), value))
    assert cause in {finding.cause for finding in told(BASE, new, BETA).findings}


def test_a_new_part_that_is_marked_is_left_out() -> None:
    new = edited(((*BODY, "properties", "more"), {**S, "x-stability-level": "draft"}))
    assert told(BASE, new, BETA).findings == ()
    other = edited(((*BODY, "properties", "more"), {**S, "x-stability-level": "stable"}))
    assert one(told(BASE, other, BETA)).cause == "property-added"


# --- deprecation and sunset ----------------------------------------------------------------------


@pytest.mark.parametrize("name", WHERE)
@pytest.mark.parametrize(("sunset", "passed"), [("2026-11-21", True), ("2026-11-22", False), ("soon", False)])
def test_what_is_past_its_sunset_may_go(name: str, sunset: str, passed: bool) -> None:
    where = WHERE[name]
    old = edited(((*where, "deprecated"), True), ((*where, "x-sunset"), sunset))
    gone = [finding for finding in told(old, edited((where, None), base=old)).findings if "removed" in finding.cause]
    assert gone
    for finding in gone:
        assert (finding.levels["practical"] == "safe") == passed
        assert passed == str(finding.reason).startswith("announced removals")
        assert ("before its sunset" in str(finding.reason)) == (sunset == "2026-11-22")


@pytest.mark.parametrize("name", WHERE)
@pytest.mark.parametrize(
    ("sunset", "level", "said"),
    [
        (None, "risky", "without a sunset"),
        ("2026-12-01", "risky", "is within 90 days"),
        ("2027-06-01", "safe", "deprecated"),
    ],
)
def test_a_deprecation_tells_a_sunset_far_enough_away(name: str, sunset: str | None, level: str, said: str) -> None:
    where = WHERE[name]
    edits: list[Any] = [((*where, "deprecated"), True), *([((*where, "x-sunset"), sunset)] if sunset else [])]
    finding = one(told(BASE, edited(*edits), Chosen(days=90)))
    assert (finding.levels["practical"], said in finding.message) == (level, True)
    assert str(finding.reason).startswith("days of grace")
    assert str(one(told(BASE, edited(*edits))).reason).startswith("deprecation")


@pytest.mark.parametrize("name", WHERE)
@pytest.mark.parametrize(
    ("was", "moved", "level"),
    [("2027-06-01", "2027-01-01", "risky"), ("2027-06-01", "2028-01-01", "safe"), (None, "2027-01-01", "risky"), ("2027-01-01", None, "safe")],
)  # fmt: skip
def test_a_sunset_that_moves_is_told(name: str, was: str | None, moved: str | None, level: str) -> None:
    where = WHERE[name]
    old = edited(((*where, "deprecated"), True), *([((*where, "x-sunset"), was)] if was else []))
    finding = one(told(old, edited(((*where, "x-sunset"), moved), base=old)))
    assert (finding.cause, finding.levels["practical"]) == ("sunset-moved", level)


# --- the version ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "now", "breaks"),
    [
        ("1.4.0", "2.0.0", True), ("1.4.0", "1.5.0", False), ("v1", "v2", True), ("0.3.1", "0.4.0", True),
        ("0.3.1", "0.3.2", False), ("2.0.0", "1.0.0", False), ("1.4.0", "next", False), ("", "2.0.0", False),
    ],
)  # fmt: skip
def test_which_versions_tell_of_a_break(was: str, now: str, breaks: bool) -> None:
    assert announced({"info": {"version": was}}, {"info": {"version": now}})[0] == breaks


@pytest.mark.parametrize(("version", "code"), [("2.0.0", 0), ("1.5.0", 1)])
def test_a_break_passes_with_a_new_major_version(
    version: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, data in {
        "a": BASE,
        "b": edited((("info", "version"), version), ((*BODY, "properties", "p"), None)),
    }.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(data))
    paths = [str(tmp_path / "a.json"), str(tmp_path / "b.json")]
    assert main(paths) == 1
    assert main([*paths, "--policy", file(tmp_path, "major-for-a-break: true\n")]) == code
    assert f"info.version, 1.4.0 before and {version} now" in capsys.readouterr().out


# --- the limits of numbers -----------------------------------------------------------------------

INTEGER, NUMBER = {"type": "integer"}, {"type": "number"}


@pytest.mark.parametrize(
    ("old", "new", "request_", "reply"),
    [
        ({**INTEGER, "format": "int32"}, {**INTEGER, "format": "int64"}, "safe safe", "breaking risky"),
        (INTEGER, {**INTEGER, "format": "int64"}, "breaking safe", "safe safe"),
        ({**NUMBER, "format": "float"}, {**NUMBER, "format": "double"}, "safe safe", "breaking safe"),
        ({**INTEGER, "format": "int32"}, {**NUMBER, "format": "int32"}, "safe safe", "breaking breaking"),
        ({**INTEGER, "format": "int32", "maximum": 5}, {**INTEGER, "maximum": 5, "minimum": -9}, "breaking breaking", "safe safe"),
    ],
)  # fmt: skip
def test_the_limits_of_number_formats(old: Any, new: Any, request_: str, reply: str) -> None:
    for direction, expected in (("request", request_), ("reply", reply)):
        report = compared(old, new, direction)  # type: ignore[arg-type]
        finding = one(report) if "minimum" not in new else report.findings[0]
        assert " ".join(finding.levels[policy] for policy in ("strict", "practical")) == expected
        if finding.levels["strict"] != finding.levels["practical"]:
            assert str(finding.reason).startswith("number formats: ")
