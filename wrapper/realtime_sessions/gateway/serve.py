"""Serve the gateway: what `realtime-sessions gateway` does."""

from __future__ import annotations

import argparse
import contextlib
import gc
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from realtime_sessions.cli import listening
from realtime_sessions.cli.terminal import fail, say
from realtime_sessions.errors import RealtimeSessionsError
from realtime_sessions.extras import missing

if TYPE_CHECKING:
    import uvicorn

    from .app import Gateway

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
    listening.add_arguments(parser, port=8080)
    parser.add_argument("--dev", action="store_true", help="on this machine only: nobody has to sign in")
    parser.add_argument("--page", action="store_true", help="serve the page on which to try it")


def run(options: argparse.Namespace) -> int:
    """Serve until stopped; return the exit status."""
    if options.dev and options.host not in _LOOPBACK:
        return fail(f"--dev listens on loopback only, not on {options.host}")
    if options.config is None and not options.dev:
        return fail("--config FILE says who may use it; --dev does without, on this machine only")
    try:
        from .app import create_app  # noqa: PLC0415 - needs the extra, and this says so
        from .configuration import read_settings  # noqa: PLC0415

        app = create_app(read_settings(options.config, dev=options.dev, page=options.page or options.dev))
    except ModuleNotFoundError as error:
        return fail(str(missing("gateway", error)))
    except OSError as error:
        return fail(f"can't read {options.config}: {error.strerror or error}")
    except (RealtimeSessionsError, ValueError) as error:
        return fail(str(error))
    return _listen(app, options.host, options.port)


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


def serve(app: Gateway, listener: socket.socket) -> None:
    """Serve until stopped."""
    server = server_of(app)
    gc.collect()
    gc.freeze()  # what is there now stays: nobody needs to look through it again
    gc.set_threshold(*GARBAGE)
    with contextlib.suppress(KeyboardInterrupt):  # the signal, which uvicorn raises again once it has stopped
        server.run(sockets=[listener])


def _listen(app: Gateway, host: str, port: int) -> int:
    from .observe import logging_to  # noqa: PLC0415

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        return listening.failed(host, port, error)
    with listener:
        name = f"[{host}]" if ":" in host else host
        say(f"http://{name}:{listener.getsockname()[1]}")
        with logging_to(sys.stderr):
            serve(app, listener)
    return 0
