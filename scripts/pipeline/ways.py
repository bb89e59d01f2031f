"""Say where a document reaches an operation in another way than the wrapper does: another address, or another key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from realtime_sessions.options import BASE_URL

BEARER = frozenset({"oauth2", "openIdConnect"})  # kinds of keys that are sent as a bearer's, beside http's own


def another_way(
    operation: str, published: str, scopes: tuple[dict[str, Any], ...], piece: dict[str, Any]
) -> Iterator[str]:
    """A line for each difference; `scopes` may have servers, the nearest first, and `published` is the path there."""
    path = operation.split()[1]
    addresses = [url + published for url in _servers(scopes)]
    if addresses and BASE_URL + path not in addresses:
        yield f"{operation} is at {addresses[0]}, and the wrapper sends to {BASE_URL + path}"
    alternatives = piece.get("security", [])
    if alternatives and not any(_is_ours(alternative, piece) for alternative in alternatives):
        names = " or ".join(" and ".join(alternative) for alternative in alternatives)
        yield f"{operation} wants {names}, and the wrapper sends its key as a bearer's"


def _servers(scopes: tuple[dict[str, Any], ...]) -> list[str]:
    """The nearest servers that are written in full, with what their variables are by default."""
    listed: Any = next((scope["servers"] for scope in scopes if scope.get("servers")), [])
    found = []
    for server in listed if isinstance(listed, list) else []:
        url = server.get("url") if isinstance(server, dict) else None
        if isinstance(url, str) and "://" in url:
            variables = server.get("variables")
            for name, told in variables.items() if isinstance(variables, dict) else ():
                url = url.replace(f"{{{name}}}", str(told.get("default", "")) if isinstance(told, dict) else "")
            found.append(url.rstrip("/"))
    return found


def _is_ours(alternative: dict[str, Any], piece: dict[str, Any]) -> bool:
    """Whether a bearer's key is all that is wanted; a scheme that isn't described is taken for one."""
    schemes = piece["components"].get("securitySchemes", {})
    told = [schemes.get(name) for name in alternative]
    return all(
        not isinstance(scheme, dict)
        or str(scheme.get("type")) in BEARER
        or (scheme.get("type") == "http" and str(scheme.get("scheme")).lower() == "bearer")
        for scheme in told
    )
