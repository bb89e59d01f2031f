"""Describe the machine by its kind, and tell how much of it others used meanwhile."""

from __future__ import annotations

import os
import platform
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from scripts.bench.minting.samples import Recording
from scripts.bench.sandbox import cpu_seconds


def kind() -> dict[str, str]:
    """Describe the machine: nothing of it has a name."""
    system = platform.freedesktop_os_release().get("PRETTY_NAME", "") if platform.system() == "Linux" else ""
    return {
        "day": time.strftime("%Y-%m-%d", time.gmtime()),
        "cores": str(os.cpu_count()),
        "processor": _processor() or platform.machine(),
        "system": system or platform.system(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "openssl": ssl.OPENSSL_VERSION.split()[1],
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


@contextmanager
def watched(recording: Recording, pids: Sequence[int]) -> Iterator[None]:
    """Note what share of the machine others used while a block ran, where the system tells it."""
    busy, own, started = _busy(), _own(pids), time.perf_counter()
    yield
    elapsed = (time.perf_counter() - started) * (os.cpu_count() or 1)
    after = _busy()
    if busy is not None and after is not None:
        recording.others = max(0.0, after - busy - (_own(pids) - own)) / elapsed


def _own(pids: Sequence[int]) -> float:
    times = os.times()
    here = times.user + times.system + times.children_user + times.children_system
    return here + sum(cpu_seconds(pid) or 0.0 for pid in pids)


def _busy() -> float | None:
    """Tell for how long all cores have been busy, or taken away by the machine's host."""
    try:
        fields = Path("/proc/stat").read_text("ascii").split("\n", 1)[0].split()[1:9]
    except OSError:
        return None
    user, nice, system, _idle, _waiting, *others = map(int, fields)
    return (user + nice + system + sum(others)) / os.sysconf("SC_CLK_TCK")
