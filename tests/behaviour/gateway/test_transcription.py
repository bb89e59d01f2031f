"""A key for a session that only transcribes: closed where the policy says nothing of it, and under rules of its own."""

from __future__ import annotations

import json
from typing import Any

import openai
import pytest

from realtime_sessions.errors import ConfigurationError
from realtime_sessions.gateway import Policy, RateLimits
from realtime_sessions.sandbox import KeyState, Sandbox
from tests.behaviour.gateway.support import NESTED, ORIGIN, TOKENS, ask, asking, bearer, error_of, run, serving

HEARD = {"model": "gpt-4o-transcribe"}
OPEN = """
[transcription.fields.input_audio_transcription]
one_of = [{model = "gpt-4o-transcribe"}, {model = "gpt-4o-mini-transcribe"}]
[transcription.fields.turn_detection]
null = true
[transcription.fields.include]
free = true
longest = 1
"""


def opened() -> Policy:
    return Policy.from_toml(OPEN)


def nested(**transcription: Any) -> dict[str, Any]:
    return {"session": {"type": "transcription", "audio": {"input": {"transcription": transcription}}}}


@pytest.mark.parametrize(
    ("path", "body", "param"), [("/session", {"type": "transcription"}, "type"), (NESTED, nested(**HEARD), "session.type")]
)  # fmt: skip
def test_a_policy_that_says_nothing_of_it_refuses_it(box: Sandbox, path: str, body: Any, param: str) -> None:
    response = ask(box, "POST", path, body=body)
    assert response.status_code == 422
    assert (error_of(response)["code"], error_of(response)["param"]) == ("not_allowed", param)
    assert box.requests == []


@pytest.mark.parametrize("kind", ["translation", "", None, 3, [], {"type": "transcription"}])
@pytest.mark.parametrize("path", ["/session", NESTED])
def test_another_kind_is_none(box: Sandbox, path: str, kind: Any) -> None:
    body = {"type": kind} if path == "/session" else {"session": {"type": kind}}
    response = ask(box, "POST", path, body=body, policy=opened())
    assert response.status_code == 422
    assert error_of(response)["param"] == ("type" if path == "/session" else "session.type")
    assert box.requests == []


def test_a_key_by_flat_names(box: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "realtime_sessions.gateway.audit")
    body = {"type": "transcription", "input_audio_transcription": {"model": "gpt-4o-mini-transcribe"}}
    told = ask(box, "POST", "/session", body=body, policy=opened()).json()
    assert box.check(told["value"]) is KeyState.VALID
    assert told["session"]["object"] == "realtime.transcription_session"
    assert told["session"]["input_audio_transcription"]["model"] == "gpt-4o-mini-transcribe"
    (asked,) = box.requests
    assert asked.body["expires_after"]["seconds"] == 60
    assert asked.body["session"] == {
        "type": "transcription",
        "audio": {"input": {"transcription": {"model": "gpt-4o-mini-transcribe"}, "turn_detection": None}},
    }
    assert len(asked.headers["openai-safety-identifier"]) == 64
    line = json.loads(caplog.messages[-1])
    assert (line["kind"], line["model"]) == ("transcription", "gpt-4o-mini-transcribe")
    assert told["value"] not in caplog.text


def test_a_key_by_the_providers_path(box: Sandbox) -> None:
    told = ask(box, "POST", NESTED, body=nested(**HEARD), policy=opened()).json()
    assert told.keys() == {"value", "expires_at", "session"}
    assert told["session"]["type"] == "transcription"
    assert told["session"]["audio"]["input"]["transcription"]["model"] == "gpt-4o-transcribe"
    assert box.requests[0].body["session"]["audio"]["input"] == {"transcription": HEARD, "turn_detection": None}


@pytest.mark.parametrize(
    ("body", "param"),
    [
        (nested(model="whisper-1"), "session.audio.input.transcription"),
        (nested(**HEARD, prompt="mine"), "session.audio.input.transcription"),
        ({"session": {"type": "transcription", "model": "gpt-realtime-2.1"}}, "session.model"),
        ({"session": {"type": "transcription", "instructions": "mine"}}, "session.instructions"),
        ({"session": {"type": "transcription", "audio": {"output": {"voice": "ash"}}}}, "session.audio.output"),
        ({"session": {"type": "transcription", "audio": {"input": {"turn_detection": {"type": "server_vad"}}}}}, "session.audio.input.turn_detection"),
        ({"session": {"type": "transcription", "include": ["item.input_audio_transcription.logprobs", "item.input_audio_transcription.logprobs"]}}, "session.include"),
        ({"session": {"type": "transcription"}, "expires_after": {"anchor": "created_at", "seconds": 90}}, "expires_after.seconds"),
    ],
)  # fmt: skip
def test_its_rules_are_its_own(box: Sandbox, body: Any, param: str) -> None:
    response = ask(
        box, "POST", NESTED, body=body, policy=Policy(Policy.free().rules, transcription=opened().transcription)
    )
    assert response.status_code == 422
    assert error_of(response)["param"] == param
    assert box.requests == []


