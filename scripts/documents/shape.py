"""Check that the parts of a document that are compared have the shape that OpenAPI gives them.

A schema that is a word, a list where names belong or a bound that is text would be read as "anything
goes". Only what is compared is checked; descriptions, examples and extensions may hold anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from scripts.documents.pointers import escape
from scripts.documents.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scripts.documents.text import Json

_TYPES: Final = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})
_METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_NAMES: Final[dict[type, str]] = {
    dict: "a mapping", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number",
    type(None): "nothing",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """What a kind of object holds: under each keyword one part, a list of it, or names of it."""

    one: Mapping[str, str] = field(default_factory=dict)
    listed: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, tuple[type, ...]] = field(default_factory=dict)


_NUMBER: Final = (int, float)
_PARTS: Final[dict[str, Part]] = {
    "document": Part(
        one={"components": "components", "info": "anything"},
        listed={"security": "security requirement", "servers": "server"},
        named={"paths": "path item", "webhooks": "path item"},
    ),
    "components": Part(
        named={
            "schemas": "schema", "responses": "response", "parameters": "parameter", "requestBodies": "request body",
            "headers": "parameter", "securitySchemes": "security scheme", "pathItems": "path item",
        },
    ),
    "path item": Part(
        one=dict.fromkeys(_METHODS, "operation"), listed={"parameters": "parameter"}, values={"$ref": (str,)}
    ),
    "operation": Part(
        one={"requestBody": "request body"},
        listed={"parameters": "parameter", "security": "security requirement", "servers": "server"},
        named={"responses": "response"},
        values={"deprecated": (bool,), "operationId": (str,)},
    ),
    "parameter": Part(
        one={"schema": "schema"},
        named={"content": "media type"},
        values={"name": (str,), "in": (str,), "required": (bool,), "deprecated": (bool,)},
    ),
    "request body": Part(named={"content": "media type"}, values={"required": (bool,)}),
    "response": Part(named={"content": "media type", "headers": "parameter"}),
    "media type": Part(one={"schema": "schema"}, named={"encoding": "anything"}),
    "schema": Part(
        one=dict.fromkeys(
            ("items", "additionalProperties", "not", "contains", "propertyNames", "if", "then", "else",
             "unevaluatedItems", "unevaluatedProperties"),
            "schema",
        ),
        listed=dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), "schema"),
        named=dict.fromkeys(("properties", "patternProperties", "$defs", "definitions", "dependentSchemas"), "schema"),
        values={
            "$ref": (str,), "type": (str, list), "enum": (list,), "required": (list,), "pattern": (str,),
            "format": (str,), "nullable": (bool,), "readOnly": (bool,), "writeOnly": (bool,), "uniqueItems": (bool,),
            "minimum": _NUMBER, "maximum": _NUMBER, "multipleOf": _NUMBER,
            "exclusiveMinimum": (*_NUMBER, bool), "exclusiveMaximum": (*_NUMBER, bool),
            **dict.fromkeys(
                ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), _NUMBER
            ),
        },
    ),
    "server": Part(values={"url": (str,)}),
    "security scheme": Part(values=dict.fromkeys(("type", "in", "name", "scheme"), (str,))),
    "security requirement": Part(),
    "anything": Part(),
}  # fmt: skip


def misshapen(document: dict[str, Json]) -> str | None:
    """The first thing that has another shape than it must, in one line; nothing where all is well."""
    seen: set[tuple[int, str]] = set()  # an aliased part needs one look only
    waiting: list[tuple[str, str, Json]] = [("", "document", document)]
    while waiting:
        pointer, kind, node = waiting.pop()
        if (id(node), kind) in seen or kind == "anything" or (kind == "schema" and isinstance(node, bool)):
            continue
        seen.add((id(node), kind))
        if not isinstance(node, dict):
            return _said(pointer, node, f"not {'an' if kind == 'operation' else 'a'} {kind}")
        wrong = _wrong_word(pointer, _PARTS[kind], node)
        if wrong is None:
            for inner in _inner(pointer, _PARTS[kind], node):
                if isinstance(inner, str):
                    return inner
                waiting.append(inner)
        else:
            return wrong
    return None


def _wrong_word(pointer: str, part: Part, node: dict[str, Json]) -> str | None:
    for key, types in part.values.items():
        if key not in node:
            continue
        value = node[key]
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            return _said(f"{pointer}/{key}", value, f"not {' or '.join(dict.fromkeys(_NAMES[one] for one in types))}")
    if part is _PARTS["security requirement"]:
        return _wrong_scopes(pointer, node)
    return _wrong_names(pointer, node) if part is _PARTS["schema"] else None


def _wrong_scopes(pointer: str, requirement: dict[str, Json]) -> str | None:
    for name, scopes in requirement.items():
        if not isinstance(scopes, list) or not all(isinstance(scope, str) for scope in scopes):
            return f"{shown(f'{pointer}/{escape(name)}')} is not a list of names"
    return None


def _wrong_names(pointer: str, schema: dict[str, Json]) -> str | None:
    given = schema.get("type")
    if given == []:
        return f"{shown(f'{pointer}/type')}: no type at all"
    for kind in given if isinstance(given, list) else [given] if "type" in schema else []:
        if not isinstance(kind, str) or kind not in _TYPES:
            return f"{shown(f'{pointer}/type')}: there is no type {shown(str(kind))}"
    required = schema.get("required")
    for name in required if isinstance(required, list) else []:
        if not isinstance(name, str):
            return _said(f"{pointer}/required", name, "not a name")
    return None


def _inner(pointer: str, part: Part, node: dict[str, Json]) -> Iterator[tuple[str, str, Json] | str]:
    # a keyword with nothing after it is common in YAML, and says nothing; but it is no schema
    for key, kind in part.one.items():
        if key in node and (node[key] is not None or kind == "schema"):
            yield f"{pointer}/{key}", kind, node[key]
    for key, kind in part.listed.items():
        if (items := node.get(key)) is not None:
            if not isinstance(items, list):
                yield _said(f"{pointer}/{key}", items, "not a list")
            else:
                yield from ((f"{pointer}/{key}/{at}", kind, item) for at, item in enumerate(items))
    for key, kind in part.named.items():
        if (members := node.get(key)) is not None:
            if not isinstance(members, dict):
                yield _said(f"{pointer}/{key}", members, "not a mapping")
            else:
                yield from (
                    (f"{pointer}/{key}/{escape(name)}", kind, member)
                    for name, member in members.items()
                    # an extension, where names are not the author's to choose
                    if kind == "schema" or not name.startswith("x-")
                )


def _said(pointer: str, value: Json, wanted: str) -> str:
    return f"{shown(pointer)} is {_NAMES[type(value)]}, {wanted}"
