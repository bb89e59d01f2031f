"""Read what the keywords of one schema assert by themselves, without looking into other schemas."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from scripts.contract_diff.schema.node import Values, Words
from scripts.contract_diff.schema.values import EVERY_KIND, LIMITS, NUMBERS, exact

if TYPE_CHECKING:
    from scripts.documents.text import Json


COUNTS: Final = (
    "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties",
)  # fmt: skip


_SHAPES: Final[dict[str, tuple[type, ...]]] = {
    **dict.fromkeys(COUNTS, (int, float)),
    **dict.fromkeys(("minContains", "maxContains", "minimum", "maximum", "multipleOf"), (int, float)),
    **dict.fromkeys(("exclusiveMinimum", "exclusiveMaximum"), (int, float, bool)),
    **dict.fromkeys(("properties", "patternProperties", "dependentSchemas", "dependentRequired"), (dict,)),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems", "required", "enum"), (list,)),
    **dict.fromkeys(("uniqueItems",), (bool,)),
    **dict.fromkeys(("pattern", "$ref"), (str,)),
    "type": (str, list),
}


def malformed(raw: dict[str, Json]) -> list[str]:
    """The keywords whose values can't be what the keyword wants."""
    found = []
    for word, shapes in _SHAPES.items():
        if word not in raw:
            continue
        value = raw[word]
        wrong = not isinstance(value, shapes) or (isinstance(value, bool) and bool not in shapes)
        if wrong or (
            word in ("required", "type") and isinstance(value, list) and not all(isinstance(one, str) for one in value)
        ):
            found.append(word)
    return found


def counted(value: Json | None) -> int | None:
    """A count, where the value can be one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return math.ceil(value)


def asserted(raw: dict[str, Json]) -> Words:  # noqa: C901 - one keyword after the other
    """The words for kinds, values, counts, bounds, steps and a pattern."""
    words: Words = {}
    named = raw.get("type")
    if named is not None:
        kinds = set[str]()
        for name in named if isinstance(named, list) else [named]:
            kinds |= NUMBERS if name == "number" else {str(name)}
        if kinds <= EVERY_KIND:
            words["kinds"] = frozenset(kinds)
        else:
            words["odd"] = frozenset({f"the type {', '.join(sorted(kinds - EVERY_KIND))}"})
    allowed = raw.get("enum")
    if isinstance(allowed, list):
        words["values"] = Values(allowed)
    if "const" in raw:
        only = Values([raw["const"]])
        words["values"] = only if "values" not in words or raw["const"] in words["values"] else Values([])
    for word in COUNTS:
        count = counted(raw.get(word))
        if count is not None and not (word.startswith("min") and count <= 0):
            words[word] = math.floor(raw[word]) if word.startswith("max") else count  # type: ignore[arg-type]
    for side in ("minimum", "maximum"):
        _bound(raw, side, words)
    step = raw.get("multipleOf")
    if isinstance(step, int | float) and not isinstance(step, bool) and step > 0:
        words["multipleOf"] = exact(step)
    if isinstance(raw.get("pattern"), str):
        words["pattern"] = raw["pattern"]
    return words


def _bound(raw: dict[str, Json], side: str, words: Words) -> None:
    beyond = "exclusiveMinimum" if side == "minimum" else "exclusiveMaximum"
    limit, outer = raw.get(side), raw.get(beyond)
    bounds = []
    if isinstance(limit, int | float) and not isinstance(limit, bool):
        bounds.append((exact(limit), outer is True))
    if isinstance(outer, int | float) and not isinstance(outer, bool):
        bounds.append((exact(outer), True))
    if bounds:
        choose = max if side == "minimum" else min
        tightest = choose(value for value, _ in bounds)
        words[side] = (tightest, any(strict for value, strict in bounds if value == tightest))


def size(raw: dict[str, Json]) -> Words:
    """The limits that a format gives to numbers."""
    name = raw.get("format")
    if not isinstance(name, str) or name not in LIMITS:
        return {}
    return {word: (exact(limit), False) for word, limit in zip(("minimum", "maximum"), LIMITS[name], strict=True)}
