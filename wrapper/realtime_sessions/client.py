"""The two clients: they hold the connections and do the sending.

Everything but the sending is written once, in a generic base. Importing this module imports neither httpx nor
generated code: the first client that is made does.
"""

from __future__ import annotations

import copy
import functools
import inspect
import os
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Generic, Self, TypeVar, Unpack, cast, overload

from .endpoints import Discovery, Endpoint
from .errors import APITimeoutError, ConfigurationError
from .options import CallOptions, ClientOptions, Headers, sealed, split
from .redaction import Secret
from .values import OMITTED, Omitted

if TYPE_CHECKING:
    import httpx

    from .call import Calls, Reply, Steps
    from .config import SessionConfig
    from .options import CreateOptions, TranscriptionOptions
    from .parameters.types import (
        ExpiresAfterParam,
        IncludeParam,
        InputAudioFormatParam,
        InputAudioNoiseReductionParam,
        InputAudioTranscriptionParam,
        InstructionsParam,
        MaxResponseOutputTokensParam,
        ModalitiesParam,
        ModelParam,
        OutputAudioFormatParam,
        ParallelToolCallsParam,
        PromptParam,
        ReasoningParam,
        SpeedParam,
        TemperatureParam,
        ToolChoiceParam,
        ToolsParam,
        TracingParam,
        TruncationParam,
        TurnDetectionParam,
        VoiceParam,
    )
    from .services import Service
    from .session import RawResponse, Session
    from .transport import AsyncSender, Sender


Result = TypeVar("Result")
Signature = TypeVar("Signature", bound=Callable[..., Any])
K = TypeVar("K")  # an API key, or what gives one
T = TypeVar("T")  # an httpx transport
S = TypeVar("S")  # a session, or a coroutine of one
R = TypeVar("R")  # a raw reply, or a coroutine of one
WAIT: Final = 0.005  # seconds between two looks at what another call is finding out


def _minting(kind: str) -> Callable[[Signature], Signature]:
    """Make a signature the method that mints a kind of session.

    A signature is what callers see; the method behind it is handed only what a caller gave, so that nothing has to
    be told from its default.
    """

    def method(signature: Signature) -> Signature:
        @functools.wraps(signature)
        def mint(self: _Client[Any, Any, Any, Any], config: SessionConfig | None = None, /, **given: Any) -> Any:
            return self._mint(kind, config, given)

        return cast(Signature, mint)

    return method


@overload
def _left(ends: float | None) -> float | None: ...
@overload
def _left(ends: float | None, at_most: float) -> float: ...
def _left(ends: float | None, at_most: float | None = None) -> float | None:
    """Seconds that are left of a call, and of a pause in it."""
    if ends is None:
        return at_most
    left = ends - time.monotonic()
    if left <= 0:
        raise APITimeoutError("there was no whole reply within the time limit")
    return left if at_most is None else min(left, at_most)


