"""Reduce a schema to what it asserts, in a form that every validator reads.

Annotations, malformed keywords, empty unions and counts that say nothing are left out, so that none of
them decides a verdict; only the formats of numbers stay, for OpenAPI gives them exact limits. What can't
be read at all (a type that doesn't exist, a reference that leads nowhere, a pattern that no engine takes)
becomes a reference to UNREADABLE.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.schema.values import LIMITS
from scripts.contract_diff.solve.automaton import automaton
from scripts.contract_diff.solve.pattern import UnsupportedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.documents.text import Json

# a place that no document has; whoever bundles a schema says what stands there
UNREADABLE: Final = "unreadable"
TYPES: Final = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})
SCHEMAS: Final = frozenset({
    "additionalProperties", "propertyNames", "items", "contains", "not", "if", "then", "else",
    "unevaluatedProperties", "unevaluatedItems",
})  # fmt: skip
LISTS: Final = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
MAPS: Final = frozenset({"properties", "patternProperties", "dependentSchemas", "$defs", "definitions"})
_COUNTED: Final = {
    "minLength": "string", "maxLength": "string", "minItems": "array", "maxItems": "array",
    "minProperties": "object", "maxProperties": "object", "minContains": "array", "maxContains": "array",
}  # fmt: skip
_BOUNDS: Final = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"})
ASSERTING: Final = frozenset({
    *SCHEMAS, *LISTS, *MAPS, *_COUNTED, *_BOUNDS, "type", "enum", "const", "multipleOf", "pattern", "required",
    "uniqueItems", "dependentRequired", "$ref",
})  # fmt: skip
_FORMAT: Final = "our-automaton:"


def unreadable(kind: str = "") -> dict[str, Json]:
    """A schema of which nothing is known, for values of one kind or of any."""
    whole: dict[str, Json] = {"$ref": f"#/$defs/{UNREADABLE}"}
    return {"if": {"type": kind}, "then": whole} if kind else whole


def number(value: Json | None) -> bool:
    """Whether a value is a number, which true and false aren't."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))


def is_type(given: Json) -> bool:
    """Whether a `type` names types that exist."""
    names = given if isinstance(given, list) else [given]
    return bool(names) and all(isinstance(name, str) and name in TYPES for name in names)


def is_schema(value: Json) -> bool:
    """Whether a value can be a schema at all."""
    return isinstance(value, dict | bool)


def asserted_words(raw: dict[str, Json]) -> tuple[dict[str, Json], list[Json]]:
    """The well-formed assertions of one schema, and what holds beside them."""
    words: dict[str, Json] = {}
    more: list[Json] = []
    for word, value in raw.items():
        if word == "type" and not is_type(value):
            more.append(unreadable())
        elif word in _COUNTED and number(value):
            _count(word, value, words, more)  # type: ignore[arg-type]
        elif word == "pattern" and isinstance(value, str):
            _pattern(value, words, more)
        elif word == "format" and isinstance(value, str) and value in LIMITS:
            limits = LIMITS[value] if value.startswith("int") else map(float, LIMITS[value])
            more.append(dict(zip(("minimum", "maximum"), limits, strict=True)))
        elif word in _PLAIN and _PLAIN[word](value):
            words[word] = sorted(set(value)) if word == "required" else value  # type: ignore[arg-type, type-var]
        elif word == "type":
            words[word] = list(dict.fromkeys(value)) if isinstance(value, list) else value
    _patterns_of_keys(words, more)
    return words, more


def _count(word: str, value: float, words: dict[str, Json], more: list[Json]) -> None:
    least = word.startswith("min")
    if value >= 0:
        words[word] = math.ceil(value) if least else math.floor(value)
    elif not least:  # nothing is shorter than nothing
        more.append({"not": {"type": _COUNTED[word]}})


def _pattern(text: str, words: dict[str, Json], more: list[Json]) -> None:
    if read_by_validator(text):
        words["pattern"] = text
        return
    try:
        automaton(text)
    except UnsupportedError:
        more.append(unreadable("string"))
    else:
        words["format"] = f"{_FORMAT}{text}"


def _patterns_of_keys(words: dict[str, Any], more: list[Json]) -> None:
    told = words.get("patternProperties", {})
    wrong = [text for text in told if not read_by_validator(str(text))]
    if wrong:
        words["patternProperties"] = {text: part for text, part in told.items() if text not in wrong}
        for word in ("additionalProperties", "unevaluatedProperties"):
            words.pop(word, None)
        more.append(unreadable("object"))


@lru_cache(maxsize=4096)
def read_by_validator(text: str) -> bool:
    """Whether the validator's engine takes a pattern."""
    import jsonschema_rs  # noqa: PLC0415 - clean diffs don't pay for it

    try:
        jsonschema_rs.Draft202012Validator({"pattern": text})
    except ValueError:
        return False
    return True


def formats(bundle: Json) -> dict[str, Callable[[str], bool]]:
    """Our own automata for the patterns that the validator's engine refuses."""
    found: dict[str, Callable[[str], bool]] = {}
    left: list[Json] = [bundle]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            name = value.get("format")
            if isinstance(name, str) and name.startswith(_FORMAT):
                found[name] = automaton(name.removeprefix(_FORMAT)).matches
            left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)
    return found


def _names(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


_PLAIN: Final[dict[str, Callable[[Any], bool]]] = {
    **dict.fromkeys(_BOUNDS, lambda value: number(value) or isinstance(value, bool)),
    **dict.fromkeys(SCHEMAS, lambda _value: True),
    **dict.fromkeys(LISTS, lambda value: isinstance(value, list) and bool(value)),
    **dict.fromkeys(MAPS, lambda value: isinstance(value, dict)),
    "multipleOf": lambda value: number(value) and value > 0,
    "enum": lambda value: isinstance(value, list),
    "const": lambda _value: True,
    "required": _names,
    "uniqueItems": lambda value: isinstance(value, bool),
    "dependentRequired": lambda value: isinstance(value, dict) and all(map(_names, value.values())),
}
