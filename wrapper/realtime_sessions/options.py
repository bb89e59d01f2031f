"""How a call is made and a client set up: names and types, for type checkers and for one check at run time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, TypedDict, cast

from .redaction import Secret

if TYPE_CHECKING:
    from .config import SessionConfig
    from .parameters.types import NewRealtimeParameters, NewTranscriptionParameters

VERSION: Final = "0.1.0"
Headers = Mapping[str, str | None]


class CallOptions(TypedDict, total=False):
    """How one call is made; as the client is set up where left out."""

    timeout: float | None
    """Seconds for the whole call with its retries; None for no limit."""
    max_retries: int
    """Attempts after the first: 0 or more."""
    headers: Headers
    """More headers, or None for one that isn't to be sent."""
    idempotency_key: str
    """Sent as Idempotency-Key, the same with every attempt."""


if TYPE_CHECKING:

    class CreateOptions(CallOptions, NewRealtimeParameters, total=False):
        """Options of a call, and parameters that the contract has and the signature doesn't name yet."""

    class TranscriptionOptions(CallOptions, NewTranscriptionParameters, total=False):
        """The same for a session that only transcribes."""


class ClientOptions(TypedDict, total=False):
    """How a client is set up, whichever service it speaks to."""

    defaults: SessionConfig | Mapping[str, Any] | None
    """Parameters for every call, over our own defaults and under the call's."""
    timeout: float | None
    """Seconds for a whole call with its retries: 10 where left out; None for no limit."""
    max_retries: int
    """Attempts after the first: 2 where left out."""
    headers: Headers | None
    """More headers, or None for one that isn't to be sent."""
    strict: bool
    """Whether a parameter that the endpoint can't express is an error in place of a warning."""


OTHER_NAMES: Final = {  # what the official SDKs call it: what to write here
    "extra_headers": "headers",
    "extra_query": "extra_body, or a base_url of your own: no query is taken",
}


def split(given: dict[str, Any], parameters: Iterable[str], advice: Callable[[str], str] = lambda _: "") -> CallOptions:
    """Take the options of a call out of what it was given; what is left are parameters.

    Raises:
        TypeError: something is neither; a misspelt name would do nothing in silence.
    """
    options = {name: given.pop(name) for name in CallOptions.__annotations__ if name in given}
    for name in given:
        if name not in parameters:
            close = get_close_matches(name, CallOptions.__annotations__, 1)
            hint = f"; here it is {OTHER_NAMES[name]}" if name in OTHER_NAMES else advice(name)
            hint = hint or (f"; did you mean {close[0]}?" if close else "")
            hint = hint or "; a field of the session that is new goes in extra_body"
            raise TypeError(f"got an unexpected keyword argument {name!r}{hint}")
    return cast(CallOptions, sealed(options))


def sealed(options: Any) -> dict[str, Any]:
    """The options with headers that don't print: they may carry keys, and reporters of errors show locals.

    Raises:
        TypeError: one is unknown.
    """
    for name in options:
        if name not in {*ClientOptions.__annotations__, *CallOptions.__annotations__}:
            close = "".join(
                f"; did you mean {near}?" for near in get_close_matches(name, ClientOptions.__annotations__, 1)
            )
            raise TypeError(f"got an unexpected keyword argument {name!r}{close}")
    if "headers" in options:
        options["headers"] = Secret(options["headers"])
    found: dict[str, Any] = options
    return found
