"""The sandbox as a program uses it: a context manager with an address, a record and faults on demand.

Protects users from knowing what serves it; everything here may be called from any thread while it runs.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any, Self

from .app import Application
from .contract import validators
from .faults import Break, FaultScript, failure
from .keys import KeyState, KeyStore
from .profiles import SURFACES, Profile
from .server import ServerThread

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from .recording import RecordedRequest

_RECORDED = 10_000
"""Requests kept, the newest ones."""


class Sandbox:
    """A local server that answers as the service does, on a free port of this machine.

    ::

        with Sandbox(profile="current") as box:
            client = RealtimeSessions(api_key="sk-test", base_url=box.base_url)

    Args:
        profile: Which server to be; see `Profile`.
        host: The address to listen on.
        port: The port to listen on; 0 takes a free one.
    """

    def __init__(self, profile: Profile | str = Profile.CURRENT, *, host: str = "127.0.0.1", port: int = 0) -> None:
        try:
            self.profile = Profile(profile)
        except ValueError:
            raise ValueError(f"unknown profile {profile!r}; there are: {', '.join(Profile)}") from None
        self._host, self._port = host, port
        self._surface = SURFACES[self.profile]
        self._keys = KeyStore()
        self._faults = FaultScript()
        self._requests: deque[RecordedRequest] = deque(maxlen=_RECORDED)
        self._server: ServerThread | None = None

    def __repr__(self) -> str:
        where = self.base_url if self._server else "stopped"
        return f"<Sandbox {self.profile.value} {where}>"

    def start(self) -> Self:
        """Start serving; `with` does this."""
        if self._server is not None:
            raise RuntimeError("this sandbox is already running")
        validators()  # reads the contract here, where a missing one is the caller's error
        application = Application(self._surface, self._keys, self._faults, self._requests.append)
        server = ServerThread(application, self._host, self._port)
        server.start()
        self._server = server
        return self

    def stop(self) -> None:
        """Stop serving, whatever the connections are doing; `with` does this. Once stopped, it does nothing."""
        server, self._server = self._server, None
        if server is not None:
            server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        return await asyncio.to_thread(self.start)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.stop)

    @property
    def base_url(self) -> str:
        """What to give a client as its base URL; ends in ``/v1``."""
        return self._root + self._surface.base_path

    @property
    def azure_endpoint(self) -> str:
        """What to give a client as its Azure resource endpoint; only on the Azure profiles."""
        if not self._surface.azure:
            raise AttributeError(f"the profile {self.profile.value} is not one of Azure's")
        return self._root

    @property
    def key_check_url(self) -> str:
        """Where a minted key, sent as bearer, is told to be valid, expired or unknown."""
        from .app import CHECK_PATH  # noqa: PLC0415

        return self._root + CHECK_PATH

    @property
    def requests(self) -> list[RecordedRequest]:
        """What has arrived, oldest first, its keys masked."""
        return list(self._requests)

    def fail_next(
        self,
        status: int = 429,
        headers: Mapping[str, object] | None = None,
        times: int = 1,
        body: Any = None,
    ) -> None:
        """Refuse the next requests.

        Args:
            status: The status to answer with.
            headers: Headers of the answer; a 429 has ``Retry-After: 1`` unless it is set here (None leaves it out).
            times: How many requests to refuse.
            body: The answer's body: text, bytes, or what becomes JSON; the error envelope if left out.
        """
        self._faults.add(failure(status, headers, body), times)

    def break_next(self, kind: Break | str, times: int = 1) -> None:
        """Break the next replies on the wire.

        Args:
            kind: ``reset``, ``hang``, ``slow``, ``truncate``, ``not-json``, ``empty`` or ``huge``.
            times: How many replies to break.
        """
        try:
            fault = Break(kind)
        except ValueError:
            raise ValueError(f"unknown fault {kind!r}; there are: {', '.join(Break)}") from None
        self._faults.add(fault, times)

    def reset(self) -> None:
        """Forget the requests that arrived and the faults still to come."""
        self._requests.clear()
        self._faults.clear()

    def check(self, key: str) -> KeyState:
        """Tell whether a minted key is valid, expired or unknown."""
        return self._keys.state(key)

    def advance(self, seconds: float) -> None:
        """Put the sandbox's clock forward, so that keys expire without anybody waiting."""
        self._keys.advance(seconds)

    @property
    def _root(self) -> str:
        if self._server is None:
            raise RuntimeError("this sandbox is not running; use it in a `with` block")
        host, port = self._server.address
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
