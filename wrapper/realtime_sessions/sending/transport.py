"""Send requests within one time limit, again where it is worth it.

Guarantees: a call ends with its limit, with all its attempts and pauses, and whatever the server does; what
fails is raised as an error of ours.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from realtime_sessions.reply import Reply

from .attempts import Call, was_read
from .connections import Connections, Given
from .direct import Connection
from .request import Request

if TYPE_CHECKING:
    import httpx


def chunks(received: Any) -> Any:
    """The parts of a reply's body, as they come."""
    if not was_read(received):
        return received.stream
    from httpx import ByteStream  # noqa: PLC0415 - a caller's transport did this

    return ByteStream(received.content)


class Sender:
    """Sends requests over connections of ours, or by a transport of the caller's.

    Args:
        base_url: Where requests go, for the environment's proxy.
        transport: An httpx transport in place of our connections; its owner closes it.

    Raises:
        ConfigurationError: the environment's proxy or the transport can't be used.
    """

    def __init__(self, base_url: str, transport: httpx.BaseTransport | None = None) -> None:
        if transport is None:
            self._way: Any = Connections(base_url, Connection)
        else:
            self._way = Given(transport, "handle_request")
        self.name: str = self._way.name
        self.prepare = self._way.prepare

    def send(self, request: Request, *, timeout: float | None, retries: int) -> Reply:
        """Send a request until there is a whole reply that is worth having.

        Args:
            request: What is sent, the same with every attempt.
            timeout: Seconds for everything; None for no limit. A transport of the caller's is told what is left for
                each of its steps, and nothing ends a step that goes on, such as headers that come byte by byte.
            retries: Attempts after the first.

        Raises:
            APIConnectionError: there was no reply; APITimeoutError where it was too late.
            UnexpectedReplyError: the reply is too large, or packed in a way that can't be read.
            ConfigurationError: the client is closed, or can't be used here.
        """
        call = Call(request, timeout, retries, self._way.through)
        del request  # no frame of a traceback shows its headers
        while True:
            try:
                outcome: Any = self._attempt(call)
            except Exception as error:  # noqa: BLE001 - what isn't httpx's or ours is raised again there
                outcome = call.failed(error)
            if not isinstance(outcome, float):
                break
            time.sleep(outcome)
        del call
        if isinstance(outcome, Exception):
            raise outcome
        reply: Reply = outcome
        return reply

    def _attempt(self, call: Call) -> Reply | float:
        request, unfinished = call.start()
        connection, request = self._way.take(request)
        content = bytearray()
        try:
            received = connection.handle_request(request)
            unfinished[:] = [received]
            for chunk in chunks(received):
                call.add(content, chunk)
        finally:
            while unfinished:
                unfinished.pop().close()
            for each in self._way.put(connection):
                each.close()
        return call.answered(received, bytes(content))

    def close(self) -> None:
        """Close the connections that wait, and each of the others after its request."""
        for each in self._way.close():
            each.close()
