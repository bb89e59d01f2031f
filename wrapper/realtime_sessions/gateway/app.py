"""Answer one request; the ASGI application.

In this order: the way here, the address's budget, the user, the body, the policy, the user's budget, and only then
the provider. Every answer, whatever went wrong, is one of ours.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Any, Final, TypeAlias

from realtime_sessions import AsyncRealtimeSessions
from realtime_sessions.redaction import Secret, redact

from . import doors
from .context import Context
from .guards import Guards
from .messages import Answer, Receive, Refused, Request, Scope, Send, answered
from .provider import Provider
from .settings import Settings
from .users import User, authenticated

Door: TypeAlias = Callable[[Context, Request, User], Awaitable[Answer]]
_log: Final = logging.getLogger("realtime_sessions.gateway")

DOORS: Final[Mapping[str, Mapping[str, Door]]] = {
    "/session": {"POST": doors.session},
    "/v1/realtime/client_secrets": {"POST": doors.nested},
    "/v1/realtime/sessions": {"POST": doors.flat},
    "/me": {"GET": doors.me},
}
_DEV: Final = User("dev", admin=True)


class Gateway:
    """The application. `running` opens and closes what it works with, where no server tells it of its lifespan."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        client = settings.client or AsyncRealtimeSessions()
        self._context = Context(settings, Provider(client, settings.timeout, settings.concurrent))
        self._guards = Guards(settings)
        self._page: Any = import_module(".page", __package__).Page(settings) if settings.page else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or a server's lifespan; the ASGI entry point."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
            return
        request = Request(scope, receive)
        answer = await self._answered(request)
        await answer.send(send, self._guards.headers(request))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Open what the gateway works with, and close it in the end."""
        try:
            yield
        finally:
            await self._context.provider.aclose()

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        async with self.running():
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answered(self, request: Request) -> Answer:
        try:
            return await self._decided(request)
        except Refused as refused:
            return refused.answer(request.id)
        except Exception:  # noqa: BLE001 - whatever fails, the user gets an answer and the log the reason
            _log.error("%s failed: %s", request.id, redact(traceback.format_exc()))
            return Refused(500, "internal_error", "The gateway failed: its log says why.").answer(request.id)

    async def _decided(self, request: Request) -> Answer:
        if request.path in {"/healthz", "/readyz"}:
            return answered(200, {"status": "ok"})
        self._guards.check(request)
        if request.method == "OPTIONS":
            return Answer(204, headers=self._guards.preflight(request))
        of_path = DOORS.get(request.path)
        if of_path is None:
            return await self._page_s(request)
        door = of_path.get(request.method)
        if door is None:
            allowed = ", ".join(of_path)
            raise Refused(405, "method_not_allowed", f"Allowed here: {allowed}.", headers={"allow": allowed})
        return await door(self._context, request, await self._user(request))

    async def _user(self, request: Request) -> User:
        if self._settings.authenticate is None:
            return _DEV
        return await authenticated(self._settings.authenticate, request)

    async def _page_s(self, request: Request) -> Answer:
        """What the page answers. Its files are the same for everybody; what it tells of the policy is for users."""
        nowhere = Refused(404, "not_found", "There is nothing here.")
        if self._page is None or not (request.path == "/" or request.path.startswith("/page/")):
            raise nowhere
        if request.method != "GET" or request.path.endswith(".json"):
            await self._user(request)
        body = b""
        if request.method == "POST":
            body = await request.body(self._settings.most_body, self._settings.body_seconds)
        found = self._page.answer(request.method, request.path, body)
        if found is None:
            raise nowhere
        status, headers, content = found
        named = {name.lower(): value for name, value in headers.items()}
        media_type = named.pop("content-type", "application/octet-stream")
        return Answer(status, Secret(content), named, media_type)


def create_app(settings: Settings) -> Gateway:
    """The gateway as an ASGI application, to be served or mounted.

    Raises:
        ConfigurationError: a setting is missing or can't be used.
    """
    return Gateway(settings)
