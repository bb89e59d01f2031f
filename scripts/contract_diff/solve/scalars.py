"""Build numbers and strings, and try the kinds that have few values."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from scripts.contract_diff.schema.values import exact, to_number
from scripts.contract_diff.solve.automaton import automaton
from scripts.contract_diff.solve.numbers import Numbers
from scripts.contract_diff.solve.outcome import EMPTY, Outcome, unknown
from scripts.contract_diff.solve.pattern import UnsupportedError, without_conditions
from scripts.contract_diff.solve.strings import Strings, TooHardError

if TYPE_CHECKING:
    from scripts.contract_diff.schema.node import Goal, Literal, Node
    from scripts.contract_diff.solve.facts import Alternative, Context

Fact: TypeAlias = "tuple[Any, ...]"
_OPEN_END: Final = r"^([^\r\u2028\u2029]*[^\n\r\u2028\u2029])?$"


class NoFacts:
    """null, true and false."""

    def __init__(self, kind: str) -> None:
        """Nothing to know."""
        self.kind = kind

    def copy(self) -> NoFacts:
        """Nothing to copy."""
        return self

    def hold(self, _literal: Literal) -> list[list[Alternative]] | None:
        """No words speak of these kinds."""
        return []

    def deny(self, _node: Node) -> list[Alternative]:
        """So none can be violated."""
        return []

    def add(self, _fact: Fact) -> bool:
        """Values are tried against the whole question."""
        return True

    def given(self, _fact: Fact) -> bool:
        """Never plainly."""
        return False

    def question(self, _fact: Fact) -> Goal | None:
        """There are no parts."""
        return None

    def unchecked(self) -> list[Goal]:
        """There are no parts."""
        return []

    def finish(self, _branch: Context) -> Outcome:
        """Not reached: the values are few."""
        return EMPTY


class NumberFacts(NoFacts):
    """Whole numbers, or all others."""

    def __init__(self, kind: str) -> None:
        """Nothing known but the kind."""
        super().__init__(kind)
        self.numbers = Numbers()
        (self.numbers.steps if kind == "integer" else self.numbers.refused).add(Fraction(1))

    def copy(self) -> NumberFacts:
        """An independent copy."""
        other = NumberFacts(self.kind)
        other.numbers = self.numbers.copy()
        return other

    def hold(self, literal: Literal) -> list[list[Alternative]] | None:
        """Bounds and steps."""
        words = literal.node.words
        if "minimum" in words:
            self.numbers.above(Fraction(words["minimum"][0]), beyond=words["minimum"][1])
        if "maximum" in words:
            self.numbers.below(Fraction(words["maximum"][0]), beyond=words["maximum"][1])
        if "multipleOf" in words:
            self.numbers.steps.add(Fraction(words["multipleOf"]))
        return []

    def deny(self, node: Node) -> list[Alternative]:
        """Beyond a bound, or between the steps."""
        words = node.words
        ways: list[Alternative] = []
        if "minimum" in words:
            ways.append((("below", Fraction(words["minimum"][0]), not words["minimum"][1]),))
        if "maximum" in words:
            ways.append((("above", Fraction(words["maximum"][0]), not words["maximum"][1]),))
        if "multipleOf" in words:
            ways.append((("refuse", Fraction(words["multipleOf"])),))
        return ways

    def add(self, fact: Fact) -> bool:
        """Take one in."""
        name, value, *more = fact
        if name == "below":
            self.numbers.below(value, beyond=more[0])
        elif name == "above":
            self.numbers.above(value, beyond=more[0])
        elif name == "refuse":
            self.numbers.refused.add(value)
        else:
            self.numbers.excluded.add(exact(value))
        return True

    def finish(self, _branch: Context) -> Outcome:
        """The number nearest to zero, more or less."""
        try:
            number = self.numbers.smallest()
        except ArithmeticError as error:
            return unknown(str(error))
        return EMPTY if number is None else Outcome("found", to_number(number))


class StringFacts(NoFacts):
    """Lengths and patterns."""

    def __init__(self, kind: str) -> None:
        """Nothing known."""
        super().__init__(kind)
        self.strings = Strings()

    def copy(self) -> StringFacts:
        """An independent copy."""
        other = StringFacts(self.kind)
        other.strings = self.strings.copy()
        return other

    def hold(self, literal: Literal) -> list[list[Alternative]] | None:
        """Lengths and a pattern."""
        words, strings = literal.node.words, self.strings
        strings.low = max(strings.low, words.get("minLength", 0))
        if "maxLength" in words:
            strings.high = words["maxLength"] if strings.high is None else min(strings.high, words["maxLength"])
        if "pattern" in words:
            strings.patterns.add(words["pattern"])
        return None if strings.hopeless else []

    def deny(self, node: Node) -> list[Alternative]:
        """Too short, too long, or without the pattern."""
        words = node.words
        ways: list[Alternative] = []
        if "minLength" in words:
            ways.append((("shorter", words["minLength"]),))
        if "maxLength" in words:
            ways.append((("longer", words["maxLength"]),))
        if "pattern" in words:
            ways.append((("without", words["pattern"]),))
        return ways

    def add(self, fact: Fact) -> bool:
        """Take one in."""
        name, value = fact
        strings = self.strings
        if name == "shorter":
            strings.high = value - 1 if strings.high is None else min(strings.high, value - 1)
        elif name == "longer":
            strings.low = max(strings.low, value + 1)
        elif name == "without":
            strings.refused.add(value)
        else:
            strings.excluded.add(value)
        return not strings.hopeless

    def finish(self, branch: Context) -> Outcome:
        """The shortest string."""
        strings = self.strings.copy()
        for patterns in (strings.patterns, strings.refused):
            for text in sorted(patterns):
                try:
                    automaton(text)
                except UnsupportedError as error:
                    # the rest still gives a proof, or a string worth trying
                    patterns.discard(text)
                    branch.doubt = branch.doubt or f"the pattern {text} has {error}"
                    if patterns is strings.patterns and _decided(without_conditions(text)):
                        patterns.add(without_conditions(text))
        try:
            found = _plain(strings) if strings.patterns or strings.refused else None
            found = strings.shortest() if found is None else found
        except TooHardError as error:
            return unknown(str(error))
        return EMPTY if found is None else Outcome("found", found)


def _decided(text: str) -> bool:
    try:
        automaton(text)
    except UnsupportedError:
        return False
    return True


def _plain(strings: Strings) -> str | None:
    """Such a string that all validators read alike: few agree on rare line ends, or on `$` before the last one."""
    wanted = strings.copy()
    wanted.patterns.add(_OPEN_END)
    return wanted.shortest()
