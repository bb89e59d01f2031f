from typing import Literal

SessionAudioInputFormatTypeType1 = Literal["audio/pcma"]

SESSION_AUDIO_INPUT_FORMAT_TYPE_TYPE_1_VALUES: set[SessionAudioInputFormatTypeType1] = {
    "audio/pcma",
}


def check_session_audio_input_format_type_type_1(
    value: str,
) -> SessionAudioInputFormatTypeType1:
    if value in SESSION_AUDIO_INPUT_FORMAT_TYPE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SESSION_AUDIO_INPUT_FORMAT_TYPE_TYPE_1_VALUES!r}"
    )
