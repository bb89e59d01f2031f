"""The gateway inside other applications: FastAPI and Starlette, under a path of theirs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.routing import Mount

from realtime_sessions.gateway import CallLimits, Gateway, create_app
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.support import HOST, OFFER, bearer, error_of, run, settings


def in_fastapi(gateway: Gateway) -> Any:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with gateway.running():
            yield

    app = FastAPI(lifespan=lifespan)
    app.mount("/talk", gateway)
    return app


def in_starlette(gateway: Gateway) -> Any:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with gateway.running():
            yield

    return Starlette(routes=[Mount("/talk", gateway)], lifespan=lifespan)


@pytest.mark.parametrize("mounted", [in_fastapi, in_starlette])
def test_mounted(box: Sandbox, mounted: Any) -> None:
    async def several() -> None:
        app = mounted(create_app(settings(box, calls=CallLimits(max_duration=600))))
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"http://{HOST}/talk") as client,
        ):
            assert (await client.post("/session", json={}, headers=bearer())).status_code == 200
            call = await client.post("/call", json={"sdp": OFFER}, headers=bearer())
            assert call.status_code == 201
            refused = await client.post("/session", json={})
            assert (refused.status_code, error_of(refused)["code"]) == (401, "unauthenticated")
            assert (await client.get("/nothing")).status_code == 404

    run(several())
    assert box.calls[-1].ended


def test_without_a_lifespan_calls_are_watched_all_the_same(box: Sandbox) -> None:
    import asyncio  # noqa: PLC0415

    async def several() -> None:
        gateway = create_app(settings(box, calls=CallLimits(max_duration=0.1)))
        app = Starlette(routes=[Mount("/talk", gateway)])
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"http://{HOST}/talk") as client:
            await client.post("/call", json={"sdp": OFFER}, headers=bearer())
            for _ in range(100):
                await asyncio.sleep(0.05)
                if box.calls[-1].ended:
                    break
        async with gateway.running():
            pass

    run(several())
    assert box.calls[-1].ended
