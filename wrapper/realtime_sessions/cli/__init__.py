"""Run the command `realtime-sessions`.

Each subcommand is a module of its own, imported when it is asked for, so that `--help` is quick and the extras are
needed only by what uses them. What goes wrong at a terminal is told in one line, without a traceback.
"""

from __future__ import annotations

import argparse
import importlib
import re
import sys
from collections.abc import Sequence
from typing import Final, NoReturn

from .terminal import UnwritableError, abandoned, fail

_COMMANDS: Final = {
    "create": ("realtime_sessions.cli.create", "mint a key"),
    "sandbox": ("realtime_sessions.cli.sandbox", "run a local server that answers as the service does"),
    "gateway": ("realtime_sessions.gateway.serve", "run a server that mints keys and makes calls for browsers"),
}


class _Parser(argparse.ArgumentParser):
    """argparse's own, but what it can't read is told in one line, with the option that was meant."""

    def error(self, message: str) -> NoReturn:
        """Say it, and where more is said."""
        self.exit(fail(f"{message} ({self.prog} --help says what it takes)", 2))

    def refuse(self, given: str) -> NoReturn:
        """Refuse an argument that isn't taken."""
        from realtime_sessions.explaining import advice  # noqa: PLC0415 - for what goes wrong only

        name, options = given.partition("=")[0], re.findall(r"--[a-z-]+", self.format_usage())
        self.error(f"{given} isn't taken{advice.meant(name, options) if name.startswith('-') else ''}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = _Parser(
        prog="realtime-sessions",
        description="Mint keys for OpenAI's realtime API, serve them to browsers, and test without the service.",
        epilog="realtime-sessions COMMAND --help says what a command takes.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    command = parser
    for name, (home, told) in _COMMANDS.items():
        known = commands.add_parser(name, help=told)
        if given[:1] == [name]:
            module, command = importlib.import_module(home), known
            command.description = module.DESCRIPTION
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    chosen, others = parser.parse_known_args(given)
    if others:
        command.refuse(others[0])
    try:
        status: int = chosen.run(chosen)
    except UnwritableError as error:
        return abandoned(error)
    return status
