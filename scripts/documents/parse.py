"""Turns hostile text into plain data, and tells on which line each part of it stands.

Protects whoever works with a document from what YAML and JSON allow and OpenAPI does not. It reads either language,
whatever the file is called, and everything that is wrong with it is one `UnreadableError`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from scripts.documents import from_json, from_yaml
from scripts.documents.text import UnreadableError, escape, printable, shown

if TYPE_CHECKING:
    from scripts.documents.text import Json

__all__ = ["UnreadableError", "escape", "lines", "parse", "printable", "shown"]


def parse(text: str) -> Json:
    """The data in JSON or YAML text."""
    if not _starts_like_json(text):
        return from_yaml.parse(text)
    try:
        return from_json.parse(text)
    except json.JSONDecodeError as not_json:
        try:
            return from_yaml.parse(text)  # a YAML flow mapping starts like JSON
        except UnreadableError:
            raise UnreadableError(f"not JSON: {not_json.msg} (line {not_json.lineno})") from not_json


def lines(text: str) -> dict[str, int]:
    """The 1-based line of every JSON pointer, for text that `parse` accepts."""
    if _starts_like_json(text):
        try:
            json.loads(text)
        except ValueError:
            pass
        else:
            return dict(from_json.lines(text))
    return dict(from_yaml.lines(text))


def _starts_like_json(text: str) -> bool:
    return text.lstrip(" \t\r\n")[:1] in {"{", "["}
