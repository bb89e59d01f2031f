"""Answer one request as the service does; the ASGI application.

It decides in the service's order: URL, method, caller, media type, JSON, contract, rules, and only then a key.
"""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from . import bodies
from .calls import CallStore, hung_up
from .contract import validators
from .faults import Break, Failure, FaultScript
from .keys import KeyState, KeyStore
from .masking import masked_text
from .profiles import Answer, Surface
from .recording import RecordedRequest, recorded
from .refusals import refusal
from .replies import JSON_TYPE, Refusal, Refused, Reply, json_reply
from .rules import Rules
from .sessions import KEY_LIFE, flat_session, nested_session, published_flat_session
from .wire import ClientLeft, Receive, Scope, Send, broken_reply, read_body, send_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


CHECK_PATH = "/sandbox/keys/check"
BODY_SECONDS = 10.0
"""How long a body may take to arrive."""

_LOGGER = logging.getLogger(__name__)
_API_KEY = re.compile(r"sk-[A-Za-z0-9_.-]+")
_ALONE_LIFE = 60
"""Seconds that a key lives which a reply carries alone."""
_CHALLENGE = {"www-authenticate": 'Bearer realm="OpenAI API"'}


@dataclass(frozen=True, slots=True)
class Application:
    """Answers as one kind of server does."""

    surface: Surface
    keys: KeyStore
    faults: FaultScript
    record: Callable[[RecordedRequest], None] | None
    body_seconds: float = BODY_SECONDS
    rules: Rules = field(default_factory=Rules)
    calls: CallStore = field(default_factory=CallStore)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; the ASGI entry point."""
        started = time.perf_counter()
        try:
            body = await read_body(scope, receive, self.body_seconds)
        except ClientLeft:
            return
        except Refused as error:
            self._record(scope, b"", None)
            await send_reply(error.refusal.reply(), 0, send)
            return
        asked = _parsed(body)
        self._record(scope, body, None if isinstance(asked, Refused) else asked)
        fault = None if scope["path"] == CHECK_PATH else self.faults.take()
        alone = fault is Break.VALUE_ONLY
        reply = fault.reply if isinstance(fault, Failure) else self._answer(scope, body, asked, alone=alone)
        if isinstance(fault, Break):
            await broken_reply(fault, reply, scope, receive, send)
        else:
            await send_reply(reply, round((time.perf_counter() - started) * 1000), send)

    def _record(self, scope: Scope, body: bytes, value: Any) -> None:
        if self.record is not None:
            self.record(recorded(scope, body, value))

    def _answer(self, scope: Scope, body: bytes, asked: Any, *, alone: bool) -> Reply:
        try:
            return self._decide(scope, body, asked, alone=alone)
        except Refused as error:
            return error.refusal.reply()
        except Exception:
            _LOGGER.exception("the sandbox failed on %s %s", scope["method"], masked_text(scope["path"]))
            return Refusal(500, "The sandbox itself failed: its log says why.", kind="server_error").reply()

    def _decide(self, scope: Scope, body: bytes, asked: Any, *, alone: bool) -> Reply:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(scope["headers"])}
        if scope["path"] == CHECK_PATH:
            return self._check_key(scope["method"], headers)
        answer = self._endpoint(scope)
        if scope["method"] == "OPTIONS":
            return Reply(204, headers={"allow": "POST"})
        _check_method(scope["method"], "POST")
        if answer is Answer.CALLS:
            return self._call(scope["path"], headers, body)
        self._check_caller(headers)
        _check_media_type(headers, body)
        if answer is Answer.SHAPE_DISABLED:
            raise Refused(Refusal(400, "This API shape is no longer served.", code="beta_api_shape_disabled"))
        if isinstance(asked, Refused):
            raise asked
        shape = "nested" if answer is Answer.NESTED else "flat"
        validator = validators()[f"mint_{shape}"]
        if not validator.accepts(asked):
            raise Refused(refusal(validator, asked))
        self.rules.check(shape, asked)
        return self._mint(answer, asked, alone=alone)

    def _endpoint(self, scope: Scope) -> Answer:
        method, path = scope["method"], scope["path"]
        answer = self.surface.endpoints.get(path)
        if answer is not None and self._has_version(path, scope["query_string"]):
            return answer
        if any(hung_up(path, calls) for calls, told in self.surface.endpoints.items() if told is Answer.CALLS):
            return Answer.CALLS
        if self.surface.azure:
            raise Refused(Refusal(404, "Resource not found", code="404"))
        raise Refused(Refusal(404, f"Invalid URL ({method} {path})"))

    def _mint(self, answer: Answer, asked: Mapping[str, Any], *, alone: bool) -> Reply:
        if answer is Answer.FLAT_WITHOUT_KEY:
            return json_reply(200, published_flat_session(asked))
        about = asked if answer is Answer.NESTED else asked.get("client_secret", {})
        life = about.get("expires_after", {}).get("seconds", _ALONE_LIFE if alone else KEY_LIFE)
        value, expires_at = self.keys.mint(life)
        secret = {"value": value} if alone else {"value": value, "expires_at": expires_at}
        if answer is Answer.NESTED:
            session = {} if alone else {"session": nested_session(asked.get("session", {}))}
            return json_reply(200, secret | session)
        return json_reply(200, ({} if alone else flat_session(asked)) | {"client_secret": secret})

    def _call(self, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Take a call or end one. A minted key opens one as well, for the browser that it was given to."""
        if path in self.surface.endpoints:
            if self.keys.state(_bearer(headers)) is not KeyState.VALID:
                self._check_caller(headers)
            return self.calls.take(path, headers, body, self.rules)
        self._check_caller(headers)
        return self.calls.hang_up(path.split("/")[-2])

    def _check_key(self, method: str, headers: Mapping[str, str]) -> Reply:
        _check_method(method, "GET, HEAD")
        key = _bearer(headers)
        return json_reply(200, {"status": self.keys.state(key), "expires_at": self.keys.expiry(key)})

    def _has_version(self, path: str, query: bytes) -> bool:
        wanted = self.surface.api_versions.get(path)
        return wanted is None or parse_qs(query.decode("latin-1")).get("api-version") == [wanted]

    def _check_caller(self, headers: Mapping[str, str]) -> None:
        token = _bearer(headers)
        if self.surface.azure:
            if not token and not headers.get("api-key", "").strip():
                message = "Access denied: send a key in `api-key`, or an Entra token as bearer."
                raise Refused(Refusal(401, message, code="401"))
        elif "authorization" not in headers:
            message = "No API key was sent: put one in `Authorization: Bearer …`."
            raise Refused(Refusal(401, message, headers=_CHALLENGE))
        elif not _API_KEY.fullmatch(token):
            message = "The API key is not accepted: it must look like sk-…"
            raise Refused(Refusal(401, message, code="invalid_api_key", headers=_CHALLENGE))


