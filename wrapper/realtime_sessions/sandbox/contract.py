"""Make validators of `openapi/contract.yaml`, the document that the client is generated from.

The contract alone says what a valid body is; what it can't say stands in `rules`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HERE = Path(__file__).resolve().parent
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Validator:
    """Checks bodies against one operation's request schema."""

    def __init__(self, operation: str, schema: Mapping[str, Any], components: Mapping[str, Any]) -> None:
        self.operation = operation
        # Formats stay annotations, as JSON Schema 2020-12 has it: nobody has seen the service refuse a `format`.
        self._schema = {**schema, "components": dict(components)}
        self._validator = jsonschema_rs.Draft202012Validator(self._schema, validate_formats=False)

    def accepts(self, body: Any) -> bool:
        """Tell whether a body is valid."""
        return self._validator.is_valid(body)

    def errors(self, body: Any) -> Iterator[jsonschema_rs.ValidationError]:
        """List what is wrong with a body."""
        return self._validator.iter_errors(body)

    def declared_types(self, error: jsonschema_rs.ValidationError) -> list[str]:
        """List the JSON types that the schema declares where an error was found."""
        place: Any = self._schema
        for step in error.schema_path[:-1]:
            place = place[step]
        declared = place.get("type", [])
        return [declared] if isinstance(declared, str) else list(declared)


def contract_path() -> Path:
    """Find the contract: beside this module in an installed wheel, in openapi/ in a source tree."""
    candidates = (_HERE / "contract.yaml", _HERE.parents[2] / "openapi" / "contract.yaml")
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    raise FileNotFoundError(
        "the sandbox has no contract: looked for "
        + " and ".join(str(candidate) for candidate in candidates)
        + "; reinstall realtime-sessions, or run `make generate` in a source tree"
    )


@cache
def validators() -> Mapping[str, Validator]:
    """Make one validator per operation, by the operation's id: `mint_flat` and `mint_nested`."""
    document = yaml.load(contract_path().read_bytes(), Loader=_LOADER)  # noqa: S506 - a SafeLoader, whichever it is
    return {
        operation["operationId"]: Validator(
            operation["operationId"],
            operation["requestBody"]["content"]["application/json"]["schema"],
            document["components"],
        )
        for operation in (item["post"] for item in document["paths"].values())
    }
