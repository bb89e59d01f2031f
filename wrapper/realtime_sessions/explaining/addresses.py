"""Say what is wrong with a server's address, without showing it: credentials may stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import httpx

_LONGEST_LABEL: Final = 63  # of a host name, as DNS has it


def problem(url: httpx.URL, *, is_odd: bool) -> str:
    """What is wrong with a URL, as the end of a sentence; nothing where it can be used."""
    labels = url.host.rstrip(".").split(".")
    problems = {
        "can't be read: it has a space in it, or its port or its host can't be one": is_odd,
        "must begin with https:// or http://": url.scheme not in {"http", "https"},
        "must have a host": not all(0 < len(label) <= _LONGEST_LABEL for label in labels),
        "must have no credentials: a key is passed by itself": url.userinfo,
        "must have neither a query nor a fragment": url.query or url.fragment,
    }
    return next(filter(problems.__getitem__, problems), "")
