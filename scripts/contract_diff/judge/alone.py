"""Show each cause alone: the body of a finding is refused at the finding's own place, and nowhere else.

A cause whose body is refused elsewhere only is harmless only if the solver proves it for all bodies: each that
shows the cause, and none that is told as a break or as undecided, is accepted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scripts.contract_diff.judge.cause import at_the_top
from scripts.contract_diff.judge.witness import Checker, Proof, check
from scripts.contract_diff.schema.node import Literal, Node, both, negation
from scripts.contract_diff.schema.values import compact
from scripts.contract_diff.solve.evaluate import UndecidableError, accepts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scripts.contract_diff.judge.cause import Cause, Location
    from scripts.contract_diff.solve.evaluate import Known
    from scripts.contract_diff.solve.solver import Solver

_MOST: Final = 40
_MOST_PLACES: Final = 8
# a cause beside others that are told must not cost the next schemas their budget
_STEPS: Final = 80
_MOST_UNDECIDED: Final = 6
_UNDECIDED: Final = Proof("unproved", reason="no payload was found that is refused there")
_HARMLESS: Final = "another variant of the schema accepts whatever shows it and no other break"


class Alone:
    """Shows the causes of one pair of schemas apart from each other."""

    def __init__(self, inner: Node, outer: Node, solver: Solver, checks: tuple[Checker, Checker]) -> None:
        """`inner` is the side that must lie within the other."""
        self.inner = inner
        self.outer = outer
        self.solver = solver
        self.checks = checks
        self._places: dict[int, list[tuple[tuple[str, ...], Node]]] = {}

    def proof(self, cause: Cause, proof: Proof, causes: Sequence[Cause]) -> Proof:
        """The proof of a cause by a body that shows no other one, where there is such a body."""
        if proof.status != "proved":
            return proof
        others = self._others(cause, causes[:_MOST])
        own = _shown(cause, cause.location)
        known: Known = {}
        if proof.placed and not any(_holds(other, proof, known) for other in others) and _holds(own, proof, known):
            return proof
        same = [place for place in cause.elsewhere[:_MOST_PLACES] if place.words == cause.location.words]
        for place in (cause.location, *([] if proof.placed else same)):
            own = _shown(cause, place)
            rest = frozenset(Literal(other, holds=False) for other in others if other.key != own.key)
            for tidy in (True, False):
                wanted = frozenset({Literal(self.inner, True, tidy), Literal(own, holds=True)})
                outcome = self.solver.ask(wanted | rest)
                if not outcome.usable:
                    continue
                if compact(outcome.value) == compact(proof.body):
                    return proof
                better = check(outcome.value, self.checks, cause)
                if better.status == "proved" and better.placed >= proof.placed:
                    return better
        return proof

    def placed(self, judged: Sequence[tuple[Cause, Proof | None]]) -> list[tuple[Cause, Proof | None]]:
        """Causes with their proofs; one whose body is refused elsewhere only needs a proof of its own."""
        told = [cause for cause, proof in judged if proof is not None and proof.status == "proved" and proof.placed]
        if not told:
            return list(judged)
        rest = set[Literal]().union(*map(self._absent, told))
        left = _MOST_UNDECIDED
        found: list[tuple[Cause, Proof | None]] = []
        for cause, proof in judged:
            settled = proof
            if proof is not None and proof.status == "proved" and not proof.placed:
                settled = self._settled(cause, rest) if left else _UNDECIDED
                if settled.status != "harmless":
                    left -= settled is _UNDECIDED and left > 0
                    rest |= self._absent(cause)
            found.append((cause, settled))
        return found

    def unexplained(
        self, judged: Sequence[tuple[Cause, Proof | None]], causes: Sequence[Cause]
    ) -> list[tuple[Cause, Proof | None]]:
        """A break that no told cause shows: where the walk followed a variant that makes no difference."""
        told = [cause for cause, proof in judged if proof is not None and proof.status != "harmless"]
        if len(told) == len(causes):
            return []
        if len(told) > _MOST or any(len(cause.elsewhere) > _MOST_PLACES for cause in told):
            return []
        question = {Literal(self.inner, holds=True), Literal(self.outer, holds=False)}
        outcome = self.solver.ask(frozenset(question.union(*map(self._absent, told))), _STEPS)
        if not outcome.usable:
            return []
        cause = at_the_top(self.inner, self.outer)
        proof = check(outcome.value, self.checks, cause)
        return [(cause, proof)] if proof.status == "proved" else []

    def _settled(self, cause: Cause, rest: set[Literal]) -> Proof:
        """What a cause adds to those that are told: nothing, a body of its own, or nobody knows."""
        if len(cause.elsewhere) > _MOST_PLACES:
            return _UNDECIDED
        question = rest | {Literal(self.inner, holds=True), Literal(self.outer, holds=False)}
        for place in (cause.location, *cause.elsewhere):
            shown = Literal(_shown(cause, place), holds=True)
            outcome = self.solver.ask(frozenset(question | {shown}), _STEPS)
            if outcome.status == "empty":
                continue
            if outcome.usable:
                proof = check(outcome.value, self.checks, cause)
                if proof.status == "proved" and proof.placed:
                    return proof
            return _UNDECIDED
        return Proof("harmless", reason=_HARMLESS)

    def _absent(self, cause: Cause) -> set[Literal]:
        """What a body is that shows a cause nowhere; with fewer places less is proved, but nothing wrong."""
        return {Literal(shown, holds=False) for _, shown in self._everywhere(cause)}

    def _others(self, cause: Cause, causes: Iterable[Cause]) -> list[Node]:
        return [
            shown for other in causes for words, shown in self._everywhere(other) if _apart(cause.location.words, words)
        ]

    def _everywhere(self, cause: Cause) -> list[tuple[tuple[str, ...], Node]]:
        """The places of a cause, each with the schema of a body that shows it there."""
        known = self._places.get(id(cause))
        if known is None:
            places = (cause.location, *cause.elsewhere[:_MOST_PLACES])
            known = [(place.words, _shown(cause, place, whole=True)) for place in places]
            self._places[id(cause)] = known
        return known


def _apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether neither place lies within the other."""
    return any(word != rival for word, rival in zip(one, other, strict=False))


def _shown(cause: Cause, place: Location, *, whole: bool = False) -> Node:
    """The schema of a body that breaks a constraint at its place; `whole`: or what a required property must be."""
    shape = cause.details.get("shape") if whole else None
    return place.around(negation(cause.constraint if shape is None else both(cause.constraint, shape)))


def _holds(node: Node, proof: Proof, known: Known) -> bool:
    try:
        return accepts(node, proof.body, known)
    except UndecidableError:
        return False
