"""Write references that go by a name as references that go by a place.

Schemas can have names (`$id`, `$anchor`, `$dynamicAnchor`), and so can a document (`$self`). What refers to one of
these refers to its place afterwards; a dynamic reference leads to the anchor that it names. A reference that leads to
nothing here stays as it is: whoever follows it says so.
"""

from __future__ import annotations

import copy
from typing import Any, Final
from urllib.parse import quote, unquote, urljoin

from scripts.documents.keys import parts
from scripts.documents.pointers import at, escape
from scripts.documents.text import DocumentError

NAMES: Final = ("$id", "$anchor", "$dynamicAnchor", "$self")
REFERENCES: Final = ("$ref", "$dynamicRef", "$recursiveRef")


def placed(document: dict[str, Any]) -> dict[str, Any]:
    """The document with every reference by place; itself where it has no names."""
    if not _Names(document).any:
        return document
    whole = copy.deepcopy(document)
    _Names(whole).write()
    return whole


class _Names:
    """The names of one document, and the references in it."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        told = document.get("$self")
        self._root = told.partition("#")[0] if isinstance(told, str) else ""
        self._resources: dict[str, str] = {self._root: ""}
        self._anchors: dict[tuple[str, str], str] = {}
        self._references: list[tuple[dict[str, Any], str, str]] = []  # what has it, its keyword, its base
        self.any = "$self" in document
        self._walk()

    def _walk(self) -> None:
        waiting: list[tuple[Any, str, str]] = [(self._document, "", self._root)]
        while waiting:
            node, place, base = waiting.pop()
            if isinstance(node, list):
                waiting += [(item, f"{place}/{number}", base) for number, item in enumerate(node)]
            elif isinstance(node, dict):
                base = self._take(node, place, base)
                for steps, item in parts(node):
                    if isinstance(item, dict | list):
                        waiting.append((item, place + "".join(f"/{escape(step)}" for step in steps), base))

    def _take(self, node: dict[str, Any], place: str, base: str) -> str:
        if isinstance(node.get("$id"), str):
            base = _joined(base, node["$id"]).partition("#")[0]
            self._resources.setdefault(base, place)
            self.any = True
        for word in ("$anchor", "$dynamicAnchor"):
            if isinstance(node.get(word), str):
                self._anchors.setdefault((base, node[word]), place)
                self.any = True
        for word in REFERENCES:
            if isinstance(node.get(word), str):
                self._references.append((node, word, base))
                self.any |= word != "$ref"
        return base

    def write(self) -> None:
        """Put places for names, in the document itself."""
        for node, word, base in self._references:
            reference = node[word]
            found = self._place(reference, base)
            if word != "$ref":
                del node[word]
            node["$ref"] = reference if found is None else "#" + quote(found, safe="/~")

    def _place(self, reference: str, base: str) -> str | None:
        url, _, fragment = _joined(base, reference).partition("#")
        if fragment and not fragment.startswith("/"):
            anchor = unquote(fragment)
            alike = [place for (_, name), place in self._anchors.items() if name == anchor]
            return self._anchors.get((url, anchor), alike[0] if len(alike) == 1 else None)
        if url not in self._resources:
            return None
        found = self._resources[url] + unquote(fragment)
        try:
            at(self._document, found)
        except DocumentError:
            return None  # written as if the resource had no name of its own
        return found


def _joined(base: str, reference: str) -> str:
    """A reference made absolute; itself where it is no URL. A fragment alone stays in its resource."""
    try:
        return base + reference if reference.startswith("#") else urljoin(base, reference)
    except ValueError:
        return reference
