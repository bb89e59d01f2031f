"""Values that the service names, and the ways to say nothing.

A known value is a member of an enum, any other string is kept as it is: a voice or a model that appeared this
morning works like any other, in a request and in a reply. The members stand in the generated `parameters.enums`;
here is what a document can't say: when a model ends, and what leaving out means.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from typing import Final, Self


class Omitted(Enum):
    """The state of a parameter that was left out, as opposed to None, which sends null."""

    OMITTED = "omitted"

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "OMITTED"


OMITTED: Final = Omitted.OMITTED


class OpenEnum(StrEnum):
    """A string with known values; calling the class with any other string keeps that string.

    Replies may carry any value. In requests, the sets that the service closes (modalities, audio formats,
    noise reduction, eagerness) take known values only, as the service does; `extra_body` sends others.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = str.__str__(value)
        return member

    @property
    def known(self) -> bool:
        """Whether the value is one that this release knows."""
        return self in type(self).__members__.values()

    @classmethod
    def values(cls) -> list[str]:
        """The known values, in the order of their definition."""
        return [member.value for member in cls]


class OpenModel(OpenEnum):
    """A model; on Azure a deployment's name, which is any string."""

    @property
    def retires_on(self) -> date | None:
        """The day on which the provider shut it down, or announced that it will; None where nothing is announced."""
        return _RETIREMENTS.get(self.value)

    @property
    def retired(self) -> bool:
        """Whether that day has come (UTC)."""
        return self.retires_on is not None and self.retires_on <= datetime.now(UTC).date()

    @property
    def minted_only(self) -> bool:
        """Whether a key is minted for it with which no realtime session can be opened, as its name says."""
        return self.value.startswith(_MINTED_ONLY)


_MINTED_ONLY: Final = "gpt-live-"
_RETIREMENTS: Final = {
    "gpt-4o-realtime-preview-2024-10-01": date(2025, 10, 10),
    "gpt-4o-realtime-preview": date(2026, 5, 7),
    "gpt-4o-realtime-preview-2024-12-17": date(2026, 5, 7),
    "gpt-4o-realtime-preview-2025-06-03": date(2026, 5, 7),
    "gpt-4o-mini-realtime-preview": date(2026, 5, 7),
    "gpt-4o-mini-realtime-preview-2024-12-17": date(2026, 5, 7),
    "gpt-realtime": date(2027, 1, 20),
    "gpt-realtime-2025-08-28": date(2027, 1, 20),
    "gpt-realtime-mini": date(2027, 1, 20),
    "gpt-realtime-mini-2025-12-15": date(2027, 1, 20),
}
