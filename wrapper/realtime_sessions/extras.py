"""Import what an extra brings with the first name that is asked for, and say which extra is missing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from importlib import import_module
from typing import Any


def missing(extra: str, error: ModuleNotFoundError) -> ModuleNotFoundError:
    """The same error, with what to do."""
    text = f"the {extra} needs {error.name}: install it with `pip install 'realtime-sessions[{extra}]'`"
    return ModuleNotFoundError(text, name=error.name)


def lazy(held: dict[str, Any], homes: Mapping[str, str], brought: Collection[str]) -> Callable[[str], Any]:
    """A package's `__getattr__`, for a package that is called as its extra is.

    Args:
        held: The package's globals, where what was imported stays.
        homes: The module of each name.
        brought: The modules that the extra brings.
    """
    package: str = held["__name__"]

    def found(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        try:
            held[name] = getattr(import_module(f".{homes[name]}", package), name)
        except ModuleNotFoundError as error:
            if error.name not in brought:
                raise
            raise missing(package.rpartition(".")[2], error) from error
        return held[name]

    return found
