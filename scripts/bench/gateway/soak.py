"""Load a gateway with many users for long while its provider fails, and count what came of every request.

An answer is lost where a request gets none, double where two requests get one key, and wrong where it is neither a
key nor a refusal in the gateway's envelope. Memory is looked at all along.
"""

from __future__ import annotations

import asyncio
import json
import random
import socket
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from realtime_sessions.sandbox import Sandbox
from scripts.bench.load import BODY, NESTED, request_bytes

PATH = "/v1" + NESTED
FAULTS = ("reset", "truncate", "not-json", "empty", "value-only")
FAULT_PAUSE = 0.1
LOOK_PAUSE = 5.0
LONGEST_ANSWER = 60.0
USER_PAUSE = 5.0
WARM_SHARE = 0.2
"""What memory is compared with is what was held after this share of the time."""


def free_port() -> int:
    """Find a port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def memory(pid: int) -> float:
    """MiB that a process holds, where the system tells it."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def soak(
    serving: Callable[[str], AbstractContextManager[tuple[int, int]]], seconds: float, users: int
) -> dict[str, Any]:
    """Load a gateway for so long; tell what came of it."""
    with Sandbox(record=False) as box, serving(box.base_url) as (pid, port):
        return asyncio.run(_soaked(box, pid, port, min(seconds, 3600.0), users))


async def _soaked(box: Sandbox, pid: int, port: int, seconds: float, users: int) -> dict[str, Any]:
    ends, held = time.monotonic() + seconds, list[float]()
    found, keys = Counter[str](), Counter[str]()

    async def trouble() -> None:
        while time.monotonic() < ends:
            await asyncio.sleep(FAULT_PAUSE)
            if random.random() < 0.5:  # noqa: PLR2004, S311 - half and half
                box.break_next(random.choice(FAULTS))  # noqa: S311
            else:
                box.fail_next(random.choice((429, 500, 503)), {"retry-after-ms": 20})  # noqa: S311

    async def look() -> None:
        while time.monotonic() < ends:
            held.append(memory(pid))
            await asyncio.sleep(min(LOOK_PAUSE, seconds / 20))

    await asyncio.gather(trouble(), look(), *(_user(port, ends, found, keys) for _ in range(users)))
    return {
        "seconds": round(seconds),
        "users": users,
        "keys": found["200"],
        "answers": dict(sorted(found.items())),
        "lost": found["lost"],
        "double": sum(keys.values()) - len(keys),
        "wrong": found["wrong"],
        "memory, warm (MiB)": round(held[int(len(held) * WARM_SHARE)], 1),
        "memory, end (MiB)": round(held[-1], 1),
        "memory, most (MiB)": round(max(held), 1),
    }


async def _user(port: int, ends: float, found: Counter[str], keys: Counter[str]) -> None:
    """Ask again and again on one connection, and on a new one where that ends."""
    request = request_bytes("127.0.0.1", PATH, BODY)
    await asyncio.sleep(random.random())  # noqa: S311 - no secret
    while time.monotonic() < ends:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            found["not connected"] += 1
            await asyncio.sleep(USER_PAUSE)
            continue
        try:
            while time.monotonic() < ends:
                writer.write(request)
                _count(*await asyncio.wait_for(_answer(reader), LONGEST_ANSWER), found, keys)
                await asyncio.sleep(USER_PAUSE * random.random())  # noqa: S311
        except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError):
            found["lost"] += 1
        finally:
            writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n", 1)[0])
    return int(head[9:12]), await reader.readexactly(length)


def _count(status: int, body: bytes, found: Counter[str], keys: Counter[str]) -> None:
    told = json.loads(body)
    found[str(status)] += 1
    if status == 200:  # noqa: PLR2004
        keys[told["value"]] += 1
    elif "request_id" not in told.get("error", {}):
        found["wrong"] += 1
