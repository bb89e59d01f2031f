"""Describe one cause of difference: where it is, and how to build a body around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from scripts.contract_diff.schema.node import ANYTHING, Literal, Node, Words, both, negation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scripts.documents.text import Json

Wrap: TypeAlias = "Callable[[Node], Node]"


@dataclass(frozen=True, slots=True)
class Location:
    """A place inside a body: its words for a reader, and the schema of a body with something there."""

    words: tuple[str, ...] = ()
    wraps: tuple[Wrap, ...] = ()

    def into(self, word: str, wrap: Wrap) -> Location:
        """One step further in."""
        return Location((*self.words, word), (*self.wraps, wrap))

    def within(self, nodes: Iterable[Node]) -> Location:
        """The same place, of a body that is also all of these there."""
        also = tuple(nodes)
        return Location(self.words, (*self.wraps, lambda node: both(*also, node)))

    def around(self, node: Node) -> Node:
        """The schema of a body with a value of this schema at the place."""
        for wrap in reversed(self.wraps):
            node = wrap(node)
        return node


@dataclass(slots=True)
class Cause:
    """One constraint of the outer schema that the inner one doesn't meet."""

    kind: str
    location: Location
    constraint: Node
    inner: str  # JSON pointers into the two documents
    outer: str
    details: dict[str, Any] = field(default_factory=dict)
    elsewhere: list[Location] = field(default_factory=list)  # other places of the same shared schema

    @property
    def name(self) -> str:
        """What sets two causes of one kind at one place apart."""
        return str(self.details.get("name", ""))

    @property
    def about(self) -> tuple[str, ...]:
        """Where and about what: a change that tightens and loosens at once is told once."""
        return (*self.location.words, _FAMILIES.get(self.kind, self.kind))


_FAMILIES: Final = {
    "open-values": "values", "kinds": "values", "variant": "values", "required-new": "required",
}  # fmt: skip


def at_the_top(inner: Node, outer: Node) -> Cause:
    """A difference that has no place of its own."""
    return Cause("whole", Location(), outer, inner.pointer, outer.pointer, {"mine": (inner,)})


def under(name: str) -> Wrap:
    """An object with a value under a key."""
    return lambda node: Node(
        {"kinds": frozenset({"object"}), "required": frozenset({name}), "properties": {name: node}}
    )


def under_other(words: Words) -> Wrap:
    """An object with a value under some key that these words of an object don't name."""
    named: Words = {word: dict.fromkeys(words[word], ANYTHING) for word in _NAMING if words.get(word)}

    def wrap(node: Node) -> Node:
        nowhere = Node({**named, "additionalProperties": negation(node)})
        return both(Node({"kinds": frozenset({"object"})}), negation(nowhere))

    return wrap


_NAMING = ("properties", "patternProperties")


def some_item(node: Node) -> Node:
    """An array with such an item."""
    return Node({"kinds": frozenset({"array"}), "contains": (node, 1, None)})


def item_at(index: int) -> Wrap:
    """An array with such an item at a place."""
    return lambda node: Node({
        "kinds": frozenset({"array"}), "minItems": index + 1, "prefixItems": (*(ANYTHING,) * index, node),
    })  # fmt: skip


def held(nodes: Iterable[Node]) -> frozenset[Literal]:
    """Nodes as literals that hold."""
    return frozenset(Literal(node, holds=True) for node in nodes)


def values_of(nodes: Iterable[Node]) -> list[Json] | None:
    """The finite set that nodes are limited to, if one of them says so."""
    for node in nodes:
        if "values" in node.words:
            return list(node.words["values"])
    return None
