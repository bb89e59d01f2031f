"""Show parameters without their secrets: masked where the contract says that one stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from realtime_sessions.parameters.table import PARAMETERS
from realtime_sessions.redaction import MASK, redact
from realtime_sessions.schemas import Schema, branches


def without_secrets(given: Mapping[str, Any], kind: str = "realtime") -> dict[str, Any]:
    """Checked parameters as they may be shown."""
    rows = PARAMETERS[kind]
    shown = {}
    for name, value in given.items():
        shown[name] = redact(value)
        for place in _secrets(rows[name]["schema"]) if name in rows else ():
            shown[name] = _masked(shown[name], place)
    return shown


def _secrets(schema: Schema, at: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The places in a value that carry a secret; `*` is each item of a list."""
    found = []
    for branch in branches(schema):
        found += _secrets(branch["items"], (*at, "*")) if "items" in branch else []
        for name, inner in branch.get("properties", {}).items():
            found += [(*at, name)] if inner.get("x-secret") else _secrets(inner, (*at, name))
    return found


def _masked(value: Any, place: tuple[str, ...]) -> Any:
    if isinstance(value, list):
        return [_masked(item, place[1:]) for item in value] if place[:1] == ("*",) else [MASK for _ in value]
    if isinstance(value, dict):
        wanted = place[:1] or tuple(value)
        return {name: _masked(inner, place[1:]) if name in wanted else inner for name, inner in value.items()}
    return value if place or value is None else MASK
