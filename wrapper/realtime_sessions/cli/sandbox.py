"""Serve the sandbox from the command line: `realtime-sessions sandbox`."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from typing import Any, Final

from realtime_sessions.sandbox.profiles import Profile

from .terminal import fail, say

DESCRIPTION: Final = (
    "Run a local server that answers as OpenAI's realtime key-minting service does, until stopped. The first line of "
    "the output is the base URL to give to a client; any key that looks like sk-... is taken, on Azure's profiles any "
    "at all. Nothing that arrives is kept, and nothing is sent anywhere."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=0, help="port to listen on (default: a free one)")
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
            if sys.stderr.isatty():  # a program that reads the address gets nothing else
                say(f"serving as {box.profile.value!r}; a key like sk-... mints; Ctrl-C stops", sys.stderr)
            stopped.wait()
    except OSError as error:
        return fail(f"can't listen on {options.host}:{options.port}: {error.strerror or error}")
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
    return 0


def _port(text: str) -> int:
    try:
        port = int(text)
    except ValueError:
        port = -1
    if not 0 <= port <= 65_535:  # noqa: PLR2004 - what TCP has
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: 0 to 65535")
    return port
