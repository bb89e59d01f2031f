"""Put a change into words: the name of a cause, its message, its place, its stable id."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.judge.matching import coarse
from scripts.contract_diff.schema.values import LIMITS, compact, to_number

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
    places = [" > ".join(location.words) for location in cause.elsewhere]
    others = sorted(set(places) - {" > ".join(cause.location.words)})
    if others:
        more = f" and {len(others) - _MOST_SHOWN} more" if len(others) > _MOST_SHOWN else ""
        text += f"; the same schema also stands at {', '.join(others[:_MOST_SHOWN])}{more}"
    return text


def _said(cause: Cause, name: str, *, head_constrains: bool) -> str:
    constraint, details = cause.constraint.words, cause.details
    key = cause.name
    if cause.kind == "values":
        shown = _listed(details["values"])
        return f"{shown} no longer allowed" if head_constrains else f"{shown} newly allowed"
    if cause.kind == "open-values":
        values = list(constraint["values"]) if "values" in constraint else []
        which = f"only {_listed(values)}" if values else "only the listed values"
        return f"{which} allowed now" if head_constrains else f"no longer limited to {which.removeprefix('only ')}"
    if cause.kind == "kinds":
        now, was = _kinds(cause.constraint), _kinds_of_all(details["mine"])
        return f"{was} became {now}" if head_constrains else f"{now} became {was}"
    if cause.kind == "size":
        now, was = _size(cause.constraint), " and ".join(sorted({_size(node) for node in details["mine"]} - {""}))
        now, was = f"within {now}", f"within {was}" if was else "of any size"
        return f"numbers {was} became {now}" if head_constrains else f"numbers {now} became {was}"
    if cause.kind in _BOUNDS:
        now, was = _bound(cause.kind, cause.constraint), _bound(cause.kind, *details["mine"])
        return f"{cause.kind} {was} became {now}" if head_constrains else f"{cause.kind} {now} became {was}"
    sentences = {
        "property-made-required": "now required",
        "property-made-optional": "no longer required",
        "required-property-added": "a new property, and required",
        "required-property-removed": "a required property is gone",
        "property-added": "a new property",
        "property-removed": "the property is gone",
        "object-closed": "other properties are no longer allowed",
        "object-opened": "other properties are allowed now",
        "constraint-added": "anything was allowed, now there are conditions",
        "constraint-dropped": "there were conditions, now anything is allowed",
        "variant-removed": f"the variant {key} is no longer accepted",
        "variant-added": f"the variant {key} is new",
    }
    return sentences.get(name, name.replace("-", " "))


def _size(node: Node) -> str:
    """The format whose limits a schema has."""
    bounds = [node.words.get(word, (None,))[0] for word in ("minimum", "maximum")]
    return next((name for name, limits in LIMITS.items() if bounds == list(limits)), "")


def _listed(values: Iterable[Json]) -> str:
    shown = [compact(value) for value in values]
    more = f" and {len(shown) - _MOST_SHOWN} more" if len(shown) > _MOST_SHOWN else ""
    return ", ".join(shown[:_MOST_SHOWN]) + more


def _kinds(node: Node) -> str:
    return " or ".join(coarse(node.words.get("kinds", ()))) or "nothing"


def _kinds_of_all(nodes: Iterable[Node]) -> str:
    from scripts.contract_diff.schema.node import both, kinds_of  # noqa: PLC0415 - only for words
    from scripts.contract_diff.schema.values import EVERY_KIND  # noqa: PLC0415 - only for words

    kinds = kinds_of(both(*nodes))
    return "anything" if kinds == EVERY_KIND else " or ".join(coarse(kinds))


def _bound(word: str, *nodes: Node) -> str:
    found: list[Any] = [node.words[word] for node in nodes if word in node.words]
    if not found:
        return "(none)"
    value = max(found) if word.startswith("min") else min(found)
    if isinstance(value, tuple):
        limit, beyond = value
        return f"{to_number(limit + 0) if not isinstance(limit, int) else limit}{' (exclusive)' if beyond else ''}"
    return str(value)


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
