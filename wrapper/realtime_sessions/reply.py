"""A reply of a server: its text, its JSON value and its error, each read once, when something first asks for it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, NamedTuple, cast

from . import endpoints, errors
from .endpoints import Endpoint
from .once import Once
from .redaction import Secret, redact


class Reply:
    """A reply, parsed once, when something first asks what it says."""

    content = b""

    def __init__(
        self,
        status: int,
        headers: Iterable[tuple[bytes, bytes]],
        reason: bytes | None = None,
        sent: tuple[Secret, ...] = (),
        attempts: int = 1,
    ) -> None:
        self.status, self.sent, self.attempts = status, sent, attempts
        self.headers: dict[str, str] = {}
        """By lower-case names; what came more than once is joined by commas."""
        for raw, value in headers:
            name = raw.decode("latin-1").lower()
            before = self.headers.get(name)
            self.headers[name] = value.decode("latin-1") if before is None else f"{before}, {value.decode('latin-1')}"
        self.reason = _usual_reason(status) if reason is None else reason.decode("ascii", "ignore")

    @property
    def is_success(self) -> bool:
        """Whether the server did what it was asked."""
        return self.status in range(200, 300)  # to compare with an enum takes five times as long

    @Once
    def request_id(self) -> str | None:
        """The id to give to the provider's support."""
        return cast("str | None", redact(self.headers.get("x-request-id"), self.sent))

    @Once
    def text(self) -> str:
        """The text; a byte that isn't UTF-8 costs itself only."""
        return self.content.decode(errors="replace").removeprefix("\ufeff")

    @Once
    def value(self) -> Any:
        """The JSON value; the text where it isn't JSON."""
        try:
            return json.loads(self.text)
        except RecursionError:
            return self.text
        except ValueError:
            try:  # Python refuses whole numbers of thousands of digits
                return json.loads(self.text, parse_int=_whole)
            except (ValueError, RecursionError):
                return self.text

    @Once
    def error(self) -> dict[str, Any]:
        """The service's error; empty where the reply isn't in the service's envelope."""
        found = self.value.get("error") if isinstance(self.value, dict) else None
        return found if isinstance(found, dict) else {}

    @property
    def is_retired(self) -> bool:
        """Whether the provider says that the endpoint itself is gone."""
        return not self.is_success and endpoints.is_retired(self.status, self.error)

    @property
    def is_gone(self) -> bool:
        """Whether the server says that it has no such path."""
        return not self.is_success and endpoints.is_gone(self.status, self.error)

    @property
    def speaks(self) -> bool:
        """Whether the service itself answered there, if only with a refusal; a proxy's page is no answer of its."""
        return self.is_success or (bool(self.error) and self.status < errors.FIRST_SERVER_ERROR and not self.is_gone)


class Answer(NamedTuple):
    """What an endpoint answered, and what the other one had answered where that was asked first."""

    endpoint: Endpoint
    reply: Reply
    dropped: tuple[str, ...] = ()
    before: Answer | None = None


def _usual_reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _whole(digits: str) -> float:
    try:
        return int(digits)
    except ValueError:
        return float(digits)
