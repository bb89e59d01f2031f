from typing import Literal

AudioInputFormatTypeType1 = Literal["audio/pcmu"]

AUDIO_INPUT_FORMAT_TYPE_TYPE_1_VALUES: set[AudioInputFormatTypeType1] = {
    "audio/pcmu",
}


def check_audio_input_format_type_type_1(value: str) -> AudioInputFormatTypeType1:
    if value in AUDIO_INPUT_FORMAT_TYPE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {AUDIO_INPUT_FORMAT_TYPE_TYPE_1_VALUES!r}"
    )
