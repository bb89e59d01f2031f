"""Build requests and interpret replies for both clients, without doing I/O.

What to send, to which endpoint, what a reply means and when to go to the other endpoint is decided here, once; a
client only carries requests and responses. A body is checked once, merged as plain values and encoded once; a reply
is parsed once, when something first asks what it says. No local here holds a key in a plain string.
"""

from __future__ import annotations

import functools
import json
import sys
import time
import warnings
from collections.abc import Collection, Generator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, TypeVar, cast

from . import _api, checks, endpoints, errors, shapes
from .endpoints import Endpoint, chosen
from .errors import ConfigurationError
from .given import checked, known
from .logs import INFO, show_as_asked, tell
from .options import VERSION, CallOptions
from .parameters.enums import Model
from .parameters.table import BESIDE
from .redaction import Secret
from .reply import Answer, Reply
from .sending.request import URL, Headers, Request
from .services import Service, checked_headers, merged

if TYPE_CHECKING:
    from .session import ClientSecret, RawResponse, Session

Result = TypeVar("Result")
_LONGEST_LIMIT: Final = 86_400.0  # seconds: beyond a day, sockets refuse the number on some systems


def _checked_timeout(timeout: Any) -> float | None:
    if timeout is None:
        return None
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not 0 < timeout <= _LONGEST_LIMIT:
        text = "the timeout must be a number of seconds, more than 0 and at most a day, or None for no limit"
        raise ConfigurationError(text)
    return timeout


def _checked_retries(max_retries: Any) -> int:
    if isinstance(max_retries, bool) or not isinstance(max_retries, int) or max_retries < 0:
        raise ConfigurationError("max_retries must be a whole number, 0 or more")
    return max_retries


def _checked_defaults(defaults: Any) -> dict[str, Any]:
    if not isinstance(defaults, Mapping | None):
        from .config import SessionConfig  # noqa: PLC0415 - whoever has one has imported it

        if isinstance(defaults, SessionConfig):
            return defaults.given()
    if defaults is not None and not (isinstance(defaults, Mapping) and defaults.keys() <= {*known()}):
        wrong = [str(name) for name in defaults if name not in known()] if isinstance(defaults, Mapping) else []
        from .explaining import advice  # noqa: PLC0415

        hint = f" (not {wrong[0]}{advice.parameter(wrong[0])})" if wrong else ""
        raise ConfigurationError(f"defaults are a SessionConfig, or a mapping of a session's parameters{hint}")
    return checked(defaults or {})


Steps: TypeAlias = Generator[Request | None, Reply | None, Result]


def _warn_of_dropped(endpoint: Endpoint, dropped: Collection[str]) -> None:
    if dropped:
        text = f"the {endpoint} endpoint can't express {', '.join(dropped)}; the session is made without"
        _warn(text, errors.DroppedParameterWarning)


def _warn(text: str, kind: type[Warning]) -> None:
    """Warn the caller of this package, whose line is the first one up the stack that isn't ours."""
    tell(INFO, "%s", text)
    frame, level = sys._getframe(), 1  # noqa: SLF001 - the only way to the caller's line before Python 3.12
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith(__package__ or ""):
        frame, level = frame.f_back, level + 1
    warnings.warn(text, kind, stacklevel=level)


class _Wanted(NamedTuple):
    """What one call asks for."""

    kind: str
    config: Mapping[str, Any]
    extra: Mapping[str, Any] | None
    options: CallOptions


