"""Find what of the document's changes the wrapper keeps from a program, by asking the wrapper.

A request's field is absorbed if `create()` has a parameter that writes it, or if the operation stays at its pinned
revision; a reply's if an attribute of `Session` shows it. Nothing here is a list to keep up.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from attrs import fields as attributes

from realtime_sessions.session import Session
from scripts.conformance.samples import ENDPOINTS, requests, session_of
from scripts.pipeline.paths import OPENAPI
from scripts.pipeline.slices import followed, is_fixed

PROBES: tuple[Any, ...] = (
    "text",
    1_893_456_000,
    {"value": "ek_1", "id": "text", "output": {"voice": "text"}},
    ["text"],
    True,
)
KEY_PLACES = {"value", "client_secret", "client_secret.value"}


@cache
def by_the_wrapper(operation: str, side: str, path: str) -> str:
    """What absorbs a change of a field, in a few words; empty when nothing does."""
    return _in_request(operation, path) if side == "request" else _in_reply(operation, path)


def _in_request(operation: str, path: str) -> str:
    known = _spoken(operation)
    if path in known:
        return f"{known[path]}=" if known[path] else "create()"
    return f"pinned: {followed(OPENAPI)[operation]['revision']}" if is_fixed(OPENAPI, operation) else ""


@cache
def _spoken(operation: str) -> dict[str, str]:
    """The paths that the wrapper writes, and the parameter for each; none for what stands around several."""
    found: dict[str, set[str]] = {}
    for sample in requests(operation):
        for path in _paths(sample.body, ""):
            found.setdefault(path, set()).add(sample.parameter)
    return {path: "" if len(names) > 1 else next(iter(names)) for path, names in found.items()}


def _paths(value: Any, path: str) -> Iterator[str]:
    if path:
        yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _paths(inner, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from _paths(inner, f"{path}[]")


def _in_reply(operation: str, path: str) -> str:
    for place in (path, *_ancestors(path)):
        for probe in PROBES:
            if shown := _shown(operation, place, probe):
                return shown
    return ""


def _ancestors(path: str) -> Iterator[str]:
    """What is around a field and holds more than a Session takes apart: `tools` around `tools[].name`."""
    while "[]" in path or path.count(".") > 1:
        path = path[: max(path.rfind("."), path.rfind("[]"))]
        yield path


def _shown(operation: str, path: str, probe: Any) -> str:
    """The attribute of a Session that a value at a place in a reply changes."""
    bare: dict[str, Any] = {"session": {}} if path.startswith("session") else {}
    if "[]" in path:
        return ""
    reply: dict[str, Any] = {} if path in KEY_PLACES and probe in ("text", PROBES[2]) else {"value": "ek_0"}
    place = reply
    *way, last = path.split(".")
    for step in way:
        place = place.setdefault(step, {})
    place[last] = probe
    seen = session_of(reply, ENDPOINTS[operation])
    without = session_of({"value": "ek_0", **bare}, ENDPOINTS[operation])
    if seen is None or without is None:  # not where a key is
        return ""
    if path in KEY_PLACES and "value" not in reply.keys() - {path}:
        return ".client_secret.value"
    if seen.client_secret.estimated != without.client_secret.estimated:
        return ".client_secret.expires_at"
    names = [
        item.name for item in attributes(Session) if not item.name.startswith("_") and item.name != "client_secret"
    ]
    return next((f".{name}" for name in names if getattr(seen, name) != getattr(without, name)), "")
