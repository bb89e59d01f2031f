"""Check parameters against the contract's schemas before a request is sent.

A schema of the table is compiled into a function once, on its first use. The function gives the value back as
plain JSON, copied, so that nobody changes it later, or raises `InvalidParameterError` with the path in the caller's
own names and the bound in words. What a schema doesn't say is not checked: the service has the last word.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from numbers import Integral, Real
from typing import Any, Final, TypeAlias

from .errors import InvalidParameterError
from .values import OMITTED

Schema: TypeAlias = Mapping[str, Any]
Check: TypeAlias = Callable[[str, Any], Any]

UNKNOWN: Final = "left out: the service refuses what it doesn't know; extra_body sends it all the same"
_LARGEST: Final = 10**300  # Python refuses to write numbers of thousands of digits
_KINDS: Final[tuple[tuple[Any, str], ...]] = (
    (bool, "boolean"),
    (str, "string"),
    (type(None), "null"),
    (Integral, "integer"),
    (Real, "number"),
    (Mapping, "object"),
    (Sequence, "array"),
)
_EXACT: Final = {bool: "boolean", str: "string", type(None): "null", int: "integer", dict: "object", list: "array"}


def compiled(schema: Schema) -> Check:
    """The check of a schema in normal form."""
    branches = _branches(schema)
    return _CHECKS[branches[0].get("type")](branches[0]) if len(branches) == 1 else _union(branches, words(schema))


def words(schema: Schema) -> str:
    """What a value must be; nothing where it may be anything."""
    found = [_words(branch) for branch in _branches(schema)]
    if "a string" in found:  # an open set: its known values are no bound
        found = [word for word in found if not word.startswith(("one of", '"'))]
    found = list(dict.fromkeys(found))
    return "" if "" in found else found[0] if len(found) == 1 else f"{', '.join(found[:-1])} or {found[-1]}"


def unknown(name: str, known: Iterable[str]) -> str:
    """The bound of a name that isn't known, with the closest that is."""
    close = get_close_matches(name, known, 1)
    return f"{UNKNOWN}; did you mean {close[0]}?" if close else UNKNOWN


def bounded(check: Check, path: str, value: Any) -> Any:
    """A check of a value that may be nested without end."""
    try:
        return check(path, value)
    except RecursionError:
        raise InvalidParameterError(path, type(value), "a JSON value of some hundred levels at most") from None


def anything(path: str, value: Any) -> Any:
    """Any JSON value."""
    return bounded(_any({}), path, value)


def mapping(path: str, value: Any) -> dict[str, Any]:
    """An object with any JSON values."""
    found: dict[str, Any] = bounded(_object({}), path, value)
    return found


def _branches(schema: Schema) -> list[Schema]:
    if "anyOf" in schema:
        return [inner for branch in schema["anyOf"] for inner in _branches(branch)]
    kinds = schema.get("type")
    return [{**schema, "type": kind} for kind in kinds] if isinstance(kinds, list) else [schema]


def _kind(value: Any) -> str | None:
    kind = _EXACT.get(type(value)) or next((name for python, name in _KINDS if isinstance(value, python)), None)
    if kind == "number" and math.isfinite(value) and value == int(value):
        return "integer"  # 600.0 is a whole number, as in JSON Schema
    return kind if kind != "array" or not isinstance(value, bytes | bytearray | memoryview | range) else None


def _plain(value: Any) -> Any:
    """Parts of ours, such as `ServerVad`, as the mappings that they stand for."""
    return value.to_dict() if hasattr(value, "to_dict") and not isinstance(value, type) else value


