"""What can go wrong, as one tree.

Protects callers from having to know httpx or generated code: whatever these raise arrives as one of
ours, chained with `from`.

    RealtimeSessionsError
    ├── ConfigurationError          the client can't be used as it is set up
    ├── InvalidParameterError       a parameter is out of its bounds; nothing was sent   (also a ValueError)
    ├── APIConnectionError          no reply
    │   └── APITimeoutError         no reply in time
    ├── APIStatusError              a reply that isn't 2xx
    │   ├── BadRequestError             400
    │   ├── AuthenticationError         401
    │   ├── PermissionDeniedError       403
    │   ├── NotFoundError               404
    │   │   └── EndpointRetiredError        the endpoint is gone (404, or 400 from a server that says so)
    │   ├── ConflictError               409
    │   ├── UnprocessableEntityError    422
    │   ├── RateLimitError              429
    │   └── InternalServerError         5xx
    └── UnexpectedReplyError        2xx, but not a session with a key
"""

from __future__ import annotations

from typing import Any, Final

from .redaction import redact
from .values import OMITTED

_SHOWN_CHARACTERS: Final = 80


class RealtimeSessionsError(Exception):
    """The root of everything this package raises.

    Attributes:
        status_code: The reply's status; None where there was no reply.
        code: The service's code for the error, such as "unknown_parameter"; None where it gave none.
        param: The parameter that the service names; None where it names none.
        type: The service's class of the error, such as "invalid_request_error".
        request_id: The id to give to the provider's support.
        body: The reply's JSON value, or its text, with keys masked; None where there was no reply.
    """

    status_code: int | None = None
    code: str | None = None
    param: str | None = None
    type: str | None = None
    request_id: str | None = None
    body: Any = None


class ConfigurationError(RealtimeSessionsError):
    """The client can't be used as it is set up: no API key, an unusable URL, a closed client."""


class InvalidParameterError(RealtimeSessionsError, ValueError):
    """A parameter that the service would refuse; nothing was sent.

    Attributes:
        parameter: Its path, such as "turn_detection.threshold".
        value: What was given.
        bound: What it must be, in words.
        step: What the text says beside it that only a program can do.
    """

    def __init__(self, parameter: str, value: object, bound: str, step: str = "") -> None:
        given = "it is missing" if value is OMITTED else f"given: {_shown(parameter, value)}"
        super().__init__(f"{parameter} must be {bound}{step} ({given})")
        self.parameter = self.param = parameter
        self.value = value
        self.bound, self.step = bound, step

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.parameter, self.value, self.bound, self.step), self.__dict__


def _shown(parameter: str, value: object) -> str:
    """A value as far as it may be shown: tools and headers carry keys."""
    if any(part in parameter for part in ("tools", "headers")) and not isinstance(value, bool | int | float | None):
        return f"a {type(value).__name__} that isn't shown"
    try:
        return str(redact(repr(value)))[:_SHOWN_CHARACTERS]
    except Exception:  # noqa: BLE001 - somebody's repr, or a number of thousands of digits
        return f"a {type(value).__name__}"


class APIConnectionError(RealtimeSessionsError):
    """There was no whole reply: the connection failed, broke, or spoke something other than HTTP."""


class APITimeoutError(APIConnectionError):
    """There was no whole reply within the time limit."""


class APIStatusError(RealtimeSessionsError):
    """The service refused.

    Attributes:
        retry_after: Seconds to wait as the service told; None where it told none.
    """

    retry_after: float | None = None


class BadRequestError(APIStatusError):
    """400: a parameter is unknown, missing, of the wrong type or out of its bounds."""


class AuthenticationError(APIStatusError):
    """401: the API key is missing, wrong or revoked."""


class PermissionDeniedError(APIStatusError):
    """403: the key may not do this."""


class NotFoundError(APIStatusError):
    """404: no such model, or no such endpoint."""


class EndpointRetiredError(NotFoundError):
    """The endpoint is retired, and there was no other to go to."""


class ConflictError(APIStatusError):
    """409: something else is being done with the same thing."""


class UnprocessableEntityError(APIStatusError):
    """422: the body is well formed, and still can't be used."""


class RateLimitError(APIStatusError):
    """429: too many requests, or no credit."""


class InternalServerError(APIStatusError):
    """5xx: the service failed."""


class UnexpectedReplyError(RealtimeSessionsError):
    """The service agreed, but what it sent is no session with a key."""


FIRST_SERVER_ERROR: Final = 500


class RealtimeSessionsWarning(UserWarning):
    """The root of our warnings."""


class DroppedParameterWarning(RealtimeSessionsWarning):
    """The endpoint can't express a parameter that was given; the session was made without it."""


class RetiredModelWarning(RealtimeSessionsWarning):
    """The provider has shut the model down."""


class UnusableModelWarning(RealtimeSessionsWarning):
    """A key is minted for the model, and no realtime session can be opened with it."""
