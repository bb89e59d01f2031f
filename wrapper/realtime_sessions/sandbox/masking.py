"""Mask what may be a credential in a request, so that no record of it holds one.

Only what is known to be harmless stays readable: in the headers and the query the names listed here, in a JSON body
the parameters that the generated table knows, but for those that stand beside an `authorization`. A key of the
provider's is masked wherever it stands.
"""

from __future__ import annotations

import json
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from realtime_sessions.parameters.table import PARAMETERS
from realtime_sessions.redaction import MASK
from realtime_sessions.schemas import branches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_HARMLESS_HEADERS: Final = {
    name.encode(): name
    for name in (
        *("accept", "accept-charset", "accept-encoding", "accept-language", "cache-control", "connection"),
        *("content-encoding", "content-length", "content-type", "date", "expect", "host", "idempotency-key"),
        *("openai-beta", "openai-organization", "openai-project", "openai-safety-identifier", "te"),
        *("transfer-encoding", "upgrade", "user-agent", "x-client-request-id", "x-request-id"),
    )
}
_HARMLESS_PREFIX: Final = b"x-stainless-"
"""The official clients tell with these how they run and how often they have tried."""
_HARMLESS_QUERY: Final = frozenset({"api-version"})
_HARMLESS_BESIDE_AUTHORIZATION: Final = frozenset(
    {
        *("allowed_callers", "allowed_tools", "connector_id", "defer_loading", "require_approval"),
        *("server_description", "server_label", "server_url", "type"),
    }
)
_KEY: Final = re.compile(r"\b(sk-|ek_)[\w.-]+", re.IGNORECASE)
_TOKEN_IN_PATH: Final = re.compile(r"(?<=/)(?=[^/]*\d)[^/]{16,}")
_WORD: Final = re.compile(rb"[\w.~%+/=\0-]{6,}")
_SOUNDS_SECRET: Final = re.compile("auth|cookie|credential|key|passw|secret|signature|token", re.IGNORECASE)

_HIDDEN, _PARTS, _URL, _TEXT, _FREE = range(5)
"""What is kept of a value: nothing but null and booleans; numbers and known parts; of a string a URL's host; all of a
string; everything but what is named as secrets are."""
_WHOLE: Final = frozenset({_HIDDEN, _FREE})
"""What goes for everything inside as well."""
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def masked_headers(raw: Iterable[tuple[bytes, bytes]]) -> Mapping[str, str]:
    """Make a read-only mapping of headers; of repeated ones the values are joined with a comma."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in raw:
        value = raw_value.decode("latin-1")
        name = _HARMLESS_HEADERS.get(raw_name.lower())
        if name is not None:
            value = _without_keys(value)
        elif raw_name.lower().startswith(_HARMLESS_PREFIX):
            name, value = _without_keys(raw_name.decode("latin-1").lower()), _without_keys(value)
        else:
            name, value = _without_keys(raw_name.decode("latin-1").lower()), _credential(value)
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return MappingProxyType(headers)


def masked_text(path: str) -> str:
    """Mask keys in a URL's path, and what looks like a token there."""
    return _TOKEN_IN_PATH.sub(MASK, _without_keys(path))


def masked_query(query: str) -> str:
    """Mask every value of a URL's query but those of harmless names; what has no name goes whole."""
    return "&".join(map(_parameter, query.split("&"))) if query else query


def masked_body(content: bytes, value: Any = None) -> bytes:
    """Mask a body: a JSON value by its names, anything else word by word.

    Args:
        content: The body as it came.
        value: The JSON value that it was found to be; parsed here where None, and not as strictly.
    """
    try:
        cleaned = _cleaned(json.loads(content) if value is None else value, _PARTS)
        text = _ENCODER.encode(cleaned)
        if _may_have_keys(text):
            text = _ENCODER.encode(_without_keys_inside(cleaned))
        return text.encode()
    except (ValueError, RecursionError):
        return _WORD.sub(MASK.encode(), content)


def _may_have_keys(text: str) -> bool:
    lower = text.lower()
    return "sk-" in lower or "ek_" in lower


def _without_keys(text: str) -> str:
    return _KEY.sub(rf"\1{MASK}", text) if _may_have_keys(text) else text


def _without_keys_inside(value: Any) -> Any:
    if isinstance(value, str):
        return _without_keys(value)
    if isinstance(value, dict):
        parts = {}
        for name, part in value.items():
            parts[_without_keys(name)] = _without_keys_inside(part)
        return parts
    if isinstance(value, list):
        items = []
        for item in value:
            items.append(_without_keys_inside(item))  # noqa: PERF401 - a comprehension would be a second frame
        return items
    return value


def _credential(value: str) -> str:
    """Keep only what tells kinds of credentials apart: the scheme and the key's prefix."""
    scheme, separator, credential = value.partition(" ")
    if not separator:
        scheme, credential = "", value
    if scheme.lower() not in {"", "basic", "bearer"}:
        return MASK
    found = _KEY.match(credential)
    return f"{scheme}{separator}{found[1] if found else ''}{MASK}" if credential else scheme + separator


def _parameter(part: str) -> str:
    name, separator, value = part.partition("=")
    if name in _HARMLESS_QUERY:
        return name + separator + _without_keys(value)
    return f"{_without_keys(name)}={MASK}" if separator else MASK


def _kept() -> dict[str, int]:
    """What is kept under each name that a request can have, by the table."""
    found: dict[str, int] = {}
    for rows in PARAMETERS.values():
        for row in rows.values():
            for place in filter(None, (row["flat"], row["nested"])):
                found.update({step: _PARTS for step in place if step not in found})
                _add(found, place[-1], row["schema"])
            found.update({path[-1]: _TEXT for path in row.get("beside", ())})
    return {name: _URL if name.endswith("url") else how for name, how in found.items()}


def _add(found: dict[str, int], name: str, schema: Mapping[str, Any]) -> None:
    for branch in branches(schema):
        kind, parts = branch.get("type"), branch.get("properties")
        if kind == "array":
            _add(found, name, branch.get("items", {}))
            continue
        how = _TEXT if kind == "string" else _FREE if kind == "object" and parts is None else _PARTS
        found[name] = max(how, found.get(name, _PARTS))
        secretive = "authorization" in (parts or ())
        for inner, inner_schema in (parts or {}).items():
            if not secretive or inner in _HARMLESS_BESIDE_AUTHORIZATION:
                _add(found, inner, inner_schema)


_KEPT: Final = _kept()


def _cleaned(value: Any, how: int) -> Any:
    """A JSON value without what may be a credential. One frame a level, for a body nests as deep as Python parses."""
    if isinstance(value, str):
        return value if how >= _TEXT else _host(value) if how == _URL else MASK
    if isinstance(value, dict):
        named = how not in _WHOLE
        parts = {}
        for name, part in value.items():
            inner = _KEPT.get(name, _HIDDEN) if named else how
            if inner == _FREE and isinstance(part, str) and _SOUNDS_SECRET.search(name):
                inner = _HIDDEN
            parts[name] = _cleaned(part, inner)
        return parts
    if isinstance(value, list):
        items = []
        for item in value:
            items.append(_cleaned(item, how))  # noqa: PERF401 - a comprehension would be a second frame
        return items
    return MASK if how == _HIDDEN and value is not None and not isinstance(value, bool) else value


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return MASK
    return f"{parts.scheme}://{parts.hostname}{port}/{MASK}" if parts.hostname else MASK
