"""Read the table's schemas: their variants, what tells these apart, and what a schema takes, in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from numbers import Integral, Real
from typing import Any, Final, TypeAlias

Schema: TypeAlias = Mapping[str, Any]

_EXACT: Final = {bool: "boolean", str: "string", type(None): "null", int: "integer", dict: "object", list: "array"}
_KINDS: Final[tuple[tuple[Any, str], ...]] = (
    (bool, "boolean"),
    (str, "string"),
    (Integral, "integer"),
    (Real, "number"),
    (Mapping, "object"),
    (bytes | bytearray | memoryview | range, "none"),
    (Sequence, "array"),
)


def kind_of(value: Any) -> str:
    """The JSON type of a value; "none" where JSON has none. 600.0 is a whole number, as in JSON Schema."""
    kind = _EXACT.get(type(value)) or next((name for python, name in _KINDS if isinstance(value, python)), "none")
    return "integer" if kind == "number" and math.isfinite(value) and value == int(value) else kind


def branches(schema: Schema) -> list[Schema]:
    """The variants of a schema, each of one type."""
    if "anyOf" in schema:
        return [inner for branch in schema["anyOf"] for inner in branches(branch)]
    kinds = schema.get("type")
    return [{**schema, "type": kind} for kind in kinds] if isinstance(kinds, list) else [schema]


def tag(schema: Schema) -> tuple[str, Any] | None:
    """The property with one possible value, which tells an object from its siblings; `type` before others."""
    properties = schema.get("properties", {}).items()
    found = {name: inner["enum"][0] for name, inner in properties if len(inner.get("enum", ())) == 1}
    return ("type", found["type"]) if "type" in found else next(iter(found.items()), None)


def secrets(schema: Schema, at: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The places in a value that carry a secret; `*` is each item of a list."""
    found = []
    for branch in branches(schema):
        found += secrets(branch["items"], (*at, "*")) if "items" in branch else []
        for name, inner in branch.get("properties", {}).items():
            found += [(*at, name)] if inner.get("x-secret") else secrets(inner, (*at, name))
    return found


def words(schema: Schema) -> str:
    """What a value must be; nothing where it may be anything."""
    found = [_words(branch) for branch in branches(schema)]
    tags = [told for branch in branches(schema) if branch.get("type") == "object" and (told := tag(branch))]
    if len(tags) > 1 and len({name for name, _ in tags}) == 1:
        together = f"an object with {tags[0][0]} {', '.join(str(value) for _, value in tags[:-1])} or {tags[-1][1]}"
        found = [together if word.startswith(f"an object with {tags[0][0]} ") else word for word in found]
    if "a string" in found:  # an open set: its known values are no bound
        found = [word for word in found if not word.startswith("one of")]
    found = sorted(dict.fromkeys(found), key=lambda word: (word == "null", word.startswith("an object")))
    return "" if "" in found else found[0] if len(found) == 1 else f"{', '.join(found[:-1])} or {found[-1]}"


def _words(schema: Schema) -> str:
    kind, values = schema.get("type"), [value for value in schema.get("enum", ()) if value is not None]
    if values and kind != "null":
        return ("one of " if len(values) > 1 else "") + ", ".join(map(str, values))
    if kind in {"integer", "number"}:
        low, high = schema.get("minimum"), schema.get("maximum")
        bound = f" from {low} " if low is not None else " "
        bound += f"{'to' if low is not None else 'up to'} {high}" if high is not None else "on" * (low is not None)
        unit = f" of {schema['x-unit']}" if "x-unit" in schema else ""
        return ("a whole number" if kind == "integer" else "a number") + unit + bound.rstrip()
    if kind == "object":
        told, listed = tag(schema), ", ".join(schema.get("properties", ()))
        return f"an object with {told[0]} {told[1]}" if told else f"an object with {listed}" if listed else "an object"
    if kind == "array":
        least = f" of at least {schema['minItems']}" if schema.get("minItems") else ""
        return f"a list{least}" + (", each once" if schema.get("uniqueItems") else "")
    if kind == "string" and "pattern" in schema:
        return str(schema.get("x-words") or f"a string like {schema['pattern']}")
    return {"string": "a string", "boolean": "true or false", "null": "null"}.get(str(kind), "")
