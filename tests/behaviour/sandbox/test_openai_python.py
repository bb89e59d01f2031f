"""The official `openai` package, unchanged, against the sandbox by base URL alone."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import pytest

from realtime_sessions.sandbox import Sandbox
from tests.behaviour.sandbox.support import KEY

openai = pytest.importorskip("openai", reason="the official package is a development dependency: make setup")

if TYPE_CHECKING:
    from collections.abc import Iterator


def flat(client: Any, **session: Any) -> Any:
    return client.beta.realtime.sessions.create(**session)


def nested(client: Any, **session: Any) -> Any:
    return client.realtime.client_secrets.create(session={"type": "realtime", **session})


WAYS = pytest.mark.parametrize(("profile", "create"), [("flat", flat), ("current", nested)], ids=["flat", "nested"])


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def box(request: pytest.FixtureRequest, profile: str) -> Iterator[Sandbox]:
    with Sandbox(profile=profile) as box:
        yield box


def client_of(box: Sandbox, **options: Any) -> Any:
    return openai.OpenAI(**{"api_key": KEY, "base_url": box.base_url, "timeout": 20, **options})


@WAYS
def test_it_mints(box: Sandbox, profile: str, create: Any) -> None:
    with client_of(box) as client:
        minted = create(client, model="gpt-realtime", instructions="Be brief.")
    value = minted.client_secret.value if profile == "flat" else minted.value
    assert box.check(value) == "valid"
    request = box.requests[-1]
    assert request.headers["authorization"] == "Bearer sk-***"
    assert request.headers.get("openai-beta") == ("assistants=v2" if profile == "flat" else None)
    session = minted if profile == "flat" else minted.session
    assert (session.model, session.instructions) == ("gpt-realtime", "Be brief.")


@WAYS
def test_it_mints_without_blocking(box: Sandbox, profile: str, create: Any) -> None:
    async def mint() -> Any:
        async with openai.AsyncOpenAI(api_key=KEY, base_url=box.base_url, timeout=20) as client:
            return await create(client, model="gpt-realtime")

    minted = asyncio.run(mint())
    assert box.check(minted.client_secret.value if profile == "flat" else minted.value) == "valid"


@WAYS
def test_a_refusal_is_typed(box: Sandbox, profile: str, create: Any) -> None:
    with client_of(box) as client, pytest.raises(openai.BadRequestError) as caught:
        create(client, tools=[{"type": "function", "name": 7}])
    assert caught.value.code == "invalid_type"
    assert caught.value.param == ("tools[0].name" if profile == "flat" else "session.tools[0].name")
    assert caught.value.type == "invalid_request_error"
    assert (caught.value.request_id or "").startswith("req_")
    assert len(box.requests) == 1


@WAYS
def test_a_wrong_key_is_typed(box: Sandbox, profile: str, create: Any) -> None:
    with client_of(box, api_key="nonsense") as client, pytest.raises(openai.AuthenticationError) as caught:
        create(client, model="gpt-realtime")
    assert (caught.value.status_code, caught.value.code) == (401, "invalid_api_key")
    assert len(box.requests) == 1


@WAYS
def test_a_429_is_retried_after_the_told_time(box: Sandbox, profile: str, create: Any) -> None:
    """Without being told it waits half a second at first, so that a whole one can only be the told one."""
    box.fail_next(429, {"Retry-After": "1"}, times=2)
    with client_of(box) as client:
        started = time.monotonic()
        create(client, model="gpt-realtime")
        waited = time.monotonic() - started
    assert waited >= 2
    assert [request.headers["x-stainless-retry-count"] for request in box.requests] == ["0", "1", "2"]


@WAYS
def test_a_429_that_stays_is_typed(box: Sandbox, profile: str, create: Any) -> None:
    box.fail_next(429, {"retry-after-ms": "1"}, times=3)
    with client_of(box) as client, pytest.raises(openai.RateLimitError) as caught:
        create(client, model="gpt-realtime")
    assert (caught.value.code, len(box.requests)) == ("rate_limit_exceeded", 3)


@pytest.mark.parametrize("profile", ["current", "shape-disabled"])
def test_the_flat_call_fails_where_it_is_retired(box: Sandbox, profile: str) -> None:
    kind = openai.NotFoundError if profile == "current" else openai.BadRequestError
    with client_of(box) as client, pytest.raises(kind) as caught:
        flat(client, model="gpt-realtime")
    if profile == "current":
        assert "Invalid URL (POST /v1/realtime/sessions)" in str(caught.value)
        assert (caught.value.code, caught.value.param) == (None, None)
    else:
        assert caught.value.code == "beta_api_shape_disabled"
    assert len(box.requests) == 1


@pytest.mark.parametrize("profile", ["published"])
def test_the_published_reply_loses_the_key_in_silence(box: Sandbox, profile: str) -> None:
    with client_of(box) as client:
        assert flat(client, model="gpt-realtime").client_secret is None
