"""Say what comes of an attempt: a reply, an error of ours, or a pause before the next attempt.

Guarantees: nothing is begun after the limit of the call; a reply is read up to 4 MiB, as it came and as it is
unpacked; an error names the host and the number of attempts, and no frame of its traceback holds the request.
Retries follow the official SDKs: connection errors, 408, 409, 429 and 5xx, after half a second, doubling to
eight, with jitter; what the server says (`Retry-After`, `retry-after-ms`, `x-should-retry`) goes first.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final

from realtime_sessions import errors
from realtime_sessions.logs import DEBUG, tell
from realtime_sessions.redaction import Secret, redact
from realtime_sessions.reply import Reply

from .failures import ReadTimeout, as_httpx
from .request import Request
from .sockets import begin

RETRIED_STATUSES: Final = frozenset({408, 409, 429})
FIRST_PAUSE: Final = 0.5  # seconds
LONGEST_PAUSE: Final = 8.0  # seconds
LONGEST_TOLD: Final = 86_400.0  # seconds; what is told beyond a day isn't meant
MAX_REPLY: Final = 4 * 1024 * 1024  # bytes; a session has two or three thousand
_GZIP_OR_ZLIB: Final = 47  # zlib's number for both


def told_pause(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server wants to be left alone; None where it doesn't say, or not in a form that is known."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        text = headers.get(name, "").strip()
        if not text:
            continue
        try:
            pause = float(text) * unit
        except ValueError:
            from email.utils import parsedate_to_datetime  # noqa: PLC0415 - here and below: for failures only

            try:
                pause = (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
            except (ValueError, TypeError, OverflowError):
                continue
        if 0 <= pause <= LONGEST_TOLD:
            return pause
    return None


def _worth_repeating(reply: Reply) -> bool:
    if reply.is_success:
        return False
    wish = reply.headers.get("x-should-retry")
    if wish == "true":  # obeyed, but a retired endpoint doesn't come back
        return not reply.is_retired
    failed = reply.status >= errors.FIRST_SERVER_ERROR and reply.status != HTTPStatus.NOT_IMPLEMENTED
    return wish != "false" and (failed or reply.status in RETRIED_STATUSES)


class Call:
    """One request, its attempts, and what comes of each: a reply, an error, or a pause before the next."""

    def __init__(self, request: Request, timeout: float | None, retries: int, through: str) -> None:
        self._request = request
        self._ends = None if timeout is None else time.monotonic() + timeout
        self._retries = retries
        self._place = request.url.netloc + through
        self._attempts = 0
        self._began = 0.0

    def start(self) -> tuple[Request, list[Any]]:
        """The request for an attempt in the time that is left, and what the attempt will have opened."""
        self._check()
        self._began = time.monotonic()
        self._request.left = None if self._ends is None else self._ends - self._began
        self._attempts += 1
        return self._request, begin(self._ends)

    def _check(self) -> None:
        if self._ends is not None and time.monotonic() >= self._ends:
            raise ReadTimeout("the time limit is over")

    def add(self, content: bytearray, chunk: bytes) -> None:
        """Put a chunk to what is there of a reply, while there is time and room for it."""
        self._check()
        content += chunk
        _bounded(content)

    def answered(self, received: Any, content: bytes) -> Reply | float:
        """The call's reply, or the pause before it is asked for again."""
        given = hasattr(received, "status_code")  # httpx's own
        status, headers = (received.status_code, received.headers.raw) if given else (received.status, received.headers)
        reply = Reply(status, headers, received.extensions.get("reason_phrase"), self._request.sent, self._attempts)
        packed = reply.headers.pop("content-encoding", "").strip().lower()
        reply.content = content if was_read(received) else _unpacked(content, packed)
        self._note(status)
        pause = self._pause(told_pause(reply.headers)) if _worth_repeating(reply) else None
        return reply if pause is None else pause

    def failed(self, error: Exception) -> errors.RealtimeSessionsError | float:
        """The error to raise, or the pause before the next attempt; what isn't httpx's or ours is raised again."""
        import httpx  # noqa: PLC0415

        error = as_httpx(error)
        self._note(type(error).__name__)
        ours_to_mend = (httpx.LocalProtocolError, httpx.UnsupportedProtocol)
        repeatable = isinstance(error, httpx.TransportError) and not isinstance(error, ours_to_mend)
        pause = self._pause(None) if repeatable else None
        if pause is not None:
            return pause
        ours = error if isinstance(error, errors.RealtimeSessionsError) else self._ours(error)
        if ours is not error:
            ours.__cause__ = error
        for frames in _chain(error):  # in their locals is the request, and in its headers the key
            frames.__traceback__ = None
            frames.args = tuple(redact([*frames.args], self._request.sent))  # a server may repeat the key anywhere
            if isinstance(frames, httpx.RequestError):
                frames._request = None  # noqa: SLF001 - there is no other way to let go of it
        return ours

    def _pause(self, told: float | None) -> float | None:
        """Seconds until the next attempt; None where there is none to be made."""
        import random  # noqa: PLC0415

        doubled = min(FIRST_PAUSE * 2 ** min(self._attempts - 1, 10), LONGEST_PAUSE)
        pause = doubled * random.uniform(0.75, 1) if told is None else told  # noqa: S311 - no secret
        too_late = self._ends is not None and time.monotonic() + pause >= self._ends
        return None if too_late or self._attempts > self._retries else pause

    def _ours(self, error: Exception) -> errors.RealtimeSessionsError:
        import httpx  # noqa: PLC0415

        made = f"{self._attempts} attempt{'' if self._attempts == 1 else 's'}"
        if isinstance(error, httpx.TimeoutException):
            text = f"there was no whole reply from {self._place} within the time limit ({made})"
            return errors.APITimeoutError(text)
        if isinstance(error, httpx.DecodingError):
            return errors.UnexpectedReplyError(f"the reply can't be read: {_reason(error, self._request.sent)}")
        others = (httpx.InvalidURL, httpx.StreamError, httpx.CookieConflict, UnicodeError)
        if isinstance(error, (httpx.HTTPError, *others)):
            why = _reason(error, self._request.sent)
            text = f"the connection to {self._place} failed ({type(error).__name__}, {made}): {why}"
            return errors.APIConnectionError(text)
        if isinstance(error, RuntimeError) and "event loop" in str(error).lower():  # asyncio has no class for it
            text = "the client's connections are of another event loop, or of one that is closed: make one in each loop"
            return errors.ConfigurationError(text)
        raise error

    def _note(self, outcome: object) -> None:
        took, path = time.monotonic() - self._began, self._request.url.path
        tell(DEBUG, "%s%s, attempt %d: %s in %.3f s", self._place, path, self._attempts, outcome, took)


