"""Load the documents to compare: from a file or from a git revision, never from a network.

A document that is returned is an OpenAPI document. It may have corners that can't be read; see `schema.corners`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from scripts.documents.fetch import Source, from_file, from_git, is_url
from scripts.documents.openapi import check
from scripts.documents.parse import located
from scripts.documents.text import DocumentError, naming, shown

if TYPE_CHECKING:
    from scripts.documents.lines import Lines
    from scripts.documents.text import Json


@dataclass(frozen=True)
class Document:
    """One side of a comparison."""

    name: str  # as the user named it
    data: dict[str, Json]
    file: str | None = None  # its path in the work tree, where annotations can point
    lines: Lines | None = field(default=None, repr=False)

    def line(self, pointer: str) -> int | None:
        """Find the 1-based line of a JSON pointer, or of its nearest ancestor that exists."""
        if self.lines is None:
            return None
        return self.lines.at(unquote(pointer[1:]) if pointer.startswith("#") else pointer)


def load(spec: str) -> Document:
    """Load the document in a YAML or JSON file, or at `git:REV:PATH`.

    Raises:
        DocumentError: it can't be read, or isn't an OpenAPI document.
    """
    if is_url(spec):
        raise DocumentError(f"{shown(spec)}: nothing is fetched from a network; give a file or git:REV:PATH")
    if spec.startswith("git:"):
        source, file = from_git(spec), spec.split(":", 2)[2]
    else:
        source, file = from_file(spec, shown(spec)), spec
    return read(source, name=spec, file=_in_work_tree(file))


def read(source: Source, *, name: str | None = None, file: str | None = None) -> Document:
    """Make a document of bytes that were fetched already.

    Raises:
        DocumentError: it isn't an OpenAPI document.
    """
    data, lines = located(source)
    with naming(source.name):
        check(data)
        if not isinstance(data.get("paths", {}), dict):
            raise DocumentError("its paths are no mapping, so nothing in it can be compared")
        return Document(name or source.name, data, file, lines)


def _in_work_tree(file: str) -> str | None:
    # annotations take paths relative to the root of the checkout, where the tool is run
    try:
        path = Path(file)
        if path.is_absolute():
            path = path.resolve().relative_to(Path.cwd().resolve())
        inside = os.path.normpath(path)
    except (OSError, ValueError):
        return None
    return None if inside.startswith("..") else Path(inside).as_posix()
