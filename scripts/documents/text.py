"""Define plain data, the one error of this room, and how text from outside is shown.

The text of a `DocumentError` is one line, and nothing in it steers a terminal.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

MAX_DEPTH: Final = 150  # the published document has 30 levels
TOO_DEEP: Final = f"nested deeper than {MAX_DEPTH} levels"
_LONGEST_SHOWN: Final = 120


class DocumentError(Exception):
    """The source isn't a document that can be used."""

    def __init__(self, text: str) -> None:
        """Names, URLs and a parser's words come from outside: they are made one printable line."""
        super().__init__(printable(" ".join(text.split())))


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Put the name of a document before what is said of it."""
    try:
        yield
    except DocumentError as error:
        raise DocumentError(f"{name}: {error}") from error


def finite(digits: str) -> float:
    """Read a number as every JSON reader understands it."""
    value = float(digits)
    if math.isinf(value):
        raise DocumentError(f"{shown(digits)} is no number that JSON can express")
    return value


def shown(text: str) -> str:
    """Shorten a name from outside, and escape in it what a terminal would obey."""
    return printable(text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…")


def printable(text: str) -> str:
    """Escape everything that a terminal would obey or couldn't show."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def first_line(error: object) -> str:
    """Shorten what another library says to one line."""
    said = str(error).splitlines()
    return shown(said[0]) if said else type(error).__name__
