"""Build the contract from the pinned slices: join, modernise, correct, drop what nothing references.

The result is one document in OpenAPI 3.1, whichever versions and revisions the slices have.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from scripts.documents.pointers import references, resolve, walk
from scripts.documents.text import DocumentError
from scripts.pipeline.overlay import Outcome, apply
from scripts.pipeline.paths import OPENAPI
from scripts.pipeline.slices import OPERATIONS, load, slice_file


def build(folder: Path = OPENAPI, overlay: Path = OPENAPI / "overlay.yaml") -> tuple[dict[str, Any], list[Outcome]]:
    """The contract of the slices in a folder, and what each correction of the overlay did.

    Raises:
        DocumentError: no slice is there, or a reference points to nothing once the overlay is applied.
        OverlayError: the overlay is malformed.
    """
    slices = {name: load(path) for name in OPERATIONS if (path := slice_file(folder, name)).exists()}
    if not slices:
        raise DocumentError("nothing is pinned yet: run make pin")
    revision = load(folder / "pin.json").get("revision")
    document, outcomes = apply(_join(slices, str(revision)), load(overlay))
    try:
        _drop_unreferenced(document)
    except DocumentError as error:  # most often a correction that no longer finds where its schemas belong
        missed = [f"overlay.yaml: {line}" for outcome in outcomes for line in outcome.misses]
        raise DocumentError("; ".join([*missed, str(error)])) from error
    return document, outcomes


def _join(slices: dict[str, dict[str, Any]], revision: str) -> dict[str, Any]:
    joined: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "realtime-sessions contract", "version": revision},
        "servers": [{"url": "https://api.openai.com/v1"}],
        "paths": {},
        "components": {},
    }
    for operation, piece in slices.items():
        part = modern(piece)
        _avoid_clashes(part, joined["components"], operation.rsplit("_", 1)[-1].rsplit("/", 1)[-1].capitalize())
        joined["paths"].update(part["paths"])
        for section, elements in part["components"].items():
            joined["components"].setdefault(section, {}).update(elements)
        if "security" in part:
            joined["security"] = part["security"]
    return joined


def _avoid_clashes(part: dict[str, Any], taken: dict[str, Any], suffix: str) -> None:
    """Slices of different revisions may hold different schemas of one name: the later one's is renamed.

    What references a renamed schema is then different too, though it read the same before: until nothing clashes.
    """
    while clashing := [
        (section, name)
        for section, elements in part["components"].items()
        for name, element in elements.items()
        if taken.get(section, {}).get(name, element) != element
    ]:
        for section, name in clashing:
            elements = part["components"][section]
            elements[f"{name}Of{suffix}"] = elements.pop(name)
            _rename(part, f"#/components/{section}/{name}", f"#/components/{section}/{name}Of{suffix}")


def _rename(document: dict[str, Any], old: str, new: str) -> None:
    def rename(mapping: dict[str, Any]) -> None:
        for key in [key for key, value in mapping.items() if value == old]:  # a $ref, or in a discriminator's mapping
            mapping[key] = new

    walk(document, rename)


def modern(document: dict[str, Any]) -> dict[str, Any]:
    """OpenAPI 3.0's `nullable` and boolean exclusive bounds as 3.1 says them.

    Published documents use `nullable` in 3.1 too, where it means nothing; what they want is plain.
    """
    result = copy.deepcopy(document)

    def rewrite(schema: dict[str, Any]) -> None:
        for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
            if schema.get(exclusive) is True and bound in schema:
                schema[exclusive] = schema.pop(bound)
            elif isinstance(schema.get(exclusive), bool):
                del schema[exclusive]
        if not isinstance(schema.get("nullable"), bool) or not schema.pop("nullable"):
            return
        if isinstance(schema.get("type"), str):
            schema["type"] = [schema["type"], "null"]
            if "enum" in schema and None not in schema["enum"]:
                schema["enum"] = [*schema["enum"], None]
        elif schema.keys() & {"$ref", "anyOf", "oneOf", "allOf"}:
            inner = dict(schema)
            schema.clear()
            schema["anyOf"] = [inner, {"type": "null"}]

    walk(result, rewrite)
    return result


def _drop_unreferenced(document: dict[str, Any]) -> None:
    reached: set[str] = set()
    waiting = list(references(document["paths"]))
    while waiting:
        reference = waiting.pop()
        if reference not in reached:
            reached.add(reference)
            waiting.extend(references(resolve(document, reference)))
    for section, elements in document["components"].items():
        if section != "securitySchemes":  # which are referenced by name
            for name in [name for name in elements if f"#/components/{section}/{name}" not in reached]:
                del elements[name]
