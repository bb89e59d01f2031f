"""Refuse what is of another version of HTTP: uvicorn's parser would read it as text, as far as it goes."""

from __future__ import annotations

from typing import Any, Final, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_SPOKEN: Final = frozenset({"1.0", "1.1"})


class VersionedProtocol(HttpToolsProtocol):
    """One connection of uvicorn's, on which HTTP/1.0 and HTTP/1.1 are spoken."""

    is_other = False
    """Whether the request was of another version: what refuses it says so with 505."""

    def check_version(self) -> None:
        """Let a request pass whose head was read.

        Raises:
            ValueError: it is of another version.
        """
        self.is_other = cast("Any", self.parser).get_http_version() not in _SPOKEN
        if self.is_other:
            raise ValueError("HTTP/1.0 and HTTP/1.1 are spoken here")
