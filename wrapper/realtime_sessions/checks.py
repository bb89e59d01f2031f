"""Check parameters against the contract's schemas before a request is sent.

A schema of the table is compiled into a function once, on its first use. The function gives the value back as
plain JSON, copied, so that nobody changes it later, or raises `InvalidParameterError` with the path in the caller's
own names and the bound in words. What a schema doesn't say is not checked: the service has the last word.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, TypeAlias, cast

from . import advice
from .errors import InvalidParameterError
from .schemas import Schema, branches, kind_of, tag, words
from .values import OMITTED

Check: TypeAlias = Callable[[str, Any], Any]

UNKNOWN: Final = "left out: the service refuses what it doesn't know; extra_body sends it all the same"
_LARGEST: Final = sys.float_info.max  # JSON has no infinity, and Python writes no number of thousands of digits
_HALF_CHARACTER: Final = re.compile("[\ud800-\udfff]")


def compiled(schema: Schema) -> Check:
    """The check of a schema in normal form."""
    found = branches(schema)
    kinds: dict[Any, Callable[[Schema], Check]] = {
        "object": _object,
        "array": _array,
        "string": _string,
        None: lambda _: anything,
    }
    return _union(found, words(schema)) if len(found) > 1 else kinds.get(found[0].get("type"), _scalar)(found[0])


def bounded(check: Check, path: str, value: Any) -> Any:
    """A check of a value that may be nested without end."""
    try:
        return check(path, value)
    except RecursionError:
        raise InvalidParameterError(path, type(value), "a JSON value of some hundred levels at most") from None


def _plain(value: Any) -> Any:
    """Parts of ours, such as `ServerVad`, as the mappings that they stand for."""
    return value.to_dict() if hasattr(value, "to_dict") and not isinstance(value, type) else value


def _union(found: list[Schema], bound: str) -> Check:
    by_kind: dict[str, list[Schema]] = {}
    for branch in found:
        by_kind.setdefault(branch.get("type", "any"), []).append(branch)
    checks = {kind: _alternatives(alike) for kind, alike in by_kind.items()}
    general = {words(branch) for branch in found}
    if "number" in checks:
        checks.setdefault("integer", checks["number"])

    def check(path: str, value: Any) -> Any:
        value = _plain(value)
        one = checks.get(kind_of(value)) or checks.get("any")
        try:
            if one is not None:
                return one(path, value)
            hint = ""
        except InvalidParameterError as error:
            said, mark, near = error.bound.partition(";")
            if error.parameter != path or said not in general:
                raise
            hint = mark + near
        raise InvalidParameterError(path, value, bound + (hint or advice.value(value, found)))

    return check


def _alternatives(alike: list[Schema]) -> Check:
    """Of several schemas of one type the one that is meant, by its tag; else the first that takes the value."""
    tags = [tag(branch) for branch in alike]
    checks = [compiled(branch) for branch in alike]
    if len(checks) > 1 and all(tags) and len({told[0] for told in tags if told}) == 1:
        return _tagged({told[1]: check for told, check in zip(tags, checks, strict=True) if told}, alike)

    def check(path: str, value: Any) -> Any:
        refused: list[InvalidParameterError] = []
        for one in checks:
            try:
                return one(path, value)
            except InvalidParameterError as error:
                refused.append(error)
        raise max(refused, key=lambda error: len(error.parameter))

    return check


def _tagged(checks: Mapping[Any, Check], alike: list[Schema]) -> Check:
    name = (tag(alike[0]) or ("type", None))[0]
    # The kind that is meant where none is told: the one that the document gives a default, or doesn't demand.
    free = [one for one in alike if "default" in one["properties"][name] or name not in one.get("required", ())]
    default = free[0]["properties"][name] if len(free) == 1 else {}
    filled = {name: default["default"]} if "default" in default else {}
    bound = "one of " + ", ".join(map(str, checks))

    def check(path: str, value: Any) -> Any:
        told = value.get(name, default.get("enum", [OMITTED])[0])
        one = checks.get(told) if isinstance(told, str) else None
        if one is None:
            raise InvalidParameterError(f"{path}.{name}", told, bound + advice.meant(str(told), checks))
        try:
            return one(path, {**filled, **value})
        except InvalidParameterError as error:
            field = error.parameter.removeprefix(f"{path}.")
            owners = [str(tag(other)[1]) for other in alike if field in other["properties"]]  # type: ignore[index]
            if not (owners and error.bound.startswith(UNKNOWN)):
                raise
            raise InvalidParameterError(
                error.parameter, error.value, f"left out: only {', '.join(owners)} has it"
            ) from None

    return check


def _string(schema: Schema) -> Check:
    values, bound = schema.get("enum"), words(schema)
    low, high = schema.get("minLength", 0), schema.get("maxLength", math.inf)
    try:  # `$` is the end of the text, not of a line; a pattern that Python can't read is left to the service
        form = re.compile(re.sub(r"\$$", r"\\Z", schema.get("pattern", "")))
    except re.error:
        form = re.compile("")

    def check(path: str, value: Any) -> str:
        if not isinstance(value, str):
            raise InvalidParameterError(path, value, bound)
        text = str.__str__(value)  # a member of somebody's own enum is its value, whatever it prints as
        if not text.isascii() and _HALF_CHARACTER.search(text):
            raise InvalidParameterError(path, value, "a string without half of a surrogate pair")
        if values is not None and text not in values:
            raise InvalidParameterError(path, value, bound + advice.meant(text, values))
        if not low <= len(text) <= high:
            least = "a string that isn't empty" if low == 1 else f"a string of at least {low} characters"
            raise InvalidParameterError(
                path, value, least if len(text) < low else f"a string of at most {high} characters"
            )
        if form.pattern and not form.search(text):
            raise InvalidParameterError(path, value, bound)
        return text

    return check


def _scalar(schema: Schema) -> Check:
    kind, values, bound = schema["type"], schema.get("enum"), words(schema)
    low, high = schema.get("minimum", -_LARGEST), schema.get("maximum", _LARGEST)
    above, below = schema.get("exclusiveMinimum", -math.inf), schema.get("exclusiveMaximum", math.inf)
    kinds = {kind, "integer"} if kind == "number" else {kind}

    def check(path: str, value: Any) -> Any:
        found = kind_of(value)
        if found not in kinds or (values and value is not None and value not in values):
            raise InvalidParameterError(path, value, bound)
        if found in {"boolean", "null"}:
            return value
        if not (low <= value <= high and above < value < below):
            raise InvalidParameterError(path, value, bound)
        whole = kind == "integer" or isinstance(value, int)
        return int(cast(int, value)) if whole else float(cast(float, value))

    return check


def _array(schema: Schema) -> Check:
    item, bound = compiled(schema.get("items", {})), words(schema)
    low, high, unique = schema.get("minItems", 0), schema.get("maxItems", math.inf), schema.get("uniqueItems", False)

    def check(path: str, value: Any) -> list[Any]:
        if kind_of(value) != "array":
            raise InvalidParameterError(path, value, bound + advice.value(value, [schema]))
        items = [item(f"{path}[{index}]", entry) for index, entry in enumerate(value)]
        if not low <= len(items) <= high or (unique and any(one in items[:at] for at, one in enumerate(items))):
            raise InvalidParameterError(path, value, bound if len(items) <= high else f"a list of at most {high}")
        return items

    return check


def _object(schema: Schema) -> Check:
    fields = {name: compiled(inner) for name, inner in schema.get("properties", {}).items()}
    rest, required, bound = schema.get("additionalProperties", {}), schema.get("required", ()), words(schema)
    other = None if rest is False else compiled(rest)

    def check(path: str, value: Any) -> dict[str, Any]:
        value = _plain(value)
        if not isinstance(value, Mapping):
            raise InvalidParameterError(path, value, bound + advice.value(value, [schema]))
        result = {}
        for key, entry in value.items():
            one = fields.get(key) or other
            if one is None or not isinstance(key, str) or _HALF_CHARACTER.search(key):
                hint = advice.inside(entry, fields) or advice.meant(str(key), fields)
                raise InvalidParameterError(f"{path}.{key!s}", entry, UNKNOWN + hint)
            result[str.__str__(key)] = one(f"{path}.{key}", entry)
        for key in required:
            if key not in result:
                raise InvalidParameterError(f"{path}.{key}", OMITTED, "given")
        return result

    return check


def anything(path: str, value: Any) -> Any:
    """Any JSON value."""
    value = _plain(value)
    kind = kind_of(value)
    if kind == "none" or (kind == "number" and not math.isfinite(value)):
        raise InvalidParameterError(path, value, "a JSON value")
    return value if isinstance(value, float) else _of_kind(kind)(path, value)


@cache
def _of_kind(kind: str) -> Check:
    return compiled({"type": kind})
