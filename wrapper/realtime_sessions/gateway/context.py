"""What the doors of one gateway share."""

from __future__ import annotations

from attrs import frozen

from .calls import Calls
from .limiter import Limiter
from .observe import Metrics
from .provider import Provider, identifier
from .settings import Settings
from .store import Store
from .users import User


@frozen
class Context:
    """One gateway's settings and what it works with."""

    settings: Settings
    provider: Provider
    store: Store
    limiter: Limiter
    metrics: Metrics
    calls: Calls

    def identifier(self, user: User) -> str:
        """What the provider knows a user by."""
        return identifier(self.settings.secret, user.name)

    async def spend(self, user: User) -> None:
        """Take one key or call from the user's budget, and from everybody's.

        Raises:
            Refused: nothing is left, or the provider couldn't be asked anyway.
        """
        self.provider.check_room()
        await self.limiter.hit("user", user.name)
        await self.limiter.hit("overall")
