"""Every kind of finding has a name that a policy can set, and a name that no finding has is refused."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scripts.contract_diff import chosen
from scripts.contract_diff.judge import annotations as notes
from scripts.contract_diff.judge import explain
from scripts.contract_diff.report.causes import CAUSES

if TYPE_CHECKING:
    from collections.abc import Iterator

OPERATIONS = Path(explain.__file__).parents[1] / "operations"
MAKERS = {"breaking", "risky", "ruled", "safe"}


def _given(node: ast.expr) -> Iterator[str]:
    """The names that an argument may be; of one that is put together, its fixed end."""
    if isinstance(node, ast.JoinedStr):
        yield str(ast.literal_eval(node.values[-1]))
    elif isinstance(node, ast.BinOp):
        yield str(ast.literal_eval(node.right))
    elif isinstance(node, ast.Constant):
        yield str(node.value)


def _made() -> set[str]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in OPERATIONS.glob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    return {
        name
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr in MAKERS
        for name in _given(call.args[0])
    }


def test_every_cause_has_its_name_in_the_list() -> None:
    of_schemas = {name for names in explain._NAMES.values() for name in names} | set(notes._CAUSES.values())
    assert of_schemas <= CAUSES
    made = _made()
    assert len(made) > 40
    assert [name for name in made if not any(cause.endswith(name) for cause in CAUSES)] == []


def test_a_cause_that_nothing_has_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text("causes: {parameter-remved: breaking}\n")
    with pytest.raises(chosen.PolicyError, match=r"there is no cause parameter-remved; .* parameter-removed"):
        chosen.read(str(path))
