"""Mint with the official Python SDK, and with its aiohttp option."""

from openai import AsyncOpenAI, DefaultAioHttpClient, OpenAI

from scripts.bench.minting.request import KEY, MODEL


class Client:
    """Use the SDK's defaults."""

    def __init__(self, base_url: str) -> None:
        self._sdk = OpenAI(api_key=KEY, base_url=base_url)

    def mint(self) -> tuple[str, str]:
        """Mint a key."""
        reply = self._sdk.realtime.client_secrets.create(session={"type": "realtime", "model": MODEL})
        return reply.value, str(getattr(reply.session, "model", None))

    def close(self) -> None:
        """Close the connections."""
        self._sdk.close()


class AsyncClient:
    """Use the SDK's defaults."""

    def __init__(self, base_url: str) -> None:
        self._sdk = AsyncOpenAI(api_key=KEY, base_url=base_url)

    async def mint(self) -> tuple[str, str]:
        """Mint a key."""
        reply = await self._sdk.realtime.client_secrets.create(session={"type": "realtime", "model": MODEL})
        return reply.value, str(getattr(reply.session, "model", None))

    async def close(self) -> None:
        """Close the connections."""
        await self._sdk.close()


class AiohttpClient(AsyncClient):
    """Use the SDK's aiohttp option."""

    def __init__(self, base_url: str) -> None:
        self._sdk = AsyncOpenAI(api_key=KEY, base_url=base_url, http_client=DefaultAioHttpClient())
