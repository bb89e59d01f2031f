"""Door 2: a call that the gateway makes for a browser, and single-use tickets for either door.

A ticket is opaque, and bound to a user, to the policy it was given under, and to the origin that may use it. The store
knows its digest only. Whoever shows it uses it up, also when it is refused.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from typing import Any, Final

from realtime_sessions.redaction import Secret

from .bodies import parsed
from .context import Context
from .doors import body_of
from .messages import Answer, Refused, Request, answered, written
from .observe import audit, span
from .policy import LIFE
from .settings import is_origin
from .store import StoreDownError
from .users import User, bearer, digest

SCHEME: Final = "ticket"
_SDP: Final = "application/sdp"


async def call(context: Context, request: Request, user: User) -> Answer:
    """Make a call from a browser's offer; give back the provider's answer."""
    raw = await request.body(context.settings.most_body, context.settings.body_seconds)
    config: dict[str, Any] = {}
    if request.media_type() == _SDP:
        offer = _text(raw)
    elif request.media_type() == "application/json":
        offer, config = _asked(parsed(raw))
    else:
        raise Refused(415, "unsupported_content_type", f"Send JSON or {_SDP}, and say so in Content-Type.")
    if not offer.startswith("v=0") or "\0" in offer:
        raise Refused(422, "invalid_parameter", "sdp is no SDP offer.", param="sdp")
    if LIFE in config:
        raise Refused(422, "not_allowed", f"{LIFE} is a key's, and a call has none.", param=LIFE, hint="leave it out")
    applied = context.settings.policy.applied(config)
    applied.pop(LIFE, None)
    await context.spend(user)
    left = asyncio.ensure_future(request.left())
    try:
        with span("gateway.call", request.headers, door="call"):
            answer, opened = await context.calls.open(user, offer, applied, context.identifier(user))
        if left.done():  # nobody gets the answer, so nobody would end the call
            await context.calls.end(opened.id, User(user.name, admin=True), "left")
            raise Refused(400, "client_left", "The client left before its call was made.")
    finally:
        left.cancel()
    told = opened.told()
    audit("call", request, user=user.name, call_id=opened.id, model=applied.get("model"), ends_at=told["ends_at"])
    return answered(201, {"sdp": answer, "call_id": opened.id, "ends_at": told["ends_at"]})


async def end(context: Context, request: Request, user: User) -> Answer:
    """End a call of the user's own."""
    await context.calls.end(request.last, user, "user")
    return Answer(204)


async def admin_end(context: Context, request: Request, user: User) -> Answer:
    """End anybody's call."""
    _check_admin(user)
    await context.calls.end(request.last, user, "admin")
    return Answer(204)


async def admin_list(context: Context, _request: Request, user: User) -> Answer:
    """List the open calls."""
    _check_admin(user)
    return answered(200, {"calls": [each.told() for each in await context.calls.all()]})


async def ticket(context: Context, request: Request, user: User) -> Answer:
    """Give a ticket for one key or call, to be used from this origin or from one that is named."""
    asked = await body_of(context, request)
    own = request.headers.get("origin", "")
    origin = asked.pop("origin", own)
    if asked:
        name = next(iter(asked))
        raise Refused(422, "unknown_parameter", f"{name} is nothing that a ticket has.", param=name)
    if not is_origin(origin, context.settings.origins, own):
        raise Refused(422, "not_allowed", "origin is none that may call the gateway.", param="origin")
    await context.limiter.hit("ticket", user.name)
    value, seconds = Secret(secrets.token_urlsafe(32)), context.settings.ticket_seconds
    bound = {"user": user.name, "policy": context.settings.policy.fingerprint, "origin": origin}
    try:
        await context.store.keep(digest(value.value), bound, seconds)
    except StoreDownError as error:
        raise _down(context, error) from None
    audit("ticket", request, user=user.name, bound_to=origin)
    return Answer(200, written(Secret({"ticket": value.value, "expires_at": int(time.time()) + seconds})))


async def user_of_ticket(context: Context, request: Request) -> User:
    """The user that a ticket was given for; the ticket is used up. To end its own call it may be shown again.

    Raises:
        Refused: it isn't good here.
    """
    shown = digest(bearer(request, SCHEME).value)
    if request.method == "DELETE":
        return User("", ticket=shown)
    try:
        bound = await context.store.take(shown)
    except StoreDownError as error:
        raise _down(context, error) from None
    here = {"policy": context.settings.policy.fingerprint, "origin": request.headers.get("origin", "")}
    if bound is None or any(bound[name] != value for name, value in here.items()):
        raise Refused(401, "unauthenticated", "The ticket isn't good here, or not any more.", hint="get a new one")
    return User(str(bound["user"]), ticket=shown)


def _down(context: Context, error: StoreDownError) -> Refused:
    """A ticket is never good while nobody can tell whether it was used."""
    context.metrics.store.inc()
    return Refused(503, "store_unavailable", f"Tickets can't be kept now ({error}).", headers={"retry-after": "5"})


def _check_admin(user: User) -> None:
    if not user.admin:
        raise Refused(403, "not_an_admin", "This is for admins.")


def _asked(body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    for name in body:
        if name not in {"sdp", "config"}:
            text = f"{name} is nothing that a call has: a session's parameters stand in config."
            raise Refused(422, "unknown_parameter", text, param=name)
    offer, config = body.get("sdp"), body.get("config", {})
    if not isinstance(offer, str):
        raise Refused(422, "invalid_parameter", "sdp must be a string.", param="sdp")
    if not isinstance(config, dict):
        raise Refused(422, "invalid_parameter", "config must be an object.", param="config")
    return offer, config


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise Refused(422, "invalid_parameter", "sdp is not UTF-8 text.", param="sdp") from None
