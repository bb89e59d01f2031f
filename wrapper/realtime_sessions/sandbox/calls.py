"""Take calls as the service does: an offer and a session in, an answer and the call's address back, and hanging up.

A call here is a record: nothing is heard and nothing said.
"""

from __future__ import annotations

import re
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import TYPE_CHECKING, Any, Final

from . import bodies, sdp
from .contract import validators
from .refusals import refusal
from .replies import Refusal, Refused, Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .rules import Rules

_REMEMBERED: Final = 100_000
"""Calls kept, the newest ones."""
_HANG_UP: Final = re.compile(r"/([^/]+)/hangup")
SDP_TYPE: Final = "application/sdp"
FORM_TYPE: Final = "multipart/form-data"


@dataclass(slots=True)
class Call:
    """One call that was taken."""

    id: str
    session: Mapping[str, Any]
    """What it was to be, as it was asked."""
    ended: bool = False


@dataclass(slots=True)
class CallStore:
    """The calls that one sandbox has taken."""

    _calls: OrderedDict[str, Call] = field(default_factory=OrderedDict)

    def all(self) -> list[Call]:
        """List them, oldest first."""
        return list(self._calls.values())

    def take(self, path: str, headers: Mapping[str, str], body: bytes, rules: Rules) -> Reply:
        """Take a call.

        Raises:
            Refused: there is no offer, or the session is none.
        """
        offer, session = _parts(headers, body)
        if not sdp.is_offer(offer):
            raise Refused(Refusal(400, "The SDP is no offer that can be answered.", code="invalid_offer", param="sdp"))
        asked = {"session": session}
        validator = validators()["mint_nested"]
        if not validator.accepts(asked):
            raise Refused(refusal(validator, asked))
        rules.check("nested", asked)
        call = Call(f"rtc_{secrets.token_hex(12)}", session)
        self._calls[call.id] = call
        if len(self._calls) > _REMEMBERED:
            self._calls.popitem(last=False)
        return Reply(201, sdp.answer(offer).encode(), {"location": f"{path}/{call.id}"}, SDP_TYPE)

    def hang_up(self, name: str) -> Reply:
        """End a call.

        Raises:
            Refused: there is none, or it has ended.
        """
        call = self._calls.get(name)
        if call is None or call.ended:
            raise Refused(Refusal(404, "There is no such call, or it has ended.", code="call_id_not_found"))
        call.ended = True
        return Reply(200)


def hung_up(path: str, calls: str) -> str | None:
    """The id of the call that a URL hangs up, where it is one below the URL of the calls."""
    found = _HANG_UP.fullmatch(path.removeprefix(calls)) if path.startswith(calls) else None
    return found[1] if found else None


def _parts(headers: Mapping[str, str], body: bytes) -> tuple[str, Any]:
    """The offer and the session that a body carries."""
    told = headers.get("content-type", "")
    kind = told.partition(";")[0].strip().lower()
    if kind == SDP_TYPE:
        return _text(body), {"type": "realtime"}
    if kind != FORM_TYPE:
        raise Refused(Refusal(415, f"Only {FORM_TYPE} or {SDP_TYPE} is taken here.", code="unsupported_content_type"))
    form = BytesParser(policy=HTTP).parsebytes(b"content-type: " + told.encode("latin-1") + b"\r\n\r\n" + body)
    found = {}
    for part in form.iter_parts() if form.is_multipart() else ():
        content = part.get_payload(decode=True)
        found[part.get_param("name", header="content-disposition")] = content if isinstance(content, bytes) else b""
    if "sdp" not in found:
        raise Refused(Refusal(400, "The form has no field sdp.", code="missing_required_parameter", param="sdp"))
    return _text(found["sdp"]), bodies.parse(found["session"]) if "session" in found else {"type": "realtime"}


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise Refused(Refusal(400, "The SDP is not UTF-8 text.", code="invalid_offer", param="sdp")) from None
