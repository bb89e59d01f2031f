"""What the service demands beside a request's body: headers and parameters of the query that every request has.

What has one value, or a default, is sent with that value. Whatever else is demanded needs a person.
"""

from __future__ import annotations

from typing import Any

from scripts.pipeline.algebra import key, obvious
from scripts.pipeline.normal import Normaliser
from scripts.pipeline.slices import find, followed_to, operation_in

IGNORED = {("header", "accept"), ("header", "authorization"), ("header", "content-type")}
SENT_IN = ("header", "query")


def demanded(document: dict[str, Any], operation: str) -> list[dict[str, Any]]:
    """The headers and the like that a request can't be without; what it can be without is never sent.

    What OpenAPI has said elsewhere (`IGNORED`) is no parameter.
    """
    of_path = document["paths"][operation.split()[1]].get("parameters")
    listed = [*(of_path or []), *(operation_in(document, operation).get("parameters") or [])]
    found = [followed_to(document, one, f"a parameter of {operation}") for one in listed]
    by_name = {(str(one.get("in")), str(one.get("name"))): one for one in found}  # the operation's own come last
    schema = Normaliser(lambda reference: find(document, reference)).schema
    return [
        {"name": name, "in": where, "required": True, "schema": schema(one.get("schema", {}), name)}
        for (where, name), one in by_name.items()
        if one.get("required") is True and (where, name.lower()) not in IGNORED
    ]


def as_sent(parameter: dict[str, Any]) -> list[str]:
    """A parameter's obvious value as it is sent; empty where it has none, or stands where nothing is sent."""
    values = obvious(parameter.get("schema", {})) if parameter["in"] in SENT_IN else []
    return [value if isinstance(value, str) else key(value) for value in values]


def lines(piece: dict[str, Any], operation: str) -> list[str]:
    """A line for each parameter that a slice demands, and every request has."""
    return [
        f"{operation} demands the {one['in']} {one['name']}: every request has it, as {text!r}"
        for one in demanded(piece, operation)
        for text in as_sent(one)
    ]
