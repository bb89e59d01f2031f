"""List what is measured: each library, the environment it lives in, and the programs that use it.

Versions stand in constraints.txt, of the npm package here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[3]
OPENAI_NPM: Final = "openai@7.57.0"
CLIENTS: Final = "scripts.bench.minting.clients"
NODE: Final = "node"


@dataclass(frozen=True, slots=True)
class Peer:
    """A library as one kind of user takes it."""

    name: str
    environment: str
    sync: str | None = None
    """A module of `clients` and its class that blocks."""
    asynchronous: str | None = None
    """The one for asyncio."""
    imports: str | None = None
    """What `import` names."""
    command: str | None = None
    """Its command line."""


OURS: Final = Peer("ours", "ours", "ours.Client", "ours.AsyncClient", "realtime_sessions", "realtime-sessions")
PEERS: Final = (
    Peer("http.client", "bare", "plain_http.Client"),
    Peer("httpx", "httpx", "plain_httpx.Client", "plain_httpx.AsyncClient", "httpx"),
    Peer("aiohttp", "aiohttp", asynchronous="plain_aiohttp.AsyncClient", imports="aiohttp"),
    Peer("openai", "openai", "official.Client", "official.AsyncClient", "openai"),
    Peer("openai+aiohttp", "openai-aiohttp", asynchronous="official.AiohttpClient"),
    Peer("openai npm", NODE, asynchronous=NODE),
    OURS,
)
REQUIREMENTS: Final[dict[str, list[str]]] = {
    "server": ["uvloop"],
    "bare": [],
    "httpx": ["httpx"],
    "aiohttp": ["aiohttp"],
    "openai": ["openai"],
    "openai-aiohttp": ["openai[aiohttp]"],
}
"""What pip installs into each environment; ours gets the wheel."""
