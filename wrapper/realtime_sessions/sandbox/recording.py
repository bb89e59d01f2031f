"""What arrived at the sandbox, kept for a test to look at.

Protects keys: whatever carries one is masked before it is kept, so no record can show it.
"""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MASK = "***"
_SECRET_HEADERS = frozenset({"api-key", "authorization", "cookie", "proxy-authorization", "x-api-key"})
_VISIBLE_PREFIXES = ("sk-", "ek_")
_KEYS_IN_TEXT = re.compile(r"(\bapi-key=|\bsk-|\bek_)[^&/]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """One request as it arrived, its keys masked."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case; of repeated headers the values are joined with a comma."""
    content: bytes = field(default=b"", repr=False)
    """The body's bytes."""

    @property
    def body(self) -> Any:
        """The body's JSON value, or its bytes when they aren't JSON; None when there was no body."""
        with contextlib.suppress(ValueError, RecursionError):
            return json.loads(self.content)
        return self.content or None


def masked_headers(raw: Iterable[tuple[bytes, bytes]]) -> Mapping[str, str]:
    """Make a read-only mapping of headers, with every key in them masked."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in raw:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if name in _SECRET_HEADERS:
            value = _masked(value)
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return MappingProxyType(headers)


def masked_text(text: str) -> str:
    """Mask every key in a URL's path or query, where Azure allows one."""
    return _KEYS_IN_TEXT.sub(rf"\1{_MASK}", text)


def _masked(value: str) -> str:
    """Keep only what tells kinds of credentials apart: the scheme and the key's prefix."""
    scheme, separator, credential = value.partition(" ")
    if not separator:
        scheme, credential = "", value
    prefix = next((known for known in _VISIBLE_PREFIXES if credential.startswith(known)), "")
    if scheme.lower() not in {"", "basic", "bearer"}:
        return _MASK
    return f"{scheme}{separator}{prefix}{_MASK}" if credential else scheme + separator
