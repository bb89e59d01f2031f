"""Reading a published document without trusting it.

Protects everything behind it from what a fetch can really bring: an error page in place of the
document, half of it, one that is far too large, one that expands without end, or one that says the
same thing twice. Whatever is wrong is one `DocumentError` with one line, before anything is written.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scripts.documents.text import DocumentError

MAX_BYTES = 64 * 1024 * 1024  # the published document has 3 MB: twenty times that isn't it
FETCH_SECONDS = 60.0  # without a byte
FETCH_TOTAL_SECONDS = 600.0
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a document and where they came from."""

    name: str  # a file's name, or a URL without credentials and query
    content: bytes

    @property
    def sha256(self) -> str:
        """The digest of the bytes as they came."""
        return hashlib.sha256(self.content).hexdigest()


def fetch(spec: str) -> Source:
    """Read a file, or an https URL (http on loopback only).

    Raises:
        DocumentError: it can't be read, is too large, is cut short, or is an HTML page.
    """
    source = _from_url(spec) if re.match(r"[a-z][a-z0-9+.-]*://", spec, re.IGNORECASE) else _from_file(Path(spec))
    if not source.content.strip():
        raise DocumentError(f"{source.name}: is empty")
    head = source.content.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if head.startswith((b"<!", b"<html", b"<head", b"<body", b"<?xml")):
        raise DocumentError(f"{source.name}: is an HTML or XML page, not an OpenAPI document")
    return source


def _from_file(path: Path) -> Source:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentError(f"{path.name}: has {size:,} bytes; more than {MAX_BYTES:,} isn't read")
        with path.open("rb") as file:  # a pipe has no size: never read more than the limit
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DocumentError(f"{path.name or path}: can't be read ({error.strerror or error})") from error
    if len(content) > MAX_BYTES:
        raise DocumentError(f"{path.name}: has more than {MAX_BYTES:,} bytes, which isn't read")
    return Source(path.name, content)


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
                if received > MAX_BYTES:
                    raise DocumentError(f"{name}: has more than {MAX_BYTES:,} bytes, which isn't read")
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
    name = f"{parts.scheme}://{parts.hostname or ''}{parts.path}"
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
