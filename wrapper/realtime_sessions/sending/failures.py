"""What goes wrong on the way, as classes with the names that httpx gives it.

A caller's error has httpx's as its cause. To import httpx takes longer than a call, so it is imported, and its error
made, when something has gone wrong.
"""


class TransportError(Exception):
    """The root of these, never raised itself."""


class ConnectError(TransportError):
    """There was no connection to be had."""


class ConnectTimeout(TransportError):  # noqa: N818 - the name that httpx has for it
    """There was none in time."""


class ReadError(TransportError):
    """The connection broke."""


class ReadTimeout(TransportError):  # noqa: N818 - the name that httpx has for it
    """The reply took too long."""


class WriteTimeout(TransportError):  # noqa: N818 - the name that httpx has for it
    """The request took too long to be sent."""


class RemoteProtocolError(TransportError):
    """The server speaks something other than HTTP."""


def as_httpx(error: Exception) -> Exception:
    """httpx's error for one of ours, or for one of what connects through proxies; another is given back."""
    origin, kind = type(error).__module__.partition(".")[0], type(error).__name__
    if origin not in {"httpcore", "socksio"} and not isinstance(error, TransportError):
        return error
    import httpx  # noqa: PLC0415

    same: Exception = getattr(httpx, "ProxyError" if origin == "socksio" else kind)(str(error))
    same.__cause__ = error.__cause__ if isinstance(error, TransportError) else error
    return same
