"""Define the one form of a schema that everything is decided on.

Two nodes are equal when what they say is equal, wherever they were written: `key` is given out
per meaning, `pointer` only remembers the place. That makes `S and not S` visible at a glance,
which is what keeps whole documents affordable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from scripts.contract_diff.schema.values import EVERY_KIND, canonical, kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from scripts.documents.text import Json

# Words of a node, and what they hold. A word that is missing says nothing.
#   kinds      frozenset of kinds             values     tuple of JSON values
#   minimum    (Fraction, exclusive)          maximum    (Fraction, exclusive)
#   multipleOf Fraction                       minLength, maxLength, minItems, ... int
#   pattern    str                            unique     True
#   prefixItems tuple of nodes                items      node (after the prefix)
#   contains   (node, least, most or None)
#   properties, patternProperties, dependentSchemas      dict of nodes
#   additionalProperties, propertyNames, not             node
#   required   frozenset of names             dependentRequired  dict of frozensets
#   all, any, one  tuple of nodes             if         (node, then, else)
#   ref        Reference                      odd        frozenset of what can't be reasoned about
#   open       True: says in so many words that more properties may come; no meaning of its own
Words: TypeAlias = "dict[str, Any]"

STRING_WORDS: Final = frozenset({"minLength", "maxLength", "pattern"})
NUMBER_WORDS: Final = frozenset({"minimum", "maximum", "multipleOf"})
ARRAY_WORDS: Final = frozenset({"prefixItems", "items", "contains", "minItems", "maxItems", "unique"})
OBJECT_WORDS: Final = frozenset({
    "properties", "patternProperties", "additionalProperties", "propertyNames", "required",
    "minProperties", "maxProperties", "dependentRequired", "dependentSchemas",
})  # fmt: skip
SPEAKS_OF: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(STRING_WORDS, frozenset({"string"})),
    **dict.fromkeys(NUMBER_WORDS, frozenset({"integer", "fraction"})),
    **dict.fromkeys(ARRAY_WORDS, frozenset({"array"})),
    **dict.fromkeys(OBJECT_WORDS, frozenset({"object"})),
}


class Reference:
    """A reference into a schema that is still being read, so that a loop has an end."""

    __slots__ = ("_find", "token")

    def __init__(self, token: str, find: Callable[[], Node | None]) -> None:
        """`token` is equal for two references exactly when all they lead to is equal."""
        self.token = token
        self._find = find

    @property
    def ready(self) -> bool:
        """Whether the schema that is meant has been read."""
        return self._find() is not None

    def target(self) -> Node:
        """The schema that is meant."""
        found = self._find()
        if found is None:
            raise LookupError("a reference was followed before it was read")
        return found


class Node:
    """One schema: its words, its meaning's number, and where it was written."""

    __slots__ = ("key", "pieces", "pointer", "words")

    def __init__(self, words: Words, pointer: str = "") -> None:
        """Give the meaning its number; words that say nothing must be gone by now."""
        self.words = words
        self.pointer = pointer
        self.key = _number(words)
        # what the schema asks piece by piece, once somebody took it apart; the pieces remember their places too
        self.pieces: list[tuple[str, str, Node]] | None = None

    def __eq__(self, other: object) -> bool:
        """Equal in meaning as far as the words show it."""
        return isinstance(other, Node) and other.key == self.key

    def __hash__(self) -> int:
        """The meaning's number."""
        return self.key

    def __repr__(self) -> str:
        """For whoever debugs."""
        return f"Node({self.words!r})"

    @property
    def refuses_all(self) -> bool:
        """Whether this is the schema `false`."""
        return self.words.get("kinds") == frozenset()


class Literal(NamedTuple):
    """A schema that a value must satisfy, or must not.

    `tidy` reads its objects as their users do: only properties that it declares are there.
    """

    node: Node
    holds: bool
    tidy: bool = False


Goal: TypeAlias = "frozenset[Literal]"

_numbers: dict[object, int] = {}


def _number(words: Words) -> int:
    meaning = frozenset((word, _frozen(value)) for word, value in words.items())
    return _numbers.setdefault(meaning, len(_numbers) + 1)


def _frozen(value: Any) -> object:
    if isinstance(value, Node):
        return value.key
    if isinstance(value, Reference):
        return value.token
    if isinstance(value, dict):
        return frozenset((key, _frozen(item)) for key, item in value.items())
    if isinstance(value, tuple):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, Values):
        return value.keys
    return value


class Values:
    """A finite set of JSON values, in the order in which they were written."""

    __slots__ = ("items", "keys")

    def __init__(self, items: list[Json]) -> None:
        """Doubles are dropped."""
        self.items: dict[object, Json] = {canonical(item): item for item in items}
        self.keys = frozenset(self.items)

    def __iter__(self) -> Iterator[Json]:
        """The values themselves."""
        return iter(self.items.values())

    def __contains__(self, value: Json) -> bool:
        """Equality as JSON Schema has it."""
        return canonical(value) in self.keys

    def __len__(self) -> int:
        """How many different values."""
        return len(self.keys)


ANYTHING: Final = Node({})
NOTHING: Final = Node({"kinds": frozenset()})


def of_values(items: list[Json], pointer: str = "") -> Node:
    """The schema of exactly these values."""
    return Node({"values": Values(items)}, pointer)


def negation(node: Node) -> Node:
    """The schema of all other values."""
    return node.words["not"] if set(node.words) == {"not"} else Node({"not": node}, node.pointer)


def both(*nodes: Node) -> Node:
    """The schema of the values that satisfy each of them."""
    telling = tuple(node for node in nodes if node.words)
    return telling[0] if len(telling) == 1 else Node({"all": telling} if telling else {})


_kinds: dict[int, frozenset[str]] = {}


def kinds_of(node: Node) -> frozenset[str]:
    """The kinds that a schema can accept at most; cheap, and never too few."""
    return _kinds_within(node, frozenset())[0]


def _kinds_within(node: Node, seen: frozenset[int]) -> tuple[frozenset[str], bool]:
    """The kinds, and whether no schema that is still being read had to be left out."""
    known = _kinds.get(node.key)
    if known is not None:
        return known, True
    words = node.words
    kinds: frozenset[str] = words.get("kinds", EVERY_KIND)
    settled = True
    if "values" in words:
        kinds &= {kind(value) for value in words["values"]}
    if "ref" in words and node.key not in seen:
        settled = words["ref"].ready
        if settled:
            inner, settled = _kinds_within(words["ref"].target(), seen | {node.key})
            kinds &= inner
    for part in words.get("all", ()):
        inner, also = _kinds_within(part, seen)
        kinds, settled = kinds & inner, settled and also
    for word in ("any", "one"):
        if word in words:
            found = [_kinds_within(part, seen) for part in words[word]]
            kinds &= frozenset().union(*(inner for inner, _ in found))
            settled = settled and all(also for _, also in found)
    if settled and not seen:  # behind a reference, a loop may have been cut short
        _kinds[node.key] = kinds
    return kinds, settled
