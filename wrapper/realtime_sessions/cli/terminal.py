"""Say something at the terminal: what was asked for on standard output, all else on standard error."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from typing import Final, TextIO

UNWRITABLE: Final = 8
"""The exit status where what was asked for can't be written."""

_COMMAND: Final = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")  # to a terminal, or no text at all


class UnwritableError(Exception):
    """Nobody reads on, or there is no room for it."""


def say(line: str) -> None:
    """Print a line of what was asked for at once, also into a pipe.

    Raises:
        UnwritableError: it can't be written.
    """
    _print(line, sys.stdout)


def say_beside(message: str) -> None:
    """Print a remark that isn't what was asked for; where it can't be written, nobody wants to read it."""
    with contextlib.suppress(UnwritableError):
        _print(f"realtime-sessions: {message}", sys.stderr)


def _print(line: str, file: TextIO | None) -> None:
    """Print a line; what a server sent commands no terminal."""
    if file is None:  # the command was started with it closed
        raise UnwritableError("it is closed")
    line = _COMMAND.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
    try:
        print(line, file=file, flush=True)
    except OSError as error:
        raise UnwritableError(error.strerror) from error


def abandoned(error: UnwritableError) -> int:
    """Write nothing more, and say why unless a reader has simply read enough; the exit status to end with."""
    if sys.stdout is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())  # what is still in the buffer goes there when the interpreter ends
        os.close(nowhere)
    if not isinstance(error.__cause__, BrokenPipeError):
        fail(f"the output can't be written: {error}")
    return UNWRITABLE


def fail(message: str, status: int = 1) -> int:
    """Say what went wrong, in one line; the exit status to end with."""
    say_beside(" ".join(message.split()))
    return status
