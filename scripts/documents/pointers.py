"""Follow JSON pointers and references inside a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from scripts.documents.text import DocumentError

if TYPE_CHECKING:
    from scripts.documents.text import Json


class UnresolvedError(LookupError):
    """A reference that leads nowhere in its document."""


def escape(part: str) -> str:
    """A key as a part of a JSON pointer."""
    return part.replace("~", "~0").replace("/", "~1")


def segments(pointer: str) -> list[str]:
    """The names that a JSON pointer goes through."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def resolve(document: dict[str, Any], reference: str) -> Any:
    """What a reference inside the document points to.

    Raises:
        DocumentError: it points outside the document, or to nothing.
    """
    if not str(reference).startswith("#/"):
        raise DocumentError(f"the reference {reference!r} leaves the document; only references inside it are followed")
    target: Any = document
    for part in reference[2:].split("/"):
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(target, list) and key.isdigit() and int(key) < len(target):
            target = target[int(key)]
        elif isinstance(target, dict) and key in target:
            target = target[key]
        else:
            raise DocumentError(f"the reference {reference!r} points to nothing in the document")
    return target


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
    """Every `$ref` in a tree, and every target of a discriminator's mapping."""
    found: list[str] = []

    def collect(mapping: dict[str, Any]) -> None:
        if isinstance(mapping.get("$ref"), str):
            found.append(mapping["$ref"])
        discriminator = mapping.get("discriminator")
        if isinstance(discriminator, dict) and isinstance(discriminator.get("mapping"), dict):
            found.extend(value for value in discriminator["mapping"].values() if str(value).startswith("#/"))

    walk(node, collect)
    return iter(found)


def target(reference: str) -> str:
    """The JSON pointer in a reference into the same document."""
    if not reference.startswith("#"):
        raise UnresolvedError(reference)
    return unquote(reference[1:])


def targets(raw: Json) -> frozenset[str]:
    """Where a piece of a document refers to."""
    found, left = set[str](), [raw]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            reference = value.get("$ref")
            if isinstance(reference, str) and reference.startswith("#"):
                found.add(target(reference))
            left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)
    return frozenset(found)
