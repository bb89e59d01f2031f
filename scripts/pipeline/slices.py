"""Cut our operations out of the published document, as facts.

What is pinned is small, sorted, free of prose, complete (every reference resolves) and the same for the same input.
An operation that the document no longer has keeps its last slice, because servers still speak it. An operation that
is fixed in `pin.json` stays at the revision that described it truly, whatever newer documents say of it.
"""

from __future__ import annotations

import json
from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from scripts.documents.external import bundled
from scripts.documents.fetch import Source
from scripts.documents.identifiers import placed
from scripts.documents.openapi import check, check_whole
from scripts.documents.parse import parse
from scripts.documents.pointers import resolve, walk
from scripts.documents.text import DocumentError, naming
from scripts.documents.write import dump, replace_all
from scripts.pipeline.facts import facts
from scripts.pipeline.ways import another_way

OPERATIONS = {  # operation: name of its slice
    "POST /realtime/sessions": "realtime_sessions",
    "POST /realtime/client_secrets": "realtime_client_secrets",
}
RECORD = "pin.json"
RANGES = frozenset({"application/*", "*/*"})  # of media types; JSON is among them


@dataclass(frozen=True, slots=True)
class Pinned:
    """What one document gave: a slice for each operation that it has."""

    slices: dict[str, dict[str, Any]]
    missing: tuple[str, ...]
    other_ways: tuple[str, ...] = ()  # a line for each operation that is reached in another way than the wrapper's


def cut(document: dict[str, Any], operation: str) -> dict[str, Any] | None:
    """One operation with everything it references, as a small document of its own; None where it isn't there.

    Raises:
        DocumentError: a reference leaves the document or points to nothing.
    """
    return _cut(placed(document), operation)


def _cut(document: dict[str, Any], operation: str) -> dict[str, Any] | None:
    method, path = operation.split()
    item = _item(document, path)
    if not isinstance(item.get(method.lower()), dict):
        return None
    kept = {method.lower(): facts(item[method.lower()])}
    if item.get("parameters"):
        kept["parameters"] = facts(item["parameters"])
    security = kept[method.lower()].get("security", document.get("security"))
    if security is not None and not (isinstance(security, list) and all(isinstance(item, dict) for item in security)):
        raise DocumentError(f"the security of {operation} isn't a list of mappings")
    result: dict[str, Any] = {
        "openapi": str(document["openapi"]),
        "info": {"title": operation, "version": str(_mapping(document.get("info")).get("version", "0"))},
        "paths": {path: kept},
        "components": {},
    }
    if security is not None:
        result["security"] = security
        schemes = _mapping(_mapping(document.get("components")).get("securitySchemes"))
        used = {name for alternative in security for name in alternative}
        result["components"]["securitySchemes"] = {name: facts(schemes[name]) for name in used & schemes.keys()}
    _add_referenced(document, result)
    return result


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _item(document: dict[str, Any], path: str) -> dict[str, Any]:
    return followed_to(document, _mapping(document.get("paths")).get(_published(document, path)), path)


def _published(document: dict[str, Any], path: str) -> str:
    """The path as the document has it, which may begin with a version or another prefix."""
    paths = _mapping(document.get("paths"))
    alike = [name for name in map(str, paths) if name.endswith(path)]
    return path if path in paths or len(alike) != 1 else alike[0]


def _add_referenced(document: dict[str, Any], result: dict[str, Any]) -> None:
    """Copy what is referenced, and what that references in turn.

    A component keeps its place; anything else that is referenced gets one among the schemas. A reference that leads
    nowhere stays as it is: whoever follows it says what it would have been.
    """
    names: dict[str, str] = {}
    waiting: list[Any] = [result]

    def follow(mapping: dict[str, Any]) -> None:
        reference = mapping.get("$ref")
        if not isinstance(reference, str) or reference in names.values():
            return
        if reference not in names:
            try:
                target = find(document, reference)
            except DocumentError:
                return
            section, name = _place(reference)
            names[reference] = f"#/components/{section}/{name}"
            copied = facts(target)
            result["components"].setdefault(section, {})[name] = copied
            waiting.append(copied)
        mapping["$ref"] = names[reference]

    while waiting:
        walk(waiting.pop(), follow)


def _place(reference: str) -> tuple[str, str]:
    """Where a copy stands: the same place in every slice, whatever else is in it."""
    section, _, name = reference.removeprefix("#/components/").partition("/")
    if reference.startswith("#/components/") and name and not {"/", "~", "%"} & set(name):
        return section, name
    return "schemas", f"Referenced{b32encode(sha256(reference.encode()).digest()[:10]).decode()}"


def find(document: dict[str, Any], reference: Any) -> Any:
    """What a reference leads to.

    Raises:
        DocumentError: it leads nowhere in the document.
    """
    if not isinstance(reference, str):
        raise DocumentError(f"the reference {str(reference)[:80]!r} isn't text")
    if not reference.startswith("#/") and reference != "#":
        raise DocumentError(f"the reference {reference!r} leads nowhere in the document")
    return resolve(document, reference)


