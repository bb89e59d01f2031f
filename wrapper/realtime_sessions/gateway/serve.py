"""Serve the gateway: what `realtime-sessions gateway` does."""

from __future__ import annotations

import argparse
import contextlib
import gc
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from realtime_sessions.errors import RealtimeSessionsError
from realtime_sessions.extras import missing

if TYPE_CHECKING:
    import uvicorn

    from .settings import Settings

DESCRIPTION: Final = (
    "Serve a gateway that keeps the API key (OPENAI_API_KEY) and hands browsers what they need to talk. Without "
    "--dev it needs a file of settings that says who may use it."
)
BACKLOG: Final = 2048
IDLE_SECONDS: Final = 75
"""How long a connection may wait for its next request: longer than load balancers keep one, so that none of them sends
a request on a connection that is being closed."""
STOP_SECONDS: Final = 30
"""How long requests under way may take when the gateway stops."""
GARBAGE: Final = (10_000, 5, 2)
"""When to look for cycles. Answers leave next to none, and Python's own numbers mean a look with each of them; refusals
leave some, which are looked for about as often as by those numbers."""
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Put the command's options into a parser."""
    parser.add_argument("--config", type=Path, metavar="FILE", help="the settings, in TOML")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port", type=int, default=8080, help="port to listen on (default: %(default)s; 0: a free one)"
    )
    parser.add_argument("--dev", action="store_true", help="on this machine only: nobody has to sign in")
    parser.add_argument("--page", action="store_true", help="serve the page on which to try it")


def run(options: argparse.Namespace) -> int:
    """Serve until stopped; return the exit status."""
    try:
        from .configuration import read_settings  # noqa: PLC0415 - needs the extra, and this says so

        if options.dev and options.host not in _LOOPBACK:
            return _fail(f"--dev listens on loopback only, not on {options.host}")
        settings = read_settings(options.config, dev=options.dev, page=options.page or options.dev)
        return _serve(settings, options.host, options.port)
    except ModuleNotFoundError as error:
        return _fail(str(missing("gateway", error)))
    except (RealtimeSessionsError, OSError, ValueError) as error:
        return _fail(str(error))


def server_of(app: Any) -> uvicorn.Server:
    """uvicorn as the gateway needs it: it believes no header about who calls, and waits for what is under way."""
    import uvicorn  # noqa: PLC0415

    from .connections import BoundedProtocol  # noqa: PLC0415

    told: dict[str, Any] = {
        "http": BoundedProtocol,
        "proxy_headers": False,
        "server_header": False,
        "access_log": False,
        "ws": "none",
    }
    told |= {"timeout_keep_alive": IDLE_SECONDS, "timeout_graceful_shutdown": STOP_SECONDS}
    return uvicorn.Server(uvicorn.Config(app, **told, log_level="warning"))


def serve(settings: Settings, listener: socket.socket) -> None:
    """Serve until stopped."""
    from .app import create_app  # noqa: PLC0415

    server = server_of(create_app(settings))
    gc.collect()
    gc.freeze()  # what is there now stays: nobody needs to look through it again
    gc.set_threshold(*GARBAGE)
    with contextlib.suppress(KeyboardInterrupt):  # the signal, which uvicorn raises again once it has stopped
        server.run(sockets=[listener])


def _serve(settings: Settings, host: str, port: int) -> int:
    from .observe import logging_to  # noqa: PLC0415

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family, backlog=BACKLOG) as listener:
        name = f"[{host}]" if ":" in host else host
        print(f"http://{name}:{listener.getsockname()[1]}", flush=True)  # noqa: T201 - for whoever waits for it
        with logging_to(sys.stderr):
            serve(settings, listener)
    return 0


def _fail(message: str) -> int:
    print(f"realtime-sessions: {message}", file=sys.stderr)  # noqa: T201 - a command's own message
    return 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="realtime-sessions gateway", description=DESCRIPTION)
    add_arguments(parser)
    return run(parser.parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main())
