"""What the behaviour tests share: a scripted server behind httpx, and one way to call both clients."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from realtime_sessions import AsyncRealtimeSessions, RawResponse, RealtimeSessions, Session

KEY = "sk-test-0123456789abcdef"
MINTED = "ek_test_fedcba9876543210"
GATEWAY = "http://gateway.example/v1"
RETIRED = {
    "error": {
        "message": "Invalid URL (POST /v1/realtime/sessions)",
        "type": "invalid_request_error",
        "param": None,
        "code": None,
    }
}
SHAPE_DISABLED = {
    "error": {"message": "no", "type": "invalid_request_error", "param": None, "code": "beta_api_shape_disabled"}
}
GA_ONLY = {
    "error": {
        "message": "Model is only available on the GA API.",
        "type": "invalid_request_error",
        "param": None,
        "code": "invalid_model",
    }
}

Answer = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


def flat_reply(**fields: Any) -> dict[str, Any]:
    return {
        "id": "sess_1",
        "object": "realtime.session",
        "model": "gpt-realtime-2.1",
        "voice": "marin",
        "modalities": ["audio", "text"],
        "client_secret": {"value": MINTED, "expires_at": int(time.time()) + 600},
        **fields,
    }


def nested_reply(**fields: Any) -> dict[str, Any]:
    return {
        "value": MINTED,
        "expires_at": int(time.time()) + 600,
        "session": {
            "type": "realtime",
            "id": "sess_1",
            "object": "realtime.session",
            "expires_at": 0,
            "model": "gpt-realtime-2.1",
            "output_modalities": ["audio"],
            "audio": {
                "input": {"format": {"type": "audio/pcm", "rate": 24000}},
                "output": {"voice": "marin", "speed": 1},
            },
            **fields,
        },
    }


def answer(status: int = 200, body: Any = None, **headers: str) -> httpx.Response:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, json=body, headers={"x-request-id": "req_1"} | names)


def error(status: int, code: str | None = "some_code", message: str = "no", **headers: str) -> httpx.Response:
    body = {"error": {"message": message, "type": "invalid_request_error", "param": "voice", "code": code}}
    return answer(status, body, **headers)


def natural(request: httpx.Request) -> httpx.Response:
    """A server that speaks both endpoints."""
    return answer(body=nested_reply() if request.url.path.endswith("client_secrets") else flat_reply())


class Script:
    """Answers in turn, the last one for ever; keeps what was asked."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers) or [natural]
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        now = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(now, Exception):
            raise now
        if isinstance(now, httpx.Response):  # a response is read once
            return httpx.Response(now.status_code, headers=now.headers, content=now.content)
        return now(request)

    @property
    def bodies(self) -> list[Any]:
        return [json.loads(request.content) for request in self.requests]

    @property
    def paths(self) -> list[str]:
        return [request.url.path for request in self.requests]


class Caller:
    """One client, sync or async, called the same way."""

    def __init__(self, client: RealtimeSessions | AsyncRealtimeSessions, runner: asyncio.Runner) -> None:
        self.client = client
        self.runner = runner

    def create(self, **parameters: Any) -> Session:
        if isinstance(self.client, RealtimeSessions):
            return self.client.create(**parameters)
        return self.runner.run(self.client.create(**parameters))

    def create_raw(self, body: Any, **parameters: Any) -> RawResponse:
        if isinstance(self.client, RealtimeSessions):
            return self.client.create_raw(body, **parameters)
        return self.runner.run(self.client.create_raw(body, **parameters))

    def close(self) -> None:
        if isinstance(self.client, RealtimeSessions):
            self.client.close()
        else:
            self.runner.run(self.client.aclose())


KINDS = ("sync", "async")
"""Those that differ where a request goes to a server that is there."""


@contextmanager
def caller(kind: str, script: Script | None = None, *, azure: str | None = None, **settings: Any) -> Iterator[Caller]:
    """A client of either kind, on a scripted server unless `script` is None."""
    if script is not None:
        settings["transport"] = httpx.MockTransport(script)
    if azure is None:
        settings = {"api_key": KEY, "base_url": GATEWAY, **settings}
    with asyncio.Runner() as runner:
        cls = RealtimeSessions if kind == "sync" else AsyncRealtimeSessions
        client: Any = cls(**settings) if azure is None else cls.azure(azure, **settings)
        one = Caller(client, runner)
        try:
            yield one
        finally:
            one.close()
