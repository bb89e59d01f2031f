"""Mint with realtime-sessions, by its public interface alone."""

from realtime_sessions import AsyncRealtimeSessions, Endpoint, RealtimeSessions
from scripts.bench.minting.request import KEY, MODEL


class Client:
    """Use the defaults."""

    def __init__(self, base_url: str) -> None:
        self._client = RealtimeSessions(KEY, base_url=base_url, endpoint=Endpoint.NESTED)

    def mint(self) -> tuple[str, str]:
        """Mint a key."""
        session = self._client.create(model=MODEL)
        return session.client_secret.value, str(session.model)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


class AsyncClient:
    """Use the defaults."""

    def __init__(self, base_url: str) -> None:
        self._client = AsyncRealtimeSessions(KEY, base_url=base_url, endpoint=Endpoint.NESTED)

    async def mint(self) -> tuple[str, str]:
        """Mint a key."""
        session = await self._client.create(model=MODEL)
        return session.client_secret.value, str(session.model)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()
