from typing import Literal

AudioInputTurnDetectionTypeType1 = Literal["semantic_vad"]

AUDIO_INPUT_TURN_DETECTION_TYPE_TYPE_1_VALUES: set[AudioInputTurnDetectionTypeType1] = {
    "semantic_vad",
}


def check_audio_input_turn_detection_type_type_1(
    value: str,
) -> AudioInputTurnDetectionTypeType1:
    if value in AUDIO_INPUT_TURN_DETECTION_TYPE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {AUDIO_INPUT_TURN_DETECTION_TYPE_TYPE_1_VALUES!r}"
    )