def _words(schema: Schema) -> str:
    kind, values = schema.get("type"), [value for value in schema.get("enum", ()) if value is not None]
    if values and kind != "null":
        return ("one of " if len(values) > 1 else "") + ", ".join(map(str, values))
    if kind in {"integer", "number"}:
        low, high = schema.get("minimum"), schema.get("maximum")
        noun = "a whole number" if kind == "integer" else "a number"
        bounds = f" from {low}" if low is not None else ""
        return noun + bounds + (f" {'to' if bounds else 'up to'} {high}" if high is not None else " on" * bool(bounds))
    if kind == "object":
        tag = _tag(schema)
        listed = ", ".join(schema.get("properties", ()))
        return f"an object with {tag[0]} {tag[1]}" if tag else f"an object with {listed}" if listed else "an object"
    if kind == "array":
        least = f" of at least {schema['minItems']}" if schema.get("minItems") else ""
        return f"a list{least}" + (", each once" if schema.get("uniqueItems") else "")
    if kind == "string" and "pattern" in schema:
        return f"a string like {schema['pattern']}"
    return {"string": "a string", "boolean": "true or false", "null": "null"}.get(str(kind), "")


def _tag(schema: Schema) -> tuple[str, Any] | None:
    """The property with one possible value, which tells an object from its siblings; `type` before others."""
    found = {name: inner["enum"][0] for name, inner in schema.get("properties", {}).items() if _is_constant(inner)}
    return ("type", found["type"]) if "type" in found else next(iter(found.items()), None)


def _is_constant(schema: Schema) -> bool:
    return len(schema.get("enum", ())) == 1


def _refuse(path: str, value: Any, bound: str) -> InvalidParameterError:
    return InvalidParameterError(path, value, bound or "a JSON value")


def _union(branches: list[Schema], bound: str) -> Check:
    by_kind: dict[str, list[Schema]] = {}
    for branch in branches:
        by_kind.setdefault(branch.get("type", "any"), []).append(branch)
    checks = {kind: _alternatives(found) for kind, found in by_kind.items()}

    def check(path: str, value: Any) -> Any:
        value = _plain(value)
        kind = _kind(value)
        found = checks.get(str(kind)) or (checks.get("number") if kind == "integer" else None) or checks.get("any")
        if found is None:
            raise _refuse(path, value, bound)
        return found(path, value)

    return check


def _alternatives(branches: list[Schema]) -> Check:
    """Of several schemas of one type the one that is meant, by its tag; else the first that takes the value."""
    checks = [compiled(branch) for branch in branches]
    if len(checks) == 1:
        return checks[0]
    tags = [_tag(branch) for branch in branches]
    if all(tags) and len({tag[0] for tag in tags if tag}) == 1:
        return _tagged({tag[1]: check for tag, check in zip(tags, checks, strict=True) if tag}, branches)

    def check(path: str, value: Any) -> Any:
        told: list[InvalidParameterError] = []
        for one in checks:
            try:
                return one(path, value)
            except InvalidParameterError as error:
                told.append(error)
        raise max(told, key=lambda error: len(error.parameter)) from None

    return check


def _tagged(checks: Mapping[Any, Check], branches: list[Schema]) -> Check:
    name = (_tag(branches[0]) or ("type", None))[0]
    # The kind that is meant where none is told: the one that the document gives a default, or doesn't demand.
    free = [b for b in branches if "default" in b["properties"][name] or name not in b.get("required", ())]
    default = free[0]["properties"][name] if len(free) == 1 else None
    bound = "one of " + ", ".join(map(str, checks)) if len(checks) > 1 else str(next(iter(checks)))

    def check(path: str, value: Any) -> Any:
        told = value.get(name, default["enum"][0] if default else OMITTED)
        one = checks.get(told) if isinstance(told, str) else None
        if one is None:
            raise _refuse(f"{path}.{name}", told, bound)
        return one(path, {name: told, **value} if default and "default" in default and name not in value else value)

    return check


def _string(schema: Schema) -> Check:
    values, pattern, bound = schema.get("enum"), schema.get("pattern"), _words(schema)
    form = _form(pattern)
    low, high = schema.get("minLength", 0), schema.get("maxLength", math.inf)

    def check(path: str, value: Any) -> str:
        if not isinstance(value, str):
            raise _refuse(path, value, bound)
        text = str.__str__(value)  # a member of somebody's own enum is its value, whatever it prints as
        if not text.isascii() and re.search("[\ud800-\udfff]", text):
            raise _refuse(path, value, "text without half of a surrogate pair")
        if values is not None and text not in values:
            close = get_close_matches(text, [known for known in values if isinstance(known, str)], 1)
            raise _refuse(path, value, f"{bound}; did you mean {close[0]!r}?" if close else bound)
        if (form and not form.search(text)) or not low <= len(text) <= high:
            raise _refuse(path, value, bound if form else f"a string of {low} to {high} characters")
        return text

    return check


