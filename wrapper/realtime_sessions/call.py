"""Build requests and interpret replies for both clients, without doing I/O.

What to send, to which endpoint, what a reply means and when to go to the other endpoint is decided here, once; a
client only carries requests and responses. A body is checked once, merged as plain values and encoded once; a reply
is parsed once, when something first asks what it says. No local here holds a key in a plain string.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from collections.abc import Generator, Mapping
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar, cast

import httpx
from attrs import define, evolve, field

from . import _api, attempts, checks, endpoints, errors, session, shapes
from .config import SessionConfig, checked, known
from .endpoints import Discovery, Endpoint
from .errors import ConfigurationError
from .options import CallOptions
from .parameters.enums import Model
from .redaction import MaskedDict, Secret, redact, without_keys
from .services import Service, checked_headers
from .session import RawResponse, Session

Result = TypeVar("Result")
_log: Final = logging.getLogger("realtime_sessions")
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


def _checked_defaults(defaults: Any) -> dict[str, Any]:
    if isinstance(defaults, SessionConfig):
        return defaults.given()
    if defaults is not None and not (isinstance(defaults, Mapping) and defaults.keys() <= {*known()}):
        raise ConfigurationError(f"defaults are a SessionConfig, or a mapping with some of {', '.join(known())}")
    return checked(defaults or {})


class Reply:
    """A reply, parsed once, when something first asks what it says."""

    def __init__(self, response: httpx.Response) -> None:
        self.status, self.headers, self.reason = response.status_code, response.headers, response.reason_phrase
        self.is_success = response.is_success
        self._content = response.content
        self.sent: list[Secret] = response.request.extensions["sent"]
        self.request_id = redact(response.headers.get("x-request-id"), self.sent)

    @cached_property
    def text(self) -> str:
        """The text; a byte that isn't UTF-8 costs itself only."""
        return self._content.decode("utf-8-sig", errors="replace")

    @cached_property
    def value(self) -> Any:
        """The JSON value; the text where it isn't JSON."""
        try:
            return json.loads(self.text)
        except RecursionError:
            return self.text
        except ValueError:
            try:  # Python refuses whole numbers of thousands of digits
                return json.loads(self.text, parse_int=_whole)
            except (ValueError, RecursionError):
                return self.text

    @cached_property
    def error(self) -> dict[str, Any]:
        """The service's error; empty where the reply isn't in the service's envelope."""
        found = self.value.get("error") if isinstance(self.value, dict) else None
        return found if isinstance(found, dict) else {}

    @property
    def is_retired(self) -> bool:
        """Whether the provider says that the endpoint itself is gone."""
        return not self.is_success and endpoints.is_retired(self.status, self.error)

    @property
    def is_gone(self) -> bool:
        """Whether the server says that it has no such path."""
        return not self.is_success and endpoints.is_gone(self.status, self.error)

    @property
    def speaks(self) -> bool:
        """Whether the service itself answered there, if only with a refusal; a proxy's page is no answer of its."""
        return self.is_success or (bool(self.error) and self.status < errors.FIRST_SERVER_ERROR and not self.is_gone)


Steps: TypeAlias = Generator[httpx.Request | None, Reply | None, Result]


class Answer(NamedTuple):
    """What an endpoint answered, and what the other one had answered where that was asked first."""

    endpoint: Endpoint
    dropped: tuple[str, ...]
    reply: Reply
    before: Answer | None = None


def _above() -> int:
    """How far up the stack the caller of this package is, for a warning to name its line."""
    frame, level = sys._getframe(1), 1  # noqa: SLF001 - the only way to the caller's line before Python 3.12
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith(__package__ or ""):
        frame, level = frame.f_back, level + 1
    return level


def _whole(digits: str) -> float:
    try:
        return int(digits)
    except ValueError:
        return float(digits)


