"""Read the bytes of a document from a file, a git revision or a URL.

What is returned is whole and at most MAX_BYTES long. A URL is https, through every redirect.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scripts.documents.text import DocumentError, shown

MAX_BYTES = 64 * 1024 * 1024  # the published document has 3 MB: twenty times that isn't it
FETCH_SECONDS = 60.0  # without a byte
FETCH_TOTAL_SECONDS = 600.0
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a document and where they came from."""

    name: str  # a file's name, or a URL without credentials and query
    content: bytes
    folder: Path | None = None
    """Where it stands, if it is a file: it may refer to others there."""

    @property
    def sha256(self) -> str:
        """The digest of the bytes as they came."""
        return hashlib.sha256(self.content).hexdigest()


def fetch(spec: str) -> Source:
    """Read a file, or an https URL (http on loopback only).

    Raises:
        DocumentError: it can't be read, is too large, or is cut short.
    """
    if is_url(spec):
        return _from_url(spec)
    return from_file(spec, Path(spec).name or spec)


def is_url(spec: str) -> bool:
    """Tell a URL from a file's name."""
    return re.match(r"[a-z][a-z0-9+.-]*://", spec, re.IGNORECASE) is not None


def from_file(path: str | Path, name: str) -> Source:
    """Read a file, or a pipe, never more than the limit.

    Raises:
        DocumentError: it can't be read, or is too large.
    """
    try:
        with Path(path).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # a path that no file can have is a ValueError
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise DocumentError(f"{name}: can't be read ({why})") from error
    _check_size(name, len(content))
    return Source(name, content, Path(path).parent)


def _check_size(name: str, size: int) -> None:
    if size > MAX_BYTES:
        raise DocumentError(f"{name}: has more than {MAX_BYTES:,} bytes, which isn't read")


def from_git(spec: str) -> Source:
    """Read a file as it is in a revision, `git:REVISION:PATH`; git fetches nothing for it.

    Raises:
        DocumentError: git has no such file, or can't be run.
    """
    name = shown(spec)
    revision, colon, path = spec.removeprefix("git:").partition(":")
    if not (revision and colon and path) or "\n" in spec or "\0" in spec:
        raise DocumentError(f"{name}: expected git:REVISION:PATH")
    # the name goes in by standard input, where nothing can be taken for an option
    request = f"{revision}:{path}\n".encode(errors="surrogateescape")
    size = _git(name, ["cat-file", "--batch-check"], request).split()
    if len(size) != 3 or not size[2].isdigit():  # noqa: PLR2004 - "<sha> blob <size>"
        known = _git(name, ["cat-file", "--batch-check"], f"{revision}^{{commit}}\n".encode())
        missing = "the revision has no such file" if b" commit " in known else "git knows no such revision"
        raise DocumentError(f"{name}: {missing}")
    if size[1] != b"blob":
        raise DocumentError(f"{name}: a folder, not a document")
    _check_size(name, int(size[2]))
    answer = _git(name, ["cat-file", "--batch"], request)
    header, _, content = answer.partition(b"\n")
    return Source(name, content[: int(header.split()[2])])


def _git(name: str, arguments: list[str], given: bytes) -> bytes:
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
        raise DocumentError(f"{name}: git can't be run: {error.strerror}") from error
    if done.returncode != 0:
        why = done.stderr.decode(errors="replace").strip().splitlines() or ["it failed"]
        raise DocumentError(f"{name}: git: {why[0]}")
    return done.stdout


def _from_url(url: str) -> Source:
    import httpx  # noqa: PLC0415 - only a fetch needs it

    name = _checked_url(url)

    def check_hop(request: httpx.Request) -> None:  # before every request, so that no hop of a redirect is left out
        if not _may_fetch(request.url.scheme, request.url.host):
            raise DocumentError(f"{name}: redirects to a URL that isn't https")

    options: dict[str, Any] = {
        "follow_redirects": True,
        "timeout": FETCH_SECONDS,
        "event_hooks": {"request": [check_hop]},
        "headers": {"Accept-Encoding": "identity"},  # the end of a cut compressed stream goes unnoticed
    }
    chunks: list[bytes] = []
    received = 0
    until = time.monotonic() + FETCH_TOTAL_SECONDS
    try:
        with httpx.Client(**options) as client, client.stream("GET", url) as response:
            _check_head(name, response.status_code, response.headers)
            for chunk in response.iter_bytes():
                received += len(chunk)
                if time.monotonic() > until:
                    raise DocumentError(f"{name}: isn't here after {FETCH_TOTAL_SECONDS:.0f} seconds")
                _check_size(name, received)
                chunks.append(chunk)
    except httpx.RemoteProtocolError as error:
        raise DocumentError(f"{name}: stopped after {received:,} bytes, before its end") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        what = f"stopped after {received:,} bytes" if received else "can't be fetched"
        raise DocumentError(f"{name}: {what} ({type(error).__name__})") from error
    return Source(name, b"".join(chunks))


def _checked_url(url: str) -> str:
    """The URL's name, without credentials and query."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise DocumentError(f"the URL can't be read ({error})") from error
    name = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    if not parts.hostname:
        raise DocumentError(f"{name}: names no host")
    if not _may_fetch(parts.scheme, parts.hostname):
        raise DocumentError(f"{name}: only https URLs are fetched")
    return name


def _check_head(name: str, status: int, headers: Mapping[str, str]) -> None:
    kind = headers.get("content-type", "")
    if status != HTTPStatus.OK:
        raise DocumentError(f"{name}: answered with status {status}")
    if "html" in kind:
        raise DocumentError(f"{name}: answered with a page ({kind}), not an OpenAPI document")
    if headers.get("content-encoding", "identity") != "identity":
        raise DocumentError(f"{name}: answered compressed, though it was asked not to")
    if "content-length" not in headers and "transfer-encoding" not in headers:
        raise DocumentError(f"{name}: gave no length, so that half a document couldn't be told from a whole")


def _may_fetch(scheme: str, host: str | None) -> bool:
    return scheme == "https" or (scheme == "http" and host in LOOPBACK)
