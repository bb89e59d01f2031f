"""Run the ASGI server in a thread of its own, on a socket of its own.

It installs no signal handler and no logging, leaves no thread, socket or task behind, and ends within a second
whatever the connections are doing. The one module that knows uvicorn.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import socket
import threading
from http import HTTPStatus
from typing import Any, cast

import uvicorn
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from realtime_sessions.serving.versions import VersionedProtocol

from .replies import Refusal
from .wire import TRANSPORT

_LOGGER = logging.getLogger(__name__)
_CLIENTS_FAULTS = logging.getLogger(f"{__name__}.clients")
_CLIENTS_FAULTS.setLevel(logging.ERROR)  # uvicorn warns of each malformed request, which here is what was asked for
_OFFER = re.compile(rb"\r\nupgrade:[^\r\n]*", re.IGNORECASE)
_BACKLOG = 1_024
_KEEP_ALIVE_SECONDS = 75
_START_SECONDS = 10.0
_STOP_SECONDS = 10.0


class _Protocol(VersionedProtocol):
    """uvicorn's own, which also hands the connection to the application and refuses in the service's envelope."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.logger = _CLIENTS_FAULTS

    def data_received(self, data: bytes) -> None:
        # Java's client and `curl --http2` offer HTTP/2 with every first request. To pass the offer over is allowed
        # (RFC 9110, 7.8); the parser would take it for the end of HTTP and lose the body.
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is None or cycle.response_complete:
            head, end, rest = data.partition(b"\r\n\r\n")
            data = _OFFER.sub(b"", head) + end + rest
        super().data_received(data)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        cast("dict[str, Any]", self.scope)["extensions"] = {
            TRANSPORT: {"transport": self.transport, "whole": self._is_whole}
        }

    def on_headers_complete(self) -> None:
        self.check_version()
        super().on_headers_complete()

    def _is_whole(self) -> bool:
        cycle: RequestResponseCycle = self.cycle
        return not cycle.more_body

    def send_400_response(self, msg: str) -> None:
        status = HTTPStatus.HTTP_VERSION_NOT_SUPPORTED if self.is_other else HTTPStatus.BAD_REQUEST
        body = Refusal(status, f"{msg.removesuffix('.')}.").reply().body
        head = f"HTTP/1.1 {status} {status.phrase}\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n"
        self.transport.write(head.encode() + b"connection: close\r\n\r\n" + body)
        self.transport.close()


class _Server(uvicorn.Server):
    """uvicorn's own, which says when it is ready and can be stopped from another thread."""

    def __init__(self, config: uvicorn.Config, ready: threading.Event) -> None:
        super().__init__(config)
        self._ready = ready
        self._stop = asyncio.Event()

    def stop(self) -> None:
        self._stop.set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready.set()

    async def main_loop(self) -> None:
        # uvicorn's own loop looks ten times a second whether it should end; this one is told.
        while not self._stop.is_set():
            await self.on_tick(0)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), 1.0)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await super().shutdown(sockets)


class ServerThread:
    """Serves one application on one address until stopped."""

    def __init__(self, application: Any, host: str, port: int) -> None:
        self._config = uvicorn.Config(
            application,
            http=_Protocol,
            ws="none",
            lifespan="off",
            interface="asgi3",
            backlog=_BACKLOG,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
        )
        self._socket = _listen(host, port)
        self.address: tuple[str, int] = self._socket.getsockname()[:2]
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server: _Server | None = None
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name=f"realtime-sandbox-{self.address[1]}", daemon=True)

    @property
    def open_connections(self) -> int:
        """How many connections are open now."""
        return 0 if self._server is None else len(self._server.server_state.connections)

    def start(self) -> None:
        """Return when requests are being answered."""
        self._thread.start()
        if not self._ready.wait(_START_SECONDS) or self._failure is not None:
            self.stop()
            raise RuntimeError("the sandbox did not start") from self._failure

    def stop(self) -> None:
        """Close every connection and end the thread."""
        if self._loop is not None and self._server is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended by itself
                self._loop.call_soon_threadsafe(self._server.stop)
        self._thread.join(_STOP_SECONDS)
        self._socket.close()
        if self._thread.is_alive():
            raise RuntimeError("the sandbox did not stop")

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:
            self._failure = error
            _LOGGER.exception("the sandbox's server ended")
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._server = _Server(self._config, self._ready)
        await self._server.serve(sockets=[self._socket])


def _listen(host: str, port: int) -> socket.socket:
    """Bind in the caller's thread, so that a taken port is the caller's error."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except BaseException:
        listener.close()
        raise
    return listener
