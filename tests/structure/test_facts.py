"""Every fact of the contract stands once: what the document or the overlay says, no hand-written code says again."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.pipeline.paths import OPENAPI, PARAMETERS, ROOT
from scripts.pipeline.slices import load
from tests.structure.test_rooms import tree

BOUNDS = {
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
}
LARGE = 1_000  # smaller whole numbers, and a half, stand anywhere and mean something else
# What has no wrapper in it: the engine of the diff and the benchmarks have numbers of their own.
ELSEWHERE = (ROOT / "scripts" / "contract_diff", ROOT / "scripts" / "bench")
CODE = [
    path
    for folder in ("wrapper", "scripts")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if PARAMETERS not in path.parents and not any(room in path.parents for room in ELSEWHERE)
]


def bounds(node: Any) -> Iterator[float]:
    if isinstance(node, list):
        for item in node:
            yield from bounds(item)
    if isinstance(node, dict):
        yield from (value for key, value in node.items() if key in BOUNDS and type(value) in (int, float))
        for value in node.values():
            yield from bounds(value)


def has(path: Path, number: float) -> bool:
    """Whether a number stands in a file: as a number of its code, or of its text where it is no code."""
    if path.suffix == ".py":
        found: list[Any] = [getattr(node, "value", None) for node in ast.walk(tree(path))]
        return any(type(value) in {int, float} and value == number for value in found)
    written = re.escape(f"{number:g}" if number % 1 else str(int(number)))
    return re.search(rf"(?<![\w.]){written}(?![\w.])", path.read_text(encoding="utf-8")) is not None


BOUNDS_FOUND = set(bounds(load(OPENAPI / "contract.yaml")["components"]))
TELLING = sorted(number for number in BOUNDS_FOUND if number > LARGE or (number % 1 and number != 0.5))


def test_the_contract_has_bounds_and_the_files_are_read() -> None:
    assert {0.25, 1.5, 4096, 7200, 5000, 30000} <= set(TELLING)
    assert len(CODE) > 80
    assert has(OPENAPI / "overlay.yaml", 4096)
    assert not has(OPENAPI / "overlay.yaml", 40)
    assert has(ROOT / "scripts" / "pipeline" / "normal.py", 50_000)


@pytest.mark.parametrize("number", TELLING)
def test_a_bound_stands_in_one_hand_written_file_at_most(number: float) -> None:
    found = [path.relative_to(ROOT).as_posix() for path in [*CODE, OPENAPI / "overlay.yaml"] if has(path, number)]
    assert len(found) <= 1, found
    assert found in ([], ["openapi/overlay.yaml"]), "a bound that stands in code"


@pytest.mark.parametrize("name", ["Voice", "Model", "TranscriptionModel", "NoiseReduction", "Eagerness"])
def test_the_values_of_an_enum_stand_in_no_hand_written_code_but_what_only_we_know(name: str) -> None:
    """What only we know stands in code: when a model retires, and which is asked for by default."""
    known = {str(value) for value in _values(name)}
    assert len(known) >= 2
    found = {
        path.relative_to(ROOT).as_posix()
        for path in CODE
        if path.is_relative_to(ROOT / "wrapper" / "realtime_sessions")
        and "sandbox" not in path.parts
        and sum(_is_said(path, value) for value in known) >= 2
    }
    assert found <= ({"wrapper/realtime_sessions/values.py"} if name == "Model" else set())


def _values(name: str) -> list[Any]:
    from realtime_sessions import values  # noqa: PLC0415
    from realtime_sessions.parameters import enums  # noqa: PLC0415

    enum: type[values.OpenEnum] = getattr(enums, name)
    return enum.values()


def _is_said(path: Path, value: str) -> bool:
    return any(isinstance(node, ast.Constant) and node.value == value for node in ast.walk(tree(path)))
