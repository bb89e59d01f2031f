"""Take the files that a document refers to into it, so that it is one document.

Only files beside it or below it are read, each once. A reference that leads elsewhere, or to a file that isn't there,
stays as it is: whoever follows it says so, with its place.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import unquote

from scripts.documents.fetch import from_file
from scripts.documents.parse import parse
from scripts.documents.pointers import escape, walk
from scripts.documents.text import DocumentError

PLACE: Final = "x-files"
_MOST: Final = 500  # files
_SUFFIXES: Final = frozenset({".yaml", ".yml", ".json"})


def bundled(document: dict[str, Any], folder: Path | None) -> dict[str, Any]:
    """The document with the files of its folder that it refers to, under `x-files`; itself where there are none."""
    files: dict[str, Any] = {}
    waiting: list[tuple[PurePosixPath, Any]] = [(PurePosixPath(), document)]

    def follow(mapping: dict[str, Any]) -> None:
        reference = mapping.get("$ref")
        if not isinstance(reference, str) or reference.startswith(f"#/{PLACE}/"):  # an alias is met twice
            return
        path, _, pointer = reference.partition("#")
        name = own if not path else _name(base, unquote(path))
        if not name or (pointer and not pointer.startswith("/")):
            return
        if name not in files:
            found = _read(folder, name) if folder is not None and len(files) < _MOST else None
            if found is None:
                return
            files[name] = found
            waiting.append((PurePosixPath(name), found))
        mapping["$ref"] = f"#/{PLACE}/{escape(name)}{pointer}"

    while waiting:
        place, part = waiting.pop()
        own, base = (str(place), place.parent) if place.name else ("", place)
        walk(part, follow)
    return {**document, PLACE: files} if files else document


def _name(base: PurePosixPath, path: str) -> str:
    """A file's name from the document's folder; nothing where it isn't below it."""
    parts: list[str] = []
    for part in (base / path).parts:
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        else:
            parts.append(part)
    name = "/".join(parts)
    return "" if ":" in name or name.startswith("/") or PurePosixPath(name).suffix not in _SUFFIXES else name


def _read(folder: Path, name: str) -> dict[str, Any] | None:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        return None
    try:
        return parse(from_file(path, name))
    except DocumentError:
        return None
