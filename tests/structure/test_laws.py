"""The laws of the house that a reader could break without noticing."""

from __future__ import annotations

import ast
import gc
import inspect
import re
import subprocess
import sys
import typing
from pathlib import Path
from typing import Any

import attrs
import pytest

import realtime_sessions
from realtime_sessions import AsyncRealtimeSessions, RealtimeSessions, Session, SessionConfig
from realtime_sessions.config import SHAPES
from realtime_sessions.endpoints import NESTED_PLACES
from realtime_sessions.options import ClientOptions

ROOT = Path(__file__).parents[2]
WRAPPER = ROOT / "wrapper" / "realtime_sessions"
CORE = sorted(WRAPPER.glob("*.py"))
OPTIONS = {"extra_body", "options"}


def _tree(path: Path) -> ast.Module:
    """The syntax of a file; CPython 3.11 fails (gh-106905) when a collection's callbacks run while it makes the tree."""
    gc.collect()
    gc.disable()
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    finally:
        gc.enable()


def test_the_public_names_are_sorted_and_belong_to_the_package() -> None:
    assert realtime_sessions.__all__ == sorted(realtime_sessions.__all__)
    for name in realtime_sessions.__all__:
        assert getattr(realtime_sessions, name).__module__.startswith("realtime_sessions.")
    imported = {
        name
        for name, value in vars(realtime_sessions).items()
        if not name.startswith("_") and not inspect.ismodule(value)
    }
    assert imported == set(realtime_sessions.__all__)


def test_importing_is_cheap() -> None:
    code = """
import sys
before = set(sys.modules)
from realtime_sessions import *
new = set(sys.modules) - before
print(sorted(name for name in new if name.split(".")[0] in {"httpx", "httpcore", "anyio", "realtime_sessions_api", "dateutil", "starlette", "yaml"}))
RealtimeSessions("sk-test-0123456789abcdef").close()
assert "httpx" in sys.modules
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_only_the_seam_imports_generated_code() -> None:
    importers = {
        path.name
        for path in WRAPPER.rglob("*.py")
        for node in ast.walk(_tree(path))
        if (
            isinstance(node, ast.Import) and any(alias.name.startswith("realtime_sessions_api") for alias in node.names)
        )
        or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("realtime_sessions_api"))
    }
    assert importers == {"_api.py"}


@pytest.mark.parametrize(
    "statement", ["import realtime_sessions_api", "from realtime_sessions_api.models import FlatRequest"]
)
def test_a_second_importer_fails_the_linter(statement: str) -> None:
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--stdin-filename",
        "wrapper/realtime_sessions/second.py",
        "--select",
        "TID251",
        "-",
    ]
    run = subprocess.run(command, input=statement + "\n", capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 1
    assert "TID251" in run.stdout
    clean = subprocess.run(command, input="import httpx\n", capture_output=True, text=True, check=False, cwd=ROOT)
    assert clean.returncode == 0


def test_no_generated_name_is_in_a_public_signature() -> None:
    for name in realtime_sessions.__all__:
        for _, member in inspect.getmembers(getattr(realtime_sessions, name), callable):
            assert "realtime_sessions_api" not in str(getattr(member, "__annotations__", ""))


def _members(cls: type) -> dict[str, Any]:
    rename = {"aclose": "close", "__aenter__": "__enter__", "__aexit__": "__exit__"}
    return {
        rename.get(name, name): value
        for name, value in vars(cls).items()
        if callable(value) or isinstance(value, classmethod)
    }


def test_sync_and_async_are_alike() -> None:
    sync, other = _members(RealtimeSessions), _members(AsyncRealtimeSessions)
    assert sync.keys() == other.keys()
    for name in sync:
        one, two = (inspect.unwrap(getattr(item[name], "__func__", item[name])) for item in (sync, other))
        assert [(item.name, item.kind, item.default) for item in inspect.signature(one).parameters.values()] == [
            (item.name, item.kind, item.default) for item in inspect.signature(two).parameters.values()
        ], name
        assert one.__doc__ == two.__doc__, name


def test_the_azure_options_are_the_constructors() -> None:
    parameters = inspect.signature(RealtimeSessions).parameters
    assert set(ClientOptions.__annotations__) <= parameters.keys()
    assert set(parameters) - set(ClientOptions.__annotations__) == {
        "api_key",
        "base_url",
        "organization",
        "project",
        "endpoint",
        "transport",
    }


def test_one_list_of_fields() -> None:
    fields = [field.name for field in attrs.fields(SessionConfig)]
    parameters = inspect.signature(RealtimeSessions.create).parameters
    assert list(SHAPES) == fields == [name for name in parameters if name not in OPTIONS | {"self"}]
    not_in_replies = {"expires_after", "safety_identifier"}
    assert set(fields) - not_in_replies <= {field.name for field in attrs.fields(Session)}
    assert set(fields) - not_in_replies - {"temperature"} == NESTED_PLACES.keys()
    hints = typing.get_type_hints(SessionConfig)
    for name, parameter in parameters.items():
        if name in fields:
            assert str(parameter.annotation) == str(SessionConfig.__annotations__[name]), name
            assert parameter.kind is parameter.KEYWORD_ONLY
            assert name in hints


def test_every_parameter_is_documented() -> None:
    for method in (RealtimeSessions.create, RealtimeSessions.azure, RealtimeSessions.create_raw, RealtimeSessions):
        text = inspect.getdoc(method) or ""
        for name in inspect.signature(method).parameters:
            assert name in {"self", "options"} or re.search(rf"^ +{name}: ", text, re.MULTILINE), (method, name)
    source = _tree(WRAPPER / "config.py")
    config = next(node for node in source.body if isinstance(node, ast.ClassDef) and node.name == "SessionConfig")
    for field, following in zip(config.body, config.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign):
            assert isinstance(following, ast.Expr), ast.unparse(field)


def _code_lines(path: Path) -> int:
    """Lines that do something: no blank ones, no comments, no docstrings."""
    tree = _tree(path)
    words = {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return sum(1 for number, line in lines if number not in words and line.strip() and not line.strip().startswith("#"))


def test_the_wrapper_stays_small() -> None:
    sizes = {path.name: _code_lines(path) for path in CORE}
    assert sum(sizes.values()) <= 1800, sizes
    assert all(size <= 350 for size in sizes.values()), sizes
