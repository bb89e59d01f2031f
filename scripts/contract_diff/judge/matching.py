"""Match the variants of one union to the variants of another, and name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.contract_diff.schema.node import Node, both, kinds_of
from scripts.contract_diff.schema.simplify import apart, fixed
from scripts.documents.pointers import segments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.contract_diff.schema.values import Kind


def coarse(kinds: Iterable[Kind]) -> list[str]:
    """Kinds in the words of `type`."""
    names = ["number" if kind == "fraction" else kind for kind in sorted(kinds)]
    if "number" in names and "integer" in names:
        names.remove("integer")
    return names


def partner(mine: tuple[Node, ...], branches: list[Node]) -> Node | None:
    """The branch that a variant most likely is on the other side; None if it can be none of them."""
    whole = both(*mine)
    fitting = [branch for branch in branches if not apart(whole, branch)]
    if not fitting:
        return None
    return max(fitting, key=lambda branch: _likeness(mine, branch))


def _likeness(mine: tuple[Node, ...], branch: Node) -> tuple[bool, int, int, float]:
    names = {_name(node.pointer) for node in mine} - {""}
    own, other = _keys(both(*mine)), _keys(branch)
    told = fixed(both(*mine)).keys() & fixed(branch).keys()
    shared = len(own & other) / max(1, len(own | other))
    kinds = len(kinds_of(both(*mine)) & kinds_of(branch))
    # the same words, even with other values, are a better sign than the same kind of value
    words = len({word for node in mine for word in node.words} & branch.words.keys())
    return (_name(branch.pointer) in names, len(told), words, shared + kinds / 100)


def _name(pointer: str) -> str:
    """The name of a shared schema."""
    names = segments(pointer)
    return names[2] if len(names) == 3 and names[0] == "components" else ""  # noqa: PLR2004


def _keys(node: Node, depth: int = 0) -> set[str]:
    if depth > 8:  # noqa: PLR2004 - a loop of references; only the guess suffers
        return set()
    words: dict[str, Any] = node.words
    keys = set(words.get("properties", ()))
    inner = list(words.get("all", ()))
    if "ref" in words:
        inner.append(words["ref"].target())
    for part in inner:
        keys |= _keys(part, depth + 1)
    return keys


def telling(mine: tuple[Node, ...]) -> str:
    """A few words for a variant: its fixed key, its shared name, or its kind."""
    whole = both(*mine)
    for name, values in sorted(fixed(whole).items()):
        if len(values) == 1:
            return f"{name} {next(iter(values))!s}"
    for node in mine:
        if _name(node.pointer):
            return _name(node.pointer)
    return " or ".join(coarse(kinds_of(whole)))
