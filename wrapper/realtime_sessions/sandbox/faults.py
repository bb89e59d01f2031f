"""Fail on demand: refuse as the service does, or do to a reply what a bad network or proxy does.

Faults happen to the next requests, in the order in which they were asked for.
"""

from __future__ import annotations

import json
import re
import threading
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from .replies import JSON_TYPE, Refusal, Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

_RETRY_AFTER = "1"
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+")
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
_OURS = frozenset({"content-length", "transfer-encoding"})
"""Headers that follow from the body."""
_BODYLESS = frozenset({204, 205, 304})
_ENVELOPES: Mapping[int, tuple[str, str | None, str]] = {
    401: ("invalid_request_error", "invalid_api_key", "The API key is not accepted."),
    403: ("invalid_request_error", None, "This key may not use this endpoint."),
    404: ("invalid_request_error", None, "Nothing is to be found here."),
    409: ("invalid_request_error", None, "The request conflicts with another one."),
    422: ("invalid_request_error", None, "The request can't be processed."),
    429: ("requests", "rate_limit_exceeded", "Too many requests: wait, then try again."),
    500: ("server_error", None, "The server had an error."),
    503: ("server_error", None, "The server is overloaded."),
}


class Break(StrEnum):
    """What can happen on the wire."""

    RESET = "reset"
    """The connection is reset before any reply."""
    HANG = "hang"
    """No reply, until the client leaves or the sandbox stops."""
    SLOW = "slow"
    """The right reply, one byte at a time."""
    TRUNCATE = "truncate"
    """Half the right reply, then the connection ends."""
    NOT_JSON = "not-json"
    """A 200 with a web page, as proxies give."""
    EMPTY = "empty"
    """A 200 without a body."""
    HUGE = "huge"
    """A 200 with many megabytes."""
    VALUE_ONLY = "value-only"
    """The key alone, without session and expiry, and for 60 seconds where the request doesn't say: seen on Azure."""


class Envelope(StrEnum):
    """What an error says of itself."""

    FULL = "full"
    """Message, type, param and code."""
    EMPTY = "empty"
    """The same four, each an empty string."""
    CODE_AND_MESSAGE = "code-and-message"
    """Only these two, as Azure's preview and its gateways do."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A refusal to give instead of the right reply."""

    reply: Reply


class FaultScript:
    """The faults that are still to come; filled by the test's thread, emptied by the server's."""

    def __init__(self) -> None:
        self._coming: deque[Failure | Break] = deque()
        self._lock = threading.Lock()

    def add(self, fault: Failure | Break, times: int) -> None:
        """Let a fault happen to so many requests, after those already asked for."""
        if times < 1:
            raise ValueError(f"times must be at least 1, not {times}")
        with self._lock:
            self._coming.extend([fault] * times)

    def take(self) -> Failure | Break | None:
        """Take the next request's fault."""
        with self._lock:
            return self._coming.popleft() if self._coming else None

    def clear(self) -> None:
        """Forget all faults that haven't happened yet."""
        with self._lock:
            self._coming.clear()


@dataclass(frozen=True, slots=True)
class Told:
    """What a failure's body is to say: a body of its own, or parts of the envelope; the status's usual ones if None."""

    body: Any = None
    code: str | None = None
    param: str | None = None
    message: str | None = None
    envelope: Envelope = Envelope.FULL


def failure(status: int, headers: Mapping[str, object] | None, told: Told) -> Failure:
    """Make a failure; a 429 gets a `Retry-After` unless the headers say otherwise (None leaves it out)."""
    if not 200 <= status <= 599:  # noqa: PLR2004 - the statuses that HTTP has for final answers
        raise ValueError(f"status must be from 200 to 599, not {status}")
    asked = {name.lower(): value for name, value in (headers or {}).items()}
    if status == 429:  # noqa: PLR2004 - Too Many Requests
        asked.setdefault("retry-after", _RETRY_AFTER)
    kept = {name: _checked(name, str(value)) for name, value in asked.items() if value is not None}
    usual = "text/plain; charset=utf-8" if isinstance(told.body, str | bytes) else JSON_TYPE
    content_type = kept.pop("content-type", usual)
    return Failure(Reply(status, _body(status, told), kept, content_type))


def _checked(name: str, value: str) -> str:
    if not _HEADER_NAME.fullmatch(name) or name in _OURS or not _HEADER_VALUE.fullmatch(value):
        raise ValueError(f"the header {name!r} can't be set to {value!r}")
    return value


def _body(status: int, told: Told) -> bytes:
    if status in _BODYLESS:
        return b""
    if isinstance(told.body, bytes):
        return told.body
    if isinstance(told.body, str):
        return told.body.encode()
    return json.dumps(_error(status, told) if told.body is None else told.body).encode()


def _error(status: int, told: Told) -> dict[str, Any]:
    default = ("server_error", None, "The server failed.") if status >= 500 else _ENVELOPES[409]  # noqa: PLR2004
    kind, code, message = _ENVELOPES.get(status, default)
    parts = Refusal(status, message, code, told.param, kind).envelope()
    parts |= {name: part for name, part in (("message", told.message), ("code", told.code)) if part is not None}
    if told.envelope is Envelope.EMPTY:
        parts = dict.fromkeys(parts, "")
    if told.envelope is Envelope.CODE_AND_MESSAGE:
        parts = {name: parts[name] for name in ("code", "message")}
    return {"error": parts}
