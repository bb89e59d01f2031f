"""Many calls at once on one client: each gets its own reply, in its turn, and no connection is left over."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import anyio.lowlevel
import pytest
import trio

from realtime_sessions import AsyncRealtimeSessions, Endpoint, RealtimeSessions
from realtime_sessions.sending.async_transport import CONNECTIONS, AsyncSender
from realtime_sessions.sending.request import URL, Headers, Request
from realtime_sessions.sending.streams import AsyncConnection
from tests.behaviour.servers import ALL_KINDS, Serve, listening, mint, minting, reply, request
from tests.behaviour.support import KEY, nested_reply
from tests.behaviour.test_transport import _no_proxy, assert_soon

__all__ = ["_no_proxy"]
pytestmark = pytest.mark.timeout(180)
TASKS = 2000


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
def test_thousands_of_tasks_take_turns(kind: str) -> None:
    """With connections made, none is overtaken by more than twice those that are sent at once."""
    ended: list[int] = []

    async def one(client: AsyncRealtimeSessions, number: int) -> None:
        session = await client.create(instructions=str(number))
        assert session.client_secret.value == f"ek_{number}"
        ended.append(number)

    async def main() -> None:
        settings: dict[str, Any] = {"endpoint": Endpoint.NESTED, "timeout": 120, "max_retries": 0}
        async with AsyncRealtimeSessions(KEY, base_url=server.url, **settings) as client:
            for tasks in (CONNECTIONS, TASKS):
                ended.clear()
                async with anyio.create_task_group() as group:
                    for number in range(tasks):
                        group.start_soon(one, client, number)
                        await anyio.lowlevel.checkpoint()  # trio starts a batch of tasks in no order
                assert sorted(ended) == list(range(tasks))

    with minting() as server:
        anyio.run(main, backend="trio" if kind == "trio" else "asyncio")
        assert server.most <= CONNECTIONS
        assert max(abs(number - place) for place, number in enumerate(ended)) <= 2 * CONNECTIONS
        assert_soon(lambda: server.open == 0)


def test_a_hundred_threads_share_a_client() -> None:
    start = threading.Barrier(100)

    def one(number: int) -> list[str]:
        start.wait()
        return [client.create(instructions=f"{number}-{n}").client_secret.value for n in range(10)]

    with minting() as server, ThreadPoolExecutor(100) as threads:
        client = RealtimeSessions(KEY, base_url=server.url, endpoint=Endpoint.NESTED, timeout=120, max_retries=0)
        with client:
            for number, keys in enumerate(threads.map(one, range(100))):
                assert keys == [f"ek_{number}-{n}" for n in range(10)]
            assert server.most <= 100
        assert_soon(lambda: server.open == 0)


def test_a_request_looks_at_few_of_the_connections_that_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """httpcore's own pool looks at all of them, several times, which is most of its time with a hundred of them."""
    looked = 0
    has_expired = AsyncConnection.has_expired

    def look(self: AsyncConnection) -> bool:
        nonlocal looked
        looked += 1
        return has_expired(self)

    async def main() -> None:
        nonlocal looked
        sender = AsyncSender(server.url)

        async def send() -> None:
            request = Request("POST", URL.of(server.url), Headers({}), b'{"session": {}}')
            await sender.send(request, timeout=30, retries=0)

        await asyncio.gather(*(send() for _ in range(100)))
        assert server.open == 100
        looked = 0
        for _ in range(10):
            await send()
        assert looked <= 30
        await sender.aclose()

    monkeypatch.setattr(AsyncConnection, "has_expired", look)
    with minting(delay=0.3) as server:
        asyncio.run(main())


def closing_after(requests: int) -> Serve:
    """Keep a connection for some requests, and close it then without a word."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(requests):
            await request(reader)
            writer.write(reply(nested_reply()))

    return serve


def descriptors() -> int:
    """The process's open files and sockets, where the system shows them."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_connections_that_a_server_closes_are_not_left_over(kind: str) -> None:
    """Hundreds of calls over a hundred connections leave no descriptor behind."""
    with listening(closing_after(3)) as server:
        before = descriptors()
        mint(kind, server.url, *[{} for _ in range(400)], max_retries=5)
        assert server.opened >= 120
        assert_soon(lambda: server.open == 0)
        assert_soon(lambda: descriptors() <= before + 2)


def test_connections_of_a_burst_are_closed_when_they_have_ended() -> None:
    """Those that the server has closed meanwhile are found with the next request, however many they are."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await request(reader)
        await asyncio.sleep(0.3)
        writer.write(reply(nested_reply()))

    async def main() -> None:
        sender = AsyncSender(server.url)

        async def send() -> None:
            request = Request("POST", URL.of(server.url), Headers({}), b'{"session": {}}')
            await sender.send(request, timeout=30, retries=0)

        await asyncio.gather(*(send() for _ in range(50)))
        await asyncio.sleep(0.5)
        await send()
        (waiting,) = sender._way._waiting.values()
        assert len(waiting) <= 1
        await sender.aclose()

    with listening(serve) as server:
        asyncio.run(main())


def test_trio_as_a_guest_of_asyncio_has_trios_connections() -> None:
    """What asks is trio's, though asyncio's loop runs below it."""

    async def asked(url: str) -> list[str]:
        async with AsyncRealtimeSessions(KEY, base_url=url) as client:
            return [(await client.create()).client_secret.value for _ in range(3)]

    async def host(url: str) -> list[str]:
        loop, over = asyncio.get_running_loop(), asyncio.get_running_loop().create_future()
        trio.lowlevel.start_guest_run(
            asked, url, run_sync_soon_threadsafe=loop.call_soon_threadsafe, done_callback=over.set_result
        )
        found: list[str] = (await over).unwrap()
        return found

    with minting() as server:
        keys = asyncio.run(host(server.url))
        assert server.opened == 1
    assert len(keys) == 3
