"""Pairs of schemas with what each change breaks: the truth that the engine is held to.

`request`: some value of the old schema is refused by the new one. `reply`: the other way round.
Every line was decided by reading the JSON Schema specification, and `test_pairs` tries to refute it
with sampled values as well.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Pair(NamedTuple):
    """Two schemas and which direction the change breaks."""

    name: str
    old: Any
    new: Any
    breaks: str  # "request", "reply", "both" or "none"


S, I, N, B, O, A = ({"type": kind} for kind in ("string", "integer", "number", "boolean", "object", "array"))  # noqa: E741
NULL = {"type": "null"}


def obj(properties: Any, *required: str, **more: Any) -> Any:
    """An object schema."""
    return {"type": "object", "properties": properties, **({"required": list(required)} if required else {}), **more}


def variant(value: str, **properties: Any) -> Any:
    """One variant of a tagged union."""
    return obj({"kind": {"const": value}, **properties}, "kind")


LINES: list[tuple[str, Any, Any, str]] = [
    # kinds
    ("integer to number", I, N, "reply"),
    ("string to integer", S, I, "both"),
    ("string or integer to string", {"type": ["string", "integer"]}, S, "request"),
    ("kinds in another order", {"type": ["string", "null"]}, {"type": ["null", "string"]}, "none"),
    ("one kind in a list", {"type": ["string"]}, S, "none"),
    ("number and integer is number", {"type": ["number", "integer"]}, N, "none"),
    ("every kind is anything", {"type": ["null", "boolean", "number", "string", "array", "object"]}, {}, "none"),
    ("true is the empty schema", True, {}, "none"),
    ("anything to nothing", {}, False, "request"),
    ("nothing to something", False, S, "reply"),
    ("nothing in two spellings", False, {"enum": []}, "none"),
    ("nothing by contradiction", {"allOf": [S, I]}, False, "none"),
    ("nothing by empty bounds", {"type": "integer", "minimum": 3, "maximum": 2}, False, "none"),
    ("nothing between whole numbers", {"type": "integer", "exclusiveMinimum": 1, "exclusiveMaximum": 2}, False, "none"),
    ("boolean to its values", B, {"enum": [False, True]}, "none"),
    ("boolean to true", B, {"const": True}, "request"),
    ("null to its value", NULL, {"const": None}, "none"),
    ("null let in", S, {"type": ["string", "null"]}, "reply"),
    ("null let in by oneOf", S, {"oneOf": [S, NULL]}, "reply"),
    ("null let in by enum", {"enum": ["a"]}, {"enum": ["a", None]}, "reply"),
    ("object to map of anything", O, {"type": "object", "additionalProperties": True}, "none"),
    # values
    ("enum reordered", {"enum": ["a", "b"]}, {"enum": ["b", "a"]}, "none"),
    ("enum value swapped", {"enum": ["a", "b"]}, {"enum": ["a", "c"]}, "both"),
    ("enum value twice", {"enum": ["a", "a"]}, {"enum": ["a"]}, "none"),
    ("closed to open", {"enum": ["a", "b"]}, S, "reply"),
    ("open to closed", S, {"enum": ["a", "b"]}, "request"),
    ("closed to open by anyOf", {"enum": ["a", "b"]}, {"anyOf": [S, {"enum": ["a", "b"]}]}, "reply"),
    ("open enum gains a value", {"anyOf": [S, {"enum": ["a"]}]}, {"anyOf": [S, {"enum": ["a", "b"]}]}, "none"),
    ("open enum loses its list", {"anyOf": [S, {"enum": ["a"]}]}, S, "none"),
    ("enum split in two", {"enum": ["a", "b"]}, {"anyOf": [{"const": "a"}, {"const": "b"}]}, "none"),
    ("enum split in two by oneOf", {"enum": ["a", "b"]}, {"oneOf": [{"const": "a"}, {"const": "b"}]}, "none"),
    ("overlapping enums in oneOf", {"enum": ["a", "b"]}, {"oneOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}, "both"),
    ("values of another kind don't count", {"type": "string", "enum": ["a", 1]}, {"const": "a"}, "none"),
    ("one is one point nought", {"const": 1}, {"const": 1.0}, "none"),
    ("one is not true", {"const": 1}, {"const": True}, "both"),
    ("nought is not false", {"enum": [0]}, {"enum": [0, False]}, "reply"),
    ("enum against a bound", {"enum": [1, 2]}, {"type": "integer", "minimum": 1, "maximum": 3}, "reply"),
    ("enum is all of a range", {"type": "integer", "minimum": 1, "maximum": 3}, {"enum": [1, 2, 3]}, "none"),
    ("enum against a length", {"enum": ["a", "bb"]}, {"type": "string", "maxLength": 1}, "both"),
    ("constant object widened", {"const": {"a": 1}}, obj({"a": I}, "a"), "reply"),
    ("constant object in words", {"const": {"a": 1}}, obj({"a": {"const": 1}}, "a", additionalProperties=False), "none"),
    ("constant array in words", {"const": [1]}, {"type": "array", "prefixItems": [{"const": 1}], "items": False, "minItems": 1}, "none"),
    ("keys of a constant reordered", {"const": {"a": 1, "b": 2}}, {"const": {"b": 2, "a": 1}}, "none"),
    # numbers
    ("minimum raised", {"type": "number", "minimum": 0}, {"type": "number", "minimum": 0.5}, "request"),
    ("maximum lowered", {"type": "number", "maximum": 2}, {"type": "number", "maximum": 1.5}, "request"),
    ("maximum raised", {"type": "integer", "maximum": 4096}, {"type": "integer", "maximum": 8192}, "reply"),
    ("bound moved both ways", {"type": "number", "minimum": 0, "maximum": 1}, {"type": "number", "minimum": 0.5, "maximum": 2}, "both"),
    ("inclusive to exclusive", {"type": "number", "minimum": 0}, {"type": "number", "exclusiveMinimum": 0}, "request"),
    ("exclusive is the next whole number", {"type": "integer", "exclusiveMinimum": 0}, {"type": "integer", "minimum": 1}, "none"),
    ("fractional bound of whole numbers", {"type": "integer", "maximum": 2.9}, {"type": "integer", "maximum": 2}, "none"),
    ("the tighter of two bounds", {"type": "number", "minimum": 1, "exclusiveMinimum": 0}, {"type": "number", "minimum": 1}, "none"),
    ("bound of a string says nothing", {"type": "string", "minimum": 3}, S, "none"),
    ("bound without a kind", {"minimum": 3}, {}, "reply"),
    ("multiple of one is whole", {"type": "number", "multipleOf": 1}, I, "none"),
    ("multiple of a tenth", {"type": "number", "multipleOf": 0.1}, {"type": "number", "multipleOf": 0.01}, "reply"),
    ("multiples of four and six", {"type": "integer", "allOf": [{"multipleOf": 4}, {"multipleOf": 6}]}, {"type": "integer", "multipleOf": 12}, "none"),
    ("multiples that miss each other", {"type": "integer", "multipleOf": 2}, {"type": "integer", "multipleOf": 3}, "both"),
    ("half of whole numbers", {"type": "integer", "multipleOf": 0.5}, I, "none"),
    ("multiples within bounds", {"type": "integer", "multipleOf": 5, "minimum": 1, "maximum": 9}, {"const": 5}, "none"),
    ("ranges joined", {"anyOf": [{"type": "integer", "maximum": 5}, {"type": "integer", "minimum": 6}]}, I, "none"),
    ("ranges with a gap", {"anyOf": [{"type": "number", "maximum": 5}, {"type": "number", "minimum": 6}]}, N, "reply"),
    ("gap in a range of oneOf", N, {"oneOf": [{"type": "number", "maximum": 5}, {"type": "number", "minimum": 5}]}, "request"),
    # strings
    ("minLength raised", {"type": "string", "minLength": 1}, {"type": "string", "minLength": 2}, "request"),
    ("maxLength lowered", {"type": "string", "maxLength": 32}, {"type": "string", "maxLength": 31}, "request"),
    ("length of nought is one value", {"type": "string", "maxLength": 0}, {"const": ""}, "none"),
    ("length as a pattern", {"type": "string", "minLength": 2}, {"type": "string", "pattern": "^[\\s\\S]{2}"}, "none"),
    ("pattern set", S, {"type": "string", "pattern": "^a"}, "request"),
    ("pattern anchored", {"type": "string", "pattern": "a"}, {"type": "string", "pattern": "^a"}, "request"),
    ("pattern that matches everything", S, {"type": "string", "pattern": ".*"}, "none"),
    ("pattern of one line", S, {"type": "string", "pattern": "^.*$"}, "request"),
    ("pattern as a shorthand", {"type": "string", "pattern": "^\\d+$"}, {"type": "string", "pattern": "^[0-9]+$"}, "none"),
    ("pattern counted out", {"type": "string", "pattern": "^a{2,3}$"}, {"type": "string", "pattern": "^aaa?$"}, "none"),
    ("pattern shortened", {"type": "string", "pattern": "^[a-z]{1,64}$"}, {"type": "string", "pattern": "^[a-z]{1,32}$"}, "request"),
    ("pattern of alternatives", {"type": "string", "pattern": "^(cat|dog)$"}, {"enum": ["cat", "dog"]}, "none"),
    ("pattern against a length", {"type": "string", "pattern": "^x{5}$"}, {"type": "string", "maxLength": 4}, "both"),
    ("pattern implies a length", {"type": "string", "pattern": "^x{5}$", "minLength": 5}, {"type": "string", "pattern": "^x{5}$"}, "none"),
    ("two patterns as one", {"type": "string", "allOf": [{"pattern": "^a"}, {"pattern": "b$"}]}, {"type": "string", "pattern": "^a[\\s\\S]*b$"}, "none"),
    ("pattern of word characters", {"type": "string", "pattern": "^\\w+$"}, {"type": "string", "pattern": "^[a-zA-Z0-9_-]+$"}, "reply"),
    ("same pattern that can't be read", {"type": "string", "pattern": "^(?=a)a$"}, {"type": "string", "pattern": "^(?=a)a$"}, "none"),
    ("format says nothing", {"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}, "none"),
    # arrays
    ("items dropped", {"type": "array", "items": S}, A, "reply"),
    ("items narrowed", {"type": "array", "items": N}, {"type": "array", "items": I}, "request"),
    ("items without a kind", {"items": S}, {"type": "array", "items": S}, "request"),
    ("items false is empty", {"type": "array", "items": False}, {"const": []}, "none"),
    ("maxItems of nought is empty", {"type": "array", "maxItems": 0}, {"type": "array", "items": False}, "none"),
    ("maxItems lowered", {"type": "array", "maxItems": 3}, {"type": "array", "maxItems": 2}, "request"),
    ("minItems dropped", {"type": "array", "minItems": 1}, A, "reply"),
    ("unique set", A, {"type": "array", "uniqueItems": True}, "request"),
    ("unique among one", {"type": "array", "maxItems": 1}, {"type": "array", "maxItems": 1, "uniqueItems": True}, "none"),
    ("unique runs out of values", {"type": "array", "items": B, "uniqueItems": True}, {"type": "array", "items": B, "uniqueItems": True, "maxItems": 2}, "none"),
    ("unique has one value too few", {"type": "array", "items": {"enum": [1, 2, 3]}, "uniqueItems": True}, {"type": "array", "items": {"enum": [1, 2, 3]}, "uniqueItems": True, "maxItems": 2}, "request"),
    ("prefix dropped", {"type": "array", "prefixItems": [S, I]}, {"type": "array", "prefixItems": [S]}, "reply"),
    ("prefix narrowed", {"type": "array", "prefixItems": [S, N]}, {"type": "array", "prefixItems": [S, I]}, "request"),
    ("prefix of anything", {"type": "array", "prefixItems": [{}]}, A, "none"),
    ("prefix and the rest alike", {"type": "array", "prefixItems": [S], "items": S}, {"type": "array", "items": S}, "none"),
    ("closed tuple opened", {"type": "array", "prefixItems": [S], "items": False}, {"type": "array", "prefixItems": [S]}, "reply"),
    ("contains set", A, {"type": "array", "contains": S}, "request"),
    ("contains met by items", {"type": "array", "items": S, "minItems": 1}, {"type": "array", "items": S, "contains": S}, "none"),
    ("contains counted", {"type": "array", "contains": S, "minContains": 2}, {"type": "array", "contains": S}, "reply"),
    ("contains of nought", {"type": "array", "contains": S, "minContains": 0}, A, "none"),
    ("contains limited", {"type": "array", "contains": S}, {"type": "array", "contains": S, "maxContains": 1}, "request"),
    ("contains more than fits", {"type": "array", "contains": S, "minContains": 3, "maxItems": 2}, False, "none"),
    ("contains beside a place", {"type": "array", "prefixItems": [{"items": N}], "contains": N}, {"type": "array", "contains": N}, "reply"),
    ("contains beside a second place", {"type": "array", "prefixItems": [{}, {"items": N}], "contains": N}, {"type": "array", "contains": N}, "reply"),
    ("items of an item", {"type": "array", "items": {"type": "array", "items": I}}, {"type": "array", "items": {"type": "array", "items": N}}, "reply"),
    # objects
    ("property made required", obj({"a": S}), obj({"a": S}, "a"), "request"),
    ("property made optional", obj({"a": S}, "a"), obj({"a": S}), "reply"),
    ("property of anything", obj({"a": {}}), O, "none"),
    ("required without a property", {"type": "object", "required": ["a"]}, O, "reply"),
    ("property retyped", obj({"a": S}), obj({"a": I}), "both"),
    ("property renamed", obj({"a": S}, "a"), obj({"b": S}, "b"), "both"),
    ("property gone from a closed object", obj({"a": S, "b": S}, additionalProperties=False), obj({"a": S}, additionalProperties=False), "request"),
    ("property added to an open object", obj({"a": S}), obj({"a": S, "b": I}), "request"),
    ("property added to a map of the same", obj({}, additionalProperties=S), obj({"b": S}, additionalProperties=S), "none"),
    ("open object closed", obj({"a": S}), obj({"a": S}, additionalProperties=False), "request"),
    ("closed object gets a map", obj({"a": S}, additionalProperties=False), obj({"a": S}, additionalProperties=I), "reply"),
    ("map narrowed", {"type": "object", "additionalProperties": N}, {"type": "object", "additionalProperties": I}, "request"),
    ("forbidden property", O, obj({"a": False}), "request"),
    ("forbidden and required", obj({"a": False}, "a"), False, "none"),
    ("pattern property as a map", {"type": "object", "patternProperties": {".*": S}}, {"type": "object", "additionalProperties": S}, "none"),
    ("pattern property narrowed", {"type": "object", "patternProperties": {"^x": N}}, {"type": "object", "patternProperties": {"^x": I}}, "request"),
    ("pattern property beside a map of the same", obj({}, additionalProperties=O), obj({}, additionalProperties=O, patternProperties={"^x": {"uniqueItems": True}}), "reply"),
    ("pattern property covers a property", obj({"x1": S}, patternProperties={"^x": S}), {"type": "object", "patternProperties": {"^x": S}}, "none"),
    ("pattern property out of additional", {"type": "object", "patternProperties": {"^x": S}, "additionalProperties": False}, {"type": "object", "additionalProperties": S}, "reply"),
    ("minProperties by required", obj({}, "a", "b"), obj({}, "a", "b", minProperties=2), "none"),
    ("minProperties raised", {"type": "object", "minProperties": 1}, {"type": "object", "minProperties": 2}, "request"),
    ("maxProperties set", O, {"type": "object", "maxProperties": 2}, "request"),
    ("maxProperties of nought", {"type": "object", "maxProperties": 0}, {"type": "object", "additionalProperties": False}, "none"),
    ("maxProperties below required", obj({}, "a", "b", maxProperties=1), False, "none"),
    ("names limited", O, {"type": "object", "propertyNames": {"maxLength": 3}}, "request"),
    ("names listed are a closed object", {"type": "object", "propertyNames": {"enum": ["a"]}}, obj({"a": {}}, additionalProperties=False), "none"),
    ("names that no required key has", {"type": "object", "required": ["abc"], "propertyNames": {"maxLength": 2}}, False, "none"),
    ("dependency set", O, {"type": "object", "dependentRequired": {"a": ["b"]}}, "request"),
    ("dependency met by required", obj({}, "b"), obj({}, "b", dependentRequired={"a": ["b"]}), "none"),
    ("dependency on itself", O, {"type": "object", "dependentRequired": {"a": ["a"]}}, "none"),
    ("dependent schema set", O, {"type": "object", "dependentSchemas": {"a": {"required": ["b"]}}}, "request"),
    ("dependency in two spellings", {"dependentSchemas": {"a": {"required": ["b"]}}}, {"dependentRequired": {"a": ["b"]}}, "none"),
    ("object words on a string", {"type": "string", "required": ["a"]}, S, "none"),
    ("deep property bounded", obj({"a": obj({"b": obj({"c": I})})}), obj({"a": obj({"b": obj({"c": {"type": "integer", "maximum": 3}})})}), "request"),
    # unions
    ("branch gone", {"anyOf": [S, I, B]}, {"anyOf": [S, I]}, "request"),
    ("branches reordered", {"anyOf": [S, I]}, {"anyOf": [I, S]}, "none"),
    ("branch covered by another", {"anyOf": [N, I]}, N, "none"),
    ("nested unions", {"anyOf": [{"anyOf": [S, I]}, B]}, {"anyOf": [S, I, B]}, "none"),
    ("union of one", {"anyOf": [S]}, S, "none"),
    ("anyOf to oneOf apart", {"anyOf": [S, I]}, {"oneOf": [S, I]}, "none"),
    ("anyOf to oneOf overlapping", {"anyOf": [N, I]}, {"oneOf": [N, I]}, "request"),
    ("oneOf of two alike is nothing", {"oneOf": [S, S]}, False, "none"),
    ("oneOf as an exclusion", {"oneOf": [S, {"type": "string", "maxLength": 3}]}, {"type": "string", "minLength": 4}, "none"),
    ("overlap of oneOf grows", {"oneOf": [S, {"type": "string", "maxLength": 3}]}, {"oneOf": [S, {"type": "string", "maxLength": 5}]}, "request"),
    ("tagged variant added", {"oneOf": [variant("a")]}, {"oneOf": [variant("a"), variant("b")]}, "reply"),
    ("tagged variant gone", {"anyOf": [variant("a"), variant("b")]}, variant("a"), "request"),
    ("tagged variant grows a need", {"oneOf": [variant("a"), variant("b", x=S)]}, {"oneOf": [variant("a"), {**variant("b", x=S), "required": ["kind", "x"]}]}, "request"),
    ("tagged union, anyOf to oneOf", {"anyOf": [variant("a"), variant("b")]}, {"oneOf": [variant("a"), variant("b")]}, "none"),
    ("tags merged", {"oneOf": [variant("a"), variant("b")]}, obj({"kind": {"enum": ["a", "b"]}}, "kind"), "none"),
    ("open variants overlap in oneOf", {"anyOf": [obj({"a": S}), obj({"b": S})]}, {"oneOf": [obj({"a": S}), obj({"b": S})]}, "request"),
    ("union beside a base", {"type": "object", "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}, O, "reply"),
    ("union distributed", obj({"p": {"anyOf": [S, I]}}, "p"), {"anyOf": [obj({"p": S}, "p"), obj({"p": I}, "p")]}, "none"),
    ("array of union is wider than union of arrays", {"type": "array", "items": {"anyOf": [S, I]}}, {"anyOf": [{"type": "array", "items": S}, {"type": "array", "items": I}]}, "request"),
    # allOf, not, if
    ("allOf of one", {"allOf": [S]}, S, "none"),
    ("allOf narrows", S, {"allOf": [S, {"minLength": 1}]}, "request"),
    ("allOf spread out", {"allOf": [obj({"a": S}, "a"), obj({"b": I})]}, obj({"a": S, "b": I}, "a"), "none"),
    ("allOf of closed objects", {"allOf": [obj({"a": S}, additionalProperties=False), obj({"b": S})]}, obj({"a": S, "b": False}, additionalProperties=False), "none"),
    ("double negation", {"not": {"not": S}}, S, "none"),
    ("not a string", {"not": S}, {"type": ["null", "boolean", "number", "array", "object"]}, "none"),
    ("not a bound", {"type": "number", "not": {"minimum": 5}}, {"type": "number", "exclusiveMaximum": 5}, "none"),
    ("not of a union", {"not": {"anyOf": [S, I]}}, {"allOf": [{"not": S}, {"not": I}]}, "none"),
    ("not of required", {"type": "object", "not": {"required": ["a"]}}, obj({"a": False}), "none"),
    ("not loosened", {"type": "string", "not": {"enum": ["x", "y"]}}, {"type": "string", "not": {"const": "x"}}, "reply"),
    ("not of a whole number", {"type": "number", "not": I}, N, "reply"),
    ("not of everything", {"not": {}}, False, "none"),
    ("condition set", O, {"type": "object", "if": {"required": ["a"]}, "then": {"required": ["b"]}}, "request"),
    ("condition as a union", {"if": S, "then": {"minLength": 1}, "else": I}, {"anyOf": [{"type": "string", "minLength": 1}, I]}, "none"),
    ("condition without consequence", {"if": S}, {}, "none"),
    ("condition that never holds", {"type": "integer", "if": S, "then": False}, I, "none"),
    ("else narrowed", {"if": S, "then": True, "else": N}, {"if": S, "then": True, "else": I}, "request"),
    # odd corners
    ("annotations", {"type": "string", "title": "a", "deprecated": True}, {"type": "string", "description": "b"}, "none"),
    ("default gone", {"type": "integer", "default": 3}, I, "none"),
    ("empty required", obj({"a": S}, required=[]), obj({"a": S}), "none"),
    ("wide integers", {"type": "integer", "maximum": 9007199254740993}, {"type": "integer", "maximum": 9007199254740992}, "request"),
    ("impossible branch", {"anyOf": [S, {"type": "integer", "minimum": 2, "maximum": 1}]}, S, "none"),
    ("impossible optional property", obj({"a": {"allOf": [S, I]}}), obj({"a": False}), "none"),
    ("unspoken kinds stay open", {"properties": {"a": S}}, {"type": "object", "properties": {"a": S}}, "request"),
    ("unevaluated is additional", obj({"a": S}, unevaluatedProperties=False), obj({"a": S}, additionalProperties=False), "none"),
    ("unevaluated sees through allOf", {"allOf": [obj({"a": S}), obj({"b": S})], "unevaluatedProperties": False}, obj({"a": S, "b": S}, additionalProperties=False), "none"),
    ("unevaluated set", {"allOf": [obj({"a": S})]}, {"allOf": [obj({"a": S})], "unevaluatedProperties": False}, "request"),
    ("unevaluated loses a property", {"allOf": [obj({"a": S}), obj({"b": S})], "unevaluatedProperties": False}, {"allOf": [obj({"a": S})], "unevaluatedProperties": False}, "request"),
    ("nothing is left for unevaluated", obj({"a": S}, additionalProperties=True, unevaluatedProperties=False), obj({"a": S}), "none"),
    ("empty name", obj({"": S}), obj({"": S}, ""), "request"),
    ("slash and tilde in names", obj({"a/b~c": N}), obj({"a/b~c": I}), "request"),
]  # fmt: skip
PAIRS = [Pair(*line) for line in LINES]
