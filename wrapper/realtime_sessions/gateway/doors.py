"""Door 1: a key. Each door takes an authenticated request and answers it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from realtime_sessions import Session
from realtime_sessions.endpoints import Endpoint
from realtime_sessions.errors import InvalidParameterError
from realtime_sessions.explaining.bounds import UNKNOWN
from realtime_sessions.redaction import Secret
from realtime_sessions.shapes import decode, encode, flat_view, told_at

from .bodies import parsed
from .context import Context
from .messages import Answer, Refused, Request, answered, written
from .observe import audit, span
from .policy import invalid
from .users import User

_KEYS: Final = frozenset({"client_secret", "value"})


async def body_of(context: Context, request: Request) -> dict[str, Any]:
    """The JSON object that a request carries; an empty one where it has no body.

    Raises:
        Refused: it carries something else.
    """
    raw = await request.body(context.settings.most_body, context.settings.body_seconds)
    if request.media_type() != "application/json":
        raise Refused(415, "unsupported_content_type", "Send JSON, and say so in Content-Type.")
    return parsed(raw) if raw.strip() else {}


async def session(context: Context, request: Request, user: User) -> Answer:
    """Mint a key from parameters by their flat names."""
    config = context.settings.policy.applied(await body_of(context, request))
    minted = await _minted(context, request, user, config)
    public = context.settings.policy.shown(_view(minted))
    return Answer(200, written(Secret({**minted.client_secret.to_dict(), "session": public})))


async def nested(context: Context, request: Request, user: User) -> Answer:
    """Mint a key from the body of the provider's own nested endpoint, and answer in its shape."""
    minted = await _as_asked(context, request, user)
    if minted.endpoint is Endpoint.NESTED:
        whole = context.settings.policy.shown_nested(_session_of(minted))
    else:
        public = context.settings.policy.shown(_view(minted))
        whole = {"object": "realtime.session", **encode(public, Endpoint.NESTED).body["session"]}
    return Answer(200, written(Secret({**minted.client_secret.to_dict(), "session": whole})))


async def flat(context: Context, request: Request, user: User) -> Answer:
    """Mint a key from the body of the provider's own flat endpoint, and answer in its shape."""
    minted = await _as_asked(context, request, user)
    public = context.settings.policy.shown(_view(minted))
    whole = {**public, **encode(public, Endpoint.FLAT).body}
    return Answer(200, written(Secret({**whole, "client_secret": minted.client_secret.to_dict()})))


async def me(context: Context, _request: Request, user: User) -> Answer:
    """Say who the user is, and what may be set."""
    return answered(200, {"user": user.name, "allowed": context.settings.policy.told()})


async def _as_asked(context: Context, request: Request, user: User) -> Session:
    body = await body_of(context, request)
    try:
        given, places = decode(body)
    except InvalidParameterError as error:
        if UNKNOWN in error.bound:
            text = f"{error.parameter} is no parameter{error.bound.partition(UNKNOWN)[2]}"
            raise Refused(422, "unknown_parameter", text, param=error.parameter) from None
        raise invalid(error) from None
    try:
        return await _minted(context, request, user, context.settings.policy.applied(given))
    except Refused as refused:
        if refused.param is not None:  # told by the place in the body that was given
            refused.param = told_at(places, refused.param)
        raise


async def _minted(context: Context, request: Request, user: User, config: Mapping[str, Any]) -> Session:
    await context.spend(user)
    with span("gateway.mint", request.headers, door=request.path):
        minted = await context.provider.mint({**config, "safety_identifier": context.identifier(user)})
    context.metrics.keys.inc()
    expires_at = int(minted.client_secret.expires_at.timestamp())
    told = {"model": minted.model, "expires_at": expires_at, "provider_request_id": minted.request_id}
    audit("key", request, user=user.name, **told)
    return minted


def _view(minted: Session) -> dict[str, Any]:
    """The session by flat names, as the provider sent it, nulls too; no local of what works on it has the key."""
    return flat_view({name: value for name, value in _session_of(minted).items() if name not in _KEYS})


def _session_of(minted: Session) -> Mapping[str, Any]:
    body = minted._reply.value  # noqa: SLF001 - of the same package; `raw` looks for keys in all of it
    inner = body.get("session")
    return inner if isinstance(inner, Mapping) else body
