from typing import Literal

SessionTranscriptionType = Literal["transcription"]

SESSION_TRANSCRIPTION_TYPE_VALUES: set[SessionTranscriptionType] = {
    "transcription",
}


def check_session_transcription_type(value: str) -> SessionTranscriptionType:
    if value in SESSION_TRANSCRIPTION_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_TRANSCRIPTION_TYPE_VALUES!r}"
    )
