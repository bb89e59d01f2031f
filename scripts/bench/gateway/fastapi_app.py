"""The same endpoint in FastAPI with the official Python client: a token is checked, a key minted and handed on."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import uvicorn
from fastapi import FastAPI, Header, HTTPException
from openai import AsyncOpenAI

TOKEN = os.environ["BENCH_TOKEN"]
app = FastAPI()
client = AsyncOpenAI()


@app.post("/v1/realtime/client_secrets")
async def mint(body: dict[str, Any], authorization: Annotated[str, Header()] = "") -> dict[str, Any]:
    """Mint a key for whoever has the token."""
    if authorization != f"Bearer {TOKEN}":
        raise HTTPException(401)
    minted = await client.realtime.client_secrets.create(**body)
    return minted.model_dump()


if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), access_log=False, log_level="warning")
