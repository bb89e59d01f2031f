"""What arrived at the sandbox, kept for a test to look at.

Protects keys: whatever carries one is masked before it is kept, so no record can show it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MASK = "***"
_SECRET_HEADERS = frozenset({"api-key", "authorization", "cookie", "proxy-authorization", "x-api-key"})
_VISIBLE_PREFIXES = ("sk-", "ek_")


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """One request as it arrived, its keys masked."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case; of repeated headers the values are joined with a comma."""
    body: Any = field(default=None, repr=False)
    """The parsed JSON, or the bytes when they aren't JSON; None when there was no body."""


def masked_headers(raw: Iterable[tuple[bytes, bytes]]) -> Mapping[str, str]:
    """Make a read-only mapping of headers, with every key in them masked."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in raw:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if name in _SECRET_HEADERS:
            value = _masked(value)
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return MappingProxyType(headers)


def _masked(value: str) -> str:
    """Keep only what tells kinds of credentials apart: the scheme and the key's prefix."""
    scheme, separator, credential = value.partition(" ")
    if not separator:
        scheme, credential = "", value
    prefix = next((known for known in _VISIBLE_PREFIXES if credential.startswith(known)), "")
    if scheme.lower() not in {"", "basic", "bearer"}:
        return _MASK
    return f"{scheme}{separator}{prefix}{_MASK}" if credential else scheme + separator
