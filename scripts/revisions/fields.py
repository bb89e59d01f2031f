"""Read the fields of a schema by structure: path, types, values, bounds, required.

Two spellings of one shape give the same fields: a schema inline or by reference, a union of one,
`allOf`, `nullable` or a null branch, an enum of one value or a const.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

from scripts.documents.pointers import resolve

MAX_DEPTH = 12  # a path longer than this is a schema that contains itself
BOUNDS = (
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minItems",
    "maxItems",
    "minLength",
    "maxLength",
)
UNIONS = ("anyOf", "oneOf")
Tags: TypeAlias = Mapping[str, frozenset[str]]  # the path of a `type`: its values
NO_TAGS: Tags = MappingProxyType({})
NAMES = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", float: "number"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field as its schema has it; `values` are a closed set unless `open`."""

    types: frozenset[str]  # empty where the schema allows anything
    values: tuple[str, ...]
    open: bool
    required: bool
    bounds: tuple[tuple[str, float], ...]

    @property
    def kind(self) -> str:
        """Its types in words."""
        return " or ".join(sorted(self.types - {"null"}, key=lambda name: (name == "object", name))) or "anything"

    @property
    def nullable(self) -> bool:
        """Whether null is one of its types."""
        return not self.types or "null" in self.types

    @property
    def words(self) -> str:
        """The whole field in words, as a person would say it."""
        parts = [self.kind]
        if self.values:
            parts.append(("any value, known: " if self.open else "one of ") + ", ".join(self.values))
        parts += [f"{keyword} {bound:g}" for keyword, bound in self.bounds]
        parts += ["may be null"] if "null" in self.types else []
        return "; ".join(parts) + ("; required" if self.required else "")


def branches(document: dict[str, Any], schema: Any, *, depth: int = 0) -> list[dict[str, Any]]:
    """The alternatives of a schema, none of which has a reference, a union or an `allOf` at its top."""
    if schema is True or depth > MAX_DEPTH:
        return [{}]
    if not isinstance(schema, dict):
        return []
    rest = {key: value for key, value in schema.items() if key not in {"$ref", "allOf", "nullable", *UNIONS}}
    alternatives = [rest]
    conjuncts = [[resolve(document, schema["$ref"])]] if "$ref" in schema else []
    conjuncts += [[part] for part in schema.get("allOf", [])]
    conjuncts += [schema[union] for union in UNIONS if union in schema]
    for options in conjuncts:
        found = [item for option in options for item in branches(document, option, depth=depth + 1)]
        alternatives = [_both(left, right) for left in alternatives for right in found]
    return [*alternatives, {"type": "null"}] if schema.get("nullable") is True else alternatives


def _both(left: dict[str, Any], right: dict[str, Any]) -> dict[str, Any]:
    merged = {**left, **right}
    if left.get("properties") and right.get("properties"):
        merged["properties"] = {**left["properties"], **right["properties"]}
    if left.get("required") and right.get("required"):
        merged["required"] = [*left["required"], *right["required"]]
    return merged


def types_of(schema: dict[str, Any]) -> set[str]:
    """The JSON types that a plain schema says or shows."""
    said = schema.get("type")
    if isinstance(said, str):
        return {said}
    if isinstance(said, list):
        return set(said)
    if values := literals(schema):
        return {"null" if value is None else NAMES[type(value)] for value in values}
    if "properties" in schema or isinstance(schema.get("additionalProperties"), dict):
        return {"object"}
    return {"array"} if "items" in schema else set()


def literals(schema: dict[str, Any]) -> list[Any]:
    """The values of an enum or a const."""
    return (
        list(schema["enum"]) if isinstance(schema.get("enum"), list) else [schema["const"]] if "const" in schema else []
    )


def fields(document: dict[str, Any], schema: Any, tags: Tags = NO_TAGS) -> dict[str, Field]:
    """Every field under a schema by its path: `audio.input.format.type`, `tools[].name`.

    With tags, of a union of objects only those that have such a `type`: a body that says which it is
    isn't to be held against the others.
    """
    found: dict[str, Field] = {}
    _collect(document, branches(document, schema), "", found, tags)
    return found


