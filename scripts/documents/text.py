"""What both languages share: one error, numbers that JSON can express, names fit to be shown."""

from __future__ import annotations

import math
from typing import Final, TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

DEEPEST: Final = 150
TOO_DEEP: Final = f"nested deeper than {DEEPEST} levels"
_LONGEST_SHOWN: Final = 120


class UnreadableError(ValueError):
    """The text isn't plain data; the message is one line."""


def finite(digits: str) -> float:
    """A number as every JSON reader understands it."""
    value = float(digits)
    if math.isinf(value):
        raise UnreadableError(f"{shown(digits)} is no number that JSON can express")
    return value


def shown(text: str) -> str:
    """A name from outside in a message: short, and nothing in it reaches a terminal."""
    return printable(text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…")


def printable(text: str) -> str:
    """The text with everything escaped that a terminal would obey or couldn't show."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def first_line(error: object) -> str:
    """What another library says, short enough for one line of ours."""
    said = str(error).splitlines()
    return shown(said[0]) if said else type(error).__name__


class DocumentError(Exception):
    """The source isn't a document that can be used; the text is one line for the user.

    Names, URLs and a parser's words come from outside: nothing in them may break the line or steer a terminal.
    """

    def __init__(self, text: str) -> None:
        line = " ".join(text.split())
        super().__init__("".join(c if c.isprintable() else ascii(c)[1:-1] for c in line))