class _Client(Generic[K, T, S, R]):
    """What the two clients share: all but the sending.

    Args:
        api_key: The server's own key, or a function that gives one for each call; OPENAI_API_KEY where None.
        base_url: OPENAI_BASE_URL where None, and the provider's where that isn't set.
        organization: OPENAI_ORG_ID where None.
        project: OPENAI_PROJECT_ID where None.
        endpoint: AUTO finds out which endpoint the server speaks; FLAT and NESTED stay with one.
        defaults: Parameters for every call: over our own (the newest model), under the call's.
        timeout: Seconds for a whole call with its retries; None for no limit.
        max_retries: Attempts after the first.
        headers: More headers, or None for one that isn't to be sent.
        transport: An httpx transport to send through, in place of httpx's own.
        strict: Whether a parameter that the endpoint can't express is an error in place of a warning.

    Raises:
        ConfigurationError: there is no key, or a setting can't be used.
        InvalidParameterError: a default is out of its bounds.
    """

    _calls: Calls
    _key: Secret
    _sender: Any
    _open: Callable[[Service, Any], None]
    _call: Callable[..., Any]

    def __init__(
        self,
        api_key: K | None = None,
        *,
        base_url: str | None = None,
        organization: str | None = None,
        project: str | None = None,
        endpoint: Endpoint = Endpoint.AUTO,
        defaults: SessionConfig | Mapping[str, Any] | None = None,
        timeout: float | None = 10.0,
        max_retries: int = 2,
        headers: Headers | None = None,
        transport: T | None = None,
        strict: bool = False,
    ) -> None:
        from .services import openai  # noqa: PLC0415

        key = Secret(os.environ.get("OPENAI_API_KEY") if api_key is None else api_key)
        hidden = Secret(headers)
        del api_key, headers  # what fails from here on shows its locals to whoever reports it
        service = openai(base_url, organization, project)
        settings = {"endpoint": endpoint, "defaults": defaults, "timeout": timeout, "max_retries": max_retries}
        self._set_up(service, key, transport, headers=hidden, strict=strict, **settings)

    @classmethod
    def azure(
        cls,
        resource_endpoint: str,
        *,
        api_key: K | None = None,
        token_provider: K | None = None,
        api_version: str | None = None,
        endpoint: Endpoint = Endpoint.NESTED,
        transport: T | None = None,
        **options: Unpack[ClientOptions],
    ) -> Self:
        """A client for Azure: the current URL, or with `Endpoint.FLAT` the preview's.

        Args:
            resource_endpoint: The resource's own URL, such as https://NAME.openai.azure.com.
            api_key: The resource's key. Either this or a token provider.
            token_provider: A function that gives an Entra token for each call.
            api_version: Sent where given; the preview needs one, and has 2025-04-01-preview where None.
            endpoint: NESTED, FLAT for the preview, or AUTO.
            transport: An httpx transport to send through, in place of httpx's own.
            **options: As in the constructor.

        Raises:
            ConfigurationError: there is no key or there are two, or a setting can't be used.
            InvalidParameterError: a default is out of its bounds.
        """
        from .services import azure  # noqa: PLC0415

        by_token = token_provider is not None
        key = Secret(token_provider if by_token else api_key)
        hidden = Secret(options.pop("headers", None))
        both = by_token and api_key is not None
        del api_key, token_provider
        if both or key.value is None:
            raise ConfigurationError("on Azure, pass either api_key or token_provider")
        service = azure(resource_endpoint, api_version, token=by_token)
        self = cls.__new__(cls)
        self._set_up(service, key, transport, **{**options, "endpoint": endpoint, "headers": hidden})
        return self

    def _set_up(
        self,
        service: Service,
        key: Secret,
        transport: T | None,
        **settings: Any,
    ) -> None:
        from .call import Calls  # noqa: PLC0415
        from .services import checked_key  # noqa: PLC0415

        self._key = key if callable(key.value) else checked_key(key)
        self._calls = Calls(service, **settings)
        if transport is not None:  # it may lead elsewhere: what others found out doesn't count
            self._calls.discovery = Discovery(service.start, known=False)
        self._open(service, transport)

    def __repr__(self) -> str:
        calls = getattr(self, "_calls", None)
        shown = f"base_url={calls.service.base_url!r}, endpoint={calls.endpoint.value!r}" if calls else ""
        return f"{type(self).__name__}({shown})"

    @property
    def base_url(self) -> str:
        """Where requests go, without the endpoint's path."""
        return self._calls.service.base_url

    @property
    def endpoint(self) -> Endpoint:
        """The endpoint that was chosen; AUTO stays AUTO, whatever was found out."""
        return self._calls.endpoint

    def with_options(self, **options: Unpack[ClientOptions]) -> Self:
        """A client with other settings on the same connections; closing either closes both.

        Defaults that are given lie over this client's own; a setting that isn't given stays.

        Raises:
            ConfigurationError: a setting can't be used.
            InvalidParameterError: a default is out of its bounds.
        """
        other = copy.copy(self)
        other._calls = self._calls.changed(sealed(options))  # noqa: SLF001 - a copy of our own
        return other

    @_minting("realtime")
    def create(
        self,
        config: SessionConfig | None = None,
        *,
        model: ModelParam | Omitted = OMITTED,
        modalities: ModalitiesParam | Omitted = OMITTED,
        instructions: InstructionsParam | Omitted = OMITTED,
        voice: VoiceParam | Omitted = OMITTED,
        input_audio_format: InputAudioFormatParam | Omitted = OMITTED,
        output_audio_format: OutputAudioFormatParam | Omitted = OMITTED,
        input_audio_transcription: InputAudioTranscriptionParam | Omitted = OMITTED,
        input_audio_noise_reduction: InputAudioNoiseReductionParam | Omitted = OMITTED,
        turn_detection: TurnDetectionParam | Omitted = OMITTED,
        tools: ToolsParam | Omitted = OMITTED,
        tool_choice: ToolChoiceParam | Omitted = OMITTED,
        temperature: TemperatureParam | Omitted = OMITTED,
        max_response_output_tokens: MaxResponseOutputTokensParam | Omitted = OMITTED,
        speed: SpeedParam | Omitted = OMITTED,
        tracing: TracingParam | Omitted = OMITTED,
        truncation: TruncationParam | Omitted = OMITTED,
        prompt: PromptParam | Omitted = OMITTED,
        include: IncludeParam | Omitted = OMITTED,
        reasoning: ReasoningParam | Omitted = OMITTED,
        parallel_tool_calls: ParallelToolCallsParam | Omitted = OMITTED,
        expires_after: ExpiresAfterParam | timedelta | Omitted = OMITTED,
        safety_identifier: str | Omitted = OMITTED,
        extra_body: Mapping[str, Any] | None = None,
        **options: Unpack[CreateOptions],
    ) -> S:
        """Mint a key for a session that talks.

        A parameter that is left out isn't sent, but for the model: the newest known one, where neither call nor
        client names one. None sends null, which turns a thing off. What each parameter means, its bounds and its
        default stand with the fields of `SessionConfig`; a config that is given lies under the keywords and over
        the client's defaults. `extra_body` holds fields of the session that this release doesn't know, sent as they
        are. The options of a call are timeout (seconds), max_retries, headers and idempotency_key; beside them
        stand parameters that are newer than this signature.

        Returns:
            The session, with its key in `client_secret.value`.

        Warns:
            DroppedParameterWarning: the endpoint can't express a parameter; `session.dropped` names it.
            RetiredModelWarning: the provider has shut the model down.

        Raises:
            InvalidParameterError: a parameter is out of its bounds; nothing was sent.
            ConfigurationError: there is no usable key, or the client is closed.
            APIConnectionError: there was no reply; APITimeoutError where it was too late.
            APIStatusError: the service refused: one class for each status; EndpointRetiredError where the
                endpoint is gone and there is no other.
            UnexpectedReplyError: the reply is no session with a key.
        """
        raise NotImplementedError  # the signature is all there is to it: see _minting

    @_minting("transcription")
    def create_transcription(
        self,
        *,
        input_audio_format: InputAudioFormatParam | Omitted = OMITTED,
        input_audio_transcription: InputAudioTranscriptionParam | Omitted = OMITTED,
        input_audio_noise_reduction: InputAudioNoiseReductionParam | Omitted = OMITTED,
        turn_detection: TurnDetectionParam | Omitted = OMITTED,
        include: IncludeParam | Omitted = OMITTED,
        expires_after: ExpiresAfterParam | timedelta | Omitted = OMITTED,
        safety_identifier: str | Omitted = OMITTED,
        extra_body: Mapping[str, Any] | None = None,
        **options: Unpack[TranscriptionOptions],
    ) -> S:
        """Mint a key for a session that only transcribes what it hears, and doesn't answer.

        The parameters mean what they mean in `create`; of the client's defaults those are used that such a session
        has. Only the nested endpoint makes it.

        Returns:
            The session, with its key in `client_secret.value`.

        Raises:
            EndpointRetiredError: the client's endpoint is the flat one, or the server has no other.
            RealtimeSessionsError: what `create` raises.
        """
        raise NotImplementedError

    def _mint(self, kind: str, config: SessionConfig | None, given: dict[str, Any]) -> S:
        from .config import checked, known  # noqa: PLC0415

        extra = given.pop("extra_body", None)
        options = split(given, known(kind))
        whole = {**(config.given() if config else {}), **checked(given, kind)}
        minted: S = self._call(self._calls.mint(kind, whole, extra, options), options)
        return minted

    def create_raw(self, body: Any, *, endpoint: Endpoint = Endpoint.AUTO, **options: Unpack[CallOptions]) -> R:
        """Send a body as it is and give back the reply as it came, whatever its status.

        Args:
            body: Any JSON value, in the endpoint's own shape. Nothing is checked, mapped or filled in.
            endpoint: FLAT or NESTED; AUTO for the one that this client uses, without a second try.
            **options: Of this call: timeout (seconds), max_retries, headers, idempotency_key.

        Raises:
            APIConnectionError: there was no reply; APITimeoutError where it was too late.
            InvalidParameterError: the body isn't a JSON value.
            ConfigurationError: there is no usable key, or the client is closed.
            UnexpectedReplyError: the reply is too large to be read, more than 4 MiB.
        """
        hidden = split(cast("dict[str, Any]", options), ())
        reply: R = self._call(self._calls.raw(body, endpoint, hidden), hidden)
        return reply


