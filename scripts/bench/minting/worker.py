"""Make calls with one client as told, and tell how long they took: a program in a library's own environment.

Each line of input is an order, each line of output says what came of it. Guarantees that a call counts only if its
reply carried the model that was asked for and a key that no other reply carried. Failed calls are counted apart.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import importlib
import inspect
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from scripts.bench.minting.request import MODEL

_SLICES: Final = 20
_KIB: Final = 1024


@dataclass(frozen=True, slots=True)
class Order:
    """What to do: so many at once, until the calls are made or the seconds are over, whichever comes first."""

    client: str
    """A module of `clients` and a class of it."""
    base_url: str
    at_once: int = 1
    seconds: float = 60.0
    calls: int | None = None
    warm: int = 50
    """Calls before the clock starts, at least; as many at once as later."""
    soak: bool = False
    """Whether to keep nothing of a call, and to watch the memory instead."""


@dataclass(slots=True)
class Log:
    """What came of an order."""

    soak: bool
    slice: int
    """Calls between two looks at the memory."""
    calls: int = 0
    failures: list[str] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)

    def add(self, seconds: float, key: str, model: str) -> None:
        """Check a reply and keep it."""
        if model != MODEL or not key.startswith("ek_"):
            self.failures.append(f"a reply of {model}")
        elif self.soak:
            self.calls += 1
            if self.calls % self.slice == 0:
                self.memory.append(resident())
        else:
            self.took.append(seconds)
            self.keys.append(key)

    def told(self) -> dict[str, Any]:
        """Sum up, with times in seconds and memory in KiB."""
        took = sorted(self.took)
        failed = len(self.failures)
        if len(set(self.keys)) < len(self.keys):
            self.failures.insert(0, "two replies carried one key")
        return {
            "calls": self.calls if self.soak else len(took),
            "failed": failed,
            "failure": self.failures[0] if self.failures else None,
            "memory": self.memory,
            **({"p50": _at(took, 0.5), "p99": _at(took, 0.99), "slowest": took[-1]} if took else {}),
        }


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def resident() -> int:
    """Tell how much memory is resident, in KiB; 0 where the system doesn't tell."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") // _KIB
    except OSError:
        return 0


def limit(order: Order) -> Callable[[], bool]:
    """Make a function that says whether to make another call; threads may share it."""
    end = time.perf_counter() + order.seconds
    if order.calls is None:
        return lambda: time.perf_counter() < end
    tickets = iter(range(order.calls))
    return lambda: next(tickets, None) is not None and time.perf_counter() < end


@contextmanager
def measured(log: Log) -> Iterator[dict[str, Any]]:
    """Take the time of a block, and sum up."""
    told: dict[str, Any] = {}
    cpu, wall = time.process_time(), time.perf_counter()
    yield told
    told.update(wall=time.perf_counter() - wall, cpu=time.process_time() - cpu, **log.told())


def blocking(order: Order, kind: Any) -> dict[str, Any]:
    """Carry out an order with a client that blocks; at once means in threads."""
    client = kind(order.base_url)
    for _ in range(order.warm):
        client.mint()
    log = Log(order.soak, max((order.calls or 0) // _SLICES, 1))
    gc.collect()
    more = limit(order)

    def work() -> None:
        while more():
            started = time.perf_counter()
            try:
                key, model = client.mint()
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                log.failures.append(f"{type(error).__name__}: {error}")
            else:
                log.add(time.perf_counter() - started, key, model)

    with measured(log) as told:
        if order.at_once == 1:
            work()
        else:
            threads = [threading.Thread(target=work) for _ in range(order.at_once)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    client.close()
    return told | {"warm": order.warm}


async def asynchronous(order: Order, kind: Any) -> dict[str, Any]:
    """Carry out an order with a client for asyncio; at once means in tasks."""
    client = kind(order.base_url)
    rounds = -(-order.warm // order.at_once)
    for _ in range(rounds):
        await asyncio.gather(*(client.mint() for _ in range(order.at_once)))
    log = Log(order.soak, max((order.calls or 0) // _SLICES, 1))
    gc.collect()
    more = limit(order)

    async def work() -> None:
        while more():
            started = time.perf_counter()
            try:
                key, model = await client.mint()
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                log.failures.append(f"{type(error).__name__}: {error}")
            else:
                log.add(time.perf_counter() - started, key, model)

    with measured(log) as told:
        await asyncio.gather(*(work() for _ in range(order.at_once)))
    await client.close()
    return told | {"warm": rounds * order.at_once}


def carry_out(order: Order) -> dict[str, Any]:
    """Carry out one order."""
    module, _, name = order.client.partition(".")
    kind = getattr(importlib.import_module(f"scripts.bench.minting.clients.{module}"), name)
    if inspect.iscoroutinefunction(kind.mint):
        return asyncio.run(asynchronous(order, kind))
    return blocking(order, kind)


def main() -> None:
    """Carry out one order after the other."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    for line in sys.stdin:
        try:
            told = carry_out(Order(**json.loads(line)))
        except Exception as error:  # noqa: BLE001 - the one who ordered decides
            told = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
