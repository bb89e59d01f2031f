"""Serve the try-it page: its files, its form, and the snippets for what the form says.

A page is asked for answers and does no I/O of its own. Its files hold nothing of anybody's, so that a browser may load
them before its user is known; form and snippets are for authenticated users, which the gateway sees to.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from .form import form
from .snippets import problems, snippets

if TYPE_CHECKING:
    from realtime_sessions.gateway.settings import Settings

Answer = tuple[int, dict[str, str], bytes]

_TYPES: Final = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "media-src blob: mediastream:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_MOST: Final = 65_536  # bytes of a config that is written as code
_URL: Final = re.compile(r"https?://[\w.:\[\]-]+(/[\w.~/-]*)?/|/")


class Page:
    """The page of one gateway.

    Args:
        settings: The gateway's; its policy narrows the form.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self._policy = settings.policy if settings else None
        self._files = {f"/page/{file.name}": file.read_bytes() for file in files(__name__).joinpath("static").iterdir()}
        self._files["/"] = self._files.pop("/page/index.html")

    def answer(self, method: str, path: str, body: bytes) -> Answer | None:
        """The answer to a request: status, headers and body; None where there is no such page."""
        if method == "GET" and path in self._files:
            kind = _TYPES[path.rpartition(".")[2] if "." in path else "html"]
            return 200, {**HEADERS, "Content-Type": f"{kind}; charset=utf-8"}, self._files[path]
        if (method, path) == ("GET", "/page/form.json"):
            return _json(200, form(self._policy))
        if (method, path) == ("POST", "/page/snippets"):
            return _snippets(body)
        return None


def _snippets(body: bytes) -> Answer:
    """What is wrong with a config, field by field; where nothing is, the call in every language."""
    if len(body) > _MOST:
        return _json(413, {"error": {"code": "too_large", "message": f"send at most {_MOST} bytes"}})
    try:
        asked = json.loads(body)
        config, gateway = dict(asked["config"]), str(asked.get("gateway", "/"))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return _json(400, {"error": {"code": "invalid_json", "message": "send an object with a config"}})
    if not _URL.fullmatch(gateway):
        return _json(400, {"error": {"code": "invalid_url", "message": "gateway must be an http(s) URL of a folder"}})
    try:
        wrong = problems(config)
        return _json(200, {"problems": wrong, "snippets": {} if wrong else snippets(config, gateway)})
    except RecursionError:  # deeper than it can be written, though not deeper than it can be checked
        return _json(400, {"error": {"code": "too_deep", "message": "the config is too deep to be written as code"}})


def _json(status: int, value: Any) -> Answer:
    return status, {**HEADERS, "Content-Type": "application/json"}, json.dumps(value).encode()
