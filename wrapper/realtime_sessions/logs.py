"""The log `realtime_sessions`, for whoever has imported `logging`.

To import it takes 4 ms of the 90 of a program with one call, so a call doesn't: until somebody has, nobody can hear.
"""

from __future__ import annotations

import os
import sys
from typing import Final

DEBUG: Final = 10  # as logging has them
INFO: Final = 20


def tell(level: int, text: str, *details: object) -> None:
    """Tell the log something, with the line that tells it."""
    get = getattr(sys.modules.get("logging"), "getLogger", None)  # another thread may be importing it just now
    if get is not None:
        get("realtime_sessions").log(level, text, *details, stacklevel=2)


def show_as_asked() -> None:
    """Show the log where the environment asks for it by a level's name."""
    if asked := os.environ.get("REALTIME_SESSIONS_LOG"):
        import logging  # noqa: PLC0415

        level, log = logging.getLevelNamesMapping().get(asked.upper()), logging.getLogger("realtime_sessions")
        if level and not log.handlers:
            log.addHandler(logging.StreamHandler())
            log.setLevel(level)
