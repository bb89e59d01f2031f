"""The seam: the only module that imports generated code.

Protects the rest of the wrapper from regeneration. What the generated client is for stands here:
requests are built and written by its models, replies are read by its parsers, and no generated name
leaves this file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import ModuleType
from typing import Any, Final

import httpx

from realtime_sessions_api.api.default import mint_flat, mint_nested
from realtime_sessions_api.models import ErrorReply, FlatReply, FlatRequest, NestedReply, NestedRequest

from .endpoints import Endpoint
from .errors import ConfigurationError
from .redaction import QuietDict

_OPERATIONS: Final[dict[Endpoint, tuple[ModuleType, type[FlatRequest | NestedRequest]]]] = {
    Endpoint.FLAT: (mint_flat, FlatRequest),
    Endpoint.NESTED: (mint_nested, NestedRequest),
}
_REPLIES: Final[dict[Endpoint, type[FlatReply | NestedReply]]] = {
    Endpoint.FLAT: FlatReply,
    Endpoint.NESTED: NestedReply,
}


def request(endpoint: Endpoint, body: Mapping[str, Any]) -> dict[str, Any]:
    """The operation's method, URL, headers and JSON, as httpx takes them.

    Raises:
        ConfigurationError: the generated models can't carry the body as it is: a part that only the
            contract describes is wrong, or the contract has moved away from the mapping in endpoints.py.
    """
    operation, model = _OPERATIONS[endpoint]
    try:
        kwargs: dict[str, Any] = operation._get_kwargs(body=model.from_dict(body))  # noqa: SLF001 - prepare without sending
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(f"the generated client can't build this {endpoint} request: {error!r}") from error
    if kwargs["json"] != body:
        raise ConfigurationError(
            f"the generated client would change this {endpoint} request: the contract has no such part"
        )
    return kwargs


def decode(endpoint: Endpoint, response: httpx.Response) -> Any:
    """A reply's JSON value, an object read by its generated model; the text where it isn't JSON."""
    text = text_of(response)
    try:
        value = json.loads(text, parse_int=_whole, object_hook=QuietDict)
    except (ValueError, RecursionError):
        return text
    if not isinstance(value, dict):
        return value
    model = _REPLIES[endpoint] if response.is_success else ErrorReply
    return QuietDict(model.from_dict(value).to_dict())


def text_of(response: httpx.Response) -> str:
    """A reply's text; a byte that isn't UTF-8 costs itself only."""
    return response.content.decode("utf-8-sig", errors="replace")


def _whole(digits: str) -> float:
    """A whole number, or infinity where Python refuses one of thousands of digits."""
    try:
        return int(digits)
    except ValueError:
        return float(digits)
