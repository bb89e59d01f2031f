"""What the doors of one gateway share."""

from __future__ import annotations

from attrs import frozen

from realtime_sessions.redaction import Secret

from .provider import Provider, identifier
from .settings import Settings
from .users import User


@frozen
class Context:
    """One gateway's settings and what it works with."""

    settings: Settings
    provider: Provider

    def identifier(self, user: User) -> str:
        """What the provider knows a user by."""
        key: Secret = self.settings.secret
        return identifier(key.value.encode(), user.name)
