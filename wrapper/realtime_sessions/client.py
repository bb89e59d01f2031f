"""The two clients: they hold the connections and do the sending.

Protects the one call that users make. The two classes are alike but for `await`; a test compares them.
Importing this module imports neither httpx nor generated code: the first client that is made does.
"""

from __future__ import annotations

import inspect
import os
import time
from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, Unpack

from .config import Part, SemanticVad, ServerVad, SessionConfig
from .endpoints import Endpoint
from .errors import APITimeoutError, ConfigurationError
from .options import CallOptions, ClientOptions, Headers, checked
from .session import RawResponse, Session
from .values import OMITTED, AudioFormat, Modality, Model, Omitted, Voice

if TYPE_CHECKING:
    import httpx

    from .core import Core
    from .redaction import Secret
    from .services import Service
    from .transport import AsyncSender, Sender


Result = TypeVar("Result")


class _Client:
    """What the two clients share."""

    _core: Core
    _key: Secret | Callable[[], Any]

    def _set_up(
        self,
        service: Service,
        key: Any,
        endpoint: Endpoint,
        options: ClientOptions,
    ) -> None:
        from .core import Core  # noqa: PLC0415
        from .services import checked_key  # noqa: PLC0415

        self._key = key if callable(key) else checked_key(key)
        self._core = Core(service, endpoint, **options)

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}(base_url={self._core.service.base_url!r}, endpoint={self._core.endpoint.value!r})"
        )


def _one_key(api_key: Any, token_provider: Any) -> Any:
    if (api_key is None) == (token_provider is None):
        raise ConfigurationError("on Azure, pass either api_key or token_provider")
    return token_provider if api_key is None else api_key


