"""Match media types: which entry of `content` speaks of which type, with ranges and parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.documents.text import Json


def entries(holder: dict[str, Any]) -> dict[str, Json]:
    """The media types of a body."""
    content = holder.get("content")
    return content if isinstance(content, dict) else {}


def is_range(media: str) -> bool:
    """Whether a key stands for several media types."""
    return _split(media)[0].endswith("/*")


def covering(media: str, others: Iterable[str]) -> str | None:
    """The narrowest of some media types or ranges that includes one."""
    kind, parameters = _split(media)
    best: tuple[int, str] | None = None
    for other in others:
        wanted, asked = _split(other)
        if asked and asked != parameters:
            continue
        rank = _rank(kind, wanted)
        if rank and (best is None or (rank, bool(asked)) > (best[0], False)):
            best = (rank + bool(asked), other)
    return best[1] if best else None


def _rank(kind: str, wanted: str) -> int:
    if kind == wanted:
        return 6
    if wanted == "*/*":
        return 2
    return 4 if wanted.endswith("/*") and kind.split("/", maxsplit=1)[0] == wanted.split("/", maxsplit=1)[0] else 0


def _split(media: str) -> tuple[str, frozenset[str]]:
    kind, *parameters = (part.strip().lower() for part in media.split(";"))
    return kind, frozenset(parameters)
