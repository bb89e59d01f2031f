"""Mint 200 keys at once on one client, each for a user of its own."""

import asyncio

from realtime_sessions import AsyncRealtimeSessions, Session, Voice

COUNT = 200


async def main() -> None:
    async with AsyncRealtimeSessions(timeout=30, max_retries=5) as client:
        quick = client.with_options(defaults={"voice": Voice.MARIN, "expires_after": 60})

        async def mint(user: int) -> Session:
            return await quick.create(safety_identifier=f"user-{user}")

        sessions = await asyncio.gather(*(mint(user) for user in range(COUNT)))
    keys = {session.client_secret.value for session in sessions}
    print(f"{len(keys)} keys, the first one expires in {min(s.client_secret.expires_in for s in sessions)}")


if __name__ == "__main__":
    asyncio.run(main())
