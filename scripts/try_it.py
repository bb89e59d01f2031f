"""Serve the page on which to try the gateway: sandbox, gateway and page on this machine, without a paid key.

The first line is an address that works in a browser at once. With LIVE=1 and OPENAI_API_KEY the real service answers
in place of the sandbox.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys

from realtime_sessions.cli import main as command

USUAL = 8080  # the same each time, because the browser keeps the page's settings by address


def port() -> str:
    """PORT where it is set; else the usual one, or a free one where that is taken."""
    if "PORT" in os.environ:
        return os.environ["PORT"]
    with socket.socket() as tried:
        return "0" if tried.connect_ex(("127.0.0.1", USUAL)) == 0 else str(USUAL)


def main() -> int:
    """Serve until stopped; the exit status."""
    from realtime_sessions.sandbox import Sandbox  # noqa: PLC0415 - the real service needs no sandbox

    live = os.environ.get("LIVE") == "1"
    if live and not os.environ.get("OPENAI_API_KEY"):
        print("LIVE=1 needs OPENAI_API_KEY", file=sys.stderr)
        return 2
    with contextlib.nullcontext() if live else Sandbox(record=False) as box:
        if box is not None:
            ours = {"OPENAI_BASE_URL": box.base_url, "OPENAI_API_KEY": "sk-test-try-it-0000000000"}
            os.environ |= ours
            words = " ".join(f"{name}={value}" for name, value in ours.items())
            print(f"what the page shows as code runs here as well, with: export {words}", file=sys.stderr)
        print("the real service answers" if live else "a sandbox answers in place of the service", file=sys.stderr)
        print("open this address in a browser; Ctrl-C stops:", file=sys.stderr, flush=True)
        return command(["gateway", "--dev", "--port", port()])


if __name__ == "__main__":
    sys.exit(main())
