"""Check that the parts of a document that are compared have the shape that OpenAPI gives them.

A schema that is a word, a list where names belong or a bound that is text would be read as "anything
goes". Only what is compared is checked; descriptions, examples and extensions may hold anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

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


Corner: TypeAlias = "tuple[str, str, str]"  # JSON pointer, kind of object, what is wrong in one line


def corners(document: dict[str, Json]) -> Iterator[Corner]:
    """Everything that has another shape than it must."""
    seen: set[tuple[int, str]] = set()  # an aliased part needs one look only
    waiting: list[tuple[str, str, Json]] = [("", "document", document)]
    while waiting:
        pointer, kind, node = waiting.pop()
        if (id(node), kind) in seen or kind == "anything" or (kind == "schema" and isinstance(node, bool)):
            continue
        seen.add((id(node), kind))
        if not isinstance(node, dict):
            yield pointer, kind, _said(pointer, node, f"not {'an' if kind == 'operation' else 'a'} {kind}")
            continue
        for place, said in _wrong_words(pointer, _PARTS[kind], node):
            yield place, kind, said
        for place, inner, member in _inner(pointer, _PARTS[kind], node):
            if inner in ("a list", "a mapping"):
                yield place, kind, _said(place, member, f"not {inner}")
            else:
                waiting.append((place, inner, member))


def _wrong_words(pointer: str, part: Part, node: dict[str, Json]) -> Iterator[tuple[str, str]]:
    for key, types in part.values.items():
        if key not in node:
            continue
        value = node[key]
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            place = f"{pointer}/{key}"
            yield place, _said(place, value, f"not {' or '.join(dict.fromkeys(_NAMES[one] for one in types))}")
    if part is _PARTS["security requirement"]:
        yield from _wrong_scopes(pointer, node)
    elif part is _PARTS["schema"]:
        yield from _wrong_names(pointer, node)


def _wrong_scopes(pointer: str, requirement: dict[str, Json]) -> Iterator[tuple[str, str]]:
    for name, scopes in requirement.items():
        if not isinstance(scopes, list) or not all(isinstance(scope, str) for scope in scopes):
            place = f"{pointer}/{escape(name)}"
            yield place, f"{shown(place)} is not a list of names"


def _wrong_names(pointer: str, schema: dict[str, Json]) -> Iterator[tuple[str, str]]:
    given = schema.get("type")
    place = f"{pointer}/type"
    if given == []:
        yield place, f"{shown(place)}: no type at all"
    for kind in given if isinstance(given, list) else [given] if isinstance(given, str) else []:
        if not isinstance(kind, str) or kind not in _TYPES:
            yield place, f"{shown(place)}: there is no type {shown(str(kind))}"
    required = schema.get("required")
    for name in required if isinstance(required, list) else []:
        if not isinstance(name, str):
            yield f"{pointer}/required", _said(f"{pointer}/required", name, "not a name")


def _inner(pointer: str, part: Part, node: dict[str, Json]) -> Iterator[tuple[str, str, Json]]:
    # a keyword with nothing after it is common in YAML, and says nothing; but it is no schema
    for key, kind in part.one.items():
        if key in node and (node[key] is not None or kind == "schema"):
            yield f"{pointer}/{key}", kind, node[key]
    for key, kind in part.listed.items():
        if (items := node.get(key)) is not None:
            if not isinstance(items, list):
                yield f"{pointer}/{key}", "a list", items
            else:
                yield from ((f"{pointer}/{key}/{at}", kind, item) for at, item in enumerate(items))
    for key, kind in part.named.items():
        if (members := node.get(key)) is not None:
            if not isinstance(members, dict):
                yield f"{pointer}/{key}", "a mapping", members
            else:
                yield from (
                    (f"{pointer}/{key}/{escape(name)}", kind, member)
                    for name, member in members.items()
                    # an extension, where names are not the author's to choose
                    if kind == "schema" or not name.startswith("x-")
                )


def _said(pointer: str, value: Json, wanted: str) -> str:
    return f"{shown(pointer)} is {_NAMES[type(value)]}, {wanted}"
