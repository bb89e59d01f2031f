from typing import Literal

AudioInputTurnDetectionEagernessType1 = Literal["auto", "high", "low", "medium"]

AUDIO_INPUT_TURN_DETECTION_EAGERNESS_TYPE_1_VALUES: set[
    AudioInputTurnDetectionEagernessType1
] = {
    "auto",
    "high",
    "low",
    "medium",
}


def check_audio_input_turn_detection_eagerness_type_1(
    value: str,
) -> AudioInputTurnDetectionEagernessType1:
    if value in AUDIO_INPUT_TURN_DETECTION_EAGERNESS_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {AUDIO_INPUT_TURN_DETECTION_EAGERNESS_TYPE_1_VALUES!r}"
    )
