"""Makes small documents around schemas, and compares them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.contract_diff.compare import compare
from scripts.contract_diff.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.contract_diff.report.model import Direction, Policy, Report

WRAPS: dict[str, Callable[[Any], Any]] = {
    "root": lambda schema: schema,
    "property": lambda schema: {"type": "object", "properties": {"p": schema}},
    "required property": lambda schema: {"type": "object", "properties": {"p": schema}, "required": ["p"]},
    "items": lambda schema: {"type": "array", "items": schema},
    "map": lambda schema: {"type": "object", "additionalProperties": schema},
    "variant": lambda schema: {
        "anyOf": [
            {"type": "null"},
            {"type": "object", "properties": {"k": {"const": 1}, "p": schema}, "required": ["k"]},
        ]
    },
}


def document(schema: Any, direction: Direction, version: str = "3.1.0", schemas: Any = None) -> Document:
    """A document of one operation, with the schema as its request body or its reply."""
    body = {"content": {"application/json": {"schema": schema}}}
    reply = {"description": ""} if direction == "request" else {"description": "", **body}
    operation: dict[str, Any] = {"responses": {"200": reply}}
    if direction == "request":
        operation["requestBody"] = {"required": True, **body}
    return Document(
        "made",
        {
            "openapi": version,
            "info": {"title": "t", "version": "1"},
            "paths": {"/x": {"post": operation}},
            "components": {"schemas": schemas or {}},
        },
    )


def compared(old: Any, new: Any, direction: Direction, policy: Policy = "strict", **more: Any) -> Report:
    """The report on two schemas in the same place."""
    return compare(document(old, direction, **more), document(new, direction, **more), policy=policy)
