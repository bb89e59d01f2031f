from typing import Literal

TurnDetectionSemanticVadEagerness = Literal["auto", "high", "low", "medium"]

TURN_DETECTION_SEMANTIC_VAD_EAGERNESS_VALUES: set[TurnDetectionSemanticVadEagerness] = {
    "auto",
    "high",
    "low",
    "medium",
}


def check_turn_detection_semantic_vad_eagerness(
    value: str,
) -> TurnDetectionSemanticVadEagerness:
    if value in TURN_DETECTION_SEMANTIC_VAD_EAGERNESS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {TURN_DETECTION_SEMANTIC_VAD_EAGERNESS_VALUES!r}"
    )
