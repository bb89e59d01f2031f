"""The command `realtime-sessions`: for now, `realtime-sessions sandbox`.

Protects a person at a terminal from tracebacks: what can go wrong here is told in one line.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PROFILES = ("current", "shape-disabled", "flat", "both", "published", "azure", "azure-preview")
"""The names of `Profile`, repeated so that `--help` works without the extra; a test compares them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="realtime-sessions", description="Mint realtime keys; test what mints them.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    sandbox = commands.add_parser(
        "sandbox",
        help="run a local server that answers as the service does",
        description="Run a local server that answers as OpenAI's realtime key-minting service does, until stopped.",
    )
    sandbox.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    sandbox.add_argument("--port", type=_port, default=0, help="port to listen on (default: a free one)")
    sandbox.add_argument(
        "--profile", choices=PROFILES, default="current", help="which server to be (default: %(default)s)"
    )
    options = parser.parse_args(arguments)
    return _serve(options.host, options.port, options.profile)


def _serve(host: str, port: int, profile: str) -> int:
    try:
        from . import Sandbox  # noqa: PLC0415 - needs the extra, and this says so when it is missing
    except ModuleNotFoundError as error:
        return _fail(str(error))
    stopped = threading.Event()
    box = Sandbox(profile, host=host, port=port)
    previous = {number: signal.signal(number, lambda *_: stopped.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with box:
            print(box.base_url, flush=True)  # noqa: T201 - what the command is for
            if box.profile.value.startswith("azure"):
                print(f"Azure resource endpoint: {box.azure_endpoint}", flush=True)  # noqa: T201
            stopped.wait()
    except OSError as error:
        return _fail(f"can't listen on {host}:{port}: {error.strerror or error}")
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
    return 0


def _fail(message: str) -> int:
    print(f"realtime-sessions: {message}", file=sys.stderr)  # noqa: T201
    return 1


def _port(text: str) -> int:
    try:
        port = int(text)
    except ValueError:
        port = -1
    if not 0 <= port <= 65_535:  # noqa: PLR2004 - what TCP has
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: 0 to 65535")
    return port


if __name__ == "__main__":
    sys.exit(main())
