"""Mint keys in FastAPI: one client for the application's life. Run it with `uvicorn fastapi_app:app`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Request

from realtime_sessions import AsyncRealtimeSessions, RealtimeSessionsError, Voice


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[dict[str, AsyncRealtimeSessions]]:
    async with AsyncRealtimeSessions() as client:  # OPENAI_API_KEY from the environment
        yield {"client": client}


def its_client(request: Request) -> AsyncRealtimeSessions:
    client: AsyncRealtimeSessions = request.state.client
    return client


app = FastAPI(lifespan=lifespan)


@app.post("/realtime-key")  # behind your own login: whoever gets an answer can talk at your expense
async def realtime_key(client: Annotated[AsyncRealtimeSessions, Depends(its_client)]) -> dict[str, Any]:
    try:
        session = await client.create(voice=Voice.MARIN, expires_after=60)
    except RealtimeSessionsError as error:
        raise HTTPException(502, "no key could be minted") from error
    return {"client_secret": session.client_secret.to_dict(), "session": session.to_dict()}
