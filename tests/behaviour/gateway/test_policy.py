"""The policy: what clients may set, told in TOML, checked against the table when it is read."""

from __future__ import annotations

from typing import Any

import pytest

from realtime_sessions.errors import ConfigurationError
from realtime_sessions.gateway import Policy, Refused
from realtime_sessions.given import known
from realtime_sessions.parameters.table import PARAMETERS


def policy(text: str) -> Policy:
    return Policy.from_toml(text)


@pytest.mark.parametrize(
    ("rule", "given", "expected"),
    [
        ('fixed = "ash"', {}, "ash"),
        ('default = "ash"', {}, "ash"),
        ('default = "ash"', {"voice": "sage"}, "sage"),
        ('one_of = ["ash", "sage"]', {}, "ash"),
        ('one_of = ["ash", "sage"]\ndefault = "sage"', {}, "sage"),
        ('one_of = ["ash", "sage"]', {"voice": "sage"}, "sage"),
        ("free = true", {"voice": "a-voice-of-tomorrow"}, "a-voice-of-tomorrow"),
        ("free = true", {}, None),
    ],
)
def test_a_rule_says_what_is_sent(rule: str, given: Any, expected: Any) -> None:
    assert policy(f"[fields.voice]\n{rule}").applied(given).get("voice") == expected


@pytest.mark.parametrize(
    ("name", "rule", "value"),
    [
        ("voice", 'fixed = "ash"', "ash"),
        ("voice", 'one_of = ["ash", "sage"]', "marin"),
        ("tracing", "null = true", "auto"),
        ("expires_after", "free = true\nmaximum = 100", 101),
        ("instructions", "free = true\nlongest = 5", "123456"),
        ("tools", "free = true\nlongest = 0", [{"type": "function", "name": "f"}]),
        ("parallel_tool_calls", "one_of = [true]", False),
        ("max_response_output_tokens", "free = true\nmaximum = 100", "inf"),
    ],
)
def test_what_a_client_may_not_set_is_refused_by_name(name: str, rule: str, value: Any) -> None:
    with pytest.raises(Refused) as refused:
        policy(f"[fields.{name}]\n{rule}").applied({name: value})
    assert (refused.value.status, refused.value.code, refused.value.param) == (422, "not_allowed", name)


def test_a_maximum_holds_for_what_is_left_out() -> None:
    bounded = policy("[fields.max_response_output_tokens]\nfree = true\nmaximum = 100")
    assert bounded.applied({})["max_response_output_tokens"] == 100
    assert bounded.applied({"max_response_output_tokens": 7})["max_response_output_tokens"] == 7


def test_a_field_without_a_rule_is_the_servers() -> None:
    for name in known():
        with pytest.raises(Refused) as refused:
            Policy().applied({name: _value(name)})
        assert (refused.value.code, refused.value.param) == ("not_allowed", name)
    assert Policy().applied({}) == {"expires_after": 60}


def _value(name: str) -> Any:
    samples: dict[str, Any] = {
        "expires_after": 60,
        "speed": 1,
        "temperature": 0.8,
        "tools": [],
        "include": [],
        "modalities": ["text"],
        "parallel_tool_calls": True,
        "max_response_output_tokens": 10,
        "turn_detection": None,
        "input_audio_transcription": None,
        "input_audio_noise_reduction": None,
        "prompt": {"id": "p"},
        "reasoning": {},
        "tool_choice": "auto",
        "truncation": "auto",
        "tracing": "auto",
        "input_audio_format": "pcm16",
        "output_audio_format": "pcm16",
    }
    schema = PARAMETERS["realtime"].get(name, {"schema": {}})["schema"]  # of what came today, a value that it takes
    return samples.get(name, schema.get("enum", [schema.get("minimum", "some")])[0])


def test_a_free_policy_leaves_everything_but_the_user_to_the_client() -> None:
    free = Policy.free()
    assert set(free.told()) == {*known()} - {"safety_identifier"}
    with pytest.raises(Refused):
        free.applied({"safety_identifier": "somebody else"})


def test_null_is_sent_where_the_policy_says_so() -> None:
    told = policy("[fields.turn_detection]\nnull = true").applied({})
    assert told["turn_detection"] is None
    some = policy('[fields.tracing]\none_of = ["auto"]\nnull = true')
    assert some.applied({"tracing": None})["tracing"] is None
    with pytest.raises(Refused):
        policy('[fields.tracing]\none_of = ["auto"]').applied({"tracing": None})


def test_true_is_not_one() -> None:
    with pytest.raises(Refused):
        policy("[fields.speed]\none_of = [1]").applied({"speed": True})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[fields.voise]\nfixed = "ash"', "voise.*did you mean voice"),
        ('[fields.safety_identifier]\nfixed = "x"', "safety_identifier"),
        ("[fields.speed]\nfixed = 99", "speed"),
        ("[fields.expires_after]\ndefault = 200\nmaximum = 100", "expires_after"),
        ("[fields.voice]\none_of = []", "voice"),
        ("[fields.voice]\nfree = true\nmaximum = 3", "voice"),
        ('[fields.voice]\none_of = ["ash"]\ndefault = "sage"', "voice"),
        ('[fields.voice]\nfixed = "ash"\nfree = true', "voice"),
        ("[fields.voice]\nfree = false", "voice"),
        ("[fields.voice]\nlocked = true", "voice"),
        ("[fields]\nvoice = 3", "voice"),
        ("fields = 3", "tables"),
        ("[felds]", "felds"),
        ('public = ["secrets"]', "secrets"),
        ("public = 3", "public"),
        ('[fields.expires_after]\ndefault = 60\nmaximum = "120"', "expires_after.*number"),
        ("[fields.expires_after]\ndefault = 60\nmaximum = nan", "expires_after.*number"),
        ("[fields.expires_after]\nfree = true\nlongest = 5", "expires_after.*no longest"),
        ('[fields.instructions]\nfree = true\nlongest = "5"', "instructions.*whole number"),
        ("[fields.instructions]\nfree = true\nlongest = -1", "instructions.*at least 0"),
        ("[fields.turn_detection]\nfree = true\nlongest = 1", "turn_detection.*no longest"),
        ("[fields", "TOML"),
    ],
)
def test_a_policy_that_cannot_be_meant_is_refused_when_it_is_read(text: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        policy(text)


def test_a_policy_has_a_fingerprint() -> None:
    one, same, other = (policy(f'[fields.voice]\nfixed = "{voice}"') for voice in ("ash", "ash", "sage"))
    assert one.fingerprint == same.fingerprint != other.fingerprint
    assert one.fingerprint != policy('public = ["tools"]\n[fields.voice]\nfixed = "ash"').fingerprint
