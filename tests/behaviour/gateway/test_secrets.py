"""Neither the API key nor a minted key is in a log line at any level, nor in a traceback with locals."""

from __future__ import annotations

import asyncio
import logging
import sys
import traceback
from typing import Any

import pytest

from realtime_sessions.gateway import create_app, doors, phone
from realtime_sessions.gateway.messages import Answer, written
from realtime_sessions.redaction import Secret
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.support import HOST, KEY, OFFER, SECRET, TOKENS, asking, bearer, run, settings

BODIES: dict[str, Any] = {
    "/session": {},
    "/v1/realtime/client_secrets": {"session": {"type": "realtime"}},
    "/v1/realtime/sessions": {"voice": "ash"},
    "/call": {"sdp": OFFER},
    "/ticket": {},
}


def test_no_key_in_any_log(box: Sandbox, caught: pytest.LogCaptureFixture) -> None:
    logging.getLogger("httpcore").setLevel(0)
    minted: list[str] = []

    async def several() -> None:
        async with asking(box) as client:
            for path, body in BODIES.items():
                told = (await client.post(path, json=body, headers=bearer())).json()
                minted.extend(
                    filter(None, [told.get("value"), told.get("ticket"), told.get("client_secret", {}).get("value")])
                )
            for fault in ("not-json", "reset", "truncate", "value-only"):
                box.break_next(fault)
                told = (await client.post("/session", json={}, headers=bearer())).json()
                minted.extend(filter(None, [told.get("value")]))
            box.fail_next(401, body={"error": {"message": f"Incorrect API key provided: {KEY}"}})
            await client.post("/session", json={}, headers=bearer())

    run(several())
    assert len(minted) == 5
    assert len(caught.records) > 20
    text = caught.text + "".join(str(vars(record)) for record in caught.records)
    for secret in (KEY, SECRET, *minted, *TOKENS.values()):
        assert secret not in text


def failing(patched: pytest.MonkeyPatch, step: str) -> None:
    """Let one step fail, after a key was minted, as a library of somebody's could."""

    def fail(*_: Any, **__: Any) -> Any:
        raise LookupError("this step fails")

    for room in (doors, phone):
        if hasattr(room, step):
            patched.setattr(room, step, fail)


def frames_of(error: BaseException) -> str:
    """What a reporter of errors would send: the whole chain, with the locals of every frame."""
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "".join(told.format())


@pytest.mark.parametrize("step", ["audit", "written", "flat_view"])
@pytest.mark.parametrize("path", ["/session", "/v1/realtime/client_secrets", "/v1/realtime/sessions", "/call"])
def test_no_key_in_a_traceback_with_locals(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch, step: str, path: str, caught: pytest.LogCaptureFixture
) -> None:
    seen: list[str] = []

    class Watching(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            error = sys.exc_info()[1]
            if error is not None:
                seen.append(frames_of(error))

    failing(monkeypatch, "answered" if path == "/call" and step != "audit" else step)
    watching = Watching()
    logging.getLogger("realtime_sessions.gateway").addHandler(watching)
    try:

        async def once() -> int:
            async with asking(box) as client:
                return (await client.post(path, json=BODIES[path], headers=bearer())).status_code

        assert run(once()) == 500
    finally:
        logging.getLogger("realtime_sessions.gateway").removeHandler(watching)
    assert any("this step fails" in each for each in seen)
    text = "".join(seen) + caught.text
    minted = [word.strip("'\",") for word in text.split() if "ek_" in word and "ek_***" not in word]
    assert minted == []
    for secret in (KEY, SECRET, *TOKENS.values()):
        assert secret not in text


def test_no_key_in_the_frames_of_a_server_that_fails_to_send(box: Sandbox) -> None:
    async def once() -> str:
        app = create_app(settings(box))
        messages = [{"type": "http.request", "body": b"{}", "more_body": False}]

        async def receive() -> Any:
            return messages.pop(0) if messages else await asyncio.sleep(60)

        async def send(message: Any) -> None:
            if message["type"] == "http.response.body":
                del message
                raise RuntimeError("the connection is gone")

        headers = {**bearer(), "host": HOST, "content-type": "application/json"}
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "method": "POST", "path": "/session", "headers": raw, "client": ("192.0.2.7", 1)}
        async with app.running():
            try:
                await app(scope, receive, send)
            except RuntimeError as error:
                told = traceback.TracebackException.from_exception(error, capture_locals=True)
                del told.stack[0]  # this test's own frame
                return "".join(told.format())
        return ""

    text = run(once())
    assert "the connection is gone" in text
    assert "ek_" not in text
    assert KEY not in text


def test_settings_and_answers_print_no_secret(box: Sandbox) -> None:
    text = repr(settings(box, store="redis://:a-password@127.0.0.1:9/0"))
    for secret in (KEY, SECRET, "a-password", *TOKENS.values()):
        assert secret not in text
    assert "ek_" not in repr(Answer(200, written(Secret({"value": "ek_test_0123456789"}))))
