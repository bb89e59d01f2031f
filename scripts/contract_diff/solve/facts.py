"""Define what a branch chooses between: facts about a value, and ways to have a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from scripts.contract_diff.schema.node import NOTHING, Goal, Literal, Node, of_values
from scripts.contract_diff.schema.simplify import apart
from scripts.contract_diff.solve.evaluate import UndecidableError, satisfies

if TYPE_CHECKING:
    from scripts.contract_diff.solve.evaluate import Known
    from scripts.contract_diff.solve.outcome import Asks, Outcome
    from scripts.documents.text import Json


Fact: TypeAlias = "tuple[Any, ...]"  # a name and what it needs; never mistaken for a `Literal`


Alternative: TypeAlias = "tuple[Literal | Fact, ...]"


Choice: TypeAlias = "tuple[Literal, list[Alternative]]"  # what it is for, and the ways to have it


class Context(Protocol):
    """The branch that a value is built for."""

    solver: Asks
    floor: int
    doubt: str | None
    pending: list[Choice]


class Facts(Protocol):
    """What is known of a value of one kind."""

    kind: str

    def copy(self) -> Facts:
        """An independent copy."""
        raise NotImplementedError

    def hold(self, literal: Literal) -> list[list[Alternative]] | None:
        """Take a schema's words for this kind; None if that can't be, else what stays to choose."""
        raise NotImplementedError

    def deny(self, node: Node) -> list[Alternative]:
        """The ways to violate a schema's words for this kind."""
        raise NotImplementedError

    def add(self, fact: Fact) -> bool:
        """Take one fact; false if it can't be."""
        raise NotImplementedError

    def given(self, fact: Fact) -> bool:
        """Whether a fact is plainly true already."""
        raise NotImplementedError

    def question(self, fact: Fact) -> Goal | None:
        """The question about a part of the value that a fact would raise."""
        raise NotImplementedError

    def unchecked(self) -> list[Goal]:
        """The questions about parts that must be there and weren't asked yet."""
        raise NotImplementedError

    def finish(self, branch: Context) -> Outcome:
        """Make the value."""
        raise NotImplementedError


_overlaps: dict[int, list[tuple[Node, Node]]] = {}


def overlaps(node: Node) -> list[tuple[Node, Node]]:
    """The pairs of a oneOf's branches that may share a value."""
    if node.key not in _overlaps:
        parts = node.words["one"]
        _overlaps[node.key] = [
            (one, other) for index, one in enumerate(parts) for other in parts[index + 1 :] if not apart(one, other)
        ]
    return _overlaps[node.key]


_denials: dict[tuple[str, int], list[Alternative]] = {}


def denials(facts: Facts, node: Node) -> list[Alternative]:
    """The ways to violate a schema's words for a kind; they depend on nothing else."""
    place = (facts.kind, node.key)
    if place not in _denials:
        _denials[place] = facts.deny(node)
    return _denials[place]


def meets(value: Json, literal: Literal, known: Known | None = None) -> bool:
    """Whether a value is plainly what a literal asks for."""
    try:
        return satisfies(value, (literal,), known)
    except UndecidableError:
        return False


def unmet(pending: list[Choice], outcome: Outcome) -> list[Choice]:
    """The open choices that a value doesn't meet; all, if there is no value to look at."""
    known: Known = {}
    return [
        choice
        for choice in pending
        if not outcome.usable or choice[0].tidy or not meets(outcome.value, choice[0], known)
    ]


def agrees(value: Json, item: Literal | Fact, known: Known) -> bool:
    """Whether a value already goes a way; of facts nothing is known."""
    return isinstance(item, Literal) and meets(value, item, known)


def loose(item: Literal | Fact) -> Literal | Fact:
    """The same, asked of untidy objects too."""
    return item._replace(tidy=False) if isinstance(item, Literal) else item


def exactly(value: Json) -> Node:
    """The schema of one value, in words that can be denied piece by piece."""
    if isinstance(value, list):
        words: dict[str, Any] = {"kinds": frozenset({"array"}), "items": NOTHING}
        if value:
            words |= {"prefixItems": tuple(map(exactly, value)), "minItems": len(value)}
        return Node(words)
    if isinstance(value, dict):
        words = {"kinds": frozenset({"object"}), "additionalProperties": NOTHING}
        if value:
            words |= {
                "properties": {name: exactly(item) for name, item in value.items()},
                "required": frozenset(value),
            }
        return Node(words)
    return of_values([value])
