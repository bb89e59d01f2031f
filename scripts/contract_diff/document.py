"""Loads the documents to compare: from a file or from a git revision, never from a network.

Protects the judge from anything that isn't a complete OpenAPI document: whatever is wrong,
the caller gets one `DocumentError` with one clear line, and a document that is returned has
only references that lead somewhere inside it.
"""

from __future__ import annotations

import os
import re
import stat
import subprocess
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn
from urllib.parse import unquote

from scripts.documents.parse import lines, parse_text
from scripts.documents.pointers import escape
from scripts.documents.shape import misshapen
from scripts.documents.text import UnreadableError, printable, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.documents.text import Json

MOST_BYTES: Final = 200 * 1024 * 1024
_VERSION: Final = re.compile(r"3\.[0-2](?:\.\d+(?:-[\w.]+)?)?")
_HTML: Final = re.compile(
    r"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|\?xml)\b", re.IGNORECASE | re.DOTALL
)
# where the keys are names that the author chose, so that none of them is a keyword
_NAMES: Final = frozenset({
    "$defs", "callbacks", "content", "definitions", "dependentSchemas", "encoding", "examples",
    "headers", "links", "mediaTypes", "parameters", "pathItems", "paths", "patternProperties",
    "properties", "requestBodies", "responses", "schemas", "securitySchemes", "webhooks",
})  # fmt: skip
# what stands under these is data, in which "$ref" means nothing
_DATA: Final = frozenset({"const", "default", "enum", "example", "examples", "value"})


class DocumentError(Exception):
    """A document that can't be read or compared; the message is one line."""


@dataclass(frozen=True)
class Document:
    """One side of a comparison."""

    name: str  # as the user named it
    data: dict[str, Json]
    file: str | None = None  # its path in the work tree, where annotations can point
    text: str | None = field(default=None, repr=False)

    def line(self, pointer: str) -> int | None:
        """The 1-based line of a JSON pointer, or of its nearest ancestor that exists."""
        if self.text is None:
            return None
        if pointer.startswith("#"):
            pointer = unquote(pointer[1:])
        while pointer not in self._lines and pointer:
            pointer = pointer.rpartition("/")[0]
        return self._lines.get(pointer, 1)

    @cached_property
    def _lines(self) -> dict[str, int]:
        # only documents with findings pay for this
        return lines(self.text) if self.text is not None else {}


def load(spec: str) -> Document:
    """The document in a YAML or JSON file, or at `git:REV:PATH`."""
    if re.match(r"[a-z][a-z0-9+.-]*://", spec, re.IGNORECASE):
        raise DocumentError(f"{shown(spec)}: nothing is fetched from a network; give a file or git:REV:PATH")
    if spec.startswith("git:"):
        content, file = _from_git(spec)
    else:
        content, file = _from_file(spec), spec
    return parse(content, name=spec, file=_in_work_tree(file))


