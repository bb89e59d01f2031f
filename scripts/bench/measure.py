"""Measure one thing in a process of its own: how often it is right, how long it takes, how much memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADING: Final = (
    f"{'':<24} {'asked':>6} {'right':>9} {'wrong':>6} {'unknown':>8} {'disputed':>9} {'CPU s':>7} {'MB':>5}  "
)


@dataclass
class Row:
    """One line of the table; without answers only time and memory count."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    note: str = ""
    good: bool = True
    details: list[str] = field(default_factory=list)  # printed below: reasons, what is wrong
    seconds: float = 0.0
    megabytes: int = 0

    def line(self) -> str:
        """The line."""
        asked = sum(self.counts.values()) - self.counts["disputed"]
        told = ["", "", "", "", ""]
        if self.counts:
            told = [str(asked), f"{self.counts['right'] / max(1, asked):.2%}"]
            told += [str(self.counts[word]) for word in ("wrong", "unknown", "disputed")]
        return (
            f"{self.name:<24} {told[0]:>6} {told[1]:>9} {told[2]:>6} {told[3]:>8} {told[4]:>9} "
            f"{self.seconds:>7.2f} {self.megabytes:>5}  {self.note}"
        ).rstrip()


def alone(measure: Callable[..., list[Row]], *arguments: object) -> list[Row]:
    """Run a measurement in a fresh process, which is told its time and memory by the system."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_weighed, measure, arguments).result()


def _weighed(measure: Callable[..., list[Row]], arguments: tuple[object, ...]) -> list[Row]:
    started = time.process_time()
    rows = measure(*arguments)
    used = time.process_time() - started
    for row in rows:
        row.seconds = row.seconds or used
        row.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return rows


def command(name: str, old: Path, new: Path, *, most_seconds: float) -> Row:
    """The whole command on two documents, from its start to its end."""
    words = [sys.executable, "-m", "scripts.contract_diff", str(old), str(new), "--fail-on", "never"]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program, on files of ours
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = used.ru_utime + used.ru_stime
    note = f"at most {most_seconds} s"
    return Row(name, note=note, good=process.returncode == 0, seconds=seconds, megabytes=used.ru_maxrss // 1024)
