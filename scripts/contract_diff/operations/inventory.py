"""List the operations of one document, and the parameters of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.judge.judge import Side
from scripts.documents.pointers import escape

if TYPE_CHECKING:
    from scripts.documents.text import Json

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_TEMPLATE: Final = re.compile(r"\{[^}]*\}")
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})  # OpenAPI ignores these as parameters


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of one document."""

    name: str
    path: str
    raw: dict[str, Json]
    pointer: str
    item: dict[str, Json]  # what all operations of the path share
    item_pointer: str


def listed(side: Side) -> dict[tuple[str, str], Operation]:
    """The operations of a document; a path's parameters may be called anything."""
    found = {}
    paths = side.schemas.data.get("paths")
    for path, raw in (paths if isinstance(paths, dict) else {}).items():
        item, pointer = side.schemas.follow(raw, f"/paths/{escape(str(path))}")
        for method in METHODS:
            operation = item.get(method) if isinstance(item, dict) else None
            if isinstance(operation, dict) and isinstance(item, dict):
                key = (method, _TEMPLATE.sub("{}", str(path)))
                found[key] = Operation(
                    f"{method.upper()} {path}", str(path), operation, f"{pointer}/{method}", item, pointer
                )  # fmt: skip
    return found


def parameters(side: Side, operation: Operation) -> dict[tuple[str, str], tuple[dict[str, Any], str]]:
    """An operation's parameters by where they stand and what they are called; its own go first."""
    found: dict[tuple[str, str], tuple[dict[str, Any], str]] = {}
    shared = (
        (operation.item.get("parameters"), operation.item_pointer),
        (operation.raw.get("parameters"), operation.pointer),
    )
    for listed_, pointer in shared:
        for index, raw in enumerate(listed_ if isinstance(listed_, list) else []):
            one, place = side.schemas.follow(raw, f"{pointer}/parameters/{index}")
            if not isinstance(one, dict):
                continue
            where, name = str(one.get("in")), str(one.get("name"))
            if where == "path":  # its name is this document's own affair, its place in the path isn't
                order = _TEMPLATE.findall(operation.path)
                name = str(order.index(f"{{{name}}}")) if f"{{{name}}}" in order else name
            elif where == "header":
                name = name.lower()
                if name in _IGNORED_HEADERS:
                    continue
            found[where, name] = one, place
    return found
