"""Tell a document's keys apart: under some stands data, under others stand names, and all others are keywords."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

DATA: Final = frozenset({"const", "default", "enum", "example", "examples"})  # and extensions: `is_data`
NAMED: Final = frozenset(
    {"properties", "patternProperties", "$defs", "definitions", "dependencies", "dependentSchemas", "mapping"}
    | {"callbacks", "headers", "links", "mediaTypes", "parameters", "pathItems", "requestBodies", "responses"}
    | {"schemas", "securitySchemes", "content", "encoding", "paths", "variables", "webhooks"}
)


def is_data(key: str) -> bool:
    """Whether what stands under a keyword is data, in which nothing is a keyword or a reference."""
    return key in DATA or key.startswith("x-")


def parts(node: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The parts of an object of a document by their place in it, but for data; a part under a name has two steps.

    A name may be any word: one of the responses is called `default`, and a property may be.
    """
    for key, value in node.items():
        word = str(key)
        if word in NAMED and isinstance(value, dict):
            yield from (((word, str(name)), part) for name, part in value.items())
        elif not is_data(word):
            yield (word,), value
