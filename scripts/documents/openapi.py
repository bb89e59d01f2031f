"""Check that data is an OpenAPI document."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final

from scripts.documents.pointers import references, resolve
from scripts.documents.text import DocumentError, printable

_VERSION: Final = re.compile(r"3\.[0-2](?:\.\d+(?:-[\w.]+)?)?")
_MISTAKES: Final = 20  # references that lead nowhere in a whole document, at most
_SHARE_OF_MISTAKES: Final = 0.02  # of all references; the published document of any day had none


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


def check_whole(data: dict[str, Any]) -> None:
    """Refuse what is only the first part of a document: YAML that breaks off is YAML, and lacks what it refers to.

    A few references that lead nowhere are somebody's mistakes.

    Raises:
        DocumentError: too much of it is missing.
    """
    told = Counter(reference for reference in references(data) if reference.startswith("#/"))
    missing = sum(count for reference, count in told.items() if not _leads_somewhere(data, reference))
    if missing > max(_MISTAKES, told.total() * _SHARE_OF_MISTAKES):
        raise DocumentError(f"not a whole document: {missing:,} of its {told.total():,} references lead nowhere")


def _leads_somewhere(data: dict[str, Any], reference: str) -> bool:
    try:
        resolve(data, reference)
    except DocumentError:
        return False
    return True


def _version(value: Any) -> str:
    return printable(str(value))[:20]
