"""Ask the provider, with the public client, and say what a failure is to a user of the gateway.

Limits, retries, failover and masking are the client's. The provider's status, code and parameter reach the user; that
it refused the gateway's own key is the gateway's fault, and never looks like the user's.
"""

from __future__ import annotations

import hmac
import json
import logging
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

import httpx
from attrs import frozen

from realtime_sessions import AsyncRealtimeSessions, Endpoint, errors
from realtime_sessions.call import Calls
from realtime_sessions.explaining.advice import flat_name
from realtime_sessions.explaining.refusal import error_of
from realtime_sessions.redaction import Secret
from realtime_sessions.reply import Answer, Reply
from realtime_sessions.sending.request import Request
from realtime_sessions.session import ClientSecret, session_in
from realtime_sessions.shapes import SESSION, encode

from .messages import Refused
from .policy import invalid

_log: Final = logging.getLogger("realtime_sessions.gateway")
_OUR_FAULT: Final = frozenset({401, 403, 407})
_REFUSALS: Final = range(400, 600)
"""No other status can carry our envelope: the text of a 304 would begin the next answer."""
_CALL_ID: Final = re.compile("[A-Za-z0-9_-]{1,128}")
_AGAIN: Final = {"retry-after": "1"}


@frozen
class Minted:
    """A key, and the session that it opens as the provider sent it: the gateway needs no more of it than it shows."""

    secret: ClientSecret
    endpoint: Endpoint
    reply: Reply

    @property
    def session(self) -> Mapping[str, Any]:
        """The session; in the flat shape the key is among its parts."""
        return session_in(self.reply)


class Provider:
    """The provider, asked by so many at once and no more."""

    def __init__(self, client: AsyncRealtimeSessions, timeout: float, concurrent: int) -> None:
        self._client = client.with_options(strict=True, timeout=timeout)
        self._timeout = timeout
        self.room, self.most = concurrent, concurrent

    @property
    def busy(self) -> int:
        """How many requests are under way."""
        return self.most - self.room

    async def mint(self, kind: str, config: Mapping[str, Any]) -> Minted:
        """Mint a key for a kind of session, from parameters that a policy has checked.

        Raises:
            Refused: there is no room, or the provider refused.
        """
        with self._asking():
            answer, secret = await self._client._call(self._calls.minted(kind, config, None, {}), {})  # noqa: SLF001
            return Minted(secret, answer.endpoint, answer.reply)

    async def call(self, offer: str, config: Mapping[str, Any], safety_identifier: str) -> tuple[str, str]:
        """Make a call for a browser's offer; give the provider's answer and its name for the call.

        Raises:
            Refused: there is no room, or the provider refused.
        """
        with self._asking():
            whole = {**self._calls.defaults, **config}
            encoded = encode(whole, Endpoint.NESTED)
            for name, value in encoded.dropped.items():
                raise errors.InvalidParameterError(name, value, "left out: a call can't express it")
            session = json.dumps(encoded.body[SESSION], ensure_ascii=False).encode()
            parts = {"sdp": (None, offer, "application/sdp"), "session": (None, session, "application/json")}
            reply = await self._asked("", {"OpenAI-Safety-Identifier": safety_identifier}, parts)
            told = _CALL_ID.fullmatch(reply.headers.get("location", "").rpartition("/")[2])
            if told is None or not reply.text.startswith("v=0"):
                raise errors.UnexpectedReplyError("the reply is no SDP answer with the address of a call")
            return reply.text, told[0]

    async def hang_up(self, name: str) -> bool:
        """End a call; one that has ended already is none that fails. Whether it was open.

        Raises:
            RealtimeSessionsError: the provider didn't.
        """
        try:
            await self._asked(f"/{name}/hangup", {}, None)
        except errors.NotFoundError:
            _log.info("call %s had ended already", name)
            return False
        return True

    async def _asked(self, below: str, headers: Mapping[str, str], parts: Any) -> Reply:
        """Send a request about calls: what the client does for keys, at a URL that it has no method for."""
        calls, client = self._calls, self._client
        _, url, prepared = calls._prepare(Endpoint.NESTED)  # noqa: SLF001 - of the same package
        form = httpx.Request("POST", str(url), files=parts)
        told = {"Content-Type": form.headers.get("content-type"), **headers}
        path = url.path.removesuffix("client_secrets") + "calls" + below
        request = Request("POST", url._replace(path=path), prepared, form.read(), (Secret(told),))
        calls.authorize(request, await client._fresh_key())  # noqa: SLF001
        retries = 0 if parts else 2  # a call is made once: a second attempt could make a second one
        reply = await client._sender.send(request, timeout=self._timeout, retries=retries)  # noqa: SLF001
        if not reply.is_success:
            raise error_of(Answer(Endpoint.NESTED, reply), "realtime", calls.service)
        return reply

    @property
    def _calls(self) -> Calls:
        return self._client._calls  # noqa: SLF001 - of the same package

    def check_room(self) -> None:
        """Refuse what there is no room for.

        Raises:
            Refused: as many requests are under way as may be.
        """
        if self.room <= 0:
            text = "The gateway has as many requests under way as it may."
            raise Refused(503, "overloaded", text, hint="try again in a moment", headers=_AGAIN)

    def _asking(self) -> _Asking:
        self.check_room()
        return _Asking(self)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()


