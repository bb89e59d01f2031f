"""Run a regular expression over strings, one automaton each.

What can't be turned into an automaton is refused with a reason, never approximated.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, TypeAlias

from scripts.contract_diff.solve.pattern import LAST, Parser, Ranges, Tree, UnsupportedError

States: TypeAlias = "frozenset[int]"

MOST_STATES: Final = 6000


class Automaton:
    """A nondeterministic automaton that runs over a whole string and accepts where the pattern is found."""

    def __init__(self, tree: Tree) -> None:
        """Build it, with loops before and after: a pattern may match anywhere."""
        self.free: list[list[int]] = []
        self.at_start: list[list[int]] = []
        self.at_end: list[list[int]] = []
        self.moves: list[list[tuple[Ranges, int]]] = []
        anything: Tree = ("repeat", ("set", ((0, LAST),)), 0, None)
        first = self._state()
        self.goal = self._build(("row", anything, tree, anything), first)
        self.useful = self._leading_to_goal()
        self.first = self._closure({first}, start=True)
        self._steps: dict[tuple[States, int], States] = {}
        self._accepting: dict[tuple[States, bool], bool] = {}

    def _state(self) -> int:
        if len(self.free) > MOST_STATES:
            raise UnsupportedError("it is too large")
        for table in (self.free, self.at_start, self.at_end, self.moves):
            table.append([])
        return len(self.free) - 1

    def _build(self, tree: Tree, here: int) -> int:
        name, *rest = tree
        if name in ("set", "start", "end"):
            there = self._state()
            if name == "set":
                self.moves[here].append((rest[0], there))  # type: ignore[arg-type]
            else:
                (self.at_start if name == "start" else self.at_end)[here].append(there)
            return there
        if name == "row":
            for part in rest:
                here = self._build(part, here)  # type: ignore[arg-type]
            return here
        if name == "either":
            there = self._state()
            for branch in rest:
                inner = self._state()
                self.free[here].append(inner)
                self.free[self._build(branch, inner)].append(there)  # type: ignore[arg-type]
            return there
        part, low, high = rest
        for _ in range(low):  # type: ignore[call-overload]
            here = self._build(part, here)  # type: ignore[arg-type]
        if high is None:
            loop, there = self._state(), self._state()
            self.free[here].append(loop)
            self.free[loop].append(there)
            self.free[self._build(part, loop)].append(loop)  # type: ignore[arg-type]
            return there
        there = self._state()
        self.free[here].append(there)
        for _ in range(high - low):  # type: ignore[operator]
            here = self._build(part, here)  # type: ignore[arg-type]
            self.free[here].append(there)
        return there

    def _closure(self, states: set[int], *, start: bool = False, end: bool = False) -> States:
        found, left = set(states), list(states)
        while left:
            state = left.pop()
            reached = list(self.free[state])
            if start:
                reached += self.at_start[state]
            if end:
                reached += self.at_end[state]
            left += [other for other in reached if other not in found]
            found.update(reached)
        return frozenset(found)

    def _leading_to_goal(self) -> States:
        """The states from which the rest of a string can still match: without them sets never get empty."""
        before: list[list[int]] = [[] for _ in self.free]
        for state, moves in enumerate(self.moves):
            for there in (*self.free[state], *self.at_end[state], *(there for _, there in moves)):
                before[there].append(state)
        found, left = {self.goal}, [self.goal]
        while left:
            for state in before[left.pop()]:
                if state not in found:
                    found.add(state)
                    left.append(state)
        return frozenset(found)

    def step(self, states: States, char: int) -> States:
        """Where one more character leads."""
        known = self._steps.get((states, char))
        if known is None:
            reached = {
                there
                for state in states
                for ranges, there in self.moves[state]
                if any(low <= char <= high for low, high in ranges)
            }
            known = self._steps[states, char] = self._closure(reached & self.useful) & self.useful
        return known

    def ends(self, states: States, *, at_start: bool = False) -> bool:
        """Whether the string may end here; an empty one also starts here."""
        known = self._accepting.get((states, at_start))
        if known is None:
            known = self.goal in self._closure(set(states), start=at_start, end=True)
            self._accepting[states, at_start] = known
        return known

    def matches(self, text: str) -> bool:
        """Whether the pattern is found in a text."""
        states = self.first
        for char in text:
            states = self.step(states, ord(char))
        return self.ends(states, at_start=not text)

    def alphabet(self) -> set[Ranges]:
        """The sets of characters that it tells apart."""
        return {ranges for moves in self.moves for ranges, _ in moves}


@lru_cache(maxsize=4096)
def automaton(text: str) -> Automaton:
    """The automaton of a pattern, or `UnsupportedError` with the reason."""
    return Automaton(Parser(text).whole())
