"""Compare the wrapper's public names, signatures and types with their record, or record them anew.

The record (`tests/structure/public_surface.json`) is a flat table that a reviewer can read: a name, a
member, a parameter or a return, and its type and default. What vanishes from it or reads otherwise
breaks callers, and so does a new parameter without a default; what is added doesn't. A break is allowed
once the changelog names it under Changed or Removed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import griffe

from scripts.documents.write import replace_all
from scripts.pipeline.paths import ROOT

RECORD = ROOT / "tests" / "structure" / "public_surface.json"
CHANGELOG = ROOT / "CHANGELOG.md"
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


def breaking(before: dict[str, str], after: dict[str, str]) -> dict[str, str]:
    """What would break a caller: the public name that it concerns, and what happened."""
    said: dict[str, str] = {}
    for name, was in before.items():
        now = after.get(name)
        if now is None:
            said[name] = f"{name} is gone (it was {was})"
        elif now != was and not _widened(was, now):
            said[name] = f"{name} was {was}, is {now}"
    for name, now in after.items():
        called = name.partition("(")[0] in {known.partition("(")[0] for known in before}
        if name not in before and name.endswith(")") and not name.endswith("()") and called and " = " not in now:
            said[name] = f"{name} is required, and callers don't pass it ({now})"
        if name not in before and now.startswith("key: Required[") and name.partition(".")[0] in before:
            said[name] = f"{name} is required, and callers don't pass it ({now})"
    return said


def _widened(was: str, now: str) -> bool:
    """Whether what callers pass may be more than it was: values that the provider added, another type beside one."""
    if not was.startswith(("alias: ", "key: ")):
        return False
    before, after = (set(re.findall(r"[\w./-]+", text)) for text in (was, now))
    return before <= after and "Required" not in after - before


def released(changelog: str) -> list[str]:
    """The versions that users have, newest first."""
    return re.findall(r"(?m)^## \[(\d[^\]]*)\]", changelog)


def unannounced(said: dict[str, str], changelog: str) -> list[str]:
    """Those breaks that the newest part of the changelog doesn't name under Changed or Removed."""
    newest = re.split(r"(?m)^## ", changelog)[1] if "\n## " in changelog else ""
    parts = re.split(r"(?m)^### ", newest)[1:]
    told = " ".join(part for part in parts if part.startswith(("Changed", "Removed")))
    return [text for name, text in said.items() if f"`{name.partition('(')[0]}`" not in told]


def recorded() -> dict[str, str]:
    """The stored record."""
    stored: dict[str, str] = json.loads(RECORD.read_text(encoding="utf-8"))
    return stored


def main(arguments: list[str] | None = None) -> int:
    """The command: 0 when nothing breaks or all is announced, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="surface", description="Compare the public surface with its record.")
    parser.add_argument("--record", action="store_true", help="write the record anew, if no break is unannounced")
    options = parser.parse_args(arguments)
    now = surface()
    before = recorded() if RECORD.exists() else {}
    changelog = CHANGELOG.read_text(encoding="utf-8")
    wrong = unannounced(breaking(before, now), changelog)
    if options.record and not released(changelog):
        wrong = []  # nobody calls what was never released
    for line in wrong:
        print(f"breaks callers: {line}", file=sys.stderr)
    if wrong:
        print("name each in CHANGELOG.md under Changed or Removed, in backticks, or take it back", file=sys.stderr)
        return 1
    if options.record:
        changed = replace_all({RECORD: json.dumps(now, indent=2, ensure_ascii=False) + "\n"})
        print(f"{'wrote' if changed else 'unchanged'}  {RECORD.relative_to(ROOT)}: {len(now)} lines")
    else:
        print(f"nothing breaks; {len(now.keys() - before.keys())} additions aren't recorded yet")
    return 0


if __name__ == "__main__":
    sys.exit(main())