def _reason(error: BaseException, sent: Iterable[Secret]) -> str:
    """An error's text, or that of the first of its causes to have one: some wrap a cause without a word."""
    return str(redact(next(filter(None, map(str, _chain(error))), ""), sent))


def _chain(error: BaseException | None) -> list[BaseException]:
    """An error and its causes; asyncio raises one error twice, which can make it a cause of its own."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _bounded(content: bytes | bytearray) -> None:
    if len(content) > MAX_REPLY:
        raise errors.UnexpectedReplyError(f"the reply has more than {MAX_REPLY:,} bytes")


def _unpacked(content: bytes, packed: str) -> bytes:
    """A reply as it was asked for, since some servers pack whatever they are asked."""
    if packed in {"", "identity"} or not content:
        return content
    if packed not in {"gzip", "x-gzip", "deflate"}:
        # what is longer may repeat a key
        how = repr(packed) if re.fullmatch("[a-z0-9, -]{1,16}", packed) else "something unknown"
        text = f"the reply is packed as {how}, though it was asked for as it is; gzip or deflate could be read"
        raise errors.UnexpectedReplyError(text)
    import zlib  # noqa: PLC0415 - for those servers only

    unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        unpacked = unpacker.decompress(content, MAX_REPLY + 1)
    except zlib.error as error:
        raise errors.UnexpectedReplyError(f"the reply can't be unpacked: {error}") from error
    _bounded(unpacked)
    if not unpacker.eof:
        raise errors.UnexpectedReplyError("the reply can't be unpacked: it breaks off")
    return unpacked


def was_read(received: Any) -> bool:
    """Whether a transport of the caller's has read the reply, and unpacked it."""
    return getattr(received, "is_stream_consumed", False)
