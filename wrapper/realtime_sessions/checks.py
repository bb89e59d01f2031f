"""Check parameters against the contract's schemas before a request is sent.

A schema of the table is compiled into a function once, on its first use. The function gives the value back as
plain JSON, copied, so that nobody changes it later, or raises `InvalidParameterError` with the path in the caller's
own names and the bound in words. What a schema doesn't say is not checked: the service has the last word.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Any, Final, TypeAlias

from .errors import InvalidParameterError
from .parameters.table import PARAMETERS
from .schemas import Schema, branches, kind_of, tag
from .values import OMITTED

Check: TypeAlias = Callable[[str, Any], Any]

_LARGEST: Final = sys.float_info.max  # JSON has no infinity, and Python writes no number of thousands of digits
_HALF_CHARACTER: Final = "[\ud800-\udfff]"  # compiled for text that may have one: that takes half a millisecond


@cache
def of(kind: str, parameter: str) -> Check:
    """The check of a parameter of a kind of session, compiled on its first use."""
    return compiled(PARAMETERS[kind][parameter]["schema"])


def compiled(schema: Schema) -> Check:
    """The check of a schema in normal form, for values that may be nested without end."""
    check = _compiled(schema)

    def bounded(path: str, value: Any) -> Any:
        try:
            return check(path, value)
        except RecursionError:
            raise InvalidParameterError(path, type(value), "a JSON value of some hundred levels at most") from None

    return bounded


def _compiled(schema: Schema) -> Check:
    found = branches(schema)
    return _union(found) if len(found) > 1 else _single(found[0], found)


def _single(schema: Schema, whole: Sequence[Schema]) -> Check:
    """The check of one branch of a whole, by which an error tells what would have been taken."""
    kinds = {"object": _object, "array": _array, "string": _string, None: lambda *_: _anything}
    return kinds.get(schema.get("type"), _scalar)(schema, whole)


def _refused(path: str, value: Any, whole: Sequence[Schema]) -> InvalidParameterError:
    from .explaining import bounds  # noqa: PLC0415 - for what goes wrong only

    return bounds.refused(path, value, whole)


def _plain(value: Any) -> Any:
    """Parts of ours, such as `ServerVad`, as the mappings that they stand for."""
    return value.to_dict() if hasattr(value, "to_dict") and not isinstance(value, type) else value


def _union(found: list[Schema]) -> Check:
    by_kind: dict[str, list[Schema]] = {}
    for branch in found:
        by_kind.setdefault(branch.get("type", "any"), []).append(branch)
    checks = {kind: _alternatives(alike, found) for kind, alike in by_kind.items()}
    if "number" in checks:
        checks.setdefault("integer", checks["number"])

    def check(path: str, value: Any) -> Any:
        value = _plain(value)
        one = checks.get(kind_of(value)) or checks.get("any")
        if one is None:
            raise _refused(path, value, found)
        return one(path, value)

    return check


def _alternatives(alike: list[Schema], whole: Sequence[Schema]) -> Check:
    """Of several schemas of one type the one that is meant, by its tag; else the first that takes the value."""
    tags = [tag(branch) for branch in alike]
    if len(alike) > 1 and all(tags) and len({told[0] for told in tags if told}) == 1:
        return _tagged(alike)
    checks = [_single(branch, whole) for branch in alike]

    def check(path: str, value: Any) -> Any:
        refused: list[InvalidParameterError] = []
        for one in checks:
            try:
                return one(path, value)
            except InvalidParameterError as error:
                refused.append(error)
        raise max(refused, key=lambda error: len(error.parameter))

    return check


def _tagged(alike: list[Schema]) -> Check:
    name, _ = tag(alike[0]) or ("type", None)
    checks = {schema["properties"][name]["enum"][0]: _object(schema, alike) for schema in alike}
    # The kind that is meant where none is told: the one that the document gives a default, or doesn't demand.
    free = [one for one in alike if "default" in one["properties"][name] or name not in one.get("required", ())]
    default = free[0]["properties"][name] if len(free) == 1 else {}
    filled = {name: default["default"]} if "default" in default else {}

    def check(path: str, value: Any) -> Any:
        told = value.get(name, default.get("enum", [OMITTED])[0])
        one = checks.get(told) if isinstance(told, str) else None
        if one is None:
            raise _refused(f"{path}.{name}", told, [{"type": "string", "enum": [*checks]}])
        return one(path, {**filled, **value})

    return check


def _string(schema: Schema, whole: Sequence[Schema]) -> Check:
    values, low, high = schema.get("enum"), schema.get("minLength", 0), schema.get("maxLength", math.inf)
    try:  # `$` is the end of the text, not of a line; a pattern that Python can't read is left to the service
        form = re.compile(re.sub(r"\$$", r"\\Z", schema.get("pattern", "")))
    except re.error:
        form = re.compile("")

    def check(path: str, value: Any) -> str:
        if not isinstance(value, str):
            raise _refused(path, value, whole)
        text = str.__str__(value)  # a member of somebody's own enum is its value, whatever it prints as
        if not text.isascii() and re.search(_HALF_CHARACTER, text):
            raise InvalidParameterError(path, value, "a string without half of a surrogate pair")
        if (values is not None and text not in values) or not low <= len(text) <= high or not form.search(text):
            raise _refused(path, value, whole)
        return text

    return check


def _scalar(schema: Schema, whole: Sequence[Schema]) -> Check:
    """The check of a number, of a boolean, of null."""
    kind, values, in_seconds = schema["type"], schema.get("enum"), schema.get("x-unit") == "seconds"
    low, high = schema.get("minimum", -_LARGEST), schema.get("maximum", _LARGEST)
    above, below = schema.get("exclusiveMinimum", -math.inf), schema.get("exclusiveMaximum", math.inf)
    kinds = {kind, "integer"} if kind == "number" else {kind}

    def check(path: str, value: Any) -> Any:
        said = value.total_seconds() if in_seconds and isinstance(value, timedelta) else value
        found = kind_of(said)
        if found not in kinds or (values and found != "null" and said not in values):
            raise _refused(path, value, whole)
        if found in {"boolean", "null"}:
            return said
        if not (low <= said <= high and above < said < below):
            raise _refused(path, value, whole)
        return int(said) if kind == "integer" or isinstance(said, int) else float(said)

    return check


def _array(schema: Schema, whole: Sequence[Schema]) -> Check:
    item, unique = _compiled(schema.get("items", {})), schema.get("uniqueItems", False)
    low, high = schema.get("minItems", 0), schema.get("maxItems", math.inf)

    def check(path: str, value: Any) -> list[Any]:
        if kind_of(value) != "array":
            raise _refused(path, value, whole)
        items = [item(f"{path}[{index}]", entry) for index, entry in enumerate(value)]
        if not low <= len(items) <= high or (unique and any(one in items[:at] for at, one in enumerate(items))):
            raise _refused(path, value, whole)
        return items

    return check


def _object(schema: Schema, whole: Sequence[Schema]) -> Check:
    fields = {name: _compiled(inner) for name, inner in schema.get("properties", {}).items()}
    rest = schema.get("additionalProperties", {})
    other = None if rest is False else _compiled(rest)

    def check(path: str, value: Any) -> dict[str, Any]:
        value = _plain(value)
        if not isinstance(value, Mapping):
            raise _refused(path, value, whole)
        result = {}
        for key, entry in value.items():
            one = fields.get(key) or other
            if one is None or not isinstance(key, str) or (not key.isascii() and re.search(_HALF_CHARACTER, key)):
                from .explaining import bounds  # noqa: PLC0415

                raise bounds.unknown(path, str(key), entry, schema, whole)
            result[str.__str__(key)] = one(f"{path}.{key}", entry)
        for key in schema.get("required", ()):
            if key not in result:
                raise InvalidParameterError(f"{path}.{key}", OMITTED, "given")
        return result

    return check


def _anything(path: str, value: Any) -> Any:
    value = _plain(value)
    kind = kind_of(value)
    if kind == "none" or (kind == "number" and not math.isfinite(value)):
        raise InvalidParameterError(path, value, "a JSON value")
    return value if isinstance(value, float) else _of_kind(kind)(path, value)


@cache
def _of_kind(kind: str) -> Check:
    return _compiled({"type": kind})
