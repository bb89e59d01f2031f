"""Mint four keys and show them: sync and async, on the nested endpoint and on the flat one.

They come from a local server that answers as the service does. With LIVE=1 and OPENAI_API_KEY the real
service answers instead.
"""

from __future__ import annotations

import asyncio
import os
import sys

from realtime_sessions import (
    AsyncRealtimeSessions,
    Endpoint,
    Model,
    RealtimeSessions,
    RealtimeSessionsError,
    SemanticVad,
    Session,
    Voice,
)

SHOWN = 3  # characters of a key: its kind, nothing of its secret


def describe(how: str, session: Session) -> str:
    """One minted session as a line, its key masked."""
    secret = session.client_secret
    cells = (how, session.endpoint.value, session.id or "-", session.model or "-", session.voice or "-")
    return (
        "{:6} {:7} {:32} {:17} {:6} ".format(*cells)
        + f"{secret.value[:SHOWN]}*** {secret.expires_in.total_seconds():7.0f} s"
    )


def mint(base_url: str | None, api_key: str, endpoint: Endpoint) -> Session:
    """A key, waiting for it."""
    with RealtimeSessions(api_key, base_url=base_url, endpoint=endpoint) as client:
        return client.create(
            model=Model.GPT_REALTIME_2_1,
            voice=Voice.MARIN,
            instructions="Be brief.",
            turn_detection=SemanticVad(eagerness="low"),
            expires_after=600,
        )


async def mint_async(base_url: str | None, api_key: str, endpoint: Endpoint) -> Session:
    """The same key, without blocking."""
    async with AsyncRealtimeSessions(api_key, base_url=base_url, endpoint=endpoint) as client:
        return await client.create(model=Model.GPT_REALTIME_2_1, voice=Voice.MARIN, expires_after=600)


def show(base_url: str | None, api_key: str, chosen: tuple[Endpoint, ...]) -> int:
    """Mint on each endpoint, both ways; the count of sessions."""
    print("{:6} {:7} {:32} {:17} {:6} {:6} {:>9}".format("call", "where", "session", "model", "voice", "key", "lives"))
    count = 0
    for endpoint in chosen:
        print(describe("sync", mint(base_url, api_key, endpoint)))
        print(describe("async", asyncio.run(mint_async(base_url, api_key, endpoint))))
        count += 2
    return count


def main() -> int:
    """The command: 0 when every key was minted."""
    try:
        if os.environ.get("LIVE") == "1":
            key = os.environ.get("OPENAI_API_KEY", "")
            if not key:
                print("LIVE=1 needs OPENAI_API_KEY", file=sys.stderr)
                return 2
            count = show(None, key, (Endpoint.AUTO,))  # the real service has one endpoint left
            print(f"\n{count} sessions minted on the real service")
            return 0
        from realtime_sessions.sandbox import Sandbox  # noqa: PLC0415 - the real service needs no sandbox

        with Sandbox(profile="both") as box:
            print(f"a local server answers on {box.base_url}\n")
            count = show(box.base_url, "sk-test-demo-0000000000", (Endpoint.NESTED, Endpoint.FLAT))
            print(f"\n{count} sessions minted through the generated client and the wrapper")
    except RealtimeSessionsError as error:
        print(f"demo: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
