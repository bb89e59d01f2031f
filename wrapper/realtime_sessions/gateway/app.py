"""Answer one request; the ASGI application.

In this order: the way here, the address's budget, the user, the body, the policy, the user's budget, and only then
the provider. Every answer, whatever went wrong, is one of ours.
"""

from __future__ import annotations

import contextlib
import logging
import re
import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final, TypeAlias

from realtime_sessions import AsyncRealtimeSessions
from realtime_sessions.redaction import Secret, redact

from . import doors, phone
from .calls import Calls
from .context import Context
from .guards import Guards
from .limiter import Limiter
from .messages import Answer, Receive, Refused, Request, Scope, Send, answered
from .observe import MEDIA_TYPE, Metrics
from .page import Page
from .provider import Provider
from .redis_store import RedisStore
from .register import Register
from .settings import Settings
from .store import MemoryStore, StoreDownError
from .users import User, authenticated, bearer, within

Door: TypeAlias = Callable[[Context, Request, User], Awaitable[Answer]]
_log: Final = logging.getLogger("realtime_sessions.gateway")

DOORS: Final[Mapping[str, Mapping[str, Door]]] = {
    "/session": {"POST": doors.session},
    "/v1/realtime/client_secrets": {"POST": doors.nested},
    "/v1/realtime/sessions": {"POST": doors.flat},
    "/call": {"POST": phone.call},
    "/call/*": {"DELETE": phone.end},
    "/ticket": {"POST": phone.ticket},
    "/me": {"GET": doors.me},
    "/admin/calls": {"GET": phone.admin_list},
    "/admin/calls/*": {"DELETE": phone.admin_end},
}
_TICKETED: Final = frozenset({"/session", "/call", "/call/*"})
_CALL: Final = re.compile(r"(/call|/admin/calls)/[A-Za-z0-9_-]{1,128}")
_DEV: Final = User("dev", admin=True)


class Gateway:
    """The application. `running` opens and closes what it works with, where no server tells it of its lifespan."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._guards = settings, Guards(settings)
        provider = Provider(settings.client or AsyncRealtimeSessions(), settings.timeout, settings.concurrent)
        metrics = Metrics(lambda: provider.busy)
        limiter = Limiter(settings, metrics.store.inc)
        store = MemoryStore() if settings.store == "memory://" else RedisStore(settings.store)
        calls = Calls(settings.calls, provider, Register(store, limiter.failed), metrics)
        self._context = Context(settings, provider, store, limiter, metrics, calls)
        self._page = Page(settings) if settings.page else None
        self._stopping = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or a server's lifespan; the ASGI entry point."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
            return
        self._context.calls.start()  # at the latest with the first request
        began, request = time.perf_counter(), Request(scope, receive)
        door = _door(request.path)
        answer = await self._answered(request, door)
        self._context.metrics.answered(door or "other", answer.status, time.perf_counter() - began)
        with contextlib.suppress(OSError):  # nobody is left to be answered
            await answer.send(send, self._guards.headers(request))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Watch over calls; in the end, end or list those that are open, and close all connections."""
        context = self._context
        context.calls.start()
        async with AsyncExitStack() as closing:  # whatever of it fails, the rest is done
            for close in (context.store.aclose, context.limiter.aclose, context.provider.aclose, context.calls.stop):
                closing.push_async_callback(close)
            try:
                yield
            finally:
                self._stopping = True

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        async with self.running():
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answered(self, request: Request, door: str | None) -> Answer:
        try:
            return await self._decided(request, door)
        except Refused as refused:
            self._context.metrics.refusals.labels(refused.by).inc()
            return refused.answer(request.id)
        except Exception:  # noqa: BLE001 - whatever fails, the user gets an answer and the log the reason
            _log.error("%s failed: %s", request.id, redact(traceback.format_exc()))
            return Refused(500, "internal_error", "The gateway failed: its log says why.").answer(request.id)

    async def _decided(self, request: Request, door: str | None) -> Answer:
        if request.path in _FOR_OPERATORS:
            return await _FOR_OPERATORS[request.path](self, request)
        self._guards.check(request)
        if request.method == "OPTIONS":
            return Answer(204, headers=self._guards.preflight(request))
        if door is None:
            return await self._page_s(request)
        handler = DOORS[door].get(request.method)
        if handler is None:
            allowed = ", ".join(DOORS[door])
            raise Refused(405, "method_not_allowed", f"Allowed here: {allowed}.", headers={"allow": allowed})
        return await handler(self._context, request, await self._user(request, door))

    async def _user(self, request: Request, door: str) -> User:
        await self._context.limiter.hit("address", request.address)
        return await self._known(request, door)

    async def _known(self, request: Request, door: str = "") -> User:
        if door in _TICKETED and bearer(request, phone.SCHEME).value:
            return await phone.user_of_ticket(self._context, request)
        if self._settings.authenticate is None:
            return _DEV
        return await authenticated(self._settings.authenticate, request)

    async def _page_s(self, request: Request) -> Answer:
        """What the page answers. Its files are the same for everybody; what it tells of the policy is for users."""
        nowhere = Refused(404, "not_found", "There is nothing here.")
        if self._page is None or not (request.path == "/" or request.path.startswith("/page/")):
            raise nowhere
        if request.method != "GET" or request.path.endswith(".json"):
            try:
                await self._known(request)
            except Refused:  # only who fails to sign in is counted: a form asks with every key that is pressed
                await self._context.limiter.hit("address", request.address)
                raise
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

    async def _alive(self, _: Request) -> Answer:
        """Whether the process works."""
        return answered(200, {"status": "ok"})

    async def _ready(self, _: Request) -> Answer:
        """Whether the gateway can serve: it isn't stopping, and its store is there where it can't do without."""
        store = "ok"
        try:
            await self._context.store.ping()
        except StoreDownError:
            store = "down"
        ready = not self._stopping and (store == "ok" or self._settings.on_store_failure == "open")
        return answered(200 if ready else 503, {"status": "ok" if ready else "not ready", "store": store})

    async def _figures(self, request: Request) -> Answer:
        """The metrics, for those who may read them."""
        is_known = within(self._guards.address(request), self._settings.metrics_from)
        if not is_known or self._guards.is_relayed(request):
            raise Refused(404, "not_found", "There is nothing here.")
        self._guards.check(request, metrics=True)
        return Answer(200, Secret(self._context.metrics.text()), media_type=MEDIA_TYPE)


_FOR_OPERATORS: Final[Mapping[str, Callable[[Gateway, Request], Awaitable[Answer]]]] = {
    "/healthz": Gateway._alive,  # noqa: SLF001 - its own table
    "/readyz": Gateway._ready,  # noqa: SLF001
    "/metrics": Gateway._figures,  # noqa: SLF001
}


def _door(path: str) -> str | None:
    """The door that a path leads to; compared as it is, for two spellings of one path are two paths."""
    if path in DOORS:
        return path if "*" not in path else None
    below = _CALL.fullmatch(path)
    return f"{below[1]}/*" if below else None


def create_app(settings: Settings) -> Gateway:
    """The gateway as an ASGI application, to be served or mounted.

    Raises:
        ConfigurationError: a setting is missing or can't be used.
    """
    return Gateway(settings)
