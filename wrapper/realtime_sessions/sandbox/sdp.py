"""Answer a WebRTC offer, so that a browser takes the answer; nobody is at the other end.

Sound and the data channel are taken, each with what the offer has for it; any other medium is refused. The answer
names no candidate: a connection is never made.
"""

from __future__ import annotations

import re
import secrets
from typing import Final

_OPUS: Final = re.compile(r"^a=rtpmap:(\d+) opus/48000", re.MULTILINE | re.IGNORECASE)
_MID: Final = re.compile(r"^a=mid:(\S+)", re.MULTILINE)
_DIRECTIONS: Final = {"sendonly": "recvonly", "recvonly": "sendonly", "inactive": "inactive"}
_REFUSED_PORT, _PORT = 0, 9  # 9 is the port that nobody listens on (RFC 8840)


def is_offer(text: str) -> bool:
    """Whether a text is an offer that can be answered: a session with a medium."""
    return text.startswith("v=0") and re.search(r"^m=(audio|application) ", text, re.MULTILINE) is not None


def answer(offer: str) -> str:
    """The answer to an offer."""
    head, *media = re.split(r"^(?=m=)", offer.replace("\r\n", "\n"), flags=re.MULTILINE)
    del head
    fingerprint = ":".join(f"{byte:02X}" for byte in secrets.token_bytes(32))
    secure = [
        f"a=ice-ufrag:{secrets.token_hex(4)}",
        f"a=ice-pwd:{secrets.token_hex(12)}",
        f"a=fingerprint:sha-256 {fingerprint}",
        "a=setup:active",
    ]
    sections = [_section(medium, secure) for medium in media]
    taken = [mid for mid, lines in sections if lines[0].split()[1] != str(_REFUSED_PORT)]
    lines = [
        "v=0",
        f"o=- {secrets.randbits(62)} 2 IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        *([f"a=group:BUNDLE {' '.join(taken)}"] if "a=group:BUNDLE" in offer else []),
        *(line for _, section in sections for line in section),
    ]
    return "\r\n".join(lines) + "\r\n"


def _section(medium: str, secure: list[str]) -> tuple[str, list[str]]:
    """The answer to one medium, and its name."""
    kind, _, protocol, *forms = medium.splitlines()[0].removeprefix("m=").split()
    named = _MID.search(medium)
    mid = [f"a=mid:{named[1]}"] if named else []
    opus = _OPUS.search(medium)
    name = named[1] if named else ""
    if kind == "application" and "SCTP" in protocol:
        port = re.search(r"^a=sctp-port:\d+", medium, re.MULTILINE)
        own = [port[0]] if port else []
        return name, [_line(kind, _PORT, protocol, forms[0]), "c=IN IP4 0.0.0.0", *secure, *mid, *own]
    if kind != "audio" or opus is None:
        return name, [_line(kind, _REFUSED_PORT, protocol, forms[0]), "c=IN IP4 0.0.0.0", *mid, "a=inactive"]
    told = next((word for word in _DIRECTIONS if f"\na={word}\n" in medium), "")
    own = [f"a={_DIRECTIONS.get(told, 'sendrecv')}", "a=rtcp-mux", f"a=rtpmap:{opus[1]} opus/48000/2"]
    return name, [_line(kind, _PORT, protocol, opus[1]), "c=IN IP4 0.0.0.0", *secure, *mid, *own]


def _line(kind: str, port: int, protocol: str, form: str) -> str:
    return f"m={kind} {port} {protocol} {form}"
