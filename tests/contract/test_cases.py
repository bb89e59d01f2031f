"""One table of bodies, one verdict: the sandbox over HTTP, the contract's schema, and the wrapper's own check.

A disagreement names the case. Where the wrapper differs on purpose, the table says why.
"""

from __future__ import annotations

import base64
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import yaml
from jsonschema import Draft202012Validator

from realtime_sessions import Endpoint, SessionConfig
from realtime_sessions.errors import InvalidParameterError
from realtime_sessions.sandbox import Sandbox
from realtime_sessions.sandbox.contract import contract_path

if TYPE_CHECKING:
    from collections.abc import Iterator

Case = dict[str, Any]

HEADERS = {"authorization": "Bearer sk-test-0000", "content-type": "application/json"}
PATHS = {"flat": "/realtime/sessions", "nested": "/realtime/client_secrets"}
OPERATIONS = {"flat": "mint_flat", "nested": "mint_nested"}


def document(name: str) -> dict[str, Any]:
    """One file of cases, with the models and voices that exist there beside the known ones."""
    found: dict[str, Any] = json.loads((Path(__file__).parent / "cases" / f"{name}.json").read_text("utf-8"))
    return found


def table(name: str) -> list[Case]:
    """Read one file of cases; each case learns its endpoint."""
    read = document(name)
    return [{"endpoint": read["endpoint"], **case} for case in read["cases"]]


FLAT, NESTED, RAW = table("flat"), table("nested"), table("raw")
both = pytest.mark.parametrize("case", FLAT + NESTED, ids=lambda case: f"{case['endpoint']}: {case['name']}")
accepted = pytest.mark.parametrize(
    "case",
    [case for case in FLAT + NESTED if case.get("wrapper", case["verdict"]) == "accept"],
    ids=lambda case: f"{case['endpoint']}: {case['name']}",
)


def validator_of(document: dict[str, Any], endpoint: str) -> Draft202012Validator:
    """The schema of an endpoint's requests in a contract."""
    request = document["paths"][PATHS[endpoint]]["post"]["requestBody"]["content"]["application/json"]["schema"]
    return Draft202012Validator({**request, "components": document["components"]})


@cache
def schema(endpoint: str) -> Draft202012Validator:
    """The same in the contract that the sandbox reads."""
    return validator_of(yaml.safe_load(contract_path().read_bytes()), endpoint)


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    models, voices = ([name for file in PATHS for name in document(file)[kind]] for kind in ("models", "voices"))
    with (
        Sandbox(profile="both", models=models, voices=voices) as box,
        httpx.Client(base_url=box.base_url, headers=HEADERS, trust_env=False) as client,
    ):
        yield client


def test_the_table_is_a_table() -> None:
    """At least 150 bodies over both endpoints, no name twice, and every difference with its reason."""
    assert len(FLAT) + len(NESTED) >= 150
    names = Counter((case["endpoint"], case["name"]) for case in FLAT + NESTED + RAW)
    assert [name for name, count in names.items() if count > 1] == []
    for case in FLAT + NESTED:
        assert case["verdict"] in {"accept", "reject"}, case["name"]
        assert ("code" in case and "param" in case) == (case["verdict"] == "reject"), case["name"]
        differs = "wrapper" in case or "wrapper_param" in case
        assert differs == bool(case.get("reason")), f"{case['name']}: a difference needs its reason"


@both
def test_the_sandbox_gives_the_verdict(case: Case, client: httpx.Client) -> None:
    reply = client.post(PATHS[case["endpoint"]], content=json.dumps(case["body"]))
    if case["verdict"] == "accept":
        assert reply.status_code == 200, f"{case['name']}: {reply.text}"
        assert "ek_" in reply.text
        return
    assert reply.status_code == 400, case["name"]
    error = reply.json()["error"]
    assert (error["code"], error["param"]) == (case["code"], case["param"]), case["name"]
    assert error["type"] == "invalid_request_error"
    assert error["message"]


@both
def test_the_contract_gives_the_verdict(case: Case) -> None:
    errors = [error.message for error in schema(case["endpoint"]).iter_errors(case["body"])]
    assert (not errors) == (case["verdict"] == "accept"), f"{case['name']}: {errors}"


@both
def test_the_wrapper_gives_the_verdict(case: Case) -> None:
    if case.get("wrapper", case["verdict"]) == "accept":
        SessionConfig.from_dict(case["body"])
        return
    with pytest.raises(InvalidParameterError) as caught:
        SessionConfig.from_dict(case["body"])
    named = case.get("wrapper_param", case.get("param"))
    if named is not None and case["endpoint"] == "flat":
        named = named.removeprefix("session.")  # where the endpoint keeps what it calls so; nothing of the caller's
    assert caught.value.parameter == ("body" if named is None else named)


@accepted
@pytest.mark.parametrize("endpoint", [Endpoint.FLAT, Endpoint.NESTED])
def test_what_the_wrapper_accepts_both_endpoints_accept(case: Case, endpoint: Endpoint, client: httpx.Client) -> None:
    """Whatever the wrapper makes of a body, the contract and the sandbox take."""
    body = SessionConfig.from_dict(case["body"]).to_dict(endpoint)
    errors = [error.message for error in schema(endpoint.value).iter_errors(body)]
    assert errors == [], f"{case['name']}: {body}"
    reply = client.post(PATHS[endpoint.value], json=body)
    assert reply.status_code == 200, f"{case['name']}: {reply.text}"


@pytest.mark.parametrize("case", RAW, ids=lambda case: case["name"])
def test_bytes_that_no_json_value_stands_for(case: Case, client: httpx.Client) -> None:
    content = base64.b64decode(case["base64"]) if "base64" in case else case["body"].encode()
    request = client.build_request("POST", PATHS["flat"], content=content)
    for name in ("content-type", "content-encoding"):
        value = case.get(name.replace("-", "_"), HEADERS.get(name))
        request.headers.pop(name, None)
        if value is not None:
            request.headers[name] = value
    reply = client.send(request)
    assert reply.status_code == case["status"], reply.text
    if reply.status_code != 200:
        error = reply.json()["error"]
        assert set(error) == {"message", "type", "param", "code"}
        assert error["param"] == case.get("param")
