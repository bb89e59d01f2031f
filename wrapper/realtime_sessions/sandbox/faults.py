"""Failures on demand: refusals that the service gives, and what a bad network or proxy does to a reply.

Protects tests from chance: faults happen to the next requests, in the order in which they were asked for.
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


def failure(status: int, headers: Mapping[str, object] | None, body: Any) -> Failure:
    """Make a failure; a 429 gets a `Retry-After` unless the headers say otherwise (None leaves it out)."""
    if not 200 <= status <= 599:  # noqa: PLR2004 - the statuses that HTTP has for final answers
        raise ValueError(f"status must be from 200 to 599, not {status}")
    asked = {name.lower(): value for name, value in (headers or {}).items()}
    if status == 429:  # noqa: PLR2004 - Too Many Requests
        asked.setdefault("retry-after", _RETRY_AFTER)
    kept = {name: _checked(name, str(value)) for name, value in asked.items() if value is not None}
    usual = "text/plain; charset=utf-8" if isinstance(body, str | bytes) else JSON_TYPE
    content_type = kept.pop("content-type", usual)
    return Failure(Reply(status, _body(status, body), kept, content_type))


def _checked(name: str, value: str) -> str:
    if not _HEADER_NAME.fullmatch(name) or name in _OURS or not _HEADER_VALUE.fullmatch(value):
        raise ValueError(f"the header {name!r} can't be set to {value!r}")
    return value


def _body(status: int, body: Any) -> bytes:
    if status in _BODYLESS:
        return b""
    if isinstance(body, bytes):
        return body
    if isinstance(body, str):
        return body.encode()
    if body is not None:
        return json.dumps(body).encode()
    default = ("server_error", None, "The server failed.") if status >= 500 else _ENVELOPES[409]  # noqa: PLR2004
    kind, code, message = _ENVELOPES.get(status, default)
    return Refusal(status, message, code=code, kind=kind).reply().body
