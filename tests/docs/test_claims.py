"""What README.md says of web frameworks, of the official SDK, of times and of `make update` is so."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest

from realtime_sessions import InvalidParameterError, RealtimeSessions, UnexpectedReplyError
from realtime_sessions.sandbox import Sandbox
from scripts.pipeline.parameters import Table
from scripts.pipeline.paths import ROOT
from scripts.pipeline.recipe import Prepared
from scripts.update import report
from tests.docs.test_readme import BLOCKS, README

KEY = "sk-test-0123456789abcdef"
TEXT = README.read_text(encoding="utf-8")
SESSION: Any = {"type": "realtime"}


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Any:
    with Sandbox() as box:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", box.base_url)
        yield box


def application(word: str) -> dict[str, Any]:
    """The names that a snippet makes."""
    (block,) = [block for block in BLOCKS if block.language == "python" and f"import {word}" in block.text]
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(block.text, names)
    return names


def told(reply: Any, box: Sandbox) -> None:
    assert reply["client_secret"].keys() == {"value", "expires_at"}
    assert isinstance(reply["client_secret"]["expires_at"], int)
    assert box.check(reply["client_secret"]["value"]) == "valid"
    assert reply["session"]["voice"] == "marin"
    assert reply["client_secret"]["value"] not in str(reply["session"])


def test_the_snippet_for_flask_answers_with_json(box: Sandbox) -> None:
    names = application("Flask")
    with names["client"]:
        told(names["app"].test_client().post("/realtime-key").json, box)


def test_the_snippet_for_fastapi_answers_with_json(box: Sandbox) -> None:
    names = application("FastAPI")

    async def post() -> Any:
        transport = httpx.ASGITransport(app=names["app"])
        async with names["client"], httpx.AsyncClient(transport=transport, base_url="http://app") as browser:
            return (await browser.post("/realtime-key")).json()

    told(asyncio.run(post()), box)


def official(box: Sandbox) -> openai.OpenAI:
    return openai.OpenAI(api_key=KEY, base_url=box.base_url, max_retries=0)


def test_it_names_the_official_sdk_s_version() -> None:
    (named,) = re.findall(r"`openai` (\d+\.\d+)", TEXT)
    assert openai.__version__.startswith(f"{named}.")


def test_the_flat_call_fails_there_and_works_here(box: Sandbox) -> None:
    with official(box) as client, pytest.raises(openai.NotFoundError):
        client.beta.realtime.sessions.create(voice="alloy")
    with RealtimeSessions() as ours:
        assert ours.create(voice="alloy").client_secret.value


def test_azure_is_missed_there_and_found_here() -> None:
    with Sandbox("azure") as box:
        with (
            openai.AzureOpenAI(
                api_key="0123456789abcdef", azure_endpoint=box.azure_endpoint, api_version="2025-04-01-preview"
            ) as client,
            pytest.raises(openai.NotFoundError),
        ):
            client.realtime.client_secrets.create(session=SESSION)
        with RealtimeSessions.azure(box.azure_endpoint, api_key="0123456789abcdef") as ours:
            assert ours.create(model="deployment").client_secret.value


def test_a_life_out_of_bounds_is_sent_there_and_not_here(box: Sandbox) -> None:
    with official(box) as client, pytest.raises(openai.BadRequestError):
        client.realtime.client_secrets.create(expires_after={"anchor": "created_at", "seconds": 5}, session=SESSION)
    box.reset()
    with RealtimeSessions() as ours, pytest.raises(InvalidParameterError):
        ours.create(expires_after=5)
    assert box.requests == []


def test_a_success_without_a_key_is_none_there_and_an_error_here() -> None:
    with Sandbox("published") as box:
        with official(box) as client:
            assert client.beta.realtime.sessions.create(voice="alloy").client_secret is None
        with RealtimeSessions(KEY, base_url=box.base_url) as ours:
            box.fail_next(status=200, body={"id": "sess_1"})
            with pytest.raises(UnexpectedReplyError):
                ours.create()


def test_a_key_prints_there_and_not_here(box: Sandbox) -> None:
    with official(box) as client:
        minted = client.realtime.client_secrets.create(session=SESSION)
        assert minted.value in str(minted)
    with RealtimeSessions() as ours:
        session = ours.create()
        assert session.client_secret.value not in f"{session} {session.client_secret!r} {session.to_dict()}"


def test_the_time_limits_are_these(box: Sandbox) -> None:
    with official(box) as client:
        assert isinstance(client.timeout, openai.Timeout)
        assert client.timeout.read == 600
    assert "600 seconds for an attempt" in TEXT


def measured(line: str) -> tuple[float, float]:
    """The official SDK's number and ours, of one line of docs/benchmarks.md."""
    rows = [
        [cell.strip() for cell in row.strip("|").split("|")]
        for row in (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8").splitlines()
        if row.startswith("|")
    ]
    (values,) = [row for row in rows if row[0] == line and len(row) == len(rows[-1])]
    (head,) = [row for row in rows if row[1:2] == ["http.client"] and len(row) == len(values)]
    theirs, ours = (values[head.index(name)].split()[0].replace(",", "") for name in ("openai", "ours"))
    return float(theirs), float(ours)


@pytest.mark.parametrize("kind", ["http", "TLS"])
def test_what_it_says_of_times_stands_in_the_benchmark(kind: str) -> None:
    assert "less than a fifth of the time, less than half of the memory" in TEXT
    theirs, ours = measured(f"whole program [ms] {kind}")
    assert ours < theirs / 5
    theirs, ours = measured(f"whole program, peak memory [MiB] {kind}")
    assert ours < theirs / 2
    assert "more than four times as many" in TEXT
    for at_once in (32, 128):
        theirs, ours = measured(f"async, {at_once} at once [keys/s] {kind}")
        assert ours > theirs * 4


def test_what_an_update_prints() -> None:
    contract: Any = type("Contract", (), {"outcomes": []})
    table = Table(kinds={}, fields={}, enums={}, demanded=[], always={}, unnamed=[], left_to_calls=[])
    made: Any = type("Made", (), {"contract": contract, "provisional": [], "table": table})
    pinned: Any = type("Pinned", (), {"other_ways": [], "missing": []})
    printed = report(Prepared("2026-08-21", pinned, [], made), ["openapi/pin.json"], "passed")
    (shown,) = [block.text for block in BLOCKS if block.text.startswith("# Update to")]
    heads = [line.split("  ")[0] for line in shown.splitlines() if line.startswith(("#", "Tests"))]
    assert heads == [line for line in printed.splitlines() if line.startswith(("#", "Tests"))]


def test_the_browser_s_half_names_the_events_of_today() -> None:
    package = Path(openai.__file__).parent / "types" / "realtime"
    known = "".join(file.read_text(encoding="utf-8") for file in package.glob("*.py"))
    rows = re.findall(r"^\| (?:text|audio|its|an item).*\|(.+)\|$", TEXT, re.MULTILINE)
    names = [name for row in rows for name in re.findall(r"`([a-z_.]+)`", row)]
    assert len(names) >= 4
    for name in names:
        assert f'"{name}"' in known
