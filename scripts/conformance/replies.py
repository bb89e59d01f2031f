"""Find the attributes of a `Session` that stay empty for a reply as a document describes it.

A reply with every field is made from the published schema and read by the wrapper. An attribute that
comes out empty is one that the wrapper looks for elsewhere, or as another type.
"""

from __future__ import annotations

from typing import Any

from attrs import fields as attributes

from realtime_sessions.errors import UnexpectedReplyError
from realtime_sessions.redaction import minted_keys
from realtime_sessions.session import Session, read
from scripts.conformance.cases import ENDPOINT
from scripts.conformance.requests import Disagreement
from scripts.pipeline.contract import modern
from scripts.revisions.fields import MAX_DEPTH, body_schema, branches, literals, types_of

OURS = frozenset({"endpoint", "request_id", "dropped", "raw", "client_secret"})
SHOWN = tuple(item.name for item in attributes(Session) if item.name not in OURS)
TURNS = 4  # replies made from a schema, so that each alternative of a union is in one of them
SESSION_DEPTH = 1
MOMENT = 1_893_456_000
NO_KEY = "client_secret.value"
NO_EXPIRY = "client_secret.expires_at"


def against_replies(document: dict[str, Any], operation: str) -> frozenset[Disagreement]:
    """What a Session doesn't show of a reply, though it has an attribute for it."""
    document = modern(document)
    schema = body_schema(document, operation, "reply")
    replies = [_sample(document, schema, turn) for turn in range(TURNS)]
    lost = {name for reply in replies for name in _lost(reply, operation)}
    what = "isn't where the wrapper looks for it, or is of another type"
    return frozenset(Disagreement(operation, "reply", name, what, name.split(".")[0]) for name in lost)


def _lost(reply: Any, operation: str) -> set[str]:
    lost: set[str] = set()
    if not minted_keys(reply):
        lost.add(NO_KEY)
        reply = {**reply, "client_secret": {"value": "ek_0"}} if isinstance(reply, dict) else {"value": "ek_0"}
    try:
        session = read(reply, endpoint=ENDPOINT[operation], request_id=None)
    except UnexpectedReplyError:
        return {NO_KEY}
    lost |= {NO_EXPIRY} if session.client_secret.estimated else set()
    return lost | {name for name in SHOWN if getattr(session, name) in (None, ())}


def _sample(document: dict[str, Any], schema: Any, turn: int, depth: int = 0) -> Any:
    choices = [item for item in branches(document, schema) if types_of(item) != {"null"}]
    if not choices or depth > MAX_DEPTH:
        return None
    if depth <= SESSION_DEPTH:  # a session that talks, rather than one that only transcribes
        choices = [max(choices, key=lambda item: len(item.get("properties", {})))]
    item = choices[turn % len(choices)]
    if values := [value for value in literals(item) if value is not None]:
        return values[turn % len(values)]
    kinds = types_of(item)
    if "object" in kinds:
        return {name: _sample(document, inner, turn, depth + 1) for name, inner in item.get("properties", {}).items()}
    if "array" in kinds:
        return [_sample(document, item.get("items", {}), turn, depth + 1)]
    if kinds & {"integer", "number"}:
        return item.get("minimum", item.get("maximum", MOMENT))
    return True if "boolean" in kinds else "text"
