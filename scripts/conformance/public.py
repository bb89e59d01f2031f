"""Read the package's public names from its source: signatures, members, and the types that these name.

Nothing is imported. A type is followed to what it stands for, as long as it is an alias or a mapping of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import griffe

from scripts.pipeline.paths import ROOT

PACKAGE = "realtime_sessions"
SPOKEN_DUNDERS = frozenset({"__init__", "__enter__", "__exit__", "__aenter__", "__aexit__"})


def surface(search: Path = ROOT / "wrapper", package: str = PACKAGE) -> dict[str, str]:
    """Every public name with its members, parameters and types; read from the source, nothing is imported."""
    module = griffe.load(package, search_paths=[search], resolve_aliases=True, resolve_external=False)
    if not isinstance(module, griffe.Module):
        raise TypeError(f"{package} is no module")
    names = [str(name) for name in module.exports or ()]
    found = dict(line for name in names for line in _of(module, name, _target(module[name])))
    meant = dict(_types(module))
    waiting = list(found.values())
    while waiting:  # a type that is named in one of these is a part of it
        for word in {*re.findall(r"[A-Za-z]\w+", waiting.pop())} & meant.keys() - {*names, *found}:
            found |= meant[word]
            waiting += meant[word].values()
    return dict(sorted(found.items()))


def _types(module: griffe.Module) -> Iterator[tuple[str, dict[str, str]]]:
    """Every alias and every mapping of a module and those in it, with what it stands for."""
    for word, item in list(module.members.items()):
        if isinstance(item, griffe.Module):
            yield from _types(item)
        elif isinstance(item, griffe.Class) and "TypedDict" in map(str, item.bases):
            yield (
                word,
                {word: "a mapping", **{f"{word}.{key}": f"key: {one.annotation}" for key, one in _attributes(item)}},
            )
        elif isinstance(item, griffe.Attribute) and str(item.annotation) in {"TypeAlias", "None"}:
            yield word, {word: f"alias: {item.value}"}


def _attributes(item: griffe.Class) -> Iterator[tuple[str, griffe.Attribute]]:
    for key, one in item.all_members.items():
        attribute = _target(one)
        if isinstance(attribute, griffe.Attribute):
            yield key, attribute


def _target(item: griffe.Object | griffe.Alias) -> griffe.Object:
    return item.final_target if isinstance(item, griffe.Alias) else item


def _of(root: griffe.Module, name: str, item: griffe.Object) -> Iterator[tuple[str, str]]:
    if isinstance(item, griffe.Class):
        yield name, "class(" + ", ".join(str(base) for base in item.bases) + ")"
        for member, inner in item.all_members.items():
            if not member.startswith("_") or member in SPOKEN_DUNDERS:
                yield from _of(root, f"{name}.{member}", _target(inner))
    elif isinstance(item, griffe.Function):
        yield from _of_function(root, name.removesuffix(".__init__"), item)
    elif isinstance(item, griffe.Attribute):
        value = f" = {item.value}" if item.value is not None and not str(item.value).startswith("field(") else ""
        default = " = ..." if str(item.value).startswith("field(") and "default" in str(item.value) else ""
        kind = "property" if "property" in item.labels else "attribute"
        yield name, kind + (f": {item.annotation}" if item.annotation is not None else "") + value + default


def _of_function(root: griffe.Module, name: str, item: griffe.Function) -> Iterator[tuple[str, str]]:
    labels = sorted(item.labels & {"async", "classmethod", "staticmethod"})
    yield f"{name}()", " ".join([*labels, f"-> {item.returns}"])
    place = 0
    for parameter in item.parameters:
        if parameter.name in {"self", "cls"}:
            continue
        kind = parameter.kind.value if parameter.kind else ""
        if "positional" in kind:
            place += 1
            kind = f"{kind} {place}"
        default = "" if parameter.default is None else f" = {parameter.default}"
        packed = re.fullmatch(r"Unpack\[(\w+)\]", str(parameter.annotation))
        if packed:
            yield from _of_options(root, name, packed[1])
        else:
            yield f"{name}({parameter.name})", f"{kind}: {parameter.annotation}{default}"


def _of_options(root: griffe.Module, name: str, options: str) -> Iterator[tuple[str, str]]:
    """The keywords of `**options: Unpack[...]`: none of them is ever required."""
    for part in root.modules.values():
        found = part.members.get(options)
        if isinstance(found, griffe.Class):
            yield from ((f"{name}({key})", f"option: {item.annotation} = ...") for key, item in _attributes(found))
