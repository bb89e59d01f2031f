"""Find the line of the wrapper and the corrections of the overlay behind a disagreement."""

from __future__ import annotations

import tempfile
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from realtime_sessions import endpoints, redaction, session
from scripts.conformance.cases import ENDPOINT
from scripts.conformance.replies import NO_EXPIRY, NO_KEY
from scripts.conformance.requests import Disagreement
from scripts.documents.write import dump
from scripts.pipeline.contract import build
from scripts.pipeline.overlay import apply
from scripts.pipeline.paths import OPENAPI
from scripts.pipeline.slices import load
from scripts.revisions.fields import Field, body_schema, fields


def line_of(disagreement: Disagreement) -> str:
    """The place in the wrapper that has to follow."""
    nested = ENDPOINT[disagreement.operation] is endpoints.Endpoint.NESTED
    keyword = disagreement.keyword
    if disagreement.path == NO_KEY:
        return _find(redaction.__file__, "def minted_keys")
    if disagreement.path == NO_EXPIRY:
        return _find(session.__file__, "def _expiries")
    if disagreement.side == "reply":
        return _find(session.__file__, f"    {keyword}: ")
    if keyword == "expires_after":
        return _find(endpoints.__file__, "def _life")
    if nested and keyword in endpoints.NESTED_PLACES:
        return _find(endpoints.__file__, f'    "{keyword}": (')
    return _find(endpoints.__file__, "def _to_nested" if nested else "def _to_flat")


def _find(file: str, start: str) -> str:
    """`wrapper/realtime_sessions/endpoints.py:45`.

    Raises:
        LookupError: the wrapper has no such line any more, so that this module has to follow.
    """
    for number, line in enumerate(Path(file).read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith(start):
            return f"wrapper/realtime_sessions/{Path(file).name}:{number}"
    raise LookupError(f"{Path(file).name} has no line that starts with {start!r}")


def corrections_of(disagreement: Disagreement, folder: Path) -> list[str]:
    """The corrections that change what is said of a field, or of what is around it, in the document of a folder."""
    if disagreement.side == "reply":
        return []
    steps = [(name, _around(known[disagreement.operation], disagreement.path)) for name, known in _steps(folder)]
    return [name for (_, before), (name, after) in pairwise(steps) if before != after]


@cache
def _steps(folder: Path) -> list[tuple[str, dict[str, dict[str, Field]]]]:
    """The fields of the requests before the overlay, and after each of its corrections."""
    with tempfile.TemporaryDirectory() as place:
        nothing = Path(place) / "overlay.yaml"
        nothing.write_text(dump({"overlay": "1.0.0", "actions": []}), encoding="utf-8")
        document, _ = build(folder, nothing)
    steps = [("", _requests(document))]
    for name, actions in groupby(load(OPENAPI / "overlay.yaml")["actions"], key=lambda action: str(action["x-name"])):
        document, _ = apply(document, {"overlay": "1.0.0", "actions": list(actions)})
        steps.append((name, _requests(document)))
    return steps


def _requests(document: dict[str, Any]) -> dict[str, dict[str, Field]]:
    return {operation: fields(document, body_schema(document, operation, "request")) for operation in ENDPOINT}


def _around(known: dict[str, Field], path: str) -> dict[str, Field]:
    return {name: item for name, item in known.items() if name in {path, path.rpartition(".")[0]}}
