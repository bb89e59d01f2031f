"""Door 1: a key by the gateway's own path, and by the provider's paths in their own shapes."""

from __future__ import annotations

import time
from typing import Any

import pytest

from realtime_sessions.gateway import Policy
from realtime_sessions.sandbox import KeyState, Sandbox
from tests.behaviour.gateway.support import KEY, NESTED, ask, asking, bearer, error_of, run

FLAT = "/v1/realtime/sessions"


def sent(box: Sandbox) -> dict[str, Any]:
    """The session that the provider was asked for."""
    (request,) = box.requests
    found: dict[str, Any] = request.body["session"]
    return found


def test_a_key_is_minted_with_the_servers_words_and_the_clients_choices(box: Sandbox) -> None:
    response = ask(
        box, "POST", "/session", body={"voice": "cedar", "input_audio_transcription": None, "expires_after": 30}
    )
    assert response.status_code == 200
    told = response.json()
    assert told.keys() == {"value", "expires_at", "session"}
    assert box.check(told["value"]) is KeyState.VALID
    assert 25 <= told["expires_at"] - time.time() <= 31
    asked = sent(box)
    assert asked["instructions"] == "The server's own words."
    assert asked["audio"]["output"]["voice"] == "cedar"
    assert asked["audio"]["input"]["transcription"] is None
    assert asked["model"] == "gpt-realtime-2.1"


def test_what_is_left_out_has_the_policys_default_or_is_not_sent(box: Sandbox) -> None:
    assert ask(box, "POST", "/session", body={}).status_code == 200
    asked = sent(box)
    assert asked["audio"] == {"output": {"voice": "marin"}}
    assert asked.keys() == {"type", "model", "instructions", "audio"}


def test_no_body_is_as_good_as_an_empty_object(box: Sandbox) -> None:
    response = ask(box, "POST", "/session", headers={**bearer(), "content-type": "application/json"})
    assert response.status_code == 200


def test_the_session_is_shown_without_what_is_the_servers(box: Sandbox) -> None:
    shown = ask(box, "POST", "/session", body={}).json()["session"]
    assert shown["voice"] == "marin"
    assert shown["id"].startswith("sess_")
    assert not {"instructions", "tools", "prompt", "tracing", "client_secret", "value"} & shown.keys()
    open_policy = Policy.from_toml('public = ["instructions"]\n[fields.instructions]\nfixed = "For all to see."')
    shown = ask(box, "POST", "/session", body={}, policy=open_policy).json()["session"]
    assert shown["instructions"] == "For all to see."


def test_a_field_that_the_provider_invents_is_not_shown(box: Sandbox) -> None:
    secret = {"value": "ek_test_0123456789", "expires_at": 2_000_000_000}
    box.fail_next(200, {}, body={**secret, "session": {"type": "realtime", "voice_clone_key": "x", "audio": {}}})
    shown = ask(box, "POST", "/session", body={}).json()["session"]
    assert shown == {}


def test_the_nested_path_answers_in_the_nested_shape(box: Sandbox) -> None:
    body = {
        "session": {"type": "realtime", "audio": {"output": {"voice": "ash"}}},
        "expires_after": {"anchor": "created_at", "seconds": 40},
    }
    response = ask(box, "POST", NESTED, body=body)
    assert response.status_code == 200
    told = response.json()
    assert told.keys() == {"value", "expires_at", "session"}
    assert told["session"]["type"] == "realtime"
    assert told["session"]["audio"]["output"]["voice"] == "ash"
    assert "instructions" not in told["session"]
    assert box.requests[0].body["expires_after"]["seconds"] == 40


def test_the_flat_path_answers_in_the_flat_shape_though_the_provider_speaks_nested(box: Sandbox) -> None:
    response = ask(box, "POST", FLAT, body={"voice": "ash", "modalities": ["text"]}, policy=Policy.free())
    assert response.status_code == 200
    told = response.json()
    assert told["client_secret"].keys() == {"value", "expires_at"}
    assert (told["voice"], told["modalities"], told["input_audio_format"]) == ("ash", ["text"], "pcm16")
    assert sent(box)["output_modalities"] == ["text"]


def test_the_nested_path_answers_nested_though_the_provider_speaks_flat() -> None:
    with Sandbox(profile="flat") as box:
        body = {"session": {"type": "realtime", "audio": {"output": {"voice": "ash"}}}}
        told = ask(box, "POST", NESTED, body=body).json()
        assert told["session"]["audio"]["output"]["voice"] == "ash"
        assert told["session"]["output_modalities"] == ["audio"]


@pytest.mark.parametrize(
    ("path", "body", "param"),
    [
        (NESTED, {"session": {"type": "realtime", "instructions": "mine"}}, "session.instructions"),
        (NESTED, {"session": {"type": "realtime", "voise": "ash"}}, "session.voise"),
        (NESTED, {"session": {"type": "transcription"}}, "session.type"),
        (NESTED, {"session": {"type": "realtime"}, "expires_after": {"anchor": "created_at", "seconds": 7000}}, "expires_after.seconds"),
        (FLAT, {"instructions": "mine"}, "instructions"),
        (FLAT, {"turn_detection": {"type": "server_vad", "threshold": 3}}, "turn_detection.threshold"),
        ("/session", {"voise": "ash"}, "voise"),
        ("/session", {"turn_detection": {"type": "server_vad", "threshold": 3}}, "turn_detection.threshold"),
    ],
)  # fmt: skip
def test_a_refused_field_is_named_as_the_caller_names_it(box: Sandbox, path: str, body: Any, param: str) -> None:
    response = ask(box, "POST", path, body=body)
    assert response.status_code == 422
    assert error_of(response)["param"] == param
    assert box.requests == []


