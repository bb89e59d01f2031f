"""From the bytes of a request to one JSON value, or a refusal.

Protects everything behind it from what a JSON parser lets through: literals that aren't JSON, numbers and nesting
without end, and text that isn't Unicode.
"""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

MAX_BYTES = 1_048_576
MAX_DEPTH = 500
"""Half of what Python's own parser and writer bear, so that whatever is read can be written back."""


class BodyError(ValueError):
    """The body isn't one JSON value that this server can take."""


def parse(raw: bytes) -> Any:
    """Parse a body strictly; of a repeated name the last value counts, as with most parsers."""
    if not raw.strip(b" \t\r\n"):
        raise BodyError("The request has no body, and this endpoint needs a JSON object.")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BodyError("The body is not UTF-8 text.") from error
    _refuse_deep_nesting(text)
    try:
        value = json.loads(text, parse_constant=_refuse_literal, parse_float=_finite, parse_int=_integer)
    except BodyError:
        raise
    except (ValueError, RecursionError) as error:
        raise BodyError("The body could not be parsed as JSON.") from error
    if "\\u" in text:
        _refuse_lone_surrogates(value)
    return value


def _refuse_deep_nesting(text: str) -> None:
    # Counting is a cheap upper bound; only a body with very many brackets is worth a closer look.
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return
    depth = 0
    inside_string = escaped = False
    for character in text:
        if inside_string:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character == '"':
                inside_string = False
        elif character == '"':
            inside_string = True
        elif character in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise BodyError(f"The body is nested more than {MAX_DEPTH} levels deep.")
        elif character in "]}":
            depth -= 1


def _refuse_literal(literal: str) -> NoReturn:
    raise BodyError(f"The body is not JSON: {literal} is not a JSON value.")


def _finite(literal: str) -> float:
    number = float(literal)
    if math.isinf(number):
        raise BodyError("The body has a number that is too large.")
    return number


def _integer(literal: str) -> int:
    try:
        return int(literal)
    except ValueError as error:  # Python converts at most 4,300 digits
        raise BodyError("The body has a number that is too large.") from error


def _refuse_lone_surrogates(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise BodyError("The body has half a surrogate pair, which is not Unicode text.") from error
