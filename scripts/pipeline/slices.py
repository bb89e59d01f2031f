"""Cut our operations out of a published document, as facts.

A slice is small, sorted and free of prose. Each of its references resolves, and the same input gives
the same slice. An operation that the document no longer has keeps its last slice.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.documents.fetch import Source
from scripts.documents.openapi import check
from scripts.documents.parse import parse
from scripts.documents.pointers import references, resolve
from scripts.documents.text import DocumentError, naming
from scripts.documents.write import dump, replace_all

OPERATIONS = {  # operation: name of its slice
    "POST /realtime/sessions": "realtime_sessions",
    "POST /realtime/client_secrets": "realtime_client_secrets",
}
PROSE = frozenset({"description", "summary", "title", "example", "examples", "tags", "externalDocs", "$comment"})
NAMED = frozenset(
    {
        "properties",
        "patternProperties",
        "$defs",
        "definitions",
        "dependentSchemas",
        "schemas",
        "responses",
        "headers",
        "parameters",
        "requestBodies",
        "mapping",
        "encoding",
    }
)
LITERAL = frozenset({"enum", "const", "default", "required", "dependentRequired"})


@dataclass(frozen=True, slots=True)
class Pinned:
    """What one document gave: a slice for each operation that it has."""

    slices: dict[str, dict[str, Any]]
    missing: tuple[str, ...]


def facts(node: Any) -> Any:
    """The same tree without prose and vendor extensions; names, types, values and bounds stay."""
    if isinstance(node, list):
        return [facts(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept: dict[str, Any] = {}
    for key, value in node.items():
        if key in PROSE or key.startswith("x-"):
            continue
        if key in LITERAL:
            kept[key] = value
        elif key == "$ref" and not isinstance(value, str):
            raise DocumentError(f"the reference {str(value)[:80]!r} isn't text")
        elif key == "scopes" and isinstance(value, dict):  # names, each with a sentence
            kept[key] = dict.fromkeys(value, "")
        elif key in NAMED and isinstance(value, dict):  # its keys are names: one may be called "description"
            kept[key] = {name: facts(item) for name, item in value.items()}
        else:
            kept[key] = facts(value)
    return kept


def cut(document: dict[str, Any], operation: str) -> dict[str, Any] | None:
    """One operation with everything it references, as a small document of its own; None where it isn't there.

    Raises:
        DocumentError: a reference leaves the document or points to nothing.
    """
    method, path = operation.split()
    item = _mapping(document.get("paths")).get(path)
    if isinstance(item, dict) and "$ref" in item:
        item = resolve(document, item["$ref"])
    if not isinstance(item, dict) or not isinstance(item.get(method.lower()), dict):
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


def _add_referenced(document: dict[str, Any], result: dict[str, Any]) -> None:
    """Copy what is referenced to the place it has in the document, and what that references in turn."""
    waiting = list(references(result))
    done: set[str] = set()
    while waiting:
        reference = waiting.pop()
        if reference in done:
            continue
        done.add(reference)
        target = facts(resolve(document, reference))
        section, _, rest = reference.removeprefix("#/components/").partition("/")
        if not reference.startswith("#/components/") or not rest or {"/", "~", "%"} & set(rest):
            raise DocumentError(
                f"the reference {reference!r} points inside another element; only components are followed"
            )
        result["components"].setdefault(section, {})[rest] = target
        waiting.extend(references(target))


def pin(source: Source) -> Pinned:
    """The slices of a published document.

    Raises:
        DocumentError: it isn't an OpenAPI document with at least one of the operations, or a reference is dangling.
    """
    document = parse(source)
    with naming(source.name):
        check(document)
        slices = {name: found for name in OPERATIONS if (found := cut(document, name)) is not None}
        if not slices:
            raise DocumentError(f"has none of the operations {', '.join(OPERATIONS)}")
    return Pinned(slices, tuple(operation for operation in OPERATIONS if operation not in slices))


def write(source: Source, pinned: Pinned, revision: str, folder: Path) -> list[Path]:
    """Write the slices and `pin.json`, all or none; give the files that changed."""
    record_file = folder / "pin.json"
    before = parse(Source(record_file.name, record_file.read_bytes())) if record_file.exists() else {}
    seen = dict.fromkeys(pinned.slices, revision)
    held = _mapping(before.get("operations"))
    kept = {operation: label for operation, label in held.items() if operation in pinned.missing}
    record = {
        "source": source.name,
        "revision": revision,
        "sha256": source.sha256,
        "size": len(source.content),
        "operations": dict(sorted({**kept, **seen}.items())),
    }
    texts = {slice_file(folder, operation): dump(document) for operation, document in pinned.slices.items()}
    texts[record_file] = json.dumps(record, indent=2) + "\n"
    return replace_all(texts)


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
