"""List the fields of a schema: path, types, values, bounds, required.

Fields are read from the normal form, so two spellings of the same shape give the same fields.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scripts.pipeline.algebra import Schema, variants
from scripts.pipeline.contract import bodies

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
SIDES = ("request", "reply")


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
    def words(self) -> str:
        """The whole field in words, as a person would say it."""
        parts = [self.kind]
        if self.values:
            parts.append(("any value, known: " if self.open else "one of ") + ", ".join(self.values))
        parts += [f"{keyword} {bound:g}" for keyword, bound in self.bounds]
        parts += ["may be null"] if "null" in self.types else []
        return "; ".join(parts) + ("; required" if self.required else "")


def fields(schema: Schema) -> dict[str, Field]:
    """Every field under a schema in normal form by its path: `audio.input.format.type`, `tools[].name`."""
    found: dict[str, Field] = {}
    _collect(variants(schema), "", found)
    return found


def _collect(branches: list[Schema], prefix: str, found: dict[str, Field]) -> None:
    objects = [branch for branch in branches if branch.get("type") == "object"]
    for name in sorted({name for branch in objects for name in branch.get("properties", {})}):
        inner = [branch["properties"][name] for branch in objects if name in branch.get("properties", {})]
        required = all(name in branch.get("required", ()) for branch in objects)
        _add(inner, f"{prefix}.{name}".lstrip("."), found, required=required)
    items = [branch["items"] for branch in branches if isinstance(branch.get("items"), dict)]
    if items:
        _add(items, f"{prefix}[]", found, required=False)


def _add(schemas: list[Schema], path: str, found: dict[str, Field], *, required: bool) -> None:
    branches = [branch for schema in schemas for branch in variants(schema)]
    found[path] = describe(branches, required=required)
    _collect(branches, path, found)


def describe(branches: list[Schema], *, required: bool) -> Field:
    """One field from the variants of its schema."""
    types = {branch.get("type") for branch in branches}
    anything = None in types
    if "number" in types:
        types.discard("integer")
    values = [value for branch in branches for value in branch.get("enum", ()) if value is not None]
    free = any(branch.get("type") in {"string", None} and "enum" not in branch for branch in branches)
    bounds = {word: branch[word] for branch in branches for word in BOUNDS if word in branch}
    return Field(
        types=frozenset() if anything else frozenset(map(str, types)),
        values=tuple(dict.fromkeys(map(str, values))),
        open=bool(values) and free,
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


def sides(slices: dict[str, dict[str, Any]]) -> dict[tuple[str, str], dict[str, Field]]:
    """The fields of both sides of every operation.

    Raises:
        DocumentError: a body can't be brought into normal form.
    """
    return {
        (operation, side): fields(body)
        for operation, document in slices.items()
        for side, body in zip(SIDES, bodies(document, operation, []), strict=True)
    }
