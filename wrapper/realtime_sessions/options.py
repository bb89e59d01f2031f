"""How a call is made and a client set up: names and types, for type checkers and for one check at run time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypedDict, cast

from .keywords import Elsewhere, refuse_unknown
from .redaction import Secret

if TYPE_CHECKING:
    from .config import SessionConfig
    from .parameters.types import NewRealtimeParameters, NewTranscriptionParameters

VERSION: Final = "0.1.0"
BASE_URL: Final = "https://api.openai.com/v1"
"""Where the provider is: every path stands behind it."""
Headers = Mapping[str, str | None]
Query = Mapping[str, str | float | bool | Sequence[str | float | bool | None] | None]


class CallOptions(TypedDict, total=False):
    """How one call is made; as the client is set up where left out."""

    timeout: float | None
    """Seconds for the whole call with its retries; None for no limit."""
    max_retries: int
    """Attempts after the first: 0 or more."""
    headers: Headers
    """More headers, or None for one that isn't to be sent."""
    extra_query: Query | None
    """More parameters of the URL, for a gateway that wants some."""
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


_OF_THE_SERVICE: Final = ("api_key", "base_url", "organization", "project", "endpoint", "transport")
CONSTRUCTOR: Final = frozenset({*ClientOptions.__annotations__, *_OF_THE_SERVICE})
_UNSHOWN: Final = frozenset({"headers", "extra_query"})
ELSEWHERE: Final[Elsewhere] = {
    "it is passed to a call, such as create": {*CallOptions.__annotations__, "extra_body"},
    "it is set for a client, in the constructor or by with_options": ClientOptions.__annotations__,
    "only a client's constructor takes it": CONSTRUCTOR,
    "azure takes it": ("resource_endpoint", "token_provider", "api_version"),
}


def split(given: dict[str, Any], parameters: Collection[str], kind: str = "") -> CallOptions:
    """Take the options of a call out of what it was given; what is left are parameters of a kind of session.

    Raises:
        TypeError: something is neither; a misspelt name would do nothing in silence.
    """
    known = CallOptions.__annotations__
    options = sealed({name: given.pop(name) for name in known if name in given}, known)
    refuse_unknown(given, {*parameters, *known}, ELSEWHERE, kind, "")
    return cast(CallOptions, options)


def sealed(options: Any, known: Collection[str] = ClientOptions.__annotations__) -> dict[str, Any]:
    """The options, of which those that don't print are put away: they may carry keys, and reporters show locals.

    Raises:
        TypeError: one is unknown.
    """
    refuse_unknown(options, known, ELSEWHERE, "", "")
    for name in _UNSHOWN.intersection(options):
        options[name] = Secret(options[name])
    return cast("dict[str, Any]", options)
