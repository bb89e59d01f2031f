"""Read YAML or JSON text as plain data.

The data is what JSON can express, each key is given once, and depth and aliases are bounded. The
language is told from the text, whatever the file is called.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from scripts.documents import from_json, from_yaml
from scripts.documents.lines import Lines
from scripts.documents.text import DocumentError, naming

if TYPE_CHECKING:
    from scripts.documents.fetch import Source
    from scripts.documents.lines import Marks
    from scripts.documents.text import Json

_MARKUP: Final = re.compile(r"\s*<(?:!|\?xml|html|head|body)", re.IGNORECASE)
_KINDS: Final[dict[type, str]] = {list: "a list", str: "text", type(None): "nothing"}


def parse(source: Source) -> dict[str, Any]:
    """Read a document, whose root must be a mapping.

    Raises:
        DocumentError: it can't be read; the text names it and says why.
    """
    return located(source)[0]


def located(source: Source) -> tuple[dict[str, Any], Lines]:
    """The same, with the lines of its parts.

    Raises:
        DocumentError: it can't be read; the text names it and says why.
    """
    marks: Marks = {}
    with naming(source.name):
        text = decoded(source)
        if _MARKUP.match(text):
            raise DocumentError("a web page or XML, not an OpenAPI document")
        data = parse_text(text, marks)
        if not isinstance(data, dict):
            raise DocumentError(f"not a document: it holds {_KINDS.get(type(data), 'a value')}")
    return data, Lines(data, text, marks)


def decoded(source: Source) -> str:
    """Decode a document's bytes.

    Raises:
        DocumentError: they aren't UTF-8.
    """
    try:
        return source.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.content.count(b"\n", 0, error.start) + 1
        raise DocumentError(f"not UTF-8 (line {line})") from error


def parse_text(text: str, marks: Marks | None = None) -> Json:
    """Read JSON or YAML text; what is YAML leaves its marks.

    Raises:
        DocumentError: it is neither, or holds what JSON can't express.
    """
    if not _starts_like_json(text):
        return from_yaml.parse(text, marks)
    try:
        return from_json.parse(text)
    except json.JSONDecodeError as not_json:
        try:
            return from_yaml.parse(text, marks)  # a YAML flow mapping starts like JSON
        except DocumentError:
            raise DocumentError(f"not JSON: {not_json.msg} (line {not_json.lineno})") from not_json


def _starts_like_json(text: str) -> bool:
    return text.lstrip(" \t\r\n")[:1] in {"{", "["}
