"""What docs/gateway.md and docs/deployment.md say is so: settings load, programs run, doors and metrics exist."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from attrs import fields

from realtime_sessions.gateway import Settings, read_settings
from realtime_sessions.gateway.app import DOORS
from realtime_sessions.gateway.configuration import SECRET, STORE
from realtime_sessions.gateway.observe import Metrics
from realtime_sessions.gateway.policy import SHORT_LIFE
from realtime_sessions.sandbox import Sandbox
from scripts.pipeline.paths import ROOT
from tests.browser.served import serving

GATEWAY, DEPLOYMENT = ((ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("gateway", "deployment"))


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", blocks(GATEWAY, "toml"))
def test_the_settings_load(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SECRET, "x" * 32)
    file = tmp_path / "gateway.toml"
    file.write_text(text, encoding="utf-8")
    assert read_settings(file).hosts == {"gw.example"}


def test_the_first_request_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the settings and the commands as they stand there, but for the port."""
    monkeypatch.setenv("TOKEN", "a-token-of-ones-own")
    monkeypatch.setenv("REALTIME_GATEWAY_SECRET", "x" * 32)
    digest = hashlib.sha256(b"a-token-of-ones-own").hexdigest()
    file = tmp_path / "gateway.toml"
    file.write_text(re.sub('"[0-9a-f]{64}"', f'"{digest}"', blocks(GATEWAY, "toml")[0]), encoding="utf-8")
    commands = next(block for block in blocks(GATEWAY, "sh") if "curl" in block)
    assert "realtime-sessions gateway --config gateway.toml &" in commands
    with Sandbox() as box, serving(box, "--config", str(file), "--port", "0") as address:
        asking = commands[commands.index("curl") :].replace("http://127.0.0.1:8080", address)
        done = subprocess.run(["sh", "-c", f"{asking.strip()} --silent"], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["session"]["voice"] == "cedar"


def test_every_setting_is_named() -> None:
    of_programs = {"client", "secret", "store", "dev", "page", "cookies"}
    for field in fields(Settings):
        assert re.search(rf"\b{field.name}\b", GATEWAY) or field.name in of_programs, field.name
    for variable in (SECRET, STORE):
        assert variable in GATEWAY


def test_every_door_is_named_and_no_other() -> None:
    named = set(re.findall(r"`(GET|POST|DELETE) (/[\w/]+)`", GATEWAY))
    doors = {(method, path.replace("*", "ID")) for path, methods in DOORS.items() for method in methods}
    assert named == doors | {("GET", "/healthz"), ("GET", "/readyz"), ("GET", "/metrics")}


def test_every_metric_that_is_named_is_told() -> None:
    told = Metrics(lambda: 0).text().decode()
    names = set(re.findall(r"`(realtime_gateway_\w+)", DEPLOYMENT))
    assert len(names) >= 6
    assert {name for name in names if f"# TYPE {name} " not in told} == set()


def test_the_life_of_a_key() -> None:
    assert f"Keys live for {SHORT_LIFE} seconds" in GATEWAY


@pytest.mark.parametrize("programs", [1, 2], ids=["FastAPI", "Starlette"])
def test_the_programs_mint(programs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with Sandbox() as box:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789abcdef")
        monkeypatch.setenv("OPENAI_BASE_URL", box.base_url)
        names: dict[str, Any] = {}
        for program in blocks(GATEWAY, "python")[:programs]:
            exec(program, names)

        async def ask() -> httpx.Response:
            app = names["app"]
            transport = httpx.ASGITransport(app)
            headers = {"authorization": "Bearer a token of 32 random characters", "origin": "https://app.example"}
            async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport) as client:
                return await client.post("http://app.example/talk/session", json={"voice": "cedar"}, headers=headers)

        response = asyncio.run(ask())
        assert response.status_code == 200, response.text
        assert box.check(response.json()["value"]) == "valid"


def test_the_module_for_uvicorn_makes_an_application(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (program,) = blocks(DEPLOYMENT, "python")
    (tmp_path / "gateway.toml").write_text(blocks(GATEWAY, "toml")[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(SECRET, "x" * 32)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789abcdef")
    names: dict[str, Any] = {}
    exec(program, names)
    assert callable(names["app"])


def test_the_manifest_probes_what_there_is() -> None:
    (text,) = blocks(DEPLOYMENT, "yaml")
    (container,) = yaml.safe_load(text)["spec"]["template"]["spec"]["containers"]
    assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert container["livenessProbe"]["httpGet"]["path"] == "/healthz"
