"""Say something at the terminal: what was asked for on standard output, all else on standard error."""

from __future__ import annotations

import re
import sys
from typing import Any, Final

_COMMAND: Final = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")  # to a terminal, or no text at all


def say(line: str, file: Any = None) -> None:
    """Print a line at once, also into a pipe; what a server sent commands no terminal."""
    line = _COMMAND.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
    print(line, file=file, flush=True)


def say_beside(message: str) -> None:
    """Print a remark that isn't what was asked for."""
    say(f"realtime-sessions: {message}", sys.stderr)


def fail(message: str, status: int = 1) -> int:
    """Say what went wrong, in one line; the exit status to end with."""
    say_beside(" ".join(message.split()))
    return status
