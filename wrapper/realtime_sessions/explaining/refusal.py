"""Say what an answer means that isn't a session: the one error that a caller gets, with what to do."""

from __future__ import annotations

import re
from typing import Any, Final

from realtime_sessions import endpoints, errors
from realtime_sessions.redaction import Secret, is_key, minted_keys, redact, without_keys
from realtime_sessions.reply import Answer
from realtime_sessions.sending import attempts
from realtime_sessions.services import Service

from . import advice

_SHOWN_CHARACTERS: Final = 300
_NAMES_A_KEY: Final = re.compile("secret|token$|key$|^authorization$|^value$")
_STATUS_ERRORS: Final[dict[int, type[errors.APIStatusError]]] = {
    400: errors.BadRequestError,
    401: errors.AuthenticationError,
    403: errors.PermissionDeniedError,
    404: errors.NotFoundError,
    409: errors.ConflictError,
    422: errors.UnprocessableEntityError,
    429: errors.RateLimitError,
}


def for_status(status: int) -> type[errors.APIStatusError]:
    """The class for a status that isn't 2xx, also for ones that no standard knows, such as 520."""
    other = errors.InternalServerError if status >= errors.FIRST_SERVER_ERROR else errors.APIStatusError
    return _STATUS_ERRORS.get(status, other)


def error_of(answer: Answer, kind: str, service: Service) -> errors.RealtimeSessionsError:
    """The error that an answer means which is no session: a refusal, or a success without a key."""
    reply = answer.reply
    keys = [*reply.sent, *_likely_keys(reply.value)]
    text = redact(str(reply.error.get("message") or reply.text or reply.reason), keys)
    what = "a page, not JSON; check the base URL" if text.lstrip().startswith("<") else "no minted session"
    no_key = errors.UnexpectedReplyError(f"the reply has no client secret: it is {what}")
    found = no_key if reply.is_success else _refusal(answer, text[:_SHOWN_CHARACTERS], kind, service)
    found.status_code, found.request_id = reply.status, reply.request_id
    try:
        found.body = without_keys(reply.value, keys)
    except RecursionError:
        found.body = text
    return found


def _refusal(answer: Answer, message: str, kind: str, service: Service) -> errors.APIStatusError:
    endpoint, reply = answer.endpoint, answer.reply
    code, param, what = (
        redact(str(reply.error[name]), reply.sent) if reply.error.get(name) is not None else None
        for name in ("code", "param", "type")
    )
    where = " ".join(filter(None, [str(reply.status), code, f"({param})" if param else None]))
    text = (f"{where}: {message}" if message else where).rstrip(".") + advice.of_refusal(code, param, endpoint)
    if answer.before is not None and not reply.is_gone:
        text += f"; the {answer.before.endpoint} endpoint had answered {answer.before.reply.status}"
    error = for_status(reply.status)(text)
    asked = [one for one in (answer.before, answer) if one is not None]
    if reply.is_gone:
        retired = any(one.reply.is_retired for one in asked)
        tried = ", ".join(f"{service.url(one.endpoint)} ({one.reply.status})" for one in asked)
        missing = errors.NotFoundError if answer.before is not None else for_status(reply.status)
        other = f"endpoint=Endpoint.{endpoints.other(endpoint).name}, or Endpoint.AUTO to have it found out"
        if answer.before is not None:
            told = f"the server has neither endpoint: tried {tried}; {_advice(service)}"
        elif kind != "realtime":
            told = f"the server has no endpoint that makes such a session: tried {tried}; {_advice(service)}"
        elif retired:
            told = f"the {endpoint} endpoint is retired: use {other}"
        else:
            told = f"the server has no {endpoint} endpoint: tried {tried}; {_advice(service)}; or use {other}"
        error = (errors.EndpointRetiredError if retired else missing)(f"{told} ({text})")
    error.code, error.param, error.type = code, param, what
    error.retry_after = attempts.told_pause(reply.headers)
    return error


def _advice(service: Service) -> str:
    """What to try where nothing is there: most often the base URL is a little wrong."""
    for path in (*service.paths.values(), "/realtime"):
        if service.base_url.endswith(path):
            return f"leave {path} out of the base URL"
    return "check the base URL" + ("" if service.base_url.endswith("/v1") else "; is /v1 missing at its end?")


def _likely_keys(body: Any) -> list[Secret]:
    """What may be a key in a body of no known shape: texts under a key's names, but in an error's own words."""
    found, waiting = minted_keys(body), [("", body)]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(str(inner).lower(), value[inner]) for inner in value if inner != "error"]
        elif isinstance(value, list):
            waiting += [(name, item) for item in value]
        elif is_key(value) and _NAMES_A_KEY.search(name):
            found.append(Secret(value))
    return found
