"""Whether everything that one schema accepts is accepted by another: yes, no with a value, or unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal as Word

from scripts.contract_diff.schema.node import Literal, Node

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.contract_diff.report.model import Json
    from scripts.contract_diff.solve.solver import Solver


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer, and what shows it."""

    verdict: Word["contained", "refuted", "unknown"]
    value: Json = None  # accepted by the inner schema, refused by the outer one
    reason: str = ""
    guessed: bool = False  # unknown, but `value` is worth a check


CONTAINED = Answer("contained")


def contained(
    inner: Iterable[Node], outer: Node, solver: Solver, *, tidy: bool = False, also: Iterable[Node] = ()
) -> Answer:
    """Whether `outer` accepts all that every one of `inner` accepts (and `also`, read plainly)."""
    goal = {Literal(node, True, tidy) for node in inner}
    goal |= {Literal(node, holds=True) for node in also}
    goal.add(Literal(outer, holds=False))
    outcome = solver.ask(frozenset(goal))
    if outcome.status == "empty":
        return CONTAINED
    if outcome.status == "found":
        return Answer("refuted", outcome.value)
    return Answer("unknown", outcome.value, outcome.reason, outcome.guessed)
