"""Calls at the sandbox: an offer and a session in, an answer and an address out, and hanging up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from realtime_sessions.sandbox import KeyState, Sandbox, sdp
from tests.behaviour.gateway.support import OFFER
from tests.behaviour.sandbox.support import BEARER, ENVELOPE, ask, root

CALLS = "/realtime/calls"


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


def call(box: Sandbox, session: Any = None, offer: str | None = OFFER, **headers: str) -> httpx.Response:
    parts = {"sdp": offer, "session": None if session is None else json.dumps(session)}
    files = {name: (None, text) for name, text in parts.items() if text is not None}
    with httpx.Client(trust_env=False, timeout=20) as client:
        return client.post(box.base_url + CALLS, files=files or {"other": (None, "x")}, headers={**BEARER, **headers})


def test_a_call_is_taken_and_hung_up(box: Sandbox) -> None:
    taken = call(box, {"type": "realtime", "model": "gpt-realtime-2.1", "audio": {"output": {"voice": "ash"}}})
    assert (taken.status_code, taken.headers["content-type"]) == (201, "application/sdp")
    name = taken.headers["location"].rpartition("/")[2]
    assert taken.headers["location"] == f"/v1/realtime/calls/{name}"
    assert name.startswith("rtc_")
    assert (box.calls[-1].id, box.calls[-1].session["model"], box.calls[-1].ended) == (name, "gpt-realtime-2.1", False)
    assert ask(box, f"{CALLS}/{name}/hangup").status_code == 200
    assert box.calls[-1].ended
    for gone in (name, "rtc_none"):
        response = ask(box, f"{CALLS}/{gone}/hangup")
        assert (response.status_code, response.json()["error"]["code"]) == (404, "call_id_not_found")


def test_a_minted_key_opens_a_call_and_hangs_up_none(box: Sandbox) -> None:
    key = ask(box, "/realtime/client_secrets").json()["value"]
    headers = {"authorization": f"Bearer {key}", "content-type": "application/sdp"}
    taken = ask(box, CALLS, content=OFFER, headers=headers)
    assert taken.status_code == 201
    assert ask(box, taken.headers["location"].removeprefix("/v1") + "/hangup", headers=headers).status_code == 401
    box.advance(10_000)
    assert box.check(key) is KeyState.EXPIRED
    assert ask(box, CALLS, content=OFFER, headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("told", "param"),
    [
        ({"offer": None, "session": {"type": "realtime"}}, "sdp"),
        ({"offer": "hello"}, "sdp"),
        ({"offer": "v=0\r\n"}, "sdp"),
        ({"session": {"type": "realtime", "voise": 1}}, "session.voise"),
        ({"session": {"type": "realtime", "model": "no-such-model"}}, "session.model"),
        ({"session": {"type": "realtime", "audio": {"output": {"voice": 7}}}}, "session.audio.output.voice"),
    ],
)
def test_what_is_no_call(box: Sandbox, told: Any, param: str) -> None:
    before = len(box.calls)
    response = call(box, **told)
    assert response.status_code in {400, 404}
    error = response.json()["error"]
    assert error.keys() == ENVELOPE
    assert error["param"] == param
    assert len(box.calls) == before


def test_only_forms_and_offers_are_taken(box: Sandbox) -> None:
    assert ask(box, CALLS, {"sdp": OFFER}).status_code == 415
    assert ask(box, CALLS, content=b"\xff", headers={"content-type": "application/sdp"}).status_code == 400
    assert ask(box, CALLS, content=b"x", headers={"content-type": "multipart/form-data"}).status_code == 400
    assert ask(box, CALLS, method="GET").status_code == 405
    assert call(box, authorization="Bearer nonsense").status_code == 401


def test_where_calls_are_taken() -> None:
    for profile, path, status in (("both", "/v1", 201), ("azure", "/openai/v1", 201), ("flat", "/v1", 404)):
        with Sandbox(profile=profile) as box:
            headers = {"content-type": "application/sdp", "api-key": "k"}
            assert ask(box, f"{path}/realtime/calls", content=OFFER, headers=headers).status_code == status, profile
            assert root(box)


def test_the_answer_takes_what_the_offer_has() -> None:
    video = "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:2\r\na=sendrecv\r\n"
    told = sdp.answer(OFFER.replace("a=sendrecv", "a=sendonly") + video)
    assert told.endswith("\r\n")
    assert "\r\na=group:BUNDLE 0 1\r\n" in told
    audio, data, refused = (f"m={part}" for part in told.split("m=")[1:])
    assert audio.startswith("m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n")
    assert "a=recvonly" in audio
    assert data.startswith("m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n")
    assert "a=sctp-port:5000" in data
    assert refused.startswith("m=video 0 ")
    for section in (audio, data):
        assert "a=setup:active" in section
        assert "a=fingerprint:sha-256 " in section
    assert "a=group" not in sdp.answer(OFFER.replace("a=group:BUNDLE 0 1\r\n", ""))


def test_the_oldest_call_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("realtime_sessions.sandbox.calls._REMEMBERED", 2)
    with Sandbox() as box:
        names = [call(box).headers["location"].rpartition("/")[2] for _ in range(3)]
        assert [one.id for one in box.calls] == names[1:]
        assert ask(box, f"{CALLS}/{names[0]}/hangup").status_code == 404
        assert ask(box, f"{CALLS}/{names[1]}/hangup").status_code == 200
