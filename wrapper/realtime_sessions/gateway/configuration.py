"""Read the settings of a gateway from a TOML file and the environment.

The file holds no secret: the secret, the store's URL and the API key come from the environment.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from realtime_sessions.errors import ConfigurationError

from .kinds import table
from .policy import Policy
from .settings import CallLimits, RateLimits, Settings
from .users import BearerTokens, SignedCookie, TrustedHeader, first_of

SECRET: Final = "REALTIME_GATEWAY_SECRET"  # noqa: S105 - the variable's name
STORE: Final = "REALTIME_GATEWAY_STORE"
_PLAIN: Final = frozenset(
    {
        "origins",
        "hosts",
        "proxies",
        "on_store_failure",
        "metrics_from",
        "metrics_hosts",
        "timeout",
        "concurrent",
        "most_body",
    }
    | {"body_seconds", "ticket_seconds"}
)
_TABLES: Final = frozenset({"policy", "limits", "calls", "authenticate"})


def read_settings(path: Path | None, *, dev: bool = False, page: bool = False) -> Settings:
    """The settings of a file, or without one those of `dev`.

    Raises:
        ConfigurationError: something in it can't be used.
    """
    try:
        told = {} if path is None else tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path} is no TOML: {error}") from error
    unknown = told.keys() - _PLAIN - _TABLES
    if unknown:
        raise ConfigurationError(f"{path} has an unknown setting: {min(unknown)}")
    found: dict[str, Any] = {name: told[name] for name in _PLAIN & told.keys()}
    try:
        if "limits" in told:
            found["limits"] = RateLimits(**table("limits", told["limits"]))
        if "calls" in told:
            found["calls"] = CallLimits(**table("calls", told["calls"]))
        found["policy"] = Policy.from_dict(told["policy"]) if "policy" in told else Policy.free() if dev else Policy()
        found |= _authenticators(told.get("authenticate", {}))
        if STORE in os.environ:
            found["store"] = os.environ[STORE]
        return Settings(**found, secret=os.environ.get(SECRET, ""), dev=dev, page=page)
    except (TypeError, ValueError) as error:
        raise ConfigurationError(f"the settings can't be used: {error}") from error


def _authenticators(told: Mapping[str, Any]) -> dict[str, Any]:
    ways: list[Any] = []
    for name, value in table("authenticate", told).items():
        words = table(f"authenticate.{name}", value)
        if name == "bearer":
            ways.append(BearerTokens(**{"digests" if word == "tokens" else word: words[word] for word in words}))
        elif name == "jwt":
            from .tokens import JwtTokens  # noqa: PLC0415 - only here, for it takes cryptography along

            ways.append(JwtTokens(**words))
        elif name == "cookie":
            ways.append(SignedCookie(os.environ.get(SECRET, ""), **words))
        elif name == "header":
            ways.append(TrustedHeader(**words))
        else:
            raise ConfigurationError(f"there is no way to authenticate called {name!r}")
    if not ways:
        return {}
    return {"authenticate": ways[0] if len(ways) == 1 else first_of(*ways), "cookies": "cookie" in told}
