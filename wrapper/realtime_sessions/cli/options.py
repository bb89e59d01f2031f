"""Read a parameter's value from an option, and write it as one.

Which options there are, and what each takes, comes from the generated table: nothing is listed by hand.
"""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any, Final

from realtime_sessions import schemas
from realtime_sessions.explaining.bounds import words
from realtime_sessions.parameters.table import PARAMETERS

KIND: Final = "realtime"
PREFIX: Final = "parameter_"  # of the names in the namespace


def add(parser: ArgumentParser) -> None:
    """Add an option for each parameter."""
    group = parser.add_argument_group(
        "parameters of the session",
        "A value that isn't a plain word is written as JSON; null is sent where it means something.",
    )
    for name, row in PARAMETERS[KIND].items():
        group.add_argument(option(name), dest=PREFIX + name, metavar=_metavar(row["schema"]), help=_help(row["schema"]))


def given(namespace: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters among parsed options, unchecked."""
    return {
        name: read(row["schema"], text)
        for name, row in PARAMETERS[KIND].items()
        if (text := namespace[PREFIX + name]) is not None
    }


def option(name: str) -> str:
    """The option of a parameter."""
    return f"--{name.replace('_', '-')}"


def read(schema: schemas.Schema, text: str) -> Any:
    """The value that a text means: JSON where the schema takes what it says, else the text itself."""
    kinds = {str(branch.get("type")) for branch in schemas.branches(schema)}
    if kinds == {"string"}:
        return text
    try:
        value = json.loads(text)
    except ValueError:
        if "array" in kinds and "string" not in kinds:
            return [item.strip() for item in text.split(",")]
        return text
    kind = schemas.kind_of(value)
    taken = kind in kinds or (kind == "integer" and "number" in kinds) or "string" not in kinds
    return value if taken else text


def write(schema: schemas.Schema, value: Any) -> str:
    """The text that means a value."""
    if isinstance(value, str) and read(schema, value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)


def _metavar(schema: schemas.Schema) -> str:
    kinds = [str(branch.get("type", "json")) for branch in schemas.branches(schema)]
    names = {"string": "TEXT", "integer": "N", "number": "N", "boolean": "true|false", "array": "LIST", "null": "null"}
    return "|".join(dict.fromkeys(names.get(kind, "JSON") for kind in kinds))


def _help(schema: schemas.Schema) -> str:
    text = re.sub(r"\bNone\b", "null", schema.get("description", ""))
    bound, known = words(schema), _known(schema)
    told = [text, f"{bound[0].upper()}{bound[1:]}." if bound else "", f"Known: {', '.join(known)}." if known else ""]
    return " ".join(filter(None, told)).replace("%", "%%")


def _known(schema: schemas.Schema) -> list[str]:
    """The values that are known of an open set."""
    found = schemas.branches(schema)
    is_open = any(branch.get("type") == "string" and "enum" not in branch for branch in found)
    return [str(value) for branch in found for value in branch.get("enum", ())] if is_open else []
