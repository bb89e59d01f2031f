"""The ASGI application: one request in, one answer of the service out.

Protects the order in which the service decides: URL, method, caller, media type, JSON, contract, and only then a key.
"""

from __future__ import annotations

import json
import logging
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from . import bodies
from .contract import validators
from .faults import Failure, FaultScript
from .profiles import Answer, Surface
from .recording import RecordedRequest, masked_headers
from .refusals import refusal
from .replies import JSON_TYPE, Refusal, Reply, json_reply
from .sessions import flat_session, nested_session, published_flat_session
from .wire import BodyRefused, ClientLeft, Receive, Scope, Send, broken_reply, read_body, send_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .keys import KeyStore

CHECK_PATH = "/sandbox/keys/check"
BODY_SECONDS = 10.0
"""How long a body may take to arrive."""

_LOGGER = logging.getLogger(__name__)
_API_KEY = re.compile(r"sk-[A-Za-z0-9_.-]+")
_CHARSETS = frozenset({"", "utf-8", "utf8", "us-ascii"})


@dataclass(frozen=True, slots=True)
class Application:
    """Answers as one kind of server does."""

    surface: Surface
    keys: KeyStore
    faults: FaultScript
    record: Callable[[RecordedRequest], None]
    body_seconds: float = BODY_SECONDS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; the ASGI entry point."""
        started = time.perf_counter()
        try:
            body = await read_body(scope["headers"], receive, self.body_seconds)
        except ClientLeft:
            return
        except BodyRefused as error:
            self.record(_recorded(scope, None))
            await send_reply(error.refusal.reply(), 0, send)
            return
        self.record(_recorded(scope, body))
        fault = None if scope["path"] == CHECK_PATH else self.faults.take()
        reply = fault.reply if isinstance(fault, Failure) else self._answer(scope, body)
        if fault is None or isinstance(fault, Failure):
            await send_reply(reply, round((time.perf_counter() - started) * 1000), send)
        else:
            await broken_reply(fault, reply, scope, receive, send)

    def _answer(self, scope: Scope, body: bytes) -> Reply:
        try:
            outcome = self._decide(scope, body)
        except Exception:
            _LOGGER.exception("the sandbox failed on %s %s", scope["method"], scope["path"])
            outcome = Refusal(500, "The sandbox itself failed: its log says why.", kind="server_error")
        return outcome.reply() if isinstance(outcome, Refusal) else outcome

    def _decide(self, scope: Scope, body: bytes) -> Reply | Refusal:
        method, path = scope["method"], scope["path"]
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(scope["headers"])}
        if path == CHECK_PATH:
            return self._check_key(method, headers)
        answer = self.surface.endpoints.get(path)
        if answer is None or not self._has_version(path, scope["query_string"]):
            return self._unknown_url(method, path)
        if method != "POST":
            return _other_method(method, "POST")
        refused = self._unknown_caller(headers) or _wrong_media_type(headers, body)
        if refused is not None:
            return refused
        if answer is Answer.SHAPE_DISABLED:
            return Refusal(400, "This API shape is no longer served.", code="beta_api_shape_disabled")
        try:
            asked = bodies.parse(body)
        except bodies.BodyError as error:
            return Refusal(400, str(error))
        validator = validators()["mint_nested" if answer is Answer.NESTED else "mint_flat"]
        if not validator.accepts(asked):
            return refusal(validator, asked)
        return self._mint(answer, asked)

    def _mint(self, answer: Answer, asked: Mapping[str, Any]) -> Reply:
        lifetime = asked if answer is Answer.NESTED else asked.get("client_secret", {})
        value, expires_at = self.keys.mint(lifetime.get("expires_after", {}).get("seconds"))
        if answer is Answer.NESTED:
            session = nested_session(asked.get("session", {}))
            return json_reply(200, {"value": value, "expires_at": expires_at, "session": session})
        if answer is Answer.FLAT_WITHOUT_KEY:
            return json_reply(200, published_flat_session(asked))
        return json_reply(200, flat_session(asked) | {"client_secret": {"value": value, "expires_at": expires_at}})

    def _check_key(self, method: str, headers: Mapping[str, str]) -> Reply | Refusal:
        if method not in {"GET", "HEAD"}:
            return _other_method(method, "GET, HEAD")
        key = _bearer(headers)
        return json_reply(200, {"status": self.keys.state(key), "expires_at": self.keys.expiry(key)})

    def _has_version(self, path: str, query: bytes) -> bool:
        wanted = self.surface.api_versions.get(path)
        return wanted is None or parse_qs(query.decode("latin-1")).get("api-version") == [wanted]

    def _unknown_url(self, method: str, path: str) -> Refusal:
        if self.surface.azure:
            return Refusal(404, "Resource not found", code="404")
        return Refusal(404, f"Invalid URL ({method} {path})")

    def _unknown_caller(self, headers: Mapping[str, str]) -> Refusal | None:
        token = _bearer(headers)
        if self.surface.azure:
            if token or headers.get("api-key", "").strip():
                return None
            return Refusal(401, "Access denied: send a key in `api-key`, or an Entra token as bearer.", code="401")
        if _API_KEY.fullmatch(token):
            return None
        challenge = {"www-authenticate": 'Bearer realm="OpenAI API"'}
        if "authorization" not in headers:
            return Refusal(401, "No API key was sent: put one in `Authorization: Bearer …`.", headers=challenge)
        return Refusal(401, "The API key is not accepted.", code="invalid_api_key", headers=challenge)


def _recorded(scope: Scope, body: bytes | None) -> RecordedRequest:
    value: Any = body or None
    if body:
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            value = body
    query = scope["query_string"].decode("latin-1")
    return RecordedRequest(scope["method"], scope["path"], query, masked_headers(scope["headers"]), value)


def _other_method(method: str, allowed: str) -> Reply | Refusal:
    if method == "OPTIONS":
        return Reply(204, headers={"allow": allowed})
    return Refusal(405, f"Not allowed to {method} on this URL; allowed: {allowed}.", headers={"allow": allowed})


def _bearer(headers: Mapping[str, str]) -> str:
    scheme, _, token = headers.get("authorization", "").strip().partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _wrong_media_type(headers: Mapping[str, str], body: bytes) -> Refusal | None:
    if headers.get("content-encoding", "identity").lower() != "identity":
        return Refusal(415, "Compressed bodies are not taken.", code="unsupported_content_encoding")
    media_type, *parameters = (part.strip().lower() for part in headers.get("content-type", "").split(";"))
    charset = next((p.partition("=")[2].strip(' "') for p in parameters if p.startswith("charset=")), "")
    if (media_type == JSON_TYPE and charset in _CHARSETS) or not (media_type or body):
        return None
    return Refusal(415, f"Only bodies of the type {JSON_TYPE} in UTF-8 are taken.", code="unsupported_content_type")
