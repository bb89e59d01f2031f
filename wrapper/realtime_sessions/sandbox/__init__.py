"""Answer as OpenAI's realtime key-minting service does, on a local server, without a paid key or a network.

Needs the extra ``realtime-sessions[sandbox]``, which is imported with the first name that is asked for: pytest loads
a plugin of this package at every start, and the command must be able to say what is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from realtime_sessions.extras import lazy

if TYPE_CHECKING:
    from .keys import KeyState
    from .profiles import Profile
    from .recording import RecordedRequest
    from .sandbox import Sandbox

__all__ = ["KeyState", "Profile", "RecordedRequest", "Sandbox"]

_HOMES = {"KeyState": "keys", "Profile": "profiles", "RecordedRequest": "recording", "Sandbox": "sandbox"}
__getattr__ = lazy(globals(), _HOMES, {"httptools", "jsonschema_rs", "uvicorn", "yaml"})


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