def _tagged(document: dict[str, Any], objects: list[dict[str, Any]], wanted: frozenset[str]) -> list[dict[str, Any]]:
    def takes(item: dict[str, Any]) -> bool:
        known = [value for choice in branches(document, item["properties"]["type"]) for value in literals(choice)]
        return not known or bool(wanted & set(map(str, known)))

    return [item for item in objects if "type" not in item.get("properties", {}) or takes(item)] or objects


def _collect(
    document: dict[str, Any], alternatives: list[dict[str, Any]], prefix: str, found: dict[str, Field], tags: Tags
) -> None:
    if prefix.count(".") + prefix.count("[]") > MAX_DEPTH:
        return
    objects = [item for item in alternatives if "object" in types_of(item)]
    if wanted := tags.get(f"{prefix}.type".lstrip(".")):
        objects = _tagged(document, objects, wanted)
    for name in sorted({name for item in objects for name in item.get("properties", {})}):
        owners = [item for item in objects if name in item.get("properties", {})]
        children = [child for owner in owners for child in branches(document, owner["properties"][name])]
        required = all(name in item.get("required", []) for item in objects)
        _add(document, children, f"{prefix}.{name}".lstrip("."), found, tags, required=required)
    elements = [child for item in alternatives if "items" in item for child in branches(document, item["items"])]
    if elements:
        _add(document, elements, f"{prefix}[]", found, tags, required=False)


def _add(
    document: dict[str, Any],
    alternatives: list[dict[str, Any]],
    path: str,
    found: dict[str, Field],
    tags: Tags,
    *,
    required: bool,
) -> None:
    found[path] = describe(alternatives, required=required)
    _collect(document, alternatives, path, found, tags)


def describe(alternatives: Iterable[dict[str, Any]], *, required: bool) -> Field:
    """One field from the alternatives of its schema."""
    types: set[str] = set()
    values: dict[str, None] = {}
    bounds: dict[str, float] = {}
    free_string = anything = False
    for item in alternatives:
        kinds, known = types_of(item), literals(item)
        types |= kinds
        anything |= not kinds
        values.update(dict.fromkeys(str(value) for value in known if value is not None))
        free_string |= not known and ("string" in kinds or not kinds)
        bounds.update({key: item[key] for key in BOUNDS if isinstance(item.get(key), int | float)})
    if "number" in types:
        types.discard("integer")
    return Field(
        types=frozenset() if anything else frozenset(types),
        values=tuple(values),
        open=bool(values) and free_string,
        required=required,
        bounds=tuple(sorted(bounds.items())),
    )


def change(before: Field | None, after: Field | None) -> str:
    """What moved between two revisions of a field, in words; empty when nothing did."""
    if before is None or after is None:
        return "" if before is after else "removed" if before else f"added ({after.words})" if after else ""
    said = []
    if before.kind != after.kind:
        said.append(f"type {before.kind} → {after.kind}")
    if before.required != after.required:
        said.append("became required" if after.required else "no longer required")
    if ("null" in before.types) != ("null" in after.types):
        said.append("may be null" if "null" in after.types else "no longer null")
    if before.open != after.open and before.values and after.values:
        said.append("any value allowed" if after.open else "only the known values allowed")
    if gained := [value for value in after.values if value not in before.values]:
        said.append(f"values added: {', '.join(gained)}")
    if lost := [value for value in before.values if value not in after.values]:
        said.append(f"values removed: {', '.join(lost)}")
    if before.bounds != after.bounds:
        said.append(f"bounds {_bounds(before)} → {_bounds(after)}")
    return "; ".join(said)


def _bounds(field: Field) -> str:
    return ", ".join(f"{keyword} {bound:g}" for keyword, bound in field.bounds) or "none"


SIDES = ("request", "reply")


def body_schema(document: dict[str, Any], operation: str, side: str) -> Any:
    """The schema of an operation's request or 200 reply; None where it has none."""
    method, path = operation.split()
    node = document["paths"].get(path, {}).get(method.lower())
    if node is None:
        return None
    body = node.get("requestBody", {}) if side == "request" else node.get("responses", {}).get("200", {})
    content: dict[str, Any] = body.get("content", {})
    return content.get("application/json", {}).get("schema")


def sides(slices: dict[str, dict[str, Any]]) -> dict[tuple[str, str], dict[str, Field]]:
    """The fields of both sides of every operation."""
    return {
        (operation, side): fields(document, body_schema(document, operation, side))
        for operation, document in slices.items()
        for side in SIDES
    }
