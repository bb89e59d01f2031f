"""Tell the two endpoints apart, and tell when one is gone. Pure functions, no I/O."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus
from typing import Any, Final

from .errors import ConfigurationError
from .sending.request import URL


class Endpoint(StrEnum):
    """Where keys are minted."""

    AUTO = "auto"
    """The one that the server speaks: found out once per client."""
    FLAT = "flat"
    """POST /realtime/sessions, retired by the provider in May 2026; Azure's preview and older gateways speak it."""
    NESTED = "nested"
    """POST /realtime/client_secrets."""


PATHS: Final = {Endpoint.FLAT: "/realtime/sessions", Endpoint.NESTED: "/realtime/client_secrets"}


def chosen(endpoint: Any) -> Endpoint:
    """An endpoint from what a caller names it by.

    Raises:
        ConfigurationError: there is none of that name.
    """
    try:
        return Endpoint(endpoint)
    except ValueError as error:
        text = f"there is no endpoint {endpoint!r}: it is Endpoint.AUTO, Endpoint.FLAT or Endpoint.NESTED"
        raise ConfigurationError(text) from error


def other(endpoint: Endpoint) -> Endpoint:
    """The endpoint to go to from one that is gone."""
    return Endpoint.NESTED if endpoint is Endpoint.FLAT else Endpoint.FLAT


def is_retired(status: int, error: Mapping[str, Any]) -> bool:
    """Whether the provider says that the endpoint itself is gone, in any of the ways that were seen.

    Seen: 404 with "Invalid URL (POST /v1/…)" and no code; 400 with code beta_api_shape_disabled; 400 with
    code invalid_model for a model that is "only available on the GA API". Any other path there is only a wrong one.
    """
    code, message = error.get("code"), str(error.get("message") or "")
    if status == HTTPStatus.NOT_FOUND:
        return not code and message.startswith(tuple(f"Invalid URL (POST /v1{path})" for path in PATHS.values()))
    return status == HTTPStatus.BAD_REQUEST and (
        code == "beta_api_shape_disabled" or (code == "invalid_model" and "only available on the GA API" in message)
    )


def is_gone(status: int, error: Mapping[str, Any]) -> bool:
    """Whether any server says that it has no such path: the provider, a gateway, a proxy, Azure.

    A refusal of the body or of the key is none: it comes in the service's envelope and says what it refuses. A 404
    there names the thing that is missing by a code or a parameter, unless what is missing is the path.
    """
    if is_retired(status, error) or status in _NO_SUCH_PATH:
        return True
    if status == HTTPStatus.FORBIDDEN:
        return not error  # a gateway's answer for a route that it doesn't know
    told = re.sub(r"[^a-z0-9]", "", str(error.get("code") or "").lower())
    return status == HTTPStatus.NOT_FOUND and told in _NO_CODE and not error.get("param")


_NO_SUCH_PATH: Final = frozenset({HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.GONE, HTTPStatus.NOT_IMPLEMENTED})
_NO_CODE: Final = frozenset({"", "404", "notfound", "resourcenotfound", "routenotfound", "unknownurl"})


class Discovery:
    """Which endpoint a server speaks: found out by one call, while others wait for what it finds."""

    def __init__(self, endpoint: Endpoint, *, known: bool) -> None:
        self.endpoint = endpoint
        self.known = known
        self._turn = threading.Lock()

    def begin(self) -> bool:
        """Whether the caller is the one to find out; it has to say `end`."""
        return self._turn.acquire(blocking=False)

    def end(self, found: Endpoint | None) -> None:
        """Tell what was found, if anything was."""
        if found is not None:
            self.endpoint, self.known = found, True
        self._turn.release()


_DISCOVERIES: Final[dict[tuple[str, Endpoint], Discovery]] = {}


def discovery(base_url: str, start: Endpoint) -> Discovery:
    """What this process knows of a server; the provider's own host speaks nested, which nobody has to find out."""
    host = URL.of(base_url).host.rstrip(".")
    known = host == "api.openai.com" or host.endswith(".api.openai.com")
    return _DISCOVERIES.setdefault((base_url, start), Discovery(start, known=known))
