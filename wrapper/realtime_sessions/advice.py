"""Say what was meant by a name or a value that can't be used: the caller's next step, in the error's own text.

What the table of parameters can tell is read from it; what other clients call otherwise stands here, once. Every
function gives the end of a sentence, or nothing.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from .schemas import Schema, branches

_ELSEWHERE: Final = {  # what it is here: what other clients, and other states of the API, call it
    "api_key": "token",
    "base_url": "api_base api_url host url",
    "expires_after": "client_secret expires_at expires_in lifetime ttl",
    "extra_query": "default_query params query",
    "headers": "default_headers extra_headers",
    "instructions": "system system_prompt",
    "max_response_output_tokens": "max_tokens",
    "max_retries": "retries",
    "resource_endpoint": "azure_endpoint",
    "safety_identifier": "user user_id",
    "token_provider": "azure_ad_token azure_ad_token_provider credential",
    "tools": "functions",
    "transport": "client http_client session_factory",
}
HERE: Final = {name: here for here, names in _ELSEWHERE.items() for name in names.split()}
DONE: Final = {  # what is no name here: what to do instead
    "azure_deployment": "a deployment's name is passed to create, as model",
    "body": "SessionConfig.from_dict reads a whole body, and create_raw sends one as it is",
    "config": "pass the SessionConfig first, without a name",
    "deployment": "a deployment's name is passed to create, as model",
    "session": "its fields are keywords; SessionConfig.from_dict reads a whole body, and create takes what it gives",
    "type": "create mints a session that talks, create_transcription one that only transcribes",
}

_REFUSED: Final = {  # a code of the service's: what to do
    "DeploymentNotFound": "on Azure, model is the name of a deployment of this resource",
    "Unauthorized": "check the key, and whether it is this resource's",
    "insufficient_quota": "the project has no credit left",
    "invalid_api_key": "check api_key, or OPENAI_API_KEY",
    "invalid_model": "check the model's name, and whether the project may use it",
    "mismatched_organization": "pass the organization and the project that the key belongs to, or neither",
    "model_not_found": "check the model's name, and whether the project may use it",
    "unknown_parameter": "this server doesn't know it: leave it out",
}


def meant(name: str, known: Iterable[Any]) -> str:
    """A question after a bound: the known name that is closest, if one is close."""
    from difflib import get_close_matches  # noqa: PLC0415 - for what goes wrong only

    close = get_close_matches(name.lower(), [one for one in known if isinstance(one, str)], 1)
    return f"; did you mean {close[0]}?" if close else ""


def parameter(name: str, kind: str = "realtime") -> str:
    """The name here of what the provider calls otherwise, or where it stands; else the known name that is closest."""
    from .parameters.table import PARAMETERS  # noqa: PLC0415 - read when first needed

    rows = PARAMETERS[kind]
    if name in DONE:
        return f"; {DONE[name]}"
    found = [known for known in rows if known == HERE.get(name)]
    found = found or [known for known, row in rows.items() if row["nested"] and row["nested"][-1] == name]
    found = found or [known for known, row in rows.items() if row["nested"] and name in row["nested"][:-1]]
    if found:
        return f"; here it is {', '.join(found)}"
    holders = [known for known, row in rows.items() if any(name in _fields(one) for one in branches(row["schema"]))]
    if holders:
        return f"; it stands in {' and in '.join(holders)}, as in {holders[0]}={{{name!r}: ...}}"
    return meant(name, [*rows, "safety_identifier"])


def advising(cls: Any, kind: str = "") -> None:
    """Have a class answer a keyword that it doesn't take with what was meant."""
    make = cls.__init__
    names = make.__code__.co_varnames[1 : make.__code__.co_argcount + make.__code__.co_kwonlyargcount]

    @functools.wraps(make)
    def init(self: Any, *args: Any, **given: Any) -> None:
        for name in given.keys() - {*names}:
            hint = parameter(name, kind) if kind else meant(name, names)
            raise TypeError(f"{cls.__name__} got an unexpected keyword argument {name!r}{hint}")
        make(self, *args, **given)

    cls.__init__ = init


def of_refusal(code: str | None, param: str | None) -> str:
    """The name here of what the service refuses by its own, and what to do where its code says more than its words."""
    from .parameters.table import PARAMETERS  # noqa: PLC0415 - read when first needed

    hint = f"; {_REFUSED[code]}" if code in _REFUSED else ""
    told = (param or "").removeprefix("session.")
    for name, row in PARAMETERS["realtime"].items():
        for place in (row["nested"], row["flat"]):
            known = ".".join(place or ()).removeprefix("session.")
            if known and re.match(rf"{re.escape(known)}($|[.\[])", told) and name + told[len(known) :] != param:
                return f"; here it is {name}{told[len(known) :]}{hint}"
    return hint


def value(given: Any, found: Sequence[Schema]) -> str:
    """The value that was meant, where one stands alone that belongs in an object or in a list."""
    for schema in found:
        for name, inner in _fields(schema).items() if isinstance(given, str) else ():
            if any(given in one.get("enum", ()) for one in branches(inner)) or (
                schema.get("required") == [name] and "enum" not in inner
            ):
                return f"; did you mean {{{name!r}: {str(given)!r}}}?"
        kinds = {one.get("type") for one in branches(schema.get("items", {}))}
        if (isinstance(given, str) and "string" in kinds) or (isinstance(given, Mapping) and "object" in kinds):
            return "; put it in a list"
    return ""


def inside(given: Any, fields: Collection[str]) -> str:
    """Where the fields of an unknown object belong, if they are known beside it."""
    known = [str(name) for name in given if name in fields] if isinstance(given, Mapping) else []
    return f"; {', '.join(known)} must stand beside it, not in it" if known else ""


def _fields(schema: Schema) -> Mapping[str, Schema]:
    found: Mapping[str, Schema] = schema.get("properties", {})
    return found
