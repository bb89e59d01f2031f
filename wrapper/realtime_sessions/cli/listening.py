"""Where a command listens: its options, and what is said where it can't."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError

from .terminal import fail


def add_arguments(parser: ArgumentParser, *, port: int) -> None:
    """Add the options; `port` where none is given."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    told = "port to listen on (default: %(default)s; 0: a free one)"
    parser.add_argument("--port", type=_port, default=port, help=told)


def failed(host: str, port: int, error: OSError) -> int:
    """Say that there is no listening; the exit status."""
    return fail(f"can't listen on {host}:{port}: {error.strerror or error}")


def _port(text: str) -> int:
    try:
        port = int(text)
    except ValueError:
        port = -1
    if not 0 <= port <= 65_535:  # noqa: PLR2004 - what TCP has
        raise ArgumentTypeError(f"{text!r} is not a port: 0 to 65535")
    return port
