"""Treat JSON values as JSON Schema does: `1` is `1.0` but not `true`, and the order of keys is nothing."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from scripts.documents.text import Json

# The seven kinds are disjoint, so a set of them says exactly what `type` says: "number" is
# the whole numbers and the rest, and `1.0` counts as whole.
Kind: TypeAlias = str
KINDS: Final[tuple[Kind, ...]] = ("null", "boolean", "integer", "fraction", "string", "array", "object")
NUMBERS: Final[frozenset[Kind]] = frozenset({"integer", "fraction"})
EVERY_KIND: Final[frozenset[Kind]] = frozenset(KINDS)

# the limits of OpenAPI's formats for numbers
LIMITS: Final[dict[str, tuple[int, int]]] = {
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "float": (-((2**24 - 1) << 104), (2**24 - 1) << 104),
    "double": (-((2**53 - 1) << 971), (2**53 - 1) << 971),
}

Canonical: TypeAlias = "tuple[str, object]"


_PLAIN: Final[dict[type, Kind]] = {
    type(None): "null", bool: "boolean", int: "integer", str: "string", list: "array", dict: "object",
}  # fmt: skip


def kind(value: Json) -> Kind:
    """Which of the seven kinds a value is."""
    if isinstance(value, float):
        return "integer" if value.is_integer() else "fraction"
    return _PLAIN[type(value)]


def canonical(value: Json) -> Canonical:
    """A hashable stand-in: equal exactly where JSON Schema calls two values equal."""
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, int | float):
        return ("number", exact(value))
    if isinstance(value, list):
        return ("array", tuple(canonical(item) for item in value))
    if isinstance(value, dict):
        return ("object", frozenset((key, canonical(item)) for key, item in value.items()))
    return ("string", value) if isinstance(value, str) else ("null", None)


def exact(number: float) -> Fraction:
    """The number as it was written: `0.1` is a tenth, not the nearest binary fraction."""
    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))


def to_number(number: Fraction) -> int | float:
    """The JSON number for an exact one; the nearest where none is exact."""
    return number.numerator if number.denominator == 1 else float(number)


def compact(value: Json) -> str:
    """One line of JSON, the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def size(value: Json) -> int:
    """How long a value is when written: what "smallest" means for a witness."""
    return len(compact(value))