def test_it_opens_nothing_of_a_session_that_talks(box: Sandbox) -> None:
    bodies: list[Any] = [{"include": []}, {"input_audio_transcription": HEARD}, {"type": "realtime", "include": []}]
    for body in bodies:
        response = ask(box, "POST", "/session", body=body, policy=opened())
        assert (response.status_code, error_of(response)["code"]) == (422, "not_allowed")
    response = ask(box, "POST", "/v1/realtime/sessions", body=nested(**HEARD), policy=opened())
    assert (response.status_code, error_of(response)["param"]) == (422, "session.type")
    assert box.requests == []


def test_a_call_is_one_that_talks(box: Sandbox) -> None:
    body = {"sdp": "v=0\r\n", "config": {"type": "transcription"}}
    response = ask(box, "POST", "/call", body=body, policy=opened())
    assert (response.status_code, error_of(response)["param"]) == (422, "type")


def test_it_costs_as_much_as_any_key(box: Sandbox) -> None:
    async def both() -> list[int]:
        async with asking(box, policy=opened(), limits=RateLimits(per_user="2/day")) as client:
            bodies = [{"type": "transcription"}, {}, {"type": "transcription"}]
            return [(await client.post("/session", json=body, headers=bearer())).status_code for body in bodies]

    assert run(both()) == [200, 200, 429]


def test_a_ticket_of_a_policy_without_it_is_none_under_one_with_it() -> None:
    assert opened().fingerprint != Policy().fingerprint
    assert opened().fingerprint != Policy.from_toml(OPEN.replace("longest = 1", "longest = 2")).fingerprint


def test_a_ticket_is_good_for_it_once(box: Sandbox) -> None:
    async def use() -> list[int]:
        async with asking(box, policy=opened()) as client:
            ticket = (await client.post("/ticket", json={"origin": ORIGIN}, headers=bearer())).json()["ticket"]
            shown = {"authorization": f"Ticket {ticket}", "origin": ORIGIN}
            body = {"type": "transcription"}
            return [(await client.post("/session", json=body, headers=shown)).status_code for _ in range(2)]

    assert run(use()) == [200, 401]


def test_what_may_be_set_is_told(box: Sandbox) -> None:
    assert "transcription" not in ask(box, "GET", "/me").json()
    told = ask(box, "GET", "/me", policy=opened()).json()
    assert told["transcription"].keys() == {"input_audio_transcription", "include"}
    assert told["allowed"] == {}


def test_a_free_policy_has_it(box: Sandbox) -> None:
    body = {"type": "transcription", "turn_detection": {"type": "server_vad", "threshold": 0.4}, "expires_after": 90}
    assert ask(box, "POST", "/session", body=body, policy=Policy.free()).status_code == 200
    assert box.requests[0].body["session"]["audio"]["input"]["turn_detection"]["threshold"] == 0.4


def test_the_official_client_mints_one(box: Sandbox) -> None:
    with serving(box, policy=opened()) as served:
        options: Any = {"base_url": f"{served.url}/v1", "api_key": TOKENS["alice"], "max_retries": 0}
        with openai.OpenAI(**options) as client:
            found = client.realtime.client_secrets.create(**nested(**HEARD))
    assert box.check(found.value) is KeyState.VALID
    assert found.session.type == "transcription"


def test_the_provider_retired_the_path_of_its_own(box: Sandbox) -> None:
    response = ask(box, "POST", "/v1/realtime/transcription_sessions", body={}, policy=opened())
    assert response.status_code == 404


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[transcription.fields.voice]\nfree = true", "voice"),
        ("[transcription.fields.model]\nfree = true", "model"),
        ("[transcription.transcription]", "transcription"),
        ("[transcription.felds]", "felds"),
        ("transcription = 3", "tables"),
        ("[transcription.fields.turn_detection]\nfixed = {type = 3}", "turn_detection"),
    ],
)
def test_what_cannot_be_meant_is_refused_at_the_start(text: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        Policy.from_toml(text)


def test_a_policy_of_the_wrong_kind_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="kind"):
        Policy(transcription=Policy())
