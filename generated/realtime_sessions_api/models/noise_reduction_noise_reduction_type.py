from enum import StrEnum


class NoiseReductionNoiseReductionType(StrEnum):
    FAR_FIELD = "far_field"
    NEAR_FIELD = "near_field"

    def __str__(self) -> str:
        return str(self.value)
