"""Check that data is an OpenAPI document."""

from __future__ import annotations

import re
from typing import Any, Final

from scripts.documents.text import DocumentError, printable

_VERSION: Final = re.compile(r"3\.[0-2](?:\.\d+(?:-[\w.]+)?)?")


def check(data: dict[str, Any]) -> None:
    """Refuse what isn't an OpenAPI document of version 3.0, 3.1 or 3.2.

    Raises:
        DocumentError: says what it is instead.
    """
    if "swagger" in data and "openapi" not in data:
        raise DocumentError(
            f"Swagger {_version(data['swagger'])} isn't read, only OpenAPI 3: convert it first "
            "(swagger2openapi does), and give the result"
        )
    if "openapi" not in data:
        raise DocumentError("not an OpenAPI document: it has no `openapi`")
    version = data["openapi"]
    if isinstance(version, bool) or not _VERSION.fullmatch(str(version)):
        raise DocumentError(f"OpenAPI {_version(version)} isn't read, only 3.0 to 3.2")
    if not any(isinstance(data.get(key), dict) for key in ("paths", "webhooks", "components")):
        raise DocumentError("not an OpenAPI document: it has no paths, webhooks or components")


def _version(value: Any) -> str:
    return printable(str(value))[:20]
