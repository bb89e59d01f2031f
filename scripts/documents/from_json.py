"""Read JSON text as plain data, and find the line of each part of it.

Each key is given once, numbers are finite, text is whole characters, and depth is bounded.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, NoReturn

from scripts.documents.pointers import escape
from scripts.documents.text import MAX_DEPTH, TOO_DEEP, DocumentError, finite, first_line, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.documents.text import Json

_PIECE: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|\n|[^\s\[\]{},:"]+')


def parse(text: str) -> Json:
    """Read the data in JSON text.

    Raises:
        json.JSONDecodeError: the text isn't JSON at all.
        DocumentError: it holds what we refuse.
    """
    try:
        data: Json = json.loads(text, object_pairs_hook=_pairs, parse_constant=_constant, parse_float=finite)
    except RecursionError:
        raise DocumentError(TOO_DEEP) from None
    except json.JSONDecodeError:
        raise
    except ValueError as error:  # an integer with thousands of digits
        raise DocumentError(f"not JSON: {first_line(error)}") from error
    if _deeper_than(data, MAX_DEPTH):
        raise DocumentError(TOO_DEEP)
    if "\\ud" in text.lower() and not _is_text(data):
        raise DocumentError("half a character: a surrogate without its other half")
    return data


def _pairs(members: list[tuple[str, Json]]) -> Json:
    found: dict[str, Json] = {}
    for key, value in members:
        if key in found:
            raise DocumentError(f"the key {shown(key)} is given twice in one object")
        found[key] = value
    return found


def _constant(name: str) -> NoReturn:
    raise DocumentError(f"not JSON: {name} is no number that JSON can express")


def _is_text(data: Json) -> bool:
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _deeper_than(data: Json, most: int) -> bool:
    level: list[Json] = [data]
    for _ in range(most + 1):
        level = [
            child
            for node in level
            if isinstance(node, (dict, list))
            for child in (node.values() if isinstance(node, dict) else node)
        ]
        if not level:
            return False
    return True


def lines(text: str) -> Iterator[tuple[str, int]]:
    """Pair each pointer with its line: of a member its key's, of an item its start."""
    line = 1
    here = ""
    containers: list[str] = []  # the pointers of those that are open
    counters: list[int | None] = []  # the next index in an array, None in an object
    key_next = False
    yield "", 1
    for match in _PIECE.finditer(text):
        piece = match.group()
        if piece == "\n":
            line += 1
        elif piece in {"}", "]"}:
            containers.pop()
            counters.pop()
            key_next = False
        elif piece == ",":
            key_next = counters[-1] is None
        elif piece == ":":
            continue
        elif key_next:
            here = f"{containers[-1]}/{escape(json.loads(piece))}"
            key_next = False
            yield here, line
        else:
            if counters and (index := counters[-1]) is not None:
                here = f"{containers[-1]}/{index}"
                counters[-1] = index + 1
                yield here, line
            if piece in {"{", "["}:
                containers.append(here)
                key_next = piece == "{"
                counters.append(None if key_next else 0)
