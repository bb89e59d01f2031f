"""One call of either client to a sandbox of any profile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import pytest

from realtime_sessions import AsyncRealtimeSessions, Endpoint, RealtimeSessions, Session
from realtime_sessions.sandbox import Profile
from tests.behaviour.sandbox.support import KEY

if TYPE_CHECKING:
    from realtime_sessions.sandbox import Sandbox

Call = Callable[..., Session]
Setup = tuple[tuple[Any, ...], dict[str, Any], bool]

MINTING = [profile for profile in Profile if profile is not Profile.PUBLISHED]


def set_up(box: Sandbox, **options: Any) -> Setup:
    """How a client is made for a profile: its arguments, and whether it is one of Azure's."""
    azure = box.profile in {Profile.AZURE, Profile.AZURE_PREVIEW}
    if box.profile is Profile.AZURE_PREVIEW:
        options = {"endpoint": Endpoint.FLAT, **options}
    return ((box.azure_endpoint,) if azure else (), options if azure else {"base_url": box.base_url, **options}, azure)


def sync_call(box: Sandbox, parameters: dict[str, Any], method: str = "create", **options: Any) -> Session:
    arguments, keywords, azure = set_up(box, **{"api_key": KEY, **options})
    make = RealtimeSessions.azure if azure else RealtimeSessions
    with make(*arguments, **keywords) as client:
        return cast(Session, getattr(client, method)(**parameters))


def async_call(box: Sandbox, parameters: dict[str, Any], method: str = "create", **options: Any) -> Session:
    arguments, keywords, azure = set_up(box, **{"api_key": KEY, **options})
    make = AsyncRealtimeSessions.azure if azure else AsyncRealtimeSessions

    async def call() -> Session:
        async with make(*arguments, **keywords) as client:
            try:
                return cast(Session, await getattr(client, method)(**parameters))
            finally:
                assert asyncio.all_tasks() == {asyncio.current_task()}, "a task is left over"

    return asyncio.run(call())


BOTH = pytest.mark.parametrize("call", [sync_call, async_call], ids=["sync", "async"])