class _Asking:
    """One request to the provider: it takes room, and what fails in it is a refusal."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    def __enter__(self) -> None:
        self._provider.room -= 1

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._provider.room += 1
        if isinstance(error, errors.RealtimeSessionsError):
            raise refusal(error) from None


def refusal(error: errors.RealtimeSessionsError) -> Refused:
    """What a failure of the client's is to a user of the gateway."""
    if isinstance(error, errors.InvalidParameterError):
        return invalid(error)
    if isinstance(error, errors.APITimeoutError):
        return Refused(504, "provider_timeout", "The provider didn't answer in time.", headers=_AGAIN)
    if isinstance(error, errors.APIConnectionError):
        _log.warning("the provider can't be reached: %r", str(error))
        return Refused(502, "provider_unreachable", "The provider can't be reached.", headers=_AGAIN)
    status = error.status_code or 0
    is_odd = isinstance(error, errors.APIStatusError) and status not in _REFUSALS
    if is_odd or isinstance(error, errors.UnexpectedReplyError):
        _log.warning("the provider's reply is none: %r", str(error))
        return Refused(502, "provider_failed", "The provider's reply can't be understood.", headers=_AGAIN)
    ours = status in _OUR_FAULT or not isinstance(error, errors.APIStatusError)
    if ours or isinstance(error, errors.EndpointRetiredError):
        _log.error("the provider doesn't take what the gateway sends: %r", str(error))
        text = "The provider doesn't serve this gateway as it is set up: its operator has to look."
        return Refused(502, "provider_refused", text)
    param = None if error.param is None else flat_name(error.param) or error.param.removeprefix("session.")
    wait = getattr(error, "retry_after", None)
    headers = {} if wait is None else {"retry-after": str(max(1, round(wait)))}
    if status == 429 and wait is None:  # noqa: PLR2004 - Too Many Requests
        headers = dict(_AGAIN)
    return Refused(status, error.code, _words(error), param=param, kind=error.type, by="provider", headers=headers)


def _words(error: errors.RealtimeSessionsError) -> str:
    """The provider's own words: status, code and parameter stand beside them."""
    told = error.body.get("error") if isinstance(error.body, dict) else None
    words = told.get("message") if isinstance(told, dict) else None
    return words if words and isinstance(words, str) else str(error)


@lru_cache(maxsize=1024)
def identifier(key: Secret, user: str) -> str:
    """What the provider knows a user by: a keyed hash, of which nobody finds the name."""
    return hmac.digest(key.value.encode(), user.encode(), "sha256").hex()
