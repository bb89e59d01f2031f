"""The official `openai` npm package, unchanged, against the sandbox by base URL alone.

It is installed by npm into a temporary folder, without a lock file; without node, npm or the registry the tests
are skipped, and say why.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from realtime_sessions.sandbox import Sandbox
from tests.behaviour.sandbox.support import KEY

PACKAGE = "openai@7.5.0"
PROGRAM = Path(__file__).with_name("openai_node.mjs")
INSTALL = ["install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--loglevel=error"]


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A command that runs a program beside an installed `openai`."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are needed, and aren't installed")
    folder = tmp_path_factory.mktemp("openai_node")
    (folder / "package.json").write_text('{"private": true, "type": "module"}')
    try:
        run = subprocess.run(
            [npm, *INSTALL, PACKAGE], cwd=folder, capture_output=True, text=True, timeout=240, check=False
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm could not install {PACKAGE} in four minutes")
    if run.returncode != 0:
        pytest.skip(f"npm could not install {PACKAGE}: {run.stderr.strip()[-300:]}")
    return [node, str(shutil.copy(str(PROGRAM), str(folder)))]


@pytest.mark.parametrize("profile", ["flat", "current"])
def test_the_official_package(profile: str, node: list[str]) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI", "NODE"))}
    with Sandbox(profile=profile) as box:
        box.fail_next(429, {"Retry-After": "1"}, times=2)
        run = subprocess.run(
            [*node, profile, box.base_url, KEY],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env=environment,
        )
        assert run.returncode == 0, run.stderr
        told: dict[str, dict[str, Any]] = {line["name"]: line for line in map(json.loads, run.stdout.splitlines())}
        states = [box.check(told[name].get("value", "")) for name in ("limited", "minted")]
        requests = box.requests

    assert states == ["valid", "valid"], told
    assert told["limited"]["seconds"] >= 2, "a 429 is retried after the told time"
    assert told["minted"]["model"] == "gpt-realtime"
    assert [request.headers["x-stainless-retry-count"] for request in requests[:4]] == ["0", "1", "2", "0"]
    assert len(requests) == 7, "only the 429 is retried"

    refused = told["refused"]
    assert (refused["error"], refused["status"], refused["code"]) == ("BadRequestError", 400, "invalid_type")
    assert refused["param"] == ("tools[0].name" if profile == "flat" else "session.tools[0].name")
    assert refused["type"] == "invalid_request_error"
    assert refused["requestID"].startswith("req_")

    unknown = told["unknown"]
    assert (unknown["error"], unknown["status"], unknown["code"]) == ("AuthenticationError", 401, "invalid_api_key")

    retired = told["retired"]
    path = "client_secrets" if profile == "flat" else "sessions"
    assert (retired["error"], retired["status"], retired["code"]) == ("NotFoundError", 404, None)
    assert f"Invalid URL (POST /v1/realtime/{path})" in retired["message"]
