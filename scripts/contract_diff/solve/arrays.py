"""Build an array: how long it is, which item meets which constraint, and that items differ if they must."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from scripts.contract_diff.schema.node import Goal, Literal, Node, of_values
from scripts.contract_diff.solve.outcome import EMPTY, Outcome, unknown

if TYPE_CHECKING:
    from scripts.contract_diff.solve.facts import Alternative, Context
    from scripts.documents.text import Json

Fact: TypeAlias = "tuple[Any, ...]"
# "at" one place, or "from" a place on: some item there satisfies all these; demands with one tag
# (from `contains`, a node's key) must be met by different items, 0 is no tag
Demand: TypeAlias = "tuple[str, int, tuple[Literal, ...], int]"
LONGEST: Final = 3_000
MOST_CHOICES: Final = 8


class ArrayFacts:
    """What is known of an array."""

    def __init__(self, kind: str = "array") -> None:
        """Nothing yet."""
        self.kind = kind
        self.shapes: tuple[Literal, ...] = ()  # schemas that speak of items by their place
        self.every: frozenset[Literal] = frozenset()
        self.demands: tuple[Demand, ...] = ()
        self.rare: tuple[tuple[Node, int], ...] = ()  # schemas that only so many items may satisfy
        self.least = 0
        self.most: int | None = None
        self.unique = False
        self.twins = False  # two items must be equal

    def copy(self) -> ArrayFacts:
        """An independent copy."""
        other = ArrayFacts()
        other.__dict__.update(self.__dict__)  # all of them are immutable
        return other

    def hold(self, literal: Literal) -> list[list[Alternative]] | None:
        """Take in what a schema says of arrays."""
        words = literal.node.words
        if words.keys() & {"prefixItems", "items"}:
            self.shapes = (*self.shapes, literal)
        self.unique = self.unique or "unique" in words
        self.least = max(self.least, words.get("minItems", 0))
        if "contains" in words:
            wanted, least, most = words["contains"]
            self.demands += (("from", 0, (Literal(wanted, True, literal.tidy),), literal.node.key),) * least
            if most is not None and not self.add(("rare", wanted, most)):
                return None
        if "maxItems" in words and not self.add(("most", words["maxItems"])):
            return None
        return [] if self.add(("least", 0)) else None

    def deny(self, node: Node) -> list[Alternative]:
        """The ways to violate what a schema says of arrays."""
        words = node.words
        first = words.get("prefixItems", ())
        ways: list[Alternative] = []
        if "minItems" in words:
            ways.append((("most", words["minItems"] - 1),))
        for index, part in enumerate(first):
            if part.words:
                ways.append((("demand", "at", index, (Literal(part, holds=False),), 0),))
        if "items" in words:
            ways.append((("demand", "from", len(first), (Literal(words["items"], holds=False),), 0),))
        if "maxItems" in words:
            ways.append((("least", words["maxItems"] + 1),))
        if "unique" in words:
            ways.append((("twins", None),))
        if "contains" in words:
            wanted, least, most = words["contains"]
            if least > 0:
                ways.append((("rare", wanted, least - 1),))
            if most is not None:
                ways.append((("demand", "from", 0, (Literal(wanted, holds=True),), -node.key),) * (most + 1))
        return ways

    def add(self, fact: Fact) -> bool:
        """Take one in."""
        word, value, *more = fact
        if word == "demand":
            self.demands = (*self.demands, (value, *more))
            if value == "at":
                self.least = max(self.least, more[0] + 1)
        elif word == "least":
            self.least = max(self.least, value)
        elif word == "most":
            self.most = value if self.most is None else min(self.most, value)
        elif word == "twins":
            self.twins = True
        elif more[0] <= 0:
            self.every |= {Literal(value, holds=False)}
        else:
            self.rare = (*self.rare, (value, more[0]))
        return not (self.unique and self.twins) and (self.most is None or self.most >= max(self.least, 0))

    def given(self, _fact: Fact) -> bool:
        """Never plainly."""
        return False

    def question(self, fact: Fact) -> Goal | None:
        """What a demand asks of one item."""
        if fact[0] != "demand":
            return None
        _, where, place, wanted, _ = fact
        if where == "at" or place >= self.settled:
            return self.item(place) | frozenset(wanted)
        return None

    @property
    def settled(self) -> int:
        """The place from which on all items are asked the same."""
        return max((len(node.words.get("prefixItems", ())) for node, _, _ in self.shapes), default=0)

    def item(self, index: int) -> Goal:
        """All that is asked of the item at a place."""
        wanted = set(self.every)
        for node, _, tidy in self.shapes:
            first = node.words.get("prefixItems", ())
            part = first[index] if index < len(first) else node.words.get("items")
            if part is not None and part.words:
                wanted.add(Literal(part, True, tidy))
        return frozenset(wanted)

    def unchecked(self) -> list[Goal]:
        """Which item meets which demand is chosen at the end."""
        return []

    def finish(self, branch: Context) -> Outcome:
        """Make the array, as short as will do."""
        return _Builder(self, branch).make()


class _Builder:
    """Tries lengths, and which item meets which demand."""

    def __init__(self, facts: ArrayFacts, branch: Context) -> None:
        self.facts = facts
        self.branch = branch
        self.doubt: Outcome | None = None
        # beyond this place all places are alike: no schema and no demand speaks of them alone
        named = [place + 1 if where == "at" else place for where, place, _, _ in facts.demands]
        self.alike = max([facts.settled, *named])

    def make(self) -> Outcome:
        facts = self.facts
        if facts.least > LONGEST:
            return unknown(f"it takes an array of {facts.least} items")
        # longer than this only adds items that nothing asks for
        ahead = max([facts.settled, *(place for _, place, _, _ in facts.demands)])
        longest = max(facts.least, ahead + len(facts.demands) + 2 * facts.twins)
        longest = longest if facts.most is None else min(longest, facts.most)
        for length in range(facts.least, longest + 1):
            outcome = self._assign(0, [facts.item(min(i, facts.settled)) for i in range(length)])
            if outcome.status == "found":
                return outcome
            self._remember(outcome)
        return self.doubt or EMPTY

    def _remember(self, outcome: Outcome) -> None:
        if outcome.status == "unknown" and (self.doubt is None or (outcome.guessed and not self.doubt.guessed)):
            self.doubt = outcome

    def _assign(self, index: int, items: list[Goal], last: tuple[int, int] = (0, -1)) -> Outcome:
        self.branch.solver.step()
        if index == len(self.facts.demands):
            return self._rare(0, items)
        where, place, wanted, tag = self.facts.demands[index]
        # the demands of one tag stand together and are met from left to right
        start = max(place, last[1] + 1 if tag and last[0] == tag else 0)
        tried = set[Goal]()
        for at in [place] if where == "at" else range(start, len(items)):
            if at >= len(items) or (at > self.alike and items[at] in tried):
                continue  # one of several places that are asked the same is enough
            tried.add(items[at])
            goal = items[at].union(wanted)
            if self._solve(goal).status == "empty":
                continue
            outcome = self._assign(index + 1, [*items[:at], goal, *items[at + 1 :]], (tag, at))
            if outcome.status == "found":
                return outcome
            self._remember(outcome)
        return EMPTY

    def _solve(self, goal: Goal) -> Outcome:
        outcome = self.branch.solver.solve(goal)
        self.branch.floor = min(self.branch.floor, outcome.floor)
        return outcome

    def _rare(self, index: int, items: list[Goal]) -> Outcome:
        """Choose the items that may satisfy what only some may."""
        if index == len(self.facts.rare):
            return self._twins(items)
        wanted, most = self.facts.rare[index]
        if most >= len(items):
            return self._rare(index + 1, items)
        if len(items) > MOST_CHOICES:
            return unknown("too many items to choose from for contains")
        for chosen in combinations(range(len(items)), most):
            others = [goal if at in chosen else goal | {Literal(wanted, holds=False)} for at, goal in enumerate(items)]
            if any(self._solve(goal).status == "empty" for goal in others):
                continue
            outcome = self._rare(index + 1, others)
            if outcome.status == "found":
                return outcome
            self._remember(outcome)
        return EMPTY

    def _twins(self, items: list[Goal]) -> Outcome:
        if not self.facts.twins:
            return self._fill(items, {})
        tried = set[Goal]()
        for one, other in combinations(range(len(items)), 2):
            goal = items[one] | items[other]
            if goal in tried:
                continue
            tried.add(goal)
            if self._solve(goal).status == "empty":
                continue
            outcome = self._fill(items, {one: goal, other: goal})
            if outcome.status == "found":
                return outcome
            self._remember(outcome)
        return EMPTY

    def _fill(self, items: list[Goal], same: dict[int, Goal]) -> Outcome:
        goals = [same.get(index, goal) for index, goal in enumerate(items)]
        if self.facts.unique:
            return self._all_different(goals)
        made: list[Json] = []
        reason = ""
        for goal in goals:
            outcome = self._solve(goal)
            if not outcome.usable:
                return outcome
            reason = reason or ("" if outcome.status == "found" else outcome.reason)
            made.append(outcome.value)
        return Outcome("unknown", made, reason, guessed=True) if reason else Outcome("found", made)

    def _all_different(self, goals: list[Goal]) -> Outcome:
        """Give each place a value of its own: as many candidates each as there are places always do."""
        options: dict[Goal, list[Json]] = {}
        for goal in goals:
            if goal in options:
                continue
            found: list[Json] = []
            while len(found) < len(goals):
                question = goal | {Literal(of_values(found), holds=False)} if found else goal
                outcome = self._solve(question)
                if outcome.status == "unknown":
                    return unknown(outcome.reason)
                if outcome.status == "empty":
                    break
                found.append(outcome.value)
            options[goal] = found
        values = _matched([options[goal] for goal in goals])
        return EMPTY if values is None else Outcome("found", values)


def _matched(options: list[list[Json]]) -> list[Json] | None:
    """A value for each place, all different: augmenting paths."""
    from scripts.contract_diff.schema.values import canonical  # noqa: PLC0415 - seldom needed

    owner: dict[object, int] = {}
    chosen: dict[int, Json] = {}

    def place(index: int, tried: set[object]) -> bool:
        for value in options[index]:
            key = canonical(value)
            if key in tried:
                continue
            tried.add(key)
            if key not in owner or place(owner[key], tried):
                owner[key], chosen[index] = index, value
                return True
        return False

    if not all(place(index, set()) for index in range(len(options))):
        return None
    return [chosen[index] for index in range(len(options))]
