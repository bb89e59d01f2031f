"""Refusals as users met them, played by the sandbox: the same status, code and param.

Reads a folder that stands beside a clone in some places only, so `make test` leaves it out and .ci/run asks for it
where the folder is there. `tests/behaviour/sandbox/refusals.json` has bodies of ours for the same rules.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import httpx
import pytest

from realtime_sessions import APIStatusError, Endpoint, EndpointRetiredError, InvalidParameterError, RealtimeSessions
from realtime_sessions.sandbox import Sandbox
from scripts.pipeline.paths import ROOT
from tests.behaviour.sandbox.support import AZURE_PREVIEW, FLAT, NESTED, ask

Case = dict[str, Any]
CASES: list[Case] = json.loads((ROOT.parent / "shared/cases/real-refusals.json").read_text("utf-8"))["cases"]
PROFILES = {"flat": ("flat", "both"), "nested": ("current", "shape-disabled", "both", "published"), "any": ("current",)}
DISABLED = "beta_api_shape_disabled"
ENVELOPES = {"Unauthorized": "code-and-message", "": "empty"}


def played(box: Sandbox, case: Case) -> httpx.Response:
    path = FLAT if case["endpoint"] == "flat" else AZURE_PREVIEW if box.profile == "azure-preview" else NESTED
    if case["endpoint"] == "any":  # it isn't the body that is refused
        box.fail_next(case["status"], code=case["code"], envelope=ENVELOPES.get(case["code"], "full"))
    return ask(box, path, case["body"])


def profiles(case: Case) -> tuple[str, ...]:
    return ("shape-disabled",) if case["code"] == DISABLED else PROFILES[case["endpoint"]]


@pytest.mark.parametrize(
    ("profile", "case"),
    [pytest.param(profile, case, id=f"{case['name']}-{profile}") for case in CASES for profile in profiles(case)],
)
def test_the_sandbox_gives_the_refusal(profile: str, case: Case) -> None:
    with Sandbox(profile) as box:
        reply = played(box, case)
    assert reply.status_code == case["status"], reply.text
    error = reply.json().get("error", {})
    assert (error.get("code"), error.get("param")) == (case["code"], case["param"]), reply.text
    if case["code"] == "Unauthorized":
        assert set(error) == {"code", "message"}


@pytest.mark.parametrize("case", [case for case in CASES if case["status"] != 200], ids=lambda case: str(case["name"]))
def test_the_client_tells_the_refusal(case: Case) -> None:
    """Its status, code and param arrive as they were sent, in the class for the status."""
    error = {name: case[name] for name in ("message", "code", "param")}
    transport = httpx.MockTransport(lambda _: httpx.Response(case["status"], json={"error": error}))
    endpoint = Endpoint.FLAT if case["endpoint"] == "flat" else Endpoint.NESTED
    with (
        RealtimeSessions("sk-test-0123456789abcdef", endpoint=endpoint, transport=transport) as client,
        pytest.raises(APIStatusError) as caught,
    ):
        client.create()
    told = caught.value
    assert (told.status_code, told.code, told.param) == (case["status"], case["code"], case["param"])
    place = case["param"] or ""
    if place.startswith("session.audio.input.") or place == "session.output_modalities":
        assert "here it is" in str(told)
    if case["code"] == DISABLED:
        assert isinstance(told, EndpointRetiredError)


@pytest.mark.parametrize("case", [case for case in CASES if "as_users_write_it" in case], ids=lambda case: case["name"])
def test_as_users_write_it_it_is_refused_before_it_is_sent_or_mapped(case: Case) -> None:
    sent: list[Any] = []

    def serve(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return httpx.Response(200, json={"value": "ek_test_0123456789"})

    settings: Any = {"endpoint": Endpoint(case["endpoint"]), "transport": httpx.MockTransport(serve)}
    with (
        RealtimeSessions("sk-test-0123456789abcdef", **settings) as client,
        suppress(InvalidParameterError, TypeError),
    ):
        client.create(**case["as_users_write_it"])
    assert sent == [] or sent[0] != case["body"] or case["code"] == "invalid_value", "only the service knows its models"


def test_there_are_cases() -> None:
    assert len(CASES) >= 18
