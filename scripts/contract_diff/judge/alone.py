"""Show each cause alone: the body of a finding is refused at the finding's own place, and nowhere else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.judge.witness import Checker, Proof, check
from scripts.contract_diff.schema.node import Literal, Node, both, negation
from scripts.contract_diff.schema.values import compact
from scripts.contract_diff.solve.evaluate import UndecidableError, accepts
from scripts.documents.pointers import segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.contract_diff.judge.cause import Cause, Location
    from scripts.contract_diff.solve.solver import Solver

_MOST: Final = 40
_MOST_PLACES: Final = 8


def alone(  # noqa: PLR0917 - each says what it is for
    cause: Cause, proof: Proof, causes: Sequence[Cause], inner: Node, solver: Solver, checks: tuple[Checker, Checker]
) -> Proof:  # fmt: skip
    """The proof of a cause by a body that shows no other one, where there is such a body."""
    if proof.status != "proved":
        return proof
    others = [
        _shown(other, place, whole=True)
        for other in causes[:_MOST]
        for place in (other.location, *other.elsewhere[:_MOST_PLACES])
        if _apart(cause.location.words, place.words)
    ]
    own = _shown(cause, cause.location)
    if proof.placed and not any(_holds(other, proof) for other in others) and _holds(own, proof):
        return proof
    same = [place for place in cause.elsewhere[:_MOST_PLACES] if place.words == cause.location.words]
    for place in (cause.location, *([] if proof.placed else same)):
        own = _shown(cause, place)
        rest = frozenset(Literal(other, holds=False) for other in others if other.key != own.key)
        for tidy in (True, False):
            wanted = frozenset({Literal(inner, True, tidy), Literal(own, holds=True)})
            outcome = solver.ask(wanted | rest)
            if outcome.usable:
                better = check(outcome.value, checks, cause)
                if better.status == "proved" and better.placed >= proof.placed:
                    return better
    return proof


def placed(
    judged: Sequence[tuple[Cause, Proof | None]], checks: tuple[Checker, Checker]
) -> list[tuple[Cause, Proof | None]]:
    """Causes with their proofs; one whose body is refused elsewhere only is no break, where others show that one."""
    if not any(proof is not None and proof.status == "proved" and proof.placed for _, proof in judged):
        return list(judged)
    found: list[tuple[Cause, Proof | None]] = []
    for cause, proof in judged:
        if proof is None or proof.status != "proved" or proof.placed:
            found.append((cause, proof))
        elif _made_up_for(cause, proof, checks):
            found.append((cause, Proof("harmless", reason="another variant of the schema accepts it")))
        else:
            found.append((cause, Proof("unproved", reason="no payload was found that is refused there")))
    return found


def _made_up_for(cause: Cause, proof: Proof, checks: tuple[Checker, Checker]) -> bool:
    """Whether both sides accept the body of a cause, once what is refused elsewhere is taken out."""
    inside, outside = checks
    own = _shown(cause, cause.location)
    body, at = json.loads(compact(proof.body)), proof.at
    for _ in range(_MOST_PLACES):
        if not _without(body, segments(at)) or not inside.accepts(body):
            return False
        if outside.accepts(body):
            return _holds(own, Proof("proved", body))
        _, at, _ = outside.refusal(body)
    return False


def _without(body: Any, names: list[str]) -> bool:
    """Take a part out of a body, if it is one that can be left out."""
    for name in names[:-1]:
        body = body[int(name)] if isinstance(body, list) else body[name]
    if not names or not isinstance(body, dict) or names[-1] not in body:
        return False
    del body[names[-1]]
    return True


def _apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether neither place lies within the other."""
    return any(word != rival for word, rival in zip(one, other, strict=False))


def _shown(cause: Cause, place: Location, *, whole: bool = False) -> Node:
    """The schema of a body that breaks a constraint at its place; `whole`: or what a required property must be."""
    shape = cause.details.get("shape") if whole else None
    return place.around(negation(cause.constraint if shape is None else both(cause.constraint, shape)))


def _holds(node: Node, proof: Proof) -> bool:
    try:
        return accepts(node, proof.body)
    except UndecidableError:
        return False
