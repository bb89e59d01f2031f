"""Bring pieces of a document outside its schemas to what they mean: references followed, prose and examples gone.

Two pieces that mean the same come out the same, however they are spelled. What can't be followed stays as written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.schema.values import compact
from scripts.documents.pointers import UnresolvedError, target

if TYPE_CHECKING:
    from scripts.contract_diff.schema.schemas import Schemas
    from scripts.documents.text import Json

_PROSE: Final = frozenset({"description", "summary", "externalDocs"})
_EXAMPLES: Final = frozenset({"example", "examples"})
_SCHEMAS: Final = frozenset({"schema", "itemSchema"})
_DATA: Final = frozenset({"parameters", "requestBody"})  # of a link: names and values of its own


def meant(schemas: Schemas, raw: Json) -> str:
    """A text of what a piece says, with all that it refers to."""
    return compact(followed(schemas, raw))


def followed(schemas: Schemas, raw: Json, been: frozenset[str] = frozenset()) -> Json:
    """What a piece says, with what it refers to in place of each reference."""
    if isinstance(raw, list):
        return [followed(schemas, part, been) for part in raw]
    if not isinstance(raw, dict):
        return raw
    reference = raw.get("$ref")
    if isinstance(reference, str):
        try:
            pointer = target(reference)
            if pointer not in been:
                return followed(schemas, schemas.at(pointer), been | {pointer})
        except UnresolvedError:
            pass
        return raw
    told: dict[str, Any] = {}
    for name, part in raw.items():
        prose = name in _PROSE and (name == "externalDocs" or not isinstance(part, dict))
        if prose or name.startswith("x-") or (name in _EXAMPLES and not raw.keys().isdisjoint(_TYPED)):
            continue
        if name in _SCHEMAS:
            told[name] = schemas.digest(part)
        else:
            told[name] = part if name in _DATA else followed(schemas, part, been)
    return told


_TYPED: Final = _SCHEMAS | {"content"}
