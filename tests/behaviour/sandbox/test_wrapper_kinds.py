"""Our own clients against the sandbox: names that are new, keys for transcription, and replies that say little."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from realtime_sessions import AuthenticationError, BadRequestError, Endpoint, EndpointRetiredError
from realtime_sessions.sandbox import Profile, Sandbox
from tests.behaviour.sandbox.calls import BOTH, MINTING, Call

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def box(profile: Profile) -> Iterator[Sandbox]:
    with Sandbox(profile=profile) as box:
        yield box


@BOTH
@pytest.mark.parametrize("profile", [Profile.CURRENT, Profile.FLAT])
def test_an_unknown_model_is_the_services_business(box: Sandbox, profile: Profile, call: Call) -> None:
    """The client sends any string; the refusal is no retirement, so nothing is tried a second time."""
    with pytest.raises(BadRequestError) as caught:
        call(box, {"model": "gpt-realtime-17"})
    assert caught.value.code == "invalid_model"
    assert caught.value.param in {"model", "session.model"}
    with pytest.raises(BadRequestError) as caught:
        call(box, {"voice": "zephyr"})
    assert caught.value.code == "invalid_value"
    with Sandbox(profile, models=["gpt-realtime-17"], voices=["zephyr"]) as newer:
        session = call(newer, {"model": "gpt-realtime-17", "voice": "zephyr"})
    assert (session.model, session.voice) == ("gpt-realtime-17", "zephyr")


@BOTH
@pytest.mark.parametrize("profile", MINTING)
def test_it_mints_for_transcription(box: Sandbox, profile: Profile, call: Call) -> None:
    """Where there is only the flat endpoint, there are no such sessions."""
    told: dict[str, Any] = {"input_audio_transcription": {"model": "gpt-live-transcribe"}, "turn_detection": None}
    if profile in {Profile.FLAT, Profile.AZURE_PREVIEW}:
        with pytest.raises(EndpointRetiredError):
            call(box, told, "create_transcription")
        return
    session = call(box, {**told, "expires_after": 60}, "create_transcription")
    assert box.check(session.client_secret.value) == "valid"
    assert box.requests[-1].body["session"]["type"] == "transcription"
    assert session.input_audio_transcription == {"model": "gpt-live-transcribe"}
    assert (session.endpoint, session.model, session.turn_detection) == (Endpoint.NESTED, None, None)
    box.advance(61)
    assert box.check(session.client_secret.value) == "expired"


@BOTH
@pytest.mark.parametrize("profile", [Profile.AZURE])
def test_a_key_may_come_alone(box: Sandbox, profile: Profile, call: Call) -> None:
    box.break_next("value-only", times=2)
    session = call(box, {"model": "our-deployment"})
    assert box.check(session.client_secret.value) == "valid"
    assert (session.id, session.client_secret.estimated) == (None, True)
    assert 55 < session.client_secret.expires_in.total_seconds() <= 60
    assert call(box, {"expires_after": 600}).client_secret.expires_in.total_seconds() > 595


@BOTH
@pytest.mark.parametrize("profile", [Profile.CURRENT])
@pytest.mark.parametrize(("envelope", "code"), [("empty", ""), ("code-and-message", "Unauthorized")])
def test_an_error_may_say_little(box: Sandbox, profile: Profile, envelope: str, code: str, call: Call) -> None:
    box.fail_next(401, code="Unauthorized", envelope=envelope)
    with pytest.raises(AuthenticationError) as caught:
        call(box, {})
    assert caught.value.code == code
    assert not caught.value.param
    assert str(caught.value)
