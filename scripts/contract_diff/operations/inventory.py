"""List the operations of one document: of paths, webhooks and callbacks; and the parameters of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.judge.leftover import METHODS
from scripts.contract_diff.judge.sides import Side
from scripts.documents.pointers import UnresolvedError, escape, target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.documents.text import Json

_TEMPLATE: Final = re.compile(r"\{[^}]*\}")
_DEEPEST: Final = 4  # callbacks in callbacks
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
    turned: bool = False  # the provider calls the client: a webhook or a callback
    root: str = ""  # of a callback: the operation that promises it
    key: str = ""  # the name without what a path's parameters are called


def listed(side: Side) -> dict[str, Operation]:
    """The operations of a document by their full names."""
    found: dict[str, Operation] = {}
    for word, before in (("paths", ""), ("webhooks", "webhook ")):
        items: Any = side.schemas.data.get(word)
        for path, raw in (items if isinstance(items, dict) else {}).items():
            if str(path).startswith("x-") or (word == "paths" and not isinstance(raw, dict)):
                continue
            pointer = f"/{word}/{escape(str(path))}"
            turned = word == "webhooks"
            for operation in _of_item(side, before, str(path), raw, pointer, turned=turned):
                found[operation.name] = operation
                for callback in _callbacks(side, operation, frozenset({operation.pointer})):
                    found[callback.name] = callback
    return found


def _of_item(
    side: Side, before: str, path: str, raw: Json, pointer: str, *, turned: bool, promised_by: Operation | None = None
) -> Iterator[Operation]:
    layers = _layers(side, raw, pointer)
    item = {word: part for layer, _ in reversed(layers) for word, part in layer.items() if word != "$ref"}
    pointer = next((place for layer, place in layers if "parameters" in layer), layers[-1][1] if layers else pointer)
    methods: dict[str, tuple[Json, str]] = {}
    for layer, layer_pointer in layers:
        for method in METHODS:
            if method in layer:
                methods.setdefault(method, (layer[method], f"{layer_pointer}/{method}"))
        more = layer.get("additionalOperations")
        for method, operation in more.items() if isinstance(more, dict) else ():
            place = f"{layer_pointer}/additionalOperations/{escape(str(method))}"
            methods.setdefault(str(method), (operation, place))
    for method, (operation, place) in methods.items():
        if isinstance(operation, dict):
            name = f"{before}{method.upper()} {path}"
            key, root = name, ""
            if promised_by is not None:  # what is called is told by an expression, and that counts as it is written
                key, root = promised_by.key + name.removeprefix(promised_by.name), promised_by.root or promised_by.name
            elif not turned:
                key = _TEMPLATE.sub("{}", name)
            yield Operation(name, path, operation, place, item, pointer, turned, root, key)


def _layers(side: Side, raw: Json, pointer: str) -> list[tuple[dict[str, Any], str]]:
    """A path item and those that it refers to, outermost first: what stands beside a reference counts."""
    found: list[tuple[dict[str, Any], str]] = []
    while isinstance(raw, dict) and all(place != pointer for _, place in found):
        found.append((raw, pointer))
        if not isinstance(raw.get("$ref"), str):
            break
        try:
            pointer = target(raw["$ref"])
            raw = side.schemas.at(pointer)
        except UnresolvedError:
            break
    return found


def _callbacks(side: Side, operation: Operation, been: frozenset[str]) -> Iterator[Operation]:
    named = operation.raw.get("callbacks")
    for name, raw in named.items() if isinstance(named, dict) else ():
        try:
            callback, pointer = side.schemas.follow(raw, f"{operation.pointer}/callbacks/{escape(str(name))}")
        except UnresolvedError:
            continue
        for expression, item in callback.items() if isinstance(callback, dict) else ():
            if str(expression).startswith("x-"):
                continue
            before = f"{operation.name}, callback {name}: "
            place = f"{pointer}/{escape(str(expression))}"
            for called in _of_item(
                side, before, str(expression), item, place, turned=not operation.turned, promised_by=operation
            ):
                yield called
                if called.pointer not in been and len(been) < _DEEPEST:  # a callback may promise itself again
                    yield from _callbacks(side, called, been | {called.pointer})


def paired(old: dict[str, Operation], new: dict[str, Operation]) -> list[tuple[Operation | None, Operation | None]]:
    """The same operations of two documents; a path's parameters may be called anything."""
    left: dict[str, list[Operation]] = {}
    for name, one in new.items():
        if name not in old:
            left.setdefault(one.key, []).append(one)
    pairs: list[tuple[Operation | None, Operation | None]] = []
    taken = set[str]()
    for name, one in old.items():
        match = new.get(name) or (left[one.key].pop(0) if left.get(one.key) else None)
        if match is not None:
            taken.add(match.name)
        pairs.append((one, match))
    pairs += [(None, one) for name, one in new.items() if name not in taken]
    return pairs


def parameters(side: Side, operation: Operation) -> dict[tuple[str, str], tuple[dict[str, Any], str]]:
    """An operation's parameters by where they stand and what they are called; its own go first."""
    found: dict[tuple[str, str], tuple[dict[str, Any], str]] = {}
    shared = (
        (operation.item.get("parameters"), operation.item_pointer),
        (operation.raw.get("parameters"), operation.pointer),
    )
    for listed_, pointer in shared:
        for index, raw in enumerate(listed_ if isinstance(listed_, list) else []):
            try:
                one, place = side.schemas.follow(raw, f"{pointer}/parameters/{index}")
            except UnresolvedError:
                continue
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
