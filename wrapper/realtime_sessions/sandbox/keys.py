"""Mint keys, and remember until when each is valid.

Every key is unique. The clock is the sandbox's own and can be put forward, so that no test has to wait.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from enum import StrEnum

_REMEMBERED = 100_000
"""Keys kept, the newest ones: a sandbox that runs for days must not grow without end."""


class KeyState(StrEnum):
    """What a minted key is worth."""

    VALID = "valid"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


@dataclass(slots=True)
class KeyStore:
    """The keys that one sandbox has minted."""

    _expiries: OrderedDict[str, int] = field(default_factory=OrderedDict, repr=False)
    _ahead: float = 0.0

    def now(self) -> float:
        """Seconds since the epoch, by the sandbox's clock."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Put the clock forward."""
        self._ahead += seconds

    def mint(self, life: float) -> tuple[str, int]:
        """Make a key that lives so many seconds; return it with its expiry."""
        key = f"ek_{secrets.token_hex(16)}"
        expires_at = int(self.now()) + int(life)
        self._expiries[key] = expires_at
        if len(self._expiries) > _REMEMBERED:
            self._expiries.popitem(last=False)
        return key, expires_at

    def expiry(self, key: str) -> int | None:
        """When a key ends, or None for one that isn't ours."""
        return self._expiries.get(key)

    def state(self, key: str) -> KeyState:
        """What a key is worth now."""
        expires_at = self.expiry(key)
        if expires_at is None:
            return KeyState.UNKNOWN
        return KeyState.VALID if self.now() < expires_at else KeyState.EXPIRED
