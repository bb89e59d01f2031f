"""Mint with httpx alone."""

import httpx

from scripts.bench.minting.request import BODY, KEY, PATH

_HEADERS = {"Authorization": f"Bearer {KEY}"}


class Client:
    """Use httpx's defaults."""

    def __init__(self, base_url: str) -> None:
        self._http = httpx.Client(base_url=base_url, headers=_HEADERS)

    def mint(self) -> tuple[str, str]:
        """Mint a key."""
        reply = self._http.post(PATH, json=BODY).raise_for_status().json()
        return reply["value"], reply["session"]["model"]

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


class AsyncClient:
    """Use httpx's defaults."""

    def __init__(self, base_url: str) -> None:
        self._http = httpx.AsyncClient(base_url=base_url, headers=_HEADERS)

    async def mint(self) -> tuple[str, str]:
        """Mint a key."""
        reply = (await self._http.post(PATH, json=BODY)).raise_for_status().json()
        return reply["value"], reply["session"]["model"]

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()
