"""The real history of one operation: the causes are the expected ones, and every body is confirmed.

`neighbours.json` lists, per step between two published revisions, direction, levels under strict and
practical, cause and place. Run this file as a program to write it anew, then read what changed.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import load
from scripts.pipeline.paths import ROOT

if TYPE_CHECKING:
    from scripts.contract_diff.document import Document
    from scripts.contract_diff.report.model import Report

OPERATION = "POST /realtime/sessions"
UPSTREAM = ROOT.parent / "shared" / "upstream"
EXPECTED = Path(__file__).with_name("neighbours.json")
REVISIONS = sorted(UPSTREAM.glob("*.yaml"))
STEPS = list(pairwise(REVISIONS))


@cache
def loaded(path: Path) -> Document:
    """A document, read once."""
    return load(str(path))


def report_of(old: Document, new: Document) -> Report:
    """The strict comparison of the one operation."""
    return compare(old, new, operations=[OPERATION], policy="strict")


def causes(report: Report) -> list[list[str]]:
    """What the data file keeps of a report."""
    return sorted([f.direction, f.levels["strict"], f.levels["practical"], f.cause, f.field] for f in report.findings)


def modern(raw: Any, *, old: bool) -> Any:
    """A schema in the newest dialect; written for these documents, without the engine's help."""
    if isinstance(raw, list):
        return [modern(part, old=old) for part in raw]
    if not isinstance(raw, dict):
        return raw
    if old and "$ref" in raw:
        made: dict[str, Any] = {"$ref": raw["$ref"]}
    else:
        made = {word: modern(part, old=old) for word, part in raw.items() if word not in ("example", "examples")}
    return {"anyOf": [made, {"type": "null"}]} if old and raw.get("nullable") is True else made


def schema_of(data: dict[str, Any], direction: str) -> dict[str, Any]:
    """The body's schema with all components beside it."""
    operation = data["paths"]["/realtime/sessions"]["post"]
    body = operation["requestBody"] if direction == "request" else operation["responses"]["200"]
    old = str(data["openapi"]).startswith("3.0")
    schema = modern(body["content"]["application/json"]["schema"], old=old)
    wanted, components = _names(schema), dict[str, Any]()
    while wanted:
        name = wanted.pop()
        if name not in components:
            components[name] = modern(data["components"]["schemas"][name], old=old)
            wanted |= _names(components[name])
    return {"allOf": [schema], "components": {"schemas": components}}


def _names(raw: Any) -> set[str]:
    if isinstance(raw, list):
        return set().union(*map(_names, raw))
    if not isinstance(raw, dict):
        return set()
    own = {raw["$ref"].rpartition("/")[2]} if isinstance(raw.get("$ref"), str) else set()
    return own.union(*map(_names, raw.values()))


@pytest.mark.parametrize(("old", "new"), STEPS, ids=lambda path: path.stem)
def test_each_step_has_its_causes_and_proofs(old: Path, new: Path) -> None:
    base, head = loaded(old), loaded(new)
    report = report_of(base, head)
    assert causes(report) == json.loads(EXPECTED.read_text())[f"{old.stem} {new.stem}"]
    assert len({finding.id for finding in report.findings}) == len(report.findings)
    for finding in report.findings:
        if finding.levels["strict"] != "breaking":
            continue
        assert finding.witness is not None
        accepting, refusing = (base, head) if finding.witness.accepted_by == "base" else (head, base)
        for validator in (Draft202012Validator, jsonschema_rs.Draft202012Validator):
            schemas = [schema_of(document.data, finding.direction) for document in (accepting, refusing)]
            body = finding.witness.body
            assert validator(schemas[0]).is_valid(body), finding.message
            assert not validator(schemas[1]).is_valid(body), finding.message


@pytest.mark.parametrize(("old", "new"), STEPS, ids=lambda path: path.stem)
def test_each_step_back_is_the_same_seen_from_the_other_side(old: Path, new: Path) -> None:
    base, head = loaded(old), loaded(new)
    forth, back = report_of(base, head), report_of(head, base)
    for report in (forth, back):
        for finding in report.findings:
            assert (finding.witness is not None) == (finding.levels["strict"] == "breaking")


def test_an_opened_list_is_no_break_for_requests() -> None:
    steps = {path.stem: path for path in REVISIONS}
    report = report_of(loaded(steps["2025-03-11"]), loaded(steps["2025-07-04"]))
    voice = [f for f in report.findings if f.field == "request body > voice"]
    assert [(f.cause, f.levels["strict"]) for f in voice] == [("enum-opened", "safe")]


if __name__ == "__main__":
    written = {f"{a.stem} {b.stem}": causes(report_of(loaded(a), loaded(b))) for a, b in STEPS}
    lines = [
        f"  {json.dumps(step)}: [\n" + ",\n".join(f"    {json.dumps(c)}" for c in told) + "\n  ]"
        for step, told in written.items()
    ]
    EXPECTED.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    sys.exit(0)
