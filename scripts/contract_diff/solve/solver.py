"""Decide whether a value exists that satisfies some schemas and violates others, and make one.

Every question of the diff comes down to this: "is old within new" is "there is no value that old
accepts and new refuses". The answer is a value, a proof that there is none, or an honest "unknown"
with what stood in the way. The method is a tableau: per kind of value, schemas are taken apart into
facts and choices; choices are tried, and what is left is a number, string, array or object to build.

Recursive schemas end because a smallest value never contains a value for the same question.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from typing import Literal as Word

from scripts.contract_diff.schema.node import Goal, Literal, Node, kinds_of
from scripts.contract_diff.schema.values import EVERY_KIND, KINDS
from scripts.contract_diff.solve.branch import Branch
from scripts.contract_diff.solve.outcome import EMPTY, NO_FLOOR, Outcome, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.documents.text import Json

DEEPEST: Final = 300  # questions in questions
FRAMES: Final = 5_000  # of Python: what the deepest of them take, and still well within the stack of a thread
# what one question, one site and one run may cost, in steps; a question of a spent site or run still gets a little,
# so that what is easy is found there too
PER_QUESTION, PER_SITE, PER_RUN = 5_000, 15_000, 100_000
LEAST_OF_SITE, LEAST_OF_RUN = 100, 40
MOST_KNOWN: Final = 200_000  # answers that are remembered: memory is bounded too
TOO_MANY: Final = "too many cases"


class OutOfStepsError(Exception):
    """The question is larger than what it may cost."""


class Solver:
    """Answers questions, and remembers the answers."""

    def __init__(self, most_steps: int = PER_QUESTION) -> None:
        """`most_steps` bounds one question; sites and the whole run have bounds of their own."""
        self.most_steps = most_steps
        self.steps = 0
        self.site_left, self.run_left = PER_SITE, PER_RUN
        self._allowed = most_steps
        self._known: dict[Goal, Outcome] = {}
        self._asked: dict[Goal, tuple[Outcome, int]] = {}
        # questions that are open, or are empty if the open ones are: each with the outermost that it hangs on
        self._assumed: dict[Goal, int] = {}
        self._trail: list[Goal] = []  # the same, in the order in which they came up
        self._depth = 0

    def begin_site(self) -> None:
        """Give the next site its own budget."""
        self.site_left = PER_SITE

    def ask(self, goal: Goal, most: int | None = None) -> Outcome:
        """Answer a question within its bounds; `most` bounds it more tightly.

        It is asked once, unless more steps are allowed now than those that weren't enough for it before.
        """
        allowed = self._allowance(self.most_steps if most is None else most)
        answer, spent = self._asked.get(goal, (None, 0))
        if answer is None or (answer.reason == TOO_MANY and allowed > spent):
            answer = self._answer(goal, allowed)
            self._asked[goal] = answer, allowed
        return answer

    def _allowance(self, most: int) -> int:
        return LEAST_OF_RUN if self.run_left <= 0 else min(most, max(self.site_left, LEAST_OF_SITE))

    def _answer(self, goal: Goal, allowed: int) -> Outcome:
        self.steps, self._allowed = 0, allowed
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        try:
            return self.solve(goal)
        except OutOfStepsError:
            return unknown(TOO_MANY)
        except RecursionError:
            return unknown("it is nested too deeply")
        finally:
            self._assumed.clear()
            self._trail.clear()
            self._depth = 0
            self.site_left -= self.steps
            self.run_left -= self.steps

    def step(self) -> None:
        """Enforce the step budget."""
        self.steps += 1
        if self.steps > self._allowed:
            raise OutOfStepsError

    def solve(self, goal: Goal) -> Outcome:
        """Answer a question that comes up on the way."""
        goal = once(goal)
        known = self._known.get(goal)
        if known is not None:
            return known
        floor = self._assumed.get(goal)
        if floor is not None:
            return Outcome("empty", floor=floor)
        kinds = possible(goal)
        if not kinds:
            return EMPTY
        depth, before = self._depth, len(self._trail)
        if depth > DEEPEST:
            return unknown("it is nested too deeply")
        self._assumed[goal] = depth
        self._trail.append(goal)
        self._depth += 1
        outcome = self._by_kind(goal, kinds)
        self._depth -= 1
        if outcome.floor >= depth:
            outcome = Outcome(outcome.status, outcome.value, outcome.reason, outcome.guessed)
            self._known[goal] = outcome
        self._close(before, depth, outcome)
        return outcome

    def _close(self, before: int, depth: int, outcome: Outcome) -> None:
        """Settle what was assumed while a question was open: it falls unless that is empty."""
        since = self._trail[before:]
        if outcome.status == "empty" and outcome.floor < depth:
            for goal in since:
                self._assumed[goal] = min(self._assumed[goal], outcome.floor)
            return
        del self._trail[before:]
        for goal in since:
            floor = self._assumed[goal]
            if outcome.status == "empty" and floor < depth:
                self._trail.append(goal)
                continue
            del self._assumed[goal]
            if outcome.status == "empty":
                self._known[goal] = EMPTY

    def _by_kind(self, goal: Goal, kinds: frozenset[str]) -> Outcome:
        floor, doubt = NO_FLOOR, None
        for kind in KINDS:
            if kind not in kinds:
                continue
            branch = Branch(self, goal, kind)
            outcome = branch.search() if branch.take(goal) else EMPTY
            if outcome.status == "found":
                return Outcome("found", outcome.value)
            floor = min(floor, outcome.floor, branch.floor)
            if outcome.status == "unknown" and (doubt is None or (outcome.guessed and not doubt.guessed)):
                doubt = outcome
        if doubt is not None:
            return Outcome("unknown", doubt.value, doubt.reason, doubt.guessed, floor)
        return Outcome("empty", floor=floor)


def possible(goal: Goal) -> frozenset[str]:
    """The kinds that are left when the plain contradictions are taken away."""
    kinds = EVERY_KIND
    denied = {literal.node.key for literal in goal if not literal.holds}
    for node, holds, _ in goal:
        if holds:
            if node.key in denied:
                return frozenset()
            kinds &= kinds_of(node)
        elif not node.words:
            return frozenset()
        elif set(node.words) == {"kinds"}:
            kinds -= node.words["kinds"]
    return kinds


def once(goal: Goal) -> Goal:
    """The question without what is asked again more loosely: tidy implies plain."""
    tidy = {literal.node.key for literal in goal if literal.tidy}
    if not tidy:
        return goal
    return frozenset(one for one in goal if one.tidy or not one.holds or one.node.key not in tidy)


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
