"""Load a server with mints, hold many connections open, and have it judge the table of bodies.

Guarantees that each server gets the same bytes, and that a reply counts only once it has arrived whole.
"""

from __future__ import annotations

import contextlib
import json
import selectors
import socket
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

CASES = Path(__file__).resolve().parents[2] / "tests" / "contract" / "cases"
KEY = "sk-test-0123456789abcdef"
NESTED = "/realtime/client_secrets"
PATHS = {"flat": "/realtime/sessions", "nested": NESTED}
BODY = {
    "expires_after": {"anchor": "created_at", "seconds": 600},
    "session": {
        "type": "realtime",
        "model": "gpt-realtime",
        "instructions": "Be brief.",
        "audio": {"input": {"turn_detection": {"type": "semantic_vad"}}, "output": {"voice": "marin"}},
    },
}
CONNECTIONS = 16
HELD = 500


def request_bytes(host: str, path: str, body: Any) -> bytes:
    """Make one whole request."""
    content = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {KEY}\r\ncontent-type: application/json\r\n"
    return head.encode() + f"content-length: {len(content)}\r\n\r\n".encode() + content


def whole_reply(received: bytes) -> int | None:
    """Tell the status of a reply that has arrived whole, else None."""
    head, separator, body = received.partition(b"\r\n\r\n")
    if not separator:
        return None
    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n", 1)[0])
    return int(head[9:12]) if len(body) >= length else None


def load(host: str, port: int, path: str, seconds: float) -> dict[str, float]:
    """Keep every connection busy for so long; count what came back right."""
    request = request_bytes(host, path, BODY)
    times: list[float] = []
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        state: dict[socket.socket, tuple[float, bytes]] = {}
        for _ in range(CONNECTIONS):
            connection = stack.enter_context(socket.create_connection((host, port), timeout=10))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(connection, selectors.EVENT_READ, data=connection)
            state[connection] = (time.perf_counter(), b"")
            connection.sendall(request)
        started = time.perf_counter()
        while (now := time.perf_counter()) - started < seconds:
            for key, _ in selector.select(1.0):
                connection = key.data
                sent, received = state[connection]
                received += connection.recv(65_536)
                status = whole_reply(received)
                if status is None:
                    state[connection] = (sent, received)
                    continue
                if status != 200:  # noqa: PLR2004
                    raise SystemExit(f"the server answered {status}: {received[-300:]!r}")
                now = time.perf_counter()
                times.append(now - sent)
                state[connection] = (now, b"")
                connection.sendall(request)
        elapsed = time.perf_counter() - started
    times.sort()
    return {"count": len(times), "rate": len(times) / elapsed, "slow": times[len(times) * 99 // 100] * 1000}


def hold(host: str, port: int, path: str) -> int:
    """Open many connections at once, and mint twice on each; count those on which both came back right."""
    request = request_bytes(host, path, BODY)
    with ExitStack() as stack:
        connections = [stack.enter_context(socket.create_connection((host, port), timeout=20)) for _ in range(HELD)]
        rounds = [[ask(connection, request) for connection in connections] for _ in range(2)]
    return sum(first == second == 200 for first, second in zip(*rounds, strict=True))  # noqa: PLR2004


def ask(connection: socket.socket, request: bytes) -> int | None:
    """Send a request, and tell the status of its reply; None where there is none."""
    received = b""
    with contextlib.suppress(OSError):
        connection.sendall(request)
        while chunk := connection.recv(65_536):
            received += chunk
            if (status := whole_reply(received)) is not None:
                return status
    return None


def judge(host: str, port: int, prefix: str) -> tuple[int, int]:
    """Send every body of the table; count the verdicts that are the service's."""
    right = bodies = 0
    for name, path in PATHS.items():
        for case in json.loads((CASES / f"{name}.json").read_text("utf-8"))["cases"]:
            with socket.create_connection((host, port), timeout=20) as connection:
                status = ask(connection, request_bytes(host, prefix + path, case["body"]))
            accepted = status is not None and 200 <= status < 300  # noqa: PLR2004
            right += accepted == (case["verdict"] == "accept")
            bodies += 1
    return right, bodies
