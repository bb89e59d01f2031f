"""Say what was meant by a name or a value that can't be used: the caller's next step, in the error's own text.

What the table of parameters can tell is read from it; what other clients call otherwise stands here, once. Every
function gives the end of a sentence, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from numbers import Number
from typing import Any, Final

from realtime_sessions.parameters.table import PARAMETERS
from realtime_sessions.schemas import Schema, branches, kind_of

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
_HERE: Final = {name: here for here, names in _ELSEWHERE.items() for name in names.split()}
_DONE: Final = {  # no name here: what to do instead
    **dict.fromkeys(["azure_deployment", "deployment"], "; a deployment's name is passed to create, as model"),
    **dict.fromkeys(["admin_api_key", "webhook_secret", "websocket_base_url"], "; minting needs none: leave it out"),
}
DONE_BY_A_CALL: Final = {
    **_DONE,
    "body": "; SessionConfig.from_dict reads a whole body, and create_raw sends one as it is",
    "config": "; pass the SessionConfig first, without a name",
    "session": "; its fields are keywords; SessionConfig.from_dict reads a whole body, and create takes what it gives",
    "type": "; create mints a session that talks, create_transcription one that only transcribes",
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


def keyword(name: str, taken: Collection[str], kind: str, elsewhere: Mapping[str, Collection[str]]) -> str:
    """What to do with a keyword that isn't taken; `kind` where it was to mint a session."""
    here = _HERE.get(name, name)
    other = f"; here it is {here}" if name in _HERE else ""
    if here in taken:
        return other
    hint = (DONE_BY_A_CALL if kind else _DONE).get(name) or (parameter(name, kind) if kind else "")
    create = "only create takes it" if kind else "it is passed to create, or in defaults"
    found = [place for place, names in {create: PARAMETERS["realtime"], **elsewhere}.items() if here in names]
    hint = hint or ("".join(f"{other}; {place}" for place in found[:1])) or meant(name, taken)
    return hint or ("; a field of the session that is new goes in extra_body" if kind else "")


def meant(name: str, known: Iterable[Any]) -> str:
    """A question after a bound: the known name that is closest, if one is close."""
    from difflib import get_close_matches  # noqa: PLC0415 - for what goes wrong only

    close = get_close_matches(name.lower(), [one for one in known if isinstance(one, str)], 1)
    return f"; did you mean {close[0]}?" if close else ""


def parameter(name: str, kind: str = "realtime") -> str:
    """The name here of what the provider calls otherwise, or where it stands; else the known name that is closest."""
    rows = PARAMETERS[kind]
    found = [known for known in rows if known == _HERE.get(name)]
    found = found or [known for known, row in rows.items() if row["nested"] and row["nested"][-1] == name]
    found = found or [known for known, row in rows.items() if row["nested"] and name in row["nested"][1:-1]]
    if found:
        return f"; here it is {', '.join(found)}"
    parts = ((known, part) for known, row in rows.items() for part in branches(row["schema"]))
    holders = [*dict.fromkeys(known for known, part in parts if name in part.get("properties", ()))]
    if holders:
        return f"; it stands in {' and in '.join(holders)}, as in {holders[0]}={{{name!r}: ...}}"
    return meant(name, [*rows, "safety_identifier"])


def of_refusal(code: str | None, param: str | None, endpoint: str) -> str:
    """The name here of what the service refuses by its own, and what to do where its code says more than its words."""
    hint = f"; {_REFUSED[code]}" if code in _REFUSED else ""
    here = flat_name(param or "")
    place = ".".join(PARAMETERS["realtime"].get(here or "", {}).get(endpoint) or ())
    if code == "unknown_parameter" and place.removeprefix("session.") != (param or "").removeprefix("session."):
        hint = f"; pass it as a keyword, or in extra_body at {place}" if place else hint
    return f"; here it is {here}{hint}" if here not in {None, param} else hint


def flat_name(param: str) -> str | None:
    """The name here of what the service names by its place in a body; None where no parameter stands there."""
    told = param.removeprefix("session.")
    for name, row in PARAMETERS["realtime"].items():
        for place in (row["nested"], row["flat"]):
            known = ".".join(place or ()).removeprefix("session.")
            if known and re.match(rf"{re.escape(known)}($|[.\[])", told):
                return name + told[len(known) :]
    return None


def value(given: Any, found: Sequence[Schema]) -> str:
    """What to do with a value that none of these schemas takes, where it is nearly right."""
    kinds = {schema.get("type") for schema in found}
    if hasattr(given, "model_dump"):
        return "; pass what its model_dump() gives"
    if isinstance(given, Number) and kind_of(given) == "none" and kinds & {"number", "integer"}:
        return "; pass a float"
    if isinstance(given, str):
        known = [schema.get("enum", ()) for schema in found if schema.get("type") == "string"]
        near = meant(given, [one for values in known for one in values])
        return near or next(filter(None, (_around(str(given), schema) for schema in found)), "")
    if isinstance(given, Mapping):
        units = [unit for schema in found if (unit := schema.get("x-unit")) in given]
        return f"; pass its {units[0]} alone" if units else _in_list("object", found)
    return ""


def _around(text: str, schema: Schema) -> str:
    """The object or the list in which a text belongs."""
    for name, inner in schema.get("properties", {}).items():
        if any(text in one.get("enum", ()) for one in branches(inner)) or (
            schema.get("required") == [name] and "enum" not in inner
        ):
            return f"; did you mean {{{name!r}: {text!r}}}?"
    return _in_list("string", [schema])


def _in_list(kind: str, found: Sequence[Schema]) -> str:
    items = [one for schema in found for one in branches(schema.get("items", {}))]
    return "; put it in a list" if any(one.get("type") == kind for one in items) else ""


def inside(given: Any, fields: Collection[str]) -> str:
    """Where the fields of an unknown object belong, if they are known beside it."""
    known = [str(name) for name in given if name in fields] if isinstance(given, Mapping) else []
    return f"; {', '.join(known)} must stand beside it, not in it" if known else ""