def _parsed(body: bytes) -> Any:
    """The JSON value of a body, or why it has none: its turn to be told comes later."""
    try:
        return bodies.parse(body)
    except Refused as error:
        return error


def _check_method(method: str, allowed: str) -> None:
    if method not in allowed.split(", "):
        message = f"Not allowed to {method} on this URL; allowed: {allowed}."
        raise Refused(Refusal(405, message, headers={"allow": allowed}))


def _bearer(headers: Mapping[str, str]) -> str:
    scheme, _, token = headers.get("authorization", "").strip().partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _check_media_type(headers: Mapping[str, str], body: bytes) -> None:
    if headers.get("content-type") == JSON_TYPE and "content-encoding" not in headers:
        return  # the usual case, of which nothing needs to be taken apart
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise Refused(Refusal(415, "Compressed bodies are not taken.", code="unsupported_content_encoding"))
    media_type, *parameters = (part.strip().lower() for part in headers.get("content-type", "").split(";"))
    charset = next((p.partition("=")[2].strip(' "') for p in parameters if p.startswith("charset=")), "utf-8")
    if (media_type, charset) != (JSON_TYPE, "utf-8") and (media_type or body):
        message = f"Only bodies of the type {JSON_TYPE} in UTF-8 are taken."
        raise Refused(Refusal(415, message, code="unsupported_content_type"))
