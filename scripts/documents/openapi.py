"""Check that a document is an OpenAPI document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from scripts.documents.text import DocumentError

if TYPE_CHECKING:
    from scripts.documents.fetch import Source


def check_openapi(source: Source, data: dict[str, Any]) -> None:
    """Refuse what isn't an OpenAPI 3.0 or 3.1 document.

    Raises:
        DocumentError: names what it is instead.
    """
    version = data.get("openapi")
    if not isinstance(version, str) or not re.fullmatch(r"3\.[01]\.\d+(-.+)?", version):
        what = f"its version is {version!r}" if "openapi" in data else "it has no key 'openapi'"
        raise DocumentError(f"{source.name}: isn't an OpenAPI 3.0 or 3.1 document ({what})"[:300])
    if not isinstance(data.get("paths"), dict):
        raise DocumentError(f"{source.name}: isn't a usable OpenAPI document (it has no paths)")
