"""Describe the form of the try-it page, from the generated table of parameters.

A field is what the page shows of a parameter: its name, our description, its bound in words, and an editor. An editor
is a schema in the terms of a form, so that the page needs to know no JSON Schema. No parameter, bound or value is
named here: what the provider adds appears in the form by itself.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from realtime_sessions import schemas
from realtime_sessions.base import Base
from realtime_sessions.explaining.bounds import words
from realtime_sessions.given import DEFAULTS
from realtime_sessions.parameters.table import PARAMETERS
from realtime_sessions.shapes import SESSION

if TYPE_CHECKING:
    from realtime_sessions.gateway.policy import Policy

Editor: TypeAlias = dict[str, Any]

KIND: Final = "realtime"
_SECTIONS: Final = {  # by where a parameter stands in the nested body, the longest first
    (SESSION, "audio", "input"): "Listening",
    (SESSION, "audio", "output"): "Speaking",
    (SESSION,): "Session",
    (): "Key",
}
_ORDER: Final = ("Session", "Speaking", "Listening", "Key")


@cache
def fields() -> tuple[dict[str, Any], ...]:
    """A field for each parameter: first those of the signature of `create`, in its order, then newer ones."""
    signature = list(inspect.signature(Base.create).parameters)
    rows = PARAMETERS[KIND]
    names = [name for name in signature if name in rows]
    names += [name for name in rows if name not in names]
    found = [
        {**_field(name, rows[name]["schema"], top=True), "section": _section(rows[name]), "places": _places(rows[name])}
        for name in names
    ]
    return tuple(sorted(found, key=lambda field: _ORDER.index(field["section"])))


def form(policy: Policy | None = None) -> dict[str, Any]:
    """The fields as the page asks for them: those that a policy leaves to its users, in their bounds there."""
    if policy is None:
        return {"sections": list(_ORDER), "fields": list(fields()), "others": []}
    told = policy.told()
    left = [_narrowed(field, told[field["name"]], policy) for field in fields() if field["name"] in told]
    others = [field["name"] for field in fields() if field["name"] not in told]
    return {"sections": list(_ORDER), "fields": left, "others": others}


def _section(row: Mapping[str, Any]) -> str:
    place = row["nested"] or (SESSION, "")
    return next(title for start, title in _SECTIONS.items() if place[: len(start)] == start)


def _places(row: Mapping[str, Any]) -> list[str]:
    """Where a refusal may say that the parameter stands."""
    return [".".join(place) for place in (row["nested"], row["flat"]) if place]


def _field(name: str, schema: schemas.Schema, *, top: bool = False, required: bool = False) -> dict[str, Any]:
    found = schemas.branches(schema)
    kept = [branch for branch in found if branch.get("type") != "null"]
    field = {
        "name": name,
        "description": re.sub(r"\bNone\b", "Null", schema.get("description", "")),
        "bound": words(schema),
        "nullable": len(kept) < len(found),
        "required": required,
        "secret": bool(schema.get("x-secret")),
        "editor": _editor(kept, top=top),
    }
    default = DEFAULTS.get(name, schema.get("default"))
    return field if default is None else {**field, "default": default}


def _editor(found: Sequence[schemas.Schema], *, top: bool = False) -> Editor:
    """The editor of a schema's variants, of which each is of one type and none is null."""
    strings = [branch for branch in found if branch.get("type") == "string"]
    others = [branch for branch in found if branch.get("type") != "string"]
    variants = [("a name", _text(strings, top=top and not others))] if strings else []
    variants += [(_label(branch), _single(branch)) for branch in others]
    if len(variants) == 1:
        return variants[0][1]
    labelled = [
        {"label": str(editor["value"]) if editor["kind"] == "constant" else label, "editor": editor}
        for label, editor in variants
    ]
    return {"kind": "one-of", "variants": labelled}


def _label(schema: schemas.Schema) -> str:
    """What tells a variant from the others, in a word or two."""
    told = schemas.tag(schema)
    kind = schema.get("type")
    return str(told[1]) if told else "an object" if kind == "object" else words(schema).partition(" of ")[0]


def _text(strings: Sequence[schemas.Schema], *, top: bool) -> Editor:
    """Strings: a choice where values are known, open where any other is taken as well."""
    values = [value for branch in strings for value in branch.get("enum", ())]
    is_open = any("enum" not in branch for branch in strings)
    if not values:
        pattern = next((branch["pattern"] for branch in strings if "pattern" in branch), None)
        return {"kind": "text", "long": top, **({"pattern": pattern} if pattern else {})}
    if len(values) == 1 and not is_open:
        return {"kind": "constant", "value": values[0]}
    return {"kind": "choice", "values": values, "open": is_open}


def _single(schema: schemas.Schema) -> Editor:
    kind, values = schema.get("type"), schema.get("enum", ())
    if values:
        return {"kind": "constant", "value": values[0]} if len(values) == 1 else {"kind": "choice", "values": values}
    if kind in {"integer", "number"}:
        bounds = {name: schema[name] for name in ("minimum", "maximum") if name in schema}
        return {"kind": "number", "whole": kind == "integer", "unit": schema.get("x-unit", ""), **bounds}
    if kind == "boolean":
        return {"kind": "switch"}
    if kind == "array":
        return _list(schema)
    if kind == "object" and schema.get("properties"):
        return {"kind": "object", "fields": _properties(schema)}
    return {"kind": "json", "value": {} if kind == "object" else None}


def _list(schema: schemas.Schema) -> Editor:
    item = _editor(schemas.branches(schema.get("items", {})))
    if item["kind"] == "constant":
        return {"kind": "set", "values": [item["value"]]}
    if item["kind"] == "choice" and not item.get("open"):
        return {"kind": "set", "values": item["values"]}
    return {"kind": "list", "item": item}


def _properties(schema: schemas.Schema) -> list[dict[str, Any]]:
    """An object's own fields: what it must have first, what tells it from its siblings before all."""
    required, told = schema.get("required", ()), schemas.tag(schema)
    found = []
    for name, inner in schema["properties"].items():
        is_tag = told is not None and told[0] == name
        found.append(_field(name, inner, required=name in required or is_tag))
    return sorted(found, key=lambda field: (field["editor"]["kind"] != "constant", not field["required"]))


def _narrowed(field: dict[str, Any], told: Mapping[str, Any], policy: Policy) -> dict[str, Any]:
    """A field in a policy's bounds; where the server has a default of its own, the contract's isn't told."""
    found = dict(field)
    if schemas.kind_of(policy.rules[field["name"]].value) != "none":
        found.pop("default", None)
        found["chosen"] = True
    if "one_of" in told:
        values = [value for value in told["one_of"] if value is not None]
        found["nullable"] = len(values) < len(told["one_of"])
        found["bound"] = f"one of {', '.join(map(_written, values))}"
        if all(isinstance(value, str | int | float) for value in values):
            found["editor"] = {"kind": "choice", "values": values, "open": False}
    if "maximum" in told:
        found["bound"] = f"{found['bound']}, here at most {told['maximum']:g}"
        if found["editor"]["kind"] == "number":
            found["editor"] = {**found["editor"], "maximum": told["maximum"]}
    if "longest" in told:
        found["bound"] = f"{found['bound']}, here of a length of at most {told['longest']}"
    return found


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
