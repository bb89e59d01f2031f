from typing import Literal

InputTurnDetectionTypeType1 = Literal["server_vad"]

INPUT_TURN_DETECTION_TYPE_TYPE_1_VALUES: set[InputTurnDetectionTypeType1] = {
    "server_vad",
}


def check_input_turn_detection_type_type_1(value: str) -> InputTurnDetectionTypeType1:
    if value in INPUT_TURN_DETECTION_TYPE_TYPE_1_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {INPUT_TURN_DETECTION_TYPE_TYPE_1_VALUES!r}"
    )
