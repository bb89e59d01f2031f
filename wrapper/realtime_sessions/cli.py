"""Run the command `realtime-sessions`, whose one subcommand so far is `sandbox`.

What goes wrong at a terminal is told in one line, without a traceback.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

from .sandbox.profiles import Profile

if TYPE_CHECKING:
    from collections.abc import Sequence

_SERVES = (
    "Run a local server that answers as OpenAI's realtime key-minting service does, until stopped. The first line of "
    "the output is the base URL to give to a client; any key that looks like sk-... is taken, on Azure's profiles any "
    "at all. Nothing that arrives is kept, and nothing is sent anywhere."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(
        prog="realtime-sessions",
        description="Try and test what mints keys for OpenAI's realtime API, without the service.",
        epilog="realtime-sessions COMMAND --help says what a command takes.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    sandbox = commands.add_parser(
        "sandbox", help="run a local server that answers as the service does", description=_SERVES
    )
    sandbox.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    sandbox.add_argument("--port", type=_port, default=0, help="port to listen on (default: a free one)")
    sandbox.add_argument(
        "--profile",
        choices=[profile.value for profile in Profile],
        default=Profile.CURRENT.value,
        help="which server to be (default: %(default)s)",
    )
    for name in ("model", "voice"):
        told = f"a {name} that exists, beside the known ones; may be repeated"
        sandbox.add_argument(f"--{name}", action="append", default=[], metavar="NAME", help=told)
    return _serve(parser.parse_args(arguments))


def _serve(options: argparse.Namespace) -> int:
    try:
        from .sandbox import Sandbox  # noqa: PLC0415 - needs the extra, and this says so when it is missing
    except ModuleNotFoundError as error:
        return _fail(str(error))
    stopped = threading.Event()
    address: dict[str, Any] = {"host": options.host, "port": options.port}
    box = Sandbox(options.profile, **address, models=options.model, voices=options.voice, record=False)
    previous = {number: signal.signal(number, lambda *_: stopped.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with box:
            _say(box.base_url)
            if box.profile.value.startswith("azure"):
                _say(f"Azure resource endpoint: {box.azure_endpoint}")
            if sys.stderr.isatty():  # a program that reads the address gets nothing else
                _say(f"serving as {box.profile.value!r}; a key like sk-... mints; Ctrl-C stops", sys.stderr)
            stopped.wait()
    except OSError as error:
        return _fail(f"can't listen on {options.host}:{options.port}: {error.strerror or error}")
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
    return 0


def _say(line: str, file: Any = None) -> None:
    print(line, file=file, flush=True)


def _fail(message: str) -> int:
    _say(f"realtime-sessions: {message}", sys.stderr)
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
