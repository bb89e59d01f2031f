"""The same questions to the document as published and to the contract: what does a schema take?"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from jsonschema import Draft202012Validator

from scripts.documents.pointers import resolve
from scripts.documents.write import dump
from scripts.pipeline.contract import build
from scripts.pipeline.paths import OPENAPI
from scripts.pipeline.slices import OPERATIONS, load, slice_file


@functools.cache
def slices() -> dict[str, dict[str, Any]]:
    """The pinned slices, not to be changed."""
    return {name: load(slice_file(OPENAPI, name)) for name in OPERATIONS}


@functools.cache
def corrected() -> dict[str, Any]:
    """The contract, not to be changed."""
    document, _ = build()
    return document


def bare(pieces: Mapping[str, Mapping[str, Any]]) -> str:
    """A document of slices that no overlay has touched, with nothing but the descriptions that OpenAPI requires."""
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "bare", "version": "1"},
        "paths": {},
        "components": {},
    }
    for piece in pieces.values():
        document["paths"] |= piece["paths"]
        for section, elements in piece["components"].items():
            document["components"].setdefault(section, {}).update(elements)
    text = dump(document)
    return text.replace("        '200':\n", "        '200':\n          description: minted\n")


def body(document: dict[str, Any], operation: str) -> dict[str, Any]:
    """The request's schema, references followed."""
    return _schema(document, operation, "requestBody")


def reply(document: dict[str, Any], operation: str, status: str = "200") -> dict[str, Any]:
    """The reply's schema, references followed."""
    return _schema(document, operation, "responses", status)


def takes(document: dict[str, Any], schema: Mapping[str, Any], value: Any) -> bool:
    """Whether a schema of a document takes a value."""
    validator = Draft202012Validator({**schema, "components": document["components"]})
    return bool(validator.is_valid(value))


def _schema(document: dict[str, Any], operation: str, *way: str) -> dict[str, Any]:
    method, path = operation.split()
    place = document["paths"][path][method.lower()]
    for step in (*way, "content", "application/json", "schema"):
        place = place[step]
    while "$ref" in place:
        place = resolve(document, place["$ref"])
    found: dict[str, Any] = place
    return found
