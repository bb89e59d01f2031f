"""Hold the requests that the wrapper makes against a document: field by field, then as a whole."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from scripts.conformance.cases import Case, Sent, corpus, sent, type_name
from scripts.documents.pointers import resolve
from scripts.pipeline.contract import modern
from scripts.revisions.fields import Field, body_schema, fields

REFUSES: dict[str, Callable[[float, float], bool]] = {
    "minimum": operator.lt,
    "exclusiveMinimum": operator.le,
    "maximum": operator.gt,
    "exclusiveMaximum": operator.ge,
}


@dataclass(frozen=True, slots=True, order=True)
class Disagreement:
    """One thing that the document and the wrapper see differently; two are the same wherever they come from."""

    operation: str
    side: str  # request, corrected request, reply
    path: str
    what: str
    keyword: str = field(compare=False)  # the parameter, or the attribute of a Session, that it hurts


def against_requests(document: dict[str, Any], operation: str, side: str) -> frozenset[Disagreement]:
    """Where a document refuses what the wrapper sends to an operation."""
    document = modern(document)
    schema = body_schema(document, operation, "request")
    if schema is None:
        return frozenset({Disagreement(operation, side, "", "has no request body in JSON", "")})
    by_tags: dict[frozenset[tuple[str, str]], dict[str, Field]] = {}
    whole = Draft202012Validator({"components": document["components"], **schema})
    found = {
        Disagreement(operation, side, f"{place} {name}", "is required, and the wrapper doesn't send it", "")
        for place, name in _required_places(document, operation)
    }
    for case in corpus(operation):
        tags = frozenset((item.path, str(item.value)) for item in sent(case) if item.path.rpartition(".")[2] == "type")
        if tags not in by_tags:
            values = {path: frozenset(value for other, value in tags if other == path) for path, _ in tags}
            by_tags[tags] = fields(document, schema, values)
        known = by_tags[tags]
        said = {Disagreement(operation, side, path, what, case.keyword) for path, what in _refusals(case, known)}
        if not said and (error := best_match(whole.iter_errors(case.body))) is not None:
            where = "".join("[]" if isinstance(step, int) else f".{step}" for step in error.absolute_path).lstrip(".")
            said = {Disagreement(operation, side, where, f"refuses what is sent ({error.validator})", case.keyword)}
        found |= said
    return frozenset(found)


def _required_places(document: dict[str, Any], operation: str) -> Iterator[tuple[str, str]]:
    """The parameters beside the body that a request must have: the wrapper's has none that a document knows."""
    method, path = operation.split()
    item = document["paths"][path]
    for each in [*item.get("parameters", []), *item[method.lower()].get("parameters", [])]:
        parameter = resolve(document, each["$ref"]) if "$ref" in each else each
        if parameter.get("required") is True:
            yield str(parameter.get("in")), str(parameter.get("name"))


def refused(document: dict[str, Any], operation: str) -> list[Case]:
    """The requests of the wrapper that a contract doesn't take."""
    schema = body_schema(document, operation, "request")
    whole = Draft202012Validator({"components": document["components"], **schema})
    return [case for case in corpus(operation) if not whole.is_valid(case.body)]


def _refusals(case: Case, known: dict[str, Field]) -> Iterator[tuple[str, str]]:
    if missing := [
        path for path, item in known.items() if item.required and _parent(path) == "" and path not in case.body
    ]:
        yield from ((path, "is required, and the wrapper doesn't send it") for path in missing)
    absent: set[str] = set()
    for item in sent(case):
        if any(item.path.startswith((f"{path}.", f"{path}[")) for path in absent) or _free(item.path, known):
            continue
        if item.path not in known:
            absent.add(item.path)
            yield item.path, "isn't in the document"
            continue
        yield from ((item.path, what) for what in _misfits(item, known[item.path]))
        if isinstance(item.value, dict):
            for path, inner in known.items():
                if inner.required and _parent(path) == item.path and path.rpartition(".")[2] not in item.value:
                    yield path, "is required, and the wrapper doesn't send it"


def _misfits(item: Sent, known: Field) -> Iterator[str]:
    kind = type_name(item.value)
    takes = known.types | ({"integer"} if "number" in known.types else set())
    if known.types and kind not in takes:
        yield "may not be null" if kind == "null" else f"is {known.kind}, the wrapper sends {kind}"
    elif kind == "string" and known.values and not known.open and item.value not in known.values:
        yield f"may not be {item.value!r}"
    elif kind in {"integer", "number"}:
        bounds = dict(known.bounds)
        for keyword, refuses in REFUSES.items():
            if keyword in bounds and refuses(item.value, bounds[keyword]):
                yield f"may not be {item.value!r} ({keyword} {bounds[keyword]:g})"


def _free(path: str, known: dict[str, Field]) -> bool:
    """Whether the path is inside an object whose keys are the user's own."""
    parent = _parent(path)
    while parent:
        if parent in known:
            inside = any(other.startswith((f"{parent}.", f"{parent}[")) for other in known)
            return not inside and (not known[parent].types or "object" in known[parent].types)
        parent = _parent(parent)
    return False


def _parent(path: str) -> str:
    return path[: max(path.rfind("."), path.rfind("[]"), 0)]
