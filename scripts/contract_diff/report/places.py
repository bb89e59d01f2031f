"""Say where a finding is, as a person would: `tools[].name in the request body`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from scripts.contract_diff.report.model import Finding

_ITEM: Final = re.compile(r"item (\d+)")
_ASIDE: Final = ("where ", "variant ", "with ", "the condition", "then", "else", "what is excluded", "part ")
_STATUS: Final = re.compile(r"[1-5](?:\d\d|XX)|default", re.IGNORECASE)


def place_of(finding: Finding) -> str:
    """The place of a finding."""
    words = tuple(finding.field.split(" > "))
    steps = finding.steps
    around = words[: len(words) - len(steps)] if steps and words[-len(steps) :] == steps else words
    if around == words:
        steps = ()
    path, asides = _path(steps)
    whole = _whole(around)
    named = f"{path} in {whole}" if path else whole.removeprefix("the ")
    return f"{named} ({', '.join(asides)})" if asides else named


def spoken(steps: tuple[str, ...]) -> str:
    """The way to a place inside a value."""
    path, asides = _path(steps)
    return " ".join([path or "the top", *([f"({', '.join(asides)})"] if asides else [])])


def _path(steps: tuple[str, ...]) -> tuple[str, list[str]]:
    """The way into a value, and what has to be said beside it."""
    path, asides = "", list[str]()
    for step in steps:
        item = _ITEM.fullmatch(step)
        if item:
            path += f"[{int(item[1]) - 1}]"
        elif step in ("each item", "some item", "any other item"):
            path += "[]"
        elif step in ("any other key", "each key"):
            path += ".*" if path else "*"
        elif step.startswith(_ASIDE):
            asides.append(step)
        else:
            path += f".{step}" if path else step
    return path, asides


def _whole(words: tuple[str, ...]) -> str:
    """What is sent or read: the request body, the reply, a parameter, a header."""
    first, *rest = words
    if first == "reply" and rest and _STATUS.fullmatch(rest[0]):
        first = f"{rest.pop(0)} reply"
    if first in ("request body", "reply") or first.endswith(" reply"):
        first = f"the {first}"
    headers = [word for word in rest if word.startswith("header ")]
    others = [word for word in rest if word not in headers]
    said = f"{first} as {' '.join(others)}" if others else first
    return f"{headers[0]} of {said}" if headers else said
