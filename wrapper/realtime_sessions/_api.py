"""The seam: the only module that imports generated code.

The generated operations say how a request is made: method, path, and whatever else an operation comes to need. No
generated name leaves this file, and no body is changed here.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Any

from .endpoints import Endpoint


def _operation(endpoint: Endpoint) -> ModuleType:
    """The module of an operation: most clients need only one of them."""
    if endpoint is Endpoint.FLAT:
        from realtime_sessions_api.api.default import mint_flat  # noqa: PLC0415

        return mint_flat
    from realtime_sessions_api.api.default import mint_nested  # noqa: PLC0415

    return mint_nested


class _Body(dict[str, Any]):
    """A checked body, which the generated operation asks to write itself."""

    def to_dict(self) -> dict[str, Any]:
        return dict(self)


@cache
def request(endpoint: Endpoint) -> dict[str, Any]:
    """An operation's method, headers and whatever else httpx takes, without its URL and body."""
    kwargs: dict[str, Any] = _operation(endpoint)._get_kwargs(body=_Body())  # noqa: SLF001 - prepare without sending
    return {name: value for name, value in kwargs.items() if name not in {"json", "url"}}
