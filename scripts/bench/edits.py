"""Edit a whole document at random places, so that each edit must be told."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.judge.leftover import METHODS
from scripts.documents.pointers import UnresolvedError, at, escape, target

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from scripts.contract_diff.report.model import Report

_DEEPEST: Final = 4
_PLAIN: Final = ("string", "integer", "number", "boolean")
_CHOOSING: Final = frozenset({"anyOf", "oneOf", "not", "if", "enum", "const", "readOnly", "writeOnly"})


@dataclass(frozen=True, slots=True)
class Edit:
    """What was changed, and where it stands in both documents."""

    kind: str
    pointer: str


def edited(data: dict[str, Any], count: int, rng: random.Random) -> tuple[dict[str, Any], list[Edit]]:
    """A copy with so many edits, none within another; fewer where there are not so many places."""
    places = sorted({*_schemas(data), *_around(data)})
    rng.shuffle(places)
    changed = copy.deepcopy(data)
    done: list[Edit] = []
    for kind, pointer in places:
        if len(done) == count:
            break
        if not any(_near(pointer, edit.pointer) for edit in done):
            _apply(changed, kind, pointer, len(done))
            done.append(Edit(kind, pointer))
    return changed, done


def told(report: Report, edit: Edit) -> bool:
    """Whether a finding stands at an edit: at its place, within it, or at the schema that holds it."""
    holder = edit.pointer if edit.kind in ("type", "status") else edit.pointer.rpartition("/")[0]
    return any(
        f"{pointer}/".startswith(f"{holder}/")
        for finding in report.findings
        for pointer in (finding.pointer, finding.base_pointer)
    )


def _near(one: str, other: str) -> bool:
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _operations(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    for path, item in data.get("paths", {}).items():
        for method in METHODS:
            if isinstance(item, dict) and isinstance(item.get(method), dict):
                yield item[method], f"/paths/{escape(path)}/{method}"


def _around(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Places outside schemas."""
    for operation, pointer in _operations(data):
        yield "status", f"{pointer}/responses/418"
        for index, parameter in enumerate(operation.get("parameters", [])):
            if isinstance(parameter.get("schema"), dict) and "$ref" not in parameter and not parameter.get("required"):
                yield "needed", f"{pointer}/parameters/{index}/required"


def _schemas(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Places in the bodies of operations, as long as no choice decides whether they count."""
    for operation, pointer in _operations(data):
        bodies = [(operation.get("requestBody"), f"{pointer}/requestBody")]
        replies = operation.get("responses", {})
        bodies += [(replies[status], f"{pointer}/responses/{status}") for status in replies if str(status) == "200"]
        for body, place in bodies:
            for media, told in _content(data, body, place):
                if "json" in media:
                    yield from _places(data, told["schema"], f"{told['place']}/schema", 0)


def _content(data: dict[str, Any], body: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    body, place = _followed(data, body, place)
    content = body.get("content", {}) if isinstance(body, dict) else {}
    for media, told in content.items():
        if isinstance(told, dict) and "schema" in told:
            yield media, {"schema": told["schema"], "place": f"{place}/content/{escape(media)}"}


def _places(data: dict[str, Any], schema: Any, pointer: str, depth: int) -> Iterator[tuple[str, str]]:
    schema, pointer = _followed(data, schema, pointer)
    if not isinstance(schema, dict) or schema.keys() & _CHOOSING or depth > _DEEPEST:
        return
    properties = schema.get("properties")
    for name, part in properties.items() if isinstance(properties, dict) else ():
        place = f"{pointer}/properties/{escape(name)}"
        if isinstance(part, dict) and part.get("type") in _PLAIN and not part.keys() & (_CHOOSING | {"$ref"}):
            yield "type", place
            yield "default", f"{place}/default"
            if part["type"] == "string":
                yield "length", f"{place}/maxLength"
        yield from _places(data, part, place, depth + 1)
    yield from _places(data, schema.get("items"), f"{pointer}/items", depth + 1)


def _followed(data: dict[str, Any], value: Any, pointer: str) -> tuple[Any, str]:
    for _ in range(9):
        if not isinstance(value, dict) or not isinstance(value.get("$ref"), str):
            break
        try:
            pointer = target(value["$ref"])
            value = at(data, pointer)
        except UnresolvedError:
            return None, pointer
    return value, pointer


def _apply(data: dict[str, Any], kind: str, pointer: str, number: int) -> None:
    parent = at(data, pointer.rpartition("/")[0])
    if kind == "type":
        name = pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        kept = {word: parent[name][word] for word in ("description", "title") if word in parent[name]}
        parent[name] = {**kept, "type": "array", "items": {"enum": [f"edit {number}"]}}
    elif kind == "status":
        parent["418"] = {"description": "", "content": {"text/plain": {"schema": {"const": f"edit {number}"}}}}
    elif kind == "needed":
        parent["required"] = True
    elif kind == "length":
        parent["maxLength"] = 3 if parent.get("maxLength") != 3 else 4  # noqa: PLR2004 - another one
    else:
        parent["default"] = f"edit {number}"