def _form(pattern: str | None) -> re.Pattern[str] | None:
    """A pattern, if Python reads it as the service does; `$` is the end, not a line's."""
    try:
        return re.compile(re.sub(r"\$$", r"\\Z", pattern)) if pattern else None
    except re.error:
        return None


def _number(schema: Schema) -> Check:
    whole, bound = schema["type"] == "integer", _words(schema)
    low, high = schema.get("minimum", -_LARGEST), schema.get("maximum", _LARGEST)
    above, below = schema.get("exclusiveMinimum", -math.inf), schema.get("exclusiveMaximum", math.inf)
    values = schema.get("enum")

    def check(path: str, value: Any) -> Any:
        kind = _kind(value)
        fits = kind == "integer" or (kind == "number" and not whole)
        if not fits or not (low <= value <= high and above < value < below) or (values and value not in values):
            raise _refuse(path, value, bound)
        return int(value) if whole or isinstance(value, Integral) else float(value)

    return check


def _boolean(schema: Schema) -> Check:
    del schema

    def check(path: str, value: Any) -> bool:
        if not isinstance(value, bool):
            raise _refuse(path, value, "true or false")
        return value

    return check


def _null(schema: Schema) -> Check:
    del schema

    def check(path: str, value: Any) -> None:
        if value is not None:
            raise _refuse(path, value, "null")

    return check


def _array(schema: Schema) -> Check:
    item = compiled(schema.get("items", {}))
    low, high, unique = schema.get("minItems", 0), schema.get("maxItems", math.inf), schema.get("uniqueItems", False)
    bound = _words(schema)

    def check(path: str, value: Any) -> list[Any]:
        if _kind(value) != "array":
            raise _refuse(path, value, bound)
        items = [item(f"{path}[{index}]", entry) for index, entry in enumerate(value)]
        if not low <= len(items) <= high or (unique and any(one in items[:at] for at, one in enumerate(items))):
            raise _refuse(path, value, bound if len(items) <= high else f"a list of at most {high}")
        return items

    return check


def _object(schema: Schema) -> Check:
    fields = {name: compiled(inner) for name, inner in schema.get("properties", {}).items()}
    required, rest, bound = schema.get("required", ()), schema.get("additionalProperties", {}), _words(schema)
    other = compiled(rest) if rest is not False else None

    def check(path: str, value: Any) -> dict[str, Any]:
        value = _plain(value)
        if not isinstance(value, Mapping):
            raise _refuse(path, value, bound)
        result = {}
        for key, entry in value.items():
            one = fields.get(key) or other
            if one is None or not isinstance(key, str):
                raise _refuse(f"{path}.{key}", entry, unknown(str(key), fields))
            result[_text(path, key)] = one(f"{path}.{key}", entry)
        for key in required:
            if key not in result:
                raise _refuse(f"{path}.{key}", OMITTED, "given")
        return result

    return check


def _any(schema: Schema) -> Check:
    del schema

    def check(path: str, value: Any) -> Any:
        value = _plain(value)
        kind = _kind(value)
        if kind == "object":
            return {_text(path, key): check(f"{path}.{key}", entry) for key, entry in value.items()}
        if kind == "array":
            return [check(f"{path}[{index}]", entry) for index, entry in enumerate(value)]
        if kind is None or (kind == "number" and not math.isfinite(value)):
            raise _refuse(path, value, "a JSON value")
        return None if kind == "null" else _CHECKS[kind]({"type": kind})(path, value)

    return check


_CHECKS: Final[dict[str | None, Callable[[Schema], Check]]] = {
    "string": _string,
    "integer": _number,
    "number": _number,
    "boolean": _boolean,
    "null": _null,
    "array": _array,
    "object": _object,
    None: _any,
}
_text: Final = _string({"type": "string"})
