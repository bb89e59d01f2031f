"""The gateway, as its users have it: a token, a policy, limits, metrics and an audit line for each key."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from pathlib import Path

from realtime_sessions.gateway import BearerTokens, Policy, RateLimits, Settings, create_app
from realtime_sessions.gateway.observe import logging_to
from realtime_sessions.gateway.serve import BACKLOG, serve

MANY = "1000000000/day"


def main() -> None:
    """Serve on the port that is told."""
    port = int(sys.argv[1])
    settings = Settings(
        authenticate=BearerTokens.of({"bench": os.environ["BENCH_TOKEN"]}),
        policy=Policy.free(),
        limits=RateLimits(MANY, MANY, MANY),
        hosts=[f"127.0.0.1:{port}", "127.0.0.1"],
        secret=secrets.token_hex(32),
    )
    with (
        socket.create_server(("127.0.0.1", port), backlog=BACKLOG) as listener,
        Path(os.devnull).open("w", encoding="utf-8") as nobody,
        logging_to(nobody),
    ):
        serve(create_app(settings), listener)


if __name__ == "__main__":
    main()
