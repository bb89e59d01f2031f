"""Say how much is measured, in a full run and in a quick one.

Guarantees that the peers take turns within each round, each round in another order, so that what else the machine
does meanwhile falls on all of them.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scripts.bench.minting.peers import Peer

SCHEMES = ("http", "https")


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of what."""

    rounds: int
    limit: float
    """Seconds that the rounds may take."""
    sync_seconds: float
    async_seconds: Mapping[int, float]
    """By how many calls are made at once."""
    peers: Sequence[Peer]
    crowd_peers: Sequence[Peer] = ()
    threads: int = 100
    """How many share one client of those, for asyncio as tasks below; each mints twice."""
    tasks: int = 2_000
    warm: int = 50
    """Calls before each sample."""
    schemes: Sequence[str] = SCHEMES


def full(peers: Sequence[Peer], ours: Sequence[Peer]) -> Plan:
    """Plan ten minutes at most."""
    return Plan(7, 420.0, 0.4, {1: 0.4, 8: 0.4, 32: 0.5, 128: 1.0}, peers, ours)


def quick(peers: Sequence[Peer]) -> Plan:
    """Plan a minute and a half at most, without TLS: enough to see a large difference."""
    return Plan(3, 70.0, 0.15, {1: 0.15, 8: 0.15, 32: 0.3, 128: 0.6}, peers, warm=20, schemes=SCHEMES[:1])


def turns(plan: Plan, at: int) -> list[Peer]:
    """Put the peers in the order of a round: any order, but always the same for the same round."""
    return random.Random(at).sample(plan.peers, len(plan.peers))  # noqa: S311 - nothing to be kept from anyone
