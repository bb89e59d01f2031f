"""Hold `info.version` against the break: a break may pass with a new major version, where that is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from scripts.documents.text import shown

if TYPE_CHECKING:
    from scripts.documents.text import Json

_VERSION: Final = re.compile(r"v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-+].*)?")


def announced(base: dict[str, Json], head: dict[str, Json]) -> tuple[bool, str]:
    """Whether head's version tells of a break, and the sentence that says so."""
    was, now = _told(base), _told(head)
    old, new = _VERSION.fullmatch(was), _VERSION.fullmatch(now)
    if old is None or new is None:
        odd = was if old is None else now
        return False, f"info.version tells of no break: {shown(odd) if odd else 'there is none'} is no version"
    before, after = (tuple(int(part or 0) for part in found.groups()) for found in (old, new))
    # before the first major version, the minor one tells of a break
    breaks = after[0] > before[0] or (before[0] == after[0] == 0 and after[1] > before[1])
    return breaks, f"info.version, {shown(was)} before and {shown(now)} now, tells of {'a' if breaks else 'no'} break"


def _told(document: dict[str, Json]) -> str:
    info: Any = document.get("info")
    return str(info.get("version", "")).strip() if isinstance(info, dict) else ""
