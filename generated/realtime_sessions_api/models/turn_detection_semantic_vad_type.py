from typing import Literal

TurnDetectionSemanticVadType = Literal["semantic_vad"]

TURN_DETECTION_SEMANTIC_VAD_TYPE_VALUES: set[TurnDetectionSemanticVadType] = {
    "semantic_vad",
}


def check_turn_detection_semantic_vad_type(value: str) -> TurnDetectionSemanticVadType:
    if value in TURN_DETECTION_SEMANTIC_VAD_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {TURN_DETECTION_SEMANTIC_VAD_TYPE_VALUES!r}"
    )