def test_who_i_am_and_what_i_may_set(box: Sandbox) -> None:
    told = ask(box, "GET", "/me").json()
    assert told["user"] == "alice"
    assert told["allowed"]["model"]["one_of"] == ["gpt-realtime-2.1", "gpt-realtime-2.1-mini"]
    assert told["allowed"]["expires_after"]["maximum"] == 120
    assert "instructions" not in told["allowed"]


def test_the_provider_knows_a_user_by_a_keyed_hash(box: Sandbox) -> None:
    for user in ("alice", "bob", "alice"):
        ask(box, "POST", "/session", body={}, headers=bearer(user))
    ask(box, "POST", "/session", body={}, secret="another-secret-of-at-least-32-bytes-long")
    told = [request.headers["openai-safety-identifier"] for request in box.requests]
    assert told[0] == told[2]
    assert len({*told}) == 3
    assert all(len(each) == 64 and "alice" not in each for each in told)


def test_every_answer_says_that_it_is_not_to_be_kept(box: Sandbox) -> None:
    async def all_of_them() -> None:
        async with asking(box) as client:
            for method, path in [("POST", "/session"), ("GET", "/me"), ("GET", "/nothing"), ("OPTIONS", "/session")]:
                response = await client.request(method, path, headers=bearer(), json={})
                assert response.headers["cache-control"] == "no-store"
                assert response.headers["referrer-policy"] == "no-referrer"
                assert "Origin" in response.headers["vary"]
                assert response.headers["x-request-id"].startswith("req_")

    run(all_of_them())


@pytest.mark.parametrize(
    ("status", "code", "param", "expected"),
    [
        (400, "invalid_value", "session.audio.output.voice", (400, "invalid_value", "voice")),
        (400, "invalid_value", "session.audio.input.turn_detection.threshold", (400, "invalid_value", "turn_detection.threshold")),
        (404, "model_not_found", "session.model", (404, "model_not_found", "model")),
        (429, "insufficient_quota", None, (429, "insufficient_quota", None)),
        (500, None, None, (500, None, None)),
        (503, None, None, (503, None, None)),
        (401, "invalid_api_key", None, (502, "provider_refused", None)),
        (403, "unsupported_country", None, (502, "provider_refused", None)),
    ],
)  # fmt: skip
def test_a_refusal_of_the_providers(box: Sandbox, status: int, code: Any, param: Any, expected: Any) -> None:
    told = {"message": f"No: {KEY}", "type": "some_error", "code": code, "param": param}
    box.fail_next(status, {"retry-after": "7"}, times=3, body={"error": told})
    response = ask(box, "POST", "/session", body={})
    error = error_of(response)
    assert (response.status_code, error["code"], error["param"]) == expected
    assert KEY not in response.text
    if status == 429:
        assert response.headers["retry-after"] == "7"


def test_a_provider_that_is_slow_or_away(box: Sandbox) -> None:
    box.break_next("hang")
    response = ask(box, "POST", "/session", body={}, timeout=0.3)
    assert (response.status_code, error_of(response)["code"]) == (504, "provider_timeout")
    response = ask("http://127.0.0.1:9/v1", "POST", "/session", body={})
    assert (response.status_code, error_of(response)["code"]) == (502, "provider_unreachable")
    for broken in ("not-json", "truncate", "reset", "empty"):
        box.break_next(broken)
        assert ask(box, "POST", "/session", body={}).status_code == 502


def test_what_no_endpoint_can_express_is_refused_and_not_left_out(box: Sandbox) -> None:
    response = ask(box, "POST", "/session", body={"temperature": 0.7}, policy=Policy.free())
    assert (response.status_code, error_of(response)["param"]) == (422, "temperature")


@pytest.mark.parametrize(
    ("path", "body", "meant"),
    [
        ("/session", {"turn_detection": {"type": "server_vad", "treshold": 1}}, "did you mean threshold?"),
        ("/session", {"model": None}, "model must be a string; leave it out"),
        ("/session", {"config": {"voice": "ash"}}, "config is no parameter"),
        ("/session", {"session": {"voice": "ash"}}, "session is no parameter"),
        ("/v1/realtime/sessions", {"type": "realtime"}, "type is no parameter"),
        (NESTED, {"session": {"type": "realtime", "session": {}}}, "session.session is no parameter"),
        (
            "/page/snippets",
            {"config": {"voice": {"id": "x", "treshold": 1}}, "gateway": "http://gw.example/"},
            "left out",
        ),
    ],
)
def test_advice_is_for_who_sends_json(box: Sandbox, path: str, body: dict[str, Any], meant: str) -> None:
    text = ask(box, "POST", path, body=body, page=True).text
    assert meant in text
    assert not [word for word in ("extra_body", "OMITTED", "SessionConfig", "create ", "create_") if word in text]


def test_the_providers_own_body_is_told_its_door(box: Sandbox) -> None:
    error = ask(box, "POST", "/session", body={"session": {"audio": {"output": {"voice": "ash"}}}}).json()["error"]
    assert (error["code"], error["param"]) == ("unknown_parameter", "session")
    assert "/v1/realtime/client_secrets" in error["hint"]
    assert box.requests == []
