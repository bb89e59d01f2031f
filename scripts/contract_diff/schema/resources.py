"""Find what references mean where schemas have names of their own: `$id`, `$anchor`, `$dynamicAnchor`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urldefrag, urljoin

from scripts.documents.pointers import UnresolvedError, escape, target

if TYPE_CHECKING:
    from scripts.documents.text import Json

# what stands under these is data
_DATA: Final = frozenset({"const", "enum", "default", "example", "examples", "value"})


class Resources:
    """The named schemas of one document."""

    def __init__(self, data: dict[str, Json]) -> None:
        """Walk the document once; one without names costs nothing later."""
        self.named = False
        self._ids: dict[str, list[str]] = {"": [""]}
        self._bases: dict[int, str] = {}  # of each mapping: the name that its references are relative to
        self._anchors: dict[tuple[str, str], list[str]] = {}
        self._dynamic: dict[str, list[str]] = {}
        left: list[tuple[Json, str, str]] = [(data, "", "")]
        while left:
            value, pointer, base = left.pop()
            if isinstance(value, list):
                left += [(part, f"{pointer}/{index}", base) for index, part in enumerate(value)]
            elif isinstance(value, dict):
                base = self._take(value, pointer, base)
                self._bases[id(value)] = base
                left += [
                    (part, f"{pointer}/{escape(str(name))}", base) for name, part in value.items() if name not in _DATA
                ]

    def _take(self, value: dict[str, Json], pointer: str, base: str) -> str:
        name = value.get("$id")
        if isinstance(name, str):
            self.named = True
            base = urldefrag(urljoin(base, name)).url
            self._ids.setdefault(base, []).append(pointer)
        for word in ("$anchor", "$dynamicAnchor"):
            anchor = value.get(word)
            if isinstance(anchor, str):
                self.named = True
                self._anchors.setdefault((base, anchor), []).append(pointer)
                if word == "$dynamicAnchor":
                    self._dynamic.setdefault(anchor, []).append(pointer)
        return base

    def find(self, holder: dict[str, Json], reference: str, *, dynamic: bool = False) -> str:
        """The JSON pointer that a reference in a mapping leads to.

        Raises:
            UnresolvedError: it leads nowhere, out of the document, or to one of several places.
        """
        if not self.named:
            return target(reference)
        whole = urldefrag(urljoin(self._bases.get(id(holder), ""), reference))
        if whole.url not in self._ids:
            raise UnresolvedError(
                f"the reference {reference!r} leaves the document; only references inside it are read"
            )
        if len(self._ids[whole.url]) > 1:
            raise UnresolvedError(f"the reference {reference!r} may lead to several places")
        if not whole.fragment or whole.fragment.startswith("/"):
            return self._ids[whole.url][0] + unquote(whole.fragment)
        places = self._anchors.get((whole.url, whole.fragment), [])
        several = dynamic and places and places[0] in self._dynamic.get(whole.fragment, [])
        if several and len(self._dynamic[whole.fragment]) > 1:
            raise UnresolvedError(f"the dynamic reference {reference!r} may lead to several places")
        if len(places) != 1:
            raise UnresolvedError(f"the anchor {reference!r} stands at {len(places)} places of the document")
        return places[0]
