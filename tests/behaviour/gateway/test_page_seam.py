"""The page behind the gateway: its files for everybody, what it tells of the policy for users, never without guards."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from realtime_sessions.gateway import RateLimits, app
from realtime_sessions.sandbox import Sandbox
from tests.behaviour.gateway.support import asking, bearer, run


class Page:
    """A page that answers with what it was asked."""

    def __init__(self, settings: Any) -> None:
        assert settings.page

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, dict[str, str], bytes] | None:
        if path == "/page/none":
            return None
        return (
            200,
            {"Content-Type": "text/plain", "Content-Security-Policy": "default-src 'none'"},
            method.encode() + body,
        )


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "Page", Page)


@pytest.mark.usefixtures("page")
def test_the_page(box: Sandbox) -> None:
    async def several() -> None:
        async with asking(box, page=True) as client:

            async def status(method: str, path: str, **headers: str) -> int:
                return (await client.request(method, path, headers=headers)).status_code

            shell = await client.get("/")
            assert (shell.status_code, shell.content) == (200, b"GET")
            assert shell.headers["content-security-policy"] == "default-src 'none'"
            assert shell.headers["content-type"] == "text/plain"
            assert shell.headers["cache-control"] == "no-store"
            assert await status("GET", "/page/app.js") == 200
            assert await status("GET", "/page/none") == 404
            assert await status("GET", "/pages") == 404
            assert await status("GET", "/page/form.json") == 401
            assert await status("GET", "/page/form.json", **bearer()) == 200
            assert await status("POST", "/page/snippets") == 401
            assert await status("GET", "/", host="evil.example") == 421
            assert await status("GET", "/", **{"sec-fetch-site": "cross-site"}) == 403
            told = await client.post("/page/snippets", content=b"{}", headers=bearer())
            assert told.content == b"POST{}"

    run(several())


@pytest.mark.usefixtures("page")
def test_guessing_tokens_at_the_page_uses_up_an_addresss_budget(box: Sandbox) -> None:
    async def several() -> list[int]:
        async with asking(box, page=True, limits=RateLimits(None, "3/minute", None)) as client:
            wrong = {"authorization": "Bearer a-guess"}
            told = [bearer()] * 5 + [wrong] * 4
            return [(await client.get("/page/form.json", headers=headers)).status_code for headers in told]

    assert run(several()) == [200] * 5 + [401] * 3 + [429]


def test_without_it_there_is_none(box: Sandbox) -> None:
    async def several() -> list[httpx.Response]:
        async with asking(box) as client:
            return [await client.get(path, headers=bearer()) for path in ("/", "/page/form.json")]

    assert [each.status_code for each in run(several())] == [404, 404]
