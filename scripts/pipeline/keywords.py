"""The keywords of schemas that the normal form keeps, what each may hold, and when one asserts nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scripts.pipeline.algebra import NOTES, ONE_WAY, Schema, may_be, simplest, type_of, unique

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
    "pattern": ("", ".*"),
    "patternProperties": ({},),
    "additionalProperties": (True, {}),
    "propertyNames": (True, {}, {"type": "string"}),
}


def kept(schema: Schema, other_way: str) -> Schema:
    """The keywords of a schema that the normal form keeps, but for its unions."""
    found = {word: value for word, value in schema.items() if word in KEPT and word != "anyOf"}
    return {n: value for n, value in found.items() if n not in ONE_WAY or (n == other_way and value is True)}


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


def told_by(schema: Schema) -> list[str]:
    """The types of a schema that has none, as its other keywords give them away."""
    for kind, words in OF_TYPE.items():
        if any(word in schema for word in TELLING if word in words):
            return [kind]
    return unique(type_of(value) for value in schema.get("enum", ()))


def exclusive(schema: Schema) -> None:
    """OpenAPI 3.0's boolean exclusive bounds as 3.1 says them."""
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if schema.get(exclusive) is True and bound in schema:
            schema[exclusive] = schema.pop(bound)
        elif isinstance(schema.get(exclusive), bool):
            del schema[exclusive]


def of_type(schema: Schema, kind: str, *, keep_notes: bool = False) -> Schema:
    """The part of a schema that says something of one type."""
    shown = NOTES if keep_notes else ("title", "x-secret", "x-unit") if kind != "null" else ()
    belonging = {"type", *OF_TYPE.get(kind, ()), *shown}
    result = {name: value for name, value in schema.items() if name in belonging}
    result["type"] = kind
    if "enum" in schema and kind != "null":
        values = [value for value in schema["enum"] if may_be(value, {"type": kind})]
        result["enum"] = values
    return simplest(result)


def said_twice(schema: Schema) -> list[Any]:
    """What a schema says by saying that it isn't what isn't that."""
    inner = schema.get("not")
    return [inner["not"]] if isinstance(inner, dict) and inner.keys() == {"not"} else []


def parts_of(schema: Schema) -> list[Schema]:
    """The parts of a schema's `allOf` that are written where it is."""
    parts = schema.get("allOf")
    return [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []


def with_others(schema: Schema, others: Schema | bool) -> Schema:
    """A schema whose objects have no properties but those that it knows, and such as `others` says."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [with_others(branch, others) for branch in schema["anyOf"]]}
    return {"additionalProperties": others, **schema} if "object" in str(schema.get("type")) else schema


def only_demands(schema: Schema) -> bool:
    """Whether all that a variant says is what an object must have."""
    return "required" in schema and schema.keys() <= {"required", "type"}


def tagged(schema: Schema, branch: Any, discriminator: Any) -> Schema:
    """A variant with the values that only the union's discriminator gives it."""
    if not isinstance(discriminator, dict) or not isinstance(discriminator.get("mapping"), dict):
        return schema
    name, mapping = str(discriminator.get("propertyName")), discriminator["mapping"]
    reference = branch.get("$ref") if isinstance(branch, dict) else None
    values = [value for value, to in mapping.items() if reference in (to, f"#/components/schemas/{to}")]
    told = schema.get("properties", {}).get(name)
    if not values or told is None or told.get("type", "string") != "string" or "enum" in told:
        return schema
    return {**schema, "properties": {**schema["properties"], name: {**told, "type": "string", "enum": values}}}
