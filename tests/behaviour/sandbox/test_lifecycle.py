"""Starting and stopping: at once, as often as wanted, and with nothing left over."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import subprocess
import sys
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from realtime_sessions.sandbox import Sandbox, contract
from tests.behaviour.sandbox.support import FILES, MINTING, connect, is_clean, left_over, mint, read_reply

if TYPE_CHECKING:
    from pathlib import Path

MANY = 500
_FAULTS = ("reset", "hang", "slow", "truncate", "not-json", "empty", "huge")


def test_it_starts_and_stops_again_and_again() -> None:
    with Sandbox() as box:
        mint(box)
    before = left_over()
    for _ in range(5):
        with Sandbox() as box:
            assert mint(box).status_code == 200
    assert is_clean(before)


def test_one_sandbox_can_be_used_twice_but_not_at_once() -> None:
    box = Sandbox()
    with box:
        first = mint(box).json()["value"]
        with pytest.raises(RuntimeError, match="already running"):
            box.start()
    box.stop()
    assert repr(box) == "<Sandbox current stopped>"
    with pytest.raises(RuntimeError, match="not running"):
        _ = box.base_url
    with box:
        assert box.check(first) == "valid"


def test_several_run_beside_each_other() -> None:
    with ExitStack() as stack:
        boxes = [stack.enter_context(Sandbox(profile="current")) for _ in range(5)]
        assert len({box.base_url for box in boxes}) == 5
        key = mint(boxes[0]).json()["value"]
        assert [box.check(key).value for box in boxes] == ["valid", *["unknown"] * 4]


def test_it_works_inside_an_event_loop() -> None:
    async def use() -> int:
        async with Sandbox() as box:
            status = (await asyncio.to_thread(mint, box)).status_code
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return status

    assert asyncio.run(use()) == 200


@pytest.mark.parametrize("fault", _FAULTS)
def test_it_stops_at_once_whatever_connections_do(fault: str) -> None:
    """A connection in the middle of every fault, an idle one and one half way through a request are all closed."""
    with Sandbox() as box:
        mint(box)
    before = left_over()
    with ExitStack() as stack:
        with Sandbox() as box:
            connections = [stack.enter_context(connect(box)) for _ in range(6)]
            box.break_next(fault, times=4)
            for connection in connections[:4]:
                connection.sendall(MINTING)
            connections[4].sendall(MINTING[:-1])
            while len(box.requests) < 4:
                threading.Event().wait(0.01)
            stopping = threading.Thread(target=box.stop)
            stopping.start()
            stopping.join(5)
            assert not stopping.is_alive()
        for connection in connections:
            connection.settimeout(5)
            with contextlib.suppress(ConnectionError):
                while connection.recv(1_000_000):
                    pass
    assert is_clean(before)


def test_an_exception_inside_stops_it() -> None:
    box = Sandbox()
    with pytest.raises(KeyError), box:
        raise KeyError
    assert repr(box) == "<Sandbox current stopped>"


def test_a_taken_port_is_told_to_the_caller() -> None:
    with Sandbox() as box:
        port = urlsplit(box.base_url).port
        assert port is not None
        before = left_over()
        with pytest.raises(OSError, match="in use"):
            Sandbox(port=port).start()
        assert is_clean(before)


def test_a_port_is_free_again_at_once() -> None:
    with Sandbox() as box:
        port = urlsplit(box.base_url).port or 0
        mint(box)
    with Sandbox(port=port) as box:
        assert mint(box).status_code == 200


@pytest.mark.skipif(not socket.has_ipv6, reason="this Python was built without IPv6")
def test_it_listens_on_ipv6_too() -> None:
    try:
        box = Sandbox(host="::1").start()
    except OSError as error:
        pytest.skip(f"this machine has no IPv6 loopback: {error}")
    try:
        assert box.base_url.startswith("http://[::1]:")
        assert mint(box).status_code == 200
    finally:
        box.stop()


def test_five_hundred_connections_stay_open() -> None:
    with Sandbox() as box:
        mint(box)
    before = left_over()
    with Sandbox() as box, ExitStack() as stack:
        connections = [stack.enter_context(connect(box)) for _ in range(MANY)]
        for _ in range(2):  # the second time on the same connections, which therefore stayed open
            for connection in connections:
                connection.sendall(MINTING)
            replies = [read_reply(connection) for connection in connections]
            assert all(reply.startswith(b"HTTP/1.1 200 ") for reply in replies)
        assert len(box.requests) == 2 * MANY
    assert is_clean(before)


def test_without_a_contract_it_says_where_it_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contract, "_HERE", tmp_path / "a" / "b" / "c")
    with pytest.raises(FileNotFoundError, match=r"contract\.yaml and .*openapi.*make generate"):
        contract.contract_path()


def test_an_interrupted_interpreter_ends() -> None:
    """A program that forgets to stop its sandbox still ends: the thread is a daemon."""
    program = "from realtime_sessions.sandbox import Sandbox; print(Sandbox().start().base_url)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_leaks_can_be_seen_here() -> None:
    if not FILES.exists():
        pytest.skip(f"no {FILES} on this system: leaked sockets can't be counted, leaked threads still are")
    before = left_over()
    with Sandbox():
        assert left_over() != before
