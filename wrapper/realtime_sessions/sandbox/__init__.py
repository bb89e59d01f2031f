"""A local server that answers as OpenAI's realtime key-minting service does.

Protects tests and demos from needing a paid key and a network. Needs the extra
``realtime-sessions[sandbox]``; without it the import says so in one line.
"""

from __future__ import annotations

try:
    import httptools
    import jsonschema_rs
    import uvicorn
    import yaml
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        f"the sandbox needs {error.name}: install it with `pip install 'realtime-sessions[sandbox]'`",
        name=error.name,
    ) from error

from .keys import KeyState
from .profiles import Profile
from .recording import RecordedRequest
from .sandbox import Sandbox

del httptools, jsonschema_rs, uvicorn, yaml

__all__ = ["KeyState", "Profile", "RecordedRequest", "Sandbox"]
