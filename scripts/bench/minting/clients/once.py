"""Mint one key and tell how much memory the process took at its peak: the whole program, start to exit.

Imports nothing that a client wouldn't: its own start is a part of what is measured.
"""

from typing import Any


def once(client: Any) -> None:
    """Mint one key with a client that blocks."""
    key, model = client.mint()
    client.close()
    print(key, model, _peak())


def once_async(kind: Any, base_url: str) -> None:
    """Mint one key with a client for asyncio."""
    import asyncio  # noqa: PLC0415

    async def program() -> None:
        client = kind(base_url)
        key, model = await client.mint()
        await client.close()
        print(key, model, _peak())

    asyncio.run(program())


def _peak() -> int:
    """Tell the most memory that was resident, in KiB; 0 where the system doesn't tell."""
    try:
        with open("/proc/self/status", "rb") as status:  # noqa: PTH123 - pathlib takes longer than a client's import
            return next((int(line.split()[1]) for line in status if line.startswith(b"VmHWM")), 0)
    except OSError:
        return 0
