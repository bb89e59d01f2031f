"""Hold one request and its answer as data, and refusals in one envelope.

A request gives its body once, bounded in size and in time. An answer that carries a key keeps it out of reprs and out
of the locals of frames.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from realtime_sessions.errors import FIRST_SERVER_ERROR
from realtime_sessions.redaction import Secret, redact

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_ONCE: Final = frozenset(
    {"authorization", "content-length", "content-type", "host", "origin", "sec-fetch-site", "transfer-encoding"}
)
_SHOWN_CHARACTERS: Final = 300
_TYPES: Final = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


class Refused(Exception):  # noqa: N818 - an outcome of a request, nobody's error
    """Ends the handling of a request with a refusal.

    Args:
        status: The answer's status.
        code: What a program tells the refusal by.
        message: What is wrong, for a person; bounded and without keys.
        param: The field that is refused, by its flat name.
        hint: What to do.
        kind: The error's type; by the status where None.
        by: Who refuses: the gateway, or the provider.
        headers: More headers of the answer.
    """

    def __init__(
        self,
        status: int,
        code: str | None,
        message: str,
        *,
        param: str | None = None,
        hint: str | None = None,
        kind: str | None = None,
        by: str = "gateway",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message
        self.param, self.hint, self.by, self.headers = param, hint, by, dict(headers or {})
        usual = "gateway_error" if status >= FIRST_SERVER_ERROR else "invalid_request_error"
        self.kind = kind or _TYPES.get(status, usual)

    def answer(self, request_id: str) -> Answer:
        """The refusal in the envelope."""
        error = {
            "message": _bounded(self.message),
            "type": _bounded(self.kind),
            "code": _bounded(self.code),
            "param": _bounded(self.param),
            "request_id": request_id,
            "hint": _bounded(self.hint),
        }
        return answered(self.status, {"error": error}, self.headers)


def _bounded(text: str | None) -> str | None:
    return None if text is None else str(redact(text))[:_SHOWN_CHARACTERS]


@frozen
class Answer:
    """One answer, ready to be sent; its body may carry a key."""

    status: int
    body: Secret = field(factory=lambda: Secret(b""))
    headers: Mapping[str, str] = field(factory=dict)
    media_type: str = "application/json"

    async def send(self, send: Send, headers: Mapping[str, str]) -> None:
        """Send it whole, with these headers under its own."""
        told = {**headers, **self.headers, "content-length": str(len(self.body.value))}
        if self.body.value:
            told["content-type"] = self.media_type
        raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in told.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": raw})
        await send({"type": "http.response.body", "body": self.body.value})


def answered(status: int, value: Any, headers: Mapping[str, str] | None = None) -> Answer:
    """Answer with a JSON value."""
    return Answer(status, written(Secret(value)), headers or {})


def written(value: Secret) -> Secret:
    """A JSON value as bytes; half a surrogate pair stands as JSON's escape."""
    return Secret(_ENCODER.encode(value.value).encode(errors="backslashreplace"))


class Request:
    """One request as it arrived. `authenticate` functions are handed it before its body is read.

    Attributes:
        id: The id that the answer carries; never one that a client sent.
        method: In capitals.
        path: As the server decoded it, without what the application is mounted under.
        headers: By names in lower case.
        peer: The address of the other end of the connection.
        address: The user's address, as far as trusted proxies tell it; the peer's where there are none.
    """

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self.id = f"req_{secrets.token_hex(12)}"
        self.scope, self._receive = scope, receive
        self.method: str = scope["method"]
        self.path: str = scope["path"].removeprefix(scope.get("root_path", "")) or "/"
        self.headers: dict[str, str] = {}
        self.repeated: list[str] = []
        for raw, value in scope["headers"]:
            name, text = raw.decode("latin-1").lower(), value.decode("latin-1")
            if name in self.headers:
                self.repeated.append(name)
                text = f"{self.headers[name]}, {text}"
            self.headers[name] = text
        self.peer: str = (scope.get("client") or ("", 0))[0]
        self.address = self.peer

    def __repr__(self) -> str:
        return f"<Request {self.id} {self.method} {self.path!r}>"

    @property
    def last(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    async def left(self) -> None:
        """Return when the client has left."""
        while (await self._receive())["type"] != "http.disconnect":
            pass

    def check_headers(self) -> None:
        """Refuse headers that two readers could read differently.

        Raises:
            Refused: one that may stand once stands twice.
        """
        for name in self.repeated:
            if name in _ONCE:
                raise Refused(400, "repeated_header", f"The header {name} may be sent once only.")

    def media_type(self) -> str:
        """The type of the body, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    async def body(self, most: int, seconds: float) -> bytes:
        """Read the whole body.

        Raises:
            Refused: it is too large, too slow, packed, or the client left.
        """
        if self.headers.get("content-encoding", "identity").lower() != "identity":
            raise Refused(415, "unsupported_content_encoding", "Compressed bodies are not taken.")
        told = self.headers.get("content-length", "0")
        if not told.isdecimal() or int(told[:12]) > most:
            raise Refused(413, "body_too_large", f"The body is larger than {most} bytes.", headers=_CLOSE)
        body, more = bytearray(), True
        try:
            async with asyncio.timeout(seconds):
                while more:
                    message = await self._receive()
                    if message["type"] == "http.disconnect":
                        raise Refused(400, "client_left", "The client left before its request was whole.")
                    body += message.get("body", b"")
                    more = message.get("more_body", False)
                    if len(body) > most:
                        raise Refused(413, "body_too_large", f"The body is larger than {most} bytes.", headers=_CLOSE)
        except TimeoutError:
            raise Refused(408, "body_too_slow", "The body did not arrive in time.", headers=_CLOSE) from None
        return bytes(body)


_CLOSE: Final = {"connection": "close"}
