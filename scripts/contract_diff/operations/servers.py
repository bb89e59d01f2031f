"""Compare the addresses that an operation answers at, wherever of the three levels they are written."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING, Any, Final

from scripts.contract_diff.schema.outside import meant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.contract_diff.judge.sides import Side
    from scripts.contract_diff.operations.findings import Scene
    from scripts.contract_diff.operations.inventory import Operation
    from scripts.contract_diff.report.model import Finding

_VARIABLE: Final = re.compile(r"\{([^}]*)\}")
_HOST: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/]*")  # of these, capitals say nothing
_SILENT: Final = frozenset({"description", "name"})
_MOST: Final = 200
_NOWHERE: Final = "/"  # where the document itself is, which it doesn't say


def servers(scene: Scene, old: Operation, new: Operation) -> Iterator[Finding]:
    """What differs in where a request may be sent."""
    before, was = _written(scene.judge.base, old)
    after, now = _written(scene.judge.head, new)
    if before == after:
        return
    known, left = _addresses(before), _addresses(after)
    lost, gained = [url for url in known if url not in left], [url for url in left if url not in known]
    words = ("servers",)
    if known == [_NOWHERE] and gained:
        yield scene.safe("server-added", words, f"documented now: {_some(gained)}", was, now)
        return
    if lost and left == [_NOWHERE]:
        why = "whether the old addresses still answer is not in the document"
        yield scene.risky("server-removed", words, f"no longer documented: {_some(lost)}", was, now, why)
        return
    if lost and len(lost) == len(known):
        what = f"none of the old addresses is documented any more: {_some(lost)}"
        yield scene.breaking("servers-replaced", words, what, was, now, scene.request("servers"))
    elif lost:
        why = "whether an address that is no longer documented still answers is not in the document"
        yield scene.risky("server-removed", words, f"no longer documented: {_some(lost)}", was, now, why)
    if gained:
        yield scene.safe("server-added", words, f"documented now: {_some(gained)}", was, now)
    if not lost and not gained:
        if known[:1] != left[:1]:
            why = "clients that take the first address go to another one"
            yield scene.risky("server-order-changed", words, f"the first is {_some(left[:1])} now", was, now, why)
        elif _rest(scene.judge.base, before, len(known)) != _rest(scene.judge.head, after, len(left)):
            yield scene.not_compared("servers", was, now, words)


def _written(side: Side, operation: Operation) -> tuple[list[Any], str]:
    for raw, pointer in (
        (operation.raw, operation.pointer),
        (operation.item, operation.item_pointer),
        (side.schemas.data, ""),
    ):
        told = raw.get("servers")
        if isinstance(told, list) and told:
            return told, f"{pointer}/servers"
    return [{"url": _NOWHERE}], "/servers"


def _addresses(told: list[Any]) -> list[str]:
    """Every address, with the variables that have a list of values spelled out; the default first."""
    found: dict[str, None] = {}
    for server in told:
        if not isinstance(server, dict):
            continue
        url = str(server.get("url", _NOWHERE)).rstrip("/") or _NOWHERE
        variables = server.get("variables")
        ways = [_values(variables, name) for name in _VARIABLE.findall(url)]
        for chosen in islice(product(*ways), _MOST):
            pieces = _VARIABLE.split(url)[::2]
            address = "".join(piece + value for piece, value in zip(pieces, (*chosen, ""), strict=True))
            found[_HOST.sub(lambda host: host[0].lower(), address)] = None
    return list(found)


def _values(variables: Any, name: str) -> list[str]:
    told = variables.get(name) if isinstance(variables, dict) else None
    if not isinstance(told, dict):
        return ["{}"]
    default, allowed = str(told.get("default", "")), told.get("enum")
    if isinstance(allowed, list):
        return list(dict.fromkeys([default, *map(str, allowed)]))
    return [default, "{}"] if default else ["{}"]


def _rest(side: Side, told: list[Any], addresses: int) -> list[str]:
    """What servers say besides their addresses; all of it where there are more of these than were spelled out."""
    read = _SILENT if addresses >= _MOST else {"url", "variables", *_SILENT}
    return [
        meant(side.schemas, {word: part for word, part in server.items() if word not in read})
        for server in told
        if isinstance(server, dict)
    ]


def _some(urls: list[str]) -> str:
    return ", ".join(urls[:4]) + (f" and {len(urls) - 4} more" if len(urls) > 4 else "")  # noqa: PLR2004
