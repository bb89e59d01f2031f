"""Values that the service names: known ones as members, any other string kept as it is.

Protects callers from the provider's pace: a voice or a model that appeared this morning is a value
like any other, in a request and in a reply. Known values are facts of the published contract; a test
compares the two.
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


class Model(OpenEnum):
    """A realtime model. On Azure the model is the deployment's name, which is any string."""

    GPT_REALTIME_2_1 = "gpt-realtime-2.1"
    GPT_REALTIME_2_1_MINI = "gpt-realtime-2.1-mini"
    GPT_REALTIME_2 = "gpt-realtime-2"
    GPT_REALTIME_1_5 = "gpt-realtime-1.5"
    GPT_REALTIME = "gpt-realtime"
    GPT_REALTIME_2025_08_28 = "gpt-realtime-2025-08-28"
    GPT_REALTIME_MINI = "gpt-realtime-mini"
    GPT_REALTIME_MINI_2025_10_06 = "gpt-realtime-mini-2025-10-06"
    GPT_REALTIME_MINI_2025_12_15 = "gpt-realtime-mini-2025-12-15"
    GPT_AUDIO_1_5 = "gpt-audio-1.5"
    GPT_AUDIO_MINI = "gpt-audio-mini"
    GPT_AUDIO_MINI_2025_10_06 = "gpt-audio-mini-2025-10-06"
    GPT_AUDIO_MINI_2025_12_15 = "gpt-audio-mini-2025-12-15"
    GPT_4O_REALTIME_PREVIEW = "gpt-4o-realtime-preview"
    GPT_4O_REALTIME_PREVIEW_2024_10_01 = "gpt-4o-realtime-preview-2024-10-01"
    GPT_4O_REALTIME_PREVIEW_2024_12_17 = "gpt-4o-realtime-preview-2024-12-17"
    GPT_4O_REALTIME_PREVIEW_2025_06_03 = "gpt-4o-realtime-preview-2025-06-03"
    GPT_4O_MINI_REALTIME_PREVIEW = "gpt-4o-mini-realtime-preview"
    GPT_4O_MINI_REALTIME_PREVIEW_2024_12_17 = "gpt-4o-mini-realtime-preview-2024-12-17"

    @property
    def retires_on(self) -> date | None:
        """The day on which the provider shut it down, or announced that it will; None where nothing is announced."""
        return _RETIREMENTS.get(self.value)

    @property
    def retired(self) -> bool:
        """Whether that day has come (UTC)."""
        return self.retires_on is not None and self.retires_on <= datetime.now(UTC).date()


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


class Voice(OpenEnum):
    """A voice, or a custom voice's id. The provider recommends marin and cedar."""

    ALLOY = "alloy"
    ASH = "ash"
    BALLAD = "ballad"
    CORAL = "coral"
    ECHO = "echo"
    SAGE = "sage"
    SHIMMER = "shimmer"
    VERSE = "verse"
    MARIN = "marin"
    CEDAR = "cedar"


class Modality(OpenEnum):
    """What the model answers with; audio comes with its transcript."""

    AUDIO = "audio"
    TEXT = "text"


class AudioFormat(OpenEnum):
    """How audio is encoded, by the flat endpoint's names: 24 kHz PCM, or G.711 at 8 kHz."""

    PCM16 = "pcm16"
    G711_ULAW = "g711_ulaw"
    G711_ALAW = "g711_alaw"


class TranscriptionModel(OpenEnum):
    """A model that transcribes what the user says."""

    GPT_TRANSCRIBE = "gpt-transcribe"
    GPT_LIVE_TRANSCRIBE = "gpt-live-transcribe"
    GPT_REALTIME_WHISPER = "gpt-realtime-whisper"
    GPT_4O_TRANSCRIBE = "gpt-4o-transcribe"
    GPT_4O_TRANSCRIBE_DIARIZE = "gpt-4o-transcribe-diarize"
    GPT_4O_MINI_TRANSCRIBE = "gpt-4o-mini-transcribe"
    GPT_4O_MINI_TRANSCRIBE_2025_12_15 = "gpt-4o-mini-transcribe-2025-12-15"
    WHISPER_1 = "whisper-1"


class NoiseReduction(OpenEnum):
    """Where the microphone is: close (headphones), or away (a laptop, a room)."""

    NEAR_FIELD = "near_field"
    FAR_FIELD = "far_field"


class Eagerness(OpenEnum):
    """How soon the semantic detector takes the turn; auto is medium."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    AUTO = "auto"