def pin(source: Source) -> Pinned:
    """The slices of a published document.

    Raises:
        DocumentError: it isn't an OpenAPI document with at least one of the operations, or a reference is dangling.
    """
    document = bundled(parse(source), source.folder)
    with naming(source.name):
        check(document)
        check_whole(document)
        document = placed(document)
        slices = {name: found for name in OPERATIONS if (found := _cut(document, name)) is not None}
        if not slices:
            raise DocumentError(f"has none of the operations {', '.join(OPERATIONS)}")
        ways: list[str] = []
        for operation, piece in slices.items():
            path = operation.split()[1]
            scopes = (operation_in(piece, operation), _item(document, path), document)
            ways += another_way(operation, _published(document, path), scopes, piece)
    return Pinned(slices, tuple(operation for operation in OPERATIONS if operation not in slices), tuple(ways))


def write(source: Source, pinned: Pinned, revision: str, folder: Path) -> list[Path]:
    """Write the slices and `pin.json`, all or none; give the files that changed."""
    return replace_all(texts(source, pinned, revision, folder))


def texts(source: Source, pinned: Pinned, revision: str, folder: Path) -> dict[Path, str]:
    """The slices and `pin.json` as they are to be written; an operation that is fixed stays."""
    held = followed(folder)
    new = [operation for operation in pinned.slices if not is_fixed(folder, operation)]
    seen = {operation: {**held.get(operation, {}), "revision": revision} for operation in new}
    record = {
        "source": source.name,
        "revision": revision,
        "sha256": source.sha256,
        "size": len(source.content),
        "operations": dict(sorted({**held, **seen}.items())),
    }
    written = {slice_file(folder, operation): dump(pinned.slices[operation]) for operation in new}
    written[folder / RECORD] = json.dumps(record, indent=2) + "\n"
    return written


def followed(folder: Path) -> dict[str, dict[str, str]]:
    """For each pinned operation the revision that it follows.

    Beside it may stand `fixed`, why it stays there, and `keeps_from`, the first revision of its present shape: what
    that one or a later one had and the pinned one lacks stays in the contract.

    Raises:
        DocumentError: the record can't be read.
    """
    path = folder / RECORD
    held = _mapping(load(path).get("operations")) if path.exists() else {}
    return {name: told if isinstance(told, dict) else {"revision": str(told)} for name, told in held.items()}


def is_fixed(folder: Path, operation: str) -> bool:
    """Whether an operation stays at its revision, and is there."""
    return "fixed" in followed(folder).get(operation, {}) and slice_file(folder, operation).exists()


def operation_in(document: dict[str, Any], operation: str) -> dict[str, Any]:
    """The operation's object in a slice."""
    method, path = operation.split()
    return _mapping(_mapping(_mapping(document.get("paths")).get(path)).get(method.lower()))


def success(document: dict[str, Any], item: dict[str, Any], place: str = "") -> dict[str, Any]:
    """The reply of an operation that worked: a 2xx, else the default; empty where there is none.

    Of several the one with a body in JSON, and 200 before the others.
    """
    replies = {str(status).lower(): reply for status, reply in _mapping(item.get("responses")).items()}
    worked = sorted(status for status in replies if status.startswith("2"))
    found = worked or [status for status in replies if status == "default"]
    if len(found) > 1:
        found.sort(key=lambda status: (json_schema(document, replies[status], place) is None, status != "200"))
    return followed_to(document, replies[found[0]], place) if found else {}


def json_schema(document: dict[str, Any], body: Any, place: str = "") -> Any:
    """The schema of a body in JSON; None where there is none."""
    content = _mapping(followed_to(document, body, place).get("content"))
    media = {name.partition(";")[0].strip().lower(): inner for name, inner in reversed(content.items())}
    found = min((name for name in media if "json" in name or name in RANGES), key=_unlikeliness, default="")
    return followed_to(document, media.get(found), place).get("schema")


def _unlikeliness(media: str) -> tuple[bool, bool, bool, str]:
    return media != "application/json", not media.endswith("json"), "problem" in media, media


def followed_to(document: dict[str, Any], node: Any, place: str = "") -> dict[str, Any]:
    """What a node is, or the one that it refers to.

    Raises:
        DocumentError: the reference leads nowhere, or to itself; the text begins with the place.
    """
    seen: set[str] = set()
    while isinstance(node, dict) and "$ref" in node:
        reference = node["$ref"]
        if str(reference) in seen:
            raise DocumentError(f"{place}: the reference {reference!r} leads to itself")
        seen.add(str(reference))
        try:
            node = find(document, reference)
        except DocumentError as error:
            raise DocumentError(f"{place}: {error}") from error
    return _mapping(node)


def slice_file(folder: Path, operation: str) -> Path:
    """Where an operation's slice is kept."""
    return folder / "upstream" / f"{OPERATIONS[operation]}.yaml"


def load(path: Path) -> dict[str, Any]:
    """A document of ours.

    Raises:
        DocumentError: it can't be read.
    """
    try:
        return parse(Source(path.name, path.read_bytes()))
    except OSError as error:
        raise DocumentError(f"{path.name}: can't be read ({error.strerror})") from error
