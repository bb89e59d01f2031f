"""What only goes wrong inside the sandbox: it still answers, still ends, still keeps keys to itself."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Any

import pytest

from realtime_sessions import sandbox
from realtime_sessions.sandbox import Sandbox, app, keys, server, wire
from tests.behaviour.sandbox.support import KEY, MINTING, connect, error_of, is_clean, left_over, mint, read_reply

if TYPE_CHECKING:
    from collections.abc import Coroutine


def test_a_fault_of_its_own_is_answered_and_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(app, "flat_session", None)
    with Sandbox(profile="flat") as box, caplog.at_level(logging.ERROR):
        reply = mint(box)
    assert (reply.status_code, error_of(reply)["type"]) == (500, "server_error")
    assert "the sandbox failed on POST /v1/realtime/sessions" in caplog.text
    assert KEY not in caplog.text


def test_a_server_that_can_not_start_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def startup(*_: object) -> None:
        raise OSError("no")

    with Sandbox() as box:
        mint(box)
    before = left_over()
    monkeypatch.setattr(server._Server, "startup", startup)
    with pytest.raises(RuntimeError, match="did not start"):
        Sandbox().start()
    caplog.clear()
    assert is_clean(before)


def test_a_loop_that_can_not_be_made_is_told(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def run(never: Coroutine[Any, Any, None]) -> None:
        never.close()
        raise OSError("no loop")

    monkeypatch.setattr(asyncio, "run", run)
    with pytest.raises(RuntimeError, match="did not start") as caught:
        Sandbox().start()
    assert str(caught.value.__cause__) == "no loop"
    caplog.clear()


def test_a_server_that_does_not_stop_in_time_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes on stopping; what matters is that nobody takes it for stopped."""
    box = Sandbox().start()
    thread = box._server
    assert thread is not None
    monkeypatch.setattr(server, "_STOP_SECONDS", 0.0)
    monkeypatch.setattr(thread._thread, "is_alive", lambda: True)
    with pytest.raises(RuntimeError, match="did not stop"):
        box.stop()
    monkeypatch.undo()
    thread._thread.join(20)
    assert not thread._thread.is_alive()


def test_only_the_newest_keys_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "_REMEMBERED", 2)
    with Sandbox() as box:
        minted = [mint(box).json()["value"] for _ in range(3)]
        assert [box.check(key).value for key in minted] == ["unknown", "valid", "valid"]


def test_a_slow_reply_is_the_right_one_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "_SLOW_SECONDS", 0)
    with Sandbox() as box:
        box.break_next("slow")
        with connect(box) as connection:
            connection.sendall(MINTING)
            body = read_reply(connection).partition(b"\r\n\r\n")[2]
            assert box.check(json.loads(body)["value"]) == "valid"
            connection.sendall(MINTING)
            assert read_reply(connection).startswith(b"HTTP/1.1 200 ")


def test_the_package_has_only_its_public_names() -> None:
    assert set(sandbox.__all__) <= set(dir(sandbox))
    with pytest.raises(AttributeError, match="no attribute 'Later'"):
        _ = sandbox.Later


def test_a_fault_of_the_package_is_no_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what the extra brings is told to be installed; anything else that isn't there is an error of its own."""

    def missing(name: str, package: str) -> None:
        raise ModuleNotFoundError("no attrs", name="attrs")

    monkeypatch.setattr("realtime_sessions.extras.import_module", missing)
    monkeypatch.delitem(sandbox.__dict__, "Sandbox", raising=False)
    with pytest.raises(ModuleNotFoundError, match="no attrs"):
        _ = sandbox.Sandbox


def test_what_a_client_still_sends_is_no_end() -> None:
    messages = [{"type": "http.request"}, {"type": "http.request"}, {"type": "http.disconnect"}]

    async def receive() -> dict[str, str]:
        return messages.pop(0)

    asyncio.run(wire.until_gone(receive))
    assert messages == []
