"""Read a question in one way: the kind is chosen, and so are some of the alternatives.

`take` adds what must hold, `search` tries what is left open. An alternative is a tuple of literals
and of facts about the value; a disjunction is a list of alternatives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scripts.contract_diff.schema.node import Goal, Literal, Node, kinds_of
from scripts.contract_diff.schema.values import canonical, kind, size
from scripts.contract_diff.solve.arrays import ArrayFacts
from scripts.contract_diff.solve.evaluate import UndecidableError, satisfies
from scripts.contract_diff.solve.facts import (
    Alternative,
    Choice,
    Fact,
    Facts,
    agrees,
    denials,
    exactly,
    loose,
    overlaps,
    unmet,
)
from scripts.contract_diff.solve.objects import ObjectFacts
from scripts.contract_diff.solve.outcome import EMPTY, NO_FLOOR, Asks, Outcome
from scripts.contract_diff.solve.scalars import NoFacts, NumberFacts, StringFacts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.contract_diff.solve.evaluate import Known
    from scripts.documents.text import Json


_FACTS: dict[str, type[Any]] = {
    "null": NoFacts, "boolean": NoFacts, "integer": NumberFacts, "fraction": NumberFacts,
    "string": StringFacts, "array": ArrayFacts, "object": ObjectFacts,
}  # fmt: skip
_FINITE: dict[str, list[Json]] = {"null": [None], "boolean": [False, True]}


class Branch:
    """What must hold, what is still to choose, and what is known of the value."""

    def __init__(self, solver: Asks, goal: Goal, kind_: str) -> None:
        """`goal` is the whole question, against which given values are checked."""
        self.solver = solver
        self.goal = goal
        self.kind = kind_
        self.floor = NO_FLOOR
        self.doubt: str | None = None  # why a value that is built may not be one
        self.finite: dict[object, Json] | None = None
        self.pending: list[Choice] = []
        self.seen: dict[tuple[int, bool], bool] = {}
        self.odd: dict[frozenset[str], bool] = {}
        self.facts: Facts = _FACTS[kind_](kind_)
        if kind_ in _FINITE:
            self.allow(_FINITE[kind_])

    def copy(self) -> Branch:
        """An independent copy, to try something in."""
        self.solver.step()
        other = Branch.__new__(Branch)
        other.solver, other.goal, other.kind = self.solver, self.goal, self.kind
        other.floor, other.doubt = NO_FLOOR, self.doubt
        other.finite = self.finite
        other.pending = list(self.pending)
        other.seen = dict(self.seen)
        other.odd = dict(self.odd)
        other.facts = self.facts.copy()
        return other

    def allow(self, values: Iterable[Json]) -> None:
        """Only these values are left."""
        ours: dict[object, Json] = {canonical(value): value for value in values if kind(value) == self.kind}
        self.finite = ours if self.finite is None else {key: v for key, v in self.finite.items() if key in ours}

    def take(self, items: Iterable[Literal | Fact]) -> bool:  # noqa: C901, PLR0912 - one keyword after the other
        """Add what must hold; false if that is plainly impossible."""
        left = list(items)
        while left:
            item = left.pop()
            if not isinstance(item, Literal):
                if item[0] == "odd":
                    if self.odd.setdefault(item[1], item[2]) != item[2]:
                        return False
                    self.doubt = self.doubt or min(item[1], key=len)
                elif not self.facts.add(item):
                    return False
                continue
            place = (item.node.key, item.holds)
            if (item.node.key, not item.holds) in self.seen:
                return False
            if place in self.seen and (self.seen[place] or not item.tidy):
                continue
            again = place in self.seen
            self.seen[place] = item.tidy
            choices = self._hold(item, left) if item.holds else self._deny(item.node)
            if choices is None:
                return False
            for choice in choices:
                if again:  # the same choice may be open already, asked more loosely
                    other = (item._replace(tidy=False), [tuple(map(loose, way)) for way in choice])
                    if other in self.pending:
                        self.pending.remove(other)
                if len(choice) == 1:
                    left.extend(choice[0])
                elif not choice:
                    return False
                else:
                    self.pending.append((item, choice))
        return self.finite is None or bool(self.finite)

    def _hold(self, literal: Literal, left: list[Literal | Fact]) -> list[list[Alternative]] | None:
        words, tidy = literal.node.words, literal.tidy
        if "kinds" in words and self.kind not in words["kinds"]:
            return None
        if "values" in words:
            self.allow(words["values"])
        if "ref" in words:
            left.append(Literal(words["ref"].target(), holds=True, tidy=tidy))
        left.extend(Literal(part, holds=True, tidy=tidy) for part in words.get("all", ()))
        if "not" in words:
            left.append(Literal(words["not"], holds=False))
        choices: list[list[Alternative]] = []
        if "any" in words:
            fitting = [part for part in words["any"] if self.kind in kinds_of(part)]
            choices.append([(Literal(part, True, tidy),) for part in fitting])
        if "one" in words:
            rivals: dict[int, list[Literal]] = {}
            for one, other in overlaps(literal.node):
                rivals.setdefault(one.key, []).append(Literal(other, holds=False))
                rivals.setdefault(other.key, []).append(Literal(one, holds=False))
            choices.append([
                (Literal(part, True, tidy), *rivals.get(part.key, ()))
                for part in words["one"]
                if self.kind in kinds_of(part)
            ])  # fmt: skip
        if "if" in words:
            test, then, other = words["if"]
            choices.append([
                (Literal(test, True, tidy), Literal(then, True, tidy)),
                (Literal(test, False), Literal(other, True, tidy)),
            ])  # fmt: skip
        if "odd" in words:
            left.append(("odd", words["odd"], True))
        own = self.facts.hold(literal)
        return None if own is None else choices + own

    def _deny(self, node: Node) -> list[list[Alternative]] | None:  # noqa: C901 - one keyword after the other
        words = node.words
        if "kinds" in words and self.kind not in words["kinds"]:
            return []
        ways: list[Alternative] = []
        if "values" in words:
            ours = [value for value in words["values"] if kind(value) == self.kind]
            if not ours:
                return []
            if self.finite is None:
                ways.append(tuple(self._other_than(value) for value in ours))
            else:  # the goal is checked on each value that is left
                return []
        if "ref" in words:
            ways.append((Literal(words["ref"].target(), holds=False),))
        ways += [(Literal(part, holds=False),) for part in words.get("all", ())]
        if "any" in words:
            ways.append(tuple(Literal(part, holds=False) for part in words["any"]))
        if "one" in words:
            parts = words["one"]
            ways.append(tuple(Literal(part, holds=False) for part in parts))
            ways += [(Literal(part, holds=True), Literal(other, holds=True)) for part, other in overlaps(node)]
        if "not" in words:
            ways.append((Literal(words["not"], holds=True),))
        if "if" in words:
            test, then, other = words["if"]
            ways.append((Literal(test, holds=True), Literal(then, holds=False)))
            ways.append((Literal(test, holds=False), Literal(other, holds=False)))
        if "odd" in words:
            ways.append((("odd", words["odd"], False),))
        return [ways + denials(self.facts, node)]

    def _other_than(self, value: Json) -> Literal | Fact:
        if self.kind in ("array", "object"):
            return Literal(exactly(value), holds=False)
        return ("exclude", value)

    def search(self) -> Outcome:  # noqa: PLR0911 - one keyword after the other
        """Make the value; where it misses a choice that is still open, settle that choice first.

        Most choices need no settling: a value made for the rest meets them anyway. And where there
        is no value even without the open choices, there is none with them.
        """
        while True:
            self.solver.step()
            if self.finite is not None:
                return self._among(self.finite.values())
            if not self._sound():
                return Outcome("empty", floor=self.floor)
            outcome = self.facts.finish(self)
            if outcome.status == "empty" or not self.pending:
                if outcome.status == "found" and self.doubt:
                    return Outcome("unknown", outcome.value, self.doubt, guessed=True, floor=self.floor)
                return outcome
            missed = unmet(self.pending, outcome)
            if not missed:
                if outcome.status == "found" and self.doubt:
                    return Outcome("unknown", outcome.value, self.doubt, guessed=True, floor=self.floor)
                return outcome
            choice = self._settle(missed)
            if choice is None:
                return Outcome("empty", floor=self.floor)
            if choice:
                return self._try(choice, outcome)

    def _settle(self, missed: list[Choice]) -> list[Alternative] | None:
        """Take what must be; the shortest choice if nothing must, and None if something can't be."""
        shortest: tuple[list[Alternative], Choice] | None = None
        taken = False
        for choice in missed:
            if choice not in self.pending:  # taking another one settled it
                continue
            given = choice[1]
            if any(self._given(way) for way in given):
                self.pending.remove(choice)
                taken = True
                continue
            ways = [way for way in given if self._plausible(way)]
            if not ways:
                return None
            if len(ways) == 1:
                self.pending.remove(choice)
                if not self.take(ways[0]):
                    return None
                taken = True
                if self.finite is not None:
                    return []
            elif shortest is None or len(ways) < len(shortest[0]):
                shortest = (ways, choice)
        if taken or shortest is None:
            return []
        self.pending.remove(shortest[1])
        return shortest[0]

    def _try(self, ways: list[Alternative], sketch: Outcome) -> Outcome:
        """One way after the other; first those that the value at hand would go."""
        doubt, floor = None, self.floor
        if sketch.usable:
            known: Known = {}
            ways = sorted(ways, key=lambda way: not all(agrees(sketch.value, item, known) for item in way))
        for way in ways:
            branch = self.copy()
            outcome = branch.search() if branch.take(way) else EMPTY
            if outcome.status == "found":
                return outcome
            floor = min(floor, outcome.floor, branch.floor)
            if outcome.status == "unknown" and (doubt is None or (outcome.guessed and not doubt.guessed)):
                doubt = outcome
        self.floor = floor
        return doubt or Outcome("empty", floor=floor)

    def _sound(self) -> bool:
        """Whether each part that the value must have can be had: found out before choosing on."""
        for question in self.facts.unchecked():
            outcome = self.solver.solve(question)
            self.floor = min(self.floor, outcome.floor)
            if outcome.status == "empty":
                return False
        return True

    def _given(self, way: Alternative) -> bool:
        return all(
            self.seen.get((item.node.key, item.holds), -1) >= item.tidy
            if isinstance(item, Literal)
            else self.facts.given(item)
            for item in way
        )

    def _plausible(self, way: Alternative) -> bool:
        if len(way) == 1 and not isinstance(way[0], Literal):
            question = self.facts.question(way[0])
            if question is not None:
                outcome = self.solver.solve(question)
                self.floor = min(self.floor, outcome.floor)
                return outcome.status != "empty"
        trial = self.copy()
        return trial.take(way)

    def _among(self, values: Iterable[Json]) -> Outcome:
        """Given values are checked one by one, against the whole question."""
        doubt = None
        for value in sorted(values, key=size):
            try:
                if satisfies(value, self.goal):
                    return Outcome("found", value)
            except UndecidableError as error:
                doubt = Outcome("unknown", value, str(error), guessed=True)
        return doubt or EMPTY