@define(slots=False, repr=False)
class Calls:
    """One client's settings, and the decisions that follow from them."""

    service: Service
    endpoint: Endpoint = field(converter=chosen)
    defaults: dict[str, Any] = field(converter=_checked_defaults, default=None)
    timeout: float | None = field(converter=_checked_timeout, default=10.0)
    max_retries: int = field(converter=_checked_retries, default=2)
    headers: Secret = field(converter=checked_headers, factory=lambda: Secret(None))  # may carry keys
    strict: bool = False
    discovery: Discovery = field(init=False)
    _ready: dict[Endpoint, Secret] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self.defaults = {**self.service.builtin, **self.defaults}
        self.discovery = endpoints.discovery(self.service.base_url, self.service.start)

    def changed(self, settings: Mapping[str, Any]) -> Calls:
        """The same with other settings; defaults lie over these."""
        merged = {**self.defaults, **_checked_defaults(settings.get("defaults"))}
        other = evolve(self, **{**settings, "defaults": None})
        other.defaults, other.discovery = merged, self.discovery
        return other

    def limits(self, options: CallOptions) -> tuple[float | None, int]:
        """Seconds and retries of one call."""
        timeout, retries = options.get("timeout", self.timeout), options.get("max_retries", self.max_retries)
        return _checked_timeout(timeout), _checked_retries(retries)

    def mint(
        self, kind: str, given: Mapping[str, Any], extra_body: Mapping[str, Any] | None, options: CallOptions
    ) -> Steps[Session]:
        """Yields the requests to send, takes their replies, returns the session; None asks to wait a little."""
        names = known(kind)
        config = {**{name: value for name, value in self.defaults.items() if name in names}, **given}
        extra = None if extra_body is None else checks.mapping("extra_body", extra_body)
        self._warn_of_retirement(config)
        fixed = self.endpoint
        if kind != "realtime":  # only one endpoint makes it
            fixed = Endpoint.NESTED
            if self.endpoint is Endpoint.FLAT:
                raise errors.EndpointRetiredError(f"the flat endpoint makes no {kind} session: use Endpoint.NESTED")
        if fixed is Endpoint.AUTO:
            answer = yield from self._found(config, extra, options)
        else:
            answer = yield from self._asked(fixed, kind, config, extra, options, told=False)
        error = self._error(answer, kind)
        if error is None:
            return session.read(
                answer.reply.value,
                endpoint=answer.endpoint,
                request_id=answer.reply.request_id,
                dropped=answer.dropped,
                asked_life=config.get("expires_after"),
                sent_keys=answer.reply.sent,
            )
        del answer  # what the server sent may repeat a key, and reporters of errors show locals
        raise error

    def _asked(
        self,
        endpoint: Endpoint,
        kind: str,
        config: Mapping[str, Any],
        extra: Mapping[str, Any] | None,
        options: CallOptions,
        *,
        told: bool,
    ) -> Steps[Answer]:
        """Ask one endpoint. What it can't express is told before it is asked, so that as an error it costs no key."""
        encoded = shapes.encode(config, endpoint, kind)
        if encoded.dropped and self.strict:
            name = encoded.dropped[0]
            value: Any = config
            for part in name.split("."):
                value = value.get(part) if isinstance(value, Mapping) else None
            raise errors.InvalidParameterError(name, value, f"left out: the {endpoint} endpoint can't express it")
        if encoded.dropped and not told:
            self._warn_of_dropped(endpoint, encoded.dropped)
        reply = yield self._request(encoded.body, config, extra, endpoint, options)
        return Answer(endpoint, encoded.dropped, cast(Reply, reply))

    def _found(self, config: Mapping[str, Any], extra: Mapping[str, Any] | None, options: CallOptions) -> Steps[Answer]:
        """Ask the endpoint that the server speaks, or find out which that is; one call does, the others wait."""
        found, mine = self.discovery, False
        while not found.known and not (mine := found.begin()):
            yield None
        answer, spoken = None, None
        try:
            known_before = found.known
            answer = yield from self._asked(found.endpoint, "realtime", config, extra, options, told=not known_before)
            if answer.reply.is_gone:
                other = endpoints.other(answer.endpoint)
                _log.info("%s answered %d: asking the %s endpoint", answer.endpoint, answer.reply.status, other)
                second = yield from self._asked(other, "realtime", config, extra, options, told=True)
                answer = second._replace(before=answer)
                known_before = False
            spoken = answer.endpoint if answer.reply.speaks else None
        finally:
            if mine:
                found.end(spoken)
            elif spoken is not None:
                found.endpoint = spoken
        if answer.dropped and not known_before and answer.reply.is_success:
            self._warn_of_dropped(answer.endpoint, answer.dropped)
        return answer

    def raw(self, body: Any, endpoint: Endpoint, options: CallOptions) -> Steps[RawResponse]:
        """The same with the caller's own body, once; returns the reply as it came."""
        place = self.endpoint if chosen(endpoint) is Endpoint.AUTO else chosen(endpoint)
        place = self.discovery.endpoint if place is Endpoint.AUTO else place
        content = json.dumps(checks.anything("body", body)).encode()
        reply = cast(Reply, (yield self._built(content, None, place, options)))
        body = _masked(reply.value)
        return RawResponse(reply.status, dict(reply.headers), body, reply.headers.get("x-request-id"))

    def _warn_of_dropped(self, endpoint: Endpoint, dropped: tuple[str, ...]) -> None:
        if dropped:
            text = f"the {endpoint} endpoint can't express {', '.join(dropped)}; the session is made without"
            _log.info("%s", text)
            warnings.warn(text, errors.DroppedParameterWarning, stacklevel=_above())

    def _warn_of_retirement(self, config: Mapping[str, Any]) -> None:
        name = config.get("model")
        model = Model(name) if isinstance(name, str) else None
        if model is not None and model.retired and self.service.builtin:  # on Azure it is a deployment's name
            text = f"the provider shut {model.value} down on {model.retires_on}"
            warnings.warn(text, errors.RetiredModelWarning, stacklevel=_above())

    def _request(
        self,
        body: dict[str, Any],
        config: Mapping[str, Any],
        extra: Mapping[str, Any] | None,
        endpoint: Endpoint,
        options: CallOptions,
    ) -> httpx.Request:
        whole = body if extra is None else shapes.merge_extra(body, extra, endpoint)
        content = json.dumps(whole, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        return self._built(content, config.get("safety_identifier"), endpoint, options)

    def _built(
        self, content: bytes, safety_identifier: str | None, endpoint: Endpoint, options: CallOptions
    ) -> httpx.Request:
        if endpoint not in self._ready:
            self._ready[endpoint] = Secret(self._prepare(endpoint))
        method, url, headers = self._ready[endpoint].value
        request = httpx.Request(method, url, headers=headers, content=content)
        named = {"OpenAI-Safety-Identifier": safety_identifier, "Idempotency-Key": options.get("idempotency_key")}
        _apply(request.headers, checked_headers(Secret({n: value for n, value in named.items() if value is not None})))
        given = cast(Secret, options.get("headers", Secret(None)))
        _apply(request.headers, checked_headers(given))
        return request

    def _prepare(self, endpoint: Endpoint) -> tuple[str, httpx.URL, httpx.Headers]:
        """What every request to an endpoint has in common, made once for a client."""
        kwargs = _api.request(endpoint)
        url = httpx.URL(self._url(endpoint))
        params = {**kwargs.get("params", {}), **self.service.params.get(endpoint, {})}
        headers = httpx.Headers({"User-Agent": f"realtime-sessions/{VERSION}", "Accept": "application/json"})
        headers["Accept-Encoding"] = "identity"  # a compressed reply could be far larger than it looks
        headers["Connection"] = "keep-alive"
        flat = self.service.flat_headers if endpoint is Endpoint.FLAT else {}
        for layer in (kwargs.get("headers", {}), self.service.headers, flat, self.headers.value):
            _apply(headers, Secret(layer))
        return kwargs["method"].upper(), url.copy_merge_params(params) if params else url, headers

    def authorized(self, waiting: list[httpx.Request | None], key: Secret, options: CallOptions) -> Secret:
        """Put the key where the service looks for it, unless the caller's headers say otherwise."""
        request = cast(httpx.Request, waiting.pop())
        given = cast(Secret, options.get("headers", Secret(None)))
        named = {name.lower() for layer in (self.headers, given) for name in layer.value or {}}
        if self.service.key_header.lower() not in named:  # the caller's headers may replace our key, or remove it
            request.headers[self.service.key_header] = self.service.key_prefix + key.value
        values = [request.headers.get(name) for name in ("Authorization", "api-key")]
        request.extensions["sent"] = [Secret(value.rpartition(" ")[2]) for value in values if value]
        return Secret(request)

    def _error(self, answer: Answer, kind: str) -> errors.RealtimeSessionsError | None:
        """The error that an answer means: a refusal, or a success without a key."""
        reply = answer.reply
        if reply.is_success and session.has_key(reply.value):
            return None
        text = redact(str(reply.error.get("message") or reply.text or reply.reason), reply.sent)
        found: errors.RealtimeSessionsError
        if reply.is_success:
            found = errors.UnexpectedReplyError("the reply has no client secret: it isn't a minted session")
        else:
            found = self._refusal(answer, text[:_SHOWN_CHARACTERS], kind)
        found.status_code, found.request_id = reply.status, reply.request_id
        try:
            found.body = without_keys(reply.value, reply.sent)
        except RecursionError:
            found.body = text
        return found

    def _refusal(self, answer: Answer, message: str, kind: str) -> errors.APIStatusError:
        endpoint, reply = answer.endpoint, answer.reply
        code, param, what = (
            redact(str(reply.error[name]), reply.sent) if reply.error.get(name) is not None else None
            for name in ("code", "param", "type")
        )
        where = " ".join(filter(None, [str(reply.status), code, f"({param})" if param else None]))
        text = f"{where}: {message}" if message else where
        if answer.before is not None and not reply.is_gone:
            text += f"; the {answer.before.endpoint} endpoint had answered {answer.before.reply.status}"
        error = errors.for_status(reply.status)(text)
        retired = reply.is_retired or (answer.before is not None and answer.before.reply.is_retired)
        if answer.before is not None and reply.is_gone:
            tried = ", ".join(f"{self._url(one.endpoint)} ({one.reply.status})" for one in (answer.before, answer))
            cls = errors.EndpointRetiredError if retired else errors.NotFoundError
            error = cls(f"the server has neither endpoint: tried {tried}; {self._advice()} ({text})")
        elif reply.is_retired or (kind != "realtime" and reply.is_gone):
            hint = f"use endpoint=Endpoint.{endpoints.other(endpoint).name}, or Endpoint.AUTO to have it found out"
            hint = hint if kind == "realtime" else "this server has no other that makes such a session"
            error = errors.EndpointRetiredError(f"the {endpoint} endpoint is retired: {hint} ({text})")
        error.code, error.param, error.type = code, param, what
        error.retry_after = attempts.told_pause(reply.headers)
        return error

    def _url(self, endpoint: Endpoint) -> str:
        return self.service.base_url + self.service.paths[endpoint]

    def _advice(self) -> str:
        """What to try where nothing is there: most often the base URL is a little wrong."""
        for path in (*self.service.paths.values(), "/realtime"):
            if self.service.base_url.endswith(path):
                return f"leave {path} out of the base URL"
        return "check the base URL" + ("" if self.service.base_url.endswith("/v1") else "; does /v1 lack at its end?")


def _apply(headers: httpx.Headers, layer: Secret) -> None:
    for name, value in (layer.value or {}).items():
        if value is None:
            headers.pop(name, None)
        else:
            headers[name] = value


def _masked(value: Any) -> Any:
    if isinstance(value, dict):
        return MaskedDict({name: _masked(inner) for name, inner in value.items()})
    return [_masked(inner) for inner in value] if isinstance(value, list) else value
