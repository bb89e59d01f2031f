"""Read the table's schemas: their variants, what tells these apart, and what a schema takes, in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final, TypeAlias

Schema: TypeAlias = Mapping[str, Any]

EXACT: Final[dict[type, str]] = {  # what a value that was read from JSON is
    bool: "boolean",
    str: "string",
    type(None): "null",
    int: "integer",
    float: "number",
    dict: "object",
    list: "array",
}


@cache
def _kinds() -> tuple[tuple[Any, str], ...]:
    """What a value of any other type may be."""
    from numbers import Integral, Real  # noqa: PLC0415 - few values are of another type

    return (
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
    kind = EXACT.get(type(value)) or next((name for python, name in _kinds() if isinstance(value, python)), "none")
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
