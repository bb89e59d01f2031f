"""Find what references mean where schemas have names of their own: `$id`, `$anchor`, `$dynamicAnchor`.

A dynamic reference means what the outermost schema of its anchor's name makes of it. Which one that is
hangs on the way to the reference: the scope, which remembers one place for each dynamic anchor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast
from urllib.parse import unquote, urldefrag, urljoin

from scripts.contract_diff.schema.assertions import LISTS, MAPS, SCHEMAS
from scripts.documents.keys import parts
from scripts.documents.pointers import UnresolvedError, escape, target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.documents.text import Json

Scope: TypeAlias = "frozenset[tuple[str, str]]"  # names of dynamic anchors, and the pointers that they mean
OUTSIDE: Final[Scope] = frozenset()
_METASCHEMAS: Final = "https://json-schema.org/draft/2020-12/"
_KNOWN: Final = "x-json-schema-2020-12"  # where the metaschemas are put, should anything refer to them
_HOLDERS: Final = frozenset({"schema", "itemSchema", "contentSchema"})
_AMBIGUOUS: Final = "(several)"


class Resources:
    """The named schemas of one document."""

    def __init__(self, data: dict[str, Json]) -> None:
        """Walk the document once; one without names costs nothing later."""
        self.data = data
        self.named = False
        self.dynamic = False
        self._ids: dict[str, list[str]] = {"": [""]}
        self._bases: dict[int, str] = {}  # of each schema: the name that its references are relative to
        self._anchors: dict[tuple[str, str], list[str]] = {}
        self._dynamic: dict[str, dict[str, str]] = {}  # of each base: its dynamic anchors
        self._foreign = False
        self._root = ""
        self._walk(data, "", "", of_schema="openapi" not in data)
        if self._foreign:
            self._add_metaschemas()

    def _walk(self, data: Json, pointer: str, base: str, *, of_schema: bool) -> None:
        left: list[tuple[Json, str, str, bool]] = [(data, pointer, base, of_schema)]
        while left:
            value, place, base, of_schema = left.pop()
            if isinstance(value, list):
                left += [(part, f"{place}/{index}", base, of_schema) for index, part in enumerate(value)]
            elif isinstance(value, dict):
                if of_schema:
                    base = self._take(value, place, base)
                    self._bases[id(value)] = base
                    left += ((part, f"{place}{where}", base, True) for part, where in _subschemas(value))
                else:
                    left += _outside(value, place, base)

    def _take(self, value: dict[str, Any], pointer: str, base: str) -> str:
        name = value.get("$id")
        if isinstance(name, str):
            self.named = True
            base = urldefrag(_joined(base, name)).url
            self._ids.setdefault(base, []).append(pointer)
            self._root = base if not pointer else self._root
        for word in ("$anchor", "$dynamicAnchor"):
            anchor = value.get(word)
            if isinstance(anchor, str):
                self.named = True
                self._anchors.setdefault((base, anchor), []).append(pointer)
                if word == "$dynamicAnchor":
                    self.dynamic = True
                    known = self._dynamic.setdefault(base, {})
                    known[anchor] = _AMBIGUOUS if anchor in known else pointer
        for word in ("$ref", "$dynamicRef"):
            reference = value.get(word)
            if isinstance(reference, str) and _joined(base, reference).startswith(_METASCHEMAS):
                self._foreign = True
        return base

    def _add_metaschemas(self) -> None:
        """Every validator has these at hand."""
        from jsonschema_specifications import REGISTRY  # noqa: PLC0415 - seldom needed

        known = {
            name.removeprefix(_METASCHEMAS): cast("Json", REGISTRY.contents(name))
            for name in sorted(REGISTRY)
            if name.startswith(_METASCHEMAS) and name not in self._ids
        }
        self.data = {**self.data, _KNOWN: known}
        self._bases[id(self.data)] = self._bases.get(id(self.data), self._root)
        for name, schema in known.items():
            self._walk(schema, f"/{_KNOWN}/{escape(name)}", "", of_schema=True)

    def scope(self, scope: Scope, value: Json) -> Scope:
        """The scope inside a schema, which may begin a resource of its own."""
        if not self.dynamic:
            return scope
        anchors = self._dynamic.get(self._bases.get(id(value), self._root), {})
        taken = {name for name, _ in scope}
        fresh = {(name, pointer) for name, pointer in anchors.items() if name not in taken}
        return scope | fresh if fresh else scope

    def find(self, holder: dict[str, Json], word: str, scope: Scope = OUTSIDE) -> str:
        """The JSON pointer that a mapping's `$ref` or `$dynamicRef` leads to.

        Raises:
            UnresolvedError: it leads nowhere, out of the document, or to one of several places.
        """
        reference = str(holder[word])
        if not self.named:
            return target(reference)
        whole = urldefrag(_joined(self._bases.get(id(holder), self._root), reference))
        if whole.url not in self._ids:
            raise UnresolvedError(
                f"the reference {reference!r} leaves the document; only references inside it are read"
            )
        if len(self._ids[whole.url]) > 1:
            raise UnresolvedError(f"the reference {reference!r} may lead to several places")
        if not whole.fragment or whole.fragment.startswith("/"):
            return self._ids[whole.url][0] + unquote(whole.fragment)
        places = self._anchors.get((whole.url, whole.fragment), [])
        if len(places) != 1:
            raise UnresolvedError(f"the anchor {reference!r} stands at {len(places)} places of the document")
        if word == "$dynamicRef" and whole.fragment in self._dynamic.get(whole.url, {}):
            found = dict(scope).get(whole.fragment, places[0])
            if found == _AMBIGUOUS:
                raise UnresolvedError(f"the dynamic reference {reference!r} may lead to several places")
            return found
        return places[0]

    def candidates(self, holder: dict[str, Json]) -> set[str]:
        """All places that the references of a mapping may lead to, whatever the scope."""
        found = set[str]()
        for word in ("$ref", "$dynamicRef"):
            if isinstance(holder.get(word), str):
                try:
                    found.add(self.find(holder, word))
                except UnresolvedError:
                    continue
        if isinstance(holder.get("$dynamicRef"), str):
            name = urldefrag(str(holder["$dynamicRef"])).fragment
            found |= {anchors[name] for anchors in self._dynamic.values() if name in anchors}
        return found - {_AMBIGUOUS}


def _joined(base: str, reference: str) -> str:
    """A reference made absolute; a fragment alone stays in its resource, whatever the scheme."""
    return urldefrag(base).url + reference if reference.startswith("#") else urljoin(base, reference)


def _subschemas(value: dict[str, Any]) -> Iterator[tuple[Json, str]]:
    """The schemas in a schema; under keywords that nobody knows there are none."""
    for word, part in value.items():
        if word in SCHEMAS or word in LISTS or word == "contentSchema":
            yield part, f"/{escape(word)}"
        elif word in MAPS and isinstance(part, dict):
            yield from ((inner, f"/{escape(word)}/{escape(str(name))}") for name, inner in part.items())


def _outside(value: dict[str, Any], pointer: str, base: str) -> Iterator[tuple[Json, str, str, bool]]:
    """The parts of an object of OpenAPI, and which of them are schemas."""
    for steps, part in parts(value):
        is_shared = len(steps) > 1 and steps[0] == "schemas" and pointer == "/components"
        place = pointer + "".join(f"/{escape(step)}" for step in steps)
        yield part, place, base, is_shared or (len(steps) == 1 and steps[0] in _HOLDERS)
