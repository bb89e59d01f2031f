"""Take schemas apart into single constraints, each of which is a schema of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.schema.node import ANYTHING, NOTHING, Node
from scripts.contract_diff.solve.evaluate import UndecidableError, found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_SCHEMA_WORDS: Final = frozenset({"properties", "patternProperties", "additionalProperties", "items", "prefixItems"})


_BOUNDS: Final = {"minimum", "maximum"}
_SILENT: Final = frozenset({"open"})


Nodes = tuple[Node, ...]


def parts(nodes: Iterable[Node]) -> Nodes:
    """A conjunction with its references followed and its allOf spread out."""
    flat: dict[int, Node] = {}
    left, seen = list(nodes)[::-1], set[int]()
    while left:
        node = left.pop()
        if node.key in seen:
            continue
        seen.add(node.key)
        words = node.words
        if "ref" in words:
            left.append(words["ref"].target())
        left.extend(reversed(words.get("all", ())))
        rest = {word: value for word, value in words.items() if word not in ("ref", "all")}
        if rest:
            one = node if len(rest) == len(words) else Node(rest, node.pointer)
            flat.setdefault(one.key, one)
    return tuple(flat.values())


def constraints(node: Node) -> list[tuple[str, str, Node]]:
    """List what a part asks, piece by piece: the word, what it names, and a schema of just that."""
    if node.pieces is None:
        node.pieces = list(_each_constraint(node))
    return node.pieces


def _each_constraint(node: Node) -> Iterator[tuple[str, str, Node]]:  # noqa: C901, PLR0912 - one keyword after the other
    words = node.words
    if words.keys() == _BOUNDS and node.pointer.endswith("/format"):
        yield "size", "", node  # one cause, though it has two ends
        return
    for word, value in words.items():
        if word in _SILENT or word in _SCHEMA_WORDS:
            continue
        if word == "required":
            for name in sorted(value):
                yield word, name, Node({word: frozenset({name})}, node.pointer)
        else:
            yield word, "", Node({word: value}, node.pointer)
    for word in ("properties", "patternProperties"):
        for name, part in words.get(word, {}).items():
            if part.words:
                yield word, name, Node({word: {name: part}}, node.pointer)
    named: dict[str, Any] = {
        word: dict.fromkeys(words[word], ANYTHING) for word in ("properties", "patternProperties") if word in words
    }
    if "additionalProperties" in words:
        yield (
            "additionalProperties",
            "",
            Node({**named, "additionalProperties": words["additionalProperties"]}, node.pointer),
        )
    first = words.get("prefixItems", ())
    for index, part in enumerate(first):
        if part.words:
            yield "prefixItems", str(index), Node({"prefixItems": (*(ANYTHING,) * index, part)}, node.pointer)
    if "items" in words:
        before: dict[str, Any] = {"prefixItems": (ANYTHING,) * len(first)} if first else {}
        yield "items", "", Node({**before, "items": words["items"]}, node.pointer)


def place_free(name: str, constraint: Node) -> Node:
    """The constraint that one key is not there, as far as a closed object's patterns don't let it through."""
    patterns = constraint.words.get("patternProperties", {})
    for text in patterns:
        try:
            if found(text, name):
                return ANYTHING
        except UndecidableError:
            return ANYTHING
    return Node({"properties": {name: NOTHING}}, constraint.pointer)
