"""Measure by a plan, round by round.

Guarantees an end: every measurement has a time limit, and no round begins that the plan's limit leaves no time for.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Final

from scripts.bench.minting import samples
from scripts.bench.minting.bench import Bench
from scripts.bench.minting.peers import CLIENTS, NODE, Peer
from scripts.bench.minting.plan import Plan, turns
from scripts.bench.minting.processes import BenchError, run_whole
from scripts.bench.minting.samples import Subject
from scripts.bench.minting.worker import Order

_PROGRAMS: Final = 2
_WHOLE: Final = (samples.PROGRAM, samples.ONE_CORE)
_TRIES: Final = 3
_WARM_SECONDS: Final = 0.3
_CROWD_CALLS: Final = 2
_CROWD_SECONDS: Final = 30.0


def measure(bench: Bench, plan: Plan, tell: Callable[[str], None]) -> None:
    """Take all rounds, or as many as there is time for."""
    started, longest = time.perf_counter(), 0.0
    for peer in plan.peers:
        for client in filter(None, (peer.sync, peer.asynchronous)):
            bench.order(peer, Order(client, bench.base_url(plan.schemes[0]), seconds=_WARM_SECONDS, warm=plan.warm))
    for at in range(plan.rounds):
        begun = time.perf_counter()
        if begun - started + longest > plan.limit:
            tell(f"no time for more than {at} of {plan.rounds} rounds")
            break
        take_round(bench, plan, at)
        bench.recording.rounds = at + 1
        longest = max(longest, time.perf_counter() - begun)
        tell(f"round {at + 1} of {plan.rounds}: {time.perf_counter() - begun:.0f} s")
    for peer in plan.crowd_peers:
        _crowd(bench, plan, peer, tell)


def take_round(bench: Bench, plan: Plan, at: int) -> None:
    """Take one round: every peer's turn at everything."""
    orders = [(samples.SYNC, 1, plan.sync_seconds)]
    orders += [(samples.ASYNC, at_once, seconds) for at_once, seconds in plan.async_seconds.items()]
    for scheme in plan.schemes:
        for number, peer, kind in itertools.product(range(_PROGRAMS), turns(plan, at), _WHOLE):
            _program(bench, peer, Subject(kind, scheme, 1, peer.name), at * _PROGRAMS + number)
        for kind, at_once, seconds in orders:
            for peer in turns(plan, at):
                client = peer.sync if kind == samples.SYNC else peer.asynchronous
                if client is not None:
                    order = Order(client, bench.base_url(scheme), at_once, seconds, warm=plan.warm)
                    _calls(bench, peer, order, Subject(kind, scheme, at_once, peer.name), at)
    for number in range(_TRIES):
        for peer in turns(plan, at):
            if peer.imports:
                _start(bench, peer, at * _TRIES + number)


def _program(bench: Bench, peer: Peer, subject: Subject, at: int) -> None:
    """Take the time of a whole program."""
    url, environment = bench.base_url(subject.scheme), bench.environments[peer.environment]
    if peer.environment == NODE:
        command = [*environment.worker, "once", url]
    else:
        module, _, name = (peer.sync or peer.asynchronous or "").partition(".")
        do, call = ("once", f"{name}({url!r})") if peer.sync else ("once_async", f"{name}, {url!r}")
        code = f"from {CLIENTS}.once import {do}\nfrom {CLIENTS}.{module} import {name}\n{do}({call})"
        command = [environment.program, "-c", code]
    try:
        ran, wrong, peak = bench.program(command, on_one_core=subject.measure == samples.ONE_CORE)
    except BenchError as error:
        bench.spoil(subject, str(error))
        return
    if wrong:
        bench.spoil(subject, wrong)
    else:
        bench.keep(subject, at, {"wall": ran.wall, "cpu": ran.cpu, "peak": peak})


def _start(bench: Bench, peer: Peer, at: int) -> None:
    """Take the time of an import, and of the command's help, over that of an empty interpreter."""
    subject = Subject(samples.START, "", 1, peer.name)
    environment = bench.environments[peer.environment]
    try:
        empty = run_whole([environment.program, "-c", ""], bench.variables)
        imported = run_whole([environment.program, "-c", f"import {peer.imports}"], bench.variables)
        figures = {"empty": empty.wall, "import": imported.wall - empty.wall}
        if peer.command:
            helped = run_whole([environment.script(peer.command), "--help"], bench.variables)
            figures["help"] = helped.wall - empty.wall
    except BenchError as error:
        bench.spoil(subject, str(error))
        return
    bench.keep(subject, at, figures)


def _calls(bench: Bench, peer: Peer, order: Order, subject: Subject, at: int) -> None:
    """Take the time of many calls on one client."""
    told = bench.order(peer, order)
    if told["wrong"]:
        bench.spoil(subject, told["wrong"])
        return
    figures = {name: told[name] for name in ("p50", "p99", "slowest", "opened")}
    figures |= {"rate": told["calls"] / told["wall"], "cpu": told["cpu"] / told["calls"]}
    bench.keep(subject, at, figures | {"stretch": told["slowest"] / told["p50"]})


def _crowd(bench: Bench, plan: Plan, peer: Peer, tell: Callable[[str], None]) -> None:
    """Have far more threads and tasks share one client than it has connections; each mints twice."""
    for client, at_once in ((peer.sync, plan.threads), (peer.asynchronous, plan.tasks)):
        if client is None or not at_once:
            continue
        calls, scheme = at_once * _CROWD_CALLS, plan.schemes[0]
        order = Order(client, bench.base_url(scheme), at_once, _CROWD_SECONDS, calls, warm=0)
        told = bench.order(peer, order)
        subject = Subject(samples.CROWD, scheme, at_once, peer.name)
        if "error" in told:
            bench.spoil(subject, told["error"])
            continue
        if told["wrong"]:
            tell(f"{peer.name}, {at_once} at once: {told['wrong']}")
        figures = {"lost": calls - told["calls"], "opened": told["opened"]}
        bench.keep(subject, 0, figures | {name: told[name] for name in ("p50", "p99", "slowest") if name in told})
