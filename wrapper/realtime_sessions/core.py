"""What both clients know and decide, without sending anything.

Protects sync and async from drifting apart: what to send, to which endpoint, what a reply means and
when to go to the other endpoint is decided once, here. A client only carries requests and responses.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Generator, Mapping
from typing import Any, Final, NamedTuple

import httpx
from attrs import define, field

from . import _api, attempts, checks, endpoints, errors, session
from .config import SHAPES, SessionConfig
from .endpoints import Endpoint
from .errors import ConfigurationError
from .options import CallOptions, Headers
from .redaction import Secret, minted_keys, redact
from .services import Service, checked_headers
from .session import RawResponse, Session
from .values import Model

VERSION: Final = "0.1.0"
_SHOWN_CHARACTERS: Final = 300
_LONGEST_LIMIT: Final = 86_400.0  # seconds: beyond a day, sockets refuse the number on some systems


def _checked_timeout(timeout: Any) -> float | None:
    if timeout is None:
        return None
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not 0 < timeout <= _LONGEST_LIMIT:
        raise ConfigurationError("the timeout must be more than 0 seconds and at most a day, or None for no limit")
    return timeout


def _checked_retries(max_retries: Any) -> int:
    if isinstance(max_retries, bool) or not isinstance(max_retries, int) or max_retries < 0:
        raise ConfigurationError("max_retries must be 0 or more")
    return max_retries


def chosen(endpoint: Any) -> Endpoint:
    """An endpoint from what a caller names it by.

    Raises:
        ConfigurationError: there is none of that name.
    """
    try:
        return Endpoint(endpoint)
    except ValueError as error:
        raise ConfigurationError(f"there is no endpoint {endpoint!r}: it is auto, flat or nested") from error


def _checked_defaults(defaults: Any) -> SessionConfig:
    if isinstance(defaults, SessionConfig):
        return defaults
    if defaults is not None and not (isinstance(defaults, Mapping) and defaults.keys() <= SHAPES.keys()):
        raise ConfigurationError(f"defaults are a SessionConfig, or a mapping with some of {', '.join(SHAPES)}")
    return SessionConfig(**(defaults or {}))


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
    endpoint: Endpoint = field(converter=chosen)
    defaults: SessionConfig = field(converter=_checked_defaults, default=None, repr=False)
    timeout: float | None = field(converter=_checked_timeout, default=10.0)
    max_retries: int = field(converter=_checked_retries, default=2)
    headers: Headers = field(converter=checked_headers, default=None, repr=False)  # may carry keys
    strict: bool = False
    moved: bool = False  # AUTO has gone to the other endpoint, and stays there

    def __attrs_post_init__(self) -> None:
        self.defaults = self.service.builtin.merge(self.defaults)

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
        self._warn_of_retirement(config)
        endpoint = self.current(self.endpoint)
        prepared = self._prepare(endpoint, config, extra_body, options)
        may_move = self.endpoint is Endpoint.AUTO and endpoint is self.service.start
        if not may_move:
            self._warn_of_dropped(endpoint, prepared.dropped)  # before it is sent: as an error, it costs no key
        response = yield prepared.request
        if may_move and _is_gone(response):
            other = endpoints.other(endpoint)
            second = self._prepare(other, config, extra_body, options)
            second_response = yield second.request
            self.moved = _speaks(second_response) or (_is_retired(response) and not _is_gone(second_response))
            if self.moved or _is_retired(second_response):
                endpoint, prepared, response = other, second, second_response
        life = config.expires_after if isinstance(config.expires_after, int) else None
        minted = self._finish(endpoint, response, prepared.dropped, life)
        if may_move:
            self._warn_of_dropped(endpoint, prepared.dropped)
        return minted

    def _warn_of_dropped(self, endpoint: Endpoint, dropped: tuple[str, ...]) -> None:
        if dropped:
            text = f"the {endpoint} endpoint can't express {', '.join(dropped)}; the session is made without"
            warnings.warn(
                text, errors.DroppedParameterWarning, stacklevel=5
            )  # over mint, _call and create: the caller's line

    def _warn_of_retirement(self, config: SessionConfig) -> None:
        model = Model(config.model) if isinstance(config.model, str) else None
        if model is not None and model.retired and self.service.builtin.model:  # on Azure it is a deployment's name
            text = f"the provider shut {model.value} down on {model.retires_on}"
            warnings.warn(text, errors.RetiredModelWarning, stacklevel=5)

    def raw(
        self, body: Any, endpoint: Endpoint, options: CallOptions
    ) -> Generator[httpx.Request, httpx.Response, RawResponse]:
        """The same with the caller's own body, once; returns the reply as it came."""
        place = self.current(self.endpoint if chosen(endpoint) is Endpoint.AUTO else chosen(endpoint))
        content = json.dumps(checks.anything("body", body))
        kwargs = {"method": "post", "content": content, "headers": {"Content-Type": "application/json"}}
        response = yield self._build(place, kwargs, options)
        told = response.headers.get("x-request-id")
        return RawResponse(response.status_code, dict(response.headers), _api.decode(place, response), told)

    def _prepare(
        self, endpoint: Endpoint, config: SessionConfig, extra_body: Mapping[str, Any] | None, options: CallOptions
    ) -> Prepared:
        given = config.given()
        encoded = endpoints.encode(given, endpoint)
        if encoded.dropped and self.strict:
            name = encoded.dropped[0]
            value: Any = given
            for part in name.split("."):
                value = value.get(part)
            raise errors.InvalidParameterError(name, value, f"left out: the {endpoint} endpoint can't express it")
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
        layers = [own, self.headers, checked_headers(named), checked_headers(options.get("headers"))]
        kwargs["url"] = self.service.base_url + self.service.paths[endpoint]
        request = httpx.Request(**kwargs, params=self.service.params.get(endpoint) or None)
        for name, value in (pair for layer in layers for pair in layer.items()):
            if value is None:
                request.headers.pop(name, None)
            else:
                request.headers[name] = value
        named_key = any(name.lower() == self.service.key_header.lower() for layer in layers for name in layer)
        request.extensions["own_key"] = not named_key  # the caller's headers may replace our key, or remove it
        return request

    def authorize(self, request: httpx.Request, key: Secret) -> None:
        """Put the key where the service looks for it, unless the caller's headers say otherwise."""
        if request.extensions["own_key"]:
            request.headers[self.service.key_header] = self.service.key_prefix + key.value

    def _finish(
        self, endpoint: Endpoint, response: httpx.Response, dropped: tuple[str, ...], asked_life: int | None
    ) -> Session:
        sent = self._sent_keys(response)
        request_id = redact(response.headers.get("x-request-id"), *sent)
        reply: Any = None
        try:
            reply = _api.decode(endpoint, response)
            if not response.is_success:
                raise self._status_error(endpoint, response, sent)
            return session.read(
                reply, endpoint=endpoint, request_id=request_id, dropped=dropped, asked_life=asked_life, sent_keys=sent
            )
        except RecursionError as error:
            raise errors.UnexpectedReplyError("the reply is nested too deeply to be a session") from error
        except errors.RealtimeSessionsError as error:
            error.status_code, error.request_id = response.status_code, request_id
            error.body = redact(reply, *sent, *minted_keys(reply))
            raise

    def _status_error(self, endpoint: Endpoint, response: httpx.Response, sent: list[str]) -> errors.APIStatusError:
        told = attempts.error_of(response)
        code, param, kind = (
            redact(str(told[name]), *sent) if told.get(name) is not None else None for name in ("code", "param", "type")
        )
        message = redact(str(told.get("message") or _api.text_of(response) or response.reason_phrase), *sent)
        where = " ".join(filter(None, [str(response.status_code), code, f"({param})" if param else None]))
        text = f"{where}: {message[:_SHOWN_CHARACTERS]}"
        error = errors.for_status(response.status_code)(text)
        if _is_retired(response):
            hint = f"use endpoint=Endpoint.{endpoints.other(endpoint).name}, or Endpoint.AUTO to have it found out"
            if self.endpoint is Endpoint.AUTO:
                hint = "this server has no other"
            error = errors.EndpointRetiredError(f"the {endpoint} endpoint is retired: {hint} ({text})")
        error.code, error.param, error.type = code, param, kind
        error.retry_after = attempts.told_pause(response.headers)
        return error

    def _sent_keys(self, response: httpx.Response) -> list[str]:
        """The key that was sent, as it is and as the header had it, so that a server that repeats it is no leak."""
        values = [response.request.headers.get(name, "") for name in ("Authorization", "api-key")]
        return [part for value in values for part in (value, value.rpartition(" ")[2]) if part]


def _is_retired(response: httpx.Response) -> bool:
    return endpoints.is_retired(response.status_code, attempts.error_of(response))


def _is_gone(response: httpx.Response) -> bool:
    return _is_retired(response) or endpoints.is_unknown_path(response.status_code, attempts.error_of(response))


def _speaks(response: httpx.Response) -> bool:
    """Whether the service itself answered there, if only with a refusal; a proxy's page is no answer of its."""
    known = bool(attempts.error_of(response)) and not response.is_server_error
    return response.is_success or (known and not _is_gone(response))
