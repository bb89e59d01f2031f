"""Find the shortest string with given patterns, lengths and exceptions, or prove there is none."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from scripts.contract_diff.solve.automaton import Automaton, States, automaton
from scripts.contract_diff.solve.pattern import LAST, Ranges

if TYPE_CHECKING:
    from collections.abc import Iterable

# a set of states per automaton, the text so far where an exception still starts with it, and
# whether nothing has been written yet
State: TypeAlias = "tuple[tuple[States, ...], str | None, bool]"
Made: TypeAlias = "tuple[Any, ...]"  # the last character behind what was before it
MOST_STEPS: Final = 100_000
LONGEST: Final = 300_000
_LIKED: Final = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_-. /:@"


class TooHardError(Exception):
    """The search was given up; nothing is proven."""


class Strings:
    """What is asked of a string."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.low = 0
        self.high: int | None = None
        self.patterns: set[str] = set()
        self.refused: set[str] = set()  # patterns that must not be found
        self.excluded: set[str] = set()

    def copy(self) -> Strings:
        """An independent copy."""
        other = Strings()
        other.low, other.high = self.low, self.high
        other.patterns, other.refused = set(self.patterns), set(self.refused)
        other.excluded = set(self.excluded)
        return other

    @property
    def hopeless(self) -> bool:
        """Whether it is plain that there is none."""
        return (self.high is not None and self.low > self.high) or bool(self.patterns & self.refused)

    def shortest(self) -> str | None:
        """The shortest such string, or None where there is none."""
        if self.hopeless:
            return None
        if self.low > LONGEST:
            raise TooHardError(f"it takes a string of {self.low} characters")
        if not self.patterns and not self.refused:
            return self._free()
        wanted = [automaton(text) for text in sorted(self.patterns)]
        refused = [automaton(text) for text in sorted(self.refused)]
        return _search(wanted, refused, self)

    def _free(self) -> str | None:
        length = self.low
        while self.high is None or length <= self.high:
            used = {text for text in self.excluded if len(text) == length}
            if not used:
                return "a" * length
            for index in range(len(used) + 1):
                text = _spelled(index, length)
                if text is not None and text not in used:
                    return text
            length += 1
        return None


def _spelled(index: int, length: int) -> str | None:
    """The index-th string of a length over all letters, `aaa` first."""
    letters = []
    for _ in range(length):
        index, letter = divmod(index, LAST - 0x3000)
        letters.append(_LIKED[letter] if letter < len(_LIKED) else chr(0x3000 + letter))
    return "".join(reversed(letters)) if index == 0 else None


def _alphabet(automata: Iterable[Automaton], exceptions: Iterable[str]) -> list[int]:
    """One character for each way that the automata and the exceptions tell characters apart."""
    sets = sorted({ranges for one in automata for ranges in one.alphabet()})
    sets += [((code, code),) for code in sorted({ord(char) for text in exceptions for char in text})]
    edges = sorted({0, 0xD800, 0xE000} | {edge for ranges in sets for low, high in ranges for edge in (low, high + 1)})
    groups: dict[tuple[bool, ...], list[tuple[int, int]]] = {}
    for index, start in enumerate(edges):
        end = edges[index + 1] - 1 if index + 1 < len(edges) else LAST
        if start > LAST or 0xD800 <= start < 0xE000:  # noqa: PLR2004 - half characters aren't text
            continue
        groups.setdefault(tuple(_within(ranges, start) for ranges in sets), []).append((start, end))
    return sorted((_nicest(spans) for spans in groups.values()), key=_taste)


def _within(ranges: Ranges, code: int) -> bool:
    place = bisect_right(ranges, (code, LAST + 1)) - 1
    return any(low <= code <= high for low, high in ranges[: place + 1])


def _taste(code: int) -> tuple[int, int]:
    found = _LIKED.find(chr(code))
    if found >= 0:
        return (0, found)
    return (1, code) if 32 < code < 127 else (2, code)  # noqa: PLR2004 - what prints in ASCII


def _nicest(spans: list[tuple[int, int]]) -> int:
    for char in _LIKED:
        if any(low <= ord(char) <= high for low, high in spans):
            return ord(char)
    for low, high in spans:
        if low < 127 and high > 32:  # noqa: PLR2004 - what prints in ASCII
            return max(low, 33)
    return spans[0][0]


def _search(wanted: list[Automaton], refused: list[Automaton], asked: Strings) -> str | None:
    automata = [*wanted, *refused]
    alphabet = _alphabet(automata, asked.excluded)
    beginnings = {text[:length] for text in asked.excluded for length in range(len(text) + 1)}
    start: State = (tuple(one.first for one in automata), "" if "" in beginnings else None, True)
    layer: dict[State, Made] = {start: ()}
    seen: set[State] = set()
    steps, length = 0, 0
    while layer and (asked.high is None or length <= asked.high):
        if length >= asked.low:
            for state, made in layer.items():
                if _ends(state, automata, len(wanted), asked.excluded):
                    return _written(made)
            layer = {state: made for state, made in layer.items() if state not in seen}
            seen |= layer.keys()
        following: dict[State, Made] = {}
        for state, made in layer.items():
            for code in alphabet:
                steps += 1
                if steps > MOST_STEPS:
                    raise TooHardError("its patterns take too many steps to compare")
                there = _step(state, code, automata, len(wanted), beginnings)
                if there is not None and there not in following:
                    following[there] = (made, code)
        layer = following
        length += 1
    return None


def _step(state: State, code: int, automata: list[Automaton], wanted: int, beginnings: set[str]) -> State | None:
    sets, begun, _ = state
    reached = [one.step(states, code) for one, states in zip(automata, sets, strict=True)]
    if not all(reached[:wanted]):
        return None
    text = None if begun is None else begun + chr(code)
    return (tuple(reached), text if text in beginnings else None, False)


def _ends(state: State, automata: list[Automaton], wanted: int, excluded: set[str]) -> bool:
    sets, begun, at_start = state
    if begun is not None and begun in excluded:
        return False
    for index, (one, states) in enumerate(zip(automata, sets, strict=True)):
        if one.ends(states, at_start=at_start) != (index < wanted):
            return False
    return True


def _written(made: Made) -> str:
    codes = []
    while made:
        made, code = made
        codes.append(chr(code))
    return "".join(reversed(codes))