def parse(content: bytes, *, name: str, file: str | None = None) -> Document:
    """The document in bytes that were read already."""
    label = shown(name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DocumentError(f"{label}: not UTF-8 (line {line})") from error
    if _HTML.match(text[:4096]):
        raise DocumentError(f"{label}: a web page, not an OpenAPI document")
    try:
        data = _openapi(parse_text(text))
        _check_references(data)
        _check_shape(data)
    except UnreadableError as error:
        raise DocumentError(f"{label}: {error}") from error
    return Document(name=name, data=data, file=file, text=text)


# --- where the bytes come from ----------------------------------------------------------------


def _from_file(spec: str) -> bytes:
    label = shown(spec)
    try:
        with Path(spec).open("rb") as file:
            if stat.S_ISDIR(os.fstat(file.fileno()).st_mode):
                raise DocumentError(f"{label}: a folder, not a document")
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise DocumentError(f"{label}: no such file") from error
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise DocumentError(f"{label}: can't be read: {why}") from error
    if len(content) > MOST_BYTES:
        _too_large(label)
    return content


def _from_git(spec: str) -> tuple[bytes, str]:
    label = shown(spec)
    revision, colon, path = spec.removeprefix("git:").partition(":")
    if not (revision and colon and path) or "\n" in spec or "\0" in spec:
        raise DocumentError(f"{label}: expected git:REVISION:PATH")
    # the name goes in by standard input, where nothing can be taken for an option
    request = f"{revision}:{path}\n".encode(errors="surrogateescape")
    size = _git(label, ["cat-file", "--batch-check"], request).split()
    if len(size) != 3 or not size[2].isdigit():  # noqa: PLR2004 - "<sha> blob <size>"
        known = _git(label, ["cat-file", "--batch-check"], f"{revision}^{{commit}}\n".encode())
        missing = "the revision has no such file" if b" commit " in known else "git knows no such revision"
        raise DocumentError(f"{label}: {missing}")
    if size[1] != b"blob":
        raise DocumentError(f"{label}: a folder, not a document")
    if int(size[2]) > MOST_BYTES:
        _too_large(label)
    answer = _git(label, ["cat-file", "--batch"], request)
    header, _, content = answer.partition(b"\n")
    return content[: int(header.split()[2])], path


def _git(label: str, arguments: list[str], given: bytes) -> bytes:
    # a partial clone would ask its remote for what it lacks
    environment = os.environ | {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, no shell
            ["git", *arguments],  # noqa: S607
            input=given,
            capture_output=True,
            check=False,
            env=environment,
        )
    except OSError as error:
        raise DocumentError(f"{label}: git can't be run: {error.strerror}") from error
    if done.returncode != 0:
        why = done.stderr.decode(errors="replace").strip().splitlines() or ["it failed"]
        raise DocumentError(f"{label}: git: {printable(why[0])}")
    return done.stdout


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


def _too_large(label: str) -> NoReturn:
    raise DocumentError(f"{label}: larger than {MOST_BYTES // 1024 // 1024} MB")


# --- what makes it a document -----------------------------------------------------------------


def _openapi(data: Json) -> dict[str, Json]:
    if not isinstance(data, dict):
        kind = {list: "a list", str: "text", type(None): "nothing"}.get(type(data), "a value")
        raise UnreadableError(f"not an OpenAPI document: it holds {kind}")
    if "swagger" in data and "openapi" not in data:
        raise UnreadableError(f"Swagger {printable(str(data['swagger']))[:20]} isn't read, only OpenAPI 3")
    if "openapi" not in data:
        raise UnreadableError("not an OpenAPI document: it has no `openapi`")
    version = data["openapi"]
    if isinstance(version, bool) or not _VERSION.fullmatch(str(version)):
        raise UnreadableError(f"OpenAPI {printable(str(version))[:20]} isn't read, only 3.0 to 3.2")
    if not any(isinstance(data.get(key), dict) for key in ("paths", "webhooks", "components")):
        raise UnreadableError("not an OpenAPI document: it has no paths, webhooks or components")
    return data


def _check_shape(data: dict[str, Json]) -> None:
    if wrong := misshapen(data):
        raise UnreadableError(wrong)


def _check_references(data: dict[str, Json]) -> None:
    for pointer, reference in _references(data):
        if not reference.startswith("#"):
            problem = "leads out of the document"
        elif not (reference == "#" or reference.startswith("#/")):
            problem = "is an anchor, which isn't read"
        elif _leads_nowhere(data, reference):
            problem = "leads nowhere"
        else:
            continue
        raise UnreadableError(f"the reference {shown(reference)} at {shown(pointer)} {problem}")


def resolve(data: Json, reference: str) -> Json:
    """What a local reference leads to; `KeyError` where that is nothing."""
    node = data
    for part in unquote(reference[1:]).split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(node, dict):
            node = node[key]
        elif isinstance(node, list) and key.isdecimal() and int(key) < len(node):
            node = node[int(key)]
        else:
            raise KeyError(reference)
    return node


def _leads_nowhere(data: Json, reference: str) -> bool:
    try:
        resolve(data, reference)
    except KeyError:
        return True
    return False


def _references(data: Json) -> Iterator[tuple[str, str]]:
    seen: set[tuple[int, bool]] = set()  # an aliased part needs one look only
    waiting: list[tuple[str, Json, bool]] = [("", data, False)]
    while waiting:
        pointer, node, names = waiting.pop()
        if not isinstance(node, (dict, list)) or (id(node), names) in seen:
            continue
        seen.add((id(node), names))
        if isinstance(node, list):
            waiting.extend((f"{pointer}/{at}", item, False) for at, item in enumerate(node))
            continue
        reference = node.get("$ref")
        if isinstance(reference, str) and not names:
            yield pointer, reference
        for key, value in node.items():
            if isinstance(value, (dict, list)) and (names or key not in _DATA):
                inner = not names and key in _NAMES
                waiting.append((f"{pointer}/{escape(key)}", value, inner))