class Calls:
    """One client's settings, and the decisions that follow from them."""

    def __init__(
        self,
        service: Service,
        *,
        endpoint: Any = Endpoint.AUTO,
        defaults: Any = None,
        timeout: Any = 10.0,
        max_retries: Any = 2,
        headers: Secret | None = None,  # may carry keys
        strict: Any = False,
    ) -> None:
        show_as_asked()
        if not isinstance(strict, bool):
            raise ConfigurationError("strict must be True or False")
        self.service, self.endpoint, self.strict = service, chosen(endpoint), strict
        self.defaults = {**service.builtin, **_checked_defaults(defaults)}
        self.timeout, self.max_retries = _checked_timeout(timeout), _checked_retries(max_retries)
        self.headers = checked_headers(headers or Secret(None))
        self.discovery = endpoints.discovery(service.base_url, service.start)
        self._ready: dict[Endpoint, tuple[str, URL, Headers]] = {}

    def changed(self, settings: Mapping[str, Any]) -> Calls:
        """The same with other settings; defaults lie over these."""
        kept = {name: getattr(self, name) for name in ("endpoint", "timeout", "max_retries", "headers", "strict")}
        defaults = {**self.defaults, **_checked_defaults(settings.get("defaults"))}
        other = Calls(self.service, **{**kept, **settings, "defaults": defaults})
        other.discovery = self.discovery
        return other

    def limits(self, options: CallOptions) -> tuple[float | None, int]:
        """When one call must have ended, by the monotonic clock, and its retries."""
        timeout = _checked_timeout(options.get("timeout", self.timeout))
        ends = None if timeout is None else time.monotonic() + timeout
        return ends, _checked_retries(options.get("max_retries", self.max_retries))

    def mint(
        self, kind: str, given: Mapping[str, Any], extra_body: Mapping[str, Any] | None, options: CallOptions
    ) -> Steps[Session]:
        """Yields the requests to send, takes their replies, returns the session; None asks to wait a little."""
        from . import session  # noqa: PLC0415 - with attrs, it takes longer than the rest: certificates are read meanwhile

        return session.read(*(yield from self.minted(kind, given, extra_body, options)))

    def minted(
        self, kind: str, given: Mapping[str, Any], extra_body: Mapping[str, Any] | None, options: CallOptions
    ) -> Steps[tuple[Answer, ClientSecret]]:
        """The same, but returns the answer with its key, and the session in it unread."""
        from . import session  # noqa: PLC0415

        config = {**{name: value for name, value in self.defaults.items() if name in known(kind)}, **given}
        if extra_body is not None:
            extra_body = checks.compiled({"type": "object"})("extra_body", extra_body)
        self._warn_of_model(config)
        wanted, fixed = _Wanted(kind, config, extra_body, options), self.endpoint
        if kind != "realtime":  # only one endpoint makes it
            fixed = Endpoint.NESTED
            if self.endpoint is Endpoint.FLAT:
                raise errors.EndpointRetiredError(f"the flat endpoint makes no {kind} session: use Endpoint.NESTED")
        answer = yield from self._found(wanted) if fixed is Endpoint.AUTO else self._asked(fixed, wanted, warn=True)
        secret = session.secret_in(answer.reply, config.get("expires_after")) if answer.reply.is_success else None
        if secret is not None:
            return answer, secret
        from .explaining import refusal  # noqa: PLC0415 - for what goes wrong only

        error = refusal.error_of(answer, kind, self.service)
        del answer  # what the server sent may repeat a key, and reporters of errors show locals
        raise error

    def _asked(self, endpoint: Endpoint, wanted: _Wanted, *, warn: bool) -> Steps[Answer]:
        """Ask one endpoint. What it can't express is told before it is asked, so that as an error it costs no key."""
        body, dropped = shapes.encode(wanted.config, endpoint, wanted.kind)
        for name, value in dropped.items() if self.strict else ():
            raise errors.InvalidParameterError(name, value, f"left out: the {endpoint} endpoint can't express it")
        if warn:
            _warn_of_dropped(endpoint, dropped)
        if wanted.extra is not None:
            body = shapes.merge_extra(body, wanted.extra, endpoint)
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        reply = yield self._built(content, wanted.config.get("safety_identifier"), endpoint, wanted.options)
        return Answer(endpoint, cast(Reply, reply), tuple(dropped))

    def _found(self, wanted: _Wanted) -> Steps[Answer]:
        """Ask the endpoint that the server speaks, or find out which that is; one call does, the others wait."""
        found, mine = self.discovery, False
        while not found.known and not (mine := found.begin()):
            yield None
        spoken = None
        try:
            sure = found.known
            answer = yield from self._asked(found.endpoint, wanted, warn=sure)
            if answer.reply.is_gone:
                sure, other = False, endpoints.other(answer.endpoint)
                tell(INFO, "%s answered %d: asking the %s endpoint", answer.endpoint, answer.reply.status, other)
                second = yield from self._asked(other, wanted, warn=False)
                answer = second._replace(before=answer)
            spoken = answer.endpoint if answer.reply.speaks else None
        finally:
            if mine:
                found.end(spoken)
            elif spoken is not None:
                found.endpoint = spoken
        if not sure and answer.reply.is_success:
            _warn_of_dropped(answer.endpoint, answer.dropped)
        return answer

    def raw(self, body: Any, endpoint: Endpoint, options: CallOptions) -> Steps[RawResponse]:
        """The same with the caller's own body, once; returns the reply as it came."""
        from . import session  # noqa: PLC0415

        place = self.endpoint if chosen(endpoint) is Endpoint.AUTO else chosen(endpoint)
        place = self.discovery.endpoint if place is Endpoint.AUTO else place
        content = json.dumps(checks.compiled({})("body", body)).encode()
        return session.as_it_came(cast(Reply, (yield self._built(content, None, place, options))))

    def _warn_of_model(self, config: Mapping[str, Any]) -> None:
        model = Model(config["model"] if isinstance(config.get("model"), str) else "")
        if model.retired and self.service.builtin:  # on Azure it is a deployment's name
            _warn(f"the provider shut {model.value} down on {model.retires_on}", errors.RetiredModelWarning)
        if model.minted_only and self.service.builtin:
            text = f"a key is minted for {model.value}, but no realtime session can be opened with it (invalid_model)"
            _warn(text, errors.UnusableModelWarning)

    def _built(
        self, content: bytes, safety_identifier: str | None, endpoint: Endpoint, options: CallOptions
    ) -> Request:
        if endpoint not in self._ready:
            self._ready[endpoint] = self._prepare(endpoint)
        method, url, prepared = self._ready[endpoint]
        named = {"OpenAI-Safety-Identifier": safety_identifier, "Idempotency-Key": options.get("idempotency_key")}
        given = Secret({name: value for name, value in named.items() if value is not None})
        layers = (given, cast(Secret, options.get("headers", Secret(None))))
        over = tuple(checked_headers(layer) for layer in layers if layer.value)
        if "extra_query" in options:
            url = url._replace(query=merged(url.query, cast(Secret, options["extra_query"])))
        return Request(method, url, prepared, content, over)

    def _prepare(self, endpoint: Endpoint) -> tuple[str, URL, Headers]:
        """What every request to an endpoint has in common, but for the caller's headers; made once for a client."""
        kwargs, beside = _api.request(endpoint), BESIDE[endpoint.value]
        url = URL.of(self.service.url(endpoint))
        params = {**kwargs.get("params", {}), **beside["query"], **self.service.params.get(endpoint, {})}
        usual = {
            "Host": url.netloc,
            "User-Agent": f"realtime-sessions/{VERSION}",
            "Accept": "application/json",
            "Accept-Encoding": "identity",  # a compressed reply could be far larger than it looks
            "Connection": "keep-alive",
        }
        flat = self.service.flat_headers if endpoint is Endpoint.FLAT else {}
        layers = (usual, kwargs.get("headers", {}), flat, beside["header"], self.service.headers)
        headers = functools.reduce(Headers.laid, map(Secret, layers), Headers({}))
        return kwargs["method"].upper(), url._replace(query=merged(url.query, Secret(params))), headers

    def authorize(self, request: Request, key: Secret) -> None:
        """Put the key where the service looks for it, and the caller's headers, which may replace or remove it."""
        before, known = request.headers, request.headers.authorized
        if known is None or known[0] is not key:
            ours = Secret({self.service.key_header: self.service.key_prefix + key.value})
            before.authorized = known = key, before.laid(ours).laid(self.headers)  # another thread may put its own next
        request.headers = functools.reduce(Headers.laid, request.over, known[1])
