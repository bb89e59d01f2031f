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

from realtime_sessions_api import AuthenticatedClient, Client
from realtime_sessions_api.api.default import mint_flat, mint_nested
from realtime_sessions_api.models import FlatRequest, NestedRequest

from .endpoints import Endpoint
from .errors import ConfigurationError
from .redaction import QuietDict

__all__ = ["AuthenticatedClient", "Client", "decode", "request"]

_OPERATIONS: Final[dict[Endpoint, tuple[ModuleType, type[FlatRequest | NestedRequest]]]] = {
    Endpoint.FLAT: (mint_flat, FlatRequest),
    Endpoint.NESTED: (mint_nested, NestedRequest),
}
_READER: Final = Client(base_url="", raise_on_unexpected_status=False)


def request(endpoint: Endpoint, body: Mapping[str, Any]) -> dict[str, Any]:
    """The operation's method, URL, headers and JSON, as httpx takes them.

    Raises:
        ConfigurationError: the generated models can't carry the body as it is, so the contract has
            moved away from the mapping in endpoints.py.
    """
    operation, model = _OPERATIONS[endpoint]
    try:
        kwargs: dict[str, Any] = operation._get_kwargs(body=model.from_dict(body))  # noqa: SLF001 - prepare without sending
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ConfigurationError(f"the generated client can't build this {endpoint} request: {error!r}") from error
    if kwargs["json"] != body:
        raise ConfigurationError(f"the generated client would change this {endpoint} request: the contract has moved")
    return kwargs


def decode(endpoint: Endpoint, response: httpx.Response) -> Any:
    """A reply's JSON value, by the generated parser where the contract has the status; text where it isn't JSON."""
    operation, _ = _OPERATIONS[endpoint]
    try:
        value = json.loads(response.content)
    except (ValueError, RecursionError):
        return response.text
    if not isinstance(value, dict):
        return value
    parsed = operation._parse_response(client=_READER, response=response)  # noqa: SLF001 - status 520 fails elsewhere
    return _quiet(value if parsed is None else parsed.to_dict())


def _quiet(value: Any) -> Any:
    if isinstance(value, dict):
        return QuietDict({key: _quiet(item) for key, item in value.items()})
    return [_quiet(item) for item in value] if isinstance(value, list) else value
