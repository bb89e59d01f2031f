"""Hand browsers what they need to talk, from a server that keeps the API key: an ASGI application.

Needs the extra ``realtime-sessions[gateway]``, which is imported with the first name that is asked for: the command
must be able to say what is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from realtime_sessions.extras import lazy

if TYPE_CHECKING:
    from .app import Gateway, create_app
    from .configuration import read_settings
    from .messages import Refused, Request
    from .policy import Policy
    from .settings import CallLimits, RateLimits, Settings
    from .tokens import JwtTokens
    from .users import BearerTokens, SignedCookie, TrustedHeader, User, first_of

__all__ = [
    "BearerTokens",
    "CallLimits",
    "Gateway",
    "JwtTokens",
    "Policy",
    "RateLimits",
    "Refused",
    "Request",
    "Settings",
    "SignedCookie",
    "TrustedHeader",
    "User",
    "create_app",
    "first_of",
    "read_settings",
]

_HOMES = {
    "BearerTokens": "users",
    "CallLimits": "settings",
    "Gateway": "app",
    "JwtTokens": "tokens",
    "Policy": "policy",
    "RateLimits": "settings",
    "Refused": "messages",
    "Request": "messages",
    "Settings": "settings",
    "SignedCookie": "users",
    "TrustedHeader": "users",
    "User": "users",
    "create_app": "app",
    "first_of": "users",
    "read_settings": "configuration",
}
__getattr__ = lazy(globals(), _HOMES, {"httptools", "jwt", "limits", "prometheus_client", "redis", "uvicorn"})


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
