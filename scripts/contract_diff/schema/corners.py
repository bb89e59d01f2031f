"""Set aside the parts of a document that can't be read, so that one bad corner leaves the rest comparable.

Schemas keep their bad corners: there they are read as unknown. Around the schemas a part that has the
wrong shape, or whose reference leads nowhere, is taken out and remembered with its reason.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.schema.values import compact
from scripts.documents.keys import parts
from scripts.documents.pointers import UnresolvedError, at, escape, resolve, segments
from scripts.documents.shape import corners as misshapen_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.documents.text import Json

_SCHEMA_HOLDERS: Final = frozenset({"schema", "schemas", "itemSchema"})


@dataclass(frozen=True, slots=True)
class Corner:
    """A part that can't be read."""

    pointer: str
    reason: str
    digest: str  # of what stands there: the same corner on both sides hurts nobody


def mended(data: dict[str, Json]) -> tuple[dict[str, Json], tuple[Corner, ...]]:
    """The document without its bad corners, and these; the same object where there is none."""
    places: dict[str, str] = {}
    for pointer, kind, said in misshapen_parts(data):
        if kind != "schema":
            places.setdefault(_whole(pointer, kind), said)
    for pointer, said in _dangling(data):
        places.setdefault(pointer, said)
    corners = tuple(
        Corner(pointer, said.replace(pointer, "it"), hashlib.sha256(compact(at(data, pointer)).encode()).hexdigest())
        for pointer, said in sorted(places.items())
    )
    for corner in corners:
        data = _without(data, segments(corner.pointer))
    return data, corners


def _whole(pointer: str, kind: str) -> str:
    """The part that makes no sense without what is wrong in it."""
    last = pointer.rpartition("/")[2]
    if kind == "security requirement" or (kind in ("parameter", "security scheme") and last in ("name", "in", "type")):
        return pointer if last.isdecimal() else pointer.rpartition("/")[0]
    return pointer


def _dangling(data: dict[str, Json]) -> Iterator[tuple[str, str]]:
    """References outside schemas that lead nowhere."""
    left: list[tuple[Json, str]] = [(data, "")]
    while left:
        value, pointer = left.pop()
        if isinstance(value, list):
            left += [(part, f"{pointer}/{index}") for index, part in enumerate(value)]
        if not isinstance(value, dict):
            continue
        reference = value.get("$ref")
        if isinstance(reference, str):
            try:
                _followed(data, reference)
            except UnresolvedError as error:
                yield pointer, str(error)
                continue
        left += [
            (part, pointer + "".join(f"/{escape(step)}" for step in steps))
            for steps, part in parts(value)
            if steps[0] not in _SCHEMA_HOLDERS and not steps[-1].startswith("x-")
        ]


def _followed(data: dict[str, Json], reference: str) -> None:
    """Go where a reference leads, and on from there.

    Raises:
        UnresolvedError: it leads nowhere, or back to itself.
    """
    been = set[str]()
    while reference not in been:
        been.add(reference)
        found = resolve(data, reference)
        if not isinstance(found, dict) or not isinstance(found.get("$ref"), str):
            return
        reference = found["$ref"]
    raise UnresolvedError(f"the reference {reference!r} leads back to itself")


def _without(value: Any, names: list[str]) -> Any:
    """A copy along one path, with nothing at its end; places in lists keep their numbers."""
    if not names:
        return None
    first, rest = names[0], names[1:]
    if isinstance(value, list):
        place = int(first)
        return [*value[:place], _without(value[place], rest) if rest else None, *value[place + 1 :]]
    if not isinstance(value, dict) or first not in value:
        return value
    if not rest:
        return {name: part for name, part in value.items() if name != first}
    return {**value, first: _without(value[first], rest)}
