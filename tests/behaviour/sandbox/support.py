"""What the sandbox's tests share: a key, ways to ask, and ways to see what is left over."""

from __future__ import annotations

import gc
import os
import socket
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from realtime_sessions.sandbox import Profile, Sandbox

KEY = "sk-test-0123456789abcdef"
FLAT = "/realtime/sessions"
NESTED = "/realtime/client_secrets"
AZURE_PREVIEW = "/openai/realtimeapi/sessions?api-version=2025-04-01-preview"
BEARER = {"authorization": f"Bearer {KEY}"}
FILES = Path("/proc/self/fd")
ENVELOPE = {"message", "type", "param", "code"}


def ask(box: Sandbox, path: str, body: Any = None, method: str = "POST", **options: Any) -> httpx.Response:
    """Send one request, on a connection of its own, past every proxy."""
    headers = {**BEARER, **options.pop("headers", {})}
    url = box.base_url + path if path.startswith("/realtime") else root(box) + path
    content: dict[str, Any] = (
        {"json": {} if body is None else body} if method == "POST" and "content" not in options else {}
    )
    with httpx.Client(trust_env=False, timeout=20) as client:
        return client.request(method, url, headers=headers, **content, **options)


def root(box: Sandbox) -> str:
    return "http://" + urlsplit(box.base_url).netloc


def mint(box: Sandbox) -> httpx.Response:
    """Mint on the endpoint that this profile has."""
    if box.profile is Profile.AZURE_PREVIEW:
        return ask(box, AZURE_PREVIEW)
    return ask(box, FLAT if box.profile is Profile.FLAT else NESTED)


def connect(box: Sandbox) -> socket.socket:
    parts = urlsplit(box.base_url)
    assert parts.port is not None
    connection = socket.create_connection((parts.hostname or "", parts.port), timeout=20)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def until_closed(connection: socket.socket) -> bytes:
    """Read everything up to the end; a reset is an end too."""
    received = b""
    try:
        while chunk := connection.recv(65_536):
            received += chunk
    except ConnectionError:
        pass
    return received


def read_reply(connection: socket.socket) -> bytes:
    """Read one whole reply, and leave the connection open."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65_536)
    head, _, body = received.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(65_536)
    return head + b"\r\n\r\n" + body


def error_of(reply: httpx.Response) -> dict[str, Any]:
    error = reply.json()["error"]
    assert set(error) == ENVELOPE
    assert isinstance(error, dict)
    return error


def left_over() -> tuple[int, set[str]]:
    """Count what a leak would add to: open files and sockets, and the sandbox's threads."""
    gc.collect()
    files = len(os.listdir(FILES)) if FILES.exists() else 0  # noqa: PTH208 - a count of entries that vanish meanwhile
    return files, threads_left_over()


def threads_left_over() -> set[str]:
    """The names of the sandbox's threads, which cost no collection of garbage to see."""
    return {thread.name for thread in threading.enumerate() if "sandbox" in thread.name}


def is_clean(before: tuple[int, set[str]]) -> bool:
    """Whether nothing more is left over than before; what is being closed is given time on a busy machine."""
    for _ in range(100):
        files, threads = left_over()
        if files <= before[0] and threads <= before[1]:
            return True
        time.sleep(0.1)
    return False


MINTING = (
    f"POST /v1{NESTED} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {KEY}\r\n"
    "content-type: application/json\r\ncontent-length: 2\r\n\r\n{}"
).encode()
