"""Follow JSON pointers and references inside a document.

Only references into the same document are followed. One that leads nowhere is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

from scripts.documents.keys import parts
from scripts.documents.text import DocumentError


class UnresolvedError(DocumentError):
    """A reference leads out of its document, or to nothing in it."""


def escape(name: str) -> str:
    """Write a name as one segment of a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1")


def segments(pointer: str) -> list[str]:
    """Split a JSON pointer into the names that it goes through."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def target(reference: Any) -> str:
    """Turn a reference into the same document into a JSON pointer.

    Raises:
        UnresolvedError: it leads to another document, or to an anchor.
    """
    if not isinstance(reference, str) or (reference != "#" and not reference.startswith("#/")):
        raise UnresolvedError(
            f"the reference {reference!r} leaves the document; only references inside it are followed"
        )
    return unquote(reference[1:])


def at(document: Any, pointer: str) -> Any:
    """Find what a JSON pointer leads to.

    Raises:
        UnresolvedError: nothing is there.
    """
    found = document
    for name in segments(pointer):
        if isinstance(found, dict) and name in found:
            found = found[name]
        elif isinstance(found, list) and name.isdecimal() and int(name) < len(found):
            found = found[int(name)]
        else:
            raise UnresolvedError(f"the reference {'#' + pointer!r} points to nothing in the document")
    return found


def resolve(document: Any, reference: Any) -> Any:
    """Find what a reference inside the document leads to.

    Raises:
        UnresolvedError: it leaves the document, or nothing is there.
    """
    return at(document, target(reference))


def walk(node: Any, visit: Callable[[dict[str, Any]], None]) -> None:
    """Call `visit` on every mapping of a tree, outermost first."""
    stack = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            visit(item)
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)


def references(node: Any) -> Iterator[str]:
    """List every `$ref` in a document or an object of one, and every target of a discriminator's mapping."""
    waiting = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            if isinstance(item.get("$ref"), str):
                yield item["$ref"]
            discriminator = item.get("discriminator")
            if isinstance(discriminator, dict) and isinstance(discriminator.get("mapping"), dict):
                yield from (value for value in discriminator["mapping"].values() if str(value).startswith("#/"))
            waiting.extend(part for _, part in parts(item))
        elif isinstance(item, list):
            waiting.extend(item)


def targets(raw: Any, *, mapped: bool = False) -> frozenset[str]:
    """Collect the JSON pointers of all references from a piece of a document into the same document.

    `mapped`: and what the mappings of its discriminators lead to.
    """
    found, left = set[str](), [raw]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            reference = value.get("$ref")
            if isinstance(reference, str) and (reference == "#" or reference.startswith("#/")):
                found.add(target(reference))
            if mapped and "discriminator" in value:
                found.update(mapping(value).values())
            left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)
    return frozenset(found)


def mapping(schema: dict[str, Any]) -> dict[str, str]:
    """The JSON pointers that the mapping of a schema's discriminator gives, by the values that stand for them."""
    given = schema.get("discriminator")
    pairs = given.get("mapping") if isinstance(given, dict) else None
    found: dict[str, str] = {}
    for value, place in pairs.items() if isinstance(pairs, dict) else ():
        if isinstance(place, str) and place.startswith("#/"):
            found[str(value)] = target(place)
        elif isinstance(place, str) and "/" not in place and "#" not in place:  # the name of a shared schema
            found[str(value)] = f"/components/schemas/{escape(place)}"
    return found
