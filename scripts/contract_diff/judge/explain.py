"""Put a change into words: the name of a cause, its message, its place, its stable id."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.judge.matching import coarse
from scripts.contract_diff.report.places import spoken
from scripts.contract_diff.schema.node import both, kinds_of
from scripts.contract_diff.schema.values import EVERY_KIND, LIMITS, compact, to_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scripts.contract_diff.judge.cause import Cause
    from scripts.contract_diff.schema.node import Node
    from scripts.documents.text import Json

# For each kind of cause its name where head sets it, and where base did.
_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "kinds": ("type-removed", "type-added"),
    "values": ("enum-value-removed", "enum-value-added"),
    "open-values": ("enum-closed", "enum-opened"),
    "anything": ("constraint-added", "constraint-dropped"),
    "required": ("property-made-required", "property-made-optional"),
    "required-new": ("required-property-added", "required-property-removed"),
    "property": ("property-added", "property-removed"),
    "refused": ("property-removed", "property-added"),
    "closed": ("object-closed", "object-opened"),
    "items": ("items-constrained", "items-freed"),
    "prefixItems": ("items-constrained", "items-freed"),
    "variant": ("variant-removed", "variant-added"),
    "overlap": ("variants-tightened", "variants-loosened"),
    "not": ("exclusion-added", "exclusion-dropped"),
    "unique": ("unique-items-demanded", "unique-items-dropped"),
    "pattern": ("pattern-tightened", "pattern-loosened"),
    "multipleOf": ("multiple-of-tightened", "multiple-of-loosened"),
    "contains": ("contains-tightened", "contains-loosened"),
    "propertyNames": ("property-names-tightened", "property-names-loosened"),
    "patternProperties": ("pattern-properties-tightened", "pattern-properties-loosened"),
    "dependentRequired": ("dependency-added", "dependency-dropped"),
    "dependentSchemas": ("dependency-added", "dependency-dropped"),
    "if": ("condition-tightened", "condition-loosened"),
    "size": ("number-format-narrowed", "number-format-widened"),
}
_BOUNDS: Final[Mapping[str, str]] = {
    "minimum": "minimum", "maximum": "maximum", "minLength": "min-length", "maxLength": "max-length",
    "minItems": "min-items", "maxItems": "max-items", "minProperties": "min-properties",
    "maxProperties": "max-properties",
}  # fmt: skip
_ANNOTATIONS: Final = frozenset({
    "description", "title", "summary", "example", "examples", "externalDocs", "deprecated", "$comment", "xml",
})  # fmt: skip
_MOST_SHOWN: Final = 8
_MOST_PLACES: Final = 4
_UNITS: Final = {"Length": " characters", "Items": " items", "Properties": " keys"}


def name_of(cause: Cause, *, head_constrains: bool) -> str:
    """The kind of cause in the words of someone who compares two documents."""
    if cause.kind in _BOUNDS:
        own = [part.words[cause.kind] for part in cause.details["mine"] if cause.kind in part.words]
        if not own:
            return f"{_BOUNDS[cause.kind]}-{'set' if head_constrains else 'unset'}"
        lower = cause.kind.startswith("min")
        return f"{_BOUNDS[cause.kind]}-{'raised' if lower == head_constrains else 'lowered'}"
    names = _NAMES.get(cause.kind, ("constraint-added", "constraint-dropped"))
    return names[0] if head_constrains else names[1]


def message_of(cause: Cause, name: str, field: str, *, head_constrains: bool) -> str:
    """One sentence."""
    text = f"{field}: {_said(cause, name, head_constrains=head_constrains)}"
    others = sorted({spoken(location.words) for location in cause.elsewhere} - {spoken(cause.location.words)})
    if others:
        more = f" and {len(others) - _MOST_PLACES} more" if len(others) > _MOST_PLACES else ""
        text += f" (the same at {', '.join(others[:_MOST_PLACES])}{more})"
    return text


def _said(cause: Cause, name: str, *, head_constrains: bool) -> str:
    constraint, details, key = cause.constraint.words, cause.details, cause.name
    if cause.kind == "values":
        shown = _listed(details["values"])
        return f"{shown} no longer allowed" if head_constrains else f"{shown} newly allowed"
    if cause.kind == "open-values":
        values = list(constraint["values"]) if "values" in constraint else []
        which = f"only {_listed(values)}" if values else "only the listed values"
        return f"{which} allowed now" if head_constrains else f"no longer limited to {which.removeprefix('only ')}"
    if cause.kind in ("kinds", "size"):
        return (_kinds_said if cause.kind == "kinds" else _size_said)(cause, head_constrains=head_constrains)
    if cause.kind in _BOUNDS:
        return _bound_said(cause, head_constrains=head_constrains)
    sentences = {
        "property-made-required": "now required",
        "property-made-optional": "no longer required",
        "required-property-added": "a new property, and required",
        "required-property-removed": "a required property is gone",
        "property-added": "a new property",
        "property-removed": "the property is gone",
        "object-closed": "properties that it doesn't name are no longer allowed",
        "object-opened": "properties that it doesn't name are allowed now",
        "constraint-added": "anything was allowed, now there are conditions",
        "constraint-dropped": "there were conditions, now anything is allowed",
        "variant-removed": f"the variant {key} is no longer accepted",
        "variant-added": f"the variant {key} is new",
    }
    return sentences.get(name, name.replace("-", " "))


def _size_said(cause: Cause, *, head_constrains: bool) -> str:
    ours = " and ".join(sorted({_size(node) for node in cause.details["mine"]} - {""}))
    now, was = f"within {_size(cause.constraint)}", f"within {ours}" if ours else "of any size"
    return f"numbers {was} became {now}" if head_constrains else f"numbers {now} became {was}"


def _bound_said(cause: Cause, *, head_constrains: bool) -> str:
    theirs, ours = _bound(cause.kind, cause.constraint), _bound(cause.kind, *cause.details["mine"])
    if not ours:
        return f"must be {theirs} now" if head_constrains else f"need no longer be {theirs}"
    now, was = (theirs, ours) if head_constrains else (ours, theirs)
    return f"must be {now} now, was {was}"


def _size(node: Node) -> str:
    """The format whose limits a schema has."""
    bounds = [node.words.get(word, (None,))[0] for word in ("minimum", "maximum")]
    return next((name for name, limits in LIMITS.items() if bounds == list(limits)), "")


def _listed(values: Iterable[Json]) -> str:
    shown = [compact(value) for value in values]
    more = f" and {len(shown) - _MOST_SHOWN} more" if len(shown) > _MOST_SHOWN else ""
    return ", ".join(shown[:_MOST_SHOWN]) + more


def _kinds_said(cause: Cause, *, head_constrains: bool) -> str:
    """What became of the types: one instead of another, or some more or fewer."""
    theirs, ours = frozenset(cause.constraint.words.get("kinds", ())), kinds_of(both(*cause.details["mine"]))
    only, more = " or ".join(coarse(theirs)) or "nothing", " or ".join(coarse(ours - theirs))
    if ours == EVERY_KIND:
        return f"only {only} allowed now" if head_constrains else f"no longer only {only}, but anything"
    if more == "number" and theirs & ours:
        more = "other numbers"
    return f"{more} no longer allowed, only {only}" if head_constrains else f"{more} allowed now, not only {only}"


def _bound(word: str, *nodes: Node) -> str:
    """The tightest of some bounds, in words."""
    found: list[Any] = [node.words[word] for node in nodes if word in node.words]
    if not found:
        return ""
    value = max(found) if word.startswith("min") else min(found)
    unit = next((unit for name, unit in _UNITS.items() if word.endswith(name)), "")
    if not isinstance(value, tuple):
        return f"{'at least' if word.startswith('min') else 'at most'} {value}{unit}"
    limit, beyond = value
    shown = limit if isinstance(limit, int) else to_number(limit)
    if beyond:
        return f"{'more' if word == 'minimum' else 'less'} than {shown}"
    return f"{'at least' if word == 'minimum' else 'at most'} {shown}"


def bare(fragment: Json, depth: int = 6) -> Json:
    """A piece of a document without its prose, and not endlessly deep."""
    if isinstance(fragment, dict):
        if depth == 0:
            return {"...": len(fragment)}
        return {
            name: bare(value, depth - 1)
            for name, value in fragment.items()
            if not (name in _ANNOTATIONS and not isinstance(value, dict)) and not name.startswith("x-")
        }
    if isinstance(fragment, list):
        return [bare(item, depth) for item in fragment]
    return fragment


def stable_id(*what: str) -> str:
    """The same for the same finding in every run."""
    return hashlib.sha256("\n".join(what).encode()).hexdigest()[:12]


def digest(old: Json, new: Json) -> str:
    """Of both fragments: an agreement to a finding ends when they change."""
    return hashlib.sha256(compact([old, new]).encode()).hexdigest()[:16]
