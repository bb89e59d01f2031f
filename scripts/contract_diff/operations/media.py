"""Match media types: which entry of `content` speaks of which type, with ranges and what parameters mean."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

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
        rank += bool(rank) * (bool(asked) + 2 * (other == media))  # of two spellings of one type the same one
        if rank and (best is None or rank > best[0]):
            best = (rank, other)
    return best[1] if best else None


def spelled_alike(medias: Iterable[str]) -> list[str]:
    """Media types in one spelling each, in order."""
    return sorted({";".join([kind, *sorted(parameters)]) for kind, parameters in map(_split, medias)})


def _rank(kind: str, wanted: str) -> int:
    if kind == wanted:
        return 6
    if wanted == "*/*":
        return 2
    return 4 if wanted.endswith("/*") and kind.split("/", maxsplit=1)[0] == wanted.split("/", maxsplit=1)[0] else 0


@lru_cache(maxsize=4096)
def _split(media: str) -> tuple[str, frozenset[str]]:
    """A media type and those of its parameters that mean something there; only values are written in capitals."""
    kind, *parameters = (part.strip() for part in _PARAMETERS.findall(media) or [""])
    kind = kind.lower()
    told = set[str]()
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        name, value = name.strip().lower(), value.strip().removeprefix('"').removesuffix('"')
        if name == "charset":
            value = value.lower()
        if name and not (name in _MEANINGLESS and _MEANINGLESS[name].fullmatch(kind)):
            told.add(f"{name}={value}")
    return kind, frozenset(told)


_PARAMETERS: Final = re.compile(r'(?:"[^"]*"|[^;"])+')
# parameters that say nothing: such texts are always UTF-8, and what separates the parts is made up each time
_MEANINGLESS: Final = {
    "charset": re.compile(
        r"application/(json|jsonl|json-seq|x-ndjson|x-www-form-urlencoded)|[^/]+/[^/]+\+json(-seq)?|text/event-stream"
    ),
    "boundary": re.compile(r"multipart/.*"),
}
