"""Tell the facts of a document from its prose."""

from __future__ import annotations

from typing import Any

from scripts.documents.keys import DATA, NAMED
from scripts.documents.text import DocumentError

PROSE = frozenset({"description", "summary", "title", "example", "examples", "tags", "externalDocs", "$comment"})
LITERAL = (DATA - PROSE) | {"required", "dependentRequired", "security"}  # of which every value is a fact


def facts(node: Any) -> Any:
    """The same tree without prose and vendor extensions; names, types, values and bounds stay."""
    if isinstance(node, list):
        return [facts(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept: dict[str, Any] = {}
    for key, value in node.items():
        if key in PROSE or key.startswith("x-"):
            continue
        if key in LITERAL:
            kept[key] = value
        elif key == "$ref" and not isinstance(value, str):
            raise DocumentError(f"the reference {str(value)[:80]!r} isn't text")
        elif key == "scopes" and isinstance(value, dict):  # names, each with a sentence
            kept[key] = dict.fromkeys(value, "")
        elif key in NAMED and isinstance(value, dict):  # its keys are names: one may be called "description"
            kept[key] = {name: facts(item) for name, item in value.items()}
        else:
            kept[key] = facts(value)
    return kept
