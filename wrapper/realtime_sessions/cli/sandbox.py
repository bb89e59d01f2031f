"""Serve the sandbox from the command line: `realtime-sessions sandbox`."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from typing import Any, Final

from realtime_sessions.sandbox.profiles import Profile

from . import listening
from .terminal import fail, say, say_beside

DESCRIPTION: Final = (
    "Run a local server that answers as OpenAI's realtime key-minting service does, until stopped. The first line of "
    "the output is the base URL to give to a client; any key that looks like sk-... is taken, on Azure's profiles any "
    "at all. Nothing that arrives is kept, and nothing is sent anywhere."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    listening.add_arguments(parser, port=0)
    parser.add_argument(
        "--profile",
        choices=[profile.value for profile in Profile],
        default=Profile.CURRENT.value,
        help="which server to be (default: %(default)s)",
    )
    for name in ("model", "voice"):
        told = f"a {name} that exists, beside the known ones; may be repeated"
        parser.add_argument(f"--{name}", action="append", default=[], metavar="NAME", help=told)


def run(options: argparse.Namespace) -> int:
    """Run the command; return its exit status."""
    try:
        from realtime_sessions.sandbox import Sandbox  # noqa: PLC0415 - the extra, which may be missing
    except ModuleNotFoundError as error:
        return fail(str(error))
    stopped = threading.Event()
    address: dict[str, Any] = {"host": options.host, "port": options.port}
    box = Sandbox(options.profile, **address, models=options.model, voices=options.voice, record=False)
    previous = {number: signal.signal(number, lambda *_: stopped.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with box:
            say(box.base_url)
            if box.profile.value.startswith("azure"):
                say(f"Azure resource endpoint: {box.azure_endpoint}")
            if sys.stderr is not None and sys.stderr.isatty():  # a program that reads the address gets nothing else
                say_beside(f"serving as {box.profile.value!r}; a key like sk-... mints; Ctrl-C stops")
            stopped.wait()
    except OSError as error:
        return listening.failed(options.host, options.port, error)
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
    return 0
