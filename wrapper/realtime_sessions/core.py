"""What both clients know and decide, without sending anything.

Protects sync and async from drifting apart: what to send, to which endpoint, what a reply means and
when to go to the other endpoint is decided once, here. A client only carries requests and responses.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypedDict
from urllib.parse import urlsplit

from attrs import define, frozen

from . import checks, endpoints, errors, session
from .config import DEFAULTS, SHAPES, SessionConfig
from .endpoints import Endpoint
from .errors import ConfigurationError
from .redaction import Secret, minted_keys, redact
from .session import RawResponse, Session
from .values import OMITTED, Model

if TYPE_CHECKING:
    import httpx

BASE_URL: Final = "https://api.openai.com/v1"
VERSION: Final = "0.1.0"
_AZURE_PREVIEW: Final = "2025-04-01-preview"
_SHOWN_CHARACTERS: Final = 300

Headers = Mapping[str, str | None]


class CallOptions(TypedDict, total=False):
    """How one call is made; as the client is set up where left out."""

    timeout: float | None
    """Seconds for the whole call with its retries; None for no limit."""
    max_retries: int
    """Attempts after the first: 0 or more."""
    headers: Headers
    """More headers, or None for one that isn't to be sent."""
    idempotency_key: str
    """Sent as Idempotency-Key, the same with every attempt."""


class ClientOptions(TypedDict, total=False):
    """How a client is set up, whichever service it speaks to."""

    defaults: SessionConfig | Mapping[str, Any] | None
    """Parameters for every call, over our own defaults and under the call's."""
    timeout: float | None
    """Seconds for a whole call with its retries: 10 where left out; None for no limit."""
    max_retries: int
    """Attempts after the first: 2 where left out."""
    headers: Headers | None
    """More headers, or None for one that isn't to be sent."""
    strict: bool
    """Whether a parameter that the endpoint can't express is an error in place of a warning."""


@frozen
class Service:
    """Where keys are minted, and how the server knows us."""

    base_url: str
    start: Endpoint
    """Where AUTO starts."""
    headers: Mapping[str, str]
    flat_headers: Mapping[str, str]
    paths: Mapping[Endpoint, str]
    params: Mapping[Endpoint, Mapping[str, str]]
    builtin: SessionConfig
    """Our own defaults there."""
    key_header: str
    key_prefix: str


def openai(base_url: str | None, organization: str | None, project: str | None) -> Service:
    """The provider's own API, or one that speaks as it does."""
    url = _checked_url(base_url or os.environ.get("OPENAI_BASE_URL") or BASE_URL)
    account = {
        "OpenAI-Organization": organization or os.environ.get("OPENAI_ORG_ID"),
        "OpenAI-Project": project or os.environ.get("OPENAI_PROJECT_ID"),
    }
    return Service(
        base_url=url,
        start=endpoints.first(url),
        headers={name: value for name, value in account.items() if value},
        flat_headers={"OpenAI-Beta": "assistants=v2"},  # what the official SDKs send there, and only there
        paths=endpoints.PATHS,
        params={},
        builtin=DEFAULTS,
        key_header="Authorization",
        key_prefix="Bearer ",
    )


def azure(resource_endpoint: str, api_version: str | None, *, token: bool) -> Service:
    """Azure's current URL for the nested endpoint, its preview URL for the flat one; a model is a deployment there."""
    resource = _checked_url(resource_endpoint)
    preview = {"api-version": api_version or _AZURE_PREVIEW}
    return Service(
        base_url=f"{resource.removesuffix('/v1').removesuffix('/openai')}/openai",
        start=Endpoint.NESTED,
        headers={},
        flat_headers={},
        paths={Endpoint.NESTED: "/v1/realtime/client_secrets", Endpoint.FLAT: "/realtimeapi/sessions"},
        params={Endpoint.FLAT: preview, Endpoint.NESTED: {"api-version": api_version} if api_version else {}},
        builtin=SessionConfig(),
        key_header="Authorization" if token else "api-key",
        key_prefix="Bearer " if token else "",
    )


def checked_key(key: object) -> Secret:
    """A key that can stand in a header.

    Raises:
        ConfigurationError: it can't; the text doesn't show it.
    """
    if not isinstance(key, str) or not key.strip():
        raise ConfigurationError("there is no API key: pass api_key, or set OPENAI_API_KEY")
    if not key.isascii() or not key.isprintable() or " " in key:
        raise ConfigurationError(
            "the API key has a character that no key has: a space, a line break or a letter outside ASCII"
        )
    return Secret(key)


def _checked_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise ConfigurationError("the base URL must be http or https, with a host, and without credentials and query")
    return url.rstrip("/")


def _checked_headers(headers: Headers | None) -> dict[str, str | None]:
    for name, value in (headers or {}).items():
        if (
            not name.isascii()
            or not name.isprintable()
            or (value is not None and not (value.isascii() and value.isprintable()))
        ):
            raise ConfigurationError(f"the header {name!r} has a character that no header may have")
    return dict(headers or {})


