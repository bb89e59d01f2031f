from typing import Literal

TurnDetectionServerVadType = Literal["server_vad"]

TURN_DETECTION_SERVER_VAD_TYPE_VALUES: set[TurnDetectionServerVadType] = {
    "server_vad",
}


def check_turn_detection_server_vad_type(value: str) -> TurnDetectionServerVadType:
    if value in TURN_DETECTION_SERVER_VAD_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {TURN_DETECTION_SERVER_VAD_TYPE_VALUES!r}"
    )
