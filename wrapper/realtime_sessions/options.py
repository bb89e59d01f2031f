"""How a call is made and a client set up: names and types, for type checkers and for one check at run time."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypedDict, cast

from .redaction import Secret

if TYPE_CHECKING:
    from .config import SessionConfig
    from .parameters.types import NewRealtimeParameters, NewTranscriptionParameters

_NEW: Final = "a field of the session that is new goes in extra_body"
VERSION: Final = "0.1.0"
Headers = Mapping[str, str | None]
Query = Mapping[str, str | float | bool | Sequence[str | float | bool | None] | None]
_UNSHOWN: Final = frozenset({"headers", "extra_query"})


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


class NoOptions(TypedDict):
    """No more than what a signature names; what else is given is answered with what was meant."""


CONSTRUCTOR: Final = (
    *ClientOptions.__annotations__,
    "api_key",
    "base_url",
    "organization",
    "project",
    "endpoint",
    "transport",
)
"""What a client is made with."""


def split(given: dict[str, Any], parameters: Collection[str], kind: str = "") -> CallOptions:
    """Take the options of a call out of what it was given; what is left are parameters of a kind of session.

    Raises:
        TypeError: something is neither; a misspelt name would do nothing in silence.
    """
    known = CallOptions.__annotations__
    options = sealed({name: given.pop(name) for name in known if name in given}, known)
    refuse_unknown(given, {*parameters, *known}, kind)
    return cast(CallOptions, options)


def sealed(options: Any, known: Collection[str] = ClientOptions.__annotations__) -> dict[str, Any]:
    """The options, of which those that don't print are put away: they may carry keys, and reporters show locals.

    Raises:
        TypeError: one is unknown.
    """
    refuse_unknown(options, known)
    for name in _UNSHOWN.intersection(options):
        options[name] = Secret(options[name])
    found: dict[str, Any] = options
    return found


def refuse_unknown(given: dict[str, Any], taken: Collection[str], kind: str = "", of: str = "") -> None:
    """Refuse keywords that aren't taken, and forget what they hold, which may be a key by another name.

    Raises:
        TypeError: there is one; the text says what was meant.
    """
    names = [name for name in given if name not in taken]
    for name in names:
        del given[name]
    if names:
        text = f"{of} got an unexpected keyword argument {names[0]!r}".lstrip()
        raise TypeError(text + _meant(str(names[0]), taken, kind))


def _meant(name: str, taken: Collection[str], kind: str) -> str:
    """What to do with a keyword that a method doesn't take; `kind` where it mints a session."""
    from . import advice  # noqa: PLC0415 - for what goes wrong only
    from .parameters.table import PARAMETERS  # noqa: PLC0415 - read when first needed

    here = advice.HERE.get(name, name)
    other = f"; here it is {here}" if name in advice.HERE else ""
    if here in taken:
        return other
    hint = advice.parameter(name, kind) if kind else f"; {advice.DONE[name]}" if name in advice.DONE else ""
    places = {
        "only create takes it" if kind else "it is passed to create, or in defaults": PARAMETERS["realtime"],
        "it is passed to a call, such as create": {*CallOptions.__annotations__, "extra_body"},
        "it is set for a client, in the constructor or by with_options": ClientOptions.__annotations__,
        "only the constructor takes it": CONSTRUCTOR,
        "azure takes it": ("resource_endpoint", "token_provider", "api_version"),
    }
    found = [place for place, names in places.items() if here in names]
    hint = hint or ("".join(f"{other}; {place}" for place in found[:1])) or advice.meant(name, taken)
    return hint or (f"; {_NEW}" if kind else "")
