"""Turns hostile text into plain data, and tells on which line each part of it stands.

Protects whoever works with a document from what YAML and JSON allow and OpenAPI does not. It reads either language,
whatever the file is called, and everything that is wrong with it is one `UnreadableError`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from scripts.documents import from_json, from_yaml
from scripts.documents.loader import _BombError, _check_expansion, _DuplicateKeyError, _json, _yaml
from scripts.documents.text import DocumentError, UnreadableError

if TYPE_CHECKING:
    from scripts.documents.fetch import Source
    from scripts.documents.text import Json


def parse_text(text: str) -> Json:
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


def parse(source: Source) -> dict[str, Any]:
    """The document as JSON values: strings as keys, dates as strings, true and false alone as booleans.

    Raises:
        DocumentError: not text, not YAML or JSON, a key twice, an alias bomb, too deep, or no mapping at its root.
    """
    try:
        text = source.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(f"{source.name}: isn't UTF-8 text (byte {error.start})") from error
    load = _json if text.lstrip()[:1] in {"{", "["} else _yaml
    try:
        data = load(text)
        _check_expansion(data)
    except _DuplicateKeyError as error:
        raise DocumentError(f"{source.name}: has the key {error} twice") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark else ""
        raise DocumentError(
            f"{source.name}: isn't YAML or JSON{where}: {getattr(error, 'problem', None) or error}"
        ) from error
    except json.JSONDecodeError as error:
        raise DocumentError(f"{source.name}: isn't JSON (line {error.lineno}): {error.msg}") from error
    except RecursionError as error:
        raise DocumentError(f"{source.name}: is nested too deeply") from error
    except _BombError as error:
        raise DocumentError(f"{source.name}: {error}") from error
    except ValueError as error:  # an integer of ten thousand digits, half a surrogate pair
        raise DocumentError(f"{source.name}: has a value that can't be read ({error})") from error
    if not isinstance(data, dict):
        raise DocumentError(f"{source.name}: isn't an OpenAPI document (its root is no mapping)")
    return data
