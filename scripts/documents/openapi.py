"""Check that data is an OpenAPI document, and that a whole one is consistent.

In a document that passes `check_whole`, each reference leads somewhere inside it, and what is compared
has the shape that OpenAPI gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from scripts.documents.pointers import UnresolvedError, escape, resolve
from scripts.documents.shape import misshapen
from scripts.documents.text import DocumentError, printable, shown

if TYPE_CHECKING:
    from scripts.documents.text import Json

_VERSION: Final = re.compile(r"3\.[0-2](?:\.\d+(?:-[\w.]+)?)?")
# where the keys are names that the author chose, so that none of them is a keyword
_NAMES: Final = frozenset({
    "$defs", "callbacks", "content", "definitions", "dependentSchemas", "encoding", "examples",
    "headers", "links", "mediaTypes", "parameters", "pathItems", "paths", "patternProperties",
    "properties", "requestBodies", "responses", "schemas", "securitySchemes", "webhooks",
})  # fmt: skip
# what stands under these is data, in which "$ref" means nothing
_DATA: Final = frozenset({"const", "default", "enum", "example", "examples", "value"})


def check(data: dict[str, Any]) -> None:
    """Refuse what isn't an OpenAPI document of version 3.0, 3.1 or 3.2.

    Raises:
        DocumentError: says what it is instead.
    """
    if "swagger" in data and "openapi" not in data:
        raise DocumentError(f"Swagger {_version(data['swagger'])} isn't read, only OpenAPI 3")
    if "openapi" not in data:
        raise DocumentError("not an OpenAPI document: it has no `openapi`")
    version = data["openapi"]
    if isinstance(version, bool) or not _VERSION.fullmatch(str(version)):
        raise DocumentError(f"OpenAPI {_version(version)} isn't read, only 3.0 to 3.2")
    if not any(isinstance(data.get(key), dict) for key in ("paths", "webhooks", "components")):
        raise DocumentError("not an OpenAPI document: it has no paths, webhooks or components")


def _version(value: Any) -> str:
    return printable(str(value))[:20]


def check_whole(data: dict[str, Json]) -> None:
    """Refuse a document with a dangling reference or a part of another shape, anywhere in it.

    Raises:
        DocumentError: names the place.
    """
    check(data)
    for pointer, reference in _references(data):
        if problem := _problem(data, reference):
            raise DocumentError(f"the reference {shown(reference)} at {shown(pointer)} {problem}")
    if wrong := misshapen(data):
        raise DocumentError(wrong)


def _problem(data: dict[str, Json], reference: str) -> str | None:
    if not reference.startswith("#"):
        return "leads out of the document"
    if reference != "#" and not reference.startswith("#/"):
        return "is an anchor, which isn't read"
    try:
        resolve(data, reference)
    except UnresolvedError:
        return "leads nowhere"
    return None


def _references(data: Json) -> Iterator[tuple[str, str]]:
    seen: set[tuple[int, bool]] = set()  # an aliased part needs one look only
    waiting: list[tuple[str, Json, bool]] = [("", data, False)]
    while waiting:
        pointer, node, names = waiting.pop()
        if not isinstance(node, (dict, list)) or (id(node), names) in seen:
            continue
        seen.add((id(node), names))
        if isinstance(node, list):
            waiting.extend((f"{pointer}/{at}", item, False) for at, item in enumerate(node))
            continue
        reference = node.get("$ref")
        if isinstance(reference, str) and not names:
            yield pointer, reference
        for key, value in node.items():
            if isinstance(value, (dict, list)) and (names or key not in _DATA):
                inner = not names and key in _NAMES
                waiting.append((f"{pointer}/{escape(key)}", value, inner))
