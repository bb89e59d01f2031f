"""What the two clients share: the constructor, and the signatures of the calls, which are the product's face.

Importing this module imports neither httpx nor generated code: the first client that is made does.
"""

from __future__ import annotations

import copy
import functools
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, Unpack, cast

from .endpoints import Discovery, Endpoint
from .errors import ConfigurationError
from .keywords import Method, advising
from .options import ELSEWHERE, CallOptions, ClientOptions, Headers, sealed, split
from .redaction import Secret
from .values import OMITTED, Omitted

if TYPE_CHECKING:
    from .call import Calls
    from .config import SessionConfig
    from .options import CreateOptions, TranscriptionOptions
    from .parameters import types
    from .services import Service


K = TypeVar("K")  # an API key, or what gives one
T = TypeVar("T")  # an httpx transport
S = TypeVar("S")  # a session, or a coroutine of one
R = TypeVar("R")  # a raw reply, or a coroutine of one


def _minting(kind: str) -> Callable[[Method], Method]:
    """Make a signature the method that mints a kind of session.

    A signature is what callers see; the method behind it is handed only what a caller gave, so that nothing has to
    be told from its default.
    """

    def minting(signature: Method) -> Method:
        @functools.wraps(signature)
        def mint(self: Base[Any, Any, Any, Any], config: SessionConfig | None = None, /, **given: Any) -> Any:
            return self._mint(kind, config, given)

        return cast(Method, mint)

    return minting


class Base(Generic[K, T, S, R]):
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

    @functools.partial(advising, elsewhere=ELSEWHERE)
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
        hidden, url = Secret(headers), Secret(base_url)
        del api_key, base_url, headers  # what fails from here on shows its locals to whoever reports it
        service = openai(url, organization, project)
        settings = {"endpoint": endpoint, "defaults": defaults, "timeout": timeout, "max_retries": max_retries}
        self._set_up(service, key, transport, headers=hidden, strict=strict, **settings)

    @classmethod
    @functools.partial(advising, elsewhere=ELSEWHERE, more=ClientOptions.__annotations__)
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
        key, url = Secret(token_provider if by_token else api_key), Secret(resource_endpoint)
        both = by_token and api_key is not None
        del api_key, resource_endpoint, token_provider
        settings = sealed(options)
        if both or key.value is None:
            raise ConfigurationError("on Azure, pass either api_key or token_provider")
        service = azure(url, api_version, token=by_token)
        self = cls.__new__(cls)
        self._set_up(service, key, transport, endpoint=endpoint, **settings)
        return self

    def _set_up(self, service: Service, key: Secret, transport: T | None, **settings: Any) -> None:
        from .call import Calls  # noqa: PLC0415
        from .services import checked_key  # noqa: PLC0415

        self._key = key if callable(key.value) else checked_key(key)
        self._calls = Calls(service, **settings)
        if transport is not None:  # it may lead elsewhere: what others found out doesn't count
            self._calls.discovery = Discovery(service.start, known=False)
        self._open(service, transport)

    def __repr__(self) -> str:
        calls, sender = getattr(self, "_calls", None), getattr(self, "_sender", None)
        shown = f"base_url={calls.service.base_url!r}, endpoint={calls.endpoint.value!r}" if calls else ""
        shown += f", transport={sender.name!r}" if sender else ""
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
        model: types.ModelParam | Omitted = OMITTED,
        modalities: types.ModalitiesParam | Omitted = OMITTED,
        instructions: types.InstructionsParam | Omitted = OMITTED,
        voice: types.VoiceParam | Omitted = OMITTED,
        input_audio_format: types.InputAudioFormatParam | Omitted = OMITTED,
        output_audio_format: types.OutputAudioFormatParam | Omitted = OMITTED,
        input_audio_transcription: types.InputAudioTranscriptionParam | Omitted = OMITTED,
        input_audio_noise_reduction: types.InputAudioNoiseReductionParam | Omitted = OMITTED,
        turn_detection: types.TurnDetectionParam | Omitted = OMITTED,
        tools: types.ToolsParam | Omitted = OMITTED,
        tool_choice: types.ToolChoiceParam | Omitted = OMITTED,
        temperature: types.TemperatureParam | Omitted = OMITTED,
        max_response_output_tokens: types.MaxResponseOutputTokensParam | Omitted = OMITTED,
        speed: types.SpeedParam | Omitted = OMITTED,
        tracing: types.TracingParam | Omitted = OMITTED,
        truncation: types.TruncationParam | Omitted = OMITTED,
        prompt: types.PromptParam | Omitted = OMITTED,
        include: types.IncludeParam | Omitted = OMITTED,
        reasoning: types.ReasoningParam | Omitted = OMITTED,
        parallel_tool_calls: types.ParallelToolCallsParam | Omitted = OMITTED,
        expires_after: types.ExpiresAfterParam | Omitted = OMITTED,
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
            UnusableModelWarning: a key is minted for the model that opens no realtime session.

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
        input_audio_format: types.InputAudioFormatParam | Omitted = OMITTED,
        input_audio_transcription: types.InputAudioTranscriptionParam | Omitted = OMITTED,
        input_audio_noise_reduction: types.InputAudioNoiseReductionParam | Omitted = OMITTED,
        turn_detection: types.TurnDetectionParam | Omitted = OMITTED,
        include: types.IncludeParam | Omitted = OMITTED,
        expires_after: types.ExpiresAfterParam | Omitted = OMITTED,
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
        from .given import checked, known  # noqa: PLC0415

        if config is not None and (kind != "realtime" or not hasattr(config, "given")):
            hint = "; SessionConfig.from_dict makes one of a mapping" if isinstance(config, Mapping) else ""
            takes = f"a SessionConfig, or keywords like model={hint}" if kind == "realtime" else "keywords only"
            raise TypeError(f"this takes {takes}")
        extra = given.pop("extra_body", None)
        options = split(given, known(kind), kind)
        whole = {**(config.given() if config else {}), **checked(given, kind)}
        self._sender.prepare()
        return cast(S, self._call(self._calls.mint(kind, whole, extra, options), options))

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
        return cast(R, self._call(self._calls.raw(body, endpoint, hidden), hidden))
