"""Read what a deprecated part says of its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from scripts.documents.text import Json

SUNSET: Final = "x-sunset"


def sooner(old: Json, new: Json) -> bool:
    """Whether a part goes earlier than was told; one without a sunset stays."""
    return new is not None and (old is None or str(new) < str(old))


def sunset_said(old: Json, new: Json) -> str:
    """What became of a sunset, in words."""
    if old is None:
        return f"its sunset is {new} now, where none was told"
    return f"its sunset, {old}, is told no more" if new is None else f"the sunset moved from {old} to {new}"
