from typing import Literal

SessionRealtimeIncludeItem = Literal["item.input_audio_transcription.logprobs"]

SESSION_REALTIME_INCLUDE_ITEM_VALUES: set[SessionRealtimeIncludeItem] = {
    "item.input_audio_transcription.logprobs",
}


def check_session_realtime_include_item(value: str) -> SessionRealtimeIncludeItem:
    if value in SESSION_REALTIME_INCLUDE_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_REALTIME_INCLUDE_ITEM_VALUES!r}"
    )
