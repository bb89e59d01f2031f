"""What the sandbox answers to whom: keys, echoes, refusals, and where each profile has its endpoints."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from realtime_sessions.sandbox import KeyState, Profile, Sandbox
from tests.behaviour.sandbox.support import AZURE_PREVIEW, BEARER, FLAT, KEY, NESTED, ask, error_of, mint, root

if TYPE_CHECKING:
    from collections.abc import Iterator

AZURE_NESTED = "/openai/v1/realtime/client_secrets"
RETIRED = {
    "error": {
        "message": "Invalid URL (POST /v1/realtime/sessions)",
        "type": "invalid_request_error",
        "param": None,
        "code": None,
    }
}


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(profile="both") as box:
        yield box


@pytest.mark.parametrize(
    ("profile", "statuses"),
    [
        ("current", {FLAT: 404, NESTED: 200, AZURE_NESTED: 404, AZURE_PREVIEW: 404}),
        ("shape-disabled", {FLAT: 400, NESTED: 200, AZURE_NESTED: 404}),
        ("flat", {FLAT: 200, NESTED: 404, AZURE_PREVIEW: 404}),
        ("both", {FLAT: 200, NESTED: 200}),
        ("published", {FLAT: 200, NESTED: 200}),
        ("azure", {AZURE_NESTED: 200, NESTED: 200, FLAT: 404, AZURE_PREVIEW: 404}),
        ("azure-preview", {AZURE_PREVIEW: 200, FLAT: 404, NESTED: 404, AZURE_NESTED: 404}),
    ],
)
def test_every_profile_has_its_endpoints(profile: str, statuses: dict[str, int]) -> None:
    """On Azure the nested endpoint stands under the base URL too, which is what SDKs are given."""
    with Sandbox(profile=profile) as box:
        assert box.base_url.endswith("/v1")
        assert {path: ask(box, path).status_code for path in statuses} == statuses


def test_a_retired_endpoint_is_an_unknown_url() -> None:
    with Sandbox(profile="current") as box:
        assert ask(box, FLAT).json() == RETIRED
        assert ask(box, FLAT, headers={"authorization": ""}).json() == RETIRED


def test_a_disabled_shape_says_so() -> None:
    with Sandbox(profile="shape-disabled") as box:
        reply = ask(box, FLAT)
    assert (reply.status_code, error_of(reply)["code"]) == (400, "beta_api_shape_disabled")


def test_the_published_shape_has_no_key() -> None:
    with Sandbox(profile="published") as box:
        session = ask(box, FLAT, {"voice": "verse", "input_audio_format": "g711_ulaw"}).json()
    assert "client_secret" not in session
    assert "value" not in session
    assert session["audio"]["output"]["voice"] == "verse"
    assert session["audio"]["input"]["format"] == {"type": "audio/pcmu"}
    assert session["output_modalities"] == ["audio", "text"]


@pytest.mark.parametrize("profile", ["azure", "azure-preview"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"authorization": "", "api-key": "0123"}, 200),
        ({"authorization": "Bearer a.token.of.entra"}, 200),
        ({"authorization": "", "api-key": ""}, 401),
        ({"authorization": "Bearer"}, 401),
        ({"authorization": "0123"}, 401),
    ],
)
def test_azure_knows_its_callers(profile: str, headers: dict[str, str], status: int) -> None:
    with Sandbox(profile=profile) as box:
        assert box.azure_endpoint == root(box)
        path = AZURE_NESTED if profile == "azure" else AZURE_PREVIEW
        assert ask(box, path, headers=headers).status_code == status


def test_the_preview_wants_its_version() -> None:
    with Sandbox(profile="azure-preview") as box:
        for query in ("", "?api-version=2024-10-01-preview"):
            assert ask(box, f"/openai/realtimeapi/sessions{query}").status_code == 404


def test_only_azure_has_an_azure_endpoint(box: Sandbox) -> None:
    with pytest.raises(AttributeError, match="not one of Azure's"):
        _ = box.azure_endpoint


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, None),
        ("", "invalid_api_key"),
        ("Bearer", "invalid_api_key"),
        (f"Basic {KEY}", "invalid_api_key"),
        (KEY, "invalid_api_key"),
        ("Bearer key", "invalid_api_key"),
        ("Bearer sk-", "invalid_api_key"),
        ("Bearer sk-with space", "invalid_api_key"),
        ("Bearer ek_0123456789abcdef0123456789abcdef", "invalid_api_key"),
    ],
)
@pytest.mark.parametrize("path", [FLAT, NESTED])
def test_a_caller_without_a_key_is_refused(header: str | None, code: str | None, path: str, box: Sandbox) -> None:
    headers = {} if header is None else {"authorization": header}
    reply = httpx.post(box.base_url + path, headers=headers, json={}, trust_env=False)
    assert reply.status_code == 401
    assert error_of(reply)["code"] == code
    assert reply.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("key", ["sk-x", "sk-proj-Ab_9-x", "sk-svcacct-0", "sk-test.1"])
def test_a_key_of_any_reasonable_shape_is_taken(key: str, box: Sandbox) -> None:
    assert ask(box, NESTED, headers={"authorization": f"bearer {key}"}).status_code == 200


def test_keys_are_unique_and_end_when_asked(box: Sandbox) -> None:
    before = int(time.time())
    replies = [
        ask(box, FLAT, {"client_secret": {"expires_after": {"anchor": "created_at", "seconds": 10}}}).json()
        for _ in range(3)
    ]
    after = int(time.time())
    assert len({reply["client_secret"]["value"] for reply in replies} | {reply["id"] for reply in replies}) == 6
    for reply in replies:
        assert reply["client_secret"]["value"].startswith("ek_")
        assert before + 10 <= reply["client_secret"]["expires_at"] <= after + 10


@pytest.mark.parametrize(("asked", "life"), [({}, 600), ({"expires_after": {"anchor": "created_at"}}, 600)])
def test_a_key_lives_ten_minutes_where_nothing_is_asked(asked: dict[str, Any], life: int, box: Sandbox) -> None:
    before = int(time.time())
    expires_at = ask(box, NESTED, asked).json()["expires_at"]
    assert before + life <= expires_at <= int(time.time()) + life


def check(box: Sandbox, key: str, method: str = "GET") -> Any:
    reply = ask(box, "/sandbox/keys/check", method=method, headers={"authorization": f"Bearer {key}"})
    assert reply.status_code == 200
    return reply.json()


def test_a_minted_key_can_be_checked() -> None:
    with Sandbox(profile="current") as box:
        body = {"expires_after": {"anchor": "created_at", "seconds": 60}}
        minted = ask(box, NESTED, body).json()
        key = minted["value"]
        assert box.check(key) is KeyState.VALID
        assert check(box, key) == {"status": "valid", "expires_at": minted["expires_at"]}
        box.advance(61)
        assert box.check(key) is KeyState.EXPIRED
        assert check(box, key) == {"status": "expired", "expires_at": minted["expires_at"]}
        assert box.check("ek_nobody") is KeyState.UNKNOWN
        assert check(box, "ek_nobody") == {"status": "unknown", "expires_at": None}
        assert box.key_check_url == f"{root(box)}/sandbox/keys/check"


def test_every_reply_can_be_traced(box: Sandbox) -> None:
    replies = [ask(box, NESTED), ask(box, NESTED, {"foo": 1}), ask(box, "/nowhere"), ask(box, FLAT, method="GET")]
    assert [reply.status_code for reply in replies] == [200, 400, 404, 405]
    assert len({reply.headers["x-request-id"] for reply in replies}) == 4
    for reply in replies:
        assert reply.headers["x-request-id"].startswith("req_")
        assert int(reply.headers["openai-processing-ms"]) >= 0


@pytest.mark.parametrize("profile", list(Profile))
def test_what_arrived_is_kept_with_its_keys_masked(profile: Profile) -> None:
    with Sandbox(profile=profile) as box:
        mint(box)
        ask(box, NESTED, {"voice": "x"}, headers={"api-key": "0123secret", "cookie": "session=secret"})
        ask(box, FLAT, content=b"\xff{", headers={"content-type": "application/json"})
        requests = box.requests
        assert [request.method for request in requests] == ["POST"] * 3
        assert requests[0].body == {}
        assert requests[0].headers["authorization"] == "Bearer sk-***"
        assert requests[1].body == {"voice": "x"}
        assert requests[1].headers["content-type"] == "application/json"
        assert requests[2].body == b"\xff{"
        shown = repr(requests) + repr(box) + str([dict(request.headers) for request in requests])
        assert KEY not in shown
        assert "secret" not in shown.replace("client_secrets", "")
        with pytest.raises(AttributeError):
            requests[0].method = "GET"  # type: ignore[misc]
        box.reset()
        assert box.requests == []
    assert BEARER["authorization"].endswith(KEY)


def test_the_azure_preview_records_its_query() -> None:
    with Sandbox(profile="azure-preview") as box:
        mint(box)
        assert box.requests[0].query == "api-version=2025-04-01-preview"
        assert box.requests[0].path == "/openai/realtimeapi/sessions"
