"""Decide whether a schema accepts one given value: exactly, or by an error where that can't be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from scripts.contract_diff.schema.node import ANYTHING, OBJECT_WORDS, Literal
from scripts.contract_diff.schema.values import canonical, exact, kind
from scripts.contract_diff.solve.automaton import automaton
from scripts.contract_diff.solve.pattern import UnsupportedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.contract_diff.schema.node import Node
    from scripts.documents.text import Json


# answers by a node's key and the identity of a list or mapping
Known: TypeAlias = "dict[tuple[int, int], bool]"
_NONE: Final[dict[str, Node]] = {}
_SELDOM: Final = frozenset({"minProperties", "maxProperties", "dependentRequired", "dependentSchemas", "propertyNames"})
_COMPOSED: Final = frozenset({"all", "ref", "any", "one", "not", "if"})


class UndecidableError(Exception):
    """What stands in the way of an answer."""


def satisfies(value: Json, goal: Iterable[Literal], known: Known | None = None) -> bool:
    """Whether a value is what every literal asks for; whether an object is tidy isn't looked at."""
    known = {} if known is None else known
    return all(accepts(literal.node, value, known) == literal.holds for literal in goal)


def accepts(node: Node, value: Json, known: Known | None = None) -> bool:
    """Whether a schema accepts a value; `known` remembers answers about parts of one value while it lives."""
    words = node.words
    if not words:
        return True
    own = kind(value)
    if "kinds" in words and own not in words["kinds"]:
        return False
    if not isinstance(value, dict | list) and words.keys().isdisjoint(_COMPOSED):
        return _decided(words, value, own, {} if known is None else known)
    known = {} if known is None else known
    place = (node.key, id(value))
    said = known.get(place)
    if said is None:
        said = known[place] = _decided(words, value, own, known)
    return said


def _decided(words: dict[str, Any], value: Json, own: str, known: Known) -> bool:
    if "values" in words and value not in words["values"]:
        return False
    if own == "string":
        fine = _string(words, str(value))
    elif own in ("integer", "fraction"):
        fine = _number(words, value)  # type: ignore[arg-type]
    elif own == "array":
        fine = _array(words, value, known)  # type: ignore[arg-type]
    elif own == "object":
        fine = _object(words, value, known)  # type: ignore[arg-type]
    else:
        fine = True
    if not fine or (words.keys() & _COMPOSED and not _composed(words, value, known)):
        return False
    if "odd" in words:
        raise UndecidableError(next(iter(sorted(words["odd"], key=len))))
    return True


def _composed(words: dict[str, Any], value: Json, known: Known) -> bool:
    for part in words.get("all", ()):
        if not accepts(part, value, known):
            return False
    if "ref" in words and not accepts(words["ref"].target(), value, known):
        return False
    return _chosen(words, value, known)


def _chosen(words: dict[str, Any], value: Json, known: Known) -> bool:
    if "any" in words and not any(accepts(part, value, known) for part in words["any"]):
        return False
    if "one" in words and sum(accepts(part, value, known) for part in words["one"]) != 1:
        return False
    if "not" in words and accepts(words["not"], value, known):
        return False
    if "if" in words:
        test, then, other = words["if"]
        return accepts(then if accepts(test, value, known) else other, value, known)
    return True


def found(pattern: str, text: str) -> bool:
    """Whether a pattern is found in a text."""
    try:
        return automaton(pattern).matches(text)
    except UnsupportedError as error:
        raise UndecidableError(f"the pattern {pattern} has {error}") from None


def _string(words: dict[str, Any], value: str) -> bool:
    return (
        words.get("minLength", 0) <= len(value) <= words.get("maxLength", len(value))
        and ("pattern" not in words or found(words["pattern"], value))
    )  # fmt: skip


def _number(words: dict[str, Any], value: float) -> bool:
    number = exact(value)
    if "minimum" in words:
        limit, beyond = words["minimum"]
        if number < limit or (beyond and number == limit):
            return False
    if "maximum" in words:
        limit, beyond = words["maximum"]
        if number > limit or (beyond and number == limit):
            return False
    return "multipleOf" not in words or (number / words["multipleOf"]).denominator == 1


def _array(words: dict[str, Any], value: list[Json], known: Known) -> bool:
    if not words.get("minItems", 0) <= len(value) <= words.get("maxItems", len(value)):
        return False
    if words.get("unique") and len({canonical(item) for item in value}) < len(value):
        return False
    if not all(accepts(part, item, known) for item, part in (zip_items(words, value))):
        return False
    if "contains" in words:
        wanted, least, most = words["contains"]
        count = sum(accepts(wanted, item, known) for item in value)
        return count >= least and (most is None or count <= most)
    return True


def zip_items(words: dict[str, Any], value: list[Json]) -> list[tuple[Json, Node]]:
    """Each item with the schema that speaks of its place."""
    first = words.get("prefixItems", ())
    pairs = list(zip(value, first, strict=False))
    if "items" in words:
        pairs += [(item, words["items"]) for item in value[len(first) :]]
    return pairs


def _object(words: dict[str, Any], value: dict[str, Json], known: Known) -> bool:
    asked = words.keys() & OBJECT_WORDS
    if not asked:
        return True
    if "required" in words and not words["required"] <= value.keys():
        return False
    if asked & _SELDOM and not _seldom(words, value, known):
        return False
    if "patternProperties" in words:
        return all(accepts(part, item, known) for name, item in value.items() for part in speaking_of(words, name))
    named, more = words.get("properties", _NONE), words.get("additionalProperties", ANYTHING)
    for name, item in value.items():
        part = named.get(name, more)
        if part.words and not accepts(part, item, known):
            return False
    return True


def _seldom(words: dict[str, Any], value: dict[str, Json], known: Known) -> bool:
    if not words.get("minProperties", 0) <= len(value) <= words.get("maxProperties", len(value)):
        return False
    for name, needed in words.get("dependentRequired", {}).items():
        if name in value and not needed <= value.keys():
            return False
    for name, needed in words.get("dependentSchemas", {}).items():
        if name in value and not accepts(needed, value, known):
            return False
    return "propertyNames" not in words or all(accepts(words["propertyNames"], name, known) for name in value)


def speaking_of(words: dict[str, Any], name: str, *, lenient: bool = False) -> list[Node]:
    """Find the schemas that an object's words have for the value of one key.

    Raises:
        UndecidableError: a pattern can't be decided; with `lenient`, what hangs on it is left out.
    """
    matched = name in words.get("properties", {})
    parts: list[Node] = [words["properties"][name]] if matched else []
    for pattern, part in words.get("patternProperties", {}).items():
        try:
            if found(pattern, name):
                parts.append(part)
                matched = True
        except UndecidableError:
            if not lenient:
                raise
            matched = True
    if not matched and "additionalProperties" in words:
        parts.append(words["additionalProperties"])
    return parts


_asked: dict[tuple[int, str, bool], tuple[Literal, ...]] = {}


def asked_of(node: Node, name: str, tidy: bool) -> tuple[Literal, ...]:
    """What an object's schema asks of the value of one key, as far as it can be told."""
    place = (node.key, name, tidy)
    asked = _asked.get(place)
    if asked is None:
        parts = speaking_of(node.words, name, lenient=True)
        asked = _asked[place] = tuple(Literal(part, True, tidy) for part in parts if part.words)
    return asked
