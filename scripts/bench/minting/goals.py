"""Say what our client is to reach, and whether a run shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from scripts.bench.minting.peers import OURS
from scripts.bench.minting.plan import SCHEMES
from scripts.bench.minting.samples import (
    ASYNC,
    CROWD,
    ONE_CORE,
    PROGRAM,
    START,
    SYNC,
    Recording,
    Spread,
    Subject,
    ratio,
    spread,
)

SDK: Final = "openai"
SDK_AIOHTTP: Final = "openai+aiohttp"
HTTPX: Final = "httpx"
_MILLI: Final = 1e3


class Line(NamedTuple):
    """A figure that the peers are compared by."""

    title: str
    measure: str
    figure: str
    unit: str
    """Milliseconds, MiB, keys a second, or nothing."""
    at_once: int = 1
    schemes: tuple[str, ...] = SCHEMES


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound of a figure of ours, or of its ratio to another's."""

    line: Line
    peer: str
    bound: float
    against: str | None = None
    """Whose figure ours is divided by."""
    inverted: bool = False
    """Whether theirs is divided by ours: so many times as fast, by times."""
    at_least: bool = False
    worst: bool = False
    """Whether every round has to reach it, where else the median has."""

    @property
    def text(self) -> str:
        """Write the goal."""
        sign = "≥" if self.at_least else "≤"
        if self.against is None:
            return f"{self.peer} {sign} {self.bound:g} {self.line.unit}".strip()
        faster = "faster than " if self.inverted else ""
        return f"{self.peer} {sign} {self.bound:g}x {faster}{self.against}"


class Verdict(NamedTuple):
    """What a run shows of a goal."""

    shown: Spread
    met: bool


_WHOLE = Line("whole program", PROGRAM, "wall", "ms")
_PEAK = Line("whole program, peak memory", PROGRAM, "peak", "MiB")
_SYNC_CPU = Line("sync call, CPU", SYNC, "cpu", "ms")
_IMPORT = Line("import, over an empty interpreter", START, "import", "ms", schemes=("",))
_HELP = Line("command's --help, over the same", START, "help", "ms", schemes=("",))
_P99 = Line("async, 128 at once, p99", ASYNC, "p99", "ms", 128)
_STRETCH = Line("async, 128 at once, slowest / median", ASYNC, "stretch", "", 128)
_THREADS = Line("100 threads on one client, calls lost", CROWD, "lost", "", 100, SCHEMES[:1])
_TASKS = Line("2,000 tasks on one client, calls lost", CROWD, "lost", "", 2_000, SCHEMES[:1])


def _rate(at_once: int) -> Line:
    return Line(f"async, {at_once} at once", ASYNC, "rate", "keys/s", at_once)


def _cpu(at_once: int) -> Line:
    return Line(f"async, {at_once} at once, CPU a call", ASYNC, "cpu", "ms", at_once)


_IN_TURN: Final = (1, 8, 32, 128)
LINES: Final = (
    _WHOLE,
    Line("whole program on one core", ONE_CORE, "wall", "ms"),
    Line("whole program, CPU", PROGRAM, "cpu", "ms"),
    _PEAK,
    _IMPORT,
    _HELP,
    _SYNC_CPU,
    Line("sync call, wall", SYNC, "p50", "ms"),
    *(_rate(at_once) for at_once in _IN_TURN),
    *(_cpu(at_once) for at_once in _IN_TURN),
    *(Line(f"async, {at_once} at once, p50", ASYNC, "p50", "ms", at_once) for at_once in _IN_TURN),
    *(Line(f"async, {at_once} at once, p99", ASYNC, "p99", "ms", at_once) for at_once in _IN_TURN),
    *(Line(f"async, {at_once} at once, slowest", ASYNC, "slowest", "ms", at_once) for at_once in _IN_TURN),
    _STRETCH,
    _THREADS,
    Line("100 threads on one client, p50", CROWD, "p50", "ms", 100, SCHEMES[:1]),
    Line("100 threads on one client, slowest", CROWD, "slowest", "ms", 100, SCHEMES[:1]),
    _TASKS,
    Line("2,000 tasks on one client, p50", CROWD, "p50", "ms", 2_000, SCHEMES[:1]),
    Line("2,000 tasks on one client, slowest", CROWD, "slowest", "ms", 2_000, SCHEMES[:1]),
)

_OURS = OURS.name
GOALS: Final = (
    Goal(_WHOLE, _OURS, 1.10, HTTPX),
    Goal(_WHOLE, _OURS, 7, SDK, inverted=True, at_least=True),
    Goal(_PEAK, _OURS, 1.15, HTTPX),
    Goal(_IMPORT, _OURS, 15),
    Goal(_HELP, _OURS, 80),
    Goal(_SYNC_CPU, _OURS, 0.85, HTTPX),
    Goal(_rate(1), _OURS, 2, SDK, at_least=True),
    Goal(_rate(32), _OURS, 5, SDK, at_least=True),
    Goal(_rate(128), _OURS, 5, SDK, at_least=True),
    Goal(_rate(128), _OURS, 2.5, SDK_AIOHTTP, at_least=True),
    Goal(_P99, _OURS, 0.25, SDK),
    Goal(_STRETCH, _OURS, 20, worst=True),
    Goal(_THREADS, _OURS, 0, worst=True),
    Goal(_TASKS, _OURS, 0, worst=True),
)


def values(recording: Recording, line: Line, scheme: str, peer: str) -> dict[int, float]:
    """Find a peer's figures of a line, by round and in the line's unit."""
    scale = {"ms": _MILLI, "MiB": 1 / 1024}.get(line.unit, 1.0)
    subject = Subject(line.measure, scheme, line.at_once, peer)
    return {at: value * scale for at, value in recording.of(subject, line.figure).items()}


def judged(recording: Recording, goal: Goal, scheme: str) -> Verdict | None:
    """Hold a run against a goal; None where a peer wasn't measured."""
    ours = values(recording, goal.line, scheme, goal.peer)
    if goal.against is None:
        shown = spread(ours)
    else:
        theirs = values(recording, goal.line, scheme, goal.against)
        shown = ratio(theirs, ours) if goal.inverted else ratio(ours, theirs)
    if shown is None:
        return None
    held = shown.mid
    if goal.worst:
        held = shown.low if goal.at_least else shown.high
    return Verdict(shown, held >= goal.bound if goal.at_least else held <= goal.bound)


def goals_of(line: Line) -> Iterator[Goal]:
    """Yield the goals of a line."""
    return (goal for goal in GOALS if goal.line == line)
