"""Show each cause alone: the body of a finding is refused at the finding's own place, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scripts.contract_diff.judge.witness import Checker, Proof, check
from scripts.contract_diff.schema.node import Literal, Node, both, negation
from scripts.contract_diff.solve.evaluate import UndecidableError, accepts

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


def placed(proofs: Sequence[Proof | None]) -> list[Proof | None]:
    """Proofs without those that show a break elsewhere, where others show that one."""
    if not any(proof is not None and proof.status == "proved" and proof.placed for proof in proofs):
        return list(proofs)
    return [
        Proof("unproved", reason="no payload was found that is refused there")
        if proof is not None and proof.status == "proved" and not proof.placed
        else proof
        for proof in proofs
    ]


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
