"""The laws of the house that a reader could break without noticing."""

from __future__ import annotations

import ast
import gc
import inspect
import itertools
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest

import realtime_sessions
from realtime_sessions import AsyncRealtimeSessions, RealtimeSessions, Session, SessionConfig
from realtime_sessions.given import known
from realtime_sessions.options import CONSTRUCTOR
from realtime_sessions.parameters.table import PARAMETERS
from realtime_sessions.parameters.types import NewRealtimeParameters, NewTranscriptionParameters
from tests.behaviour.servers import AUTHORITY, minting

ROOT = Path(__file__).parents[2]
WRAPPER = ROOT / "wrapper" / "realtime_sessions"
CORE = sorted(WRAPPER.glob("*.py"))
OPTIONS = {"extra_body", "options"}
PROVISIONAL = {  # parameters that a maintainer hasn't given a place yet; `make verify` lists them
    "realtime": {*NewRealtimeParameters.__annotations__},
    "transcription": {*NewTranscriptionParameters.__annotations__},
}


def _tree(path: Path) -> ast.Module:
    """The syntax of a file; CPython 3.11 fails (gh-106905) when a collection's callbacks run while it makes the tree."""
    gc.disable()
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    finally:
        gc.enable()


def test_the_public_names_are_sorted_and_belong_to_the_package() -> None:
    assert realtime_sessions.__all__ == sorted(realtime_sessions.__all__)
    for name in realtime_sessions.__all__:
        assert getattr(realtime_sessions, name).__module__.startswith("realtime_sessions.")
        assert name in dir(realtime_sessions)
    imported = {
        name
        for name, value in vars(realtime_sessions).items()
        if not name.startswith("_") and not inspect.ismodule(value)
    }
    assert imported == set(realtime_sessions.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Voise'"):
        _ = realtime_sessions.Voise


def test_importing_is_cheap() -> None:
    code = """
import sys
before = set(sys.modules)
from realtime_sessions import *
new = set(sys.modules) - before
print(sorted(name for name in new if name.split(".")[0] in {"httpx", "httpcore", "anyio", "realtime_sessions_api", "dateutil", "starlette", "yaml"}))
RealtimeSessions("sk-test-0123456789abcdef").close()
assert "httpx" not in sys.modules
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


CODECS = {"encodings.idna", "encodings.utf_8_sig"}
OF_PYTHON = {"asyncio", "logging", "numbers", "queue", "urllib.parse", "zlib", *CODECS}
OF_OTHERS = {"anyio", "httpx", "jsonschema"}
OF_A_CONFIG = {"realtime_sessions.config", "realtime_sessions.parameters.fields", "realtime_sessions.parts"}
ONE_CALL = """
import sys
before = {*sys.modules}
from realtime_sessions import RealtimeSessions
with RealtimeSessions("sk-test-0123456789abcdef", base_url=sys.argv[1]) as client:
    assert client.create(model="gpt-realtime-2.1").client_secret.value
print(*sorted({*sys.modules} - before))
"""


@pytest.mark.parametrize("secure", [False, True], ids=["http", "https"])
def test_a_program_with_one_call_imports_no_more_than_it_needs(secure: bool, tmp_path: Path) -> None:
    trusted = tmp_path / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(str(trusted))
    with minting(tls=secure) as server:
        command = [sys.executable, "-c", ONE_CALL, server.secure_url if secure else server.url]
        given = {**os.environ, "SSL_CERT_FILE": str(trusted)}
        run = subprocess.run(command, capture_output=True, text=True, check=True, env=given)
    loaded = {*run.stdout.split()}
    assert "realtime_sessions.client" in loaded
    assert loaded & (OF_PYTHON | OF_OTHERS | OF_A_CONFIG) == set()
    assert ("ssl" in loaded, "realtime_sessions.sending.tls" in loaded) == (secure, secure)


def test_what_explains_is_read_only_where_something_went_wrong() -> None:
    code = """
import sys
import httpx
from realtime_sessions import InvalidParameterError, RealtimeSessions, ServerVad, SessionConfig
key = {"value": "ek_test", "expires_at": 1893456000}
client = RealtimeSessions("sk-test-0123456789abcdef", transport=httpx.MockTransport(lambda _: httpx.Response(200, json=key)))
tools = [{"type": "function", "name": "look_up", "parameters": {"type": "object"}}]
client.create(SessionConfig(voice="marin", turn_detection=ServerVad(threshold=0.5)), tools=tools, timeout=5)
print(sorted(name for name in sys.modules if "explaining" in name))
try:
    client.create(voice=5)
except InvalidParameterError:
    print("realtime_sessions.explaining.bounds" in sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == ["[]", "True"]


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
    parameters = inspect.signature(RealtimeSessions).parameters.values()
    named = {item.name for item in parameters if item.kind is not item.VAR_KEYWORD}
    assert named == CONSTRUCTOR


def test_the_signatures_name_parameters_of_the_table() -> None:
    """A keyword is a parameter; a parameter without a keyword is provisional, and comes through the options."""
    for kind, method in (
        ("realtime", RealtimeSessions.create),
        ("transcription", RealtimeSessions.create_transcription),
    ):
        parameters = inspect.signature(method).parameters.values()
        keywords = {item.name for item in parameters if item.kind is item.KEYWORD_ONLY} - OPTIONS
        assert keywords <= set(known(kind)), kind
        assert {*known(kind)} - keywords == PROVISIONAL[kind], kind


def test_a_config_and_a_session_have_every_parameter() -> None:
    fields = {field.name for field in attrs.fields(SessionConfig)} - {"_given"}
    assert fields == set(known())
    in_bodies_only = {
        name for name, row in PARAMETERS["realtime"].items() if (row["nested"] or ("session",))[0] != "session"
    }
    shown = {field.name for field in attrs.fields(Session)}
    assert fields - in_bodies_only - {"safety_identifier"} <= shown


def test_every_parameter_is_described_once() -> None:
    """In the overlay, from where it reaches the fields' docstrings."""
    source = _tree(WRAPPER / "parameters" / "fields.py")
    config = next(node for node in source.body if isinstance(node, ast.ClassDef) and node.name == "ConfigFields")
    fields = [
        node.target.id for node in config.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]
    described = [
        one.target.id
        for one, following in itertools.pairwise(config.body)
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and isinstance(following, ast.Expr)
    ]
    assert [name for name in fields if name not in PROVISIONAL["realtime"]] == [
        name for name in described if name not in PROVISIONAL["realtime"]
    ]
    assert set(fields) == set(PARAMETERS["realtime"])


def test_the_methods_say_what_they_take() -> None:
    for method in (RealtimeSessions.azure, RealtimeSessions.create_raw):
        text = inspect.getdoc(method) or ""
        for name in inspect.signature(method).parameters:
            assert name in {"self", "options"} or re.search(rf"^ +{name}: ", text, re.MULTILINE), (method, name)
    text = inspect.getdoc(RealtimeSessions.create) or ""
    assert "SessionConfig" in text, "where the parameters are described"


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
    """What makes a call, what sends it, and what says what was meant; none may grow without somebody saying so here."""
    sizes = {path.name: _code_lines(path) for path in CORE}
    sending = {path.name: _code_lines(path) for path in (WRAPPER / "sending").glob("*.py")}
    explaining = {path.name: _code_lines(path) for path in (WRAPPER / "explaining").glob("*.py")}
    assert sum(sizes.values()) <= 1_637, sizes
    assert sum(sending.values()) <= 1_091, sending
    assert sum(explaining.values()) <= 279, explaining
    assert sizes["checks.py"] <= 150, sizes
    assert all(size <= 300 for size in [*sizes.values(), *sending.values(), *explaining.values()])
