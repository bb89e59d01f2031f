"""What a session is to be: parameters by their flat names, checked once, merged as plain values.

The parameters, their bounds and their descriptions come from the generated table. A value that the service would
refuse is refused here, by name and bound; a value once accepted doesn't change any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Self

from attrs import field, fields_dict, frozen

from . import shapes
from .endpoints import Endpoint, chosen
from .errors import InvalidParameterError
from .given import checked
from .keywords import advising
from .parameters.fields import ConfigFields
from .redaction import redact
from .values import OMITTED, Omitted


@frozen(kw_only=True, repr=False)
class SessionConfig(ConfigFields):
    """A session's parameters, checked; it can't be changed, only merged into a new one.

    A parameter that is left out is not sent. None sends null, and is taken only where null means something.

    Raises:
        InvalidParameterError: a value is out of its bounds.
    """

    safety_identifier: str | Omitted = OMITTED
    """A stable, hashed id of your end user, sent in a header for the provider's abuse detection."""
    _given: dict[str, Any] = field(init=False, eq=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self._given.update(checked({name: getattr(self, name) for name in fields_dict(type(self)) if name != "_given"}))
        for name, value in self._given.items():
            object.__setattr__(self, name, deepcopy(value))  # frozen, but for its own making

    def __repr__(self) -> str:
        given = getattr(self, "_given", {})
        listed = [f"{name}={redact(value)!r}" for name, value in given.items() if name != "tools"]
        listed += ["tools=..."] if given.get("tools") else []  # they may carry authorization
        return f"SessionConfig({', '.join(listed)})"

    def given(self) -> dict[str, Any]:
        """The parameters that aren't left out, as plain JSON values."""
        return deepcopy(self._given)

    def merge(self, over: SessionConfig) -> SessionConfig:
        """A config with this one's parameters where `over` leaves them out."""
        if not isinstance(over, SessionConfig):
            raise TypeError("merge takes a SessionConfig; make one of a mapping with SessionConfig(**mapping)")
        return SessionConfig(**{**self._given, **over._given})

    @classmethod
    def from_dict(cls, flat_body: Mapping[str, Any]) -> Self:
        """A config from the body of a flat request, or of a nested one.

        Raises:
            InvalidParameterError: the service would refuse the body.
        """
        if not isinstance(flat_body, Mapping):
            raise InvalidParameterError("body", flat_body, "an object")
        given, places = shapes.decode(flat_body)
        try:
            return cls(**checked(given))
        except InvalidParameterError as error:  # told by the place in the body that was given
            path = shapes.told_at(places, error.parameter)
            raise InvalidParameterError(path, error.value, error.bound, error.step) from None

    def to_dict(self, endpoint: Endpoint) -> dict[str, Any]:
        """The body of a request to an endpoint, without what that endpoint can't express.

        Raises:
            ConfigurationError: the endpoint is AUTO, which has no shape of its own.
        """
        return shapes.encode(self.given(), chosen(endpoint)).body


SessionConfig.__init__ = advising(SessionConfig.__init__, kind="realtime")  # type: ignore[method-assign]
