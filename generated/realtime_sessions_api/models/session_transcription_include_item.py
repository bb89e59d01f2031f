from typing import Literal

SessionTranscriptionIncludeItem = Literal["item.input_audio_transcription.logprobs"]

SESSION_TRANSCRIPTION_INCLUDE_ITEM_VALUES: set[SessionTranscriptionIncludeItem] = {
    "item.input_audio_transcription.logprobs",
}


def check_session_transcription_include_item(
    value: str,
) -> SessionTranscriptionIncludeItem:
    if value in SESSION_TRANSCRIPTION_INCLUDE_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_TRANSCRIPTION_INCLUDE_ITEM_VALUES!r}"
    )
