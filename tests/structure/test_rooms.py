"""The plan of the house: commands on top of `scripts/`, rooms below, imports in one direction, no long file."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from scripts.pipeline.paths import ROOT

COMMANDS = {"pin", "generate", "update", "history", "stability", "surface", "demo", "try_it"}
PACKAGES = {"scripts": ROOT / "scripts", "realtime_sessions": ROOT / "wrapper" / "realtime_sessions"}
LONGEST = 300
LONGER = {"realtime_sessions.client": 350}
GENERATED = ROOT / "wrapper" / "realtime_sessions" / "parameters"


def modules() -> dict[str, Path]:
    """Every hand-written module of the two packages, by its name."""
    found = {}
    for package, folder in PACKAGES.items():
        for path in (path for path in folder.rglob("*.py") if GENERATED not in path.parents):
            parts = path.relative_to(folder).with_suffix("").parts
            found[".".join((package, *(part for part in parts if part != "__init__")))] = path
    return found


MODULES = modules()


@cache
def tree(path: Path) -> ast.Module:
    """The syntax of a file; CPython 3.11 fails (gh-106905) when a collection's callbacks run while it makes the tree."""
    gc.disable()
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    finally:
        gc.enable()


def imported(name: str) -> Iterator[str]:
    """The modules of ours that a module imports anywhere in it, also for its types only."""
    path = MODULES[name]
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{origin}.{alias.name}"
                yield from [inner] if inner in MODULES else [origin] if origin in MODULES else []


ARROWS = {name: set(imported(name)) - {name} for name in MODULES}


def circles(arrows: dict[str, set[str]]) -> list[set[str]]:
    """The groups of modules that reach each other."""

    def reached(start: str) -> set[str]:
        seen, left = set[str](), [start]
        while left:
            for other in arrows[left.pop()] - seen:
                seen.add(other)
                left.append(other)
        return seen

    ways = {name: reached(name) for name in arrows}
    groups = {frozenset(other for other in ways[name] if name in ways[other]) for name in arrows if name in ways[name]}
    return sorted(map(set, groups), key=sorted)


def test_a_circle_is_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == [{"b", "c"}]


def test_imports_are_found() -> None:
    assert "scripts.pipeline.paths" in ARROWS["scripts.pin"]
    assert "realtime_sessions.errors" in ARROWS["realtime_sessions.client"]
    assert sum(map(len, ARROWS.values())) > 200


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert circles(ARROWS) == []


def test_the_top_of_scripts_is_the_list_of_commands() -> None:
    top = {path.stem for path in PACKAGES["scripts"].glob("*.py")} - {"__init__"}
    assert top == COMMANDS
    for name in COMMANDS:
        path = MODULES[f"scripts.{name}"]
        functions = [node.name for node in tree(path).body if isinstance(node, ast.FunctionDef)]
        assert "main" in functions, name
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 150, name


def test_no_room_imports_a_command() -> None:
    commands = {f"scripts.{name}" for name in COMMANDS}
    assert {name: wrong for name, arrows in ARROWS.items() if (wrong := arrows & commands)} == {}


def test_the_wrapper_imports_nothing_of_scripts() -> None:
    wrong = {name for name, arrows in ARROWS.items() if name.startswith("realtime_sessions") for other in arrows if other.startswith("scripts")}  # fmt: skip
    assert wrong == set()


def test_no_module_is_long() -> None:
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: count for name, count in lines.items() if count > LONGER.get(name, LONGEST)} == {}