if TYPE_CHECKING:
    _Sync = _Client[str | Callable[[], str], httpx.BaseTransport, Session, RawResponse]
    _Async = _Client[
        str | Callable[[], str | Awaitable[str]],
        httpx.AsyncBaseTransport,
        Coroutine[Any, Any, Session],
        Coroutine[Any, Any, RawResponse],
    ]
else:
    _Sync = _Async = _Client


class RealtimeSessions(_Sync):
    """Mints keys for realtime sessions. Use it in a `with` statement, or close it; threads may share it."""

    _sender: Sender

    def _open(self, service: Service, transport: httpx.BaseTransport | None) -> None:
        from .transport import Sender  # noqa: PLC0415

        self._sender = Sender(service.base_url, transport)

    def _call(self, steps: Steps[Result], options: CallOptions) -> Result:
        """Carry requests and responses between the core and the network, all within the call's limits."""
        timeout, retries = self._calls.limits(options)
        ends = None if timeout is None else time.monotonic() + timeout
        try:
            waiting = [next(steps)]
            while True:
                waiting.append(steps.send(self._reply(waiting, options, ends, retries)))
        except StopIteration as end:
            return cast(Result, end.value)
        finally:
            steps.close()

    def _reply(
        self, waiting: list[httpx.Request | None], options: CallOptions, ends: float | None, retries: int
    ) -> Reply | None:
        """Send the request that waits. It carries the key, so no local here holds it."""
        from .call import Reply  # noqa: PLC0415

        if waiting[0] is None:
            waiting.pop()
            time.sleep(_left(ends, WAIT))
            return None
        key = self._fresh_key()
        request = self._calls.authorized(waiting, key, options)
        return Reply(self._sender.send(request.value, timeout=_left(ends), retries=retries))

    def _fresh_key(self) -> Secret:
        from .services import checked_key  # noqa: PLC0415

        if not callable(self._key.value):
            return self._key
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