def _checked_timeout(timeout: Any) -> float | None:
    if timeout is None:
        return None
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not timeout > 0:
        raise ConfigurationError("the timeout must be more than 0 seconds, or None for no limit")
    return timeout


def _checked_retries(max_retries: Any) -> int:
    if isinstance(max_retries, bool) or not isinstance(max_retries, int) or max_retries < 0:
        raise ConfigurationError("max_retries must be 0 or more")
    return max_retries


def config_of(arguments: Mapping[str, Any]) -> SessionConfig:
    """The config that a call of `create` asks for; its other arguments are not a session's."""
    return SessionConfig(**{name: arguments[name] for name in SHAPES})


class Prepared(NamedTuple):
    """A request ready to be sent, and the parameters that it had no place for."""

    request: httpx.Request
    dropped: tuple[str, ...]


@define(slots=False)
class Core:
    """One client's settings, and the decisions that follow from them."""

    service: Service
    http: httpx.Client | httpx.AsyncClient  # builds requests; the client sends them
    endpoint: Endpoint
    defaults: SessionConfig
    timeout: float | None
    max_retries: int
    headers: dict[str, str | None]
    strict: bool
    moved: bool = False  # AUTO has gone to the other endpoint, and stays there

    @classmethod
    def set_up(
        cls,
        service: Service,
        http: httpx.Client | httpx.AsyncClient,
        *,
        endpoint: Endpoint,
        defaults: SessionConfig | Mapping[str, Any] | None = None,
        timeout: float | None = 10.0,
        max_retries: int = 2,
        headers: Headers | None = None,
        strict: bool = False,
    ) -> Core:
        """A core whose settings are checked.

        Raises:
            ConfigurationError: a setting can't be used.
            InvalidParameterError: a default is out of its bounds.
        """
        chosen = defaults if isinstance(defaults, SessionConfig) else SessionConfig(**(defaults or {}))
        return cls(
            service,
            http,
            Endpoint(endpoint),
            service.builtin.merge(chosen),
            _checked_timeout(timeout),
            _checked_retries(max_retries),
            _checked_headers(headers),
            strict,
        )

    def limits(self, options: CallOptions) -> tuple[float | None, int]:
        """Seconds and retries of one call."""
        timeout, retries = options.get("timeout", self.timeout), options.get("max_retries", self.max_retries)
        return _checked_timeout(timeout), _checked_retries(retries)

    def current(self, endpoint: Endpoint) -> Endpoint:
        """The endpoint that a choice means now."""
        if endpoint is not Endpoint.AUTO:
            return endpoint
        return endpoints.other(self.service.start) if self.moved else self.service.start

    def mint(
        self, config: SessionConfig, extra_body: Mapping[str, Any] | None, options: CallOptions
    ) -> Generator[httpx.Request, httpx.Response, Session]:
        """Yields one request, or two where AUTO finds its endpoint gone; takes their responses; returns the session."""
        config = self.defaults.merge(config)
        endpoint = self.current(self.endpoint)
        prepared = self._prepare(endpoint, config, extra_body, options)
        response = yield prepared.request
        if self.endpoint is Endpoint.AUTO and not self.moved and _is_gone(response):
            other = endpoints.other(endpoint)
            second = self._prepare(other, config, extra_body, options)
            second_response = yield second.request
            if not _is_gone(second_response):
                self.moved = True
                endpoint, prepared, response = other, second, second_response
        life = config.expires_after if isinstance(config.expires_after, int) else None
        return self._finish(endpoint, response, prepared.dropped, life)

    def raw(self, body: Any, endpoint: Endpoint, options: CallOptions) -> httpx.Request:
        """A request with the caller's own body.

        Raises:
            InvalidParameterError: the body isn't JSON.
        """
        place = self.current(Endpoint(endpoint))
        return self._build(place, {"method": "post", "json": checks.anything("body", body)}, options)

    def _prepare(
        self, endpoint: Endpoint, config: SessionConfig, extra_body: Mapping[str, Any] | None, options: CallOptions
    ) -> Prepared:
        from . import _api  # noqa: PLC0415 - importing this package imports no generated code

        given = config.given()
        encoded = endpoints.encode(given, endpoint)
        if encoded.dropped and self.strict:
            name = encoded.dropped[0]
            raise errors.InvalidParameterError(
                name, given.get(name), f"left out: the {endpoint} endpoint can't express it"
            )
        kwargs = _api.request(endpoint, encoded.body)
        if extra_body is not None:
            extra = checks.mapping(checks.anything)("extra_body", extra_body)
            kwargs["json"] = endpoints.merge_extra(kwargs["json"], extra, endpoint)
        return Prepared(self._build(endpoint, kwargs, options, given.get("safety_identifier")), encoded.dropped)

    def _build(
        self, endpoint: Endpoint, kwargs: dict[str, Any], options: CallOptions, safety_identifier: str | None = None
    ) -> httpx.Request:
        own = {
            "User-Agent": f"realtime-sessions/{VERSION}",
            "Accept": "application/json",
            "Accept-Encoding": "identity",  # a compressed reply could be far larger than it looks
            **kwargs.pop("headers", {}),
            **self.service.headers,
            **(self.service.flat_headers if endpoint is Endpoint.FLAT else {}),
        }
        named = {"OpenAI-Safety-Identifier": safety_identifier, "Idempotency-Key": options.get("idempotency_key")}
        named = {name: value for name, value in named.items() if value is not None}
        kwargs["url"] = self.service.base_url + self.service.paths[endpoint]
        request = self.http.build_request(**kwargs, params=self.service.params.get(endpoint) or None)
        for layer in (own, self.headers, _checked_headers(named), _checked_headers(options.get("headers"))):
            for name, value in layer.items():
                if value is None:
                    request.headers.pop(name, None)
                else:
                    request.headers[name] = value
        return request

    def authorize(self, request: httpx.Request, key: Secret) -> None:
        """Put the key where the service looks for it, unless the caller's headers already have one there."""
        request.headers.setdefault(self.service.key_header, self.service.key_prefix + key.value)

    def _finish(
        self, endpoint: Endpoint, response: httpx.Response, dropped: tuple[str, ...], asked_life: int | None
    ) -> Session:
        from . import _api  # noqa: PLC0415 - importing this package imports no generated code

        reply = _api.decode(endpoint, response)
        request_id = response.headers.get("x-request-id")
        try:
            if not response.is_success:
                raise self._status_error(endpoint, response)
            return session.read(reply, endpoint=endpoint, request_id=request_id, dropped=dropped, asked_life=asked_life)
        except errors.RealtimeSessionsError as error:
            error.status_code = response.status_code
            error.request_id = request_id
            error.body = redact(reply, self._sent_key(response), *minted_keys(reply))
            raise

    def _status_error(self, endpoint: Endpoint, response: httpx.Response) -> errors.APIStatusError:
        from . import transport  # noqa: PLC0415 - importing this package doesn't import httpx

        told = transport.error_of(response)
        code, param, kind = (
            str(told[name]) if told.get(name) is not None else None for name in ("code", "param", "type")
        )
        key = self._sent_key(response)
        message = redact(str(told.get("message") or response.text[:_SHOWN_CHARACTERS] or response.reason_phrase), key)
        text = (
            " ".join(filter(None, [str(response.status_code), code, f"({param})" if param else None])) + f": {message}"
        )
        error = errors.for_status(response.status_code)(text)
        if endpoints.is_retired(response.status_code, told):
            hint = (
                "both endpoints of this server are gone"
                if self.endpoint is Endpoint.AUTO
                else (f"use endpoint=Endpoint.{endpoints.other(endpoint).name}, or Endpoint.AUTO to have it found out")
            )
            error = errors.EndpointRetiredError(f"the {endpoint} endpoint is retired: {hint} ({text})")
        error.code, error.param, error.type = code, param, kind
        error.retry_after = transport.told_pause(response.headers)
        return error

    def _sent_key(self, response: httpx.Response) -> str:
        return str(response.request.headers.get(self.service.key_header, "")).removeprefix(self.service.key_prefix)


