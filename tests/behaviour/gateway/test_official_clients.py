"""The official clients mint through the gateway with nothing but another base URL and token."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
from pathlib import Path

import openai
import pytest

from realtime_sessions.sandbox import KeyState, Sandbox
from tests.behaviour.gateway.support import TOKENS, serving
from tests.behaviour.sandbox.test_openai_node import INSTALL, PACKAGE

PROGRAM = """
import OpenAI from "openai";
const [, , baseURL, apiKey] = process.argv;
const client = new OpenAI({ apiKey, baseURL, maxRetries: 0 });
const minted = await client.realtime.clientSecrets.create({ session: { type: "realtime", audio: { output: { voice: "ash" } } } });
let refused;
try {
  await client.realtime.clientSecrets.create({ session: { type: "realtime", instructions: "mine" } });
} catch ({ status, code, param, requestID }) {
  refused = { status, code, param, requestID };
}
console.log(JSON.stringify({ minted, refused }));
"""


def test_the_official_python_client_mints(box: Sandbox) -> None:
    with serving(box) as served:
        told = {"base_url": f"{served.url}/v1", "api_key": TOKENS["alice"], "max_retries": 0}
        with openai.OpenAI(**told) as client:  # type: ignore[arg-type]
            session = {"type": "realtime", "audio": {"output": {"voice": "ash"}}}
            found = client.realtime.client_secrets.create(session=session)  # type: ignore[arg-type]
            assert box.check(found.value) is KeyState.VALID
            assert found.session.audio.output.voice == "ash"  # type: ignore[union-attr]
            flat = client.beta.realtime.sessions.create(voice="ash", model="gpt-realtime-2.1")  # type: ignore[arg-type]
            assert box.check(flat.client_secret.value) is KeyState.VALID
            with pytest.raises(openai.UnprocessableEntityError) as refused:
                client.realtime.client_secrets.create(session={"type": "realtime", "instructions": "mine"})
            assert (refused.value.code, refused.value.param) == ("not_allowed", "session.instructions")
        wrong = openai.OpenAI(**{**told, "api_key": "wrong"})  # type: ignore[arg-type]
        with wrong, pytest.raises(openai.AuthenticationError):
            wrong.realtime.client_secrets.create()

        async def mint() -> str:
            async with openai.AsyncOpenAI(**told) as client:  # type: ignore[arg-type]
                return (await client.realtime.client_secrets.create()).value

        assert box.check(asyncio.run(mint())) is KeyState.VALID
    assert {request.headers["authorization"] for request in box.requests} == {"Bearer sk-***"}


def test_the_official_node_client_mints(box: Sandbox, tmp_path: Path) -> None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are needed, and aren't installed")
    (tmp_path / "package.json").write_text('{"private": true, "type": "module"}')
    install = subprocess.run(
        [npm, *INSTALL, PACKAGE], cwd=tmp_path, capture_output=True, text=True, timeout=240, check=False
    )
    if install.returncode != 0:
        pytest.skip(f"npm could not install {PACKAGE}: {install.stderr.strip()[-300:]}")
    (tmp_path / "mint.js").write_text(PROGRAM)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI", "NODE"))}
    with serving(box) as served:
        command = [node, "mint.js", f"{served.url}/v1", TOKENS["alice"]]
        run = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False, env=environment
        )
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert box.check(told["minted"]["value"]) is KeyState.VALID
    assert told["minted"]["session"]["audio"]["output"]["voice"] == "ash"
    refused = told["refused"]
    assert (refused["status"], refused["code"], refused["param"]) == (422, "not_allowed", "session.instructions")
    assert refused["requestID"].startswith("req_")
