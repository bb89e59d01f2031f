"""Say what is wrong with a server's address, without showing it: credentials may stand in it."""

from __future__ import annotations

import httpx

from realtime_sessions.options import BASE_URL
from realtime_sessions.redaction import Secret


def problem(address: Secret, last_port: int) -> str:
    """What is wrong with a URL, as the end of a sentence; nothing where it can be used."""
    try:
        url = httpx.URL(address.value)
    except (httpx.InvalidURL, TypeError, UnicodeError, ValueError) as error:
        return f"can't be read ({type(error).__name__}): pass a string such as {BASE_URL}"
    labels = url.host.rstrip(".").split(".")  # each has 1 to 63 characters, as DNS has it
    problems = {
        "can't be read: it has a space in it": " " in str(address.value),
        f"must have a port from 1 to {last_port}": url.port is not None and not 0 < url.port <= last_port,
        "must begin with https:// or http://": url.scheme not in {"http", "https"},
        "must have a host": not all(len(label) in range(1, 64) for label in labels),
        "must have no credentials: a key is passed by itself": url.userinfo,
        "must have neither a query nor a fragment": any(mark in str(address.value) for mark in "?#"),
    }
    return next(filter(problems.__getitem__, problems), "")
