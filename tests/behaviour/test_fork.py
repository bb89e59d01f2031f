"""A process that forks: no connection is shared, and neither side disturbs the other."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import anyio.from_thread
import httpx
import pytest
import trio

from realtime_sessions import AsyncRealtimeSessions, ConfigurationError, Endpoint, RealtimeSessions
from tests.behaviour.servers import ALL_KINDS, minting, trusted
from tests.behaviour.support import KEY
from tests.behaviour.test_transport import _no_proxy, assert_soon

__all__ = ["_no_proxy", "trusted"]
pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning"),
    pytest.mark.timeout(120),
]
CALLS = 40


@contextmanager
def child(work: Callable[[], Any]) -> Iterator[Callable[[], Any]]:
    """Work in a forked process; gives what waits for its result. The process lives until the block ends."""
    (reading, writing), (waiting, ending) = os.pipe(), os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(ending)
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001 - it is the test's to judge
                result = f"{type(error).__name__}: {error}"
            os.write(writing, json.dumps(result).encode())
            os.close(writing)
            os.read(waiting, 1)
        finally:
            os._exit(0)
    os.close(writing)
    os.close(waiting)
    with os.fdopen(reading, "rb") as results:
        try:
            yield lambda: json.loads(results.read())
        except BaseException:
            os.kill(process, signal.SIGKILL)  # it may hang, and would be waited for without end
            raise
        finally:
            os.close(ending)
            os.waitpid(process, 0)


class Parent:
    """A client that is used, and goes on being used, in an event loop of its own that outlives the fork."""

    def __init__(self, kind: str, **settings: Any) -> None:
        self.kind = kind
        self.exits = ExitStack()
        settings = {"api_key": KEY, "endpoint": Endpoint.NESTED, **settings}
        if kind == "sync":
            self.client: Any = RealtimeSessions(**settings)
        else:
            self.client = AsyncRealtimeSessions(**settings)
            backend = "trio" if kind == "trio" else "asyncio"
            self.portal = self.exits.enter_context(anyio.from_thread.start_blocking_portal(backend))

    def mint(self, asked: str) -> str:
        if self.kind == "sync":
            return str(self.client.create(instructions=asked).client_secret.value)
        return str(self.portal.call(lambda: self.client.create(instructions=asked)).client_secret.value)

    def mint_in_child(self, asked: list[str]) -> list[str]:
        if self.kind == "sync":
            keys = [self.mint(each) for each in asked]
            self.client.close()
            return keys

        async def main() -> list[str]:
            async with self.client:
                return [(await self.client.create(instructions=each)).client_secret.value for each in asked]

        return trio.run(main) if self.kind == "trio" else asyncio.run(main())

    def close(self) -> None:
        if self.kind == "sync":
            self.client.close()
        else:
            self.portal.call(self.client.aclose)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("tls", [False, True], ids=["http", "tls"])
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_both_sides_get_their_own_keys(kind: str, tls: bool) -> None:
    with minting(tls=tls) as server:
        parent = Parent(kind, base_url=server.secure_url if tls else server.url, max_retries=0)
        with parent.exits:
            assert parent.mint("before") == "ek_before"
            wanted = [f"child{n}" for n in range(CALLS)]
            with child(lambda: parent.mint_in_child(wanted)) as result:
                assert [parent.mint(f"parent{n}") for n in range(CALLS)] == [f"ek_parent{n}" for n in range(CALLS)]
                assert result() == [f"ek_{each}" for each in wanted]
                assert [parent.mint(f"later{n}") for n in range(3)] == [f"ek_later{n}" for n in range(3)]
                assert server.opened == 2, "the parent's connection, and one of the child's"
                parent.close()
                assert_soon(lambda: server.open == 0)  # the child, which still lives, doesn't hold it open


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_client_that_was_not_used_before_the_fork(kind: str) -> None:
    with minting() as server:
        parent = Parent(kind, base_url=server.url)
        with parent.exits, child(lambda: parent.mint_in_child(["child"])) as result:
            assert parent.mint("parent") == "ek_parent"
            assert result() == ["ek_child"]
            parent.close()


def test_a_fork_while_threads_send() -> None:
    """Whatever they hold at that moment, the child's own calls go on."""
    with minting(delay=0.02) as server:
        parent = Parent("sync", base_url=server.url, max_retries=0)
        with anyio.from_thread.start_blocking_portal() as portal:
            busy = [portal.start_task_soon(anyio.to_thread.run_sync, parent.mint, f"busy{n}") for n in range(20)]
            with child(lambda: parent.mint_in_child([f"child{n}" for n in range(10)])) as result:
                assert result() == [f"ek_child{n}" for n in range(10)]
            assert [each.result() for each in busy] == [f"ek_busy{n}" for n in range(20)]
        parent.close()


ENDING = """
import asyncio, os, sys
kind, url = sys.argv[1:]
from realtime_sessions import AsyncRealtimeSessions, Endpoint, RealtimeSessions
runner = asyncio.Runner()
client = (RealtimeSessions if kind == "sync" else AsyncRealtimeSessions)(
    "sk-test-0123456789abcdef", base_url=url, endpoint=Endpoint.NESTED, max_retries=0
)

def mint(runner, asked):
    minted = client.create(instructions=asked)
    return (minted if kind == "sync" else runner.run(minted)).client_secret.value

assert mint(runner, "before") == "ek_before"
process = os.fork()
if process == 0:
    assert mint(asyncio.Runner(), "child") == "ek_child"
    sys.exit(0)
assert os.waitpid(process, 0)[1] == 0
print(*(mint(runner, f"parent{n}") for n in range(3)))
client.close() if kind == "sync" else runner.run(client.aclose())
runner.close()
"""


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("kind", ["sync", "asyncio"])
def test_a_child_that_ends_in_the_usual_way_disturbs_nothing(kind: str) -> None:
    """It finds the parent's loop and sockets among its own, and takes them down."""
    with minting(tls=True) as server:
        quiet = "ignore::DeprecationWarning"  # Python 3.12 warns of each fork beside a thread
        command = [sys.executable, "-W", quiet, "-c", ENDING, kind, server.secure_url]
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert (run.returncode, run.stdout.split()) == (0, ["ek_parent0", "ek_parent1", "ek_parent2"]), run.stderr
        assert run.stderr == ""
        assert server.opened == 2


@pytest.mark.parametrize("kind", ["sync", "asyncio"])
def test_a_given_transport_that_was_used_is_refused_in_the_child(kind: str) -> None:
    """Its connections aren't ours to see, or to part with."""
    transport = httpx.HTTPTransport() if kind == "sync" else httpx.AsyncHTTPTransport()
    with minting() as server:
        parent = Parent(kind, base_url=server.url, transport=transport)
        with parent.exits:
            parent.mint("before")
            with child(lambda: parent.mint_in_child(["child"])) as result:
                assert result().startswith(f"{ConfigurationError.__name__}: the transport was used before the process")
                assert parent.mint("after") == "ek_after"
            assert server.opened == 1
            parent.portal.call(transport.aclose) if isinstance(
                transport, httpx.AsyncHTTPTransport
            ) else transport.close()
