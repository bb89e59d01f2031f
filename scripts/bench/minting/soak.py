"""Make very many calls on one client, and see whether memory and connections stay what they were.

The early memory is that after a tenth of the calls, when every pool and cache has been filled.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from scripts.bench.minting.bench import Bench
from scripts.bench.minting.peers import Peer
from scripts.bench.minting.table import Rows
from scripts.bench.minting.worker import Order

_AT_ONCE: Final = 32
_SLOWEST: Final = 0.05
_FLAT_KIB: Final = 1_024
_TENTH: Final = 10
FINE: Final = "fine"


@dataclass(frozen=True, slots=True)
class Soaked:
    """What came of one client's calls."""

    peer: str
    at_once: int
    calls: int
    early: float
    """Resident memory in KiB, the median of the second tenth of the calls."""
    late: float
    """That of the last tenth."""
    opened: int
    most: int
    """Connections that were open at one time."""
    left: int
    """Connections that were still open once the client was closed."""
    wrong: str | None

    @property
    def flat(self) -> bool:
        """Tell whether the memory grew by less than a mebibyte."""
        return self.late - self.early < _FLAT_KIB

    @property
    def verdict(self) -> str:
        """Say what is wrong, or that nothing is."""
        if self.wrong is not None:
            return self.wrong
        if not self.flat:
            return "memory grew"
        return FINE if self.most <= self.at_once and not self.left else "connections leaked"


def soak(bench: Bench, peers: Sequence[Peer], calls: int, tell: Callable[[str], None]) -> list[Soaked]:
    """Make the calls on each client of each peer, one at a time or as tasks."""
    results = []
    for peer in peers:
        for client, at_once in ((peer.sync, 1), (peer.asynchronous, _AT_ONCE)):
            if client is None:
                continue
            seconds = 60 + calls * _SLOWEST
            order = Order(client, bench.base_url("http"), at_once, seconds, calls, warm=0, soak=True)
            before = bench.server.counts()["open"]
            told = bench.order(peer, order)
            left = bench.server.counts()["open"] - before
            early, late = _ends(told.get("memory", []))
            results.append(
                Soaked(
                    peer.name,
                    at_once,
                    calls=told.get("calls", 0),
                    early=early,
                    late=late,
                    opened=told["opened"],
                    most=told["most"],
                    left=left,
                    wrong=told["wrong"],
                )
            )
            tell(f"{peer.name}, {at_once} at once: {told.get('wall', 0):.0f} s")
    return results


def _ends(memory: Sequence[int]) -> tuple[float, float]:
    """Tell the early and the late memory of the slices' ends."""
    if not memory:
        return 0.0, 0.0
    tenth = max(len(memory) // _TENTH, 1)
    return statistics.median(memory[tenth : 2 * tenth] or memory), statistics.median(memory[-tenth:])


def rows(results: Sequence[Soaked]) -> Rows:
    """Make the table."""
    head = ["", "calls", "early [MiB]", "late [MiB]", "opened", "most open", "left open", ""]
    table = [head]
    for each in results:
        name = f"{each.peer}, {each.at_once} at once"
        memory = [f"{value / 1024:.2f}" for value in (each.early, each.late)]
        connections = map(str, (each.opened, each.most, each.left))
        table.append([name, f"{each.calls:,}", *memory, *connections, each.verdict])
    return table
