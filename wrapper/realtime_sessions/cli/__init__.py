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

_COMMANDS: Final = {
    "create": "mint a key",
    "sandbox": "run a local server that answers as the service does",
    "gateway": "run a server that mints keys and makes calls for browsers",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["gateway"]:
        return _gateway(given[1:])
    parser = argparse.ArgumentParser(
        prog="realtime-sessions",
        description="Mint keys for OpenAI's realtime API, serve them to browsers, and test without the service.",
        epilog="realtime-sessions COMMAND --help says what a command takes.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, told in _COMMANDS.items():
        command = commands.add_parser(name, help=told)
        if given[:1] == [name]:
            module = importlib.import_module(f".{name}", __name__)
            command.description = module.DESCRIPTION
            module.prepare(command)
            command.set_defaults(run=module.run)
    chosen = parser.parse_args(given)
    status: int = chosen.run(chosen)
    return status


def _gateway(arguments: Sequence[str]) -> int:
    """The gateway reads its own options, because it has many."""
    serve = importlib.import_module("realtime_sessions.gateway.serve")
    status: int = serve.main(arguments)
    return status
