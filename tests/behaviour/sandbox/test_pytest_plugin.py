"""The fixture in somebody else's test suite: found without being asked for, and harmless where it isn't used."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from realtime_sessions.sandbox import Sandbox

SUITE = """
import httpx
import pytest

KEY = {"authorization": "Bearer sk-test"}

def mint(box, path="/realtime/client_secrets"):
    return httpx.post(box.base_url + path, headers=KEY, json={}, trust_env=False).status_code

def test_current_is_the_usual_one(realtime_sandbox):
    assert realtime_sandbox.profile == "current"
    assert mint(realtime_sandbox) == 200

@pytest.mark.realtime_sandbox(profile="flat")
def test_a_profile_by_marker(realtime_sandbox):
    assert mint(realtime_sandbox, "/realtime/sessions") == 200

@pytest.mark.realtime_sandbox("azure")
def test_a_profile_by_position(realtime_sandbox):
    assert realtime_sandbox.azure_endpoint

@pytest.mark.parametrize("realtime_sandbox", ["both", "published"], indirect=True)
def test_a_profile_by_parameter(realtime_sandbox):
    assert realtime_sandbox.profile in {"both", "published"}
    assert len(realtime_sandbox.requests) == 0, "each test has a sandbox of its own"

VOICED = {"session": {"type": "realtime", "model": "m-1", "audio": {"output": {"voice": "zephyr"}}}}

def status(box):
    path = box.base_url + "/realtime/client_secrets"
    return httpx.post(path, headers=KEY, json=VOICED, trust_env=False).status_code

def test_names_of_the_suite_alone(realtime_sandbox):
    assert status(realtime_sandbox) == 400

@pytest.mark.realtime_sandbox(voices=["zephyr"])
def test_names_of_the_suite_and_of_the_marker(realtime_sandbox):
    assert realtime_sandbox.profile == "current"
    assert status(realtime_sandbox) == 200

@pytest.mark.realtime_sandbox
def test_a_marker_without_a_profile(realtime_sandbox):
    pass

@pytest.mark.realtime_sandbox(model="m-1")
def test_a_marker_with_a_misspelt_name(realtime_sandbox):
    pass
"""

SETTINGS = "[pytest]\nrealtime_sandbox_models =\n    m-1\n    m-2\n"

LOADED = """
import sys

def test_nothing_of_the_extra_is_loaded():
    assert not {"uvicorn", "httptools", "jsonschema_rs", "httpx"} & set(sys.modules)
"""


def pytest_in(folder: Path, suite: str, *arguments: str, block: str | None = None) -> subprocess.CompletedProcess[str]:
    (folder / "test_suite.py").write_text(suite)
    start = f"import sys; sys.modules[{block!r}] = None; " if block else "import sys; "
    program = f"{start}import pytest; sys.exit(pytest.main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "-p", "no:cacheprovider", "-p", "no:schemathesis", "--strict-markers"]
    return subprocess.run(
        [*command, "-q", *arguments], capture_output=True, text=True, timeout=120, check=False, cwd=folder
    )


def test_the_plugin_is_installed() -> None:
    assert [point.value for point in entry_points(group="pytest11", name="realtime_sandbox")] == [
        "realtime_sessions.sandbox.pytest_plugin"
    ]


def test_a_suite_uses_it_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text(SETTINGS)
    result = pytest_in(tmp_path, SUITE)
    assert re.search(r"7 passed, 2 errors", result.stdout), result.stdout + result.stderr
    assert 'say which server: @pytest.mark.realtime_sandbox(profile="flat")' in result.stdout


def test_a_suite_that_does_not_use_it_loads_nothing(tmp_path: Path) -> None:
    result = pytest_in(tmp_path, LOADED, "-p", "no:hypothesispytest", "-p", "no:anyio")
    assert "1 passed" in result.stdout, result.stdout + result.stderr


def test_a_missing_extra_fails_only_the_tests_that_need_it(tmp_path: Path) -> None:
    suite = "def test_other():\n    pass\n\ndef test_sandbox(realtime_sandbox):\n    pass\n"
    result = pytest_in(tmp_path, suite, "-p", "no:schemathesis", block="uvicorn")
    assert "1 passed, 1 error" in result.stdout, result.stdout + result.stderr
    assert "pip install 'realtime-sessions[sandbox]'" in result.stdout


def test_the_marker_explains_itself(tmp_path: Path) -> None:
    result = pytest_in(tmp_path, "", "--markers")
    assert "@pytest.mark.realtime_sandbox(profile)" in result.stdout


@pytest.mark.realtime_sandbox(profile="shape-disabled")
def test_it_works_in_this_suite(realtime_sandbox: Sandbox) -> None:
    assert realtime_sandbox.profile == "shape-disabled"
