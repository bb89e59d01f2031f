"""Count sliding windows in this process, as a storage of `limits`.

The library's own storage for asyncio looks at all its keys with every hit, and makes a task for that; here a hit
looks at one key, and keys whose time is over go when there are twice as many as there were.
"""

from __future__ import annotations

import time
from typing import Any, Final

from limits.aio.strategies import SlidingWindowCounterRateLimiter

_LEAST: Final = 1024  # keys before any is let go of


class Windows:
    """What `SlidingWindowCounterRateLimiter` needs of a storage."""

    def __init__(self) -> None:
        self._counts: dict[str, tuple[int, int, int, int]] = {}  # seconds of a window, which one, in it, before it
        self._most = _LEAST

    async def acquire_sliding_window_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Whether there is room in the window, which is then taken."""
        now = time.time()
        window, current, previous = self._now(key, expiry, now)
        left = 1 - now / expiry % 1
        if int(previous * left + current) + amount > limit:
            return False
        if key not in self._counts and len(self._counts) >= self._most:
            self._purge(now)
        self._counts[key] = (expiry, window, current + amount, previous)
        return True

    async def get_sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]:
        """What is in the window before and for how long it counts; the same of the current one."""
        now = time.time()
        _, current, previous = self._now(key, expiry, now)
        left = (1 - now / expiry % 1) * expiry
        return previous, left if previous else 0.0, current, left + expiry

    def _now(self, key: str, expiry: int, now: float) -> tuple[int, int, int]:
        window = int(now / expiry)
        _, last, current, previous = self._counts.get(key, (expiry, window, 0, 0))
        if last == window:
            return window, current, previous
        return window, 0, current if last == window - 1 else 0

    def _purge(self, now: float) -> None:
        self._counts = {key: told for key, told in self._counts.items() if int(now / told[0]) - told[1] <= 1}
        self._most = max(_LEAST, 2 * len(self._counts))


class MemoryRateLimiter(SlidingWindowCounterRateLimiter):
    """The library's own way to count sliding windows, with ours as its storage."""

    def __init__(self) -> None:
        self.storage: Any = Windows()  # it isn't one of the library's kinds, which have to count otherwise as well
