"""The keywords of schemas that the normal form keeps, what each may hold, and when one asserts nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scripts.pipeline.algebra import NOTES, Schema

TYPES = frozenset({"string", "number", "integer", "boolean", "object", "array", "null"})
MISSPELT_TYPES = {  # names of formats and of other languages, used where a type belongs
    "int": "integer",
    "int32": "integer",
    "int64": "integer",
    "long": "integer",
    "float": "number",
    "double": "number",
    "decimal": "number",
    "bool": "boolean",
    "str": "string",
    "text": "string",
    "list": "array",
    "dict": "object",
    "map": "object",
}
OF_TYPE: dict[str, tuple[str, ...]] = {  # which assertions belong to which type
    "object": (
        "properties",
        "required",
        "additionalProperties",
        "patternProperties",
        "propertyNames",
        "minProperties",
        "maxProperties",
    ),
    "array": ("items", "minItems", "maxItems", "uniqueItems", "contains"),
    "string": ("minLength", "maxLength", "pattern"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}
OF_TYPE["integer"] = OF_TYPE["number"]
TELLING = ("properties", "additionalProperties", "items", "pattern")  # a keyword that gives a missing type away
KEPT = frozenset({"type", "enum", "anyOf", *NOTES}) | {keyword for keywords in OF_TYPE.values() for keyword in keywords}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_pattern(value: Any) -> bool:
    return isinstance(value, str)


WELL_FORMED: dict[str, tuple[str, Callable[[Any], bool]]] = {
    **dict.fromkeys(OF_TYPE["number"], ("a number", _is_number)),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), ("a count", _is_count)),
    **dict.fromkeys(("minProperties", "maxProperties"), ("a count", _is_count)),
    "pattern": ("text", _is_pattern),
    "uniqueItems": ("true or false", lambda value: isinstance(value, bool)),
    "required": ("a list of names", lambda value: isinstance(value, list) and all(isinstance(n, str) for n in value)),
}
NOTHING: dict[str, tuple[Any, ...]] = {  # what a keyword can hold and assert nothing
    **dict.fromkeys(("minLength", "minItems", "minProperties"), (0,)),
    **dict.fromkeys(("uniqueItems", "deprecated"), (False,)),
    "required": ([],),
    "patternProperties": ({},),
    "additionalProperties": (True, {}),
    "propertyNames": (True, {}, {"type": "string"}),
}


def whole_numbers(schema: Schema) -> Schema:
    """A schema whose numbers without a fraction are integers: JSON Schema knows no difference between 600 and 600.0."""
    return {
        word: [*map(_whole, value)] if word == "enum" and isinstance(value, list) else _whole(value)
        for word, value in schema.items()
    }


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def asserting(schema: Schema) -> Schema:
    """A schema without the keywords that assert nothing in it."""
    return {word: value for word, value in schema.items() if not any(_same(value, no) for no in NOTHING.get(word, ()))}


def _same(one: Any, two: Any) -> bool:
    return type(one) is type(two) and one == two
