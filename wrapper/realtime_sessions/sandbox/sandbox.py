"""Offer the sandbox to a program: a context manager with an address, a record and faults on demand.

Everything here may be called from any thread while it runs.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self, TypeVar

from .app import Application
from .calls import Call, CallStore
from .contract import validators
from .faults import Break, Envelope, FaultScript, Told, failure
from .keys import KeyState, KeyStore
from .profiles import SURFACES, Profile
from .recording import Records
from .rules import Rules
from .server import ServerThread

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from enum import StrEnum
    from types import TracebackType

    from .recording import RecordedRequest

Kind = TypeVar("Kind", bound="StrEnum")


class Sandbox:
    """A local server that answers as the service does, on a free port of this machine.

    ::

        with Sandbox(profile="current") as box:
            client = RealtimeSessions(api_key="sk-test", base_url=box.base_url)

    Args:
        profile: Which server to be; see `Profile`.
        host: The address to listen on.
        port: The port to listen on; 0 takes a free one.
        models: Models that exist beside the known ones, of sessions and of transcription. On Azure every model
            exists: it is a deployment's name.
        voices: Voices that exist beside the known ones. A custom voice, which is told by its id, always exists.
        record: Whether to keep what arrives, for `requests`.
    """

    def __init__(
        self,
        profile: Profile | str = Profile.CURRENT,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        models: Container[str] = (),
        voices: Container[str] = (),
        record: bool = True,
    ) -> None:
        self.profile = _one_of(Profile, profile, "profile")
        self._host, self._port = host, port
        self._surface = SURFACES[self.profile]
        self._rules = Rules(_names("models", models), _names("voices", voices), deployments=self._surface.azure)
        self._keys = KeyStore()
        self._faults = FaultScript()
        self._calls = CallStore()
        self._records = Records()
        self._record = self._records.add if record else None
        self._server: ServerThread | None = None

    def __repr__(self) -> str:
        where = self.base_url if self._server else "stopped"
        return f"<Sandbox {self.profile.value} {where}>"

    def start(self) -> Self:
        """Start serving; `with` does this."""
        if self._server is not None:
            raise RuntimeError("this sandbox is already running")
        validators()  # reads the contract here, where a missing one is the caller's error
        application = Application(
            self._surface, self._keys, self._faults, self._record, rules=self._rules, calls=self._calls
        )
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
        """What has arrived, oldest first, with ``***`` in place of what may be a credential.

        The oldest go where there are more than 10,000, or more than 32 MiB of them.
        """
        return self._records.all()

    @property
    def calls(self) -> list[Call]:
        """The calls that were taken, oldest first, with their sessions as asked for and whether each was ended."""
        return self._calls.all()

    def fail_next(
        self,
        status: int = 429,
        headers: Mapping[str, object] | None = None,
        times: int = 1,
        body: Any = None,
        *,
        code: str | None = None,
        param: str | None = None,
        message: str | None = None,
        envelope: Envelope | str = Envelope.FULL,
    ) -> None:
        """Refuse the next requests.

        Args:
            status: The status to answer with.
            headers: Headers of the answer; a 429 has ``Retry-After: 1`` unless it is set here (None leaves it out).
            times: How many requests to refuse.
            body: The answer's body: text, bytes, or what becomes JSON; the error envelope if left out.
            code: The error's code, in place of the one that is usual for the status.
            param: The parameter that the error names.
            message: The error's message, in place of the usual one.
            envelope: ``full``, ``empty`` (each part is an empty string) or ``code-and-message`` (only these two).
        """
        told = Told(body, code, param, message, _one_of(Envelope, envelope, "envelope"))
        if body is not None and told != Told(body):
            raise ValueError("a body of your own has no code, param, message or envelope: give either")
        self._faults.add(failure(status, headers, told), times)

    def break_next(self, kind: Break | str, times: int = 1) -> None:
        """Break the next replies on the wire.

        Args:
            kind: ``reset``, ``hang``, ``slow``, ``truncate``, ``not-json``, ``empty``, ``huge`` or ``value-only``
                (the right reply without all but the key).
            times: How many replies to break.
        """
        self._faults.add(_one_of(Break, kind, "fault"), times)

    def reset(self) -> None:
        """Forget the requests that arrived and the faults still to come."""
        self._records.clear()
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


def _one_of(kinds: type[Kind], name: str, what: str) -> Kind:
    try:
        return kinds(name)
    except ValueError:
        raise ValueError(f"unknown {what} {name!r}; there are: {', '.join(kinds)}") from None


def _names(what: str, names: Container[str]) -> Container[str]:
    if isinstance(names, str):  # it would take every part of itself for a name
        raise TypeError(f"{what} are several names: [{names!r}], not one string")
    return names
