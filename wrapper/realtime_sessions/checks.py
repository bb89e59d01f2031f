"""Shapes of parameters: what a value must be, and what is said when it isn't.

Protects the caller from a round trip that ends in a refusal. A shape is a function that takes a
parameter's path and value and gives the value as plain JSON, copied, so that nobody changes it later.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, TypeAlias

from .errors import InvalidParameterError
from .values import OMITTED

UNKNOWN: Final = "left out: the service refuses what it doesn't know; extra_body sends it all the same"
_LARGEST: Final = 10**300  # Python refuses to write numbers of thousands of digits
HEADER_VALUE: Final = "[!-~]([ -~]*[!-~])?"  # a pattern: printable ASCII without outer spaces
_HALF_CHARACTER: Final = re.compile("[\ud800-\udfff]")
Shape: TypeAlias = Callable[[str, Any], Any]


def text(path: str, value: Any) -> str:
    """A string that can be sent: no half of a surrogate pair."""
    if not isinstance(value, str) or _HALF_CHARACTER.search(value):
        raise InvalidParameterError(path, value, "a string")
    return str.__str__(value)  # a member of somebody's own enum is its value, whatever it prints as


def matching(pattern: str, bound: str) -> Shape:
    """A string of a form."""

    def check(path: str, value: Any) -> str:
        if re.fullmatch(pattern, text(path, value)) is None:
            raise InvalidParameterError(path, value, bound)
        return str(value)

    return check


def flag(path: str, value: Any) -> bool:
    """True or false; null is refused (code invalid_type)."""
    if not isinstance(value, bool):
        raise InvalidParameterError(path, value, "true or false")
    return value


def number(low: float, high: float) -> Shape:
    """A finite number within bounds, both included."""

    def check(path: str, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise InvalidParameterError(path, value, f"a number from {low} to {high}")
        return value

    return check


def integer(low: int, high: float = math.inf) -> Shape:
    """A whole number within bounds; 600.0 is one, as it is in JSON Schema."""
    bound = f"a whole number from {low} to {high}" if high < math.inf else f"a whole number from {low} on"

    def check(path: str, value: Any) -> int:
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if isinstance(value, bool) or not whole or not low <= value <= high:
            raise InvalidParameterError(path, value, bound)
        return int(value)

    return check


def seconds(low: int, high: int) -> Shape:
    """A whole number of seconds, or a timedelta."""
    whole = integer(low, high)

    def check(path: str, value: Any) -> int:
        counted = value.total_seconds() if isinstance(value, timedelta) else value
        try:
            return int(whole(path, counted))
        except InvalidParameterError:
            raise InvalidParameterError(path, value, f"{low} to {high} whole seconds") from None

    return check


def one_of(known: Iterable[str]) -> Shape:
    """A string of a closed set: the service refuses any other (code invalid_value)."""
    values = list(known)

    def check(path: str, value: Any) -> str:
        if not isinstance(value, str) or value not in values:
            raise InvalidParameterError(path, value, "one of " + ", ".join(values))
        return str.__str__(value)

    return check


def array(item: Shape, *, at_least: int = 0, unique: bool = False) -> Shape:
    """A list or tuple of one shape."""

    def check(path: str, value: Any) -> list[Any]:
        if not isinstance(value, Sequence) or isinstance(value, str | bytes):
            raise InvalidParameterError(path, value, "a list")
        items = [item(f"{path}[{index}]", entry) for index, entry in enumerate(value)]
        if len(items) < at_least or (unique and len(set(items)) < len(items)):
            bound = f"a list of at least {at_least}" + (", each once" if unique else "")
            raise InvalidParameterError(path, value, bound)
        return items

    return check


def record(fields: Mapping[str, Shape], required: Iterable[str] = ()) -> Shape:
    """An object with known keys: the service refuses any other (code unknown_parameter)."""

    def check(path: str, value: Any) -> dict[str, Any]:
        value = plain(value)
        if not isinstance(value, Mapping):
            raise InvalidParameterError(path, value, "an object with " + ", ".join(fields))
        for key in value:
            if key not in fields:
                raise InvalidParameterError(f"{path}.{key}", value[key], UNKNOWN)
        for key in required:
            if key not in value:
                raise InvalidParameterError(f"{path}.{key}", OMITTED, "given")
        return {key: fields[key](f"{path}.{key}", entry) for key, entry in value.items()}

    return check


def tagged(variants: Mapping[str, Shape], default: str | None = None) -> Shape:
    """An object whose `type` says which of several shapes it has."""
    known = one_of(variants)

    def check(path: str, value: Any) -> Any:
        value = plain(value)
        if not isinstance(value, Mapping):
            raise InvalidParameterError(path, value, "an object with a type: " + ", ".join(variants))
        tag = known(f"{path}.type", value.get("type", default or OMITTED))
        return variants[tag](path, {"type": tag, **value})

    return check


def mapping(item: Shape) -> Shape:
    """An object with any keys and values of one shape."""

    def check(path: str, value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise InvalidParameterError(path, value, "an object")
        return {text(path, key): item(f"{path}.{key}", entry) for key, entry in value.items()}

    return check


def anything(path: str, value: Any) -> Any:
    """Any JSON value that isn't nested without end."""
    try:
        return _anything(path, value)
    except RecursionError:
        raise InvalidParameterError(
            path.partition(".")[0], type(value), "a JSON value of some hundred levels at most"
        ) from None


def header_text(path: str, value: Any) -> str:
    """A string that can stand in a header."""
    return str(matching(HEADER_VALUE, "printable ASCII text without outer spaces")(path, value))


def _anything(path: str, value: Any) -> Any:
    value = plain(value)
    if value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < _LARGEST):
        return value
    if isinstance(value, str):
        return text(path, value)
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, Mapping):
        return mapping(_anything)(path, value)
    if isinstance(value, list | tuple):
        return array(_anything)(path, value)
    raise InvalidParameterError(path, value, "a JSON value")


def nullable(shape: Shape) -> Shape:
    """The shape, or null where null has a meaning."""
    return lambda path, value: None if value is None else shape(path, value)


def either(kinds: Mapping[type | tuple[type, ...], Shape], bound: str) -> Shape:
    """One of several shapes, told apart by the value's Python type."""

    def check(path: str, value: Any) -> Any:
        value = plain(value)
        for kind, shape in kinds.items():
            if isinstance(value, kind) and not (isinstance(value, bool) and kind is not bool):
                return shape(path, value)
        raise InvalidParameterError(path, value, bound)

    return check


def plain(value: Any) -> Any:
    """Our own parts, such as `ServerVad`, as the mappings that they stand for."""
    return value.to_dict() if hasattr(value, "to_dict") and not isinstance(value, type) else value
