"""What the tests of calls share: to make one, to wait for its end, and a store that fails at chosen steps."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from realtime_sessions.gateway import create_app
from realtime_sessions.gateway.store import MemoryStore, StoreDownError
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.support import OFFER, bearer, settings

ALL_STEPS = ("keep", "take", "reserve", "put", "drop", "claim", "is_claimed", "calls", "ping")


def calling(client: httpx.AsyncClient, user: str = "alice", **config: Any) -> Any:
    return client.post("/call", json={"sdp": OFFER, "config": config}, headers=bearer(user))


async def until(is_so: Callable[[], object]) -> None:
    for _ in range(500):
        if is_so():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came to be so")


async def ended(box: Sandbox) -> None:
    await until(lambda: box.calls[-1].ended)


async def client_s_calls(client: httpx.AsyncClient) -> list[Any]:
    return list((await client.get("/admin/calls", headers=bearer("root"))).json()["calls"])


def audited(caught: pytest.LogCaptureFixture, event: str) -> list[str]:
    lines = [each.getMessage() for each in caught.records if each.name.endswith(".audit")]
    return [line for line in lines if json.loads(line)["event"] == event]


class Flaky(MemoryStore):
    """A store that fails at chosen steps."""

    def __init__(self, *steps: str) -> None:
        super().__init__()
        self.steps, self.failures = steps, 0

    def __getattribute__(self, name: str) -> Any:
        if name in super().__getattribute__("__dict__").get("steps", ()):

            async def away(*_: Any) -> Any:
                self.failures += 1
                raise StoreDownError("ConnectionError")

            return away
        return super().__getattribute__(name)


def flaky(box: Sandbox, *steps: str, **more: Any) -> Any:
    app = create_app(settings(box, **more))
    store = Flaky(*steps)
    app._context.calls.register.store = store
    object.__setattr__(app._context, "store", store)
    return app
