"""Write a request and read its reply as HTTP/1.1 has them (RFC 9112), without doing I/O.

It knows what one JSON call needs: no upgrade, no pipelining, no request without a length. That takes a tenth of
the time that a general parser takes, which was most of a call's. Guarantees: a reply is framed by its
Transfer-Encoding, its Content-Length or the end of the connection, in this order; what breaks the framing, or has a
head of more than MAX_HEAD bytes, raises RemoteProtocolError.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable
from typing import Final, TypeAlias

from .failures import RemoteProtocolError

MAX_HEAD: Final = 100 * 1024  # bytes
MOST_HEADS: Final = 50  # of one reply: what is only for the meantime has one as well
NO_CONTENT: Final = frozenset({204, 304})
_LAST_INTERIM: Final = 199
_SWITCHING: Final = 101
_STATUS_LINE: Final = re.compile(rb"HTTP/1\.([01]) ([1-9][0-9]{2})(?: ([^\x00-\x08\x0a-\x1f\x7f]*))?")
_FRAMING: Final = frozenset({b"content-length", b"transfer-encoding"})
_TOKEN: Final = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_FIELDS: Final = re.compile(rb"(?:\n" + _TOKEN + rb":[^\x00-\x08\x0a-\x1f\x7f]*\r?)*\n\r?\n")
_FIELD: Final = re.compile(rb"\n(" + _TOKEN + rb"):([^\r\n]*)")
_LINE_END: Final = re.compile(rb"\n")
_FIELDS_END: Final = re.compile(rb"\n\r?\n")  # an empty line
_CHUNK: Final = rb"([0-9A-Fa-f]{1,20})[ \t]*(?:;[^\x00-\x08\x0a-\x1f\x7f]*)?"  # compiled where one comes

_NO_REPLY: Final = "the server closed the connection without a reply"
_EARLY: Final = "the server closed the connection before its reply was whole"

Steps: TypeAlias = Generator[bytes, None, None]
Fields: TypeAlias = list[tuple[bytes, bytes]]


def lines(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Checked headers as a request has them; those that frame it are ours alone."""
    return b"".join(name + b": " + value + b"\r\n" for name, value in headers if name.lower() not in _FRAMING)


def request(start: bytes, headers: bytes, content: bytes) -> bytes:
    """The bytes of a request, from its method and target, and its headers' lines."""
    return b"%b HTTP/1.1\r\n%bContent-Length: %d\r\n\r\n%b" % (start, headers, len(content), content)


class Incoming:
    """A reply that comes in parts: `add` what was read, go on with `head` and then with `body`.

    Both are steps: an empty one asks for more to be added, another is a part of the body.
    """

    def __init__(self) -> None:
        self.status, self.reason = 0, b""
        self.headers: Fields = []
        self.is_whole = False
        """Whether it was read to its end, and the connection can carry another one."""
        self._data = bytearray()
        self._is_over = False

    def add(self, data: bytes) -> None:
        """Add what was read; nothing is the end of the connection."""
        self._data += data
        self._is_over = not data

    def head(self) -> Steps:
        """Read the status and the headers; what is only for the meantime is left out."""
        for _ in range(MOST_HEADS):
            line = yield from self._line()
            if not line and not self.status:  # some servers end a body with a line too many
                continue
            found = _STATUS_LINE.fullmatch(line)
            if found is None or int(found[2]) == _SWITCHING:
                told = re.findall(rb"(?:[A-Za-z]{2,5}[/ -][0-9.]{0,3})?", line[:12])[0]  # the rest may repeat a key
                raise RemoteProtocolError(f"illegal status line: {bytes(told)!r}")
            self._is_old, self.status, self.reason = found[1] == b"0", int(found[2]), found[3] or b""
            self.headers = yield from self._fields()
            if self.status > _LAST_INTERIM:
                return
        raise RemoteProtocolError(f"it has more than {MOST_HEADS} heads")

    def body(self) -> Steps:
        """Read the body in parts."""
        codings, lengths = self._tokens(b"transfer-encoding"), self._tokens(b"content-length")
        keeps = not self._is_old and b"close" not in self._tokens(b"connection")
        if codings not in ([], [b"chunked"]):
            raise RemoteProtocolError("its Transfer-Encoding isn't chunked")
        if lengths and (len(set(lengths)) > 1 or not re.fullmatch(rb"[0-9]{1,20}", lengths[0])):
            raise RemoteProtocolError("its Content-Length is none")
        if self.status in NO_CONTENT:
            pass
        elif codings:
            yield from self._chunks()
            keeps = keeps and not lengths  # who says both may have been misunderstood on the way
        elif lengths:
            yield from self._exactly(int(lengths[0]))
        else:
            while not self._is_over:
                yield self._taken(len(self._data))
            keeps = False
        self.is_whole = keeps and not self._data

    def _tokens(self, name: bytes) -> list[bytes]:
        lines = [value for key, value in self.headers if key == name]
        return [token.strip().lower() for line in lines for token in line.split(b",")]

    def _taken(self, length: int) -> bytes:
        part = bytes(self._data[:length])
        del self._data[: len(part)]
        return part

    def _exactly(self, length: int) -> Steps:
        while length:
            part = self._taken(length)
            length -= len(part)
            if length and self._is_over:
                raise RemoteProtocolError(_EARLY)
            yield part

    def _until(self, end: re.Pattern[bytes]) -> Generator[bytes, None, bytes]:
        """What comes up to an end, and the end, in bounds."""
        searched = 0
        while (found := end.search(self._data, searched)) is None:
            if self._is_over:
                raise RemoteProtocolError(_EARLY if self.status or self._data else _NO_REPLY)
            if len(self._data) > MAX_HEAD:
                break
            searched = max(0, len(self._data) - len(b"\n\r"))
            yield b""
        if found is None or found.end() > MAX_HEAD:
            raise RemoteProtocolError(f"its head has more than {MAX_HEAD:,} bytes")
        return self._taken(found.end())

    def _line(self) -> Generator[bytes, None, bytes]:
        return (yield from self._until(_LINE_END)).removesuffix(b"\n").removesuffix(b"\r")

    def _fields(self) -> Generator[bytes, None, Fields]:
        self._data[:0] = b"\n"  # each field begins with the end of a line: to search for alternatives is slow
        text = yield from self._until(_FIELDS_END)
        if b"\n " in text or b"\n\t" in text:
            text = re.sub(rb"\r?\n[ \t]+", b" ", text)  # a value goes on, as was allowed once
        if not _FIELDS.fullmatch(text):
            raise RemoteProtocolError("a line of its head is no header")
        return [(name.lower(), value.strip(b" \t")) for name, value in _FIELD.findall(text)]

    def _chunks(self) -> Steps:
        while True:
            size = re.fullmatch(_CHUNK, (yield from self._line()))
            if size is None:
                raise RemoteProtocolError("a chunk of its has no size")
            length = int(size[1], 16)
            if not length:
                break
            yield from self._exactly(length)
            if (yield from self._line()):
                raise RemoteProtocolError("a chunk of its has another size")
        yield from self._fields()
