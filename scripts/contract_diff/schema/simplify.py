"""Simplify nodes: flat unions, no covered branches, whole bounds for whole numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from scripts.contract_diff.schema.node import ANYTHING, SPEAKS_OF, Node, Values, Words, kinds_of
from scripts.contract_diff.schema.values import EVERY_KIND, KINDS, NUMBERS, kind

if TYPE_CHECKING:
    from scripts.documents.text import Json


def settle(words: Words, pointer: str) -> Node:  # noqa: C901, PLR0912 - one keyword after the other
    """A node without the words that say nothing."""
    if words.get("additionalProperties") == ANYTHING:
        del words["additionalProperties"]
        words["open"] = True
    if "values" in words:
        allowed = words["values"]
        if "kinds" in words:
            allowed = Values([value for value in allowed if kind(value) in words["kinds"]])
        kinds = {kind(value) for value in allowed}
        words["values"] = allowed
        words.pop("kinds", None)
        for whole, count in (("null", 1), ("boolean", 2)):
            if kinds == {whole} and len(allowed) == count:
                del words["values"]
                words["kinds"] = frozenset(kinds)
        if not kinds:
            return Node({"kinds": frozenset()}, pointer)
    else:
        kinds = set(words.get("kinds", KINDS))
    for word in [word for word in words if not SPEAKS_OF.get(word, EVERY_KIND) & kinds]:
        del words[word]
    if kinds & NUMBERS == {"integer"}:
        _round(words)
    if words.get("kinds") == EVERY_KIND:
        del words["kinds"]
    for word in ("properties", "patternProperties", "dependentSchemas", "dependentRequired", "prefixItems"):
        if word in words and not words[word]:
            del words[word]
    for word in ("items", "propertyNames"):
        if words.get(word) == ANYTHING:
            del words[word]
    if "contains" in words and words["contains"][1:] == (0, None):
        del words["contains"]
    parts = words.pop("all", ())
    own = Node(words, pointer)
    return meet([own, *parts], pointer) if parts else own


def _round(words: Words) -> None:
    if "minimum" in words:
        value, beyond = words["minimum"]
        words["minimum"] = (math.floor(value) + 1 if beyond else math.ceil(value), False)
    if "maximum" in words:
        value, beyond = words["maximum"]
        words["maximum"] = (math.ceil(value) - 1 if beyond else math.floor(value), False)
    if "multipleOf" in words:
        step = words["multipleOf"].numerator  # the whole multiples of n/d are those of n
        words["multipleOf"] = step
        if step == 1:
            del words["multipleOf"]


def meet(nodes: list[Node], pointer: str) -> Node:
    """All of them, with what is nested spread out."""
    parts: dict[int, Node] = {}
    for node in nodes:
        for part in node.words["all"] if set(node.words) == {"all"} else (node,):
            if part.words:
                parts.setdefault(part.key, part)
    if any(part.refuses_all for part in parts.values()):
        return Node({"kinds": frozenset()}, pointer)
    if len(parts) == 1:
        return next(iter(parts.values()))
    return Node({"all": tuple(parts.values())} if parts else {}, pointer)


def union(nodes: list[Node], pointer: str) -> Node:
    """Any of them, flat and without the branches that another one covers."""
    flat: list[Node] = []
    for node in nodes:
        flat += node.words["any"] if set(node.words) == {"any"} else (node,)
    whole = frozenset().union(*(part.words["kinds"] for part in flat if set(part.words) == {"kinds"}))
    if any(not part.words for part in flat) or whole == EVERY_KIND:
        return Node({}, pointer)
    kept: dict[int, Node] = {}
    values: list[Json] = []
    for part in flat:
        if set(part.words) == {"kinds"} or kinds_of(part) <= whole:
            continue
        if set(part.words) == {"values"}:
            values += [value for value in part.words["values"] if kind(value) not in whole]
            if values:
                kept[-1] = part  # keeps its place in the order
        else:
            kept.setdefault(part.key, part)
    plain = [Node({"kinds": whole}, pointer)] if whole else []
    closed = [part for part in flat if set(part.words) == {"values"}]
    if values:
        kept[-1] = closed[0] if len(closed) == 1 and not whole else settle({"values": Values(values)}, pointer)
    branches = [*kept.values(), *plain]
    if not branches:
        return Node({"kinds": frozenset()}, pointer)
    return branches[0] if len(branches) == 1 else Node({"any": tuple(branches)}, pointer)


def exclusive(branches: list[Node]) -> bool:
    """Whether no value can satisfy two of the branches, as far as kinds and fixed keys show it."""
    return all(apart(one, other) for index, one in enumerate(branches) for other in branches[index + 1 :])


def apart(one: Node, other: Node) -> bool:
    """Whether two schemas plainly share no value."""
    shared = kinds_of(one) & kinds_of(other)
    if not shared:
        return True
    if "values" in one.words and "values" in other.words:
        return not one.words["values"].keys & other.words["values"].keys
    if shared != {"object"}:
        return False
    left, right = fixed(one), fixed(other)
    return any(not left[name].keys & right[name].keys for name in left.keys() & right.keys())


def fixed(node: Node, depth: int = 0) -> dict[str, Values]:
    """The keys that an object must have with one of a few values: what tells variants apart."""
    found: dict[str, Values] = {}
    if depth > 8:  # noqa: PLR2004 - a loop of references; nothing is lost but speed
        return found
    words = node.words
    parts = list(words.get("all", ()))
    if "ref" in words and words["ref"].ready:
        parts.append(words["ref"].target())
    required: Any = words.get("required", frozenset())
    properties: dict[str, Node] = dict(words.get("properties", {}))
    for part in parts:
        found.update(fixed(part, depth + 1))
        required |= part.words.get("required", frozenset())
        properties = {**part.words.get("properties", {}), **properties}
    for name, value in properties.items():
        if name in required and "values" in value.words:
            found[name] = value.words["values"]
    return found