def _is_gone(response: httpx.Response) -> bool:
    from . import transport  # noqa: PLC0415 - importing this package doesn't import httpx

    told = transport.error_of(response)
    return endpoints.is_retired(response.status_code, told) or endpoints.is_unknown_path(response.status_code, told)


def raw_response(endpoint: Endpoint, response: httpx.Response) -> RawResponse:
    """A reply as it came."""
    from . import _api  # noqa: PLC0415 - importing this package imports no generated code

    body = _api.decode(endpoint, response)
    return RawResponse(response.status_code, dict(response.headers), body, response.headers.get("x-request-id"))


@contextmanager
def translated_errors() -> Iterator[None]:
    """Whatever httpx raises arrives as one of ours, chained to it."""
    import httpx  # noqa: PLC0415 - importing this package doesn't import httpx

    from .transport import ReplyTooLargeError  # noqa: PLC0415

    try:
        yield
    except httpx.TimeoutException as error:
        raise errors.APITimeoutError("there was no whole reply within the time limit") from error
    except (ReplyTooLargeError, httpx.DecodingError) as error:
        raise errors.UnexpectedReplyError(f"the reply can't be read: {redact(str(error))}") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, httpx.CookieConflict) as error:
        raise errors.APIConnectionError(
            f"the connection failed ({type(error).__name__}): {redact(str(error))}"
        ) from error
    except RuntimeError as error:  # httpx has no class of its own for a client that was closed
        raise ConfigurationError("the client is closed") from error


def warn(minted: Session, config: SessionConfig, defaults: SessionConfig) -> None:
    """Say what the caller should know; the frame that is named is the caller's of `create`."""
    if minted.dropped:
        text = f"the {minted.endpoint} endpoint can't express {', '.join(minted.dropped)}; the session was made without"
        warnings.warn(text, errors.DroppedParameterWarning, stacklevel=3)
    model = defaults.model if config.model is OMITTED else config.model
    known = Model(model) if isinstance(model, str) else None
    if known is not None and known.retired:
        text = f"the provider shut {known.value} down on {known.retires_on}"
        warnings.warn(text, errors.RetiredModelWarning, stacklevel=3)
