"""List which parts of each object a judge compares, and which say nothing; the rest is told as not compared.

A part is in one of three states: a judge compares it, it is silent for a stated reason, or a
difference in it becomes the finding "not compared". So nothing is silent but what is equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scripts.contract_diff.schema.outside import meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scripts.contract_diff.schema.schemas import Schemas
    from scripts.documents.text import Json

PROSE: Final = "prose: no request and no reply changes"
EXAMPLE: Final = "an example: it allows and refuses nothing"
NAMING: Final = "a name for tools: it isn't sent"
METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

JUDGED: Final[Mapping[str, frozenset[str]]] = {
    "document": frozenset({"openapi", "servers", "security", "paths", "webhooks", "components"}),
    "path item": frozenset({*METHODS, "additionalOperations", "parameters", "servers", "$ref"}),
    "operation": frozenset({
        "parameters", "requestBody", "responses", "callbacks", "security", "servers", "deprecated",
    }),
    "parameter": frozenset({
        "name", "in", "required", "deprecated", "schema", "content", "style", "explode", "allowReserved",
        "allowEmptyValue",
    }),
    "request body": frozenset({"content", "required"}),
    "media type": frozenset({"schema", "itemSchema", "encoding", "prefixEncoding", "itemEncoding"}),
    "response": frozenset({"content", "headers"}),
    "header": frozenset({"required", "deprecated", "schema", "content", "style", "explode"}),
    "security scheme": frozenset({"type", "scheme", "in", "name", "openIdConnectUrl", "flows"}),
}  # fmt: skip
SILENT: Final[Mapping[str, Mapping[str, str]]] = {
    "document": {"info": PROSE, "tags": NAMING, "externalDocs": PROSE, "$self": NAMING},
    "path item": {"summary": PROSE, "description": PROSE},
    "operation": {
        "summary": PROSE, "description": PROSE, "externalDocs": PROSE, "tags": NAMING, "operationId": NAMING,
    },
    "parameter": {"description": PROSE, "example": EXAMPLE, "examples": EXAMPLE},
    "request body": {"description": PROSE},
    "media type": {"description": PROSE, "example": EXAMPLE, "examples": EXAMPLE},
    "response": {"description": PROSE, "summary": PROSE},
    "header": {"description": PROSE, "example": EXAMPLE, "examples": EXAMPLE},
    "security scheme": {"description": PROSE, "bearerFormat": "a hint for people: it isn't sent"},
    "schema": {
        "title": PROSE, "description": PROSE, "$comment": PROSE, "externalDocs": PROSE, "example": EXAMPLE,
        "examples": EXAMPLE, "$id": NAMING, "$anchor": NAMING, "$dynamicAnchor": NAMING, "$defs": NAMING,
        "definitions": NAMING,
    },
}  # fmt: skip


def leftover(
    kind: str, base: Schemas, old: Mapping[str, Json], head: Schemas, new: Mapping[str, Json]
) -> Iterator[str]:
    """The parts of two objects that differ and that no judge looks at."""
    looked_at = JUDGED.get(kind, frozenset()) | SILENT[kind].keys()
    for word in dict.fromkeys([*old, *new]):
        if word in looked_at or str(word).startswith("x-"):
            continue
        if (word in old) != (word in new) or meant(base, old[word]) != meant(head, new[word]):
            yield word
