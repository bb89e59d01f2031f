"""Build the contract: slices in normal form, what earlier revisions had, the overlay's corrections.

The contract is one OpenAPI 3.1 document of our own making. Its frame (paths, media type, the names of the four
bodies) is written here; what stands in the bodies comes from the pinned slices. A field, a value or a variant that
a kept revision had and the pinned one lacks stays: a program that sends it goes on. Requests are as strict as the
overlay makes them; replies may be null anywhere, carry any value, and need nothing but the key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from string import digits
from typing import Any

from realtime_sessions.options import BASE_URL
from scripts.documents.text import DocumentError
from scripts.pipeline.algebra import Schema, joined, key, tag, variants
from scripts.pipeline.beside import SENT_IN, as_sent, demanded
from scripts.pipeline.normal import Normaliser
from scripts.pipeline.overlay import Outcome, apply
from scripts.pipeline.paths import HISTORY, OPENAPI
from scripts.pipeline.slices import (
    OPERATIONS,
    find,
    followed,
    json_schema,
    load,
    operation_in,
    slice_file,
    success,
)
from scripts.pipeline.union import keep

NAMES = {"POST /realtime/sessions": "Flat", "POST /realtime/client_secrets": "Nested"}
NAME = "x-parameter"
BODIES = {"Request": "readOnly", "Reply": "writeOnly"}  # each with what a property says that it can't have
LONGEST_NAME = 80  # of a schema, where its place would give a longer one
KEY = frozenset({"value", "client_secret"})  # what a reply can't be without


@dataclass
class Contract:
    """The contract, and how it came about."""

    document: dict[str, Any]
    bodies: dict[str, Schema]
    """The bodies in normal form, whole: FlatRequest, FlatReply, NestedRequest, NestedReply."""
    outcomes: list[Outcome]
    repairs: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """What only earlier revisions had."""


def build(folder: Path = OPENAPI, overlay: Path = OPENAPI / "overlay.yaml", history: Path = HISTORY) -> Contract:
    """The contract of the slices in a folder.

    Raises:
        DocumentError: no slice is there, or one can't be brought into normal form.
        OverlayError: the overlay is malformed.
    """
    slices = {name: load(path) for name in OPERATIONS if (path := slice_file(folder, name)).exists()}
    if not slices:
        raise DocumentError("nothing is pinned yet: run make pin")
    record = followed(folder)
    repairs: list[str] = []
    kept: list[str] = []
    frame = _frame(max((told["revision"] for told in record.values()), default=""), slices)
    schemas = frame["components"]["schemas"]
    for operation, piece in slices.items():
        for body, schema in zip(BODIES, bodies(piece, operation, repairs), strict=True):
            schemas[NAMES[operation] + body] = _one_object(schema, operation, body.lower())
        for earlier in _earlier(history, operation, record.get(operation, {}).get("keeps_from")):
            for body, schema in zip(BODIES, bodies(earlier, operation, []), strict=True):
                name = NAMES[operation] + body
                schemas[name] = keep(schemas[name], schema, name, kept)
    document, outcomes = apply(frame, load(overlay))
    final = {name: _again(document, schema) for name, schema in document["components"]["schemas"].items()}
    for operation in slices:
        name = NAMES[operation] + "Reply"
        final[name] = _tolerant(final[name], frozenset(final[name].get("required", ())) & KEY)
    document["components"]["schemas"] = _named(final)
    return Contract(document, final, outcomes, repairs, list(dict.fromkeys(kept)))


def _one_object(schema: Schema, operation: str, body: str) -> Schema:
    """A body that has parameters.

    Raises:
        DocumentError: it is something else; the text says what.
    """
    if "properties" in schema:
        return schema
    kinds = len([branch for branch in variants(schema) if "properties" in branch])
    what = f"one of {kinds} objects" if kinds > 1 else "no object with properties in JSON"
    raise DocumentError(
        f"the {body} of {operation} is {what}, and the wrapper knows one body only: somebody has to look at the "
        "document, and at wrapper/realtime_sessions if the service takes another body than before"
    )


def bodies(document: dict[str, Any], operation: str, repairs: list[str]) -> tuple[Schema, Schema]:
    """The request and the successful reply of an operation, in normal form; repairs are added to the list."""
    item = operation_in(document, operation)
    request, reply = (NAMES[operation] + body for body in BODIES)
    told = (
        json_schema(document, item.get("requestBody"), request),
        json_schema(document, success(document, item, reply), reply),
    )
    found = []
    for schema, (body, other_way) in zip(told, BODIES.items(), strict=True):
        normaliser = Normaliser(lambda reference: find(document, reference), other_way)
        found.append(normaliser.schema({} if schema is None else schema, NAMES[operation] + body))
        repairs += normaliser.repairs
    return found[0], found[1]


def _earlier(history: Path, operation: str, since: str | None) -> Iterator[dict[str, Any]]:
    """The kept revisions that have the operation, newest first, from the one on that began its present shape."""
    if since is None or not history.is_dir():
        return
    for path in sorted(history.glob("*.yaml"), reverse=True):
        if path.stem >= since:
            document = load(path)
            if operation.split()[1] in document["paths"]:
                yield document


def _frame(revision: str, slices: dict[str, dict[str, Any]]) -> dict[str, Any]:
    paths = {}
    for operation, piece in slices.items():
        name, path = NAMES[operation], operation.split()[1]

        def content(body: str, name: str = name) -> dict[str, Any]:
            return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}{body}"}}}

        paths[path] = {
            "post": {
                "operationId": f"mint_{name.lower()}",
                **({"parameters": listed} if (listed := demanded(piece, operation)) else {}),
                "requestBody": {"required": True, "content": content("Request")},
                "responses": {"200": {"description": "minted", "content": content("Reply")}},
            }
        }
    security: list[Any] = next((piece["security"] for piece in slices.values() if "security" in piece), [])
    schemes = {}
    for piece in slices.values():
        schemes.update(piece["components"].get("securitySchemes", {}))
    return {
        "openapi": "3.1.0",
        "info": {"title": "realtime-sessions contract", "version": revision},
        "servers": [{"url": BASE_URL}],
        "security": security,
        "paths": paths,
        "components": {"schemas": {}, "securitySchemes": schemes},
    }


def sent(contract: Contract) -> dict[str, dict[str, dict[str, str]]]:
    """What every request to an endpoint carries beside its body, as the contract demands it: headers and a query."""
    found = {}
    for operation, name in NAMES.items():
        item = contract.document["paths"].get(operation.split()[1], {}).get("post", {})
        places: dict[str, dict[str, str]] = {place: {} for place in SENT_IN}
        for one in item.get("parameters", []):
            for text in as_sent(one) if one.get("required") else ():
                places[one["in"]][one["name"]] = text
        found[name.lower()] = places
    return found


def undecided(contract: Contract) -> list[str]:
    """What the service demands beside the body and nothing sends, and replies that have their key elsewhere."""
    lines = []
    for operation, name in NAMES.items():
        item = contract.document["paths"].get(operation.split()[1], {}).get("post", {})
        lines += [
            f"{operation} demands the {one['in']} {one['name']}: give it a default in openapi/overlay.yaml, which can "
            "stand in a header or a query"
            for one in item.get("parameters", [])
            if one.get("required") and not as_sent(one)
        ]
        if item and not contract.bodies[f"{name}Reply"].get("required"):
            lines.append(
                f"{operation} promises its key neither as value nor as client_secret: correct the reply in "
                "openapi/overlay.yaml, and have it found in wrapper/realtime_sessions/redaction.py"
            )
    return lines


def _again(document: dict[str, Any], schema: Schema) -> Schema:
    """A schema of the overlay's, in normal form too."""
    return Normaliser(lambda reference: find(document, reference)).schema(schema, "overlay.yaml")


