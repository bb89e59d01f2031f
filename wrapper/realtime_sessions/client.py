"""The two clients: they hold the connections and do the sending, within one time limit for a whole call."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Coroutine  # noqa: F401 - the bases' arguments are text
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar, cast  # noqa: F401 - Any in the bases

from .base import Base
from .errors import APITimeoutError, ConfigurationError
from .redaction import Secret

if TYPE_CHECKING:
    import httpx

    from .call import Steps
    from .options import CallOptions
    from .reply import Reply
    from .sending.async_transport import AsyncSender
    from .sending.request import Request
    from .sending.transport import Sender
    from .services import Service
    from .session import RawResponse, Session  # noqa: F401

Result = TypeVar("Result")
WAIT: Final = 0.005  # seconds between two looks at what another call is finding out


def _left(ends: float | None) -> float | None:
    """Seconds that are left of a call."""
    if ends is None:
        return None
    left = ends - time.monotonic()
    if left <= 0:
        raise APITimeoutError("there was no whole reply within the time limit")
    return left


class RealtimeSessions(Base["str | Callable[[], str]", "httpx.BaseTransport", "Session", "RawResponse"]):
    """Mints keys for realtime sessions. Use it in a `with` statement, or close it; threads may share it."""

    _sender: Sender

    def _open(self, service: Service, transport: httpx.BaseTransport | None) -> None:
        from .sending.transport import Sender  # noqa: PLC0415

        self._sender = Sender(service.base_url, transport)

    def _call(self, steps: Steps[Result], options: CallOptions) -> Result:
        """Carry requests and responses between the core and the network, all within the call's limits."""
        ends, retries = self._calls.limits(options)
        try:
            step = next(steps)
            while True:
                step = steps.send(self._reply(step, ends, retries))
        except StopIteration as end:
            return cast(Result, end.value)
        finally:
            steps.close()

    def _reply(self, request: Request | None, ends: float | None, retries: int) -> Reply | None:
        if request is None:
            time.sleep(min(WAIT, _left(ends) or WAIT))
            return None
        self._calls.authorize(request, self._fresh_key())
        return self._sender.send(request, timeout=_left(ends), retries=retries)

    def _fresh_key(self) -> Secret:
        if not callable(self._key.value):
            return self._key
        import inspect  # noqa: PLC0415 - most keys are strings

        from .services import checked_key  # noqa: PLC0415

        key = Secret(self._key.value())
        if inspect.iscoroutine(key.value):
            key.value.close()
            raise ConfigurationError("a function that has to be awaited for the key needs AsyncRealtimeSessions")
        return checked_key(key)

    def close(self) -> None:
        """Close the connections. Closing twice is fine; a closed client raises ConfigurationError."""
        self._sender.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncRealtimeSessions(
    Base[
        "str | Callable[[], str | Awaitable[str]]",
        "httpx.AsyncBaseTransport",
        "Coroutine[Any, Any, Session]",
        "Coroutine[Any, Any, RawResponse]",
    ]
):
    """Mints keys for realtime sessions, in asyncio or trio. Use it in an `async with` statement, or close it."""

    _sender: AsyncSender

    def _open(self, service: Service, transport: httpx.AsyncBaseTransport | None) -> None:
        from .sending.async_transport import AsyncSender  # noqa: PLC0415

        self._sender = AsyncSender(service.base_url, transport)

    async def _call(self, steps: Steps[Result], options: CallOptions) -> Result:
        """Carry requests and responses between the core and the network, all within the call's limits."""
        ends, retries = self._calls.limits(options)
        try:
            step = next(steps)
            while True:
                step = steps.send(await self._reply(step, ends, retries))
        except StopIteration as end:
            return cast(Result, end.value)
        finally:
            steps.close()

    async def _reply(self, request: Request | None, ends: float | None, retries: int) -> Reply | None:
        import anyio  # noqa: PLC0415 - httpx brings it

        if request is None:
            await anyio.sleep(min(WAIT, _left(ends) or WAIT))
            return None
        key = None if callable(self._key.value) else self._key
        if key is None:
            with anyio.move_on_after(_left(ends)):
                key = await self._fresh_key()
        if key is None:
            raise APITimeoutError("there was no key to send within the time limit")
        self._calls.authorize(request, key)
        return await self._sender.send(request, timeout=_left(ends), retries=retries)

    async def _fresh_key(self) -> Secret:
        if not callable(self._key.value):
            return self._key
        import inspect  # noqa: PLC0415

        from .services import checked_key  # noqa: PLC0415

        key = Secret(self._key.value())
        return checked_key(Secret(await key.value) if inspect.isawaitable(key.value) else key)

    async def aclose(self) -> None:
        """Close the connections. Closing twice is fine; a closed client raises ConfigurationError."""
        await self._sender.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
