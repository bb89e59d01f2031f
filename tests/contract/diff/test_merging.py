"""One cause is one finding with all operations that it concerns, and a report has the same bytes in every run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import Document

S, I = {"type": "string"}, {"type": "integer"}  # noqa: E741


def document(shared: Any, own: Any = S, operations: int = 3) -> dict[str, Any]:
    """Operations that share a schema, the first with a property of its own."""
    paths: dict[str, Any] = {}
    for index in range(operations):
        properties = {"shared": {"$ref": "#/components/schemas/A"}, "own": own if index == 0 else S}
        body = {"content": {"application/json": {"schema": {"type": "object", "properties": properties}}}}
        paths[f"/x{index}"] = {"post": {"requestBody": body, "responses": {"200": {"description": "", **body}}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": paths,
        "components": {"schemas": {"A": shared}},
    }


def made(data: dict[str, Any]) -> Document:
    """A document without a file."""
    return Document("made", data)


def test_a_shared_schema_breaks_once_for_all_its_operations() -> None:
    old, new = ({"type": "object", "properties": {"a": schema}} for schema in (S, I))
    report = compare(made(document(old)), made(document(new)))
    assert [(f.direction, f.cause, f.operations) for f in report.findings if f.levels["practical"] == "breaking"] == [
        ("request", "type-removed", ("POST /x0", "POST /x1", "POST /x2")),
        ("reply", "type-added", ("POST /x0", "POST /x1", "POST /x2")),
    ]


def test_what_is_an_operation_s_own_stays_its_own() -> None:
    report = compare(made(document(S)), made(document(S, own=I)))
    assert {f.operations for f in report.findings} == {("POST /x0",)}


def test_security_of_the_document_is_one_cause() -> None:
    new = {**document(S), "security": [{"key": []}]}
    new["components"] = {**new["components"], "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}}
    report = compare(made(document(S)), made(new))
    breaking = [f for f in report.findings if f.levels["practical"] == "breaking"]
    assert [(f.cause, len(f.operations)) for f in breaking] == [("security-tightened", 3)]


def test_two_properties_that_go_together_are_two_causes() -> None:
    old = {"type": "object", "properties": {"a": S, "b": S}, "required": ["a", "b"]}
    report = compare(made(document(old)), made(document({"type": "object"})))
    gone = [f for f in report.findings if f.cause == "required-property-removed" and f.direction == "reply"]
    assert len(gone) == 2


BOTH_FORMS = """
import sys
from scripts.contract_diff.__main__ import main
for form in ("json", "text"):
    assert main([*sys.argv[1:], "--format", form, "--fail-on", "never"]) == 0
"""


def test_the_bytes_are_the_same_under_ten_hash_seeds(tmp_path: Path) -> None:
    names = [f"name{index}" for index in range(12)]
    old = {"type": "object", "properties": dict.fromkeys(names, S), "required": names}
    new = {
        "anyOf": [{**old, "properties": {**dict.fromkeys(names, S), name: I}} for name in names[:4]],
        "minProperties": 13,
    }
    files = []
    for side, schema in (("old", old), ("new", new)):
        files.append(str(tmp_path / f"{side}.json"))
        Path(files[-1]).write_text(json.dumps(document(schema)))
    texts = set()
    for seed in range(10):
        command = [sys.executable, "-c", BOTH_FORMS, *files]
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        run = subprocess.run(command, capture_output=True, check=True, env=environment, cwd=Path(__file__).parents[3])
        texts.add(run.stdout)
    assert len(texts) == 1
    (both,) = texts
    assert both.startswith(b"{")
    assert b"\n}\n" in both
