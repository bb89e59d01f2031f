"""Tell the two endpoints apart, and tell when one is gone. Pure functions, no I/O."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit


class Endpoint(StrEnum):
    """Where keys are minted."""

    AUTO = "auto"
    """The one that the server speaks: found out once per client."""
    FLAT = "flat"
    """POST /realtime/sessions, retired by the provider in May 2026; Azure's preview and older gateways speak it."""
    NESTED = "nested"
    """POST /realtime/client_secrets."""


PATHS: Final = {Endpoint.FLAT: "/realtime/sessions", Endpoint.NESTED: "/realtime/client_secrets"}


def first(base_url: str) -> Endpoint:
    """Where AUTO starts: the provider's own host retired the flat endpoint, others may know no other."""
    host = (urlsplit(base_url).hostname or "").rstrip(".")
    return Endpoint.NESTED if host == "api.openai.com" or host.endswith(".api.openai.com") else Endpoint.FLAT


def other(endpoint: Endpoint) -> Endpoint:
    """The endpoint to go to from one that is gone."""
    return Endpoint.NESTED if endpoint is Endpoint.FLAT else Endpoint.FLAT


def is_retired(status: int, error: Mapping[str, Any]) -> bool:
    """Whether an error says that the endpoint itself is gone, in any of the ways that were seen.

    Seen: 404 with "Invalid URL (POST …)" and no code; 400 with code beta_api_shape_disabled; 400 with
    code invalid_model for a model that is "only available on the GA API".
    """
    code, message = error.get("code"), str(error.get("message") or "")
    if status == _NOT_FOUND:
        return not code and re.match(r"Invalid URL \(POST ", message) is not None
    if status == _BAD_REQUEST:
        return code == "beta_api_shape_disabled" or (
            code == "invalid_model" and "only available on the GA API" in message
        )
    return False


def is_unknown_path(status: int, error: Mapping[str, Any]) -> bool:
    """Whether a server other than the provider's says that it has no such path: a 404 in no envelope of the service."""
    return status == _NOT_FOUND and not error


_BAD_REQUEST: Final = 400
_NOT_FOUND: Final = 404