def _tolerant(schema: Schema, required: frozenset[str] = frozenset()) -> Schema:
    """The schema of a reply: null anywhere, any value beside the known ones, nothing required but the key."""
    result = {name: value for name, value in schema.items() if name not in {"required", "additionalProperties"}}
    if "properties" in schema:
        result["properties"] = {
            name: _tolerant(inner, frozenset({"value"}) & inner.get("properties", {}).keys())
            if name in required
            else joined([_tolerant(inner), {"type": "null"}])
            for name, inner in schema["properties"].items()
        }
    if required:
        result["required"] = sorted(required)
    if isinstance(schema.get("items"), dict):
        result["items"] = _tolerant(schema["items"])
    if "anyOf" in schema:
        return {**result, **joined(_tolerant(branch) for branch in schema["anyOf"])}
    if "enum" in schema and "string" in str(schema.get("type")):
        return joined([{"type": "string"}, {"type": "string", "enum": schema["enum"]}])
    return result


class _Names:
    """Gives every object that has properties a name of its own; equal ones share one."""

    def __init__(self, bodies: dict[str, Schema]) -> None:
        self.schemas: dict[str, Schema] = {name: {} for name in bodies}
        self._known: dict[str, str] = {}

    def inside(self, schema: Schema, path: tuple[str, ...]) -> Schema:
        """A schema with what is inside under names."""
        result = dict(schema)
        for word in ("properties", "patternProperties"):
            if word in schema:
                result[word] = {name: self.named(inner, (*path, name)) for name, inner in schema[word].items()}
        for word in ("items", "additionalProperties", "contains", "propertyNames"):
            if isinstance(schema.get(word), dict):
                result[word] = self.named(schema[word], path)
        if "anyOf" in schema:
            tagged = [(branch, tag(branch)) for branch in schema["anyOf"]]
            result["anyOf"] = [self.named(branch, (*path, told[1]) if told else path) for branch, told in tagged]
        return result

    def named(self, schema: Schema, path: tuple[str, ...]) -> Schema:
        """A schema, or a reference to it where it is an object with properties."""
        if "properties" not in schema:
            return self.inside(schema, path)
        if isinstance(schema["type"], list):
            notes = {word: schema[word] for word in ("description", NAME) if word in schema}
            return {"anyOf": [self.named(branch, path) for branch in variants(schema)], **notes}
        whole = self.inside(schema, path)
        content = key(_without_words(whole))
        if content not in self._known:
            self._known[content] = name = _free_name(schema, path, self.schemas)
            self.schemas[name] = {**whole, "title": name}
        return {"$ref": f"#/components/schemas/{self._known[content]}"}


def _named(bodies: dict[str, Schema]) -> dict[str, Schema]:
    names = _Names(bodies)
    for name, schema in bodies.items():
        names.schemas[name] = {**names.inside(schema, (name,)), "title": name}
    return names.schemas


def _without_words(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {
            name: sorted(value, key=key) if name in {"enum", "required"} else _without_words(value)
            for name, value in schema.items()
            if not isinstance(value, str) or name in {"type", "$ref", "pattern"}
        }
    return [_without_words(value) for value in schema] if isinstance(schema, list) else schema


def _free_name(schema: Schema, path: tuple[str, ...], taken: dict[str, Schema]) -> str:
    words = ["".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", part)) for part in path]
    candidates = [str(schema["title"])] if "title" in schema else []
    candidates += ["".join(words[-count:]) for count in range(2, len(words) + 1)]
    candidates += [f"{''.join(words)[-LONGEST_NAME:].lstrip(digits)}{number}" for number in range(2, len(taken) + 3)]
    candidates += [f"Object{number}" for number in range(1, len(taken) + 2)]
    fine = (name for name in candidates if name not in taken and name.isidentifier())
    return next(name for name in fine if len(name) <= 2 * LONGEST_NAME)
