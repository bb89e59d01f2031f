"""What is sent: one request, the same with every attempt, in the forms that those who carry it take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

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
        """Take a URL apart; to import urllib for that takes 3 ms."""
        netloc, _, path = text.partition("://")[2].partition("/")
        host, _, port = netloc.rpartition(":") if not netloc.endswith("]") and ":" in netloc else (netloc, "", "")
        return cls(text.partition(":")[0], netloc, host.strip("[]"), int(port) if port else None, f"/{path}")

    @property
    def target(self) -> str:
        """The path and the query."""
        return f"{self.path}?{self.query}" if self.query else self.path

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.target}"


class Headers(Secret):
    """Headers by lower-case names, each the name to send and the value; among them is the key, so none is printed."""

    __slots__ = ("_lines", "authorized", "keys")

    def __init__(self, value: dict[str, tuple[str, str]]) -> None:
        super().__init__(value)
        self._lines: Secret | None = None
        self.authorized: tuple[Secret, Headers] | None = None
        """The key that was sent with them last, and what they are with it."""
        holders = [name for name in ("authorization", "api-key") if name in value]
        self.keys = tuple(Secret(value[name][1].rpartition(" ")[2]) for name in holders)
        """The keys among them."""

    def laid(self, layer: Secret) -> Headers:
        """These with others over them; None takes one away."""
        over = {name.lower(): (name, value) for name, value in (layer.value or {}).items()}
        whole = Headers({name: pair for name, pair in {**self.value, **over}.items() if pair[1] is not None})
        if len(whole.value) == len(self.value) + len(over):  # nothing is replaced: their lines follow ours
            whole._lines = Secret(self.lines().value + http1.lines(_encoded(over)))
        return whole

    def pairs(self) -> list[tuple[bytes, bytes]]:
        """Names and values as they are sent."""
        return _encoded(self.value)

    def lines(self) -> Secret:
        """The same as HTTP/1.1 has them, made once."""
        if self._lines is None:
            self._lines = Secret(http1.lines(self.pairs()))
        return self._lines


def _encoded(headers: Mapping[str, tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.values()]


class Request:
    """A call's request."""

    __slots__ = ("content", "headers", "left", "method", "over", "url")

    def __init__(self, method: str, url: URL, headers: Headers, content: bytes, over: tuple[Secret, ...] = ()) -> None:
        self.method, self.url, self.headers, self.content = method, url, headers, content
        self.over = over
        """The caller's own headers, which go over the key's when that is put among them."""
        self.left: float | None = None
        """Seconds that are left for it; None for no limit."""

    @property
    def sent(self) -> tuple[Secret, ...]:
        """The keys in its headers, for what the server sends back."""
        return self.headers.keys

    def as_bytes(self) -> bytes:
        """The request as HTTP/1.1 has it."""
        start = f"{self.method} {self.url.target}".encode("ascii")
        return http1.request(start, self.headers.lines().value, self.content)

    def as_httpx(self) -> httpx.Request:
        """The same for a transport of the caller's, whose every step may take what is left."""
        import httpx  # noqa: PLC0415 - for a transport of the caller's, and for a proxy

        extensions = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), self.left)}
        return httpx.Request(
            self.method, str(self.url), headers=self.headers.pairs(), content=self.content, extensions=extensions
        )
