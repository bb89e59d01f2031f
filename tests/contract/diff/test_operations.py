"""What stands around the schemas: each change of an operation gets its cause and its level."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.contract_diff.report.model import Finding

BODY = {"type": "object", "properties": {"a": {"type": "string"}}}
BASE: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "t", "version": "1"},
    "servers": [{"url": "https://api.example.test/v2/"}],
    "components": {
        "securitySchemes": {
            "key": {"type": "http", "scheme": "bearer"},
            "header": {"type": "apiKey", "in": "header", "name": "api-key"},
        }
    },
    "paths": {
        "/x/{id}": {
            "parameters": [{"in": "path", "name": "id", "required": True, "schema": {"type": "string"}}],
            "post": {
                "parameters": [
                    {"in": "query", "name": "limit", "schema": {"type": "integer", "maximum": 5}},
                    {"in": "header", "name": "X-Trace", "schema": {"type": "string"}},
                ],
                "requestBody": {
                    "content": {"application/json": {"schema": BODY}, "text/plain": {"schema": {"type": "string"}}}
                },
                "security": [{"key": []}, {}],
                "responses": {
                    "200": {
                        "description": "",
                        "headers": {"X-Id": {"required": True, "schema": {"type": "string"}}},
                        "content": {"application/json": {"schema": BODY}},
                    },
                    "404": {"description": ""},
                },
            },
        },
        "/y": {"get": {"responses": {"200": {"description": ""}}}},
    },
}


def post(data: Any) -> Any:
    """The operation that most changes are made to."""
    return data["paths"]["/x/{id}"]["post"]


def found(change: Callable[[Any], Any], *, back: bool = False) -> list[Finding]:
    """The findings on a change, or on its reverse."""
    head = copy.deepcopy(BASE)
    change(head)
    old, new = (head, BASE) if back else (BASE, head)
    return list(compare(Document("made", old), Document("made", new), policy="strict").findings)


def _rename(data: Any) -> None:
    data["paths"]["/x/{key}"] = data["paths"].pop("/x/{id}")
    data["paths"]["/x/{key}"]["parameters"][0]["name"] = "key"


def _rename_scheme(data: Any) -> None:
    schemes = data["components"]["securitySchemes"]
    schemes["bearer"] = schemes.pop("key")
    post(data)["security"] = [{"bearer": []}, {}]


CHANGES: dict[str, tuple[Callable[[Any], Any], list[str], list[str]]] = {
    # the causes with their levels under strict and practical, forth and back
    "nothing": (lambda data: data, [], []),
    "operation gone": (lambda d: d["paths"].pop("/y"), ["operation-removed bb"], ["operation-added ss"]),
    "path parameter renamed": (_rename, [], []),
    "deprecated": (lambda d: post(d).update(deprecated=True), ["operation-deprecated sr"], ["operation-revived ss"]),
    "query parameter gone": (lambda d: post(d)["parameters"].pop(0), ["parameter-removed sr"], ["parameter-added ss"]),
    "parameter required": (
        lambda d: post(d)["parameters"][0].update(required=True),
        ["parameter-made-required bb"], ["parameter-made-optional ss"],
    ),
    "header parameter in capitals": (lambda d: post(d)["parameters"][1].update(name="X-TRACE"), [], []),
    "new required parameter": (
        lambda d: post(d)["parameters"].append({"in": "query", "name": "n", "required": True, "schema": {}}),
        ["required-parameter-added bb"], ["parameter-removed sr"],
    ),
    "parameter narrowed": (
        lambda d: post(d)["parameters"][0]["schema"].update(maximum=4), ["maximum-lowered bb"], ["maximum-raised ss"],
    ),
    "parameter style": (
        lambda d: post(d)["parameters"][0].update(style="pipeDelimited"),
        ["parameter-style-changed rr"], ["parameter-style-changed rr"],
    ),
    "security mandatory": (lambda d: post(d).update(security=[{"key": []}]), ["security-tightened bb"], ["security-loosened ss"]),
    "security gone": (lambda d: post(d).pop("security"), [], []),
    "security by another scheme": (
        lambda d: post(d).update(security=[{"header": []}]),
        ["security-tightened bb", "security-tightened bb"], ["security-loosened ss", "security-loosened ss"],
    ),
    "security scheme renamed": (_rename_scheme, [], []),
    "body required": (
        lambda d: post(d)["requestBody"].update(required=True),
        ["request-body-made-required bb"], ["request-body-made-optional ss"],
    ),
    "body gone": (lambda d: post(d).pop("requestBody"), ["request-body-removed rr"], ["request-body-added ss"]),
    "media type gone": (
        lambda d: post(d)["requestBody"]["content"].pop("text/plain"),
        ["request-media-type-removed bb"], ["request-media-type-added ss"],
    ),
    "media type with a parameter": (
        lambda d: post(d)["responses"]["200"].update(content={"application/json; profile=a": {"schema": BODY}}),
        ["reply-media-type-narrowed ss"], ["reply-media-type-added bb"],
    ),
    "last success gone": (
        lambda d: post(d)["responses"].pop("200"), ["success-status-removed bb"], ["success-status-added br"],
    ),
    "error status gone": (lambda d: post(d)["responses"].pop("404"), ["error-status-removed ss"], ["error-status-added rs"]),
    "success status to its range": (
        lambda d: post(d)["responses"].update({"2XX": post(d)["responses"].pop("200")}),
        ["success-status-added br"], ["success-status-removed ss"],
    ),
    "another success status": (
        lambda d: post(d)["responses"].update({"201": {"description": ""}}),
        ["success-status-added br"], ["success-status-removed rr"],
    ),
    "error status under default": (
        lambda d: post(d)["responses"].update({"default": post(d)["responses"].pop("404")}),
        ["error-status-added rs"], ["error-status-removed ss"],
    ),
    "reply of another media type": (
        lambda d: post(d)["responses"]["200"].update(content={"application/xml": {"schema": BODY}}),
        ["reply-media-type-added bb", "reply-media-type-removed br"],
        ["reply-media-type-added bb", "reply-media-type-removed br"],
    ),
    "required header gone": (
        lambda d: post(d)["responses"]["200"].pop("headers"), ["reply-header-removed bb"], ["reply-header-added ss"],
    ),
    "header no longer certain": (
        lambda d: post(d)["responses"]["200"]["headers"]["X-Id"].update(required=False),
        ["reply-header-made-optional bb"], ["reply-header-made-required ss"],
    ),
    "schema of a body gone": (
        lambda d: post(d)["requestBody"]["content"]["application/json"].pop("schema"),
        ["constraint-dropped ss"], ["constraint-added bb"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_has_its_cause(name: str) -> None:
    change, forth, back = CHANGES[name]
    for wanted, findings in ((forth, found(change)), (back, found(change, back=True))):
        told = [f"{f.cause} {f.levels['strict'][0]}{f.levels['practical'][0]}" for f in findings]
        assert sorted(told) == sorted(wanted), [f.message for f in findings]
        assert len({f.id for f in findings}) == len(findings)
        for finding in findings:
            if finding.levels["strict"] == "breaking":
                assert finding.witness is not None


def test_a_removed_operation_shows_a_request_to_it() -> None:
    (finding,) = found(lambda data: data["paths"].pop("/y"))
    assert finding.witness is not None
    assert (
        finding.witness.curl == 'curl -X GET https://api.example.test/v2/y -H "Authorization: Bearer ${OPENAI_API_KEY}"'
    )
    assert finding.pointer == "/paths"


def test_an_anonymous_request_shows_that_security_became_mandatory() -> None:
    (finding,) = found(lambda data: post(data).update(security=[{"key": []}]))
    assert finding.witness is not None
    assert finding.witness.curl is not None
    assert "Authorization" not in finding.witness.curl


def test_only_the_wanted_operations_are_compared() -> None:
    head = copy.deepcopy(BASE)
    del head["paths"]["/y"]
    report = compare(Document("made", BASE), Document("made", head), operations=["POST /x/{id}"])
    assert report.operations == ("POST /x/{id}",)
    assert report.findings == ()


def test_references_outside_schemas_are_followed() -> None:
    head = copy.deepcopy(BASE)
    head["components"]["requestBodies"] = {"B": post(head)["requestBody"]}
    post(head)["requestBody"] = {"$ref": "#/components/requestBodies/B"}
    head["components"]["responses"] = {"R": post(head)["responses"]["200"]}
    post(head)["responses"]["200"] = {"$ref": "#/components/responses/R"}
    head["components"]["parameters"] = {"P": post(head)["parameters"][0]}
    post(head)["parameters"][0] = {"$ref": "#/components/parameters/P"}
    assert compare(Document("made", BASE), Document("made", head)).findings == ()


NESTED_CHOICES = {
    "oneOf": [
        {"type": "number", "exclusiveMaximum": 4.5, "multipleOf": 0.5},
        {"oneOf": [{"type": "integer", "maximum": 2, "multipleOf": 1.5}, {"type": "number"}]},
        {"const": "1"},
    ]
}
LOOSER = {"oneOf": [{"type": "number"}, *NESTED_CHOICES["oneOf"][1:]]}
TOO_LARGE = {"type": "number", "maximum": 10**400}


@pytest.mark.parametrize(
    ("old", "new"), [(NESTED_CHOICES, LOOSER), (LOOSER, NESTED_CHOICES), (TOO_LARGE, {"type": "number"})]
)
def test_a_pair_that_once_ended_in_an_internal_error(old: Any, new: Any, tmp_path: Path) -> None:
    files = []
    for name, schema in (("base", old), ("head", new)):
        body = {"required": True, "content": {"application/json": {"schema": schema}}}
        paths = {"/a": {"post": {"requestBody": body, "responses": {"200": {"description": ""}}}}}
        files.append(tmp_path / f"{name}.json")
        files[-1].write_text(json.dumps({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths}))
    command = [
        sys.executable,
        "-m",
        "scripts.contract_diff",
        *map(str, files),
        "--format",
        "json",
        "--policy",
        "strict",
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3])
    assert run.returncode in {0, 1}, run.stderr
    assert json.loads(run.stdout)["verdict"]["strict"] in {"safe", "breaking"}


def test_a_reply_of_a_range_that_is_one_type_now_is_told() -> None:
    def only(media: str) -> Document:
        reply: dict[str, Any] = {"description": "", "content": {media: {}}}
        return Document(
            "made", {"openapi": "3.1.0", "info": {}, "paths": {"/x": {"get": {"responses": {"200": reply}}}}}
        )

    (finding,) = compare(only("application/*"), only("application/json")).findings
    assert (finding.cause, finding.levels["strict"]) == ("reply-media-type-narrowed", "safe")
