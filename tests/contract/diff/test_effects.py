"""What a finding means to users of the wrapper comes from running the wrapper."""

from __future__ import annotations

from typing import Any

from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import Document
from scripts.contract_diff.impact import through_wrapper

SECRET = {
    "type": "object",
    "properties": {"value": {"type": "string"}, "expires_at": {"type": "integer"}},
    "required": ["value"],
}
REQUEST: dict[str, Any] = {
    "type": "object",
    "properties": {"model": {"type": "string"}, "speed": {"type": "number", "maximum": 2}},
}
REPLY: dict[str, Any] = {
    "type": "object",
    "properties": {"client_secret": SECRET, "voice": {"type": "string", "enum": ["ash"]}},
    "required": ["client_secret"],
}


def _document(request: Any = REQUEST, reply: Any = REPLY, path: str = "/realtime/sessions") -> Document:
    def body(schema: Any) -> Any:
        return {"content": {"application/json": {"schema": schema}}}

    operation = {"requestBody": body(request), "responses": {"200": {"description": "", **body(reply)}}}
    return Document("made", {"openapi": "3.1.0", "info": {}, "paths": {path: {"post": operation}}})


def _effects(old: Document, new: Document) -> dict[str, str | None]:
    report = compare(old, new, policy="strict", effect=through_wrapper)
    return {finding.cause: finding.wrapper for finding in report.findings}


def test_a_value_that_the_parser_copes_with_is_absorbed() -> None:
    opened = {**REPLY, "properties": {**REPLY["properties"], "voice": {"type": "string"}}}
    assert _effects(_document(), _document(reply=opened)) == {"enum-opened": "absorbed"}


def test_a_reply_that_may_lack_the_key_needs_work() -> None:
    keyless = {**REPLY, "required": []}
    assert _effects(_document(), _document(reply=keyless)) == {"property-made-optional": "needs work"}


def test_a_request_that_the_wrapper_makes_and_head_refuses_needs_work() -> None:
    slower = {**REQUEST, "properties": {**REQUEST["properties"], "speed": {"type": "number", "maximum": 1.25}}}
    assert _effects(_document(), _document(request=slower)) == {"maximum-lowered": "needs work"}


def test_a_bound_beyond_what_the_wrapper_sends_is_absorbed() -> None:
    slower = {**REQUEST, "properties": {**REQUEST["properties"], "speed": {"type": "number", "maximum": 1.75}}}
    assert _effects(_document(), _document(request=slower)) == {"maximum-lowered": "absorbed"}


def test_what_the_wrapper_never_sends_is_not_used() -> None:
    old, new = ({**REQUEST, "properties": {"shoe_size": {"type": "integer", "maximum": limit}}} for limit in (50, 40))
    assert _effects(_document(request=old), _document(request=new)) == {"maximum-lowered": "not used"}


def test_other_operations_are_not_used() -> None:
    old, new = (_document({"type": kind}, path="/files") for kind in ("string", "integer"))
    assert set(_effects(old, new).values()) == {"not used"}
