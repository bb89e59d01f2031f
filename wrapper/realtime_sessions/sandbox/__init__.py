"""Answer as OpenAI's realtime key-minting service does, on a local server, without a paid key or a network.

Needs the extra ``realtime-sessions[sandbox]``, which is imported with the first name that is asked for: pytest loads
a plugin of this package at every start, and the command must be able to say what is missing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .keys import KeyState
    from .profiles import Profile
    from .recording import RecordedRequest
    from .sandbox import Sandbox

__all__ = ["KeyState", "Profile", "RecordedRequest", "Sandbox"]

_HOMES = {"KeyState": "keys", "Profile": "profiles", "RecordedRequest": "recording", "Sandbox": "sandbox"}
_EXTRA = frozenset({"httptools", "jsonschema_rs", "uvicorn", "yaml"})


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        raise ModuleNotFoundError(
            f"the sandbox needs {error.name}: install it with `pip install 'realtime-sessions[sandbox]'`",
            name=error.name,
        ) from error
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
