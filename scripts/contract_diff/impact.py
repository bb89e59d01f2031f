"""Find what a finding means to users of the wrapper, by running the wrapper.

A reply that the new document allows goes through the wrapper's own parser. For a request, everything
that the wrapper can send is held against the new document: what is refused for the same reason, at
the same place, needs work. Where the wrapper never sends such a thing, it doesn't use it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.operations.inventory import listed
from scripts.documents.pointers import escape, segments

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.contract_diff.judge.sides import Side
    from scripts.contract_diff.report.model import Effect, Finding
    from scripts.documents.text import Json

_ITEM: Final = re.compile(r"/\d+(?=/|$)")
_KEY: Final = "ek_0123456789abcdef"
_KEYS: Final[dict[str, dict[str, Any]]] = {
    "POST /realtime/sessions": {"client_secret": {"value": _KEY, "expires_at": 1_900_000_000}},
    "POST /realtime/client_secrets": {"value": _KEY, "expires_at": 1_900_000_000},
}


class Wrapper:
    """The wrapper, as far as a contract can reach it."""

    def __init__(self, base: Side, head: Side) -> None:
        """Nothing of the wrapper is imported before the first finding."""
        self.base = base
        self.head = head
        self._refused: dict[str, list[tuple[Json, set[tuple[str, str]]]]] = {}

    def effect(self, finding: Finding) -> Effect:
        """What a finding means; a function for `compare`."""
        if finding.operation not in _KEYS:
            return "not used"
        if finding.direction == "reply":
            return "absorbed" if finding.witness is None or self._reads(finding) else "needs work"
        if finding.direction == "request":
            return self._sends(finding)
        return self._moves(finding)

    def _reads(self, finding: Finding) -> bool:
        """Whether the parser copes with the reply that shows the finding."""
        body = finding.witness.body if finding.witness is not None else None
        if self._parsed(finding.operation, body):
            return True
        if not isinstance(body, dict):
            return False
        # the smallest reply may lack a key, or have an empty one: lend it one, if it then still
        # shows the finding, and isn't about the key itself
        lent = {**body, **_KEYS[finding.operation]}
        base, head = self._validators(finding.operation, "reply")
        return head.is_valid(lent) and not base.is_valid(lent) and self._parsed(finding.operation, lent)

    def _parsed(self, operation: str, body: Json) -> bool:
        from realtime_sessions.errors import RealtimeSessionsError  # noqa: PLC0415 - see __init__
        from scripts.conformance.samples import ENDPOINTS, session_of  # noqa: PLC0415

        try:
            return session_of(body, ENDPOINTS[operation]) is not None
        except (RealtimeSessionsError, AttributeError, TypeError, ValueError, KeyError):
            return False

    def _validators(self, operation: str, direction: str) -> list[Any]:
        """What base and head say of a body; documents without the operation accept anything."""
        import jsonschema_rs  # noqa: PLC0415 - see __init__

        made: list[Any] = []
        for side in (self.base, self.head):
            pointer = _schema(side, operation, direction)
            schema = True if pointer is None else side.schemas.bundle(side.schemas.schema(pointer))
            made.append(jsonschema_rs.Draft202012Validator(schema))
        return made

    def _sends(self, finding: Finding) -> Effect:
        if finding.witness is None:
            return "absorbed"
        place = _ITEM.sub("/*", finding.witness.at)
        sent = self._held(finding.operation)
        if any((finding.witness.keyword, place) in errors for _, errors in sent):
            return "needs work"
        return "absorbed" if any(_reaches(body, place) for body, _ in sent) else "not used"

    def _held(self, operation: str) -> list[tuple[Json, set[tuple[str, str]]]]:
        """What the wrapper sends and base accepts, with what head has against it."""
        if operation in self._refused:
            return self._refused[operation]
        from scripts.conformance.samples import requests  # noqa: PLC0415 - see __init__

        validators = self._validators(operation, "request")
        held: list[tuple[Json, set[tuple[str, str]]]] = []
        for sample in requests(operation):
            if validators[0].is_valid(sample.body):
                errors = set[tuple[str, str]]()
                for error in validators[1].iter_errors(sample.body):
                    errors |= _every(error)
                held.append((sample.body, errors))
        self._refused[operation] = held
        return held

    def _moves(self, finding: Finding) -> Effect:
        """Whether the wrapper gets by without an operation: it has another one that head still offers."""
        if finding.levels["strict"] != "breaking":
            return "absorbed"
        if finding.cause != "operation-removed":
            return "needs work"
        offered = {one.name for one in listed(self.head).values()}
        return "absorbed" if offered & (_KEYS.keys() - {finding.operation}) else "needs work"


def _every(error: Any) -> set[tuple[str, str]]:
    """An error and those inside it, as keyword and place."""
    words = [part for part in error.schema_path if not isinstance(part, int)]
    place = "".join("/*" if isinstance(part, int) else f"/{escape(str(part))}" for part in error.instance_path)
    found = {(str(word), place) for word in words[-1:]}
    for branch in getattr(error.kind, "context", None) or ():
        for inner in branch:
            found |= _every(inner)
    return found


def _reaches(body: Json, place: str) -> bool:
    """Whether a body has something at a place; of items, any will do."""
    values = [body]
    for name in segments(place):
        found: list[Json] = []
        for value in values:
            if isinstance(value, list) and name == "*":
                found += value
            elif isinstance(value, dict) and name in value:
                found.append(value[name])
        values = found
    return bool(values)


def _schema(side: Side, operation: str, direction: str) -> str | None:
    """Where an operation's JSON body is described."""
    found = next((one for one in listed(side).values() if one.name == operation), None)
    if found is None:
        return None
    raw, pointer = side.schemas.found(found.raw.get("requestBody"), f"{found.pointer}/requestBody")
    if direction == "reply":
        replies: Any = found.raw.get("responses")
        raw, pointer = side.schemas.found(replies.get("200"), f"{found.pointer}/responses/200")
    content = raw.get("content") if isinstance(raw, dict) else None
    return f"{pointer}/content/application~1json/schema" if isinstance(content, dict) else None


def through_wrapper(base: Side, head: Side) -> Callable[[Finding], Effect]:
    """The hook for `compare`, for two whole documents."""
    return Wrapper(base, head).effect
