"""Make connections secure: what is trusted, and sockets of ours under TLS.

Certificates are the environment's, read as httpx reads them. A call over plain http doesn't import this: with ssl, it
takes 7 ms.
"""

import os
import ssl
from functools import cache
from typing import Any

from realtime_sessions.errors import ConfigurationError

from .sockets import Socket


class TLSSocket(Socket, ssl.SSLSocket):
    """A socket of ours over TLS, also where it carries another TLS connection, which reads and writes several times."""

    def recv(self, *args: Any, **kwargs: Any) -> bytes:  # noqa: D102 - socket's
        self.settimeout(None)
        return super().recv(*args, **kwargs)

    def send(self, *args: Any, **kwargs: Any) -> int:  # noqa: D102 - socket's
        self.settimeout(None)
        return super().send(*args, **kwargs)


@cache
def _trusting(file: str | None, folder: str | None) -> ssl.SSLContext:
    """As httpx and the official SDK trust: what the environment names, or else Mozilla's authorities."""
    if not file and not folder:
        import certifi  # noqa: PLC0415 - httpx brings it

        file = certifi.where()
    context = ssl.create_default_context(cafile=file or None, capath=None if file else folder)
    context.sslsocket_class = TLSSocket
    context.set_alpn_protocols(["http/1.1"])
    return context


def trust() -> ssl.SSLContext:
    """The process's one SSL context for what the environment now says to trust: to make one takes 20 ms and more.

    Raises:
        ConfigurationError: the environment names certificates that can't be read.
    """
    try:
        return _trusting(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
    except OSError as error:
        raise ConfigurationError(f"the certificates of SSL_CERT_FILE or SSL_CERT_DIR can't be read: {error}") from error
