"""Turn a cause into a whole body that one document accepts and the other refuses, or drop it.

The solver proposes a body; a JSON Schema validator, working on the documents themselves, has the
last word. What it doesn't confirm is not called breaking. A cause for which there is no body at
all isn't one: another branch of the schema makes up for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from typing import Literal as Word

from scripts.contract_diff.judge.blame import blamed, completed
from scripts.contract_diff.schema.assertions import UNREADABLE, formats
from scripts.contract_diff.schema.node import Goal, Literal, Node, negation
from scripts.contract_diff.schema.schemas import Schemas
from scripts.contract_diff.schema.values import compact
from scripts.contract_diff.solve.evaluate import UndecidableError, accepts
from scripts.contract_diff.solve.loosen import loosened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.judge.cause import Cause
    from scripts.contract_diff.solve.outcome import Outcome
    from scripts.contract_diff.solve.solver import Solver
    from scripts.documents.text import Json

LONGEST: Final = 400_000


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of trying to prove a cause."""

    status: Word["proved", "absent", "unproved", "harmless"]
    body: Json = None
    reason: str = ""
    keyword: str = ""
    at: str = ""
    placed: bool = True  # the body is refused at the place of the cause, not only elsewhere


class Checker:
    """One schema of one document, as a validator that isn't ours reads it.

    A part that can't be read is taken for `true` and for `false`: what the two disagree on is unknown.
    """

    def __init__(self, schemas: Schemas, raw: Json) -> None:
        """Nothing is compiled before a body is to be checked."""
        self._schemas = schemas
        self._raw = raw
        self._made: list[Any] = []
        self._last: tuple[str, list[Any]] = "", []  # the body that was refused last, and its errors
        self.trouble = ""

    @property
    def _validators(self) -> list[Any]:
        if not self._made and not self.trouble:
            import jsonschema_rs  # noqa: PLC0415 - clean diffs don't pay for it

            bundle = self._schemas.bundle(self._raw)
            bundles = [bundle]
            if UNREADABLE in bundle["$defs"]:
                bundles.append(self._schemas.bundle(self._raw, unread=False))
            try:
                self._made = [
                    jsonschema_rs.Draft202012Validator(one, formats=formats(one), validate_formats=True)
                    for one in bundles
                ]
            except (ValueError, LookupError) as error:
                self.trouble = f"the validator can't read the schema: {str(error).splitlines()[0]}"
        return self._made

    def accepts(self, body: Json) -> bool | None:
        """Whether the document accepts a body; None if that hangs on what can't be read."""
        said = {bool(validator.is_valid(body)) for validator in self._validators}
        return said.pop() if len(said) == 1 else None

    def refusal(self, body: Json, cause: Cause | None = None) -> tuple[str, str, bool]:
        """The keyword that refuses a body, the JSON pointer to the refused part, and whether a cause stands there."""
        text = compact(body)
        if self._last[0] != text:  # of several causes that one body shows
            self._last = text, list(self._validators[0].iter_errors(body))
        keyword, at, placed = blamed(self._last[1], cause)
        return keyword, completed(at, body), placed


def unnamed(cause: Cause, solver: Solver) -> bool:
    """Whether the broken place itself is only ever a key that the accepting document doesn't name.

    Asked of the place alone, with everything loosened that could fill the rest. Only a proof counts.
    """
    mine = frozenset(Literal(loosened(node), True, True) for node in cause.details["mine"])
    if solver.ask(mine).status != "found":
        return False
    return solver.ask(mine | {Literal(cause.constraint, holds=False)}).status == "empty"


def possible(cause: Cause, inner: Node, outer: Node, solver: Solver) -> bool:
    """Whether some body may show the cause; enough for what is told but hurts nobody."""
    for location in (cause.location, *cause.elsewhere[:3]):
        wanted = Literal(location.around(negation(cause.constraint)), holds=True)
        if _question(wanted, Literal(inner, holds=True), outer, solver).status != "empty":
            return True
    return False


def prove(cause: Cause, inner: Node, outer: Node, solver: Solver, checks: tuple[Checker, Checker]) -> Proof:
    """A body that the inner side accepts and the outer one refuses because of the cause."""
    doubt, shown = Proof("absent"), None
    for location in (cause.location, *cause.elsewhere[:3]):
        if shown is not None and location.words != cause.location.words:
            continue  # nothing there is refused at the place of the cause
        wanted = Literal(location.around(negation(cause.constraint)), holds=True)
        # first as the side's users write it: only with keys that it names
        for tidy in (True, False):
            outcome = _question(wanted, Literal(inner, True, tidy), outer, solver)
            if outcome.status == "empty":
                continue
            if outcome.usable:
                proof = check(outcome.value, checks, cause)
                if proof.status == "proved":
                    if proof.placed:
                        return proof
                    shown = shown or proof
                    continue
                doubt = proof
            else:
                doubt = Proof("unproved", reason=outcome.reason)
            if outcome.reason:
                doubt = replace(doubt, reason=outcome.reason)
    return shown or doubt


def _question(wanted: Literal, inner: Literal, outer: Node, solver: Solver) -> Outcome:
    goal: Goal = frozenset((wanted, inner))
    outcome = solver.ask(goal)
    if outcome.status == "empty":
        return outcome
    try:
        if outcome.status == "found" and not accepts(outer, outcome.value):
            return outcome
    except UndecidableError:
        pass
    # the outer side has another way to accept that body: ask for one that it hasn't
    return solver.ask(goal | {Literal(outer, holds=False)})


def check(body: Json, checks: tuple[Checker, Checker], cause: Cause | None = None) -> Proof:
    """Whether the validators of both sides confirm a body."""
    inside, outside = checks
    if len(compact(body)) > LONGEST:
        return Proof("unproved", reason="the smallest body that shows it is too long to print")
    accepted, refused = inside.accepts(body), outside.accepts(body)
    if accepted is None or refused is None:
        why = inside.trouble or outside.trouble or "it hangs on a part of the schema that can't be read"
        return Proof("unproved", reason=why)
    if not accepted or refused:
        return Proof("unproved", reason="the validator reads the schemas differently")
    keyword, at, placed = outside.refusal(body, cause)
    return Proof("proved", body, keyword=keyword, at=at, placed=placed)


def server(schemas: Schemas) -> str:
    """The address that a document gives, or the provider's own."""
    for entry in _list(schemas.data.get("servers")):
        if isinstance(entry, dict) and str(entry.get("url", "")).startswith("http"):
            return str(entry["url"]).rstrip("/")
    return "https://api.openai.com/v1"


def _list(value: Json | None) -> Iterator[Json]:
    yield from value if isinstance(value, list) else ()
