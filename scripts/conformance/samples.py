"""Sample the requests that the wrapper can send, one parameter at a time, from its table of parameters.

Every known value, every bound and every part of a parameter is in one sample at least.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from realtime_sessions.endpoints import PATHS, Endpoint
from realtime_sessions.parameters.table import PARAMETERS
from realtime_sessions.reply import Answer, Reply
from realtime_sessions.session import Session, read, secret_in
from realtime_sessions.shapes import encode
from scripts.contract_diff.solve.strings import Strings
from scripts.pipeline.algebra import Schema, tag, variants

ENDPOINTS = {f"POST {path}": endpoint for endpoint, path in PATHS.items()}
SCALARS: dict[str | None, Any] = {"integer": 1, "number": 1, "boolean": True, "null": None, None: "a"}


def session_of(body: Any, endpoint: Endpoint, asked_life: int | None = None) -> Session | None:
    """The session that the wrapper reads from the body of a success; None where it has no key."""
    reply = Reply(200, [])
    reply.content = json.dumps(body).encode()
    secret = secret_in(reply, asked_life)
    return None if secret is None else read(Answer(endpoint, reply), secret)


@dataclass(frozen=True, slots=True)
class Sample:
    """A request, and the parameter that it was made for; none for the one without any."""

    parameter: str
    body: dict[str, Any]


@cache
def requests(operation: str) -> tuple[Sample, ...]:
    """Every sample of an operation's requests; what it can't express has none."""
    endpoint = ENDPOINTS[operation]
    made = [Sample("", encode({}, endpoint).body)]
    for name, row in PARAMETERS["realtime"].items():
        encoded = [encode({name: value}, endpoint) for value in values(row["schema"])]
        made += [Sample(name, each.body) for each in encoded if not each.dropped]
    return tuple(made)


def values(schema: Schema) -> Iterator[Any]:
    """Values that a schema takes."""
    for branch in variants(schema):
        if "enum" in branch:
            yield from branch["enum"]
        elif branch.get("type") == "object":
            yield from _objects(branch)
        elif branch.get("type") == "array":
            yield from _arrays(branch)
        elif branch.get("type") == "string":
            yield _string(branch)
        else:
            bounds = [branch[word] for word in ("minimum", "maximum") if word in branch]
            yield from bounds or [SCALARS[branch.get("type")]]


def _string(schema: Schema) -> str | None:
    asked = Strings()
    asked.low = max(schema.get("minLength", 0), 1)
    asked.patterns = {schema["pattern"]} if "pattern" in schema else set()
    return asked.shortest()


def _objects(schema: Schema) -> Iterator[dict[str, Any]]:
    """The smallest one, one for each value of each other property, and one with all properties."""
    known = {name: list(values(inner)) for name, inner in schema.get("properties", {}).items()}
    told = tag(schema)
    demanded = {*schema.get("required", ()), *([told[0]] if told else [])}
    least = {name: known[name][0] for name in known if name in demanded}
    yield least
    for name, found in known.items():
        yield from ({**least, name: value} for value in found[1 if name in demanded else 0 :])
    yield {name: found[0] for name, found in known.items() if found}
    rest = schema.get("additionalProperties", {})
    if rest is not False:
        yield from ({**least, "a": value} for value in values(rest))


def _arrays(schema: Schema) -> Iterator[list[Any]]:
    if not schema.get("minItems"):
        yield []
    yield from ([value] for value in values(schema.get("items", {})))
