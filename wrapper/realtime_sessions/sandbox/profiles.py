"""List the URLs that a server of each kind has, and who may call them.

No specification tells where the service still answers. A retired endpoint is a URL that isn't there, as on the
service itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from realtime_sessions.endpoints import PATHS, Endpoint

if TYPE_CHECKING:
    from collections.abc import Mapping


class Profile(StrEnum):
    """The servers that the sandbox can be."""

    CURRENT = "current"
    """The provider today: the flat endpoint is an unknown URL, the nested one works."""
    SHAPE_DISABLED = "shape-disabled"
    """The provider in May 2026: the flat endpoint answers 400 ``beta_api_shape_disabled``."""
    FLAT = "flat"
    """The provider in mid-2025, older gateways and proxies: only the flat endpoint."""
    BOTH = "both"
    """The provider between 2025-09 and 2026-05: both endpoints."""
    PUBLISHED = "published"
    """What the published document says: both endpoints, but the flat reply carries no key."""
    AZURE = "azure"
    """Azure's current API: the nested endpoint, at Azure's URL."""
    AZURE_PREVIEW = "azure-preview"
    """Azure's preview API: the flat endpoint, at Azure's URL and API version."""


class Answer(StrEnum):
    """What an endpoint does with a valid request."""

    FLAT = "flat"
    NESTED = "nested"
    FLAT_WITHOUT_KEY = "flat-without-key"
    CALLS = "calls"
    """Takes calls; each is hung up below it."""
    SHAPE_DISABLED = "shape-disabled"


@dataclass(frozen=True, slots=True)
class Surface:
    """The URLs of one kind of server, and how it knows its callers."""

    base_path: str
    endpoints: Mapping[str, Answer]
    azure: bool = False
    api_versions: Mapping[str, str] = field(default_factory=dict)
    """The ``api-version`` that a URL must be called with; a URL that isn't listed needs none."""


_FLAT = "/v1" + PATHS[Endpoint.FLAT]
_NESTED = "/v1" + PATHS[Endpoint.NESTED]
_CALLS = "/v1/realtime/calls"
_AZURE_PREVIEW = "/openai/realtimeapi/sessions"

SURFACES: Mapping[Profile, Surface] = {
    Profile.CURRENT: Surface("/v1", {_NESTED: Answer.NESTED, _CALLS: Answer.CALLS}),
    Profile.SHAPE_DISABLED: Surface(
        "/v1", {_FLAT: Answer.SHAPE_DISABLED, _NESTED: Answer.NESTED, _CALLS: Answer.CALLS}
    ),
    Profile.FLAT: Surface("/v1", {_FLAT: Answer.FLAT}),
    Profile.BOTH: Surface("/v1", {_FLAT: Answer.FLAT, _NESTED: Answer.NESTED, _CALLS: Answer.CALLS}),
    Profile.PUBLISHED: Surface("/v1", {_FLAT: Answer.FLAT_WITHOUT_KEY, _NESTED: Answer.NESTED, _CALLS: Answer.CALLS}),
    Profile.AZURE: Surface(
        "/openai/v1", {"/openai" + _NESTED: Answer.NESTED, "/openai" + _CALLS: Answer.CALLS}, azure=True
    ),
    Profile.AZURE_PREVIEW: Surface(
        "/openai/v1",
        {_AZURE_PREVIEW: Answer.FLAT},
        azure=True,
        api_versions={_AZURE_PREVIEW: "2025-04-01-preview"},
    ),
}
