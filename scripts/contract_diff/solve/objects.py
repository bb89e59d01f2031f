"""Build an object: which keys are there, what their values must be, which must be invented.

Keys that no schema names fall into classes by the patterns that they match. One name of a class is
as good as another, so it is enough to try each class.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from scripts.contract_diff.schema.node import Goal, Literal, Node, of_values
from scripts.contract_diff.schema.simplify import apart
from scripts.contract_diff.solve.evaluate import UndecidableError, asked_of, found, satisfies
from scripts.contract_diff.solve.outcome import EMPTY, Outcome, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.solve.facts import Alternative, Context
    from scripts.documents.text import Json

Fact: TypeAlias = "tuple[Any, ...]"
Wish: TypeAlias = "tuple[tuple[Literal, ...], tuple[Literal, ...]]"  # some key like this, with such a value
MOST_PATTERNS: Final = 6
MOST_KEYS: Final = 2_000
_TEXT: Final = Node({"kinds": frozenset({"string"})})
_NOT_BLANK: Final = Node({"minLength": 1})


_NOTHING_MORE: Final[frozenset[Literal]] = frozenset()


class ObjectFacts:
    """What is known of an object."""

    def __init__(self, kind: str = "object") -> None:
        """Nothing yet."""
        self.kind = kind
        self.shapes: tuple[Literal, ...] = ()  # schemas that speak of the values of keys
        self.present: dict[str, frozenset[Literal]] = {}
        self.absent: frozenset[str] = frozenset()
        self.names: tuple[Literal, ...] = ()  # what every key must be
        self.wishes: tuple[Wish, ...] = ()
        self.least = 0
        self.most: int | None = None
        self._checked: dict[str, Goal] = {}
        # of each key: what was known of it when its question was last put together, and the question
        self._children: dict[str, tuple[tuple[Literal, ...], frozenset[Literal], Goal]] = {}

    def copy(self) -> ObjectFacts:
        """An independent copy."""
        other = ObjectFacts()
        other.shapes, other.names, other.wishes = self.shapes, self.names, self.wishes
        other.present, other.absent = dict(self.present), self.absent
        other.least, other.most = self.least, self.most
        other._checked, other._children = dict(self._checked), dict(self._children)
        return other

    def hold(self, literal: Literal) -> list[list[Alternative]] | None:
        """Take in what a schema says of objects."""
        words, tidy = literal.node.words, literal.tidy
        if tidy or words.keys() & {"properties", "patternProperties", "additionalProperties"}:
            self.shapes = (*self.shapes, literal)
        if "propertyNames" in words:
            self.names = (*self.names, Literal(words["propertyNames"], holds=True))
        if not self.add(("least", words.get("minProperties", 0))):
            return None
        if "maxProperties" in words and not self.add(("most", words["maxProperties"])):
            return None
        for name in sorted(words.get("required", ())):
            if not self.add(("at", name, ())):
                return None
        choices: list[list[Alternative]] = []
        for name, needed in words.get("dependentRequired", {}).items():
            choices.append([(("absent", name),), tuple(("at", other, ()) for other in (name, *sorted(needed)))])
        for name, part in words.get("dependentSchemas", {}).items():
            choices.append([(("absent", name),), (("at", name, ()), Literal(part, True, tidy))])
        return choices

    def deny(self, node: Node) -> list[Alternative]:  # noqa: C901 - one keyword after the other
        """The ways to violate what a schema says of objects."""
        words = node.words
        ways: list[Alternative] = [(("absent", name),) for name in sorted(words.get("required", ()))]
        for name, part in words.get("properties", {}).items():
            if part.words:
                ways.append((("at", name, (Literal(part, holds=False),)),))
        patterns = words.get("patternProperties", {})
        for text, part in patterns.items():
            if part.words:
                ways.append((("wish", (_matching(text),), (Literal(part, holds=False),)),))
        if "additionalProperties" in words:
            names = words.get("properties", {})
            other = [Literal(of_values(list(names)), holds=False)] if names else []
            other += [_matching(text, holds=False) for text in patterns]
            ways.append((("wish", tuple(other), (Literal(words["additionalProperties"], holds=False),)),))
        if "minProperties" in words:
            ways.append((("most", words["minProperties"] - 1),))
        if "maxProperties" in words:
            ways.append((("least", words["maxProperties"] + 1),))
        if "propertyNames" in words:
            ways.append((("wish", (Literal(words["propertyNames"], holds=False),), ()),))
        for name, needed in words.get("dependentRequired", {}).items():
            ways += [(("at", name, ()), ("absent", other)) for other in sorted(needed) if other != name]
        for name, part in words.get("dependentSchemas", {}).items():
            ways.append((("at", name, ()), Literal(part, holds=False)))
        return ways

    def add(self, fact: Fact) -> bool:
        """Take one in."""
        word, value, *more = fact
        if word == "absent":
            self.absent |= {value}
            return value not in self.present
        if word == "at":
            self.present[value] = self.present.get(value, frozenset()).union(more[0])
            return value not in self.absent
        if word == "wish":
            self.wishes = (*self.wishes, (value, more[0]))
        elif word == "least":
            self.least = max(self.least, value)
        else:
            self.most = value if self.most is None else min(self.most, value)
        return self.most is None or self.most >= max(self.least, 0)

    def given(self, fact: Fact) -> bool:
        """Whether a fact is plainly true already."""
        word, value, *more = fact
        if word == "absent":
            return value in self.absent
        if word != "at" or value not in self.present:
            return False
        known = [literal.node for literal in self.child(value) if literal.holds]
        return all(not wanted.holds and any(apart(node, wanted.node) for node in known) for wanted in more[0])

    def question(self, fact: Fact) -> Goal | None:
        """What a fact asks of the value of one key."""
        if fact[0] != "at" or fact[1] in self.absent:
            return None
        return self.child(fact[1]).union(fact[2])

    def child(self, name: str) -> Goal:
        """All that is asked of the value of a key."""
        own = self.present.get(name, _NOTHING_MORE)
        before = self._children.get(name)
        if before is not None and before[0] is self.shapes and before[1] is own:
            return before[2]
        wanted = set(own)
        for node, _, tidy in self.shapes:
            wanted.update(asked_of(node, name, tidy))
        goal = frozenset(wanted)
        self._children[name] = self.shapes, own, goal
        return goal

    def tidy_names(self) -> frozenset[str] | None:
        """The only keys that a tidy object has; None where any may come."""
        names, told = set[str](), False
        for node, _, tidy in self.shapes:
            if not tidy:
                continue
            words = node.words
            more = words.get("additionalProperties")
            if "open" in words or "patternProperties" in words or (more is not None and not more.refuses_all):
                return None
            told = told or "properties" in words or more is not None
            names.update(words.get("properties", ()), words.get("required", ()))
        return frozenset(names) if told else None

    def unchecked(self) -> list[Goal]:
        """The questions about the values of keys that must be there, as far as they are new."""
        fresh = []
        for name in self.present:
            wanted = self.child(name)
            known = self._checked.get(name)
            if wanted is not known and wanted != known:
                self._checked[name] = wanted
                fresh.append(wanted)
        return fresh

    def finish(self, branch: Context) -> Outcome:
        """Make the object, with as few keys as will do."""
        return _Builder(self, branch).make()


class _Builder:
    """Tries which key fulfils which wish, then fills in the values."""

    def __init__(self, facts: ObjectFacts, branch: Context) -> None:
        self.facts = facts
        self.branch = branch
        # a choice that is still open may name more keys
        self.allowed = None if any(source.tidy for source, _ in branch.pending) else facts.tidy_names()
        named = {name for node, _, _ in facts.shapes for name in node.words.get("properties", ())}
        self.known = sorted(named - facts.present.keys() - facts.absent)
        self.named = named | facts.present.keys() | facts.absent
        self.doubt: Outcome | None = None

    def make(self) -> Outcome:
        for name in self.facts.present:
            if not self._may_be(name):
                return EMPTY
        for node, _, _ in self.facts.shapes:
            for text in node.words.get("patternProperties", {}):
                try:
                    found(text, "")
                except UndecidableError as error:
                    self.branch.doubt = self.branch.doubt or str(error)
        return self._assign(0, {name: frozenset[Literal]() for name in self.facts.present})

    def _may_be(self, name: str, wanted: tuple[Literal, ...] = ()) -> bool:
        if name in self.facts.absent or (self.allowed is not None and name not in self.allowed):
            return False
        try:
            return satisfies(name, (*self.facts.names, *wanted))
        except UndecidableError as error:
            self.branch.doubt = self.branch.doubt or str(error)
            return True

    def _value(self, name: str, extra: frozenset[Literal]) -> Outcome:
        outcome = self.branch.solver.solve(self.facts.child(name) | extra)
        self.branch.floor = min(self.branch.floor, outcome.floor)
        if outcome.status == "unknown":
            self.doubt = self.doubt or outcome
        return outcome

    def _assign(self, index: int, chosen: dict[str, frozenset[Literal]]) -> Outcome:
        self.branch.solver.step()
        if index == len(self.facts.wishes):
            return self._fill(chosen)
        wanted, values = self.facts.wishes[index]
        names = [name for name in (*chosen, *self.known) if self._may_be(name, wanted)]
        last = EMPTY
        for name in (*dict.fromkeys(names), *self._invented(chosen, wanted)):
            extra = chosen.get(name, frozenset[Literal]()).union(values)
            if self._value(name, extra).status == "empty":
                continue
            outcome = self._assign(index + 1, {**chosen, name: extra})
            if outcome.status == "found":
                return outcome
            last = outcome if outcome.status == "unknown" and not last.guessed else last
        return last if last.status == "unknown" else self._none()

    def _none(self) -> Outcome:
        return unknown(self.doubt.reason) if self.doubt else EMPTY

    def _invented(self, chosen: dict[str, Any], wanted: tuple[Literal, ...] = ()) -> Iterator[str]:
        """One unheard-of key of each class."""
        if self.allowed is not None:
            return
        texts = sorted({text for node, _, _ in self.facts.shapes for text in node.words.get("patternProperties", ())})
        if len(texts) > MOST_PATTERNS:
            self.doubt = self.doubt or unknown("too many patterns of keys to compare")
            return
        taken = Literal(of_values(sorted({*self.named, *chosen})), holds=False)
        base = (*self.facts.names, *wanted, Literal(_TEXT, holds=True), taken)
        for signs in product((False, True), repeat=len(texts)):
            goal = frozenset((*base, *map(_matching, texts, signs)))
            for question in (goal | {Literal(_NOT_BLANK, holds=True)}, goal):
                outcome = self.branch.solver.solve(question)
                if outcome.status == "unknown":
                    self.doubt = self.doubt or outcome
                if outcome.usable:
                    yield str(outcome.value)
                    break

    def _fill(self, chosen: dict[str, frozenset[Literal]]) -> Outcome:  # noqa: C901 - one key after the other
        facts = self.facts
        if facts.most is not None and len(chosen) > facts.most:
            return EMPTY
        made: dict[str, Json] = {}
        guesses: list[str] = []

        def put(name: str, outcome: Outcome) -> bool:
            if outcome.usable:
                made[name] = outcome.value
                guesses.extend([outcome.reason] if outcome.status != "found" else [])
            return outcome.usable

        for name, extra in chosen.items():
            if not put(name, outcome := self._value(name, extra)):
                return outcome
        if facts.least > MOST_KEYS:
            return unknown(f"it takes an object of {facts.least} keys")
        for name in self.known:
            if len(made) >= facts.least:
                break
            if name not in made and self._may_be(name):
                put(name, self._value(name, frozenset()))
        while len(made) < facts.least:
            if not any(put(name, self._value(name, frozenset())) for name in self._invented(made)):
                return self._none()
        if guesses:
            return Outcome("unknown", made, guesses[0], guessed=True)
        return Outcome("found", made)


def _matching(text: str, holds: bool = True) -> Literal:
    return Literal(Node({"pattern": text}), holds=holds)
