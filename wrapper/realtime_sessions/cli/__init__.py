"""Run the command `realtime-sessions`.

Each subcommand is a module of its own, imported when it is asked for, so that `--help` is quick and the extras are
needed only by what uses them. What goes wrong at a terminal is told in one line, without a traceback.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import Final

from .terminal import UnwritableError, abandoned

_COMMANDS: Final = {
    "create": ("realtime_sessions.cli.create", "mint a key"),
    "sandbox": ("realtime_sessions.cli.sandbox", "run a local server that answers as the service does"),
    "gateway": ("realtime_sessions.gateway.serve", "run a server that mints keys and makes calls for browsers"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(
        prog="realtime-sessions",
        description="Mint keys for OpenAI's realtime API, serve them to browsers, and test without the service.",
        epilog="realtime-sessions COMMAND --help says what a command takes.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (home, told) in _COMMANDS.items():
        command = commands.add_parser(name, help=told)
        if given[:1] == [name]:
            module = importlib.import_module(home)
            command.description = module.DESCRIPTION
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    chosen = parser.parse_args(given)
    try:
        status: int = chosen.run(chosen)
    except UnwritableError as error:
        return abandoned(error)
    return status
