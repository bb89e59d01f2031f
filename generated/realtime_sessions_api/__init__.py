"""What is generated, each part imported when it is first asked for."""

from importlib import import_module
from typing import Any

_PLACES = {"AuthenticatedClient": ".client", "Client": ".client"}
__all__ = ["AuthenticatedClient", "Client"]


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name], __name__), name)
