"""Door 1: a key. Each door takes an authenticated request and answers it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from realtime_sessions.endpoints import Endpoint
from realtime_sessions.errors import InvalidParameterError
from realtime_sessions.explaining.bounds import UNKNOWN
from realtime_sessions.parameters.table import FIELDS
from realtime_sessions.redaction import Secret
from realtime_sessions.shapes import SESSION, decode, encode, flat_view, told_at

from .bodies import parsed
from .context import Context
from .messages import Answer, Refused, Request, answered, written
from .observe import audit, is_audited, span
from .policy import REALTIME, Policy, invalid
from .provider import Minted
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
    """Mint a key from parameters by their flat names; `type` says what kind of session it opens."""
    body = await body_of(context, request)
    if SESSION in body:
        text = "session is no parameter: its fields stand in the body itself"
        hint = "/v1/realtime/client_secrets takes the provider's own body"
        raise Refused(422, "unknown_parameter", text, param=SESSION, hint=hint)
    policy = context.settings.policy.of(body.pop("type", REALTIME), "type")
    minted = await _minted(context, request, user, policy, policy.applied(body))
    public = policy.shown(_view(minted))
    return Answer(200, written(Secret({**minted.secret.to_dict(), "session": public})))


async def nested(context: Context, request: Request, user: User) -> Answer:
    """Mint a key from the body of the provider's own nested endpoint, and answer in its shape."""
    body = await body_of(context, request)
    asked = body.get(SESSION)
    kind = asked.get("type", REALTIME) if isinstance(asked, dict) else REALTIME
    policy = context.settings.policy.of(kind, f"{SESSION}.type")
    minted = await _as_asked(context, request, user, policy, body)
    if minted.endpoint is Endpoint.NESTED:
        whole = policy.shown_nested(minted.session)
    else:
        public = policy.shown(_view(minted))
        whole = {"object": "realtime.session", **encode(public, Endpoint.NESTED).body[SESSION]}
    return Answer(200, written(Secret({**minted.secret.to_dict(), "session": whole})))


async def flat(context: Context, request: Request, user: User) -> Answer:
    """Mint a key from the body of the provider's own flat endpoint, and answer in its shape."""
    policy = context.settings.policy  # this endpoint never made another kind
    minted = await _as_asked(context, request, user, policy, await body_of(context, request))
    public = policy.shown(_view(minted))
    whole = {**public, **encode(public, Endpoint.FLAT).body}
    return Answer(200, written(Secret({**whole, "client_secret": minted.secret.to_dict()})))


async def me(context: Context, _request: Request, user: User) -> Answer:
    """Say who the user is, and what may be set."""
    policy = context.settings.policy
    other = {} if policy.transcription is None else {"transcription": policy.transcription.told()}
    return answered(200, {"user": user.name, "allowed": policy.told(), **other})


async def _as_asked(context: Context, request: Request, user: User, policy: Policy, body: Mapping[str, Any]) -> Minted:
    try:
        given, places = decode(body, policy.kind)
    except InvalidParameterError as error:
        if UNKNOWN in error.bound:
            text = f"{error.parameter} is no parameter{error.bound.partition(UNKNOWN)[2]}"
            raise Refused(422, "unknown_parameter", text, param=error.parameter) from None
        raise invalid(error) from None
    try:
        return await _minted(context, request, user, policy, policy.applied(given))
    except Refused as refused:
        if refused.param is not None:  # told by the place in the body that was given
            refused.param = told_at(places, refused.param)
        raise


async def _minted(context: Context, request: Request, user: User, policy: Policy, config: Mapping[str, Any]) -> Minted:
    await context.spend(user)
    with span("gateway.mint", request.headers, door=request.path):
        minted = await context.provider.mint(policy.kind, {**config, "safety_identifier": context.identifier(user)})
    context.metrics.keys.inc()
    if is_audited():
        expires_at, request_id = int(minted.secret.expires_at.timestamp()), minted.reply.request_id
        told = {"model": _model(minted, policy.kind), "expires_at": expires_at, "provider_request_id": request_id}
        audit("key", request, user=user.name, kind=policy.kind, **told)
    return minted


def _model(minted: Minted, kind: str) -> str | None:
    """The model that talks, or in a transcription the one that listens."""
    name = "model" if kind == REALTIME else "input_audio_transcription"
    view = _view(minted, [name])
    told = view if kind == REALTIME else view.get(name)
    model = told.get("model") if isinstance(told, Mapping) else None
    return model if isinstance(model, str) else None


def _view(minted: Minted, names: Iterable[str] = FIELDS) -> dict[str, Any]:
    """The session by flat names, as the provider sent it, nulls too; no local of what works on it has the key."""
    return flat_view({name: value for name, value in minted.session.items() if name not in _KEYS}, names)
