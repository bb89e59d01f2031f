"""HTTP/1.1 of our own, held against h11, the general parser that httpx uses."""

from __future__ import annotations

from typing import Any

import h11
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from realtime_sessions.sending import http1
from realtime_sessions.sending.failures import RemoteProtocolError

Read = tuple[int, list[tuple[bytes, bytes]], bytes, bool]


def ours(parts: list[bytes]) -> Read | None:
    """A reply in parts, and the end of the connection; None where it is refused."""
    incoming, waiting, body = http1.Incoming(), iter([*parts, b""]), b""
    try:
        for _ in incoming.head():
            incoming.add(next(waiting))
        for part in incoming.body():
            body += part
            if not part:
                incoming.add(next(waiting))
    except RemoteProtocolError:
        return None
    return incoming.status, [(name.lower(), value) for name, value in incoming.headers], body, incoming.is_whole


def theirs(parts: list[bytes]) -> Read | None:
    connection, waiting, body = h11.Connection(h11.CLIENT), iter([*parts, b""]), b""
    connection.send(h11.Request(method="POST", target="/", headers=[("Host", "x"), ("Content-Length", "0")]))
    connection.send(h11.EndOfMessage())
    found: Any = None
    try:
        while True:
            event = connection.next_event()
            if event is h11.NEED_DATA:
                connection.receive_data(next(waiting))
            elif isinstance(event, h11.Response):
                found = event
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage):
                break
    except h11.RemoteProtocolError:
        return None
    again = connection.their_state is h11.DONE and connection.trailing_data == (b"", False)
    return found.status_code, [*found.headers], body, again


def values(headers: list[tuple[bytes, bytes]]) -> list[list[bytes]]:
    """The words of the header that is looked at: how many spaces are in a fold isn't agreed on."""
    return [value.split() for name, value in headers if name == b"x-a"]


STATUS_LINE = st.sampled_from(
    [
        b"HTTP/1.1 200 OK",
        b"HTTP/1.1 404",
        b"HTTP/1.0 200 OK",
        b"HTTP/1.1 204 No Content",
        b"HTTP/1.1 304 Not Modified",
        b"HTTP/1.1 20 OK",
        b"HTTP/2 200 OK",
        b"ICY 200 OK",
        b"HTTP/1.1  200 OK",
        b"http/1.1 200 OK",
        b"HTTP/1.1 200 \xff",
    ]
)
HEADER = st.sampled_from(
    [
        b"Content-Length: 5",
        b"Content-Length: 5, 5",
        b"content-length: 3",
        b"Content-Length: +5",
        b"Content-Length: x",
        b"Transfer-Encoding: chunked",
        b"Transfer-Encoding: gzip, chunked",
        b"transfer-encoding: Chunked",
        b"Connection: close",
        b"Connection: keep-alive, Close",
        b"X-A: b",
        b"X-A:  b \t",
        b"X-A:",
        b"X A: b",
        b": b",
        b"no colon",
        b" goes on",
        b"X-A: b\x00c",
        b"X-A: \xff",
    ]
)
BODY = st.sampled_from(
    [
        b"hello",
        b"hel",
        b"",
        b"hello more",
        b"5\r\nhello\r\n0\r\n\r\n",
        b"5;a=b\r\nhello\r\n0\r\nX-B: c\r\n\r\n",
        b"2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
        b"A\r\nhello\r\n0\r\n\r\n",
        b"x\r\nhello\r\n",
        b"5\r\nhelloX\r\n0\r\n\r\n",
        b"0\r\n\r\nrest",
        b"-5\r\nhello\r\n0\r\n\r\n",
        b"5\r\nhel",
    ]
)
INTERIM = st.sampled_from([b"", b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"])


@st.composite
def replies(draw: st.DrawFn) -> list[bytes]:
    """A reply, cut anywhere."""
    head = b"\r\n".join([draw(STATUS_LINE), *draw(st.lists(HEADER, max_size=4)), b"", b""])
    whole = draw(INTERIM) + head + draw(BODY)
    cuts = sorted(draw(st.lists(st.integers(1, max(len(whole) - 1, 1)), max_size=6, unique=True)))
    return [part for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True) if (part := whole[start:end])]


@given(replies())
@settings(max_examples=500, deadline=None)
@example([b"HTTP/1.1 200 OK\nContent-Length: 2\n\nok"])
@example([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n5\r\nhello\r\n0\r\n\r\n"])
def test_a_reply_is_what_h11_says_it_is(parts: list[bytes]) -> None:
    """What h11 refuses is refused, and what it reads is read so; only its own whims are left out."""
    expected = theirs(parts)
    if b"".join(parts).count(b"ontent-") > 1 and expected is None:
        return  # h11 refuses a length that stands twice, which RFC 9110 allows where both are one
    found = ours(parts)
    if expected is None:
        assert found is None
        return
    status, headers, body, again = expected
    assert found is not None
    assert found[0] == status
    assert found[2] == body
    if b"Transfer-Encoding" not in b"".join(parts):
        assert found[3] == again
    assert not found[3] or again
    assert values(found[1]) == values(headers)


@pytest.mark.parametrize(
    "text",
    [
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * http1.MAX_HEAD + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-A: a\r\n" * (http1.MAX_HEAD // 8 + 1) + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 21 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n",
        b"a" * (http1.MAX_HEAD + 1),
        b"HTTP/1.1 100 Continue\r\n\r\n" * http1.MOST_HEADS + b"HTTP/1.1 200 OK\r\n\r\n",
        b"\r\n" * http1.MOST_HEADS + b"HTTP/1.1 200 OK\r\n\r\n",
        b"",
    ],
)
def test_what_no_reply_is(text: bytes) -> None:
    assert ours([text] if text else []) is None


def test_a_head_without_end_is_refused_before_it_is_whole() -> None:
    incoming = http1.Incoming()
    steps = incoming.head()
    next(steps)
    incoming.add(b"HTTP/1.1 200 OK\r\n" + b"X-A: a\r\n" * (http1.MAX_HEAD // 8 + 1))
    with pytest.raises(RemoteProtocolError, match="head has more than"):
        next(steps)


def test_a_request() -> None:
    headers = [(b"Host", b"x.example"), (b"Authorization", b"Bearer x"), (b"content-length", b"9")]
    sent = http1.request(b"POST /v1?a=b", http1.lines(headers), b"{}")
    assert sent == (
        b"POST /v1?a=b HTTP/1.1\r\nHost: x.example\r\nAuthorization: Bearer x\r\nContent-Length: 2\r\n\r\n{}"
    )
