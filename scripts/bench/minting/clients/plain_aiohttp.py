"""Mint with aiohttp alone."""

import aiohttp  # pyright: ignore[reportMissingImports] - installed in its own environment

from scripts.bench.minting.request import BODY, KEY, PATH

_HEADERS = {"Authorization": f"Bearer {KEY}"}


class AsyncClient:
    """Use aiohttp's defaults."""

    def __init__(self, base_url: str) -> None:
        self._url = base_url + PATH
        self._http = aiohttp.ClientSession(headers=_HEADERS, raise_for_status=True)

    async def mint(self) -> tuple[str, str]:
        """Mint a key."""
        async with self._http.post(self._url, json=BODY) as response:
            reply = await response.json()
        return reply["value"], reply["session"]["model"]

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()
