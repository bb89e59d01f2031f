"""Mint OpenAI realtime keys: one call that keeps working, whatever the endpoint does."""

import importlib
import typing

if typing.TYPE_CHECKING:
    from .client import AsyncRealtimeSessions, RealtimeSessions
    from .config import SessionConfig
    from .endpoints import Endpoint
    from .errors import (
        APIConnectionError,
        APIStatusError,
        APITimeoutError,
        AuthenticationError,
        BadRequestError,
        ConfigurationError,
        ConflictError,
        DroppedParameterWarning,
        EndpointRetiredError,
        InternalServerError,
        InvalidParameterError,
        NotFoundError,
        PermissionDeniedError,
        RateLimitError,
        RealtimeSessionsError,
        RealtimeSessionsWarning,
        RetiredModelWarning,
        UnexpectedReplyError,
        UnprocessableEntityError,
        UnusableModelWarning,
    )
    from .parameters.enums import AudioFormat, Eagerness, Modality, Model, NoiseReduction, TranscriptionModel, Voice
    from .parameters.fields import SemanticVad, ServerVad
    from .session import ClientSecret, RawResponse, Session
    from .values import OMITTED, Omitted

__all__ = [  # noqa: RUF022 - in the order of the alphabet, as a reader looks for a name
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncRealtimeSessions",
    "AudioFormat",
    "AuthenticationError",
    "BadRequestError",
    "ClientSecret",
    "ConfigurationError",
    "ConflictError",
    "DroppedParameterWarning",
    "Eagerness",
    "Endpoint",
    "EndpointRetiredError",
    "InternalServerError",
    "InvalidParameterError",
    "Modality",
    "Model",
    "NoiseReduction",
    "NotFoundError",
    "OMITTED",
    "Omitted",
    "PermissionDeniedError",
    "RateLimitError",
    "RawResponse",
    "RealtimeSessions",
    "RealtimeSessionsError",
    "RealtimeSessionsWarning",
    "RetiredModelWarning",
    "SemanticVad",
    "ServerVad",
    "Session",
    "SessionConfig",
    "TranscriptionModel",
    "UnexpectedReplyError",
    "UnprocessableEntityError",
    "UnusableModelWarning",
    "Voice",
]

# in the order in which they are looked through: what only some programs use comes last
_ROOMS = ("errors", "endpoints", "values", "parameters.enums", "client", "session", "parameters.fields", "config")


def __getattr__(name: str) -> typing.Any:
    """A public name, imported when it is first asked for: nothing heavy is loaded before it is needed."""
    if name == "__version__":
        return importlib.import_module(".options", __name__).VERSION
    if name in __all__:
        for room in _ROOMS:
            if (found := getattr(importlib.import_module(f".{room}", __name__), name, None)) is not None:
                globals()[name] = found
                return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
