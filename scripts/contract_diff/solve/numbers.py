"""Find a small number with given bounds, steps and exceptions, or prove there is none.

Arithmetic is exact: a tenth is a tenth. Whole numbers are the multiples of one.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Final, TypeAlias

Bound: TypeAlias = "tuple[Fraction, bool]"  # the limit, and whether it is itself outside

MOST_TRIES: Final = 100_000
MOST_MODULI: Final = 10


class Numbers:
    """What is asked of a number."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.low: Bound | None = None
        self.high: Bound | None = None
        self.steps: set[Fraction] = set()
        self.refused: set[Fraction] = set()  # steps that it must not be a multiple of
        self.excluded: set[Fraction] = set()

    def copy(self) -> Numbers:
        """An independent copy."""
        other = Numbers()
        other.low, other.high = self.low, self.high
        other.steps, other.refused = set(self.steps), set(self.refused)
        other.excluded = set(self.excluded)
        return other

    def above(self, limit: Fraction, *, beyond: bool) -> None:
        """It must be at least this."""
        if self.low is None or (limit, beyond) > self.low:
            self.low = (limit, beyond)

    def below(self, limit: Fraction, *, beyond: bool) -> None:
        """It must be at most this."""
        if self.high is None or (limit, not beyond) < (self.high[0], not self.high[1]):
            self.high = (limit, beyond)

    def smallest(self) -> Fraction | None:
        """Such a number, near zero where possible, or None where there is none."""
        if self.low and self.high:
            if self.low[0] > self.high[0]:
                return None
            if self.low[0] == self.high[0]:
                only = self.low[0]
                return None if self.low[1] or self.high[1] or not self._fits(only) else only
        return self._on_steps() if self.steps else self._anywhere()

    def _fits(self, number: Fraction) -> bool:
        return (
            number not in self.excluded
            and not any((number / step).denominator == 1 for step in self.refused)
            and all((number / step).denominator == 1 for step in self.steps)
            and (self.low is None or number > self.low[0] or (number == self.low[0] and not self.low[1]))
            and (self.high is None or number < self.high[0] or (number == self.high[0] and not self.high[1]))
        )

    def _on_steps(self) -> Fraction | None:
        step = _common(self.steps)
        first = last = None
        if self.low:
            first = math.ceil(self.low[0] / step)
            first += self.low[1] and first * step == self.low[0]
        if self.high:
            last = math.floor(self.high[0] / step)
            last -= self.high[1] and last * step == self.high[0]
        # the index-th multiple of `step` is one of a refused step where a certain number divides the index
        moduli = {(step / other).denominator for other in self.refused}
        if 1 in moduli:
            return None
        if moduli and len(moduli) > MOST_MODULI:
            raise ArithmeticError("its multiples take too many steps to compare")
        # of so many indices in a row, one is divided by none of them; and each exception takes one away
        tries = (2 ** len(moduli) + 1) * (len(self.excluded) + 2)
        if tries > MOST_TRIES:
            raise ArithmeticError("its multiples take too many steps to compare")
        for index in _near(first, last, tries):
            if not any(index % modulus == 0 for modulus in moduli) and self._fits(index * step):
                return index * step
        return None

    def _anywhere(self) -> Fraction:  # noqa: C901 - one keyword after the other
        # there is a whole interval to choose from, and only single points of it are refused
        low = self.low[0] if self.low else None
        high = self.high[0] if self.high else None
        nice = [Fraction(number) for number in (0, 1, -1, 2, 0.5)]
        for limit, sign in ((low, 1), (high, -1)):
            if limit is not None:
                whole = math.floor(limit) if sign > 0 else math.ceil(limit)
                nice += [limit, Fraction(whole + sign), limit + Fraction(sign, 2), limit + Fraction(sign, 10)]
        for number in nice:
            if self._fits(number):
                return number
        if low is None:
            low = high - 1 if high is not None else Fraction(0)
        if high is None:
            high = low + 1
        digits = 1
        while True:
            unit = Fraction(1, 10**digits)
            start = math.floor(low / unit) + 1
            for index in range(start, start + 12):
                if index * unit < high and self._fits(index * unit):
                    return index * unit
            for part in range(1, 9):  # far from the edges, for steps that refuse all near ones
                number = Fraction(math.floor((low + (high - low) * part / 9) / unit)) * unit
                if self._fits(number):
                    return number
            digits += 1
            if digits > 40 + len(self.excluded):
                raise ArithmeticError("no number fine enough was found")


def _near(first: int | None, last: int | None, count: int) -> list[int]:
    """So many whole numbers in a row on either side of the one nearest to zero within two bounds."""
    start = 0
    if first is not None and first > 0:
        start = first
    elif last is not None and last < 0:
        start = last
    result = [start]
    for distance in range(1, count + 1):
        result += [start + distance, start - distance]
    return [index for index in result if (first is None or index >= first) and (last is None or index <= last)]


def _common(steps: set[Fraction]) -> Fraction:
    """The step whose multiples are the multiples of all."""
    below = math.lcm(*(step.denominator for step in steps))
    return Fraction(math.lcm(*((step * below).numerator for step in steps)), below)
