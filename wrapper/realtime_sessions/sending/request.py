"""What is sent: one request, the same with every attempt, in the forms that those who carry it take."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from realtime_sessions.redaction import Secret

from . import http1

if TYPE_CHECKING:
    import httpx


class URL(NamedTuple):
    """A URL in ASCII, which has been checked, in the parts that a request needs."""

    scheme: str
    netloc: str
    """The host, with its port where it has one of its own."""
    host: str
    """An IPv6 address is without its brackets."""
    port: int | None
    path: str
    query: str = ""

    @classmethod
    def of(cls, text: str) -> URL:
        """Take a URL apart."""
        parts = urlsplit(text)
        return cls(parts.scheme, parts.netloc, parts.hostname or "", parts.port, parts.path or "/", parts.query)

    @property
    def target(self) -> str:
        """The path and the query."""
        return f"{self.path}?{self.query}" if self.query else self.path

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.target}"


class Request:
    """A call's request. It prints no header, and holds them in a Secret: among them is the key."""

    __slots__ = ("content", "headers", "left", "method", "sent", "url")

    def __init__(self, method: str, url: URL, headers: Secret, content: bytes) -> None:
        self.method, self.url, self.content = method, url, content
        self.headers = headers
        """Of a mapping: by lower-case names, the name to send and the value."""
        self.sent: tuple[Secret, ...] = ()
        """The keys in its headers, for what the server sends back."""
        self.left: float | None = None
        """Seconds that are left for it; None for no limit."""

    def _pairs(self) -> list[tuple[bytes, bytes]]:
        return [(name.encode("ascii"), value.encode("ascii")) for name, value in self.headers.value.values()]

    def as_bytes(self) -> bytes:
        """The request as HTTP/1.1 has it."""
        return http1.request(self.method, self.url.target.encode("ascii"), self._pairs(), self.content)

    def as_httpx(self) -> httpx.Request:
        """The same for a transport of the caller's, whose every step may take what is left."""
        import httpx  # noqa: PLC0415 - for a transport of the caller's, and for a proxy

        extensions = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), self.left)}
        return httpx.Request(
            self.method, str(self.url), headers=self._pairs(), content=self.content, extensions=extensions
        )


def lay(headers: Secret, layer: Secret) -> None:
    """Put headers over others; None takes one away."""
    under = headers.value
    for name, value in (layer.value or {}).items():
        if value is None:
            under.pop(name.lower(), None)
        else:
            under[name.lower()] = (name, value)
