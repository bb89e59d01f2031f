"""Keep what was measured, and sum it up: medians with their spread, and ratios of the same round.

Guarantees that a ratio is made of samples that were taken one after the other: of one round, never of two.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

PROGRAM = "program"
"""A whole program: start, import, one key, exit."""
ONE_CORE = "program on one core"
"""The same where it has but one core, as in a small container."""
START = "start"
"""An interpreter that only imports, or only prints its help."""
SYNC = "sync"
ASYNC = "async"
CROWD = "crowd"
"""Many more at once than there are connections."""
SOAK = "soak"


class Subject(NamedTuple):
    """What a sample is of."""

    measure: str
    scheme: str
    at_once: int
    peer: str


@dataclass(frozen=True, slots=True)
class Sample:
    """One measurement of one peer in one round."""

    subject: Subject
    round: int
    figures: Mapping[str, float]
    """By name: seconds, KiB, calls, or keys a second."""


@dataclass(slots=True)
class Recording:
    """All of one run."""

    machine: Mapping[str, str]
    versions: Mapping[str, str]
    skipped: Mapping[str, str] = field(default_factory=dict)
    """Peers that weren't measured, and why."""
    rounds: int = 0
    calls: int = 0
    """Calls that the server counted and found right."""
    others: float | None = None
    """The share of the machine that other processes used meanwhile."""
    spoilt: list[str] = field(default_factory=list)
    """Samples that don't count: calls failed, or the server's count was another."""
    samples: list[Sample] = field(default_factory=list)

    def of(self, subject: Subject, figure: str) -> dict[int, float]:
        """Find a figure by round."""
        return {
            each.round: each.figures[figure]
            for each in self.samples
            if each.subject == subject and figure in each.figures
        }

    def save(self, file: Path) -> None:
        """Write it as JSON."""
        file.write_text(json.dumps(asdict(self), indent=1) + "\n", "utf-8")


def load(file: Path) -> Recording:
    """Read what `save` has written."""
    value: dict[str, Any] = json.loads(file.read_text("utf-8"))
    samples = [Sample(Subject(*each["subject"]), each["round"], each["figures"]) for each in value.pop("samples")]
    return Recording(**value, samples=samples)


@dataclass(frozen=True, slots=True)
class Spread:
    """A median, with the least and the most."""

    low: float
    mid: float
    high: float

    def shown(self, show: Callable[[float], str]) -> str:
        """Write all three."""
        return f"{show(self.mid)} ({show(self.low)} to {show(self.high)})"


def spread(values: Mapping[int, float]) -> Spread | None:
    """Sum up the rounds; None where there are none."""
    found = list(values.values())
    return Spread(min(found), statistics.median(found), max(found)) if found else None


def ratio(over: Mapping[int, float], under: Mapping[int, float]) -> Spread | None:
    """Sum up the ratios of the rounds that both have."""
    return spread({key: over[key] / under[key] for key in over.keys() & under.keys() if under[key]})
