"""Parse the bytes of a request into one JSON object, or refuse them.

What two parsers could read differently is refused: names that stand twice, literals that aren't JSON, text that
isn't Unicode, nesting and numbers without end.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any, Final, NoReturn

from .messages import Refused

DEEPEST: Final = 64
"""Levels of nesting; the schema of a tool has a dozen."""


def parsed(raw: bytes) -> dict[str, Any]:
    """The one JSON object that a body is.

    Raises:
        Refused: it is none.
    """
    try:
        value = _DECODER.decode(raw.decode("utf-8"))
        if b"\\u" in raw:
            json.dumps(value, ensure_ascii=False).encode()  # fails on half a surrogate pair
    except Refused:
        raise
    except (ValueError, RecursionError):
        raise Refused(400, "invalid_json", "The body is not JSON in UTF-8.") from None
    if not isinstance(value, dict):
        raise Refused(400, "invalid_json", "The body is not a JSON object.")
    if raw.count(b"[") + raw.count(b"{") > DEEPEST:  # a cheap upper bound; few bodies are worth a closer look
        _refuse_deep(value)
    return value


def _refuse_deep(value: Any) -> None:
    level: list[Any] = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for item in level
            if isinstance(item, dict | list)
            for inner in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return
    raise Refused(400, "invalid_json", f"The body is nested more than {DEEPEST} levels deep.")


def _pairs(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Refused(400, "repeated_name", "The body has an object with one name twice.", param=name)
        found[name] = value
    return found


def _no_literal(literal: str) -> NoReturn:
    raise ValueError(literal)


def _finite(literal: str) -> float:
    number = float(literal)
    if math.isinf(number):
        raise ValueError
    return number


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=_no_literal, parse_float=_finite)
