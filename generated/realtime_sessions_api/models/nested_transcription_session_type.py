from enum import StrEnum


class NestedTranscriptionSessionType(StrEnum):
    TRANSCRIPTION = "transcription"

    def __str__(self) -> str:
        return str(self.value)
