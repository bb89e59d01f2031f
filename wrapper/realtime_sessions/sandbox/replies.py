"""Hold replies as data: a status, headers and bytes, and the service's error envelope.

Every answer of the sandbox, whatever went wrong, is one that the service's clients can read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

JSON_TYPE = "application/json"
_ENCODER = json.JSONEncoder(separators=(",", ":"), allow_nan=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, ready to be sent."""

    status: int
    body: bytes = field(default=b"", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = JSON_TYPE


def json_reply(status: int, value: Any, headers: Mapping[str, str] | None = None) -> Reply:
    """Answer with a JSON value."""
    return Reply(status, _ENCODER.encode(value).encode(), headers or {})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request was refused, in the terms of the error envelope."""

    status: int
    message: str
    code: str | None = None
    param: str | None = None
    kind: str = "invalid_request_error"
    headers: Mapping[str, str] = field(default_factory=dict)

    def envelope(self) -> dict[str, str | None]:
        """The parts of the error, as the service names them."""
        return {"message": self.message, "type": self.kind, "param": self.param, "code": self.code}

    def reply(self) -> Reply:
        """Put it in the envelope."""
        return json_reply(self.status, {"error": self.envelope()}, self.headers)


class Refused(Exception):  # noqa: N818 - an outcome of a request, nobody's error
    """Ends the handling of a request with a refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal
