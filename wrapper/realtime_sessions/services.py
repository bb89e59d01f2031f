"""Where keys are minted, and how the server knows us: the provider's API, what speaks like it, and Azure.

Protects requests from settings that can't be sent: a URL, a key or a header that no server would
understand is refused here, when the client is made, and without showing a key.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final, NamedTuple

from . import endpoints
from .endpoints import Endpoint
from .errors import ConfigurationError
from .given import DEFAULTS, HEADER_VALUE
from .options import BASE_URL
from .redaction import Secret, redact
from .sending.request import URL

_AZURE_PREVIEW: Final = "2025-04-01-preview"
_LAST_PORT: Final = 65535
_OCTET: Final = "(?:[1-9]?[0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])"
_PLAIN_URL: Final = re.compile(  # nothing in it has another way to be written
    rf"https?://(?:(?:[a-z0-9-]{{1,63}}\.)*[a-z][a-z0-9-]{{0,62}}|(?:{_OCTET}\.){{3}}{_OCTET})"
    r"(?::(?!80\b|443\b)([1-9][0-9]{0,4}))?(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?"
)
HEADER_NAME: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")  # RFC 9110's token


class Service(NamedTuple):
    """One server, and what is special about it."""

    base_url: str
    start: Endpoint
    """Where AUTO starts."""
    builtin: Mapping[str, Any]
    """Our own defaults there."""
    headers: Mapping[str, str | None] = {}
    flat_headers: Mapping[str, str] = {}
    paths: Mapping[Endpoint, str] = endpoints.PATHS
    params: Mapping[Endpoint, Mapping[str, str]] = {}
    key_header: str = "Authorization"
    key_prefix: str = "Bearer "

    def url(self, endpoint: Endpoint) -> str:
        """Where an endpoint is, without a query."""
        return self.base_url + self.paths[endpoint]


def openai(base_url: Secret, organization: str | None, project: str | None) -> Service:
    """The provider's own API, or one that speaks as it does."""
    if base_url.value is None:
        base_url = Secret(os.environ.get("OPENAI_BASE_URL") or BASE_URL)
    url = _checked_url(base_url)
    account = {
        "OpenAI-Organization": _or_environment(organization, "OPENAI_ORG_ID"),
        "OpenAI-Project": _or_environment(project, "OPENAI_PROJECT_ID"),
    }
    return Service(
        base_url=url,
        start=Endpoint.NESTED,
        builtin=DEFAULTS,
        headers=checked_headers(Secret({name: value for name, value in account.items() if value})).value,
        flat_headers={"OpenAI-Beta": "assistants=v2"},  # what the official SDKs send there, and only there
    )


def _or_environment(given: str | None, name: str) -> str | None:
    return os.environ.get(name) if given is None else given


def azure(resource_endpoint: Secret, api_version: Any, *, token: bool) -> Service:
    """Azure's current URL for the nested endpoint, its preview URL for the flat one; a model is a deployment there."""
    if not isinstance(api_version, str | None):
        raise ConfigurationError("the api_version must be text such as 2025-04-01-preview")
    what = "the resource endpoint, such as https://NAME.openai.azure.com,"
    resource = _checked_url(resource_endpoint, what).removesuffix("/v1").removesuffix("/openai")
    if URL.of(resource).path != "/":
        raise ConfigurationError(f"{what} must have no path")
    preview = {"api-version": api_version or _AZURE_PREVIEW}
    is_preview = re.match(r"\d{4}-", api_version or "")  # it has a date
    return Service(
        base_url=f"{resource}/openai",
        start=Endpoint.FLAT if is_preview else Endpoint.NESTED,
        builtin={},
        paths={Endpoint.NESTED: "/v1/realtime/client_secrets", Endpoint.FLAT: "/realtimeapi/sessions"},
        params={Endpoint.FLAT: preview, Endpoint.NESTED: {"api-version": api_version} if api_version else {}},
        key_header="Authorization" if token else "api-key",
        key_prefix="Bearer " if token else "",
    )


def checked_key(key: Secret) -> Secret:
    """A key that can stand in a header.

    Raises:
        ConfigurationError: it can't; the text doesn't show it.
    """
    problem = _problem(key)
    if problem:
        raise ConfigurationError(problem)
    return key


def _problem(key: Secret) -> str:
    value = key.value
    if not isinstance(value, str | None):
        return f"the API key must be a string, or a function that gives one, not {type(value).__name__}"
    if value is None or not value.strip():
        return "there is no API key: pass api_key, a string or a function that gives one, or set OPENAI_API_KEY"
    if value.startswith("Bearer "):
        return "the API key is a whole header: pass it without Bearer"
    if not value.isascii() or not value.isprintable() or " " in value:
        return "the API key has a character that no key has: a space, a line break, a letter outside ASCII"
    return ""


def _checked_url(url: Secret, what: str = "the base URL") -> str:
    """A URL that can be used; what stands in one that can't, such as a password, is in no frame of the error."""
    plain = isinstance(url.value, str) and _PLAIN_URL.fullmatch(url.value)
    if plain and int(plain[1] or 0) <= _LAST_PORT:
        return plain[0].rstrip("/")
    import httpx  # noqa: PLC0415 - it takes 40 ms, and leaves a plain URL as it is

    from .explaining import addresses  # noqa: PLC0415

    problem = addresses.problem(url, _LAST_PORT)
    if problem:
        raise ConfigurationError(f"{what} {problem}")
    return str(httpx.URL(url.value)).rstrip("/")


def checked_headers(headers: Secret) -> Secret:
    """Headers that can be sent, for good: the caller may change theirs.

    Raises:
        ConfigurationError: a name or a value can't; the text shows neither a value nor what looks like a key.
    """
    problem = _header_problem(headers.value or {})
    if problem:
        raise ConfigurationError(problem)
    return Secret(dict(headers.value or {}))


def merged(query: str, more: Secret) -> str:
    """A query with the caller's laid over it, as httpx writes it.

    Raises:
        ConfigurationError: it can't be one; neither the text nor what led to it shows a value.
    """
    if not more.value and isinstance(more.value, Mapping):
        return query
    import httpx  # noqa: PLC0415

    with suppress(AttributeError, TypeError, ValueError):
        return str(httpx.QueryParams(query).merge(httpx.QueryParams(more.value)))
    raise ConfigurationError("extra_query must be a mapping of names to texts, numbers, or lists of these")


def _header_problem(headers: Any) -> str:
    if not isinstance(headers, Mapping):
        return f"headers must be a mapping of names to texts, not a {type(headers).__name__}"
    for name, value in headers.items():
        if not isinstance(name, str) or not HEADER_NAME.fullmatch(name):
            return f"{redact(repr(name))} can't be the name of a header"
        if value is not None and not (isinstance(value, str) and (value == "" or re.fullmatch(HEADER_VALUE, value))):
            return f"the header {redact(repr(name))} must have printable ASCII text without outer spaces, or None"
    return ""
