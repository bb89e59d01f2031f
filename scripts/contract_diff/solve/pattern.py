"""Parse regular expressions as JSON Schema means them: ECMA-262, unanchored.

Look-around, back references, word boundaries and Unicode scripts are refused with a reason.
"""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from scripts.contract_diff.solve.unicode import category

Ranges: TypeAlias = "tuple[tuple[int, int], ...]"
Tree: TypeAlias = "tuple[object, ...]"

LAST: Final = 0x10FFFF
_DIGIT: Final[Ranges] = ((48, 57),)
_WORD: Final[Ranges] = ((48, 57), (65, 90), (95, 95), (97, 122))
_SPACE: Final[Ranges] = (
    (9, 13), (32, 32), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029),
    (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF),
)  # fmt: skip
_LINE_ENDS: Final[Ranges] = ((10, 10), (13, 13), (0x2028, 0x2029))
_CONTROL: Final = {"t": 9, "n": 10, "v": 11, "f": 12, "r": 13}
_HEX: Final = {
    "x": re.compile(r"\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{2})"),
    "u": re.compile(r"\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{4})"),
}
_PROPERTY: Final = re.compile(r"\{([\w=]+)\}")
_COUNTS: Final = re.compile(r"\{(\d+)(,(\d*))?\}")


class UnsupportedError(ValueError):
    """A pattern outside what is decided here."""


def others(ranges: Ranges) -> Ranges:
    """Every character but these."""
    result, start = [], 0
    for low, high in sorted(ranges):
        if low > start:
            result.append((start, low - 1))
        start = max(start, high + 1)
    if start <= LAST:
        result.append((start, LAST))
    return tuple(result)


_CLASSES: Final[dict[str, Ranges]] = {
    "d": _DIGIT, "D": others(_DIGIT), "w": _WORD, "W": others(_WORD), "s": _SPACE, "S": others(_SPACE),
}  # fmt: skip


class Parser:
    """Turns the text of a pattern into a tree."""

    def __init__(self, text: str) -> None:
        """One parser reads one pattern."""
        self.text = text
        self.place = 0

    def whole(self) -> Tree:
        """Parse all of the text."""
        tree = self._either()
        if self.place < len(self.text):
            raise UnsupportedError("unbalanced )")
        return tree

    def _next(self, wanted: str) -> bool:
        if self.text.startswith(wanted, self.place):
            self.place += len(wanted)
            return True
        return False

    def _take(self) -> str:
        if self.place >= len(self.text):
            raise UnsupportedError("it ends too early")
        self.place += 1
        return self.text[self.place - 1]

    def _either(self) -> Tree:
        branches = [self._sequence()]
        while self._next("|"):
            branches.append(self._sequence())
        return ("either", *branches) if len(branches) > 1 else branches[0]

    def _sequence(self) -> Tree:
        parts = []
        while self.place < len(self.text) and self.text[self.place] not in "|)":
            parts.append(self._repeated())
        return ("row", *parts)

    def _repeated(self) -> Tree:
        atom = self._atom()
        while True:
            counts = _COUNTS.match(self.text, self.place)
            if self._next("*"):
                low, high = 0, None
            elif self._next("+"):
                low, high = 1, None
            elif self._next("?"):
                low, high = 0, 1
            elif counts:
                self.place = counts.end()
                low = int(counts[1])
                high = low if counts[2] is None else int(counts[3]) if counts[3] else None
            else:
                return atom
            self._next("?")  # lazy or not, the language is the same
            atom = ("repeat", atom, low, high)

    def _atom(self) -> Tree:  # noqa: C901, PLR0911 - one keyword after the other
        if self._next("("):
            if self._next("?"):
                named = re.compile(r"<[A-Za-z_]\w*>").match(self.text, self.place)
                if named:
                    self.place = named.end()
                elif not self._next(":"):
                    raise UnsupportedError("look-around")
            tree = self._either()
            if not self._next(")"):
                raise UnsupportedError("unbalanced (")
            return tree
        char = self._take()
        if char == "^":
            return ("start",)
        if char == "$":
            return ("end",)
        if char == ".":
            return ("set", others(_LINE_ENDS))
        if char == "[":
            return ("set", self._class())
        if char == "\\":
            return ("set", self._escape())
        if char in "*+?":
            raise UnsupportedError("nothing to repeat")
        return ("set", ((ord(char), ord(char)),))

    def _escape(self, *, inside: bool = False) -> Ranges:  # noqa: C901 - one keyword after the other
        char = self._take()
        if char in _CLASSES:
            return _CLASSES[char]
        if char == "b" and inside:
            return ((8, 8),)
        if char in "bB":
            raise UnsupportedError("a word boundary")
        if char in "pP":
            named = _PROPERTY.match(self.text, self.place)
            ranges = category(named[1]) if named else None
            if named is None or ranges is None:
                raise UnsupportedError("a Unicode property that isn't a category")
            self.place = named.end()
            return ranges if char == "p" else others(ranges)
        if char in _CONTROL:
            return ((_CONTROL[char], _CONTROL[char]),)
        code = None
        if char == "0" and not (self.place < len(self.text) and self.text[self.place].isdigit()):
            code = 0
        elif char == "c" and self.text[self.place : self.place + 1].isalpha() and self.text[self.place].isascii():
            code = ord(self._take()) % 32
        elif char.isdigit() or char == "k":
            raise UnsupportedError("a back reference")
        elif char in "xu":
            digits = _HEX[char]
            found = digits.match(self.text, self.place)
            if not found:
                raise UnsupportedError("a broken escape")
            self.place = found.end()
            code = int(found[1] or found[2], 16)
        elif char.isalnum():
            raise UnsupportedError(f"the escape \\{char}")
        code = ord(char) if code is None else code
        return ((code, code),)

    def _class(self) -> Ranges:
        negated = self._next("^")
        ranges: list[tuple[int, int]] = []
        while not self._next("]"):
            item = self._member()
            if (
                self.text.startswith("-", self.place)
                and not self.text.startswith("-]", self.place)
                and len(item) == 1
                and item[0][0] == item[0][1]
            ):
                self.place += 1
                end = self._member()
                if len(end) != 1 or end[0][0] != end[0][1] or end[0][0] < item[0][0]:
                    raise UnsupportedError("a broken range")
                item = ((item[0][0], end[0][0]),)
            ranges.extend(item)
        return others(tuple(ranges)) if negated else tuple(sorted(ranges))

    def _member(self) -> Ranges:
        char = self._take()
        return self._escape(inside=True) if char == "\\" else ((ord(char), ord(char)),)


def without_conditions(text: str) -> str:
    """A pattern without look-around and word boundaries: it matches no less, as long as nothing refers back."""
    left: list[str] = []
    place = 0
    while place < len(text):
        if text[place] == "\\":
            piece = text[place : place + 2]
            left.append("" if piece in _BOUNDARIES else piece)
            place += 2
        elif text.startswith(_CONDITIONS, place):
            place = _closed(text, place)
        else:
            left.append(text[place])
            place += 1
    return "".join(left)


_BOUNDARIES: Final = ("\\b", "\\B")
_CONDITIONS: Final = ("(?=", "(?!", "(?<=", "(?<!")


def _closed(text: str, place: int) -> int:
    """The place behind a group."""
    depth, inside = 0, False
    while place < len(text):
        char = text[place]
        if char == "\\":
            place += 1
        elif inside:
            inside = char != "]"
        elif char == "[":
            inside = True
        elif char in "()":
            depth += 1 if char == "(" else -1
            if depth == 0:
                return place + 1
        place += 1
    return place
