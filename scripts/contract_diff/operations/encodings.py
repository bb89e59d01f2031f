"""Read how one part of a form is encoded, with OpenAPI's defaults left out: spelled out or not, they mean the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.judge.places import beneath, named, spread, standing_at, told
from scripts.contract_diff.operations.media import spelled_alike
from scripts.contract_diff.schema.outside import followed

if TYPE_CHECKING:
    from scripts.contract_diff.judge.places import Place
    from scripts.contract_diff.schema.schemas import Schemas
    from scripts.documents.text import Json

_STYLED: Final = ("style", "explode", "allowReserved")
_SCALARS: Final = frozenset({"string", "number", "integer", "boolean"})
_TEXT, _JSON, _BYTES = "text/plain", "application/json", "application/octet-stream"


def encoding(schemas: Schemas, media: dict[str, Any], pointer: str, name: str) -> Json:
    """What a media type says of the encoding of one part, beyond what holds anyway."""
    given = media.get("encoding")
    said: Any = followed(schemas, given.get(name)) if isinstance(given, dict) else None
    if said is None:
        return {}
    if not isinstance(said, dict):
        return {"malformed": said}
    kept: dict[str, Json] = {word: part for word, part in said.items() if word not in _STYLED and part != {}}
    usual = _content_type(schemas, _part(schemas, pointer, name)) if "schema" in media else ""
    if isinstance(kept.get("contentType"), str):
        kinds = spelled_alike(str(kept["contentType"]).split(","))
        kept["contentType"] = [*kinds]
        if kinds == [usual]:
            del kept["contentType"]
    style = said.get("style", "form")
    styled = [style, said.get("explode", style == "form"), said.get("allowReserved", False)]
    # an object is JSON until a style is said
    if any(word in said for word in _STYLED) and (usual != _TEXT or styled != ["form", True, False]):
        kept["style"] = styled
    return kept


def _part(schemas: Schemas, pointer: str, name: str) -> list[Place]:
    """What describes a part of a form."""
    body = spread(schemas, [standing_at(schemas, f"{pointer}/schema")])
    return spread(schemas, named(body, "properties").get(name, []))


def _content_type(schemas: Schemas, part: list[Place]) -> str:
    """The media type of a part that doesn't say its own; nothing where that isn't plain."""
    kind = told(part, "type")
    if kind == "array":
        return _content_type(schemas, spread(schemas, beneath(part, "items")))
    if kind == "object":
        return _JSON
    if kind == "string" and (told(part, "format") == "binary" or told(part, "contentEncoding") is not None):
        return _BYTES
    return _TEXT if isinstance(kind, str) and kind in _SCALARS else ""
