"""Find the characters of a Unicode general category."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from typing import Final

_LONG: Final = {
    "Letter": "L", "Lowercase_Letter": "Ll", "Uppercase_Letter": "Lu", "Titlecase_Letter": "Lt", "Mark": "M",
    "Number": "N", "Decimal_Number": "Nd", "Punctuation": "P", "Symbol": "S", "Separator": "Z", "Other": "C",
    "Space_Separator": "Zs", "Control": "Cc", "punct": "P", "digit": "Nd",
}  # fmt: skip
_PREFIXES: Final = ("General_Category=", "gc=")


def category(name: str) -> tuple[tuple[int, int], ...] | None:
    """The ranges of a category, by its short or its long name; None if it isn't one."""
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    short = _LONG.get(name, name)
    return _ranges().get(short)


@cache
def _ranges() -> dict[str, tuple[tuple[int, int], ...]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for code in range(sys.maxunicode + 1):
        known = unicodedata.category(chr(code))
        for name in (known, known[0]):
            spans = found.setdefault(name, [])
            if spans and spans[-1][1] == code - 1:
                spans[-1] = (spans[-1][0], code)
            else:
                spans.append((code, code))
    return {name: tuple(spans) for name, spans in found.items()}
