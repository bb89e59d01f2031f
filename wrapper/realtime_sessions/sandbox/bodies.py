"""Parse the bytes of a request into one JSON value, or refuse them.

What Python's parser lets through is refused as well: literals that aren't JSON, numbers and nesting without end, and
text that isn't Unicode.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from .replies import Refusal, Refused

MAX_BYTES = 1_048_576
MAX_DEPTH = 500
"""Half of what Python's own parser and writer bear, so that whatever is read can be written back."""

_STRUCTURE = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[{\]}]', re.DOTALL)
"""Strings, so that brackets in them don't count, and brackets."""
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}


def parse(raw: bytes) -> Any:
    """Parse a body strictly; of a repeated name the last value counts, as with most parsers.

    Raises:
        Refused: the body isn't one JSON value that this server can take.
    """
    if not raw.strip(b" \t\r\n"):
        raise _refused("The request has no body, and this endpoint needs a JSON object.")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refused("The body is not UTF-8 text.") from error
    _refuse_deep_nesting(text)
    try:
        value = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise _refused("The body could not be parsed as JSON.") from error
    if "\\u" in text:
        _refuse_lone_surrogates(value)
    return value


def _refuse_deep_nesting(text: str) -> None:
    # Counting is a cheap upper bound; only a body with very many brackets is worth a closer look.
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return
    depth = 0
    for token in _STRUCTURE.finditer(text):
        depth += _STEPS.get(token[0], 0)
        if depth > MAX_DEPTH:
            raise _refused(f"The body is nested more than {MAX_DEPTH} levels deep.")


def _refuse_literal(literal: str) -> NoReturn:
    raise _refused(f"The body is not JSON: {literal} is not a JSON value.")


def _finite(literal: str) -> float:
    number = float(literal)
    if math.isinf(number):
        raise _refused("The body has a number that is too large.")
    return number


def _integer(literal: str) -> int:
    try:
        return int(literal)
    except ValueError as error:  # Python converts at most 4,300 digits
        raise _refused("The body has a number that is too large.") from error


_DECODER = json.JSONDecoder(parse_constant=_refuse_literal, parse_float=_finite, parse_int=_integer)


def _refuse_lone_surrogates(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise _refused("The body has half a surrogate pair, which is not Unicode text.") from error


def _refused(message: str) -> Refused:
    return Refused(Refusal(400, message))