class AsyncRealtimeSessions(_Async):
    """Mints keys for realtime sessions, in asyncio or trio. Use it in an `async with` statement, or close it."""

    _sender: AsyncSender

    def _open(self, service: Service, transport: httpx.AsyncBaseTransport | None) -> None:
        from .transport import AsyncSender  # noqa: PLC0415

        self._sender = AsyncSender(service.base_url, transport)

    async def _call(self, steps: Steps[Result], options: CallOptions) -> Result:
        """Carry requests and responses between the core and the network, all within the call's limits."""
        timeout, retries = self._calls.limits(options)
        ends = None if timeout is None else time.monotonic() + timeout
        try:
            waiting = [next(steps)]
            while True:
                waiting.append(steps.send(await self._reply(waiting, options, ends, retries)))
        except StopIteration as end:
            return cast(Result, end.value)
        finally:
            steps.close()

    async def _reply(
        self, waiting: list[httpx.Request | None], options: CallOptions, ends: float | None, retries: int
    ) -> Reply | None:
        import anyio  # noqa: PLC0415 - httpx brings it

        from .call import Reply  # noqa: PLC0415

        if waiting[0] is None:
            waiting.pop()
            await anyio.sleep(_left(ends, WAIT))
            return None
        key = None
        with anyio.move_on_after(_left(ends)):
            key = await self._fresh_key()
        if key is None:
            raise APITimeoutError("there was no key to send within the time limit")
        request = self._calls.authorized(waiting, key, options)
        return Reply(await self._sender.send(request.value, timeout=_left(ends), retries=retries))

    async def _fresh_key(self) -> Secret:
        from .services import checked_key  # noqa: PLC0415

        if not callable(self._key.value):
            return self._key
        key = Secret(self._key.value())
        return checked_key(Secret(await key.value) if inspect.isawaitable(key.value) else key)

    async def aclose(self) -> None:
        """Close the connections. Closing twice is fine; a closed client raises ConfigurationError."""
        await self._sender.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
