"""The benchmark's parts at work on our own client, with tiny numbers; what they take of time decides nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scripts.bench.minting import samples
from scripts.bench.minting.bench import Bench, mismatch, running
from scripts.bench.minting.environments import kept, of_python
from scripts.bench.minting.goals import GOALS, judged
from scripts.bench.minting.peers import OURS, PEERS, ROOT
from scripts.bench.minting.plan import Plan, turns
from scripts.bench.minting.rounds import measure
from scripts.bench.minting.samples import Recording, Subject
from scripts.bench.minting.soak import Soaked, rows, soak
from scripts.bench.minting.worker import Order

TINY = Plan(1, 60.0, 0.0, {1: 0.02, 4: 0.02}, [OURS], [OURS], threads=3, tasks=5, warm=2)
TINY = replace(TINY, sync_seconds=0.02)


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    environments = {OURS.environment: of_python(sys.executable, {})}
    with running(environments, [OURS], Recording({}, {}), sys.executable) as started:
        yield started


def test_a_tiny_run(bench: Bench) -> None:
    told: list[str] = []
    measure(bench, TINY, told.append)
    recording = bench.recording
    assert recording.spoilt == []
    assert recording.rounds == 1
    found = {each.subject for each in recording.samples}
    assert found == {
        *(
            Subject(kind, scheme, 1, OURS.name)
            for scheme in TINY.schemes
            for kind in (samples.PROGRAM, samples.ONE_CORE)
        ),
        *(Subject(samples.SYNC, scheme, 1, OURS.name) for scheme in TINY.schemes),
        *(Subject(samples.ASYNC, scheme, at_once, OURS.name) for scheme in TINY.schemes for at_once in (1, 4)),
        *(Subject(samples.CROWD, "http", at_once, OURS.name) for at_once in (3, 5)),
        Subject(samples.START, "", 1, OURS.name),
    }
    timed = [each for each in recording.samples if each.subject.measure != samples.START]  # that is a difference
    assert all(value > 0 for each in timed for name, value in each.figures.items() if name != "lost")
    assert [each.figures["lost"] for each in recording.samples if each.subject.measure == samples.CROWD] == [0, 0]
    assert recording.calls >= len(TINY.schemes) * 4
    alone = [goal for goal in GOALS if goal.peer == OURS.name and goal.against is None]
    assert any(judged(recording, goal, goal.line.schemes[0]) for goal in alone)


def test_a_soak(bench: Bench) -> None:
    results = soak(bench, [OURS], 200, lambda _: None)
    assert [(each.at_once, each.calls, each.wrong) for each in results] == [(1, 200, None), (32, 200, None)]
    assert [(each.most, each.left) for each in results] == [(1, 0), (32, 0)]
    assert all(each.early > 0 and each.late > 0 for each in results)
    assert [row[0] for row in rows(results)] == ["", "ours, 1 at once", "ours, 32 at once"]


def test_calls_that_fail_are_told(bench: Bench) -> None:
    order = Order(str(OURS.sync), bench.base_url("http") + "/elsewhere", calls=3, warm=0)
    told = bench.order(OURS, order)
    assert (told["calls"], told["failed"]) == (0, 3)
    assert (
        told["wrong"]
        == "the server refused 3 requests, first 404 Invalid URL (POST /v1/elsewhere/realtime/client_secrets)"
    )


def test_a_worker_outlives_an_order_that_it_can_t_carry_out(bench: Bench) -> None:
    wrong = bench.order(OURS, Order("ours.Nothing", bench.base_url("http"), calls=1))
    assert "Nothing" in wrong["wrong"]
    assert bench.order(OURS, Order(str(OURS.sync), bench.base_url("https"), calls=1, warm=0))["wrong"] is None


SOAKED = Soaked(OURS.name, 8, 1_000, early=30_000, late=30_100, opened=9, most=8, left=0, wrong=None)


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, "fine"),
        ({"late": 31_024}, "memory grew"),
        ({"most": 9}, "connections leaked"),
        ({"left": 1}, "connections leaked"),
        ({"wrong": "2 of 9 calls failed"}, "2 of 9 calls failed"),
    ],
)
def test_what_a_soak_shows(change: dict[str, Any], verdict: str) -> None:
    assert replace(SOAKED, **change).verdict == verdict


COUNTED = {"right": 10, "wrong": 0, "first_wrong": None}
TOLD = {"calls": 8, "warm": 2, "failed": 0, "failure": None}


@pytest.mark.parametrize(
    ("counted", "told", "wrong"),
    [
        ({}, {}, None),
        ({"right": 9}, {}, "the server counted 9 requests, the client 10"),
        ({"right": 11}, {}, "the server counted 11 requests, the client 10"),
        ({"wrong": 1, "first_wrong": "404"}, {}, "the server refused 1 requests, first 404"),
        ({}, {"failed": 1, "failure": "TimeoutError: "}, "1 of 9 calls failed, first TimeoutError: "),
        ({}, {"failure": "two replies carried one key"}, "0 of 8 calls failed, first two replies carried one key"),
        ({"right": 2}, {"calls": 0}, "not a single call was made"),
    ],
)
def test_a_sample_counts_only_if_server_and_client_agree(
    counted: dict[str, Any], told: dict[str, Any], wrong: str | None
) -> None:
    assert mismatch({"right": 0, "wrong": 0}, COUNTED | counted, TOLD | told) == wrong


def test_every_peer_has_its_turn_in_each_round() -> None:
    plan = replace(TINY, peers=PEERS)
    orders = [turns(plan, at) for at in range(5)]
    assert all(sorted(order, key=PEERS.index) == list(PEERS) for order in orders)
    assert len({tuple(peer.name for peer in order) for order in orders}) == 5


def test_an_environment_is_made_again_only_when_something_else_is_wanted(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> dict[str, str]:
        (tmp_path / "environment").mkdir()
        made.append(1)
        return {"httpx": str(len(made))}

    def versions(wanted: str) -> dict[str, str]:
        return kept(tmp_path / "environment", {"requirements": [wanted]}, make)

    assert [versions("a"), versions("a"), versions("b")] == [{"httpx": "1"}, {"httpx": "1"}, {"httpx": "2"}]


PROGRAM = """
import sys, time
from scripts.bench.minting.bench import running
from scripts.bench.minting.environments import of_python
from scripts.bench.minting.peers import OURS
from scripts.bench.minting.samples import Recording
from scripts.bench.minting.worker import Order
with running({OURS.environment: of_python(sys.executable, {})}, [OURS], Recording({}, {}), sys.executable) as bench:
    print(bench.server.talker.pid, *(worker.pid for worker in bench.workers.values()), flush=True)
    bench.order(OURS, Order(OURS.sync, bench.base_url("http"), seconds=60.0))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_when_it_is_stopped(number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as program:
        assert program.stdout is not None
        pids = [int(each) for each in program.stdout.readline().split()]
        assert len(pids) == 2
        program.send_signal(number)
        program.wait(30)
    end = time.monotonic() + 30
    while any(map(alive, pids)) and time.monotonic() < end:
        time.sleep(0.05)
    assert [pid for pid in pids if alive(pid)] == []


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