class RealtimeSessions(_Client):
    """Mints keys for realtime sessions. Use it in a `with` statement, or close it; threads may share it.

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

    _sender: Sender

    def __init__(
        self,
        api_key: str | Callable[[], str] | None = None,
        *,
        base_url: str | None = None,
        organization: str | None = None,
        project: str | None = None,
        endpoint: Endpoint = Endpoint.AUTO,
        defaults: SessionConfig | Mapping[str, Any] | None = None,
        timeout: float | None = 10.0,
        max_retries: int = 2,
        headers: Headers | None = None,
        transport: httpx.BaseTransport | None = None,
        strict: bool = False,
    ) -> None:
        from .services import openai  # noqa: PLC0415

        service = openai(base_url, organization, project)
        key = os.environ.get("OPENAI_API_KEY") if api_key is None else api_key
        self._open(service, transport)
        options = ClientOptions(
            defaults=defaults, timeout=timeout, max_retries=max_retries, headers=headers, strict=strict
        )
        self._set_up(service, key, endpoint, options)

    @classmethod
    def azure(
        cls,
        resource_endpoint: str,
        *,
        api_key: str | Callable[[], str] | None = None,
        token_provider: Callable[[], str] | None = None,
        api_version: str | None = None,
        endpoint: Endpoint = Endpoint.NESTED,
        transport: httpx.BaseTransport | None = None,
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

        key = _one_key(api_key, token_provider)
        service = azure(resource_endpoint, api_version, token=token_provider is not None)
        self = cls.__new__(cls)
        self._open(service, transport)
        self._set_up(service, key, endpoint, options)
        return self

    def _open(self, service: Service, transport: httpx.BaseTransport | None) -> None:
        from .transport import Sender  # noqa: PLC0415

        self._sender = Sender(service.base_url, transport)

    def create(
        self,
        *,
        model: Model | str | Omitted = OMITTED,
        modalities: Sequence[Modality | str] | Omitted = OMITTED,
        instructions: str | Omitted = OMITTED,
        voice: Voice | str | Part | Omitted = OMITTED,
        input_audio_format: AudioFormat | str | Omitted = OMITTED,
        output_audio_format: AudioFormat | str | Omitted = OMITTED,
        input_audio_transcription: Part | Omitted | None = OMITTED,
        input_audio_noise_reduction: Part | Omitted | None = OMITTED,
        turn_detection: ServerVad | SemanticVad | Part | Omitted | None = OMITTED,
        tools: Sequence[Part] | Omitted = OMITTED,
        tool_choice: str | Part | Omitted = OMITTED,
        temperature: float | Omitted = OMITTED,
        max_response_output_tokens: int | Literal["inf"] | Omitted = OMITTED,
        speed: float | Omitted = OMITTED,
        tracing: Literal["auto"] | Part | Omitted | None = OMITTED,
        truncation: Literal["auto", "disabled"] | Part | Omitted = OMITTED,
        prompt: Part | Omitted | None = OMITTED,
        include: Sequence[str] | Omitted = OMITTED,
        reasoning: Part | Omitted = OMITTED,
        parallel_tool_calls: bool | Omitted = OMITTED,
        expires_after: int | timedelta | Omitted = OMITTED,
        safety_identifier: str | Omitted = OMITTED,
        extra_body: Mapping[str, Any] | None = None,
        **options: Unpack[CallOptions],
    ) -> Session:
        """Mint a key for a session.

        A parameter that is left out isn't sent, but for the model. None sends null, which turns a thing off.

        Args:
            model: The model, or on Azure the deployment's name. Any string; the newest known model where left out.
            modalities: ["text"], or ["audio", "text"] for audio with its transcript; ["audio"] means the same.
            instructions: What the model is told before the conversation.
            voice: A voice's name, or {"id": ...} for a custom voice. Any string.
            input_audio_format: How the user's audio is encoded: pcm16, g711_ulaw or g711_alaw.
            output_audio_format: How the model's audio is encoded: pcm16, g711_ulaw or g711_alaw.
            input_audio_transcription: {"model": ..., "language": ..., "prompt": ...}; None for no transcription.
            input_audio_noise_reduction: {"type": "near_field"} or {"type": "far_field"}; None for none.
            turn_detection: A ServerVad, a SemanticVad or a mapping; None leaves the turns to the caller.
            tools: Functions, and on the nested endpoint MCP servers, that the model may call.
            tool_choice: none, auto, required, or an object that names a tool.
            temperature: 0.6 to 1.2; flat endpoint only.
            max_response_output_tokens: 1 to 4096 tokens in one answer, or "inf".
            speed: How fast the model speaks, 0.25 to 1.5.
            tracing: auto, or an object with workflow_name, group_id, metadata; None for none.
            truncation: auto, disabled, or an object with a retention_ratio from 0 to 1.
            prompt: A stored prompt: {"id": ..., "version": ..., "variables": {...}}.
            include: More to be sent with events: item.input_audio_transcription.logprobs.
            reasoning: {"effort": minimal, low, medium, high or xhigh}; nested endpoint only.
            parallel_tool_calls: Whether several tools may be called at once; nested endpoint only.
            expires_after: The key's life in seconds, or as a timedelta: 10 to 7200 whole seconds.
            safety_identifier: A stable, hashed id of your end user, sent in a header.
            extra_body: Fields of the session that this release doesn't know, sent as they are.
            **options: Of this call: timeout (seconds), max_retries, headers, idempotency_key.

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
        from .core import config_of  # noqa: PLC0415

        steps = self._core.mint(config_of(locals()), extra_body, checked(options))
        return self._call(steps, options)

    def create_raw(
        self, body: Any, *, endpoint: Endpoint = Endpoint.AUTO, **options: Unpack[CallOptions]
    ) -> RawResponse:
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
        return self._call(self._core.raw(body, endpoint, checked(options)), options)

    def _call(self, steps: Generator[httpx.Request, httpx.Response, Result], options: CallOptions) -> Result:
        """Carry requests and responses between the core and the network, all within the call's limits."""
        timeout, retries = self._core.limits(options)
        ends = None if timeout is None else time.monotonic() + timeout
        try:
            request = next(steps)
            while True:
                self._core.authorize(request, self._fresh_key())
                left = None if ends is None else ends - time.monotonic()
                request = steps.send(self._sender.send(request, timeout=left, retries=retries))
        except StopIteration as end:
            result: Result = end.value
            return result

    def _fresh_key(self) -> Secret:
        from .services import checked_key  # noqa: PLC0415

        if not callable(self._key):
            return self._key
        key = self._key()
        if inspect.iscoroutine(key):
            key.close()
            raise ConfigurationError("a function that has to be awaited for the key needs AsyncRealtimeSessions")
        return checked_key(key)

    def close(self) -> None:
        """Close the connections. Closing twice is fine; a closed client raises ConfigurationError."""
        self._sender.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncRealtimeSessions(_Client):
    """Mints keys for realtime sessions. Use it in an `async with` statement, or close it.

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

    _sender: AsyncSender

    def __init__(
        self,
        api_key: str | Callable[[], str | Awaitable[str]] | None = None,
        *,
        base_url: str | None = None,
        organization: str | None = None,
        project: str | None = None,
        endpoint: Endpoint = Endpoint.AUTO,
        defaults: SessionConfig | Mapping[str, Any] | None = None,
        timeout: float | None = 10.0,
        max_retries: int = 2,
        headers: Headers | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        strict: bool = False,
    ) -> None:
        from .services import openai  # noqa: PLC0415

        service = openai(base_url, organization, project)
        key = os.environ.get("OPENAI_API_KEY") if api_key is None else api_key
        self._open(service, transport)
        options = ClientOptions(
            defaults=defaults, timeout=timeout, max_retries=max_retries, headers=headers, strict=strict
        )
        self._set_up(service, key, endpoint, options)

    @classmethod
    def azure(
        cls,
        resource_endpoint: str,
        *,
        api_key: str | Callable[[], str | Awaitable[str]] | None = None,
        token_provider: Callable[[], str | Awaitable[str]] | None = None,
        api_version: str | None = None,
        endpoint: Endpoint = Endpoint.NESTED,
        transport: httpx.AsyncBaseTransport | None = None,
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

        key = _one_key(api_key, token_provider)
        service = azure(resource_endpoint, api_version, token=token_provider is not None)
        self = cls.__new__(cls)
        self._open(service, transport)
        self._set_up(service, key, endpoint, options)
        return self

    def _open(self, service: Service, transport: httpx.AsyncBaseTransport | None) -> None:
        from .transport import AsyncSender  # noqa: PLC0415

        self._sender = AsyncSender(service.base_url, transport)

    async def create(
        self,
        *,
        model: Model | str | Omitted = OMITTED,
        modalities: Sequence[Modality | str] | Omitted = OMITTED,
        instructions: str | Omitted = OMITTED,
        voice: Voice | str | Part | Omitted = OMITTED,
        input_audio_format: AudioFormat | str | Omitted = OMITTED,
        output_audio_format: AudioFormat | str | Omitted = OMITTED,
        input_audio_transcription: Part | Omitted | None = OMITTED,
        input_audio_noise_reduction: Part | Omitted | None = OMITTED,
        turn_detection: ServerVad | SemanticVad | Part | Omitted | None = OMITTED,
        tools: Sequence[Part] | Omitted = OMITTED,
        tool_choice: str | Part | Omitted = OMITTED,
        temperature: float | Omitted = OMITTED,
        max_response_output_tokens: int | Literal["inf"] | Omitted = OMITTED,
        speed: float | Omitted = OMITTED,
        tracing: Literal["auto"] | Part | Omitted | None = OMITTED,
        truncation: Literal["auto", "disabled"] | Part | Omitted = OMITTED,
        prompt: Part | Omitted | None = OMITTED,
        include: Sequence[str] | Omitted = OMITTED,
        reasoning: Part | Omitted = OMITTED,
        parallel_tool_calls: bool | Omitted = OMITTED,
        expires_after: int | timedelta | Omitted = OMITTED,
        safety_identifier: str | Omitted = OMITTED,
        extra_body: Mapping[str, Any] | None = None,
        **options: Unpack[CallOptions],
    ) -> Session:
        """Mint a key for a session.

        A parameter that is left out isn't sent, but for the model. None sends null, which turns a thing off.

        Args:
            model: The model, or on Azure the deployment's name. Any string; the newest known model where left out.
            modalities: ["text"], or ["audio", "text"] for audio with its transcript; ["audio"] means the same.
            instructions: What the model is told before the conversation.
            voice: A voice's name, or {"id": ...} for a custom voice. Any string.
            input_audio_format: How the user's audio is encoded: pcm16, g711_ulaw or g711_alaw.
            output_audio_format: How the model's audio is encoded: pcm16, g711_ulaw or g711_alaw.
            input_audio_transcription: {"model": ..., "language": ..., "prompt": ...}; None for no transcription.
            input_audio_noise_reduction: {"type": "near_field"} or {"type": "far_field"}; None for none.
            turn_detection: A ServerVad, a SemanticVad or a mapping; None leaves the turns to the caller.
            tools: Functions, and on the nested endpoint MCP servers, that the model may call.
            tool_choice: none, auto, required, or an object that names a tool.
            temperature: 0.6 to 1.2; flat endpoint only.
            max_response_output_tokens: 1 to 4096 tokens in one answer, or "inf".
            speed: How fast the model speaks, 0.25 to 1.5.
            tracing: auto, or an object with workflow_name, group_id, metadata; None for none.
            truncation: auto, disabled, or an object with a retention_ratio from 0 to 1.
            prompt: A stored prompt: {"id": ..., "version": ..., "variables": {...}}.
            include: More to be sent with events: item.input_audio_transcription.logprobs.
            reasoning: {"effort": minimal, low, medium, high or xhigh}; nested endpoint only.
            parallel_tool_calls: Whether several tools may be called at once; nested endpoint only.
            expires_after: The key's life in seconds, or as a timedelta: 10 to 7200 whole seconds.
            safety_identifier: A stable, hashed id of your end user, sent in a header.
            extra_body: Fields of the session that this release doesn't know, sent as they are.
            **options: Of this call: timeout (seconds), max_retries, headers, idempotency_key.

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
        from .core import config_of  # noqa: PLC0415

        steps = self._core.mint(config_of(locals()), extra_body, checked(options))
        return await self._call(steps, options)

    async def create_raw(
        self, body: Any, *, endpoint: Endpoint = Endpoint.AUTO, **options: Unpack[CallOptions]
    ) -> RawResponse:
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
        return await self._call(self._core.raw(body, endpoint, checked(options)), options)

    async def _call(self, steps: Generator[httpx.Request, httpx.Response, Result], options: CallOptions) -> Result:
        """Carry requests and responses between the core and the network, all within the call's limits."""
        import anyio  # noqa: PLC0415 - httpx brings it

        timeout, retries = self._core.limits(options)
        ends = None if timeout is None else time.monotonic() + timeout
        try:
            request = next(steps)
            while True:
                key = None
                with anyio.move_on_after(timeout):
                    key = await self._fresh_key()
                if key is None:
                    raise APITimeoutError("there was no key to send within the time limit")
                self._core.authorize(request, key)
                left = None if ends is None else ends - time.monotonic()
                request = steps.send(await self._sender.send(request, timeout=left, retries=retries))
        except StopIteration as end:
            result: Result = end.value
            return result

    async def _fresh_key(self) -> Secret:
        from .services import checked_key  # noqa: PLC0415

        if not callable(self._key):
            return self._key
        key = self._key()
        return checked_key(await key if inspect.isawaitable(key) else key)

    async def aclose(self) -> None:
        """Close the connections. Closing twice is fine; a closed client raises ConfigurationError."""
        await self._sender.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
