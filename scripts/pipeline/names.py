"""Give every name of the document one that Python can write."""

from __future__ import annotations

import keyword
import re
import unicodedata


def usable(name: str) -> bool:
    """Whether Python can write a name as a method's keyword, and reads it back as it was written."""
    return (
        name.isidentifier()
        and name != "self"
        and not name.startswith("_")
        and not keyword.iskeyword(name)
        and unicodedata.normalize("NFKC", name) == name
    )


def writable(name: str) -> str:
    """A name where Python can write it, else one that is much like it."""
    if usable(name):
        return name
    words = re.sub(r"\W+", "_", unicodedata.normalize("NFKC", name)).strip("_") or "unnamed"
    tries = (words, f"{words}_", f"x{words}", "unnamed")
    return next(found for found in tries if usable(found))
