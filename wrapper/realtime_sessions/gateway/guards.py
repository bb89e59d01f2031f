"""Refuse requests that come by a way they shouldn't: a foreign page, a name that isn't ours, a stranger on dev.

Nothing here is guessed: hosts and origins are compared as they are written. What is refused is refused before
anything of the body is read.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from ipaddress import ip_address
from typing import Final

from .messages import Refused, Request
from .settings import LOOPBACK, Settings
from .users import within

_FRIENDLY: Final = frozenset({"same-origin", "none"})
_METHODS: Final = "GET, POST, DELETE"
_LOCAL_NAMES: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
_PORT: Final = re.compile(r":[0-9]{1,5}$")
_WITH_PORT: Final = re.compile(r"\[([^\]]+)\](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}")  # as some proxies write a hop
_FORWARDED: Final = "x-forwarded-for"
_RELAYED: Final = (_FORWARDED, "forwarded", "x-forwarded-host", "x-real-ip", "via")  # what proxies and tunnels add
EVERYWHERE: Final = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "vary": "Origin, Authorization, Cookie",
}
"""Headers of every answer."""


class Guards:
    """Checks of a request's way here, as the settings have them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def headers(self, request: Request) -> dict[str, str]:
        """What every answer to this request carries."""
        found = {**EVERYWHERE, "x-request-id": request.id}
        origin = request.headers.get("origin", "")
        if origin in self._settings.origins and "origin" not in request.repeated:
            found["access-control-allow-origin"] = origin
            found["access-control-expose-headers"] = "X-Request-Id, Retry-After"
            if self._settings.cookies:
                found["access-control-allow-credentials"] = "true"
        return found

    def check(self, request: Request, *, metrics: bool = False) -> None:
        """Refuse a request that came by a way it shouldn't. Those for metrics may come by more names.

        Raises:
            Refused: so it did.
        """
        request.check_headers()
        self._check_host(request, {*self._settings.metrics_hosts, _reached(request)} if metrics else ())
        origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "none").lower()
        if origin is not None and not self._is_known(request, origin):
            raise Refused(403, "origin_not_allowed", "Pages of this origin may not call the gateway.")
        if origin is None and site not in _FRIENDLY:
            raise Refused(403, "origin_not_allowed", "Another site's page may not call the gateway.")
        if self._settings.cookies and origin is None and "cookie" in request.headers and request.method != "GET":
            raise Refused(403, "origin_not_allowed", "A request with a cookie has to say which page it comes from.")
        request.address = self.address(request)

    def preflight(self, request: Request) -> dict[str, str]:
        """The headers that let a listed origin's page ask; `check` came before."""
        if "origin" not in request.headers:
            return {"allow": _METHODS}
        return {
            "access-control-allow-methods": _METHODS,
            "access-control-allow-headers": "Authorization, Content-Type",
            "access-control-max-age": "600",
        }

    def _check_host(self, request: Request, others: Collection[str]) -> None:
        host = request.headers.get("host", "").lower()
        if self._settings.dev and self._settings.authenticate is None:
            ours = (request.scope.get("server") or ("127.0.0.1",))[0]
            is_here = within(request.peer, LOOPBACK) and within(ours, LOOPBACK)
            if not is_here or self.is_relayed(request):
                raise Refused(403, "loopback_only", "This gateway answers its own machine only.")
        is_local = self._settings.dev and _PORT.sub("", host) in _LOCAL_NAMES
        if host not in self._settings.hosts and host not in others and not is_local:
            hint = "The setting hosts lists what the Host header may say."
            raise Refused(421, "unknown_host", "The gateway isn't reached by this name.", hint=hint)

    def _is_known(self, request: Request, origin: str) -> bool:
        own = f"{request.scope.get('scheme', 'http')}://{request.headers.get('host', '').lower()}"
        return origin in self._settings.origins or origin == own

    def is_relayed(self, request: Request) -> bool:
        """Whether it comes through a proxy or a tunnel, and nobody who is trusted tells whose it is."""
        return any(name in request.headers for name in _RELAYED) and self.address(request) == request.peer

    def address(self, request: Request) -> str:
        """The first address from the right that no trusted proxy has."""
        hops = [hop.strip() for hop in request.headers.get(_FORWARDED, "").split(",") if hop.strip()]
        address = request.peer
        while hops and within(address, self._settings.proxies):
            hop = hops.pop()
            told = _WITH_PORT.fullmatch(hop)
            try:
                address = str(ip_address((told[1] or told[2]) if told else hop))
            except ValueError:
                break
        return address


def _reached(request: Request) -> str:
    """The address and port that a request came in at, as a `Host` header has them: no name is rebound to be one."""
    address, port = request.scope.get("server") or ("", None)
    name = f"[{address}]" if ":" in address else address
    return name if port is None else f"{name}:{port}"
