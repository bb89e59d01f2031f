"""Keep what arrived at the sandbox for a test to look at, the newest of it and without credentials."""

from __future__ import annotations

import contextlib
import json
import threading
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .masking import masked_body, masked_headers, masked_query, masked_text

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

_MOST_REQUESTS = 10_000
_MOST_BYTES = 32 * 1_048_576
_OVERHEAD = 1_024
"""About what a record takes beside its texts."""


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """One request as it arrived, with ``***`` in place of what may be a credential."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case; of repeated headers the values are joined with a comma."""
    content: bytes = field(default=b"", repr=False)
    """The body's bytes; of JSON, the value written anew."""

    @property
    def body(self) -> Any:
        """The body's JSON value, or its bytes when they aren't JSON; None when there was no body."""
        with contextlib.suppress(ValueError, RecursionError):
            return json.loads(self.content)
        return self.content or None


def recorded(scope: MutableMapping[str, Any], content: bytes, value: Any) -> RecordedRequest:
    """Make the record of a request, masked.

    Args:
        scope: The request, as ASGI tells it.
        content: Its body.
        value: The JSON value that the body is, or None.
    """
    return RecordedRequest(
        scope["method"],
        masked_text(scope["path"]),
        masked_query(scope["query_string"].decode("latin-1")),
        masked_headers(scope["headers"]),
        masked_body(content, value) if content else content,
    )


class Records:
    """The newest requests, bounded in number and in bytes; filled by the server's thread, read by any."""

    def __init__(self) -> None:
        self._kept: deque[tuple[RecordedRequest, int]] = deque()
        self._bytes = 0
        self._lock = threading.Lock()

    def add(self, request: RecordedRequest) -> None:
        """Keep a request, and let the oldest go where there are too many."""
        texts = sum(map(len, request.headers)) + sum(map(len, request.headers.values()))
        size = _OVERHEAD + len(request.content) + texts + len(request.path) + len(request.query)
        with self._lock:
            self._kept.append((request, size))
            self._bytes += size
            while len(self._kept) > _MOST_REQUESTS or self._bytes > _MOST_BYTES:
                self._bytes -= self._kept.popleft()[1]

    def all(self) -> list[RecordedRequest]:
        """List what is kept, oldest first."""
        with self._lock:
            return [request for request, _ in self._kept]

    def clear(self) -> None:
        """Let everything go."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0
